"""The rows of papers: how an action, its leads, its date and its rating stand in cells. No Django here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from safeboard.core.paper.blocks import Cell, Column, Line, Row, Table
from safeboard.plans.looking import written
from safeboard.plans.promise import ActionPicture

NOBODY = "Nobody is named"
LONGEST_SHEET = 31
"""Letters in the name of a sheet in Excel."""


def table(title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell | str]]) -> Table:
    """columns: each heading with its share of the width; the first column heads the rows."""
    made = tuple(Column(heading, share, heads=at == 0) for at, (heading, share) in enumerate(columns))
    return Table(title, made, tuple(Row(tuple(map(as_cell, row))) for row in rows))


def as_cell(words: Cell | str) -> Cell:
    return words if isinstance(words, Cell) else cell(words)


def cell(*lines: str, rating: str = "") -> Cell:
    return Cell(tuple(Line(text=line) for line in lines if line), rating=rating)


def action_cell(action: ActionPicture, *, priority: bool = True, most: int | None = None) -> Cell:
    """Where it stands in the plan, and its words. most: words after which it is cut short."""
    place = where(action, priority=priority)
    words = action.called
    return Cell((Line(f"{place}." if place else "", short(words, most) if most else words),))


def where(action: ActionPicture, *, priority: bool = True) -> str:
    """ "Priority 5, issue 9"; "" where the board numbers neither."""
    above, issue = action.issue.priority.number if priority else "", action.issue.number
    parts = (f"Priority {above}" if above else "", f"issue {issue}" if issue else "")
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def short(words: str, most: int) -> str:
    each = words.split()
    return " ".join(each[:most]) + ("…" if len(each) > most else "")


def leads_cell(action: ActionPicture) -> Cell:
    return cell(*([name for _, name in action.leads] or [NOBODY]))


def date_cell(action: ActionPicture) -> Cell:
    """The date that holds, and the first one where it is another."""
    now, first = (" ".join(due.written.split()) for due in (action.due, action.first_due))
    return cell(now or "No date", f"First: {first or 'no date'}" if len(action.dates) > 1 else "")


def rating_cell(action: ActionPicture) -> Cell:
    return cell(action.rating_label, rating=action.rating)


def last_word(action: ActionPicture) -> str:
    return f"Last word {written(action.heard_on)}" if action.heard_on else "Never a word"


def sheet_name(words: str, taken: set[str]) -> str:
    """A name Excel takes, unlike all those taken so far, to which it is added."""
    clean = re.sub(r"[\[\]:*?/\\]", " ", words).strip(" '")[:LONGEST_SHEET].strip(" '") or "Sheet"
    name, number = clean, 2
    while name.casefold() in taken:
        name, number = f"{clean[: LONGEST_SHEET - 4].strip()} {number}", number + 1
    taken.add(name.casefold())
    return name
