"""What became of a plan between two days: each rule with a small picture, what the page and the terminal say of it."""

import pytest

from safeboard.plans.attention import ANOTHER, CHAIR, Move, move_of
from safeboard.plans.compare import LISTS, compare
from safeboard.plans.dates_moved import dates_moved, moved_in_words, path_of
from safeboard.plans.due import read_due
from safeboard.plans.looking import Days, changes
from safeboard.plans.tests.small_pictures import (
    DAY,
    EARLIER,
    LATER,
    action,
    asked,
    dropped,
    moved,
    plan,
    said,
)

FRESH = {"said": [said(9, LATER)]}
"""A word between, so that an action is not among the silent."""


def between(before, after):
    """{list: keys of its actions}, the empty ones left out."""
    comparison = compare(plan(*before, day=EARLIER), after if hasattr(after, "actions") else plan(*after))
    lists = {name: getattr(comparison, name) for name in LISTS}
    return {name: [getattr(one, "action", one).pk for one in rows] for name, rows in lists.items() if rows}


def sentences(before, after):
    comparison = compare(plan(*before, day=EARLIER), after if hasattr(after, "actions") else plan(*after))
    return {each.key: [row.said for row in each.rows] for each in changes(comparison) if each.rows}


def test_a_plan_that_nobody_touched_has_only_silent_actions():
    assert between([action()], [action()]) == {"silent": [1]}


def test_an_action_done_since_is_completed_and_its_rating_is_not_told_twice():
    done = action(said=[said(2, LATER, rating="green")])
    assert between([action(said=[said(1, rating="amber")])], [done]) == {"completed": [1]}


def test_what_was_done_late_says_so_for_ever():
    done = action(due="Dec 15", said=[said(2, DAY(2016, 1, 12), complete=True)])
    assert sentences([action(due="Dec 15")], [done]) == {
        "completed": [["Done on 12 January 2016, 12 days late.", "Nobody has assured it yet."]]
    }


def test_what_was_done_and_is_open_again_is_taken_up():
    before, after = action(said=[said(1, rating="green")]), action(said=[said(2, LATER, rating="red")])
    assert between([before], [after]) == {"taken_up": [1]}


def test_what_was_dropped_and_stands_again_is_taken_up():
    before = plan(day=EARLIER, left_out=[action(dropped=dropped(on=EARLIER))])
    comparison = compare(before, plan(action(**FRESH)))
    assert ([one.pk for one in comparison.taken_up], comparison.added) == ([1], [])


def test_another_rating_says_from_what_to_what_with_what_each_means():
    before, after = action(said=[said(1, rating="amber")]), action(said=[said(2, LATER, rating="red")])
    assert sentences([before], [after]) == {"rated": [["From Amber: On target to Red: Off target."]]}


def test_a_first_rating_is_told_as_from_not_rated():
    after = action(said=[said(2, LATER, rating="red")])
    assert sentences([action()], [after]) == {"rated": [["From Not rated to Red: Off target."]]}


def test_a_date_that_moved_twice_between_tells_both_with_why_and_where():
    moves = [moved(1, "Dec 15", "Mar 16"), moved(2, "Mar 16", "June 16", meeting="")]
    assert sentences([action(due="Dec 15")], [action(due="Dec 15", moved=moves, **FRESH)]) == {
        "moved": [
            [
                "“Dec 15” became “Mar 16”, agreed at Board, 12 January 2016: The data came late.",
                "“Mar 16” became “June 16”, agreed by The Chair: The data came late.",
            ]
        ]
    }


def test_a_move_that_stood_already_is_no_move():
    one = moved(1, "Dec 15", "Mar 16", on=EARLIER)
    before, after = action(due="Dec 15", moved=[one]), action(due="Dec 15", moved=[one], **FRESH)
    assert between([before], [after]) == {}


def test_a_first_date_told_late_moves_nothing():
    after = action(due="Dec 15", written_due=read_due("Mar 16"), **FRESH)
    assert between([action(due="Mar 16")], [after]) == {}


def test_a_new_action_is_added_and_not_silent():
    assert between([], [action()]) == {"added": [1]}


def test_a_dropped_action_tells_why_and_who():
    after = plan(left_out=[action(dropped=dropped())])
    assert sentences([action()], after) == {"dropped": [["1 February 2016, The Manager: Merged."]]}


def test_what_was_added_and_dropped_in_between_is_among_the_dropped():
    assert between([], plan(left_out=[action(dropped=dropped())])) == {"dropped": [1]}


def test_what_was_dropped_before_is_not_told_again():
    gone = action(dropped=dropped(on=EARLIER))
    comparison = compare(plan(day=EARLIER, left_out=[gone]), plan(left_out=[gone]))
    assert sum(comparison.counts.values()) == 0


def test_other_leads_are_a_handing_over_and_another_name_is_none():
    renamed = action(leads=[(7, "Policy Group")], **FRESH)
    assert between([action()], [renamed]) == {}
    other = action(leads=[(7, "PPPG"), (8, "Police")], **FRESH)
    assert sentences([action()], [other]) == {"handed_over": [["From PPPG to PPPG and Police."]]}


