"""From a reading to the plan in the tables, and from the tables back to the same words."""

import datetime
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from safeboard.boards.models import Board, Lead
from safeboard.boards.services import add_board
from safeboard.documents.services import keep, keep_reading
from safeboard.history.models import Event
from safeboard.history.services import CommandLine
from safeboard.plans import queries, services
from safeboard.plans.models import Action, DateChange, Plan, Update
from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, IssueLine, Outline, PriorityLine, same_words, to_json
from safeboard.plans.picture import Wanted, narrowed, outline_of
from safeboard.plans.reading import read_plan
from safeboard.plans.tests import any_plan, real_plan
from safeboard.plans.tests.test_real_plan import differences

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC)
BY = {"by": CommandLine(), "at": NOON}
MARCH = datetime.date(2016, 3, 1)


def reading_of(outline, board=None):
    board = board or add_board(name=outline.board or "Board", **BY)
    document = keep(b"words", name="plan.docx", kind="word", board=board, **BY)
    return keep_reading(document, outline=to_json(outline), **BY)


def accepted(outline, **more):
    return services.accept_reading(reading_of(outline), **BY, **more)


def a_plan(*actions, legend=None):
    issue = IssueLine(words="Neglect", number="1", number_written=True, actions=list(actions))
    return Outline(
        title="Plan 2025-28",
        board="Harrowmere",
        updated=datetime.date(2026, 3, 1),
        legend={"red": "Off target", "amber": "On target", "green": "Complete"} if legend is None else legend,
        priorities=[PriorityLine(title="Safe", number="1", issues=[issue])],
    )


def only_action(plan, day):
    return queries.picture_of(plan, day=day).actions[0]


@real_plan.needs_the_real_plan
def test_the_real_plan_comes_out_of_the_tables_as_it_went_in():
    outline = read_plan(real_plan.text_bytes())
    plan = accepted(outline)
    back = outline_of(queries.picture_of(plan, day=datetime.date(2026, 11, 1)))
    assert differences(to_json(same_words(back)), to_json(same_words(outline))) == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(outline=any_plan.plans())
def test_any_plan_comes_out_of_the_tables_as_it_went_in(outline):
    board = Board.objects.filter(name=outline.board).first() or add_board(name=outline.board, **BY)
    plan = services.accept_reading(reading_of(outline, board), **BY)
    back = outline_of(queries.picture_of(plan, day=datetime.date(2030, 1, 1)))
    assert differences(to_json(same_words(back)), to_json(same_words(outline))) == []


@real_plan.needs_the_real_plan
def test_on_1_march_2016_seventeen_last_days_have_passed_and_one_milestone():
    """Nothing is rated. Worked out by hand: the lines of the file whose last day is before 1 March 2016."""
    plan = accepted(read_plan(real_plan.text_bytes()))
    late = {int(action.place.removeprefix("line ")) for action in queries.picture_of(plan, day=MARCH).late}
    by_hand = {48, 56, 61, 66, 67, 68, 69, 92, 96, 129, 148, 149, 151, 152, 160, 178, 183, 188}
    assert late == by_hand


@real_plan.needs_the_real_plan
def test_the_real_plans_provenance_is_kept():
    plan = accepted(read_plan(real_plan.text_bytes()))
    assert Action.objects.filter(issue__priority__plan=plan, place="line 48").count() == 1


def test_a_lead_is_one_lead_however_often_it_is_named():
    accepted(a_plan(ActionLine("Audit", ["PPG", "Police"]), ActionLine("Train", ["PPG"])))
    assert sorted(Lead.objects.values_list("name", flat=True)) == ["PPG", "Police"]


def test_the_files_rating_stands_and_a_persons_fills_what_it_had_none_of():
    plan = accepted(
        a_plan(ActionLine("Audit", ["PPG"], rating="red"), ActionLine("Train", ["PPG"])),
        ratings={0: "green", 1: "amber"},
    )
    assert [action.rating for action in queries.picture_of(plan, day=NOON.date()).actions] == ["red", "amber"]


def test_no_rating_is_made_up():
    plan = accepted(a_plan(ActionLine("Audit", ["PPG"], due="Jan-26")))
    action = only_action(plan, NOON.date())
    assert (action.rating, action.rating_label, action.late) == ("", "Not rated", True)


def test_the_first_date_is_kept_when_the_file_gives_a_revised_one():
    plan = accepted(a_plan(ActionLine("Audit", ["PPG"], due="Dec-25", revised="Jun-26")))
    action = only_action(plan, NOON.date())
    assert (action.first_due.written, action.due.written, len(action.moved), action.months_slipped) == (
        "Dec-25",
        "Jun-26",
        1,
        6,
    )
    assert DateChange.objects.get().was_written == "Dec-25"


def test_a_later_note_is_not_shown_as_at_an_earlier_day():
    notes = [
        Note("Begun", datetime.date(2025, 12, 1), "Update Dec 25:"),
        Note("Done", datetime.date(2026, 3, 1), "Update Mar 26:"),
    ]
    plan = accepted(a_plan(ActionLine("Audit", ["PPG"], notes=notes)))
    assert [note.words for note in only_action(plan, datetime.date(2026, 1, 1)).notes] == ["Begun"]


def test_an_undated_note_speaks_of_the_month_the_plan_was_updated():
    accepted(a_plan(ActionLine("Audit", ["PPG"], notes=[Note("Not due")])))
    update = Update.objects.get()
    assert (update.effective_on, update.dated) == (datetime.date(2026, 3, 1), False)


