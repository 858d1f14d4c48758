"""Next quarter's plan, written by hand in the old document, is read over the one before it."""

import datetime
import itertools

import pytest

from safeboard.plans import queries
from safeboard.plans.notes import split_notes
from safeboard.plans.papers.layout import PaperOptions
from safeboard.plans.proposing import read_over, stranger
from safeboard.plans.proposing.changes import What
from safeboard.plans.proposing.noting import words_of
from safeboard.plans.reading import read_plan
from safeboard.plans.tests import real_plan
from safeboard.plans.tests.test_accepting import accepted
from safeboard.plans.tests.written import write_word
from safeboard.samples.make_sample_plan import sample_plan

pytestmark = [real_plan.needs_the_real_plan, pytest.mark.django_db]
MARCH, DAY = datetime.date(2016, 3, 1), datetime.date(2016, 4, 1)


def march():
    return read_plan(real_plan.text_bytes())


def without_march(outline):
    """The plan before its March notes were written, and those notes by the place of their action."""
    taken = {}
    for action in outline.actions:
        told = split_notes("\n".join(words_of(note) for note in action.notes))
        taken[action.place] = [words_of(note) for note in told if note.as_of == MARCH]
        action.notes = [note for note in action.notes if note.as_of != MARCH]
    return outline, taken


def read(file, plan):
    picture = queries.picture_of(plan, day=DAY, ahead=True)
    return read_over(file, now=picture, base=picture)


def test_every_march_note_is_proposed_and_nothing_else():
    december, taken = without_march(march())
    reading = read(march(), accepted(december))
    assert len(reading.proposed) == 43
    assert {one.what for one in reading.proposed} == {What.NOTE}
    assert {one.day for one in reading.proposed} == {MARCH}
    by_place = itertools.groupby(reading.proposed, key=lambda one: one.place)
    assert {place: [one.wanted for one in some] for place, some in by_place} == {
        place: notes for place, notes in taken.items() if notes
    }


def test_every_march_note_is_proposed_by_the_same_plan_as_a_word_file():
    december, taken = without_march(march())
    picture = queries.picture_of(accepted(december), day=DAY, ahead=True)
    file = read_plan(write_word(march(), options=PaperOptions()))
    proposed = read_over(file, now=picture, base=picture).proposed
    assert [one.wanted for one in proposed] == [words for notes in taken.values() for words in notes]


def a_december():
    """As the plan may have stood before: without what is NEW, and with other dates for twelve actions.

    Returns it, the words of what was left out, and {place: the date in March} of those whose date was another.
    """
    december, _ = without_march(march())
    new, moved = [], {}
    for issue in december.issues:
        new += [action.words for action in issue.actions if action.new or issue.new]
        issue.actions = [action for action in issue.actions if not (action.new or issue.new)]
    for priority in december.priorities:
        new += [issue.words for issue in priority.issues if issue.new]
        priority.issues = [issue for issue in priority.issues if not issue.new]
    for action in [one for one in december.actions if one.due][::5][:12]:
        moved[action.place], action.due = action.due, "Oct 2015"
    return december, new, moved


def test_the_march_paper_over_the_december_one_gives_its_notes_its_dates_and_what_is_new():
    december, new, moved = a_december()
    proposed = read(march(), accepted(december)).proposed
    some = {what: [one for one in proposed if one.what is what] for what in {one.what for one in proposed}}
    kept = {action.place for action in december.actions}
    notes = [
        words_of(note)
        for action in march().actions
        for note in action.notes
        if action.place in kept and note.as_of == MARCH
    ]
    assert set(some) == {What.NOTE, What.DATE, What.ADD_ISSUE, What.ADD_ACTION}
    assert [one.wanted for one in some[What.NOTE]] == notes
    assert {one.place: one.wanted for one in some[What.DATE]} == moved
    assert sorted(one.wanted for one in some[What.ADD_ISSUE] + some[What.ADD_ACTION]) == sorted(new)
    assert {one.score for one in some[What.DATE]} == {100.0}


def test_another_boards_plan_is_a_stranger():
    plan, other = accepted(march()), sample_plan()
    reading, own = read(other, plan), read(march(), plan)
    assert (reading.certain, stranger(reading, other), stranger(own, march())) == (0, True, False)
