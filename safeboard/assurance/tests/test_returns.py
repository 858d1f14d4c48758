"""One return from being asked to being accepted."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of, unanswered
from safeboard.assurance.models import Answer, Exercise, Part, Return, Said
from safeboard.assurance.outline import QuestionLine
from safeboard.assurance.tests import factories as make
from safeboard.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def police(board):
    return make.an_agency("Harrow Police", board)


def said_of(to):
    return {
        answer.question.code: (answer.said.value, answer.counts) for answer in Answer.objects.filter(to=to)
    }


def by(to):
    return {"by": make.author_of(to), "at": timezone.now()}


def test_issuing_makes_a_return_a_letter_and_an_author_for_each_agency(board, police):
    health = make.an_agency("Harrow Health", board, sector="health")
    exercise = make.an_exercise(make.a_version(board))
    returns = make.issued(exercise, police, health)
    assert [to.state for to in returns] == ["open", "open"]
    assert Message.objects.filter(kind="assurance").count() == 2
    assert {part.user.email for part in Part.objects.all()} == {
        "author@harrow-police.example",
        "author@harrow-health.example",
    }


def test_issuing_that_fails_half_way_leaves_nothing(board, police, monkeypatch):
    exercise = make.an_exercise(make.a_version(board))
    services.ask_agency(exercise, police, author_name="Jo", author_email="jo@police.example", **make.by_now())

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("safeboard.assurance.services.issuing.outbox.write_many", fails)
    with pytest.raises(RuntimeError):
        services.issue(exercise, **make.by_now())
    exercise.refresh_from_db()
    assert exercise.state == Exercise.State.DRAFT
    assert not Return.objects.exists()


def test_it_is_issued_once(board, police):
    exercise = make.an_exercise(make.a_version(board))
    make.issued(exercise, police)
    with pytest.raises(ValidationError, match="issued already"):
        services.issue(exercise, **make.by_now())
    assert Return.objects.count() == 1


def test_a_board_that_has_not_agreed_stops_the_issuing(board, police):
    other = make.a_board("Westmere")
    exercise = services.prepare_exercise(
        make.a_version(board), title="Section 11", due_on=make.in_days(30), boards=[other], **make.by_now()
    )
    services.ask_agency(exercise, police, author_name="Jo", author_email="jo@police.example", **make.by_now())
    with pytest.raises(ValidationError, match="Westmere has not agreed"):
        services.issue(exercise, **make.by_now())


def test_each_save_is_kept_and_the_newest_stands(board, police):
    (to,) = make.issued(make.an_exercise(make.a_version(board)), police)
    question = questions_of(to)[0]
    for value in ("1", "2", "2"):
        services.answer(to, question, value=value, words="Known to work.", **by(to))
    assert [row.value for row in Said.objects.filter(to=to).order_by("number")] == ["1", "2"]
    assert said_of(to) == {"1.1": ("2", True)}


def test_nobody_writes_over_what_they_have_not_read(board, police):
    (to,) = make.issued(make.an_exercise(make.a_version(board)), police)
    question = questions_of(to)[0]
    services.answer(to, question, value="3", **by(to))
    colleague = make.someone("member", board)
    with pytest.raises(ValidationError, match="answered this meanwhile"):
        services.answer(to, question, value="0", seen=0, by=colleague, at=timezone.now())
    assert said_of(to) == {"1.1": ("3", True)}


@pytest.mark.parametrize(
    ("question", "value", "says"),
    [
        (QuestionLine("1", "How far?", scale="met"), "7", "Choose a point"),
        (QuestionLine("1", "How many?", kind="number"), "many", "Enter a number"),
        (QuestionLine("1", "How many?", kind="number"), "NaN", "Enter a number"),
        (QuestionLine("1", "When?", kind="date"), "soon", "Enter a date"),
        (QuestionLine("1", "Which?", kind="choice", choices=["Yes", "No"]), "Perhaps", "Choose one"),
    ],
)
def test_what_does_not_answer_the_question_is_refused(board, police, question, value, says):
    (to,) = make.issued(make.an_exercise(make.a_version(board, question)), police)
    with pytest.raises(ValidationError, match=says):
        services.answer(to, questions_of(to)[0], value=value, **by(to))
    assert not Said.objects.exists()


def test_a_question_is_only_for_its_sectors(board, police):
    version = make.a_version(
        board,
        QuestionLine("1", "All?", kind="text"),
        QuestionLine("2", "Custody?", kind="text", sectors=["health"]),
    )
    (to,) = make.issued(make.an_exercise(version), police)
    assert [question.code for question in questions_of(to)] == ["1"]


def test_what_was_carried_is_no_answer_until_somebody_confirms_it(board, police):
    version = make.a_version(board)
    (first,) = make.issued(make.an_exercise(version), police)
    make.submitted(first, "3")
    (second,) = make.issued(make.an_exercise(version, title="Section 11, 2028"), police)
    assert said_of(second) == {"1.1": ("3", False), "1.2": ("3", False), "1.3": ("3", False)}
    assert len(unanswered(second)) == 3
    with pytest.raises(ValidationError, match="confirmation of last time’s"):
        services.submit(second, **by(second))
    services.confirm(second, questions_of(second)[0], **by(second))
    assert [question.code for question in unanswered(second)] == ["1.2", "1.3"]


def test_only_the_same_question_is_carried(board, police):
    made = services.start_set(board, make.an_outline(), **make.by_now())
    version = services.publish(made, **make.by_now())
    (first,) = make.issued(make.an_exercise(version), police)
    make.submitted(first, "3")
    outline = make.an_outline(
        QuestionLine("1.1", "Question 1?", scale="met"), QuestionLine("1.9", "Something new?", scale="met")
    )
    made.refresh_from_db()
    services.save_draft(made, outline, seen=made.draft_number, **make.by_now())
    later = services.publish(made, what_changed="Shorter.", **make.by_now())
    (second,) = make.issued(make.an_exercise(later, title="2028"), police)
    assert said_of(second) == {"1.1": ("3", False)}
    assert said_of(first) == {"1.1": ("3", True), "1.2": ("3", True), "1.3": ("3", True)}


def test_a_change_after_signing_needs_the_signature_again(board, police):
    exercise = make.an_exercise(make.a_version(board), signatures=["Head", "Chair of governors"])
    (to,) = make.issued(exercise, police)
    head, governor = make.signatory(to, "Head"), make.signatory(to, "Chair of governors")
    with pytest.raises(ValidationError, match="still need an answer"):
        services.sign(to, signature="Head", by=head, at=timezone.now())
    make.answered(to)
    services.sign(to, signature="Head", by=head, at=timezone.now())
    with pytest.raises(ValidationError, match="Only whoever the author asked to sign as Chair of governors"):
        services.sign(to, signature="Chair of governors", by=head, at=timezone.now())
    with pytest.raises(ValidationError, match="signed off by: Chair of governors"):
        services.submit(to, **by(to))
    services.sign(to, signature="Chair of governors", by=governor, at=timezone.now())
    services.answer(to, questions_of(to)[0], value="0", **by(to))
    with pytest.raises(ValidationError, match="signed off by: Head, Chair of governors"):
        services.submit(to, **by(to))


def test_it_goes_to_the_boards_comes_back_with_a_reason_and_is_accepted(board, police):
    (to,) = make.issued(make.an_exercise(make.a_version(board)), police)
    make.submitted(to)
    with pytest.raises(ValidationError, match="with the boards"):
        services.answer(to, questions_of(to)[0], value="0", **by(to))
    services.send_back(to, board=board, why="Say how you know.", **make.by_now())
    services.answer(to, questions_of(to)[0], value="1", words="By audit.", **by(to))
    services.submit(to, **by(to))
    services.accept(to, board=board, **make.by_now())
    assert [step.what for step in to.steps.order_by("pk")] == [
        "issued",
        "submitted",
        "sent_back",
        "submitted",
        "accepted",
    ]
    first, last = (step.said for step in to.steps.filter(what="submitted").order_by("pk"))
    assert first != last


def test_a_board_that_had_the_return_goes_on_reading_it(board, police):
    other = make.a_board("Westmere")
    (to,) = make.issued(make.an_exercise(make.a_version(board), other), police)
    assert services.let_read(to, [board], **by(to))
    services.let_read(to, [board, other], **by(to))
    make.submitted(to)
    services.send_back(to, board=other, why="Say more.", **make.by_now())
    with pytest.raises(ValidationError, match="goes on reading"):
        services.let_read(to, [board], **by(to))