def test_other_words_of_an_action_an_issue_an_outcome_or_a_priority_are_told_beside_the_old():
    before = plan(action(), day=EARLIER)
    after = plan(
        action(words="Audit twenty cases", **FRESH), issue="Cases wait", title="Heard", outcome="None wait"
    )
    (reworded,) = [each for each in changes(compare(before, after)) if each.rows]
    assert [(row.words, row.said) for row in reworded.rows] == [
        ("Priority", ["It said: Children are heard", "It says: Heard"]),
        ("Outcome", ["It said: Fewer wait", "It says: None wait"]),
        ("Issue", ["It said: Cases drift", "It says: Cases wait"]),
        ("Audit twenty cases", ["It said: Audit ten cases", "It says: Audit twenty cases"]),
    ]


@pytest.mark.parametrize(("day", "silent"), [(DAY(2015, 12, 7), True), (EARLIER, False), (LATER, False)])
def test_a_word_on_the_first_day_or_after_it_breaks_the_silence(day, silent):
    found = between([action()], [action(said=[said(1, day)])])
    assert found == ({"silent": [1]} if silent else {})


def test_what_is_done_is_not_silent():
    done = [said(1, rating="green")]
    assert between([action(said=done)], [action(said=done)]) == {}


# --- The path of a date ---

FOSTERING = [
    moved(1, "Dec 15", "Mar 16", meeting="Board, 8 December 2015"),
    moved(2, "Mar 16", "June 16", meeting="Board, 15 March 2016"),
]
PATH = "Dec 15 → Mar 16 (agreed at Board, 8 December 2015) → June 16 (agreed at Board, 15 March 2016)"


def test_the_path_of_a_date_tells_each_step_and_the_meeting():
    shown = action(due="Dec 15", moved=FOSTERING)
    assert (path_of(shown), moved_in_words(shown)) == (PATH, "moved twice, on by 6 months")


def test_a_date_whose_move_nobody_recorded_says_so():
    shown = action(due="Dec 15", written_due=read_due("June 16"))
    assert (path_of(shown), moved_in_words(shown)) == (
        "Dec 15 → June 16",
        "moved, nobody said when, on by 6 months",
    )


def test_a_date_that_never_moved_has_no_words_for_it():
    assert (moved_in_words(action(due="Dec 15")), dates_moved([action(due="Dec 15")])) == ("", [])


def test_a_date_that_was_none_is_told_as_none():
    assert (
        path_of(action(moved=[moved(1, "", "June 16", meeting="")]))
        == "no date → June 16 (agreed by The Chair)"
    )


def test_the_list_names_the_action_by_its_numbers_and_first_words():
    words = "Gather data on private fostering from every agency and every school in the county"
    shown = plan(action(words=words, due="Dec 15", moved=FOSTERING))
    short = "Gather data on private fostering from every agency and every school in…"
    assert dates_moved(shown.actions) == [f"Priority 5, issue 9, “{short}”: {PATH}"]


# --- Whose move it is ---


def move(**more):
    (shown,) = plan(action(**more)).actions
    return move_of(shown)


def test_a_date_asked_for_is_the_chairs_move_since_it_was_asked():
    assert move(asked=[asked()]) == Move(CHAIR, "“June 16” is asked for", DAY(2016, 3, 1), 14)


def test_a_completion_is_another_persons_move_since_it_was_said():
    done = [said(1, DAY(2016, 3, 5), complete=True)]
    assert move(said=done) == Move(ANOTHER, "Said to be complete, not assured", DAY(2016, 3, 5), 10)


def test_what_is_late_is_its_leads_move_since_its_last_day():
    leads = [(7, "PPPG"), (8, "Police")]
    assert move(due="Feb 2016", leads=leads) == Move("PPPG, Police", "Late", DAY(2016, 2, 29), 15)


def test_what_is_off_target_is_its_leads_move_since_it_was_rated():
    rated = [said(1, DAY(2016, 3, 10), rating="red")]
    assert move(said=rated) == Move("PPPG", "Red: Off target", DAY(2016, 3, 10), 5)


def test_what_is_silent_is_its_leads_move_since_the_last_meeting():
    expected = Move("Nobody is named", "Nothing heard since the last meeting", EARLIER, 98)
    assert move(heard_by=EARLIER, leads=[]) == expected


@pytest.mark.parametrize(
    "more", [{}, {"said": [said(1, rating="green")]}, {"dropped": dropped(), "due": "Dec 15"}]
)
def test_nothing_presses_is_nobodys_move(more):
    assert move(**more) is None


# --- The days asked for ---


@pytest.mark.parametrize(
    ("days", "words", "query", "shown"),
    [
        (Days(), "", "", {"day": LATER, "ahead": True}),
        (Days(EARLIER), "As at 8 December 2015", "?as-at=2015-12-08", {"day": EARLIER, "ahead": False}),
        (
            Days(None, EARLIER),
            "As it was known on 8 December 2015",
            "?known-at=2015-12-08",
            {"day": EARLIER, "ahead": True},
        ),
        (
            Days(DAY(2016, 3, 1), DAY(2016, 3, 8)),
            "As at 1 March 2016, as it was known on 8 March 2016",
            "?as-at=2016-03-01&known-at=2016-03-08",
            {"day": DAY(2016, 3, 1), "ahead": False},
        ),
    ],
)
def test_the_days_asked_for_are_said_kept_and_used(days, words, query, shown):
    assert (days.words, days.query, days.shown(LATER)) == (words, query, shown)
