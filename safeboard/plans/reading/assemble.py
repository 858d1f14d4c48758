"""A stream of blocks into a plan: one assembler, whatever the file was.

First pass: which rows are tables of the plan (their headings say so) and which blocks are words between them.
Second pass: the words open priorities, the rows fill them. Last: leads, dates, notes, numbers and ratings are read
with the whole plan in view, because the plan's own names, legend and years decide them.
"""

from collections.abc import Iterable, Mapping, Sequence

from safeboard.core.reading.blocks import Source, Unreadable
from safeboard.plans.due import read_due
from safeboard.plans.outline import Doubt, Outline, PriorityLine
from safeboard.plans.reading import ratings
from safeboard.plans.reading.between import telling_sheets, whole_legends, without_other_tables
from safeboard.plans.reading.columns import Columns
from safeboard.plans.reading.endings import take_endings
from safeboard.plans.reading.fields import Fields, fields_of
from safeboard.plans.reading.grouping import priority_of, settle_groups
from safeboard.plans.reading.leads import Vocabulary
from safeboard.plans.reading.lines import (
    Line,
    as_written,
    known_front,
    read_front,
    read_priorities,
    split_front,
    take_late,
)
from safeboard.plans.reading.marks import counted_heading, is_outcomes_heading, take_new
from safeboard.plans.reading.numbering import infer_numbers
from safeboard.plans.reading.rows import RowReader, offered
from safeboard.plans.reading.sorting import Body, sort_blocks

NO_PLAN = (
    "No table of actions was found in this file. Safeboard looks for a table whose headings name an action or an issue and, "
    "beside it, a lead, a date or progress: check that this is the board's plan."
)


def assemble(
    source: Source,
    *,
    decided: Mapping[str, int] | None = None,
    legends: Sequence[Mapping[str, str]] = (),
) -> Outline:
    """The plan a file holds, with its doubts. Raises Unreadable when no table in it is a plan's.

    decided: key of a doubt -> the choice a person made about it in an earlier reading of the same file.
    legends: what ratings are known to have meant, for a file that is read over a plan.
    """
    decided = decided or {}
    outline = Outline()
    parts = telling_sheets(take_endings(sort_blocks(source), outline))
    settle_groups(parts)
    if not any(isinstance(part, Body) for part in parts):
        raise Unreadable(NO_PLAN)
    doubts = outline.doubts
    words = Vocabulary(_lead_cells(parts))
    reader = RowReader(words, doubts, decided)
    waiting: list[Line] = []
    for part in parts:
        if isinstance(part, Line):
            amid_rows = part.banner and not waiting and reader.promise is not None
            if not (amid_rows and _is_only_words(part, parts, doubts, decided)):
                waiting.append(part)
            continue
        if waiting:
            _open(waiting, outline, doubts, named="priority" in _columns_of(part).at)
            waiting = []
        if isinstance(part, Columns):
            _doubt_what_is_over(part, doubts)
            outline.columns = outline.columns or {
                role: part.words[role] for role in part.words if role != "ignored"
            }
            continue
        row = fields_of(part.row, part.columns, words)
        reader.open(_priority_of(row, outline, reader.priority))
        reader.take(row)
    _close(waiting, outline, doubts)
    reader.note_empty([words for part in parts if isinstance(part, Columns) for words in part.extra.values()])
    _read_cells(outline, reader, words, decided)
    ratings.read_ratings(outline, reader.promises, _said(parts), colours=source.colours, legends=legends)
    for place, sentence in source.notes:
        doubts.append(
            Doubt(
                "not-read",
                place,
                "",
                sentence,
                [
                    "Look at the file there. If it matters, write it into the plan's table and bring the file in again."
                ],
            )
        )
    _name_what_is_missing(outline)
    return outline


def _is_only_words(line: Line, parts: Iterable, doubts: list[Doubt], decided: Mapping[str, int]) -> bool:
    """Whether a person said that a line over the whole width of a table names no priority.

    Asked where it looks like a remark: it ends as a sentence does, or other priorities are counted and it is not.
    """
    counted = any(isinstance(part, Line) and counted_heading(part.text) for part in parts)
    if line.form == "item" or is_outcomes_heading(line.text) or not (counted or line.text.endswith(".")):
        return False
    doubt = Doubt(
        "banner",
        line.place,
        line.text,
        "Read as the name of a new priority, since it stands over the whole width of the table.",
        ["Leave it as a priority.", "Take it as a remark, and keep its words here."],
    )
    doubts.append(offered(doubt, decided))
    return doubt.chosen == 1


