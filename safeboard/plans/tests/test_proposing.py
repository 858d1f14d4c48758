"""A file read over a plan that others changed meanwhile: three ways compared. Without a file or a database."""

import copy
import datetime

import pytest

from safeboard.plans.due import read_due
from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, IssueLine, PriorityLine
from safeboard.plans.picture import outline_of
from safeboard.plans.promise import Asked, Dropped, Moved
from safeboard.plans.proposing.changes import What
from safeboard.plans.tests.pictured import MOMENT, picture_of
from safeboard.plans.tests.proposed import DAY, a_plan, changed, proposed, said, told


@pytest.fixture
def base():
    return picture_of(a_plan())


@pytest.fixture
def now(base):
    return copy.deepcopy(base)


@pytest.fixture
def file(base):
    """What a reader finds in the paper of the base."""
    return outline_of(base)


# Three ways


def test_what_somebody_changed_here_since_stays(file, now, base):
    changed(now.actions[0], words="Audit twenty cases")
    changed(now.issues[0], words="Cases drift for weeks")
    now.actions[1].moved.append(Moved(1, "May 2027", read_due("July 2027"), "", "", DAY, MOMENT))
    assert proposed(file, now, base) == []


def test_what_the_file_alone_changed_is_proposed_without_a_conflict(file, now, base):
    file.actions[0].words = "Audit thirty cases"
    (one,) = proposed(file, now, base)
    assert told(one) == (What.WORDS, ("action", 1), "Audit thirty cases")
    assert (one.now, one.then, one.conflict, one.value) == (
        "Audit ten cases",
        None,
        False,
        {"words": "Audit thirty cases"},
    )


def test_what_both_changed_alike_is_nothing_new(file, now, base):
    file.actions[0].words = "Audit twenty cases"
    changed(now.actions[0], words="Audit twenty cases")
    assert proposed(file, now, base) == []


def test_what_both_changed_differently_is_a_conflict_that_shows_all_three(file, now, base):
    file.actions[0].words = "Audit thirty cases"
    changed(now.actions[0], words="Audit twenty cases", pk=12)
    (one,) = proposed(file, now, base)
    assert (one.then, one.now, one.wanted, one.conflict, one.seen) == (
        "Audit ten cases",
        "Audit twenty cases",
        "Audit thirty cases",
        True,
        "12",
    )


def test_two_people_may_change_two_things_of_one_action(file, now, base):
    file.actions[0].leads = ["QAG"]
    changed(now.actions[0], words="Audit twenty cases")
    (one,) = proposed(file, now, base)
    assert (*told(one), one.now, one.conflict) == (What.LEADS, ("action", 1), "QAG", "PPG", False)


def test_leads_changed_differently_are_a_conflict(file, now, base):
    file.actions[0].leads = ["QAG"]
    changed(now.actions[0], leads=[(9, "Police")])
    (one,) = proposed(file, now, base)
    assert (one.then, one.now, one.wanted, one.value, one.conflict) == ("PPG", "Police", "QAG", ["QAG"], True)


def test_ratings_given_differently_are_a_conflict(file, now, base):
    file.actions[0].rating = "green"
    said(now.actions[0], "Stuck.", rating="red")
    (one,) = proposed(file, now, base)
    assert (one.then, one.now, one.wanted, one.value, one.conflict) == (
        "Amber: On target",
        "Red: Off target",
        "Green: Complete",
        "green",
        True,
    )


def test_dates_moved_differently_are_a_conflict(file, now, base):
    file.actions[0].due = "June 2027"
    now.actions[0].moved.append(Moved(1, "March 2027", read_due("May 2027"), "", "", DAY, MOMENT))
    (one,) = proposed(file, now, base)
    assert (*told(one), one.then, one.now, one.conflict) == (
        What.DATE,
        ("action", 1),
        "June 2027",
        "March 2027",
        "May 2027",
        True,
    )


def asked_for(words, pk=3):
    return Asked(pk, "March 2027", read_due(words), "", "A Lead", "", DAY, MOMENT)


