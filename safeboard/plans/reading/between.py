"""The lines between the tables, made ready: legends made whole, tables that are no plan's put aside, sheets sorted."""

import re
from collections.abc import Iterable

from safeboard.plans.outline import Doubt
from safeboard.plans.rating import read_legend
from safeboard.plans.reading.columns import Columns
from safeboard.plans.reading.lines import Line, is_front
from safeboard.plans.reading.marks import counted_heading, is_outcomes_heading

# Names of sheets that say what a workbook is, and not what a priority is.
ANY_SHEET = re.compile(
    r"((business|action|strategic|improvement|delivery|work|annual|master|board)\s+)*(plan|tracker|sheet|table|tab|page|data|actions?|log|register|list)s?"
    r"(\s*\(?\d.*)?",
    re.IGNORECASE,
)


def whole_legends(lines: list[Line]) -> list[Line]:
    """A legend written over several lines ("Red: Off target", "Green: Complete") as one line."""
    found: list[Line] = []
    colours: set[str] = set()
    for line in lines:
        said = set(read_legend(line.text)) if line.form != "heading" else set()
        if len(said) == 1 and colours and not said & colours:
            found[-1] = Line(f"{found[-1].text.rstrip('; ')};\n{line.text}", "paragraph", found[-1].place)
            colours |= said
        else:
            found.append(line)
            colours = said if len(said) == 1 else set()
    return found


def without_other_tables(lines: list[Line], doubts: list[Doubt]) -> list[Line]:
    """The lines without tables that are no plan's (risks, attendance), whose words end in a doubt with their heading."""
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and len(lines[end].cells) > 1 and not is_front(lines[end]):
            end += 1
        if end - at > 1 and any(len(line.cells) > 2 for line in lines[at:end]):
            rows = lines[at:end]
            if kept and _titles_a_table(kept[-1]):
                rows.insert(0, kept.pop())
            doubts.append(_not_the_plan(rows))
            at = end
        else:
            kept += lines[at : end or at + 1] if end > at else [lines[at]]
            at = max(end, at + 1)
    return kept


def _titles_a_table(line: Line) -> bool:
    """A short line right above, which is nothing else."""
    return (
        line.form in ("heading", "paragraph")
        and len(line.text) < 80
        and not line.text.endswith(".")
        and not (counted_heading(line.text) or is_outcomes_heading(line.text) or is_front(line))
    )


def _not_the_plan(rows: list[Line]) -> Doubt:
    return Doubt(
        "other-table",
        rows[0].place,
        "\n".join(" | ".join(row.cells) if row.cells else row.text for row in rows),
        "This table names no actions of the plan, so it was left out of it and its words are kept here.",
        ["Leave it out.", "Write what matters into the plan's table in the file, and bring it in again."],
    )


def telling_sheets(parts: Iterable) -> list:
    """The parts without the sheets that open no priority.

    A sheet opens one where several sheets hold tables, or where others stand before it (a cover); a workbook of
    one sheet is one plan, and "Plan" or "Sheet1" is no priority.
    """
    parts = list(parts)
    sheets = [at for at, part in enumerate(parts) if isinstance(part, Line) and part.form == "sheet"]
    if not sheets:
        return parts
    ends = [*sheets[1:], len(parts)]
    filled = [
        at
        for at, end in zip(sheets, ends, strict=True)
        if any(not isinstance(part, Line | Columns) for part in parts[at:end])
    ]
    several = len(filled) > 1
    telling = {
        at
        for at in filled
        if (several and not re.fullmatch(r"sheet\s*\d*", parts[at].text, re.IGNORECASE))
        or (at != sheets[0] and not ANY_SHEET.fullmatch(parts[at].text))
    }
    return [part for at, part in enumerate(parts) if at not in sheets or at in telling]
