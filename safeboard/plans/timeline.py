"""The plan as a timeline: what its dates allow drawn as windows, and dates that moved with a tail to the first. No Django.

A month is drawn over its month, a financial year over its year; a promise without a last day runs on to the edge. A tail
runs from the last day of the first date to that of the date that holds, with a mark at each date between.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from safeboard.core.drawing import INK, LETTER, QUIET, RULE, SIZE, Canvas, Drawing, drawn, fitted
from safeboard.core.paper.blocks import TINTS
from safeboard.plans.dates_moved import path_of
from safeboard.plans.due import Due, Kind, plain
from safeboard.plans.picture import PlanPicture
from safeboard.plans.promise import ActionPicture

ROW = 22
NARROWEST = 4
WAITING, DONE, LATE = "#d8d5e8", TINTS["green"], TINTS["red"]
YEAR = datetime.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Spell:
    """When an action is due, as days to draw. last: None where it runs on. tail: the last days of the dates before."""

    action: ActionPicture
    first: datetime.date
    last: datetime.date | None
    tail: tuple[datetime.date, ...] = ()

    @property
    def state(self) -> str:
        return "done" if self.action.done else "late" if self.action.late else ""


def timeline(picture: PlanPicture, *, priority: int | None = None) -> Drawing:
    """Each action whose date can be drawn, a row each; the table also has those that have none."""
    actions = [a for one in picture.priorities if priority in (None, one.pk) for a in one.actions]
    spells = [spell for action in actions if (spell := spell_of(action))]
    return drawn(
        f"timeline-{priority}" if priority else "timeline",
        "When each action is due",
        _words(actions, spells),
        (("Action", "Due", "How it stands", "How the date came to be"), list(_rows(actions))),
        lambda canvas: _draw(canvas, spells, picture.day),
    )


def spell_of(action: ActionPicture) -> Spell | None:
    """The days to draw for an action; None where its words allow none."""
    first, last = days_of(action.due)
    if first is None:
        first = _runs_from(action)
        if first is None:
            return None
    tail = tuple(day for due in action.dates[:-1] if (day := days_of(due)[1]))
    return Spell(action, first, last, tail)


def days_of(due: Due) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day that a date allows, as far as its words name any. "By June 2016" is drawn as its day."""
    if due.kind in (Kind.EVENT, Kind.NONE):
        return None, None
    if due.kind is Kind.ONGOING or (due.kind is Kind.RECURRING and not due.latest):
        return due.earliest, None
    return due.earliest or due.latest, due.latest


def _runs_from(action: ActionPicture) -> datetime.date | None:
    return action.since if action.due.kind in (Kind.ONGOING, Kind.RECURRING) else None


# --- Words ---


def _words(actions: list[ActionPicture], spells: list[Spell]) -> str:
    if not actions:
        return "There is no action."
    running = sum(spell.last is None for spell in spells)
    late = sum(action.late for action in actions)
    moved = sum(len(action.dates) > 1 for action in actions)
    without = len(actions) - len(spells)
    return (
        f"Of {len(actions):,} {'action' if len(actions) == 1 else 'actions'}, {len(spells) - running:,} "
        f"{'has' if len(spells) - running == 1 else 'have'} a last day, {running:,} "
        f"{'runs' if running == 1 else 'run'} on and {without:,} {'has' if without == 1 else 'have'} no day to draw; "
        f"{late:,} {'is' if late == 1 else 'are'} late, and {moved:,} {'date has' if moved == 1 else 'dates have'} moved."
    )


def _name(action: ActionPicture) -> str:
    """ "A12 Repeat the audit": what is said elsewhere can be found again by it."""
    return action.ref if action.called == action.ref else f"{action.ref} {action.called}"


def _rows(actions: Iterable[ActionPicture]):
    for action in actions:
        stands = "Done" if action.done else "Late" if action.late else "Open"
        due = action.due.written or "No date"
        path = path_of(action) if len(action.dates) > 1 else ""
        yield _name(action), f"{due} ({plain(action.due)})" if action.due.latest else due, stands, path