def test_what_is_complete_is_never_late():
    plan = accepted(a_plan(ActionLine("Audit", ["PPG"], due="Jan-26", rating="green")))
    assert only_action(plan, NOON.date()).late is False


def test_a_reading_is_accepted_once():
    reading = reading_of(a_plan(ActionLine("Audit", ["PPG"])))
    services.accept_reading(reading, **BY)
    with pytest.raises(ValidationError, match="accepted or left already"):
        services.accept_reading(reading, **BY)
    assert Plan.objects.count() == 1


def test_a_reading_that_was_left_is_not_accepted():
    reading = reading_of(a_plan(ActionLine("Audit", ["PPG"])))
    services.leave_reading(reading, **BY)
    with pytest.raises(ValidationError):
        services.accept_reading(reading, **BY)
    assert Plan.objects.count() == 0


def test_a_withdrawn_plan_counts_no_more_and_is_kept():
    plan = accepted(a_plan(ActionLine("Audit", ["PPG"])))
    services.withdraw_plan(plan, why="The wrong file", **BY)
    assert (queries.latest_plan(plan.board), Plan.objects.get().withdrawn_why, Action.objects.count()) == (
        None,
        "The wrong file",
        1,
    )


def test_a_plan_is_not_withdrawn_without_a_reason():
    plan = accepted(a_plan(ActionLine("Audit", ["PPG"])))
    with pytest.raises(ValidationError, match="Say why"):
        services.withdraw_plan(plan, why="  ", **BY)
    assert queries.latest_plan(plan.board) == plan


def test_a_plan_is_withdrawn_once():
    plan = accepted(a_plan(ActionLine("Audit", ["PPG"])))
    services.withdraw_plan(plan, why="The wrong file", **BY)
    with pytest.raises(ValidationError, match="already"):
        services.withdraw_plan(plan, why="Again", **BY)
    assert Event.objects.filter(verb="withdrew").count() == 1


def test_the_picture_of_a_plan_asks_as_many_queries_whatever_its_size():
    def asked(plan):
        with CaptureQueriesContext(
            connection,
        ) as queries_asked:
            queries.picture_of(Plan.objects.select_related("board").get(pk=plan.pk), day=MARCH)
        return len(queries_asked) - 1

    small = accepted(a_plan(ActionLine("Audit", ["PPG"], notes=[Note("Begun")])))
    many = [
        ActionLine(f"Audit {at}", ["PPG", "Police"], due="Jun-26", revised="Dec-26", notes=[Note("Begun")])
        for at in range(30)
    ]
    large = services.accept_reading(reading_of(a_plan(*many), small.board), **BY)
    assert (asked(small), asked(large)) == (24, 24)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(), ["Audit", "Train", "Map"]),
        (Wanted(rating="red"), ["Audit"]),
        (Wanted(rating="none"), ["Map"]),
        (Wanted(late=True), ["Audit"]),
        (Wanted(new=True), ["Train"]),
        (Wanted(lead=0), ["Map"]),
        (Wanted(text="SCHOOL"), ["Train"]),
        (Wanted(text="nothing says this"), []),
        (Wanted(rating="red", new=True), []),
    ],
)
def test_a_plan_is_narrowed_to_what_is_wanted(wanted, words):
    plan = accepted(
        a_plan(
            ActionLine("Audit", ["PPG"], due="Jan-26", rating="red"),
            ActionLine("Train", ["Police"], rating="green", new=True, notes=[Note("Every school")]),
            ActionLine("Map", due="Dec-30"),
        )
    )
    picture = narrowed(queries.picture_of(plan, day=NOON.date()), wanted)
    assert [action.words for action in picture.actions] == words


def test_the_load_of_each_lead_is_counted():
    plan = accepted(
        a_plan(
            ActionLine("Audit", ["PPG"], due="Jan-26"),
            ActionLine("Train", ["PPG", "Police"], rating="green"),
            ActionLine("Map"),
        )
    )
    load = queries.picture_of(plan, day=NOON.date()).load()
    assert [(lead.name, lead.total, lead.open, lead.late) for lead in load] == [
        ("PPG", 2, 1, 1),
        ("Police", 1, 0, 0),
        ("", 1, 1, 0),
    ]


def test_a_legend_in_the_boards_own_words_decides_what_complete_means():
    legend = {"green": "On track", "blue": "Complete and assured"}
    plan = accepted(
        a_plan(ActionLine("Audit", rating="green"), ActionLine("Train", rating="blue"), legend=legend)
    )
    assert [action.done for action in queries.picture_of(plan, day=NOON.date()).actions] == [False, True]


def test_an_outline_without_anything_but_an_action_is_accepted():
    bare = replace(a_plan(ActionLine("Audit")), title="", updated=None, legend={})
    assert only_action(accepted(bare), NOON.date()).words == "Audit"


def test_a_note_dated_ahead_is_shown_today_and_not_as_at_today():
    note = Note("The launch is booked", datetime.date(2026, 12, 1), "Update Dec 26:")
    plan = accepted(a_plan(ActionLine("Audit", ["PPG"], notes=[note])))
    shown = [
        queries.picture_of(plan, day=NOON.date(), ahead=ahead).actions[0].notes for ahead in (True, False)
    ]
    assert [len(notes) for notes in shown] == [1, 0]


def test_a_revised_date_of_two_steps_is_late_by_its_first():
    plan = accepted(
        a_plan(ActionLine("Audit", ["PPG"], due="Mar-26", revised="Draft review May 26, Final Dec 30"))
    )
    action = only_action(plan, NOON.date())
    assert ([step.label for step in action.due.milestones], action.late) == (["Draft review", "Final"], True)
