"""What the boards have of a return is what was handed over to them: no more, no less, and to each its own."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import moderation_queries as queries
from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.heat_map_queries import heat_map, then_and_now
from safeboard.assurance.improving_queries import improvements_of, outstanding_in
from safeboard.assurance.models import Exercise, Part, Said
from safeboard.assurance.outline import Point, QuestionLine, ScaleLine
from safeboard.assurance.sampling_queries import facts_of
from safeboard.assurance.tests import factories as make
from safeboard.assurance.tests.survey_cast import a_survey, heard, over

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def other():
    return make.a_board("Elsewhere")


@pytest.fixture
def police(board, other):
    return make.an_agency("Avon Police", board, other)


def by(user):
    return {"by": user, "at": timezone.now()}


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


def manager_of(board):
    client = Client()
    client.force_login(make.someone("business_manager", board))
    return client


def asked(version, *boards, title="2024", of):
    (to,) = make.issued(make.an_exercise(version, *boards, title=title), of)
    return to


def rows_of(to, board):
    return [row for group in queries.return_as_read(to, board) for row in group.rows]


def judged(to, board, value):
    for question in questions_of(to):
        services.judge(to, question, board=board, value=value, why="Seen", **make.by_now())


# Answers


@pytest.fixture
def carried(board, police):
    """This year's return, handed over with one answer that was carried and that nobody confirmed: it is optional."""
    version = make.a_version(
        board,
        QuestionLine("1.1", "Must?", scale="met"),
        QuestionLine("1.2", "May?", scale="met", optional=True),
    )
    make.submitted(asked(version, board, of=police), "3")
    to = asked(version, board, title="2026", of=police)
    author = make.author_of(to)
    services.answer(to, questions_of(to)[0], value="1", **by(author))
    services.submit(to, **by(author))
    return to


def test_what_was_carried_and_not_confirmed_is_no_answer_to_the_boards(carried, board):
    services.judge(carried, questions_of(carried)[1], board=board, value="0", why="None", **make.by_now())
    must, may = rows_of(carried, board)
    assert (must.said_words, may.said_words, may.gap) == ("1: Begun", "No answer", None)
    assert Said.objects.get(to=carried, question=may.question).confirmed is False


def test_what_was_carried_and_not_confirmed_is_in_no_letter(carried, board):
    letter = services.begin_letter(carried, board=board, **make.by_now())
    assert "3: Met" not in letter.words
    waiting = Said.objects.get(to=carried, question__code="1.2")
    assert not waiting.confirmed
    assert waiting.pk not in carried.steps.get(what="submitted").said


# Documents


def test_a_board_reads_no_document_that_was_taken_away_before_it_had_the_return(board, police):
    to = asked(make.a_version(board), board, of=police)
    question, author = questions_of(to)[0], make.author_of(to)
    wrong = services.prove(to, question, title="Wrong", name="a.txt", data=b"Another child", **by(author))
    services.take_away(to, wrong, **by(author))
    make.submitted(to)
    assert manager_of(board).get(page("evidence_file", wrong.pk)).status_code == 404


def test_while_it_is_mended_a_board_has_the_documents_it_was_handed(board, police):
    to = asked(make.a_version(board), board, of=police)
    question, author = questions_of(to)[0], make.author_of(to)
    policy = services.prove(to, question, title="Policy", name="a.txt", data=b"Policy", **by(author))
    make.submitted(to)
    services.send_back(to, board=board, why="More", **make.by_now())
    services.take_away(to, policy, **by(author))
    draft = services.prove(to, question, title="Draft", name="b.txt", data=b"Draft", **by(author))
    manager = manager_of(board)
    assert [use.pk for row in rows_of(to, board) for use in row.proofs] == [policy.pk]
    assert manager.get(page("evidence_file", policy.pk)).status_code == 200
    assert manager.get(page("evidence_file", draft.pk)).status_code == 404


# Promises


def promise(to, words="Train the desk"):
    more = {"words": words, "owner": "Jo", "due": "June 2027"}
    return services.add_improvement(to, questions_of(to)[0], **more, **by(make.author_of(to)))


