"""Scores are put side by side only where they compare: this time and last, one question and another, an agency and its people."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import moderation_queries as queries
from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.heat_map_queries import heat_map, then_and_now
from safeboard.assurance.improving_queries import outstanding_in
from safeboard.assurance.models import Exercise
from safeboard.assurance.outline import Point, QuestionLine, ScaleLine
from safeboard.assurance.reporting import report_of
from safeboard.assurance.sampling_queries import facts_of
from safeboard.assurance.tests import factories as make
from safeboard.assurance.tests.survey_cast import a_survey, heard, over

pytestmark = pytest.mark.django_db
TO_TEN = [Point("0", "Poor", worth=0, rating="red"), Point("3", "Good", worth=10, rating="green")]
"""Two of the keys of the usual scale, worth something else."""


def handed_over(version, agency, *boards, title, own="2", found=None):
    """A return of this year with its own scores throughout, and the board's."""
    (to,) = make.issued(make.an_exercise(version, *boards, title=title), agency)
    make.submitted(to, own)
    for question in questions_of(to) if found else ():
        judge(to, question, version.set.board, found)
    return to


def judge(to, question, board, value):
    services.judge(to, question, board=board, value=value, why="Seen.", **make.by_now())


def next_version(version, change):
    """The next version of a set, after change(its outline)."""
    kept = version.set
    kept.refresh_from_db()
    outline = make.an_outline()
    change(outline)
    services.save_draft(kept, outline, seen=kept.draft_number, **make.by_now())
    return services.publish(kept, what_changed="Something else.", **make.by_now())


# --- Last time and this time ---


def test_last_time_is_the_exercise_before_and_never_a_later_one(board, police, version):
    years = [("2022", "0"), ("2024", "1"), ("2026", "3")]
    returns = [handed_over(version, police, title=year, found=found) for year, found in years]
    told = [then_and_now(Exercise.objects.get(pk=to.exercise_id), board) for to in returns]
    assert told == [{}, {"1": (1, 0)}, {"1": (3, 1)}]


def test_a_question_on_a_scale_of_other_worths_is_not_compared_with_last_time(board, police, version):
    def other_scale_for_one(outline):
        outline.scales.append(ScaleLine("ten", "To ten", TO_TEN))
        outline.standards[0].questions[0].scale = "ten"

    handed_over(version, police, title="2024", own="0", found="0")
    later = next_version(version, other_scale_for_one)
    now = handed_over(later, police, title="2026", own="3", found="3")
    assert then_and_now(now.exercise, board) == {"1": (3, 0)}
    (facts,) = facts_of(now.exercise, board)
    assert (facts.own, facts.last) == (3, 0)


def test_where_no_scale_is_the_same_nothing_is_compared_with_last_time(board, police, version):
    def other_worths(outline):
        outline.scales[0].points = TO_TEN

    handed_over(version, police, title="2024", own="0", found="0")
    now = handed_over(next_version(version, other_worths), police, title="2026", own="3", found="3")
    assert then_and_now(now.exercise, board) == {}
    assert [facts.last for facts in facts_of(now.exercise, board)] == [None]


def test_a_boards_own_question_is_not_compared_with_last_time(board, police, version):
    def with_own(title, value):
        exercise = make.an_exercise(version, title=title)
        line = QuestionLine("H1", "Ours?", scale="met")
        services.add_question(exercise, board, version.standards.get(), line, **make.by_now())
        (to,) = make.issued(exercise, police)
        for question in questions_of(make.submitted(to, value)):
            judge(to, question, board, value if question.code == "H1" else "2")
        return to

    with_own("2024", "0")
    assert then_and_now(with_own("2026", "3").exercise, board) == {"1": (2, 2)}


def test_only_the_newest_score_is_compared_even_where_it_is_worth_nothing(board, police):
    points = [*make.POINTS, Point("n", "Cannot be said")]
    outline = make.an_outline()
    outline.scales[0].points = points
    version = make.published(board, outline)
    handed_over(version, police, title="2024", found="1")
    now = handed_over(version, police, title="2026", found="3")
    judge(now, questions_of(now)[0], board, "n")
    judge(now, questions_of(now)[1], board, "2")
    assert then_and_now(now.exercise, board) == {"1": (Decimal("2.5"), 1)}