def test_a_date_that_waits_for_its_answer_is_not_proposed_again(file, now, base):
    file.actions[0].due = "June 2027"
    now.actions[0].asked.append(asked_for("Jun-27"))
    assert proposed(file, now, base) == []


def test_a_date_beside_another_that_waits_is_a_conflict(file, now, base):
    file.actions[0].due = "June 2027"
    now.actions[0].asked.append(asked_for("Sept 2027"))
    assert [one.conflict for one in proposed(file, now, base)] == [True]


def test_without_a_base_the_plan_as_it_stands_is_the_base(file, now):
    changed(now.actions[0], words="Audit twenty cases")
    (one,) = proposed(file, now, None)
    assert (one.now, one.then, one.wanted, one.conflict) == (
        "Audit twenty cases",
        None,
        "Audit ten cases",
        False,
    )


# Notes


def test_a_note_said_here_meanwhile_in_the_same_words_is_nothing_new(file, now, base):
    file.actions[0].notes.append(Note("All done.", datetime.date(2026, 10, 1), "Update October 2026:"))
    said(now.actions[0], "All done", on=datetime.date(2026, 10, 14))
    assert proposed(file, now, base) == []


def test_the_same_words_in_another_month_are_a_new_note(file, now, base):
    file.actions[0].notes.append(Note("Half done.", datetime.date(2026, 10, 1), "Update Oct 26:"))
    (one,) = proposed(file, now, base)
    assert (*told(one), one.day) == (
        What.NOTE,
        ("action", 1),
        "Update Oct 26: Half done.",
        datetime.date(2026, 10, 1),
    )


def test_a_note_from_here_is_not_missed_in_a_file_that_is_older(file, now, base):
    said(now.actions[0], "All done.")
    assert proposed(file, now, base) == []


def test_a_note_put_right_in_the_file_says_what_it_corrects(file, now, base):
    file.actions[0].notes[1] = Note("Half done, in two towns.", datetime.date(2026, 9, 1), "Update Sept 26:")
    (one,) = proposed(file, now, base)
    assert (one.now, one.wanted, one.value["corrects"], one.seen, one.conflict) == (
        "Update Sept 26: Half done.",
        "Update Sept 26: Half done, in two towns.",
        2,
        "2",
        False,
    )


def test_a_note_that_both_put_right_differently_is_a_conflict(file, now, base):
    file.actions[0].notes[1] = Note("Half done, in two towns.", datetime.date(2026, 9, 1), "Update Sept 26:")
    action = now.actions[0]
    was = next(one for one in action.said if one.words == "Half done.")
    was.corrected_by = said(
        action, "A third done.", on=was.effective_on, opener="Update Sept 26:", corrects=2
    )
    (one,) = proposed(file, now, base)
    assert (one.what, one.then, one.now, one.value["corrects"], one.conflict) == (
        What.NOTE_CHANGED,
        "Update Sept 26: Half done.",
        "Update Sept 26: A third done.",
        90,
        True,
    )


def test_the_words_of_a_rating_over_the_leads_cannot_be_put_right_by_a_file(file, now, base):
    for picture in (now, base):
        said(picture.actions[1], "Nobody came.", rating="red", over=True, by_name="The Chair")
    line = outline_of(base).actions[1]
    line.notes[0].text += " Nobody asked."
    file.actions[1] = line
    file.priorities[0].issues[0].actions[1] = line
    assert [one.what for one in proposed(file, now, base)] == [What.NOTE, What.NOTE_GONE]


def test_a_file_without_a_progress_column_says_nothing_of_notes(file, now, base):
    del file.columns["progress"]
    for action in file.actions:
        action.notes = []
    assert proposed(file, now, base) == []


# Rows


def test_a_row_dropped_here_meanwhile_proposes_nothing(file, now, base):
    dropped = now.issues[0].actions.pop(0)
    dropped.dropped = Dropped("action", "Merged.", "The Manager", DAY)
    now.left_out.actions.append(dropped)
    assert proposed(file, now, base) == []


