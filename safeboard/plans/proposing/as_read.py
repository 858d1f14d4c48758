"""A plan as a reader would find it in the paper that nobody has edited. No Django here.

Some words do not come back as they went out: an issue called "New contracts", a note that begins a line with a month,
two leads whose names make a third. What a file differs from is therefore this, besides what the plan itself says.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from safeboard.core.paper.blocks import TINTS
from safeboard.core.reading.blocks import (
    Block,
    Cell,
    Heading,
    Item,
    Paragraph,
    Row,
    Sheet,
    Source,
    Unreadable,
    fold,
)
from safeboard.plans.outline import Outline
from safeboard.plans.papers.layout import PaperOptions, PlanLaidOut, Section, lay_out
from safeboard.plans.picture import PlanPicture, PriorityPicture, outline_of
from safeboard.plans.reading.assemble import assemble

FRONT = "front"
"""The place of what stands before the first priority."""


def as_read(picture: PlanPicture, *, options: PaperOptions, workbook: bool = False) -> Outline:
    """What comes back from Word, or from a workbook. No priorities where the paper could not be read as a plan at all.

    Every place is a key: "P3" of a priority, "I7" of an issue without actions, "A12" of an action; the place of any other
    issue is its first action's.
    """
    paper = lay_out(outline_of(picture), options)
    blocks = _sheets(paper, picture) if workbook else _pages(paper, picture)
    try:
        return assemble(Source("excel" if workbook else "word", list(blocks)))
    except Unreadable:
        return Outline()


def _legend(paper: PlanLaidOut) -> str:
    return "; ".join(label for _, label in paper.legend)


def _pages(paper: PlanLaidOut, picture: PlanPicture) -> Iterator[Block]:
    yield from (Paragraph(fold(words), FRONT) for words in [paper.board] if words)
    yield from (Heading(fold(words), 1, FRONT) for words in [paper.title] if words)
    rest = [*paper.facts, _legend(paper), *paper.purpose]
    yield from (Paragraph(fold(words), FRONT) for words in rest if words)
    tables = count(1)
    for section, priority in zip(paper.sections, picture.priorities, strict=True):
        place = f"P{priority.pk}"
        yield Heading(section.heading, paper.top, place)
        yield from (Paragraph(fold(words), place) for words in section.aim)
        yield from (Item(fold(words), "", place) for words in section.focus)
        if section.outcomes:
            yield Heading("Outcomes", paper.top + 1, place)
            yield from (Item(fold(words), f"{at}.", place) for at, words in enumerate(section.outcomes, 1))
        if section.rows:
            yield from _table(paper, section, next(tables), _keys(priority))


def _sheets(paper: PlanLaidOut, picture: PlanPicture) -> Iterator[Block]:
    """A list is typed there, and every line is a row of one cell over all columns."""
    yield Sheet("Plan", FRONT)
    front = [paper.board, paper.title, *paper.facts, _legend(paper), *paper.purpose]
    yield from (Row([Cell(fold(words))], 1, FRONT) for words in front if words)
    for table, (section, priority) in enumerate(zip(paper.sections, picture.priorities, strict=True), 2):
        place, covered = f"P{priority.pk}", [Cell(covered=True) for _ in paper.headings[1:]]
        yield Sheet(section.sheet, place)
        lines = [section.heading, *section.aim, *(f"• {words}" for words in section.focus)]
        lines += ["Outcomes"] if section.outcomes else []
        lines += [f"{at}. {words}" for at, words in enumerate(section.outcomes, 1)]
        for words in lines:
            yield Row([Cell(fold(words), span=len(paper.headings)), *covered], table, place)
        if section.rows:
            yield from _table(paper, section, table, _keys(priority))


def _keys(priority: PriorityPicture) -> list[str]:
    """What each row of a priority's table is."""
    return [
        key
        for issue in priority.issues
        for key in [f"A{action.pk}" for action in issue.actions] or [f"I{issue.pk}"]
    ]


def _table(paper: PlanLaidOut, section: Section, table: int, keys: list[str]) -> Iterator[Row]:
    yield Row([Cell(heading) for heading in paper.headings], table, "headings", header=True)
    for row, key in zip(section.rows, keys, strict=True):
        cells = [
            Cell(fold(cell.words), fill=TINTS.get(cell.rating, ""), merged_down=cell.down == 0)
            for cell in row.cells
        ]
        yield Row(cells, table, key)
