"""First pass over a file: which rows are tables of the plan (their headings say so), and which blocks are words between."""

from dataclasses import dataclass, field, replace

from safeboard.core.reading.blocks import Block, Row, Sheet, Source
from safeboard.plans.reading.columns import Columns, role_of
from safeboard.plans.reading.headers import header_at
from safeboard.plans.reading.lines import Line, line_of
from safeboard.plans.reading.marks import counted_heading, is_outcomes_heading, take_number

SHEETS = {"excel", "csv"}
"""Kinds of file where titles, lists and other tables are rows like all others."""


@dataclass(slots=True)
class Body:
    """A body row and the columns it stands under."""

    row: Row
    columns: Columns


Part = Line | Columns | Body


@dataclass(slots=True)
class _Pass:
    """heads: index of a block -> (columns, how many rows name them). others: where a table that is no plan's begins.

    between: rows of one cell that lead up to a header, as a priority's name and outcomes do in a spreadsheet.
    """

    blocks: list[Block]
    in_sheets: bool
    heads: dict[int, tuple[Columns, int]] = field(default_factory=dict)
    others: set[int] = field(default_factory=set)
    between: set[int] = field(default_factory=set)


def sort_blocks(source: Source) -> list[Part]:
    """Line, Columns and Body in the order of the file."""
    look = _Pass([block for block in source.blocks if _says_something(block)], source.kind in SHEETS)
    _find_heads(look)
    _find_others(look)
    for at in [*look.heads, *look.others]:
        look.between |= _leading_up_to(at, look)
    return _parts(look)


def _parts(look: _Pass) -> list[Part]:
    parts: list[Part] = []
    columns: Columns | None = None
    first_row: list[str] = []
    table, past = None, 0
    for at, block in enumerate(look.blocks):
        if at < past:
            continue
        if not isinstance(block, Row):
            columns = None if isinstance(block, Sheet) else columns
            parts.append(line_of(block))
            continue
        if at in look.heads:
            header, high = look.heads[at]
            past = at + high
            if block.texts != first_row or block.table != table or columns is None:
                parts.append(header)
                columns = header
            first_row, table = block.texts, block.table
            continue
        if block.table != table:
            columns = columns if _same_grid(block, columns) else None
            table = block.table
        columns = None if at in look.others else columns
        if columns is None or at in look.between or _is_banner(block, columns):
            line = line_of(block)
            inside = columns is not None and at not in look.between
            parts.append(replace(line, banner=inside and counted_heading(line.text) is None))
        else:
            parts.append(Body(block, columns))
    return parts


def _says_something(block: Block) -> bool:
    return not isinstance(block, Row) or any(block.texts)


def _find_heads(look: _Pass) -> None:
    past, tables = 0, set()
    for at, block in enumerate(look.blocks):
        if at >= past and isinstance(block, Row):
            below = look.blocks[at + 1] if at + 1 < len(look.blocks) else None
            found = header_at(block, below if isinstance(below, Row) else None)
            if found and (block.table not in tables or _is_plain(found[0])):
                look.heads[at], past = found, at + found[1]
                tables.add(block.table)


def _is_plain(columns: Columns) -> bool:
    """Inside a table that has its headings already, most words of a header row are headings we know."""
    return len(columns.extra) <= len(columns.at)


def _find_others(look: _Pass) -> None:
    """In a spreadsheet a table of risks begins, under its title, without leaving the grid of the plan above it."""
    for at in range(1, len(look.blocks) if look.in_sheets else 0):
        row, above = look.blocks[at], look.blocks[at - 1]
        if at not in look.heads and isinstance(row, Row) and _one_cell(above) and _names_columns(row):
            look.others.add(at)


def _leading_up_to(at: int, look: _Pass) -> set[int]:
    """The rows of one cell right above a header that are words and no issues: from a heading that counts or announces.

    In a spreadsheet also a name without a number; elsewhere a heading is a block of its own.
    """
    start = at
    while (
        start and _one_cell(look.blocks[start - 1]) and look.blocks[start - 1].table == look.blocks[at].table
    ):
        start -= 1
    run = range(start, at)
    said = {place: "".join(look.blocks[place].texts) for place in run}
    tells = [place for place in run if counted_heading(said[place]) or is_outcomes_heading(said[place])]
    first = tells[0] if tells else at
    while look.in_sheets and first > start and not take_number(said[first - 1])[0]:
        first -= 1
    return set(range(first, at))


def _one_cell(block: Block) -> bool:
    return isinstance(block, Row) and sum(map(bool, block.texts)) == 1


def _same_grid(row: Row, columns: Columns | None) -> bool:
    """A table without headings that goes on with the columns of the table before it."""
    filled = [text for text in row.texts if text]
    if columns is None or len(row.cells) != columns.width or len(filled) < 2:
        return False
    return not row.header and not (_names_columns(row) and len(filled) == columns.width)


def _names_columns(row: Row) -> bool:
    """Whether a row looks like the headings of some other table: short words in each cell, and a heading we know."""
    filled = [text for text in row.texts if text]
    short = all(len(text) < 40 and not any(letter.isdigit() for letter in text) for text in filled)
    return len(filled) > 2 and short and any(role_of(text) for text in filled)


def _is_banner(row: Row, columns: Columns) -> bool:
    """One cell over the whole width, or one that counts a priority: a heading inside the table."""
    filled = [cell for cell in row.cells if cell.text]
    if len(filled) != 1:
        return False
    wide = filled[0].span >= max(columns.width, 3)
    return wide or counted_heading(filled[0].text) is not None
