"""What the boards have of a return is what was handed over: no more, no less, and the same on every page."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import moderation_queries as queries
from safeboard.assurance import services
from safeboard.assurance.asking import questions_of, standing
from safeboard.assurance.exercise_queries import returns_shown
from safeboard.assurance.heat_map_queries import heat_map
from safeboard.assurance.models import Part, Said
from safeboard.assurance.outline import QuestionLine
from safeboard.assurance.report_queries import quality_of
from safeboard.assurance.return_queries import returns_of
from safeboard.assurance.services.handing import signatures_that_hold
from safeboard.assurance.tests import factories as make

pytestmark = pytest.mark.django_db
PROMISE = {"words": "Name the lead to all staff", "owner": "Jo Day", "due": "June 2030"}


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def to(board, police, version):
    (made,) = make.issued(make.an_exercise(version, board), police)
    return made


def by(to):
    return {"by": make.author_of(to), "at": timezone.now()}


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


def manager_of(board):
    client = Client()
    client.force_login(make.someone("business_manager", board))
    return client


def rows(to, board):
    return [row for group in queries.return_as_read(to, board) for row in group.rows]


def prove(to, title, number=0):
    data = title.encode()
    return services.prove(to, questions_of(to)[number], title=title, name="it.txt", data=data, **by(to))


def documents(to, board):
    return [use.version.proof.title for row in rows(to, board) for use in row.proofs]


def send_back(to, board):
    return services.send_back(to, board=board, why="Say more.", **make.by_now())


# --- Answers ---


@pytest.fixture
def not_confirmed(board, police):
    """Handed over with the answer of last time to an optional question, which nobody confirmed."""
    version = make.a_version(
        board,
        QuestionLine("1.1", "Must you?", scale="met"),
        QuestionLine("1.2", "May you?", scale="met", optional=True),
    )
    (first,) = make.issued(make.an_exercise(version, title="2024"), police)
    make.submitted(first, "3")
    (second,) = make.issued(make.an_exercise(version, title="2026"), police)
    services.answer(second, questions_of(second)[0], value="1", **by(second))
    services.submit(second, **by(second))
    services.judge(second, questions_of(second)[1], board=board, value="0", why="None.", **make.by_now())
    return second


def test_what_was_carried_and_not_confirmed_is_told_to_no_board(board, not_confirmed):
    first, second = rows(not_confirmed, board)
    assert (first.said_words, second.said_words, second.self_worth, second.gap) == (
        "1: Begun",
        "No answer",
        None,
        None,
    )
    assert heat_map(not_confirmed.exercise, board).gaps == {}
    words = services.begin_letter(not_confirmed, board=board, **make.by_now()).words
    assert "3: Met" not in str(words)
    assert [each.said_words for each in queries.feedback_on(not_confirmed)] == ["No answer"]


def test_what_was_sent_back_when_its_exercise_closed_is_carried_as_it_was_handed_over(
    board, police, version, to
):
    prove(to, "Policy")
    make.submitted(to, "3")
    send_back(to, board)
    services.answer(to, questions_of(to)[0], value="0", **by(to))
    services.take_away(to, rows(to, board)[0].proofs[0], **by(to))
    prove(to, "Draft", number=1)
    services.close_exercise(to.exercise, **make.by_now())
    (later,) = make.issued(make.an_exercise(version, title="2028"), police)
    carried = Said.objects.filter(to=later).order_by("question__place")
    assert [(said.value, said.confirmed) for said in carried] == [("3", False)] * 3
    uses = later.proofs_used.select_related("version__proof")
    assert [(use.version.proof.title, use.carried) for use in uses] == [("Policy", True)]


def test_what_was_never_handed_over_is_not_carried(police, version, to):
    make.answered(to)
    services.close_exercise(to.exercise, **make.by_now())
    (later,) = make.issued(make.an_exercise(version, title="2028"), police)
    assert not Said.objects.filter(to=later).exists()


# --- Documents ---


def test_a_board_reads_the_documents_that_were_handed_over_and_no_others(board, to):
    away = prove(to, "Taken away before")
    services.take_away(to, away, **by(to))
    had = prove(to, "Handed over")
    make.submitted(to)
    send_back(to, board)
    services.take_away(to, had, **by(to))
    draft = prove(to, "Added since")
    manager = manager_of(board)
    read = {
        use.version.proof.title: manager.get(page("evidence_file", use.pk)).status_code
        for use in (away, had, draft)
    }
    assert read == {"Taken away before": 404, "Handed over": 200, "Added since": 404}
    assert documents(to, board) == ["Handed over"]
    services.submit(to, **by(to))
    assert documents(to, board) == ["Added since"]
    assert [manager.get(page("evidence_file", use.pk)).status_code for use in (had, draft)] == [404, 200]


# --- Promises ---


def test_a_promise_of_a_return_that_a_board_was_not_let_read_is_not_told_to_it(boards, police, version):
    first, second = boards
    (last,) = make.issued(make.an_exercise(version, *boards, title="2024"), police)
    services.let_read(last, [first], **by(last))
    make.submitted(last)
    services.add_improvement(last, questions_of(last)[0], **PROMISE, **by(last))
    (now,) = make.issued(make.an_exercise(version, *boards, title="2026"), police)
    make.submitted(now)
    shown = [
        PROMISE["words"] in manager_of(each).get(page(name, key, each.slug)).content.decode()
        for each in (first, second)
        for name, key in (("moderate", now.pk), ("heat_map", now.exercise_id))
    ]
    assert shown == [True, True, False, False]


def test_a_promise_is_told_to_no_board_before_its_return_is_handed_over(board, to):
    services.add_improvement(to, questions_of(to)[0], **PROMISE, **by(to))
    manager, address = manager_of(board), page("heat_map", to.exercise_id, board.slug)

    def is_told():
        return PROMISE["words"] in manager.get(address).content.decode()

    before = is_told()
    make.submitted(to)
    assert (before, is_told()) == (False, True)


# --- Changing hands ---


def test_a_closed_exercise_sends_no_return_back(board, to):
    make.submitted(to)
    manager, address = manager_of(board), page("moderate", to.pk, board.slug)
    while_open = manager.get(address).content.decode()
    services.close_exercise(to.exercise, **make.by_now())
    with pytest.raises(ValidationError, match="closed"):
        send_back(to, board)
    to.refresh_from_db()
    assert to.state == "submitted"
    offered = ["Send it back" in words for words in (while_open, manager.get(address).content.decode())]
    assert offered == [True, False]
    services.accept(to, board=board, **make.by_now())


def test_where_the_running_board_does_not_read_it_another_accepts(boards, police, version):
    first, second = boards
    (to,) = make.issued(make.an_exercise(version, *boards), police)
    services.let_read(to, [second], **by(to))
    make.submitted(to)
    with pytest.raises(ValidationError, match="does not read"):
        services.accept(to, board=first, **make.by_now())
    manager = manager_of(second)
    assert "Accept it" in manager.get(page("moderate", to.pk, second.slug)).content.decode()
    manager.post(page("accept", to.pk, second.slug))
    to.refresh_from_db()
    assert to.state == "accepted"


def test_where_the_running_board_reads_it_no_other_accepts(boards, police, version):
    (to,) = make.issued(make.an_exercise(version, *boards), police)
    make.submitted(to)
    with pytest.raises(ValidationError, match="Harrowmere runs this exercise"):
        services.accept(to, board=boards[1], **make.by_now())
    words = manager_of(boards[1]).get(page("moderate", to.pk, boards[1].slug)).content.decode()
    assert "Accept it" not in words


def test_a_signature_counts_only_while_its_signatory_is_asked_to_sign(board, police, version):
    (to,) = make.issued(make.an_exercise(version, board, signatures=["Chief"]), police)
    chief = make.signatory(to, "Chief")
    make.answered(to)
    services.sign(to, signature="Chief", by=chief, at=timezone.now())
    services.end_part(to, Part.objects.get(user=chief, to=to), **by(to))
    with pytest.raises(ValidationError, match="signed off by: Chief"):
        services.submit(to, **by(to))
    other = make.signatory(to, "Chief", email="deputy@avon.example")
    services.sign(to, signature="Chief", by=other, at=timezone.now())
    services.submit(to, **by(to))
    services.end_part(to, Part.objects.get(user=other, to=to), **by(to))
    to.refresh_from_db()
    assert [one.by_id for one in signatures_that_hold(to, standing(to))] == [other.pk]


# --- A board that does not read it ---


def test_the_own_question_of_a_board_that_does_not_read_the_return_is_not_asked(boards, police, version):
    first, second = boards
    exercise = make.an_exercise(version, *boards)
    line = QuestionLine("W1", "Only for Westmere?", scale="met")
    services.add_question(exercise, second, version.standards.get(), line, **make.by_now())
    (to,) = make.issued(exercise, police)
    make.answered(to)
    scores = {question.pk: ("1", "Seen.") for question in questions_of(to)}
    services.note_visit(
        to, board=second, on=timezone.localdate(), who="Jo", words="Seen.", scores=scores, **make.by_now()
    )
    services.let_read(to, [first], **by(to))
    assert [question.code for question in questions_of(to)] == ["1.1", "1.2", "1.3"]
    (shown,) = returns_shown(exercise, today=timezone.localdate())
    ((_, _, progress, _),) = returns_of(make.author_of(to), today=timezone.localdate())
    assert (shown.answered, shown.asked) == (progress.answered, progress.asked) == (3, 3)
    services.submit(to, **by(to))
    assert [row.question.code for row in queries.feedback_on(to)] == ["1.1", "1.2", "1.3"]
    assert [one.answers for one in quality_of(exercise, first)] == [3]


def test_an_unanswered_own_question_of_such_a_board_does_not_hold_the_return_up(boards, police, version):
    first, second = boards
    exercise = make.an_exercise(version, *boards)
    line = QuestionLine("W1", "Only for Westmere?", scale="met")
    services.add_question(exercise, second, version.standards.get(), line, **make.by_now())
    (to,) = make.issued(exercise, police)
    for question in version.standards.get().questions.filter(board=None):
        services.answer(to, question, value="2", **by(to))
    with pytest.raises(ValidationError, match="still need an answer.*W1"):
        services.submit(to, **by(to))
    services.let_read(to, [first], **by(to))
    services.submit(to, **by(to))
