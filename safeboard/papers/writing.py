"""A paper of a kind from its material; `write` makes it a file. No Django here."""

from __future__ import annotations

import datetime
from dataclasses import replace

from safeboard.core.paper.blocks import Paper
from safeboard.core.paper.forms import write as write
from safeboard.papers.kinds import KINDS
from safeboard.papers.kinds.framing import acronyms_line, acronyms_part, as_at, cover_part, lowered
from safeboard.papers.material import Material
from safeboard.plans.looking import written


def title_of(kind: str, material: Material) -> str:
    return material.title or KINDS[kind].title(material)


def paper_of(kind: str, material: Material, *, draft: bool, printed_on: datetime.date | None) -> Paper:
    """The whole paper: its cover sheet where there is one, what it says, the acronyms used in it. kind: a key of KINDS.

    The running foot says the days it is as at and as known, and the day it was printed on.
    """
    made, title = KINDS[kind], title_of(kind, material)
    if kind == "public" and material.cover:  # it names nobody
        material = replace(material, cover=replace(material.cover, author=""))
    parts = made.build(material)
    if draft and made.on_draft:
        parts = made.on_draft(parts)
    if made.pages:
        parts = tuple(replace(part, blocks=(*part.blocks, *acronyms_line(part, material))) for part in parts)
    if material.cover or made.front:
        lower = [*map(lowered, parts)]
        parts = (cover_part(material, title), replace(lower[0], fresh=True), *lower[1:])
    if not made.pages:
        parts = (*parts, *acronyms_part(parts, material))
    marked = "Restricted: with what is marked so in the plan" if material.restricted else ""
    printed = f"Printed {written(printed_on)}" if printed_on else ""
    return Paper(
        name=title,
        parts=parts,
        author=material.cover.author if material.cover and material.cover.author else material.picture.board,
        look=material.look,
        draft=draft,
        printed=". ".join(words for words in (marked, as_at(material), printed) if words),
        contents=made.front,
        identity=material.identity if kind == "plan" else {},
    )
