"""What the pages of a new year suggest, and what a picture says of what was carried. No database."""

import pytest

from safeboard.plans.attention import SHOWS, move_of
from safeboard.plans.compare import compare
from safeboard.plans.due import last_day_open, read_due, still_open
from safeboard.plans.legend import turned_by
from safeboard.plans.looking import changes
from safeboard.plans.next_plan import Chosen, next_title, next_years, what_happens
from safeboard.plans.places import RENUMBERED
from safeboard.plans.story import timeline
from safeboard.plans.tests.small_pictures import (
    ASKED_ON,
    DAY,
    EARLIER,
    LATER,
    MOMENT,
    action,
    asked,
    moved,
    plan,
    said,
)
from safeboard.plans.told import CameFrom, Changed, Confirmed, WentOn

GONE = WentOn("Business Plan 2018-21", 2, 20, "Not done yet.", "The Manager", LATER, MOMENT)


def came(**more):
    usual = {"plan_title": "Business Plan 2012-15", "plan_pk": 9, "action_pk": 90, "first_due": "Dec 14"}
    usual |= {"heard_on": None, "words": "", "by_name": "The Manager", "effective_on": EARLIER}
    return CameFrom(recorded_at=MOMENT, **{**usual, **more})


# --- Suggestions ---


@pytest.mark.parametrize(
    ("starts", "ends", "suggested"),
    [
        (DAY(2015, 4, 1), DAY(2018, 3, 31), (DAY(2018, 4, 1), DAY(2021, 3, 31))),
        (DAY(2016, 1, 1), DAY(2016, 12, 31), (DAY(2017, 1, 1), DAY(2017, 12, 31))),
        (None, DAY(2016, 3, 31), (DAY(2016, 4, 1), DAY(2017, 3, 31))),
        (None, None, (DAY(2016, 4, 1), DAY(2017, 3, 31))),
    ],
)
def test_the_next_plan_is_as_long_as_this_one_and_follows_it(starts, ends, suggested):
    assert next_years(starts, ends, DAY(2016, 3, 1)) == suggested


@pytest.mark.parametrize(
    ("title", "years", "suggested"),
    [
        ("Business Plan 2015-18", 3, "Business Plan 2018-21"),
        ("Plan 2015 – 2018", 3, "Plan 2018 – 2021"),
        ("Plan 2016/17 of 5 priorities", 1, "Plan 2017/18 of 5 priorities"),
        ("Plan for 2016", 1, "Plan for 2017"),
        ("Plan 2098-00", 1, "Plan 2099-01"),
        ("Our plan", 3, "Our plan"),
    ],
)
def test_its_title_names_the_next_years(title, years, suggested):
    assert next_title(title, years) == suggested


def test_what_will_happen_counts_the_dates_asked_for_that_stay_behind():
    waiting, quiet, gone, left = action(1, asked=[asked()]), action(2), action(3), action(4)
    plan(waiting, quiet, gone, left)
    happens = what_happens(
        [
            Chosen(waiting, "carry"),
            Chosen(quiet, "carry"),
            Chosen(gone, "drop", "Merged"),
            Chosen(left, "leave"),
        ]
    )
    counts = [len(happens.carried), len(happens.dropped), len(happens.left), happens.asked]
    assert counts == [2, 1, 1, 1]


# --- What is left of a date ---


def test_milestones_that_were_met_stay_behind():
    due = read_due("First review Dec 15, Refresh in June 16")
    left = still_open(due, frozenset({0}))
    assert (left.written, [step.label for step in left.milestones]) == (due.written, ["Refresh"])
    assert last_day_open(left) == last_day_open(due, frozenset({0})) == DAY(2016, 6, 30)


def test_a_recurrence_goes_on_from_its_next_occurrence():
    due = read_due("Reviewed annually – March 2016")
    assert last_day_open(still_open(due, frozenset({0, 1}))) == DAY(2018, 3, 31)
    assert still_open(due, frozenset()) == due


def test_any_other_date_is_left_as_it_is():
    assert [still_open(read_due(words), frozenset()) for words in ("June 2016", "On going", "")] == [
        read_due(words) for words in ("June 2016", "On going", "")
    ]


# --- In the old plan ---


def test_what_went_on_is_not_owed_here_any_more():
    late = action(due="Nov 15", went_on=GONE, heard_by=EARLIER, asked=[asked()])
    picture = plan(late)
    assert (late.open, late.late, late.days_late, late.silent, late.ask_on) == (False, False, 0, False, None)
    assert (late.evidence, late.date_asked_for, move_of(late), late.at_odds) == ([], None, None, False)
    assert [(load.total, load.open, load.late) for load in picture.load()] == [(1, 0, 0)]
    assert [key for key, (_, like) in SHOWS.items() if like(late)] == []


