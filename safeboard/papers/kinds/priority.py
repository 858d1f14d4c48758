"""One page for each priority: what it is for, how it stands, what slipped, what was done, what comes next. No Django here."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from safeboard.core.paper.blocks import Block, Bullets, Cell, Heading, Part, Picture
from safeboard.papers.kinds.framing import acronyms_line, count, drawing_block, head, text
from safeboard.papers.kinds.room import HEADER_ROW_MM, PAGE_MM, height, height_of_row
from safeboard.papers.kinds.rows import action_cell, cell, leads_cell, rating_cell, sheet_name, short, table
from safeboard.papers.material import Material
from safeboard.plans import pictures
from safeboard.plans.compare import Comparison, compare
from safeboard.plans.dates_moved import agreed
from safeboard.plans.looking import written
from safeboard.plans.picture import PriorityPicture
from safeboard.plans.promise import ActionPicture

TITLE = "Each priority on a page"
AHEAD_DAYS = 90
WORDS_OF_AN_ACTION, WORDS_OF_AN_OUTCOME, WORDS_OF_A_REASON, WORDS_OF_A_TITLE = 22, 26, 18, 30
OUTCOMES = 6
ROWS_MM = 45
"""Of a page, kept for rows where there are many outcomes."""
COLUMNS = (("Action", 52), ("Lead", 20), ("Rating", 20), ("What became of it", 30))
WHAT_BECAME = "What slipped, what was done, what comes next"
FIRST = 5
"""Rows of what is late, the longest first, before anything else is listed."""
SHARES = [share for _, share in COLUMNS]


@dataclass(frozen=True, slots=True)
class Listed:
    """Actions of one sort, each with what became of it. heading: says how many there are. more: what the rest are called."""

    heading: str
    more: str
    rows: list[tuple[ActionPicture, str]]


def build(material: Material) -> tuple[Part, ...]:
    priorities = material.picture.priorities
    wanted = [one for one in priorities if material.priority in (None, one.pk)]
    if not wanted:
        words = text("The plan has no such priority." if priorities else "The plan has no priorities.")
        return (Part("Priority", (*head(material, material.title or TITLE), words), landscape=False),)
    comparison = compare(material.before, material.picture) if material.before else None
    taken = {"cover", "acronyms"}
    pages = []
    for place, priority in enumerate(wanted):
        sheet = sheet_name(f"Priority {priority.number or place + 1}", taken)
        blocks = _page(material, priority, comparison, [*_head(material, priority, place)])
        pages.append(Part(sheet, tuple(blocks), landscape=False, fresh=place > 0))
    return tuple(pages)


def title(material: Material) -> str:
    """A priority's own name where the paper is of that one."""
    return next((name_of(one) for one in material.picture.priorities if one.pk == material.priority), TITLE)


def _head(material: Material, priority: PriorityPicture, place: int) -> Iterator[Block]:
    """The paper's title only on its first page; of one priority alone, the priority is the title."""
    if material.priority is not None:
        yield from head(material, material.title or name_of(priority))
        return
    top = list(head(material, material.title or TITLE))
    yield from (top if place == 0 else top[2:])
    yield Heading(name_of(priority))


def name_of(priority: PriorityPicture) -> str:
    """ "Priority 5: Children are heard"."""
    number = f"Priority {priority.number}" if priority.number else priority.heading
    return ": ".join(one for one in (number, short(priority.title, WORDS_OF_A_TITLE)) if one) or "Priority"


def _page(
    material: Material, priority: PriorityPicture, comparison: Comparison | None, top: list[Block]
) -> Iterator[Block]:
    level = 3 if material.priority is None else 2
    lists = _lists(material, priority, comparison)
    rated, trend = _rated(material, priority), _trend(material, priority)
    every_row = _rows(lists, [len(one.rows) for one in lists], level)
    acronyms = acronyms_line(
        Part("", (*top, *_outcomes(priority, level, OUTCOMES), rated, *every_row)), material
    )
    fixed = [*top, rated, *trend, *acronyms, *_rows(lists, [0] * len(lists), level)]
    outcomes = _outcomes_that_fit(priority, level, PAGE_MM - ROWS_MM - height(fixed))
    room = PAGE_MM - HEADER_ROW_MM - height([*fixed, *outcomes])
    if room < 0:
        room, trend = room + height(trend), []
    yield from (*top, *outcomes, rated, *_rows(lists, _chosen(lists, room), level), *trend)


def _outcomes_that_fit(priority: PriorityPicture, level: int, room: float) -> list[Block]:
    made: list[Block] = []
    for most in range(1, OUTCOMES + 1):
        more = list(_outcomes(priority, level, most))
        if made and height(more) > room:
            break
        made = more
    return made


def _outcomes(priority: PriorityPicture, level: int, most: int) -> Iterator[Block]:
    outcomes = [short(one.words, WORDS_OF_AN_OUTCOME) for one in priority.outcomes]
    rest = len(outcomes) - most
    if outcomes:
        more = (f"and {count(rest, 'more outcome')}, see the plan",) if rest > 0 else ()
        yield Heading("Outcomes", level, bookmarked=False)
        yield Bullets((*outcomes[:most], *more))


