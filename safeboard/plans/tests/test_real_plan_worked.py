"""The real plan, imported and worked: what is late as at 1 March 2016, and the story of a date that moved twice."""

import datetime

import pytest
from django.utils import timezone

from safeboard.boards.models import Meeting
from safeboard.plans import bringing_in, queries, services
from safeboard.plans.models import Action
from safeboard.plans.services.standing import columns_of
from safeboard.plans.tests import factories as make
from safeboard.plans.tests import real_plan

pytestmark = [pytest.mark.django_db, real_plan.needs_the_real_plan]

DAY = datetime.date
MARCH = DAY(2016, 3, 1)
# Worked out by hand from the file: the lines whose last day is before 1 March 2016 ("Dec-15", "Nov-15", "End of Nov 15" ...),
# nothing being rated.
PAST = [48, 56, 61, 66, 67, 69, 92, 96, 129, 148, 149, 151, 152, 160, 178, 183, 188]
FIRST_REVIEW = 68  # "First review Dec 15 / Refresh in June 16": its first milestone has passed unmet


@pytest.fixture
def plan():
    data = real_plan.text_bytes()
    outline = bringing_in.read(data)
    return bringing_in.bring_in(data, name="plan.txt", outline=outline, board=make.a_board(), **make.by_now())


def as_at(plan, day=MARCH):
    return queries.picture_of(plan, day=day)


def late_lines(plan, day=MARCH):
    return sorted(line_of(action.place) for action in as_at(plan, day).late)


def line_of(place):
    return int(place.removeprefix("line "))


def action_at(plan, line):
    return Action.objects.get(issue__priority__plan=plan, place=f"line {line}")


def test_the_late_are_the_seventeen_past_their_last_day_and_the_one_whose_first_milestone_passed(plan):
    assert late_lines(plan) == sorted([*PAST, FIRST_REVIEW])


def test_what_is_reviewed_annually_in_march_is_late_only_after_march(plan):
    (review,) = [action for action in as_at(plan).actions if "annually" in action.due.written]
    line = line_of(review.place)
    answers = [line in late_lines(plan, day) for day in (MARCH, DAY(2016, 3, 31), DAY(2016, 4, 1))]
    assert (review.due.written, answers) == ("Reviewed annually – March 2016", [False, False, True])


def test_what_is_on_going_is_never_late(plan):
    far = as_at(plan, DAY(2036, 1, 1))
    ongoing = [action for action in far.actions if action.due.kind == "ongoing"]
    assert (len(ongoing), [action for action in ongoing if action.late]) == (4, [])


def test_three_are_completed_and_fifteen_remain(plan):
    for line in PAST[:3]:
        services.post_update(
            action_at(plan, line),
            words="Done and reported to the board.",
            complete=True,
            evidence="The minutes",
            effective_on=DAY(2016, 2, 20),
            **make.by_now(),
        )
    assert late_lines(plan) == sorted([*PAST[3:], FIRST_REVIEW])


def test_private_fostering_has_its_true_story(plan):
    """Priority 5, issue 9: first Dec 15, moved to Mar 16 with the board's agreement, then to June 16."""
    by = make.by_now()
    fostering = action_at(plan, 186)
    december, march = (
        Meeting.objects.create(board=plan.board, date=day) for day in (DAY(2015, 12, 8), DAY(2016, 3, 15))
    )
    services.tell_first_date(fostering, first="Dec 15", why="The board's paper of June 2015 gives it.", **by)
    services.move_date(fostering, becomes="Mar 16", why="In hand, not complete.", meeting=december, **by)
    services.move_date(fostering, becomes="June 16", why="The data came late.", meeting=march, **by)

    shown, _ = queries.action_picture(fostering, day=timezone.localdate())
    assert [due.written for due in shown.dates] == ["Dec 15", "Mar 16", "June 16"]
    assert (len(shown.moved), shown.months_slipped) == (2, 6)
    assert [(move.was_written, move.becomes.written, move.meeting) for move in shown.moved] == [
        ("Dec 15", "Mar 16", "Board, 8 December 2015"),
        ("Mar 16", "June 16", "Board, 15 March 2016"),
    ]
    on_each_day = [
        queries.action_picture(fostering, day=day)[0].due.written
        for day in (DAY(2015, 11, 1), DAY(2015, 12, 31), DAY(2016, 3, 31))
    ]
    assert on_each_day == ["Dec 15", "Mar 16", "June 16"]


def test_the_first_date_alone_moves_nothing(plan):
    fostering = action_at(plan, 186)
    services.tell_first_date(fostering, first="Dec 15", why="The paper of June 2015.", **make.by_now())
    shown, _ = queries.action_picture(fostering, day=MARCH)
    assert (shown.first_due.written, shown.due.written, shown.late) == ("Dec 15", "Jun-16", False)


def test_the_columns_for_finding_say_after_the_import_what_the_picture_says(plan):
    shown = {
        action.pk: columns_of(action) for action in queries.picture_of(plan, day=MARCH, ahead=True).actions
    }
    names = ["now_rating", "now_done", "now_dropped", "now_late_after", "now_heard_on"]
    kept = {row.pop("pk"): row for row in Action.objects.values("pk", *names)}
    assert kept == shown


def test_the_open_ones_go_on_with_their_dates_and_nothing_as_done(plan):
    """As at 1 March 2016, with three completed: the fifteen late ones are then late in the new plan, and not in the old."""
    by = {"by": make.by_now()["by"], "at": datetime.datetime(2016, 3, 1, 12, tzinfo=datetime.UTC)}
    done = {"words": "Reported.", "complete": True, "evidence": "The minutes"}
    for line in PAST[:3]:
        services.post_update(action_at(plan, line), effective_on=DAY(2016, 2, 20), **done, **by)
    unfinished = [action for action in as_at(plan).actions if action.open]
    years = {"title": "Plan 2018-21", "starts": DAY(2018, 4, 1), "ends": DAY(2021, 3, 31)}
    into = services.start_next_plan(plan, carry=[action.pk for action in unfinished], **years, **by)
    services.close_plan(plan, **by)

    lines = {action.pk: line_of(action.place) for action in unfinished}
    day_before, old, new = as_at(plan, DAY(2016, 2, 29)), as_at(plan), as_at(into)
    late = [lines[action.came_from.action_pk] for action in new.late]
    assert (sorted(late), len(late), old.late) == (sorted([*PAST[3:], FIRST_REVIEW]), 15, [])
    # One of the fifteen may be done until the end of February.
    assert (len(day_before.late), day_before.closed, as_at(into, DAY(2016, 2, 29)).actions) == (14, None, [])
    assert (len(old.actions) - len(new.actions), old.closed.effective_on) == (3, MARCH)
    kept = [(action.words, action.due, action.leads) for action in unfinished]
    assert [(action.words, action.due, action.leads) for action in new.actions] == kept
    assert [action.pk for action in new.actions if action.done or action.rating or action.said] == []
    assert all(action.date_to_confirm for action in new.actions)
