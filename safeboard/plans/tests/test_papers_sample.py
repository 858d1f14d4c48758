"""The sample plan that comes with Safeboard is the file its script makes, and is worth trying things with."""

from safeboard.plans.due import Kind, read_due
from safeboard.plans.outline import same_words
from safeboard.plans.reading import read_plan
from safeboard.plans.tests.paper_words import words_in_word
from safeboard.plans.tests.written import write_word
from safeboard.samples.make_sample_plan import FILE, sample_plan


def test_the_file_has_the_words_that_its_script_writes():
    assert words_in_word(FILE.read_bytes()) == words_in_word(write_word(sample_plan()))


def test_the_file_is_read_as_the_plan_its_script_describes():
    assert same_words(read_plan(FILE.read_bytes())) == same_words(sample_plan())


def test_the_plan_has_about_forty_actions_under_four_priorities():
    assert (len(sample_plan().priorities), len(sample_plan().actions)) == (4, 41)


def test_the_plan_shows_every_kind_of_due_date():
    plan = sample_plan()

    assert {read_due(action.due, hint=plan.hint).kind for action in plan.actions} == set(Kind)


def test_the_plan_shows_every_rating_of_its_legend_and_some_without_one():
    assert {action.rating for action in sample_plan().actions} == {"", *sample_plan().legend}


def test_every_dated_note_of_the_plan_opens_with_its_date():
    notes = [note for action in sample_plan().actions for note in action.notes]

    assert [note for note in notes if bool(note.as_of) != bool(note.opener)] == []
