"""A peer from another agency: asked by a message, led to the return, advises for themselves alone, and can be asked no more."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import moderation_queries as queries
from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Judgement, Part, Peer, ProofUse
from safeboard.assurance.tests import factories as make
from safeboard.boards.models import Seat
from safeboard.boards.services import seat
from safeboard.outbox.models import Message
from safeboard.people.services import add_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def health(board):
    return make.an_agency("Harrow Health", board, sector="health")


@pytest.fixture
def handed_over(board):
    """The police's return, with a document beside its first answer."""
    (to,) = make.issued(
        make.an_exercise(make.a_version(board), board), make.an_agency("Harrow Police", board)
    )
    kept = {"title": "Policy", "name": "policy.txt", "data": b"Read every year."}
    services.prove(to, questions_of(to)[0], **kept, **by(make.author_of(to)))
    return make.submitted(to)


def by(person):
    return {"by": person, "at": timezone.now()}


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def a_peer(board, to, agency, name="Pat Peer", declared=True):
    person = add_person(email=f"{name.replace(' ', '.')}@health.example".lower(), name=name, **make.by_now())
    seat(user=person, board=board, role="member", agency=agency, starts=make.LONG_AGO, **make.by_now())
    peer = services.ask_peer(to, board=board, agency=agency, user=person, **make.by_now())
    if declared:
        services.declare_interests(peer, interests="None", **by(person))
    return Peer.objects.get(pk=peer.pk)


def test_a_peer_is_asked_by_a_message_and_once(board, handed_over, health):
    peer = a_peer(board, handed_over, health)
    services.ask_peer(handed_over, board=board, agency=health, user=peer.user, **make.by_now())
    (message,) = Message.objects.filter(user=peer.user)
    assert (message.board, message.subject) == (
        board,
        "You are asked to look at a return to Section 11, 2026 as a peer",
    )
    assert page("peer", peer.pk) in message.body


def test_a_peer_finds_the_return_on_their_own_page(board, handed_over, health):
    peer = a_peer(board, handed_over, health, declared=False)
    client = signed_in(peer.user)
    link = f'href="{page("peer", peer.pk)}"'
    assert link in client.get(page("returns")).content.decode()
    services.end_peer(peer, **make.by_now())
    assert link not in client.get(page("returns")).content.decode()


def test_the_list_of_what_a_person_looks_at_as_a_peer_is_asked_for_at_once(
    board, handed_over, health, django_assert_num_queries
):
    peer = a_peer(board, handed_over, health)
    client = signed_in(peer.user)
    client.get(page("returns"))
    with django_assert_num_queries(4):
        client.get(page("returns"))
    for number in (1, 2):
        agency = make.an_agency(f"Agency {number}", board)
        (to,) = make.issued(make.an_exercise(make.a_version(board, name=f"Set {number}"), board), agency)
        make.submitted(to)
        services.ask_peer(to, board=board, agency=health, user=peer.user, **make.by_now())
    with django_assert_num_queries(4):
        client.get(page("returns"))


def test_a_peer_sees_the_evidence_once_they_have_declared_interests(board, handed_over, health):
    peer = a_peer(board, handed_over, health, declared=False)
    client, use = signed_in(peer.user), ProofUse.objects.get()
    address = page("peer_evidence", peer.pk, use.pk)
    assert client.get(address).status_code == 404
    services.declare_interests(peer, interests="None", **by(peer.user))
    assert f'href="{address}"' in client.get(page("peer", peer.pk)).content.decode()
    assert client.get(address).content == b"Read every year."


def test_a_peer_sees_no_evidence_of_another_return(board, handed_over, health):
    peer = a_peer(board, handed_over, health)
    other = make.an_agency("Vale Probation", board)
    (to,) = make.issued(make.an_exercise(make.a_version(board, name="Other"), board), other)
    kept = {"title": "Secret", "name": "secret.txt", "data": b"Secret."}
    use = services.prove(to, questions_of(to)[0], **kept, **by(make.author_of(to)))
    make.submitted(to)
    assert signed_in(peer.user).get(page("peer_evidence", peer.pk, use.pk)).status_code == 404


