"""Rows and issues of a file are known again, by reference, by words or by likeness. Without a file or a database."""

import copy

import pytest

from safeboard.plans.outline import ActionLine
from safeboard.plans.picture import outline_of
from safeboard.plans.proposing import read_over, stranger
from safeboard.plans.proposing.changes import What
from safeboard.plans.tests.pictured import picture_of
from safeboard.plans.tests.proposed import a_plan, proposed, told
from safeboard.samples.make_sample_plan import sample_plan


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


def test_a_reference_given_twice_goes_to_the_row_more_like_the_action(file, now, base):
    twin = ActionLine("Audit the auditors", ["PPG"], "May 2028", ref="A1")
    file.issues[0].actions.insert(0, twin)
    assert [told(one) for one in proposed(file, now, base)] == [(What.ADD_ACTION, None, "Audit the auditors")]


def test_a_reference_to_no_action_of_this_plan_is_no_reference(file, now, base):
    file.actions[0].ref = "A4711"
    reading = read_over(file, now=now, base=base)
    assert (reading.proposed, reading.certain, reading.alike) == ([], 2, 1)


def test_somebody_elses_numbers_are_no_references(now, base):
    other = outline_of(picture_of(sample_plan()))
    reading = read_over(other, now=now, base=base)
    assert (reading.certain, stranger(reading, other)) == (0, True)


def test_a_plan_without_references_whose_rows_are_known_is_no_stranger(file, now, base):
    for action in file.actions:
        action.ref = ""
    file.actions[0].words = "Audit thirty cases"
    reading = read_over(file, now=now, base=base)
    assert (reading.certain, reading.alike, reading.unknown, stranger(reading, file)) == (0, 3, 0, False)


def test_the_more_alike_of_two_rows_is_the_action(file, now, base):
    for action in file.actions:
        action.ref = ""
    file.actions[0].words = "Audit ten more cases"
    file.issues[0].actions.insert(
        0, ActionLine("Audit ten of the hardest cases we had", ["PPG"], "March 2027")
    )
    assert [told(one) for one in proposed(file, now, base)] == [
        (What.ADD_ACTION, None, "Audit ten of the hardest cases we had"),
        (What.WORDS, ("action", 1), "Audit ten more cases"),
    ]


def test_another_action_in_the_place_of_one_is_not_taken_for_it(file, now, base):
    file.actions[0].ref, file.actions[0].words = "", "Write to parents about bullying"
    assert [told(one) for one in proposed(file, now, base)] == [
        (What.ADD_ACTION, None, "Write to parents about bullying"),
        (What.GONE, ("action", 1), ""),
    ]


def test_an_issue_is_known_by_the_actions_in_it(file, now, base):
    file.issues[0].words, file.issues[0].number = "Something else entirely", "9"
    (one,) = proposed(file, now, base)
    assert (*told(one), one.value) == (
        What.WORDS,
        ("issue", 1),
        "9\nSomething else entirely",
        {"number": "9", "words": "Something else entirely"},
    )