def test_a_sample_knows_last_time_only_of_an_earlier_return_that_the_board_reads(boards, police, version):
    first, second = boards
    (last,) = make.issued(make.an_exercise(version, *boards, title="2024"), police)
    services.let_read(last, [first], by=make.author_of(last), at=timezone.now())
    make.submitted(last, "1")
    now = handed_over(version, police, *boards, title="2026", own="3")
    known = [[facts.last for facts in facts_of(to.exercise, first)] for to in (last, now)]
    assert known == [[None], [1]]
    assert [facts.last for facts in facts_of(now.exercise, second)] == [None]


# --- One question and another ---


@pytest.fixture
def mixed(board, police):
    """Two questions on the usual scale and one that is worth ten at its best, all answered with the best."""
    outline = make.an_outline(name="On two scales")
    outline.scales.append(ScaleLine("ten", "To ten", TO_TEN))
    outline.standards[0].questions[2].scale = "ten"
    return handed_over(make.published(board, outline), police, title="2026", own="3", found="3")


def test_a_mean_is_only_of_questions_on_one_scale(board, mixed):
    shown = heat_map(mixed.exercise, board)
    ((_, (place,)),) = shown.rows
    assert (place.own, place.moderated, place.words, place.rating) == (3, 3, "Met", "green")
    assert [standard.code for standard in shown.mixed] == ["1"]


def test_a_standard_on_more_than_one_scale_is_named_beside_its_means(board, police, version, mixed):
    def says(to):
        return "only those on the scale of its first question" in words_of(board, "heat_map", to)

    alike = handed_over(version, police, title="Alike")
    assert (says(mixed), says(alike)) == (True, False)
    papers = [str(report_of(to.exercise, board, at=timezone.now())) for to in (mixed, alike)]
    assert ["only those on the scale of its first question" in paper for paper in papers] == [True, False]


# --- An agency and its people ---


def test_what_practitioners_say_stands_beside_no_question_of_a_boards_own(board, police, version):
    exercise = make.an_exercise(version)
    line = QuestionLine("1.1", "Something else?", scale="met")
    services.add_question(exercise, board, version.standards.get(), line, **make.by_now())
    (to,) = make.issued(exercise, police)
    make.submitted(to)
    asked = make.a_version(board, name="Practitioners", kind="questionnaire")
    survey = a_survey(asked, ("Harrow Police", 0, police), exercise=to.exercise)
    heard(survey.groups.get(), "0", "0", "0", times=5)
    over(survey)
    (group,) = queries.return_as_read(to, board)
    assert [row.heard is not None for row in group.rows] == [True, True, True, False]
    assert [row.question.board_id for row in queries.feedback_on(to)] == [None] * 3


# --- What is still to mend ---


def words_of(board, name, to):
    client = Client()
    client.force_login(make.someone("business_manager", board))
    return client.get(reverse(f"assurance:{name}", args=[to.exercise_id, board.slug])).content.decode()


def test_what_is_outstanding_comes_back_in_the_next_exercises_list_and_report(boards, police, version):
    first, second = boards
    (last,) = make.issued(make.an_exercise(version, *boards, title="Then"), police)
    services.let_read(last, [first], by=make.author_of(last), at=timezone.now())
    make.submitted(last)
    said = {"words": "Name the lead", "owner": "Jo", "due": "June 2030"}
    kept, done = (
        services.add_improvement(last, question, **said, **make.by_now())
        for question in questions_of(last)[:2]
    )
    services.say_done(done, words="Named.", **make.by_now())
    services.sign_off(done, board=first, **make.by_now())
    (now,) = make.issued(make.an_exercise(version, *boards, title="Now"), police)
    other = make.an_agency("Harrow Health", first, sector="health")
    (elsewhere,) = make.issued(make.an_exercise(version, title="Others"), other)
    assert [outstanding_in(to.exercise, first) for to in (last, now, elsewhere)] == [[kept], [kept], []]
    assert outstanding_in(now.exercise, second) == []
    assert "Name the lead" in words_of(first, "heat_map", now)
    paper = str(report_of(now.exercise, first, at=timezone.now()))
    assert ("1.1: Name the lead (Then)" in paper, "(Now)" in paper) == (True, False)


def test_the_report_is_there_before_any_return_is(board, police, version):
    (to,) = make.issued(make.an_exercise(version), police)
    address = reverse("assurance:report", args=[to.exercise_id, board.slug, "pdf"])
    assert address in words_of(board, "heat_map", to)