def test_until_then_it_was_late():
    late = action(due="Nov 15")
    plan(late)
    assert (late.open, late.late) == (True, True)


# --- In the new plan ---


def test_its_date_waits_until_somebody_says_that_it_holds_or_moves_it():
    confirmed = Confirmed("Agreed.", "The Chair", ASKED_ON, MOMENT)
    waits = [
        action(came_from=came()),
        action(came_from=came(), date_confirmed=confirmed),
        action(came_from=came(), moved=[moved(1, "Dec 15", "June 16")]),
        action(came_from=came(), said=[said(rating="green")]),
        action(),
    ]
    plan(*waits)
    assert [one.date_to_confirm for one in waits] == [True, False, False, False, False]
    assert [SHOWS["date-to-confirm"][1](one) for one in waits] == [True, False, False, False, False]


def test_that_the_date_waits_is_the_leads_move_when_nothing_else_presses():
    waiting = action(came_from=came(), due="June 2016")
    plan(waiting)
    move = move_of(waiting)
    assert (move.whose, move.what, move.since) == ("PPPG", "Date to be confirmed", EARLIER)


def test_what_was_heard_in_the_plan_before_counts_as_heard():
    heard = action(came_from=came(heard_on=LATER), heard_by=EARLIER)
    never = action(came_from=came(), heard_by=EARLIER)
    plan(heard, never)
    assert [(one.heard_on, one.silent) for one in (heard, never)] == [(LATER, False), (None, True)]


def test_its_story_begins_where_it_came_from():
    """Even where somebody tells it, later, of an earlier day."""
    carried = action(came_from=came(effective_on=LATER), said=[said(on=EARLIER)], went_on=GONE)
    plan(carried)
    assert [entry.kind for entry in timeline(carried)] == ["came", "note", "went on"]


def test_what_was_carried_while_it_was_restricted_shows_no_way_back():
    carried = action(came_from=came(words="Her name."), date_confirmed=Confirmed("Hers.", "X", LATER, MOMENT))
    carried.keep_to_what_was_open(born_restricted=True)
    origin = carried.came_from
    assert (origin.action_pk, origin.first_due, origin.words, carried.date_confirmed.words) == (
        None,
        "",
        "",
        "",
    )


# --- Two days compared ---


def lists(before, after):
    comparison = compare(before, after)
    return {
        each.key: [(row.words, row.said) for row in each.rows] for each in changes(comparison) if each.rows
    }


def test_what_went_on_between_two_days_is_in_a_list_of_its_own():
    said_so = {"went_on": [("Audit ten cases", ["15 March 2016, into “Business Plan 2018-21”."])]}
    assert lists(plan(action(), day=EARLIER), plan(action(went_on=GONE))) == said_so


def change(pk, becomes, why="It belongs there."):
    return Changed(pk, {}, becomes, why, "The Manager", LATER, MOMENT)


def test_what_was_moved_to_another_issue_says_from_where_to_where():
    before, after = plan(action(said=[said(on=LATER)]), day=EARLIER), plan()
    there = plan(action(said=[said(on=LATER)], changes=[change(1, {"issue": 2, "order": 1.0})]))
    there.issues[0].pk, there.issues[0].words = 2, "Nobody listens"
    assert lists(before, there) == {
        "moved_place": [("Audit ten cases", ["From “Cases drift” to “Nobody listens”."])]
    }
    assert lists(before, after) == {}


def test_what_was_moved_within_its_place_says_so():
    before = plan(action(said=[said(on=LATER)]), day=EARLIER)
    after = plan(action(said=[said(on=LATER)], changes=[change(1, {"order": 1.5})]))
    assert lists(before, after) == {"moved_place": [("Audit ten cases", ["Within its place."])]}


def test_a_moved_issue_is_named():
    before, after = plan(day=EARLIER), plan()
    after.issues[0].changes = [change(1, {"order": 1.5})]
    assert lists(before, after) == {"moved_place": [("Issue", ["Cases drift", "Within its place."])]}


def test_numbering_places_anew_moves_nothing():
    before = plan(action(said=[said(on=LATER)]), day=EARLIER)
    after = plan(action(said=[said(on=LATER)], changes=[change(1, {"order": 2.0}, RENUMBERED)]))
    assert lists(before, after) == {}


# --- Another legend ---


def test_another_legend_turns_what_its_ratings_make_done_or_open():
    amber, green, by_word = (
        action(1, said=[said(rating="amber")]),
        action(2, said=[said(rating="green")]),
        action(3, said=[said(rating="green", complete=True)]),
    )
    picture = plan(amber, green, by_word)
    turned = turned_by(picture, {"amber": "Complete", "green": "Nearly there"})
    assert ([one.pk for one in turned.done], [one.pk for one in turned.open]) == ([1], [2])
    assert bool(turned_by(picture, picture.legend)) is False