def test_a_board_sees_no_promise_of_a_return_it_was_not_let_read(board, other, police):
    version = make.a_version(board)
    first = asked(version, board, other, of=police)
    services.let_read(first, [board], **by(make.author_of(first)))
    make.submitted(first)
    made = promise(first)
    second = asked(version, board, other, title="2026", of=police)
    make.submitted(second)
    assert improvements_of(second, board) == [made]
    assert improvements_of(second, other) == []
    assert (
        "Train the desk"
        not in manager_of(other).get(page("moderate", second.pk, other.slug)).content.decode()
    )


def test_a_promise_is_with_the_boards_once_its_return_is(board, police):
    to = asked(make.a_version(board), board, of=police)
    made = promise(to)
    assert outstanding_in(to.exercise, board) == []
    make.submitted(to)
    assert outstanding_in(to.exercise, board) == [made]


def test_what_is_outstanding_stands_in_the_next_exercise_too(board, police):
    version = make.a_version(board)
    first = asked(version, board, of=police)
    made = promise(first)
    make.submitted(first)
    second = asked(version, board, title="2026", of=police)
    assert outstanding_in(second.exercise, board) == [made]
    shown = manager_of(board).get(page("heat_map", second.exercise_id, board.slug)).content.decode()
    assert "promised in 2024" in shown
    assert outstanding_in(first.exercise, board) == [made]


# Handing over, closing, accepting


def test_a_return_of_a_closed_exercise_is_not_sent_back(board, police):
    to = asked(make.a_version(board), board, of=police)
    make.submitted(to)
    services.close_exercise(to.exercise, **make.by_now())
    with pytest.raises(ValidationError, match="closed"):
        services.send_back(to, board=board, why="More", **make.by_now())
    assert "Send it back" not in manager_of(board).get(page("moderate", to.pk, board.slug)).content.decode()


def test_what_was_handed_over_and_sent_back_is_carried_all_the_same(board, police):
    version = make.a_version(board)
    first = asked(version, board, of=police)
    make.submitted(first)
    services.send_back(first, board=board, why="More", **make.by_now())
    services.close_exercise(first.exercise, **make.by_now())
    second = asked(version, board, title="2026", of=police)
    assert Said.objects.filter(to=second, confirmed=False).count() == len(questions_of(second))


def test_a_board_that_reads_it_accepts_where_the_one_that_runs_it_may_not_read(board, other, police):
    to = asked(make.a_version(board), board, other, of=police)
    services.let_read(to, [other], **by(make.author_of(to)))
    make.submitted(to)
    manager = manager_of(other)
    assert "Accept it" in manager.get(page("moderate", to.pk, other.slug)).content.decode()
    assert manager_of(board).post(page("accept", to.pk, board.slug)).status_code == 404
    assert manager.post(page("accept", to.pk, other.slug)).status_code == 302
    to.refresh_from_db()
    assert to.state == "accepted"


def test_where_the_one_that_runs_it_reads_it_no_other_accepts(board, other, police):
    to = asked(make.a_version(board), board, other, of=police)
    make.submitted(to)
    with pytest.raises(ValidationError, match="runs this exercise"):
        services.accept(to, board=other, **make.by_now())


def test_nobody_is_asked_the_own_question_of_a_board_they_do_not_let_read(board, other, police):
    version = make.a_version(board)
    exercise = make.an_exercise(version, board, other)
    own = QuestionLine("E1", "Only for Elsewhere?", scale="met")
    services.add_question(exercise, other, version.standards.first(), own, **make.by_now())
    (to,) = make.issued(exercise, police)
    assert "E1" in [question.code for question in questions_of(to)]
    services.let_read(to, [board], **by(make.author_of(to)))
    assert "E1" not in [question.code for question in questions_of(to)]
    make.submitted(to)
    to.refresh_from_db()
    assert to.state == "submitted"


