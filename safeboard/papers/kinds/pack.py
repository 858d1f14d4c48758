"""The pack: chosen papers in one, each on a fresh page, behind one cover sheet and before one list of acronyms. No Django here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from safeboard.core.paper.blocks import Block, Heading, Part
from safeboard.papers.kinds.framing import cover_facts, text
from safeboard.papers.kinds.rows import sheet_name
from safeboard.papers.material import Inner, Material


def _headed(blocks: Iterable[Block], material: Material) -> Iterator[Block]:
    """The blocks with the paper's own title in its heading, and under it who brings it and what the board is asked."""
    waits = True
    for block in blocks:
        if waits and isinstance(block, Heading):
            waits = False
            yield replace(block, words=material.title or block.words)
            yield from cover_facts(material)
        else:
            yield block


def title(material: Material) -> str:
    return f"Papers for {material.meeting}" if material.meeting else "Papers for the board"


def papers_in(
    material: Material, builders: Mapping[str, Callable[[Material], tuple[Part, ...]]]
) -> Iterator[Part]:
    """The chosen papers one after the other, each with its own title and what is on its cover sheet; no part is called as another."""
    taken = {"cover", "acronyms"}
    for kind in material.chosen:
        said = material.inside.get(kind, Inner())
        inside = replace(
            material, chosen=(), title=said.title, cover=said.cover, priority=said.priority, lead=said.lead
        )
        for place, part in enumerate(builders[kind](inside)):
            if place == 0:
                part = replace(part, blocks=tuple(_headed(part.blocks, inside)))
            yield replace(part, sheet=sheet_name(part.sheet, taken), fresh=part.fresh or place == 0)
    if not material.chosen:
        yield Part("Nothing", (text("No paper was chosen for this pack."),), landscape=False)
