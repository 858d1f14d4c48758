"""A stream of blocks into a plan: one assembler, whatever the file was.

First pass: which rows are tables of the plan (their headings say so) and which blocks are words between them.
Second pass: the words open priorities, the rows fill them. Last: leads, dates, notes, numbers and ratings are read
with the whole plan in view, because the plan's own names, legend and years decide them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from safeboard.core.reading.blocks import Row, Sheet, Source, Unreadable
from safeboard.plans.due import read_due
from safeboard.plans.outline import Doubt, Outline, PriorityLine
from safeboard.plans.reading import ratings
from safeboard.plans.reading.columns import Columns, read_header
from safeboard.plans.reading.leads import Vocabulary
from safeboard.plans.reading.lines import Line, line_of, read_front, read_priorities, split_front
from safeboard.plans.reading.marks import counted_heading, take_new
from safeboard.plans.reading.numbering import infer_numbers
from safeboard.plans.reading.rows import RowReader, fields_of

NO_PLAN = (
    "No table of actions was found in this file. Safeboard looks for a table whose headings name an action or an issue and, "
    "beside it, a lead, a date or progress: check that this is the board's plan."
)


@dataclass(slots=True)
class Body:
    """A body row and the columns it stands under."""

    row: Row
    columns: Columns


def assemble(source: Source) -> Outline:
    """The plan a file holds, with its doubts. Raises Unreadable when no table in it is a plan's."""
    parts = list(_sort(source))
    if not any(isinstance(part, Body) for part in parts):
        raise Unreadable(NO_PLAN)
    outline = Outline()
    doubts = outline.doubts
    words = Vocabulary(_lead_cells(parts))
    reader = RowReader(words, doubts)
    waiting: list[Line] = []
    for part in parts:
        if isinstance(part, Line):
            waiting.append(part)
            continue
        if waiting:
            _open(waiting, outline, doubts)
            waiting = []
        if isinstance(part, Columns):
            outline.columns = outline.columns or {
                role: part.words[role] for role in part.words if role != "ignored"
            }
            continue
        if not outline.priorities:
            outline.priorities.append(PriorityLine(number="1", place=part.row.place))
        reader.open(outline.priorities[-1])
        reader.take(fields_of(part.row, part.columns, words))
    _close(waiting, outline, doubts)
    _read_cells(outline, reader, words)
    ratings.read_ratings(outline, reader.promises, _said(parts), colours=source.colours)
    for place, sentence in source.notes:
        doubts.append(
            Doubt(
                "not-read",
                place,
                "",
                sentence,
                ["Look at the file there and add what matters after accepting."],
            )
        )
    _name_what_is_missing(outline)
    return outline


def _said(parts: Iterable) -> list[str]:
    """Every line outside the tables, where a file may explain its marks."""
    return [part.text for part in parts if isinstance(part, Line)]


# First pass


def _sort(source: Source):
    """Yield Line, Columns and Body in the order of the file."""
    columns: Columns | None = None
    first_row: list[str] = []
    table = None
    for block in source.blocks:
        if not isinstance(block, Row):
            if isinstance(block, Sheet):
                columns = None
            yield line_of(block)
            continue
        if not any(block.texts):
            continue
        header = read_header(block.texts)
        if header:
            if block.texts != first_row or block.table != table:
                yield header
            columns, first_row, table = header, block.texts, block.table
            continue
        if block.table != table:
            columns = columns if _same_grid(block, columns) else None
            table = block.table
        if columns is None or _is_banner(block, columns):
            yield line_of(block)
        else:
            yield Body(block, columns)


def _same_grid(row: Row, columns: Columns | None) -> bool:
    """A table without headings that goes on with the columns of the table before it."""
    return (
        columns is not None and len(row.cells) == columns.width and sum(1 for text in row.texts if text) > 1
    )


def _is_banner(row: Row, columns: Columns) -> bool:
    """One cell over the whole width, or one that counts a priority: a heading inside the table."""
    filled = [cell for cell in row.cells if cell.text]
    if len(filled) != 1:
        return False
    wide = filled[0].span >= max(columns.width, 3)
    return wide or counted_heading(filled[0].text) is not None


def _lead_cells(parts: Iterable) -> list[str]:
    return [
        take_new(part.row.cells[at].text).words
        for part in parts
        if isinstance(part, Body)
        and (at := part.columns.at.get("lead", -1)) >= 0
        and len(part.row.cells) == part.columns.width
    ]


# Second pass


def _open(lines: list[Line], outline: Outline, doubts: list[Doubt]) -> None:
    if not outline.priorities:
        front, lines = split_front(lines)
        read_front(front, outline)
    read_priorities(lines, outline, doubts)


def _close(lines: list[Line], outline: Outline, doubts: list[Doubt]) -> None:
    """Words after the last table: a priority that has no actions yet, or words without a place."""
    counted = next((at for at, line in enumerate(lines) if counted_heading(line.text)), len(lines))
    if left := [line for line in lines[:counted] if line.form != "sheet"]:
        doubts.append(
            Doubt(
                "unplaced",
                left[0].place,
                "\n".join(line.text for line in left),
                "These words come after the last table and have no place in the plan, so they are kept here.",
                ["Leave them here.", "Add them to the plan's purpose after accepting."],
            )
        )
    read_priorities(lines[counted:], outline, doubts)


# Last


def _read_cells(outline: Outline, reader: RowReader, words: Vocabulary) -> None:
    for promise in reader.promises:
        line = promise.line
        split = words.split(promise.lead)
        line.leads = split.leads
        if split.unsure:
            outline.doubts.append(
                Doubt(
                    "leads",
                    line.place,
                    " ".join(promise.lead.split()),
                    "Read as "
                    + " and ".join(f"“{lead}”" for lead in split.leads)
                    + ", by the shape of the words.",
                    ["Leave them as two leads.", "Make them one lead."],
                )
            )
        if promise.lead and not split.leads:
            _unread(outline, "leads", line.place, promise.lead, "No name of a lead was found in it.")
        if line.due and read_due(line.due, hint=outline.hint).kept_as_words:
            _unread(
                outline,
                "due",
                line.place,
                line.due,
                "Kept as words: no day could be read from it with certainty.",
            )
        if line.revised and read_due(line.revised, hint=outline.hint).kept_as_words:
            _unread(
                outline,
                "due",
                line.place,
                line.revised,
                "Kept as words: no day could be read from it with certainty.",
            )
    for priority in outline.priorities:
        infer_numbers(priority.issues)


def _unread(outline: Outline, kind: str, place: str, seen: str, done: str) -> None:
    outline.doubts.append(Doubt(kind, place, seen, done, ["Leave it as it is.", "Give it after accepting."]))


def _name_what_is_missing(outline: Outline) -> None:
    if not outline.title:
        outline.title = "Plan"
        outline.doubts.append(
            Doubt(
                "title",
                "beginning",
                "",
                "The file does not say what the plan is called, so it is called “Plan”.",
                ["Give it a title after accepting."],
            )
        )
