"""What each lead owes, by date; a long list on a page of its own. No Django here."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from safeboard.core.paper.blocks import Block, Cell, Heading, Part
from safeboard.papers.kinds.framing import capital, count, drawing_block, head, text
from safeboard.papers.kinds.rows import (
    NOBODY,
    action_cell,
    cell,
    date_cell,
    last_word,
    rating_cell,
    sheet_name,
    table,
)
from safeboard.papers.material import Material
from safeboard.plans import pictures
from safeboard.plans.looking import written
from safeboard.plans.picture import LeadLoad
from safeboard.plans.promise import ActionPicture

TITLE = "What each lead owes"
SHARES_A_PAGE = 4
"""Open actions up to which a lead's list goes on under the one before it. To send one lead's list, write it of that lead alone."""


def build(material: Material) -> tuple[Part, ...]:
    loads = [load for load in material.picture.load() if load.open]
    if material.lead is not None:
        return _one(material, [load for load in loads if load.pk == material.lead])
    top = list(head(material, material.title or TITLE))
    if not loads:
        return (Part("Load", (*top, text("No action of the plan is open."))),)
    top.append(drawing_block(pictures.load_by_lead(material.picture)))
    taken = {"load", "acronyms", "cover"}
    return (Part("Load", tuple(top), landscape=False), *(_page(material, load, taken) for load in loads))


def title(material: Material) -> str:
    return TITLE if material.lead is None else f"What {_name_of(material)} owes"


def _one(material: Material, loads: list[LeadLoad]) -> tuple[Part, ...]:
    """The list of the one lead asked for."""
    top = head(material, material.title or title(material))
    sheet = sheet_name(_name_of(material), {"cover", "acronyms"})
    if not loads:
        return (Part(sheet, (*top, text(f"{capital(_name_of(material))} owes nothing that is open."))),)
    return (Part(sheet, (*top, *_list(material, loads[0]))),)


def _name_of(material: Material) -> str:
    names = {pk: name for action in material.picture.actions for pk, name in action.leads}
    return names.get(material.lead or 0, "nobody" if material.lead == 0 else "this lead")


def _page(material: Material, load: LeadLoad, taken: set[str]) -> Part:
    name = load.name or NOBODY
    blocks = (Heading(name), *_list(material, load))
    return Part(sheet_name(name, taken), blocks, fresh=load.open > SHARES_A_PAGE)


def _list(material: Material, load: LeadLoad) -> Iterator[Block]:
    owed = [action for action in material.picture.actions if action.open and _leads(action, load.pk)]
    yield text(_load_sentence(load), keep=True)
    columns = [
        ("Action", 54),
        ("Date", 22),
        ("To be heard by", 22),
        ("Rating", 22),
        ("Last word heard", 56),
        ("Slipped", 16),
    ]
    yield table(f"What {load.name or 'nobody'} owes", columns, map(_row, sorted(owed, key=_by_date)))


def _load_sentence(load: LeadLoad) -> str:
    late = f"{load.late:,} late" if load.late else "none late"
    who = f"{load.name} leads" if load.name else "Nobody is named for"
    return f"{who} {count(load.total, 'action')}: {load.open:,} open, {late}."


def _leads(action: ActionPicture, pk: int) -> bool:
    return pk in dict(action.leads) if pk else not action.leads


def _by_date(action: ActionPicture) -> tuple:
    return action.ask_on or datetime.date.max, action.pk


def _row(action: ActionPicture) -> list[Cell]:
    return [
        action_cell(action),
        date_cell(action),
        cell(written(action.ask_on) if action.ask_on else "No day", _late(action)),
        rating_cell(action),
        cell(last_word(action), _note(action)),
        cell(slipped(action)),
    ]


def _late(action):
    return capital(f"{count(action.days_late, 'day')} late") if action.late else ""


def _note(action):
    note = action.latest_note
    return note.words if note and action.heard_on else ""


def slipped(action: ActionPicture) -> str:
    """ "Moved once, 3 months later", "3 months earlier", "Not moved"."""
    if len(action.dates) < 2:
        return "Not moved"
    months = action.months_slipped
    if not months:
        return "Moved, by less than a month"
    return f"{count(abs(months), 'month')} {'later' if months > 0 else 'earlier'}"