def _said(parts: Iterable) -> list[str]:
    """Every line outside the tables, where a file may explain its marks."""
    return [as_written(part) for part in parts if isinstance(part, Line)]


def _lead_cells(parts: Iterable) -> list[str]:
    return [
        take_new(part.row.cells[at].text).words
        for part in parts
        if isinstance(part, Body)
        and (at := part.columns.at.get("lead", -1)) >= 0
        and len(part.row.cells) == part.columns.width
    ]


# Second pass


def _open(lines: list[Line], outline: Outline, doubts: list[Doubt], *, named: bool) -> None:
    """Lines before a table. named: its rows name their priorities themselves, so these lines only say what the plan is."""
    lines = without_other_tables(whole_legends(lines), doubts)
    if not outline.priorities:
        front, lines = (lines, []) if named else split_front(lines)
        read_front(front, outline)
    lines = take_late(lines, outline)
    counted = next((at for at, line in enumerate(lines) if _opens(line, outline)), 0)
    if outline.priorities:
        _doubt_unplaced(lines[:counted], outline, doubts)
        lines = lines[counted:]
    if named:
        _doubt_unplaced(lines, outline, doubts)
        return
    read_priorities(lines, outline, doubts)


def _opens(line: Line, outline: Outline) -> bool:
    return line.form != "item" and counted_heading(line.text) is not None and not known_front(line, outline)


def _close(lines: list[Line], outline: Outline, doubts: list[Doubt]) -> None:
    """Words after the last table: a priority that has no actions yet, or words without a place."""
    lines = take_late(without_other_tables(whole_legends(lines), doubts), outline, marks=False)
    counted = next((at for at, line in enumerate(lines) if _opens(line, outline)), len(lines))
    _doubt_unplaced(lines[:counted], outline, doubts)
    read_priorities(lines[counted:], outline, doubts)


def _doubt_unplaced(lines: list[Line], outline: Outline, doubts: list[Doubt]) -> None:
    if left := [line for line in lines if line.form != "sheet" and not known_front(line, outline)]:
        doubts.append(
            Doubt(
                "unplaced",
                left[0].place,
                "\n".join(map(as_written, left)),
                "These words come after a table and have no place in the plan, so they are kept here.",
                ["Leave them here.", "Put them where they belong in the file, and bring it in again."],
            )
        )


def _columns_of(part) -> Columns:
    return part if isinstance(part, Columns) else part.columns


def _doubt_what_is_over(columns: Columns, doubts: list[Doubt]) -> None:
    if columns.over:
        doubts.append(
            Doubt(
                "column-unknown",
                "headings",
                " | ".join(columns.over),
                "These headings stand over several columns and say nothing of their own, so they are kept here.",
                ["Leave them here."],
            )
        )


def _priority_of(row: Fields, outline: Outline, now: PriorityLine | None) -> PriorityLine:
    """The priority a row belongs to: the one its own column names, else the one the words above it opened."""
    if words := row.text("priority"):
        return priority_of(words, row.place, outline)
    if "priority" in row.cells and now:
        return now
    if not outline.priorities:
        outline.priorities.append(PriorityLine(number="1", place=row.place))
    return outline.priorities[-1]


# Last


def _read_cells(outline: Outline, reader: RowReader, words: Vocabulary, decided: Mapping[str, int]) -> None:
    for promise in reader.promises:
        line = promise.line
        split = words.split(promise.lead)
        line.leads = split.leads
        if split.unsure:
            done = (
                "Read as "
                + " and ".join(f"“{lead}”" for lead in split.leads)
                + ", by the shape of the words."
            )
            choices = ["Leave them as several leads.", "Make them one lead."]
            doubt = Doubt("leads", line.place, " ".join(promise.lead.split()), done, choices)
            outline.doubts.append(offered(doubt, decided))
            if doubt.chosen:
                line.leads = [doubt.seen]
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
    outline.doubts.append(
        Doubt(
            kind,
            place,
            seen,
            done,
            ["Leave it as it is.", "Write it plainly into the file, and bring it in again."],
        )
    )


def _name_what_is_missing(outline: Outline) -> None:
    if not outline.title:
        outline.title = "Plan"
        outline.doubts.append(
            Doubt(
                "title",
                "beginning",
                "",
                "The file does not say what the plan is called, so it is called “Plan”.",
                ["Leave it so.", "Write a title above the plan in the file, and bring it in again."],
            )
        )
