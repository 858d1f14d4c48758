"""How much of an upright A4 page a paper's blocks take, about, so that a page can be filled and not overflow. No Django here.

Measured on what `core/paper/pdf.py` sets: letters of 10 points (8.5 in tables), margins of 15 mm beside and 16 mm above.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from safeboard.core.paper.blocks import Block, Bullets, Cell, Heading, Legend, Picture, Table, Text
from safeboard.core.paper.measure import lines_needed, shared

ACROSS_MM, PAGE_MM = 180, 266
"""Between the margins; the page with a little kept back, as all this is an estimate."""
LINE_MM, SMALL_LINE_MM, BETWEEN_MM = 4.4, 3.75, 0.9
LETTERS_A_MM, SMALL_LETTERS_A_MM = 0.54, 0.6
HEADING_MM = {1: (16.3, 8.8), 2: (10.6, 6.2), 3: (7.8, 4.9)}
"""By level: one line with the room around it, and each further line."""
HEADING_LETTERS = {1: 46, 2: 64, 3: 82}
HEADER_ROW_MM, ROW_EDGES_MM, AROUND_A_PICTURE_MM = 8.0, 1.2, 3.0


def height(blocks: Iterable[Block]) -> float:
    """Millimetres that the blocks take one under the other, on a page as wide as ACROSS_MM."""
    return sum(map(_height, blocks))


def _height(block: Block) -> float:
    match block:
        case Heading(words=words, level=level):
            first, further = HEADING_MM.get(level, (7.0, LINE_MM))
            return first + (ceil(len(words) / HEADING_LETTERS.get(level, 88)) - 1) * further
        case Text(line=line, quiet=quiet):
            return _paragraph(line.words, small=quiet)
        case Bullets(items=items):
            return sum(_paragraph(item, short_by=20) - BETWEEN_MM for item in items) + BETWEEN_MM
        case Legend(entries=entries):
            return _paragraph("; ".join(words for _, words in entries))
        case Picture(title=title, words=words, wide=wide):
            drawn = ACROSS_MM / max(wide, 0.1) + AROUND_A_PICTURE_MM
            return _paragraph(title) + drawn + _paragraph(words)
        case Table(columns=columns, rows=rows):
            shares = [column.share for column in columns]
            return HEADER_ROW_MM + sum(height_of_row(row.cells, shares) for row in rows)
    return LINE_MM


def height_of_row(cells: tuple[Cell, ...], shares: list[int]) -> float:
    """Millimetres of one row of a table whose columns share the width so."""
    widths = shared(ACROSS_MM, shares)
    return ROW_EDGES_MM + max(_cell(cell, width - 3) for cell, width in zip(cells, widths, strict=True))


def _cell(cell: Cell, width: float) -> float:
    lines = max(lines_needed(cell, width * SMALL_LETTERS_A_MM), 1)
    return lines * SMALL_LINE_MM + (max(len(cell.lines), 1) - 1) * ROW_EDGES_MM


def _paragraph(words: str, *, small: bool = False, short_by: int = 0) -> float:
    """short_by: millimetres by which it is narrower than the page."""
    letters = (ACROSS_MM - short_by) * (SMALL_LETTERS_A_MM if small else LETTERS_A_MM)
    return max(1, ceil(len(words) / letters)) * (SMALL_LINE_MM if small else LINE_MM) + BETWEEN_MM
