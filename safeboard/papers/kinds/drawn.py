"""The plan in pictures: ratings, trend, load, slippage and the timeline, each with its sentence and the table behind it. No Django."""

from __future__ import annotations

from collections.abc import Iterator

from safeboard.core.drawing import Drawing
from safeboard.core.paper.blocks import Block, Heading, Part
from safeboard.papers.kinds.framing import drawing_block, head
from safeboard.papers.kinds.rows import sheet_name, table
from safeboard.papers.material import Material
from safeboard.plans import pictures

TITLE = "The plan in pictures"
FIRST_COLUMN, OTHER_COLUMNS = 40, 18


def build(material: Material) -> tuple[Part, ...]:
    """The timeline a priority at a time, each on a page of its own, so that it stays legible."""
    picture, tints = material.picture, material.look.tints
    whole = (
        pictures.rating_by_priority(picture, tints),
        pictures.trend_by_meeting(material.trend or [picture], tints),
        pictures.load_by_lead(picture),
        pictures.slippage(picture),
    )
    top = tuple(head(material, material.title or TITLE))
    first, *rest = (tuple(_drawn(drawing)) for drawing in whole)
    taken = {"cover", "acronyms"}
    names = ("Ratings", "Trend", "Load", "Slippage")
    parts = [Part(sheet_name(names[0], taken), (*top, *first), landscape=False)]
    parts += [
        Part(sheet_name(name, taken), blocks, landscape=False)
        for name, blocks in zip(names[1:], rest, strict=True)
    ]
    for priority in picture.priorities:
        if priority.actions:
            drawing = pictures.timeline(picture, priority=priority.pk)
            name = pictures.name_of(priority)
            blocks = (Heading(f"When each action is due: {name}"), *_drawn(drawing, headed=False))
            parts.append(Part(sheet_name(f"Due {name}", taken), blocks, landscape=False, fresh=True))
    return tuple(parts)


def _drawn(drawing: Drawing, *, headed: bool = True) -> Iterator[Block]:
    if headed:
        yield Heading(drawing.title)
    yield drawing_block(drawing)
    if drawing.rows:
        columns = [
            (heading, OTHER_COLUMNS if place else FIRST_COLUMN)
            for place, heading in enumerate(drawing.headings)
        ]
        yield table(f"{drawing.title}, as a table", columns, drawing.rows)
