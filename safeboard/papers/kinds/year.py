"""The year's end: what was delivered, carried on and dropped, what is open, and whether it made a difference. No Django here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from safeboard.core.paper.blocks import Block, Cell, Heading, Part
from safeboard.papers.kinds.framing import count, counts, drawing_block, head, text
from safeboard.papers.kinds.lead import slipped
from safeboard.papers.kinds.rows import action_cell, cell, date_cell, leads_cell, rating_cell, table
from safeboard.papers.material import Material
from safeboard.plans import pictures
from safeboard.plans.looking import written
from safeboard.plans.picture import PlanPicture
from safeboard.plans.promise import ActionPicture

TITLE = "The year’s end"


@dataclass(frozen=True, slots=True)
class Section:
    """nothing: what is said where the list is empty. columns: beside the action and its leads."""

    heading: str
    nothing: str
    of: Callable[[PlanPicture], list[ActionPicture]]
    columns: Sequence[tuple[str, int]]
    cells: Callable[[ActionPicture], Iterable[Cell | str]]


def build(material: Material) -> tuple[Part, ...]:
    picture = material.picture
    found = [(one, one.of(picture)) for one in SECTIONS]
    top = list(head(material, material.title or TITLE))
    top += _standing(picture)
    top += counts("How many of each", [(one.heading, len(rows)) for one, rows in found if rows])
    nothing = " ".join(one.nothing for one, rows in found if not rows)
    top += [text(nothing)] if nothing else []
    top.append(drawing_block(pictures.slippage(picture)))
    lists = (Part(one.heading.rstrip("?"), tuple(_list(one, rows))) for one, rows in found if rows)
    return (Part("Year’s end", tuple(top)), *lists)


def _standing(picture: PlanPicture) -> Iterator[Block]:
    made = len(picture.actions) + len(picture.left_out.actions)
    yield text(f"The plan has made {count(made, 'promise')} up to {written(picture.day)}.")
    if closed := picture.closed:
        why = f": {closed.words}" if closed.words else "."
        yield text(f"{closed.by_name} closed the plan on {written(closed.effective_on)}{why}")


def _list(one: Section, actions: list[ActionPicture]) -> Iterator[Block]:
    yield Heading(f"{one.heading} ({len(actions):,})")
    columns = [("Action", 50), ("Lead", 20), *one.columns]
    yield table(
        one.heading, columns, ([action_cell(each), leads_cell(each), *one.cells(each)] for each in actions)
    )


def _delivered(action: ActionPicture):
    days = action.late_when_done
    day = written(action.done_on) if action.done_on else "No day was given"
    yield cell(day, f"{count(days, 'day')} after its date" if days else "")
    yield rating_cell(action)
    assured, waits = action.assured, action.awaits_assurance
    yield cell(
        f"Assured by {assured.by_name}, {written(assured.effective_on)}"
        if assured
        else "Not assured yet"
        if waits
        else "",
        f"Evidence: {action.done_by.evidence}" if action.done_by and action.done_by.evidence else "",
    )


def _carried(action: ActionPicture):
    yield date_cell(action)
    yield rating_cell(action)
    if went := action.went_on:
        yield cell(
            f"Into {went.plan_title}, {written(went.effective_on)}", went.words or "No reason was given."
        )


def _dropped(action: ActionPicture):
    yield date_cell(action)
    if why := action.dropped:
        yield cell(f"{why.by_name}, {written(why.effective_on)}", why.why or "No reason was given.")


def _open(action: ActionPicture):
    yield date_cell(action)
    yield rating_cell(action)
    late = f"{count(action.days_late, 'day')} late" if action.late else ""
    yield cell(late, slipped(action))


def _differed(action: ActionPicture):
    last = action.differences[-1]
    yield cell(last.answer)
    yield cell(f"{last.by_name}, {written(last.effective_on)}", last.words)


SECTIONS = (
    Section(
        "Delivered",
        "Nothing is said to be complete.",
        lambda picture: [one for one in picture.actions if one.done],
        [("Done", 22), ("Rating", 20), ("Assurance and evidence", 40)],
        _delivered,
    ),
    Section(
        "Carried on",
        "Nothing was carried into another plan.",
        lambda picture: [one for one in picture.actions if one.went_on and not one.done],
        [("Date", 20), ("Rating", 20), ("Where to, and why", 42)],
        _carried,
    ),
    Section(
        "Dropped",
        "Nothing was dropped.",
        lambda picture: picture.left_out.actions,
        [("Date", 20), ("By whom, when and why", 62)],
        _dropped,
    ),
    Section(
        "Still open",
        "Nothing is still open.",
        lambda picture: [one for one in picture.actions if one.open],
        [("Date", 20), ("Rating", 20), ("How late, how far it has moved", 42)],
        _open,
    ),
    Section(
        "Made a difference?",
        "Nobody has said yet whether anything made a difference.",
        lambda picture: [one for one in picture.actions if one.differences],
        [("Answer", 20), ("Who said so, and in which words", 62)],
        _differed,
    ),
)
