"""What changed since the last board: counts first, then a table for each kind of change. No Django here."""

from __future__ import annotations

from collections.abc import Iterator

from safeboard.core.paper.blocks import Block, Heading, Part
from safeboard.papers.kinds.framing import counts, head, text
from safeboard.papers.kinds.rows import action_cell, cell, leads_cell, rating_cell, table
from safeboard.papers.material import Material
from safeboard.plans.compare import compare
from safeboard.plans.looking import ChangeList, changes, written

TITLE = "What changed since the last board"
SAID = {
    "completed": "When it was done, and whether it is assured",
    "rated": "Which rating it had and has",
    "moved": "Which date it had and has, who agreed and why",
    "added": "Since when, and its date",
    "dropped": "When, by whom and why",
    "taken_up": "How it stands now",
    "went_on": "When, and into which plan",
    "handed_over": "From whom to whom",
    "moved_place": "From where to where",
    "reworded": "What it said and says",
    "silent": "The last word about it",
}
"""What the column beside an action says, by the key of the list."""
NOT_RATED_NOW = {"dropped", "reworded", "taken_up", "moved_place"}
SHEETS = {"silent": "Silent", "handed_over": "Handed over"}


def build(material: Material) -> tuple[Part, ...]:
    top = list(head(material, material.title or TITLE))
    if material.before is None:
        words = "Safeboard knows of no board before this one, so there is nothing to compare the plan with."
        return (Part("Changes", (*top, text(words))),)
    made = changes(compare(material.before, material.picture))
    top += _counted(material, made)
    lists = (Part(SHEETS.get(one.key, one.words), tuple(_list(one))) for one in made if one.rows)
    return (Part("Counts", tuple(top)), *lists)


def _counted(material: Material, made: list[ChangeList]) -> Iterator[Block]:
    since = written(material.before.day) if material.before else ""
    if not any(one.rows for one in made if one.key != "silent"):
        yield text(f"Nothing in the plan has changed since {since}.")
    if any(one.rows for one in made):
        yield text(f"What became of the plan between {since} and {written(material.picture.day)}:", keep=True)
        yield from counts("How many of each kind of change", [(one.words, len(one.rows)) for one in made])


def _list(one: ChangeList) -> Iterator[Block]:
    yield Heading(f"{one.words} ({len(one.rows):,})")
    rated = one.key not in NOT_RATED_NOW
    columns = [("Action", 45), ("Lead", 20), (SAID[one.key], 45), *([("Rating now", 18)] if rated else [])]
    yield table(one.words, columns, (_row(row, rated) for row in one.rows))


def _row(row, rated):
    said = cell(*row.said)
    if row.action is None:
        return [row.words, "", said, *([""] if rated else [])]
    return [
        action_cell(row.action),
        leads_cell(row.action),
        said,
        *([rating_cell(row.action)] if rated else []),
    ]
