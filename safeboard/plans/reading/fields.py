"""One body row of a plan's table, its cells under the roles of their columns."""

import re
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb

from safeboard.core.reading.blocks import Cell, Row
from safeboard.plans.due import Kind, read_due
from safeboard.plans.notes import split_notes
from safeboard.plans.reading.columns import Columns
from safeboard.plans.reading.leads import Vocabulary

NUMBER = re.compile(r"(?:[A-Za-z]{0,4}[ .-]?\d{1,4}(?:[./-]\d{1,4}){0,4}[a-z]?|[ivxl]{1,6}|[A-Za-z])[.):]?")
MANY_WAYS = 3_000
"""To place a row's cells under its headings: beyond, it is no plan's table with a column missing."""


@dataclass(slots=True)
class Fields:
    """One body row by role. extra: (heading, words) of columns that no role claims. key: see `blocks.Row`."""

    cells: dict[str, Cell]
    extra: list[tuple[str, str]]
    place: str
    after_break: bool
    shortened: bool = False
    key: str = ""

    @property
    def ref(self) -> str:
        """What the row is called: by its cell of references, else by its bookmark."""
        return self.text("ref") or self.key

    def text(self, role: str) -> str:
        return self.cells[role].text if role in self.cells else ""

    @property
    def filled(self) -> set[str]:
        return {
            role for role, cell in self.cells.items() if cell.text and role not in ("ignored", "priority")
        }


def fields_of(row: Row, columns: Columns, words: Vocabulary) -> Fields:
    """The row's cells under their columns. A row with fewer cells than its header is fitted by what the cells say."""
    cells, shortened = row.cells, False
    if len(cells) < columns.width:
        fitted = _fit(cells, columns, words)
        shortened = fitted is not None
        cells = fitted or cells + [Cell() for _ in range(columns.width - len(cells))]
    by_role = {role: cells[index] for role, index in columns.at.items()}
    claimed = set(columns.at.values())
    extra = [
        (columns.extra.get(index, ""), cell.text)
        for index, cell in enumerate(cells)
        if cell.text and index not in claimed
    ]
    number = by_role.get("number")
    if number and number.text and not NUMBER.fullmatch(number.text):
        extra.append((columns.words["number"], number.text))
        by_role["number"] = replace(number, text="")
    return Fields(by_role, extra, row.place, row.after_break, shortened, row.key)


def _fit(cells: list[Cell], columns: Columns, words: Vocabulary) -> list[Cell] | None:
    """The cells with empty ones put in where a column vanished, or None when they stand in order from the left."""
    if sum(1 for cell in cells if cell.text) < 2 or not cells[-1].text:
        return None
    roles = {index: role for role, index in columns.at.items()}
    if comb(columns.width, len(cells)) > MANY_WAYS:
        return None
    gaps = combinations(range(columns.width), columns.width - len(cells))

    def placed(gap):
        rest = iter(cells)
        return [Cell() if index in gap else next(rest) for index in range(columns.width)]

    def fits(candidate):
        return sum(_suits(roles.get(index, ""), cell.text, words) for index, cell in enumerate(candidate))

    return max(map(placed, gaps), key=fits)


def _suits(role: str, text: str, words: Vocabulary) -> float:
    """How well a text suits a column: dates are short and readable, leads are known names, progress is long or dated."""
    if not text:
        return 0.1
    match role:
        case "due" | "revised":
            return 3 if len(text) < 60 and read_due(text).kind != Kind.NONE else -len(text) / 40
        case "lead":
            return 3 if words.knows(text) else -len(text) / 80
        case "progress":
            return 2 if any(note.as_of for note in split_notes(text)) else len(text) / 100
        case "issue" | "action":
            return 1 if len(text) > 12 else -1
    return 0


def words_of(row: Fields) -> str:
    """The words of a row, for a doubt that shows them."""
    roles = ("issue", "lead", "action", "due", "revised", "progress", "rating")
    return " | ".join(row.text(role) for role in roles if row.text(role))
