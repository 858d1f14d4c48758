"""An agency answers many boards through many people: each has the documents of their own returns, and what was promised before."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Improvement, Proof, ProofUse, Return
from safeboard.assurance.return_queries import proofs_to_choose
from safeboard.assurance.tests import factories as make

pytestmark = pytest.mark.django_db
PROMISE = {"words": "Name the lead to all staff", "owner": "Jo Day", "due": "June 2030"}
INSPECTION = {"title": "Internal inspection", "name": "inspection.txt", "data": b"Not for everybody."}


@pytest.fixture
def boards():
    return make.a_board("Harrowmere"), make.a_board("Westmere")


@pytest.fixture
def police(boards):
    return make.an_agency("Harrow Police", boards[0])


@pytest.fixture
def to(boards, police):
    """The police's return to the first board, with a document."""
    (made,) = make.issued(make.an_exercise(make.a_version(boards[0])), police)
    services.prove(made, questions_of(made)[0], **INSPECTION, **by(make.author_of(made)))
    return make.submitted(made)


def by(person):
    return {"by": person, "at": timezone.now()}


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def asked_again(version, agency, email, title="2028"):
    """A later return of the agency, with another author."""
    exercise = make.an_exercise(version, title=title)
    services.ask_agency(exercise, agency, author_name="Ny Author", author_email=email, **make.by_now())
    services.issue(exercise, **make.by_now())
    return Return.objects.select_related("exercise", "agency").get(exercise=exercise)


# --- Documents ---


def test_a_board_that_names_its_own_person_as_author_reads_none_of_the_agencys_documents(boards, police, to):
    second = boards[1]
    spy = make.someone("business_manager", second)
    _joined(second)
    theirs = asked_again(make.a_version(second, name="Another"), police, spy.email)
    question, proof = questions_of(theirs)[0], Proof.objects.get()
    client, address = signed_in(spy), page("evidence", theirs.pk, question.pk)
    assert proof.title not in client.get(address).content.decode()
    assert client.post(address, {"again-proof": proof.pk}).status_code == 400
    one = services.add_improvement(theirs, question, **PROMISE, **by(spy))
    done = page("improvement_done", one.pk)
    assert proof.title not in client.get(done).content.decode()
    client.post(done, {"words": "Done.", "proof": proof.pk})
    assert not ProofUse.objects.filter(to=theirs).exists()
    assert not Improvement.objects.filter(steps__proof__isnull=False).exists()


def _joined(board):
    return make.an_agency("Harrow Police", board)


def test_an_author_has_the_documents_of_their_returns_to_any_board_past_ones_too(boards, police, to):
    author = make.author_of(to)
    _joined(boards[1])
    theirs = asked_again(make.a_version(boards[1], name="Another"), police, author.email)
    assert [proof.title for proof in proofs_to_choose(theirs, author)] == ["Internal inspection"]
    services.hand_on(to, name="Lee", email="lee@police.example", **by(author))
    assert [proof.title for proof in proofs_to_choose(theirs, author)] == ["Internal inspection"]
    answered = signed_in(author).post(
        page("evidence", theirs.pk, questions_of(theirs)[0].pk), {"again-proof": Proof.objects.get().pk}
    )
    assert (answered.status_code, ProofUse.objects.filter(to=theirs).count()) == (302, 1)


def test_to_have_been_a_colleague_opens_no_documents_of_the_whole_return(boards, police, to):
    services.send_back(to, board=boards[0], why="Say more.", **make.by_now())
    helper = make.colleague(to, questions_of(to)[0].standard, email="helper@police.example")
    _joined(boards[1])
    theirs = asked_again(make.a_version(boards[1], name="Another"), police, helper.email)
    assert list(proofs_to_choose(theirs, helper)) == []


def test_what_was_carried_into_a_return_is_its_new_authors_too(boards, police, to):
    theirs = asked_again(to.exercise.version, police, "new@police.example")
    assert [proof.title for proof in proofs_to_choose(theirs, make.author_of(theirs))] == [
        "Internal inspection"
    ]


# --- What was promised before ---


def test_this_years_author_says_that_last_years_promise_is_done(boards, police, to):
    question = questions_of(to)[0]
    promised = services.add_improvement(to, question, **PROMISE, **by(make.author_of(to)))
    now = asked_again(to.exercise.version, police, "new@police.example")
    client, done = signed_in(make.author_of(now)), page("improvement_done", promised.pk)
    assert f'href="{done}"' in client.get(page("improvements", now.pk)).content.decode()
    shown = client.get(done).content.decode()
    assert f'href="{page("return", now.pk)}"' in shown
    answered = client.post(done, {"words": "All can name her.", "proof": Proof.objects.get().pk})
    assert answered.url == page("improvements", now.pk)
    promised.refresh_from_db()
    step = promised.steps.get(what="done")
    assert (promised.state, client.get(page("closing_proof", step.pk)).content) == (
        "done",
        INSPECTION["data"],
    )


def test_an_author_of_another_set_another_agency_or_an_earlier_return_closes_no_promise(boards, police, to):
    before = to
    now = asked_again(to.exercise.version, police, "new@police.example")
    late = services.add_improvement(now, questions_of(now)[0], **PROMISE, **by(make.author_of(now)))
    early = services.add_improvement(before, questions_of(before)[0], **PROMISE, **by(make.author_of(before)))
    services.say_done(early, words="Done.", proof=Proof.objects.get(), **by(make.author_of(before)))
    shown = page("closing_proof", early.steps.get(what="done").pk)
    other_set = asked_again(make.a_version(boards[0], name="Another"), police, "set@police.example")
    health = make.an_agency("Harrow Health", boards[0])
    other_agency = asked_again(to.exercise.version, health, "health@health.example", title="2029")
    for stranger in (make.author_of(other_set), make.author_of(other_agency)):
        client = signed_in(stranger)
        addresses = [page("improvement_done", early.pk), page("improvement_done", late.pk), shown]
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert signed_in(make.author_of(before)).get(page("improvement_done", late.pk)).status_code == 404
