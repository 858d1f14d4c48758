"""A column that names the priority of each row: when it does, and which priority a row's cell means."""

import re

from safeboard.plans.outline import Outline, PriorityLine
from safeboard.plans.reading.columns import Columns
from safeboard.plans.reading.lines import Line, open_priority
from safeboard.plans.reading.marks import counted_heading, take_number

# "Priority: High" says how much an action matters, not which priority it serves.
HOW_MUCH = re.compile(
    r"(very )?(high|medium|med|low|urgent|critical|essential|desirable|immediate|h|m|l)|[1-5]|[1-5] ?- ?\w+|p[1-5]|[abc]"
)


def settle_groups(parts: list) -> None:
    """Decide what a "Priority" column is, with the whole file in view. parts: Line, Columns and body rows, in order.

    Where headings or sheets name the priorities, it is the issue's column, or nobody's where there is one already.
    """
    named = [part for part in parts if isinstance(part, Columns) and "priority" in part.at]
    if not named:
        return
    values = {" ".join(value.split()).casefold() for part in parts if (value := _value(part))}
    if values and all(HOW_MUCH.fullmatch(value) for value in values):
        for columns in named:
            _set_aside(columns)
    elif _has_headings(parts):
        for columns in named:
            _make_issue(columns)


def priority_of(words: str, place: str, outline: Outline) -> PriorityLine:
    """The priority that a row's cell names; it is added where the plan has none of that name."""
    first, _, rest = words.partition("\n")
    first = " ".join(first.split())
    counted = counted_heading(first) or take_number(first)
    for priority in outline.priorities:
        if _key(priority.title) in (_key(first), _key(counted[1])) and priority.title:
            return priority
        if counted[0] and not counted[1] and priority.number == counted[0]:
            return priority
    priority = open_priority(outline, Line(first, "heading", place), counted if counted[0] else None)
    priority.aim = " ".join(rest.split())
    return priority


def _value(part) -> str:
    """The words in a body row's priority cell."""
    columns = getattr(part, "columns", None)
    at = columns.at.get("priority") if isinstance(columns, Columns) else None
    return part.row.cells[at].text if at is not None and at < len(part.row.cells) else ""


def _has_headings(parts: list) -> bool:
    """Whether counted headings, or headings and sheets between the rows, name the priorities."""
    lines = [part for part in parts if isinstance(part, Line) and part.form != "item"]
    if any(counted_heading(line.text) for line in lines):
        return True
    sections, fresh = 0, True
    for part in parts:
        if isinstance(part, Line):
            fresh = fresh or part.form in ("heading", "sheet")
        elif not isinstance(part, Columns):
            sections, fresh = sections + fresh, False
    return sections > 1


def _make_issue(columns: Columns) -> None:
    if "issue" in columns.at:
        _set_aside(columns)
    else:
        columns.at["issue"], columns.words["issue"] = (
            columns.at.pop("priority"),
            columns.words.pop("priority"),
        )


def _set_aside(columns: Columns) -> None:
    columns.extra[columns.at.pop("priority")] = columns.words.pop("priority")


def _key(words: str) -> str:
    return " ".join(words.split()).casefold()