# --- The drawing ---


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to units across."""

    first: datetime.date
    last: datetime.date
    left: float
    right: float

    def at(self, day: datetime.date) -> float:
        whole = (self.last - self.first).days or 1
        return self.left + (self.right - self.left) * min(max((day - self.first).days / whole, 0), 1)


def _draw(canvas: Canvas, spells: list[Spell], today: datetime.date) -> None:
    if not spells:
        canvas.words(0, SIZE, "No date can be drawn.", ink=QUIET)
        return
    left = 0.0 if canvas.slim else 290.0
    scale = _scale(spells, today, left + 2, canvas.width - (34 if canvas.slim else 56))
    _key(canvas)
    top = canvas.height + SIZE + 8
    _years(canvas, scale, top)
    canvas.height = top + 4
    for spell in spells:
        _row(canvas, scale, spell, left)
    _grid(canvas, scale, top, today)


def _scale(spells: list[Spell], today: datetime.date, left: float, right: float) -> Scale:
    days = [day for one in spells for day in (one.first, one.last, *one.tail) if day]
    first, last = min([*days, today]), max([*days, today])
    first, last = (
        max(first, today - 6 * YEAR),
        min(last, today + 6 * YEAR),
    )  # one far date must not flatten the rest
    return Scale(first.replace(day=1), last + datetime.timedelta(days=20), left, right)


def _key(canvas: Canvas) -> None:
    """What the shapes are, in words."""
    x = 0.0
    y = canvas.height + 4
    for fill, words in ((WAITING, "Open"), (LATE, "Late"), (DONE, "Done")):
        canvas.rect(x, y, 18, 12, fill)
        canvas.words(x + 24, y + 11, words)
        x += 34 + len(words) * SIZE * LETTER + 10
    if canvas.slim:
        x, y = 0.0, y + 20
    canvas.circle(x + 6, y + 6, 3.5, "#ffffff")
    canvas.line(x + 10, y + 6, x + 26, y + 6, INK)
    canvas.words(x + 32, y + 11, "from the first date")


def _years(canvas: Canvas, scale: Scale, top: float) -> None:
    """The name of each year over its first of January, or over the beginning."""
    for year in range(scale.first.year, scale.last.year + 1):
        x = scale.at(max(datetime.date(year, 1, 1), scale.first))
        ends = scale.at(min(datetime.date(year + 1, 1, 1), scale.last))
        if ends - x > 4 * SIZE * LETTER:
            canvas.words(x + 2, top - 2, str(year), ink=QUIET, size=12)


def _grid(canvas: Canvas, scale: Scale, top: float, today: datetime.date) -> None:
    bottom = canvas.height + 4
    for year in range(scale.first.year + 1, scale.last.year + 1):
        x = scale.at(datetime.date(year, 1, 1))
        canvas.line(x, top, x, bottom, "#c9cccf")
    x = scale.at(today)
    canvas.line(x, top, x, bottom, INK, stroke_dasharray="4 3")
    side = "end" if x > canvas.width * 0.7 else "start"
    canvas.words(
        x + (-4 if side == "end" else 4),
        bottom + SIZE,
        f"{today.day} {today:%B %Y}",
        anchor=side,
        size=12,
        bold=True,
    )


def _row(canvas: Canvas, scale: Scale, spell: Spell, left: float) -> None:
    y = canvas.height + 6
    if canvas.slim:
        canvas.words(0, y + SIZE - 2, fitted(_name(spell.action), canvas.width, 12), size=12)
        y += SIZE + 2
    else:
        canvas.words(left - 8, y + 12, fitted(_name(spell.action), left - 12, 12), anchor="end", size=12)
    fill = {"done": DONE, "late": LATE}.get(spell.state, WAITING)
    start = scale.at(spell.first)
    ends = scale.at(spell.last) if spell.last else scale.right
    _tail(canvas, scale, spell, y + 7)
    if spell.last:
        start = min(start, ends - NARROWEST)
        canvas.rect(start, y, ends - start, 14, fill)
    else:
        canvas.rect(start, y + 3, ends - start - 8, 8, fill)
        canvas.path([(ends - 8, y), (ends, y + 7), (ends - 8, y + 14)], RULE)
    if spell.state:
        canvas.words(ends + 4, y + 12, spell.state, size=12, bold=spell.state == "late")
    canvas.height = max(canvas.height, y + (18 if canvas.slim else ROW - 6))


def _tail(canvas: Canvas, scale: Scale, spell: Spell, y: float) -> None:
    if not spell.tail:
        return
    ends = scale.at(spell.last or spell.first)
    marks = [scale.at(day) for day in spell.tail]
    canvas.line(min(*marks, ends), y, max(*marks, ends), y, INK)
    for x in marks:
        canvas.circle(x, y, 3.5, "#ffffff")
