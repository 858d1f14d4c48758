"""The pack: chosen papers in one, each on a fresh page, behind one cover sheet and before one list of acronyms. No Django here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from safeboard.core.paper.blocks import Part
from safeboard.papers.kinds.framing import text
from safeboard.papers.kinds.rows import sheet_name
from safeboard.papers.material import Material


def title(material: Material) -> str:
    return f"Papers for {material.meeting}" if material.meeting else "Papers for the board"


def papers_in(
    material: Material, builders: Mapping[str, Callable[[Material], tuple[Part, ...]]]
) -> Iterator[Part]:
    """The chosen papers one after the other, each with its own title; no part is called as another."""
    taken = {"cover", "acronyms"}
    inside = replace(material, title="", cover=None, chosen=())
    for kind in material.chosen:
        for place, part in enumerate(builders[kind](inside)):
            yield replace(part, sheet=sheet_name(part.sheet, taken), fresh=part.fresh or place == 0)
    if not material.chosen:
        yield Part("Nothing", (text("No paper was chosen for this pack."),), landscape=False)