def test_of_two_peers_of_one_agency_each_has_their_own_advice(board, handed_over, health):
    first, second = (a_peer(board, handed_over, health, name) for name in ("Pat Peer", "Sam Second"))
    question = questions_of(handed_over)[0]
    services.advise(first, question, value="0", why="Nobody knew.", **by(first.user))
    assert queries.as_a_peer(second)[0].rows[0].own is None
    services.advise(second, question, value="3", why="Everybody knew.", **by(second.user))
    services.advise(first, question, value="0", why="Nobody knew.", **by(first.user))
    assert [queries.as_a_peer(one)[0].rows[0].own.why for one in (first, second)] == [
        "Nobody knew.",
        "Everybody knew.",
    ]
    advice = queries.return_as_read(handed_over, board)[0].rows[0].advice
    assert [(one.by_name, one.why) for one in advice] == [
        ("Pat Peer", "Nobody knew."),
        ("Sam Second", "Everybody knew."),
    ]


def test_a_peer_whose_seat_has_ended_reads_nothing(board, handed_over, health):
    peer = a_peer(board, handed_over, health)
    client, use = signed_in(peer.user), ProofUse.objects.get()
    addresses = [page("peer", peer.pk), page("peer_evidence", peer.pk, use.pk)]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    Seat.objects.filter(user=peer.user).update(ends=make.in_days(-1))
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert f'href="{addresses[0]}"' not in client.get(page("returns")).content.decode()


def test_the_manager_asks_a_peer_no_more(board, handed_over, health):
    peer = a_peer(board, handed_over, health)
    question = questions_of(handed_over)[0]
    services.advise(peer, question, value="0", why="Nobody knew.", **by(peer.user))
    client = signed_in(make.someone("business_manager", board))
    address = page("end_peer", peer.pk)
    assert f'action="{address}"' in client.get(page("moderate", handed_over.pk, board.slug)).content.decode()
    assert (
        signed_in(make.someone("business_manager", make.a_board("Westmere"))).post(address).status_code == 404
    )
    assert client.post(address).status_code == 302
    assert signed_in(peer.user).get(page("peer", peer.pk)).status_code == 404
    assert [one.why for one in queries.return_as_read(handed_over, board)[0].rows[0].advice] == [
        "Nobody knew."
    ]
    assert client.post(address).status_code == 302
    assert Peer.objects.get().ended_at is not None


# --- Nobody judges their own ---


def test_whoever_has_or_had_a_part_in_a_return_does_not_judge_it(board, handed_over):
    author, question = make.author_of(handed_over), questions_of(handed_over)[0]
    seat(user=author, board=board, role="business_manager", starts=make.LONG_AGO, **make.by_now())
    promise = {"words": "Name the lead", "owner": "Jo", "due": "June 2030"}
    promised = services.add_improvement(handed_over, question, **promise, **by(author))
    services.say_done(promised, words="It is done.", **by(author))
    services.hand_on(handed_over, name="Lee", email="lee@police.example", **by(author))
    assert not Part.objects.filter(user=author, ended_at__isnull=True).exists()
    tries = [
        lambda: services.judge(handed_over, question, board=board, value="3", why="Good.", **by(author)),
        lambda: services.accept(handed_over, board=board, **by(author)),
        lambda: services.sign_off(promised, board=board, **by(author)),
    ]
    for do in tries:
        with pytest.raises(ValidationError, match="Somebody else of the board has to"):
            do()
    said = {f"q{question.pk}-value": "3", f"q{question.pk}-why": "Good."}
    answered = signed_in(author).post(page("judge", handed_over.pk, board.slug, question.pk), said)
    assert (answered.status_code, Judgement.objects.count()) == (400, 0)
    services.accept(handed_over, board=board, **make.by_now())


def test_whoever_had_a_part_in_a_return_is_no_peer_of_it(board, handed_over, health):
    author = make.author_of(handed_over)
    services.hand_on(handed_over, name="Lee", email="lee@police.example", **by(author))
    with pytest.raises(ValidationError, match="another agency"):
        services.ask_peer(handed_over, board=board, agency=health, user=author, **make.by_now())
