"""Progress cells: where a note begins, what it says, and that what is printed reads back the same."""

import datetime
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from safeboard.plans.notes import Note, join_notes, opener_for, split_notes
from safeboard.plans.tests import real_plan


def as_of(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


OPENERS = {
    "Update Dec 15: Agreed": ("Update Dec 15:", "2015-12-01", "Agreed"),
    "Update Dec 15 : Agreed": ("Update Dec 15 :", "2015-12-01", "Agreed"),
    "Update Dec 15; Agreed": ("Update Dec 15;", "2015-12-01", "Agreed"),
    "Update Dec 15:Carried out": ("Update Dec 15:", "2015-12-01", "Carried out"),
    "Update Dec 15: - looking at it": ("Update Dec 15:", "2015-12-01", "- looking at it"),
    "Update Mar 16 :Draft": ("Update Mar 16 :", "2016-03-01", "Draft"),
    "Update March 2016: Agreed": ("Update March 2016:", "2016-03-01", "Agreed"),
    "UPDATE DECEMBER 15: Agreed": ("UPDATE DECEMBER 15:", "2015-12-01", "Agreed"),
    "Updated 3 June 2016: Agreed": ("Updated 3 June 2016:", "2016-06-03", "Agreed"),
    "Further update as at 3rd June 2016: Agreed": (
        "Further update as at 3rd June 2016:",
        "2016-06-03",
        "Agreed",
    ),
    "Update March 16 Agreed": ("Update March 16", "2016-03-01", "Agreed"),
    "March 2014 – Agreed": ("March 2014 –", "2014-03-01", "Agreed"),
    "March 2014. Agreed": ("March 2014.", "2014-03-01", "Agreed"),
    "Jun-16 - Agreed": ("Jun-16 -", "2016-06-01", "Agreed"),
    "24/10/2014 - Update on training": ("24/10/2014 -", "2014-10-24", "Update on training"),
    "as at 19.5.05 all schools": ("as at 19.5.05", "2005-05-19", "all schools"),
    "compiled 4 July 2012: all schools": ("compiled 4 July 2012:", "2012-07-04", "all schools"),
    "September 2016 / Agreed": ("September 2016 /", "2016-09-01", "Agreed"),
    "Progress at March 2014: Agreed": ("Progress at March 2014:", "2014-03-01", "Agreed"),
    "March 2014\nAgreed": ("March 2014", "2014-03-01", "Agreed"),
    "Update\n  Dec 15:\nAgreed\nand sent": ("Update Dec 15:", "2015-12-01", "Agreed and sent"),
    "Update Dec 15:": ("Update Dec 15:", "2015-12-01", ""),
}


@pytest.mark.parametrize(("cell", "expected"), OPENERS.items())
def test_an_opener_begins_a_note_and_is_kept_as_typed(cell, expected):
    opener, day, text = expected
    assert split_notes(cell) == [Note(text, as_of(day), opener)]


@pytest.mark.parametrize(
    "cell",
    [
        "Audit planned for March 2016. Then feedback.",
        "Update report on mental health, March 2016",
        "Update timetable following review",
        "Re-audit planned. Update timetable following review.",
        "To be reviewed (see Update Dec 15 for more)",
        "Update March: agreed",
        "Update 31/02/2016: agreed",
        "March 2016",
        "March 2014 - June 2014: pilot",
        "2015-16 Audit schedule completed",
        "Training may be held 5 of 15: agreed",
    ],
)
def test_a_date_inside_a_sentence_begins_no_note(cell):
    assert split_notes(cell) == [Note(cell)]


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        ("Follow up meeting planned for\nMarch 2016. Pilot from May.", True),
        ("Follow up meeting planned for\nMarch 2016 – pilot from May.", True),
        ("Follow up meeting in early\nMarch 2016\nand again in May.", True),
        ("Meeting held.\nMarch 2016. Pilot agreed.", False),
        ("Policy agreed\nMarch 2016 – pilot agreed.", False),
    ],
)
def test_a_line_wrapped_before_a_date_goes_on_with_its_sentence(cell, whole):
    assert (len(split_notes(cell)) == 1) is whole