def test_a_signature_holds_only_as_long_as_its_person_is_asked_to_sign(board, police):
    (to,) = make.issued(make.an_exercise(make.a_version(board), board, signatures=["Chief"]), police)
    chief, author = make.signatory(to, "Chief"), make.author_of(to)
    make.answered(to)
    services.sign(to, signature="Chief", **by(chief))
    services.end_part(to, Part.objects.get(user=chief, to=to), **by(author))
    with pytest.raises(ValidationError, match="still has to be signed off by: Chief"):
        services.submit(to, **by(author))


# Comparing


def test_last_time_is_the_exercise_before_and_never_a_later_one(board, police):
    version = make.a_version(board)
    first = asked(version, board, of=police)
    make.submitted(first)
    judged(first, board, "1")
    second = asked(version, board, title="2026", of=police)
    make.submitted(second)
    judged(second, board, "3")
    assert {tuple(map(int, pair)) for pair in then_and_now(second.exercise, board).values()} == {(3, 1)}
    assert then_and_now(Exercise.objects.get(pk=first.exercise_id), board) == {}


def test_scores_by_another_scale_are_not_compared(board, police):
    version = make.a_version(board)
    first = asked(version, board, of=police)
    make.submitted(first, "0")
    judged(first, board, "1")
    outline = make.an_outline()
    outline.scales = [ScaleLine("met", "Ten", [Point(str(at), f"Point {at}", "", at) for at in range(11)])]
    found = version.set
    found.refresh_from_db()
    services.save_draft(found, outline, seen=found.draft_number, **make.by_now())
    later = services.publish(found, what_changed="The scale", **make.by_now())
    second = asked(later, board, title="2026", of=police)
    make.submitted(second, "10")
    judged(second, board, "10")
    assert then_and_now(second.exercise, board) == {}
    (facts,) = facts_of(second.exercise, board)
    assert (facts.own, facts.last) == (None, None)


def test_a_mean_over_scales_that_do_not_compare_is_none(board, police):
    outline = make.an_outline(
        QuestionLine("1.1", "One?", scale="met"), QuestionLine("1.2", "Two?", scale="ten")
    )
    outline.scales.append(
        ScaleLine("ten", "Ten", [Point("0", "None", "", 0, "red"), Point("3", "All", "", 10, "green")])
    )
    to = asked(make.published(board, outline), board, of=police)
    make.submitted(to, "3")
    ((_, (place,)),) = heat_map(to.exercise, board).rows
    assert (place.own, place.words, place.rating) == (None, "", "")


def test_a_school_is_thin_on_evidence_only_by_the_questions_it_was_asked(board):
    theirs = [
        QuestionLine(f"1.{at}", "Health?", scale="met", evidence_wanted=True, sectors=["health"])
        for at in range(2, 6)
    ]
    mine = QuestionLine("1.1", "All?", scale="met", evidence_wanted=True)
    to = asked(
        make.a_version(board, mine, *theirs), board, of=make.an_agency("Mill School", board, sector="school")
    )
    services.prove(
        to, questions_of(to)[0], title="Policy", name="a.txt", data=b"Policy", **by(make.author_of(to))
    )
    make.submitted(to, "3")
    (facts,) = facts_of(to.exercise, board)
    assert facts.proved == 1


def test_practitioners_were_not_asked_a_boards_own_question_of_the_same_code(board, police):
    version = make.a_version(board)
    exercise = make.an_exercise(version, board)
    own = QuestionLine("1.1", "Another thing?", scale="met")
    services.add_question(exercise, board, version.standards.first(), own, **make.by_now())
    (to,) = make.issued(exercise, police)
    make.submitted(to)
    survey = a_survey(
        make.a_version(board, name="Practice", kind="questionnaire"),
        ("Avon", 0, police),
        exercise=to.exercise,
    )
    heard(survey.groups.first(), "0", "0", "0", times=5)
    over(survey)
    beside = {row.question.words: row.heard for row in rows_of(to, board)}
    assert beside["Another thing?"] is None
    assert any(beside.values())


def test_the_report_can_be_had_before_anybody_has_handed_over(board, police):
    to = asked(make.a_version(board), board, of=police)
    shown = manager_of(board).get(page("heat_map", to.exercise_id, board.slug)).content.decode()
    assert page("report", to.exercise_id, board.slug, "pdf") in shown
