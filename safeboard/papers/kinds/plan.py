"""The full plan in the board's own layout. No Django here."""

from __future__ import annotations

from dataclasses import replace

from safeboard.core.paper.blocks import Part
from safeboard.papers.material import Material
from safeboard.plans.looking import written
from safeboard.plans.papers.layout import parts_of
from safeboard.plans.picture import outline_of


def build(material: Material) -> tuple[Part, ...]:
    """Without its acronyms, which every paper gets at its end alike.

    Where the old file said when it was updated, this says the day it is as at, in words that are read back as that.
    """
    outline, day = outline_of(material.picture), material.picture.day
    dated = replace(outline, updated=day.replace(day=1), updated_written=f"Updated to {written(day)}")
    return parts_of(replace(dated, glossary={}), material.options)
