"""NEW in any dress, numbers at the head of a cell, and headings that count."""

import pytest

from safeboard.plans.reading.marks import (
    begins_with_an_order,
    counted_heading,
    first_sentence,
    is_outcomes_heading,
    take_new,
    take_number,
)
from safeboard.plans.tests.small_plans import doubts, issues, read


@pytest.mark.parametrize(
    "text",
    [
        "NEW Review the threshold",
        "NEW: Review the threshold",
        "NEW - Review the threshold",
        "NEW – Review the threshold",
        "NEW. Review the threshold",
        "NEW\nReview the threshold",
        "New: Review the threshold",
        "New - Review the threshold",
        "new: Review the threshold",
        "(NEW) Review the threshold",
        "(new) Review the threshold",
        "[New] Review the threshold",
        "*NEW* Review the threshold",
        "**NEW** Review the threshold",
        "New Review the threshold",
        "Review the threshold (NEW)",
        "Review the threshold [new]",
        "Review the threshold NEW",
        "Review the threshold – NEW",
    ],
)
def test_new_is_a_mark_in_any_dress(text):
    marked = take_new(text)
    assert (marked.words, marked.new, marked.unsure) == ("Review the threshold", True, False)


@pytest.mark.parametrize(
    "text",
    [
        "New contracts to include safeguarding",
        "New plan for neglect",
        "New staff are trained within six months",
        "NEWS is shared with schools",
        "New-born babies are seen within a week",
        "Newly qualified workers are supported",
        "Renew the agreement",
        "Agree what is new",
        "Describe the NEW duties",
    ],
)
def test_an_ordinary_new_is_no_mark(text):
    marked = take_new(text)
    assert (marked.words, marked.new) == (text, False)


def test_a_small_new_before_an_order_is_a_mark_and_a_doubt():
    plan = read("""
        | Issue | Lead | Action |
        | 1. Late referrals | PPG | New seek assurance from schools |
    """)
    assert [(action.words, action.new) for action in plan.actions] == [("seek assurance from schools", True)]
    assert doubts(plan) == [("new", "New seek assurance from schools")]


@pytest.mark.parametrize(
    ("row", "issue_is_new", "action_is_new"),
    [
        ("1. NEW Late referrals | PPG | Review it | Jun-16", True, False),
        ("NEW 1. Late referrals | PPG | Review it | Jun-16", True, False),
        ("1. Late referrals | PPG | NEW Review it | Jun-16", False, True),
        ("1. Late referrals | NEW PPG | Review it | Jun-16", False, True),
        ("1. Late referrals | PPG | Review it | NEW Jun-16", False, True),
    ],
)
def test_new_is_taken_from_whichever_cell_has_it(row, issue_is_new, action_is_new):
    plan = read(f"""
        | Issue | Lead | Action | Date |
        | {row} |
    """)
    issue, action = plan.issues[0], plan.actions[0]
    assert (issue.words, issue.number, action.words, action.leads, action.due) == (
        "Late referrals",
        "1",
        "Review it",
        ["PPG"],
        "Jun-16",
    )
    assert (issue.new, action.new) == (issue_is_new, action_is_new)


def test_an_issue_cell_that_only_says_new_marks_the_action_beside_it():
    plan = read("""
        | Issue | Lead | Action |
        | 1. Late referrals | PPG | Review the threshold |
        | NEW | PPG | Publish the threshold |
    """)
    assert issues(plan) == ["1 Late referrals: 2"]
    assert [action.new for action in plan.actions] == [False, True]


def test_words_marked_new_under_an_issue_are_added_to_it_with_a_doubt():
    plan = read("""
        | Issue | Lead | Action |
        | 1. Late referrals | PPG | Review the threshold |
        | NEW include the schools in the north | | |
    """)
    assert [(issue.words, issue.added) for issue in plan.issues] == [
        ("Late referrals", "include the schools in the north")
    ]
    assert doubts(plan) == [("new-words", "NEW include the schools in the north")]


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("4. Gather views", "4", "Gather views"),
        ("4) Gather views", "4", "Gather views"),
        ("4a. Gather views", "4a", "Gather views"),
        ("1.2 Gather views", "1.2", "Gather views"),
        ("1.2. Gather views", "1.2", "Gather views"),
        ("4.Gather views", "4", "Gather views"),
        ("18 months of waiting", "", "18 months of waiting"),
        ("2016-17 is the first year", "", "2016-17 is the first year"),
        ("3.5% of children", "", "3.5% of children"),
    ],
)
def test_a_number_at_the_head_of_a_cell_is_the_issues_and_a_quantity_is_not(text, number, words):
    assert take_number(text) == (number, words)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Key Priority 3: Neglect", ("3", "Neglect")),
        ("Priority 3 – Neglect", ("3", "Neglect")),
        ("PRIORITY THREE", ("3", "")),
        ("Strategic Priority 2. Early help", ("2", "Early help")),
        ("Objective 4", ("4", "")),
        ("Strategic Aim 1: Voice", ("1", "Voice")),
        ("Theme A: Voice", ("A", "Voice")),
        ("Priority Area 5 Online harm", ("5", "Online harm")),
        ("Our priorities for the year", None),
        ("Priority families", None),
    ],
)
def test_a_heading_counts_a_priority_when_it_gives_its_number(text, counted):
    assert counted_heading(text) == counted


@pytest.mark.parametrize(
    "text",
    [
        "Outcomes",
        "Outcomes:",
        "OUTCOME",
        "Key outcomes",
        "Desired outcomes:",
        "What outcomes will be achieved?",
        "What will be different for children?",
        "Outcomes for children and families:",
    ],
)
def test_outcomes_are_announced_in_several_ways(text):
    assert is_outcomes_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "Outcomes for children improve in every school.",
        "Better outcomes",
        "What we do about outcomes",
    ],
)
def test_a_sentence_about_outcomes_does_not_announce_them(text):
    assert not is_outcomes_heading(text)


def test_a_first_sentence_does_not_end_at_an_abbreviation():
    assert first_sentence("To help families, e.g. Young carers. We work with schools.") == (
        "To help families, e.g. Young carers.",
        "We work with schools.",
    )


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Review the plan", True),
        ("review the plan", False),
        ("Group on neglect", False),
        ("“Share” the plan", True),
    ],
)
def test_an_action_begins_with_an_order(text, begins):
    assert begins_with_an_order(text) is begins