def _rated(material: Material, priority: PriorityPicture) -> Picture:
    """Its one bar, under its number: the title stands above."""
    named = replace(priority, title="", heading="") if priority.number else priority
    drawing = pictures.rating_by_priority(replace(material.picture, priorities=[named]), material.look.tints)
    return replace(drawing_block(drawing), title="How its actions are rated")


def _trend(material: Material, priority: PriorityPicture) -> list[Block]:
    if len(material.trend) < 2:
        return []
    return [
        drawing_block(pictures.trend_by_meeting(material.trend, material.look.tints, priority=priority.pk))
    ]


def _lists(material: Material, priority: PriorityPicture, comparison: Comparison | None) -> list[Listed]:
    since = f"since the board of {written(comparison.before.day)}" if comparison else "so far"
    until = material.next_board or material.picture.day + datetime.timedelta(AHEAD_DAYS)
    ahead = (
        f"before the board of {written(until)}" if material.next_board else f"in the next {AHEAD_DAYS} days"
    )
    return [
        Listed(f"Late now, or moved on {since}", "late or moved on", _slipped(priority, comparison)),
        Listed(f"Completed {since}", "completed", _completed(priority, comparison)),
        Listed(f"Due {ahead}", "due", _coming(priority, until)),
    ]


def _completed(priority: PriorityPicture, comparison: Comparison | None) -> list[tuple[ActionPicture, str]]:
    keys = {one.pk for one in comparison.completed} if comparison else None
    done = (one for one in priority.actions if one.done and (keys is None or one.pk in keys))
    newest = sorted(done, key=lambda one: one.done_on or datetime.date.min, reverse=True)
    return [(one, f"Completed {written(one.done_on)}" if one.done_on else "Completed") for one in newest]


def _slipped(priority: PriorityPicture, comparison: Comparison | None) -> list[tuple[ActionPicture, str]]:
    """What is late, the longest first, then what was moved to a later day."""
    late = sorted((one for one in priority.actions if one.late), key=lambda one: -one.days_late)
    rows = [(one, f"{count(one.days_late, 'day')} late") for one in late]
    if comparison:
        moves = {one.action.pk: one.moves[-1] for one in comparison.moved}
    else:
        moves = {one.pk: one.moved[-1] for one in priority.actions if one.moved}
    for one in priority.actions:
        move = moves.get(one.pk)
        if move and not one.late and one.open and one.months_slipped > 0:
            how, why = agreed(move), short(move.why, WORDS_OF_A_REASON)
            said = f"Moved to “{move.becomes.written}”" + (f", {how}" if how else "")
            rows.append((one, f"{said}: {why}" if why else said))
    return rows


def _coming(priority: PriorityPicture, until: datetime.date) -> list[tuple[ActionPicture, str]]:
    coming = [
        (one.late_after, one)
        for one in priority.actions
        if one.open and not one.late and one.late_after and one.late_after <= until
    ]
    return [
        (one, f"Due {one.due.written} (by {written(day)})")
        for day, one in sorted(coming, key=lambda pair: (pair[0], pair[1].pk))
    ]


def _chosen(lists: list[Listed], room: float) -> list[int]:
    """How many rows of each list are shown while the page has room, in millimetres: the first of what is late, then one of each in
    turn."""
    shown = [0] * len(lists)
    turns = [(0, turn) for turn in range(FIRST)]
    most = max((len(one.rows) for one in lists), default=0)
    turns += [(at, turn) for turn in range(most) for at in range(len(lists))]
    for at, turn in turns:
        rows = lists[at].rows
        if shown[at] == turn < len(rows):
            needs = height_of_row(_row(*rows[turn]), SHARES)
            if needs <= room:
                shown[at], room = turn + 1, room - needs
    return shown


def _rows(lists: list[Listed], shown: list[int], level: int) -> Iterator[Block]:
    """How many there are of each list, and the first rows of each in one table; then how many more there are."""
    yield Heading(WHAT_BECAME, level, bookmarked=False)
    yield text(" ".join(f"{one.heading}: {len(one.rows) or 'none'}." for one in lists), keep=any(shown))
    rows = [_row(*row) for one, most in zip(lists, shown, strict=True) for row in one.rows[:most]]
    if rows:
        yield table(WHAT_BECAME, COLUMNS, rows)
    rest = [(len(one.rows) - most, one.more) for one, most in zip(lists, shown, strict=True)]
    if more := [f"{number:,} {'more ' if rows else ''}{words}" for number, words in rest if number]:
        yield text(f"{'And ' if rows else ''}{', '.join(more)}: see the plan.", quiet=True)


def _row(action: ActionPicture, said: str) -> tuple[Cell, ...]:
    return (
        action_cell(action, priority=False, most=WORDS_OF_AN_ACTION),
        leads_cell(action),
        rating_cell(action),
        cell(said),
    )