def test_an_edit_of_a_row_dropped_here_meanwhile_is_a_conflict(file, now, base):
    dropped = now.issues[0].actions.pop(0)
    dropped.dropped = Dropped("action", "Merged.", "The Manager", DAY)
    now.left_out.actions.append(dropped)
    file.actions[0].words = "Audit thirty cases"
    assert [(told(one), one.conflict) for one in proposed(file, now, base)] == [
        ((What.WORDS, ("action", 1), "Audit thirty cases"), True)
    ]


def test_a_row_added_here_meanwhile_is_not_missed(file, now, base):
    later = copy.deepcopy(now.actions[0])
    later.pk, later.ref, later.words = 9, "A9", "Write to parents"
    later.issue = now.issues[0]
    now.issues[0].actions.append(later)
    assert proposed(file, now, base) == []


def test_a_row_that_both_added_is_there_once(file, now, base):
    later = copy.deepcopy(now.actions[0])
    later.pk, later.ref, later.words, later.said = 9, "A9", "Write to parents", []
    later.issue = now.issues[0]
    now.issues[0].actions.append(later)
    file.issues[0].actions.append(ActionLine("Write to parents", ["PPG"], "March 2027"))
    assert proposed(file, now, base) == []


def test_a_row_gone_from_the_file_that_was_worked_on_here_is_a_conflict(file, now, base):
    file.issues[0].actions.pop(1)
    said(now.actions[1], "Forty trained.")
    assert [(told(one), one.now, one.conflict) for one in proposed(file, now, base)] == [
        ((What.GONE, ("action", 2), ""), "Train every school nurse", True)
    ]


def test_a_row_gone_with_its_issue_is_asked_about_once(file, now, base):
    file.priorities[0].issues.pop(0)
    assert [(told(one), one.now) for one in proposed(file, now, base)] == [
        ((What.GONE, ("issue", 1), ""), "Cases drift")
    ]


def test_an_issue_gone_whose_row_moved_needs_that_move_first(file, now, base):
    file.issues[1].actions.append(file.issues[0].actions[0])
    file.priorities[0].issues.pop(0)
    gone, move = proposed(file, now, base)
    assert (told(gone)[:2], gone.needs, move.what, move.inside, move.value) == (
        (What.GONE, ("issue", 1)),
        (move.key,),
        What.MOVE,
        ("issue", 2),
        {"to": 2, "after": 3},
    )


def test_a_row_moved_there_here_too_is_nothing_new(file, now, base):
    file.issues[1].actions.append(file.issues[0].actions.pop(0))
    action = now.issues[0].actions.pop(0)
    action.issue = now.issues[1]
    now.issues[1].actions.append(action)
    assert proposed(file, now, base) == []


def test_a_row_moved_elsewhere_here_is_a_conflict(file, now, base):
    file.issues[1].actions.append(file.issues[0].actions.pop(0))
    changed(now.actions[0], order=5)
    (one,) = proposed(file, now, base)
    assert (one.what, one.conflict, one.then) == (What.MOVE, True, "in issue 1, “Cases drift”, first")


def test_a_row_of_a_new_issue_of_a_new_priority_needs_both(file, now, base):
    issue = IssueLine("Nobody asks", "1", True, actions=[ActionLine("Ask fathers", ["PPG"])])
    file.priorities.append(PriorityLine("Fathers count", "2", outcomes=["More come"], issues=[issue]))
    priority, outcome, issue, action = proposed(file, now, base)
    assert [one.what for one in (priority, outcome, issue, action)] == [
        What.ADD_PRIORITY,
        What.ADD_OUTCOME,
        What.ADD_ISSUE,
        What.ADD_ACTION,
    ]
    assert (priority.needs, outcome.needs, issue.needs, action.needs) == (
        (),
        (priority.key,),
        (priority.key,),
        (issue.key,),
    )


def test_a_file_without_a_column_of_issues_moves_nothing_and_adds_beside_its_neighbours(file, now, base):
    rows = [*file.actions, ActionLine("Write to parents", ["PPG"])]
    file.priorities[0].issues = [IssueLine(actions=rows)]
    assert [(told(one), one.inside) for one in proposed(file, now, base)] == [
        ((What.ADD_ACTION, None, "Write to parents"), ("issue", 1))
    ]
