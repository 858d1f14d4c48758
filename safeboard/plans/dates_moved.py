"""How a date came to be what it is, in words: the path of one action, and all that moved in a plan. No Django."""

from __future__ import annotations

from collections.abc import Iterable

from safeboard.plans.promise import ActionPicture
from safeboard.plans.told import Moved

SHORT = 12
"""Words of an action by which a paper names it beside its number."""


def path_of(action: ActionPicture) -> str:
    """ "Dec 15 → Mar 16 (agreed at Board, 8 December 2015) → June 16 (agreed at Board, 15 March 2016)"."""
    written = [action.written_due] if action.written_due else []
    steps = [_date(due) for due in (action.first_due, *written)]
    return " → ".join([*steps, *(_step(move) for move in action.moved)])


def moved_in_words(action: ActionPicture) -> str:
    """ "moved twice, on by 6 months"; "" where it never moved."""
    count = len(action.moved)
    if len(action.dates) == 1:
        return ""
    words = {0: "moved, nobody said when", 1: "moved once", 2: "moved twice"}.get(
        count, f"moved {count} times"
    )
    slipped = abs(action.months_slipped)
    if not slipped:
        return words
    way = "back" if action.months_slipped < 0 else "on"
    return f"{words}, {way} by {slipped} month{'s' if slipped > 1 else ''}"


def dates_moved(actions: Iterable[ActionPicture]) -> list[str]:
    """A sentence for each action whose date moved: which one it is, and the path of its date."""
    return [f"{_named(action)}: {path_of(action)}" for action in actions if len(action.dates) > 1]


def agreed(move: Moved) -> str:
    """ "agreed at Board, 8 December 2015", or by whom where no meeting is known."""
    if move.meeting:
        return f"agreed at {move.meeting}"
    return f"agreed by {move.agreed_by_name}" if move.agreed_by_name else ""


def _step(move):
    return f"{_date(move.becomes)} ({said})" if (said := agreed(move)) else _date(move.becomes)


def _date(due):
    return " ".join(due.written.split()) or "no date"


def _named(action):
    priority, issue = action.issue.priority.number, action.issue.number
    parts = [f"Priority {priority}" if priority else "", f"issue {issue}" if issue else ""]
    words = action.words.split()
    short = " ".join(words[:SHORT]) + ("…" if len(words) > SHORT else "")
    named = ", ".join(part for part in (*parts, f"“{short}”" if words else action.ref) if part)
    return named[:1].upper() + named[1:]