def test_words_before_the_first_opener_are_an_undated_note():
    cell = "Meeting planned in Sept 15  Update Dec 15: Held. Update Jan 16 : Report\nsent."
    assert split_notes(cell) == [
        Note("Meeting planned in Sept 15"),
        Note("Held.", as_of("2015-12-01"), "Update Dec 15:"),
        Note("Report sent.", as_of("2016-01-01"), "Update Jan 16 :"),
    ]


@pytest.mark.parametrize("cell", ["", "  \n "])
def test_an_empty_cell_has_no_notes(cell):
    assert split_notes(cell) == []


def test_notes_are_printed_a_line_each():
    notes = [Note("Meeting planned"), Note("Held.", as_of("2015-12-01"), "Update Dec 15 :")]
    assert join_notes(notes) == "Meeting planned\nUpdate Dec 15 : Held."


def test_a_note_that_was_never_typed_into_a_cell_is_given_an_opener():
    assert join_notes([Note("Held.", as_of("2016-06-01"))]) == "Update June 2016: Held."
    assert join_notes([Note("Held.", as_of("2016-06-03"))]) == "Update 3 June 2016: Held."


def test_an_opener_known_by_its_own_line_keeps_that_line():
    notes = [Note("Agreed", as_of("2014-03-01"), "March 2014")]
    assert join_notes(notes) == "March 2014\nAgreed"


@pytest.mark.parametrize("day", ["2016-06-01", "2016-06-03", "2031-12-31"])
def test_the_opener_for_a_day_reads_as_that_day(day):
    assert split_notes(f"{opener_for(as_of(day))} x") == [Note("x", as_of(day), opener_for(as_of(day)))]


@real_plan.needs_the_real_plan
def test_every_progress_cell_of_the_real_plan_splits_as_it_was_read_by_hand():
    lines = real_plan.text_bytes().decode().split("\n")
    read, by_hand = [], []
    for priority in real_plan.golden()["priorities"]:
        for action in (action for issue in priority["issues"] for action in issue["actions"]):
            cell = re.sub(r"</?b>", "", lines[action["line"] - 1].split("\t")[-1])
            read.append([(note.as_of and f"{note.as_of:%Y-%m}", note.text) for note in split_notes(cell)])
            by_hand.append([(note["as_of"], note["text"]) for note in action["progress"]])
    assert read == by_hand


PIECES = st.sampled_from(
    ["Update", "update", "Dec 15", "Dec 15:", "March 2016", "March 2016.", "24/10/2014 -", "as at", "19.5.05", ":",
     ";", "-", "–", ".", "/", "\n", "\n", "\r\n", "held", "planned for", "Progress", "at", "31/02/2016:", "May 16:",
     "Green", "Agreed.", "compiled", "16", "3rd June 2016,", "last", "<b>", "\t", "\u2028"]
)  # fmt: skip
ANY_CELL = st.one_of(
    st.text(max_size=100),
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=14).map("".join),
)


@settings(max_examples=200, deadline=None)
@given(ANY_CELL)
@example("Update Dec 15:\nMarch 2014\nMarch 2015. x")
@example("March 2014\n- x")
@example("x.\nUpdate March 2016\n- x\nMarch 2017\ny")
@example("x Update\nDec 15 - y")
def test_what_is_printed_reads_back_as_the_same_notes(cell):
    notes = split_notes(cell)
    assert split_notes(join_notes(notes)) == notes


@settings(max_examples=200, deadline=None)
@given(ANY_CELL)
def test_no_letter_of_a_cell_is_lost(cell):
    kept = "".join(note.opener + note.text for note in split_notes(cell))
    assert "".join(kept.split()) == "".join(cell.split())


@settings(max_examples=100, deadline=None)
@given(ANY_CELL)
def test_capitals_do_not_change_where_notes_begin(cell):
    assert [note.as_of for note in split_notes(cell.lower())] == [note.as_of for note in split_notes(cell)]
