"""The real plan reads to exactly what was read by hand, field by field."""

import pytest

from safeboard.plans.due import read_due
from safeboard.plans.outline import Outline
from safeboard.plans.reading import read_plan
from safeboard.plans.tests import real_plan

pytestmark = real_plan.needs_the_real_plan


@pytest.fixture(scope="module")
def outline():
    return read_plan(real_plan.text_bytes())


def as_golden(outline: Outline) -> dict:
    return {
        "title": outline.title,
        "updated": f"{outline.updated:%Y-%m}",
        "board": outline.board,
        "legend": {rating.capitalize(): meaning for rating, meaning in outline.legend.items()},
        "priorities": [_priority(priority, outline) for priority in outline.priorities],
    }


def _priority(priority, outline):
    return {
        "number": int(priority.number),
        "title": priority.title,
        "outcomes": priority.outcomes,
        "focus": priority.focus,
        "issues": [
            {
                "number": issue.number,
                "new": issue.new,
                "text": issue.words,
                "number_written": issue.number_written,
                **({"text_added": issue.added} if issue.added else {}),
                "actions": [_action(action, outline) for action in issue.actions],
            }
            for issue in priority.issues
        ],
    }


def _action(action, outline):
    return {
        "line": int(action.place.removeprefix("line ")),
        "text": action.words,
        "new": action.new,
        "leads": action.leads,
        "due": _due(action.due, outline),
        "progress": [
            {"as_of": f"{note.as_of:%Y-%m}" if note.as_of else None, "text": note.text}
            for note in action.notes
        ],
    }


def _due(written, outline):
    due = read_due(written, hint=outline.hint)
    said = {"written": due.written, "kind": due.kind.value}
    if due.every:
        said["every"] = due.every
    if due.milestones:
        said["milestones"] = [
            {"label": step.label, "earliest": step.earliest.isoformat(), "latest": step.latest.isoformat()}
            for step in due.milestones
        ]
    if due.earliest:
        said["earliest"] = due.earliest.isoformat()
    if due.latest:
        said["latest"] = due.latest.isoformat()
    return said


def differences(read, by_hand, at="plan"):
    """One line for each field that differs, with its path."""
    if isinstance(read, dict) and isinstance(by_hand, dict):
        return [
            line
            for key in sorted(
                (read.keys() | by_hand.keys()) - {"breaks"}
            )  # where a note's lines began is its file's form
            for line in differences(read.get(key, "(absent)"), by_hand.get(key, "(absent)"), f"{at}.{key}")
        ]
    if isinstance(read, list) and isinstance(by_hand, list) and len(read) == len(by_hand):
        return [
            line
            for i, pair in enumerate(zip(read, by_hand, strict=True))
            for line in differences(*pair, f"{at}[{i}]")
        ]
    return [] if read == by_hand else [f"{at}: read {read!r}, by hand {by_hand!r}"]


def test_it_reads_to_exactly_what_was_read_by_hand(outline):
    found = differences(as_golden(outline), real_plan.golden())
    assert found == [], "\n".join(found)


def test_it_holds_five_priorities_24_outcomes_55_issues_and_79_actions(outline):
    outcomes = [words for priority in outline.priorities for words in priority.outcomes]
    assert (len(outline.priorities), len(outcomes), len(outline.issues), len(outline.actions)) == (
        5,
        24,
        55,
        79,
    )


def test_nothing_in_it_is_rated_since_the_text_lost_its_colours(outline):
    assert {action.rating for action in outline.actions} == {""}


def test_its_doubts_are_these_and_no_others(outline):
    assert [(doubt.kind, doubt.place) for doubt in outline.doubts] == [
        ("new-words", "line 57"),  # a NEW row adds words to issue 6
        ("no-words", "line 68"),  # a date of its own, and no words: an action without words
        ("column-missing", "line 73, line 74"),  # the date column vanishes for two rows
        ("no-words", "line 92"),
        ("joined-row", "line 109"),  # an issue's words over three rows
        ("new", "line 127"),  # "New" before an order
        ("leads", "line 178"),  # two posts without a separator
        ("leads", "line 188"),
        ("rating", "whole plan"),  # the text lost its colours
    ]
