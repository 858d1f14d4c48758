"""Who hears of what: a message to the agency where a board asks or sends back, to a board where the agency answers or hands over."""

import pytest
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.tests import factories as make
from safeboard.boards.services import seat
from safeboard.history.queries import events_of
from safeboard.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def boards():
    return make.a_board("Harrowmere"), make.a_board("Westmere")


@pytest.fixture
def to(boards):
    """The police's return to both boards, answered and not yet handed over."""
    police = make.an_agency("Harrow Police", *boards)
    (made,) = make.issued(make.an_exercise(make.a_version(boards[0]), *boards), police)
    return make.answered(made)


def by(person):
    return {"by": person, "at": timezone.now()}


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


def since(count):
    """[(whose outbox, to whom, subject)] of the messages after so many."""
    return [(one.board, one.user, one.subject) for one in Message.objects.order_by("pk")[count:]]


def test_the_managers_of_each_board_that_reads_it_hear_that_a_return_is_handed_over(boards, to):
    first, second = (make.someone("business_manager", board) for board in boards)
    make.someone("chair", boards[0])
    make.someone_who_left("business_manager", boards[0])
    services.let_read(to, [boards[0]], **by(make.author_of(to)))
    before = Message.objects.count()
    services.submit(to, **by(make.author_of(to)))
    subject = "Harrow Police has handed over Section 11, 2026"
    assert since(before) == [(boards[0], first, subject)]
    assert page("moderate", to.pk, boards[0].slug) in Message.objects.last().body
    services.send_back(to, board=boards[0], why="Say more.", **make.by_now())
    services.let_read(to, boards, **by(make.author_of(to)))
    before = Message.objects.count()
    services.submit(to, **by(make.author_of(to)))
    assert since(before) == [(boards[0], first, subject), (boards[1], second, subject)]


def test_the_author_hears_that_a_return_is_sent_back_and_why(boards, to):
    services.submit(to, **by(make.author_of(to)))
    services.send_back(to, board=boards[1], why="Say how.", **make.by_now())
    (message,) = Message.objects.filter(subject__startswith="Westmere")
    assert (message.board, message.user) == (boards[1], make.author_of(to))
    assert message.subject == "Westmere sends Section 11, 2026 back to Harrow Police"
    assert "Say how." in message.body
    assert page("return", to.pk) in message.body


def test_a_question_and_its_answer_are_each_told_once_and_their_words_stay_on_the_page(boards, to):
    services.submit(to, **by(make.author_of(to)))
    manager, author = make.someone("business_manager", boards[1]), make.author_of(to)
    question, before = questions_of(to)[0], Message.objects.count()
    for _ in range(2):
        services.ask_about(to, question, board=boards[1], words="Who leads?", **by(manager))
    for _ in range(2):
        services.reply_about(to, question, board=boards[1], words="The chief.", **by(author))
    assert since(before) == [
        (boards[1], author, "Westmere asks about Section 11, 2026"),
        (boards[1], manager, "Harrow Police has answered Westmere’s question"),
    ]
    bodies = [one.body for one in Message.objects.order_by("pk")[before:]]
    assert [("Who leads?" in body, "The chief." in body) for body in bodies] == [(False, False)] * 2
    assert page("feedback", to.pk) in bodies[0]
    assert page("judge", to.pk, boards[1].slug, question.pk) in bodies[1]


def test_who_did_it_is_not_told_of_it(boards, to):
    author = make.author_of(to)
    seat(user=author, board=boards[0], role="business_manager", starts=make.LONG_AGO, **make.by_now())
    before = Message.objects.count()
    services.submit(to, **by(author))
    assert since(before) == []


def test_what_a_board_writes_stands_among_its_own_messages_and_in_its_own_record(boards, to, client):
    first, second = boards
    services.submit(to, **by(make.author_of(to)))
    before = Message.objects.count()
    services.send_letter(services.begin_letter(to, board=second, **make.by_now()), **make.by_now())
    assert since(before) == [(second, make.author_of(to), "Feedback of Westmere: Section 11, 2026")]
    services.draw_sample(to.exercise, board=second, size=1, at_random=0, **make.by_now())
    services.share_judgements(to.exercise, board=first, reader=second, **make.by_now())
    assert "drew whom to visit in" in [event.verb for event in events_of(to.exercise)]
    client.force_login(make.someone("business_manager", first))
    shown = client.get(page("exercise", to.exercise_id)).content.decode()
    assert ("drew whom to visit in" in shown, "shared its moderation of" in shown) == (False, True)
