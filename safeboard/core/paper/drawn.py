"""A drawing as dots, for files that hold no SVG."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import resvg_py
import ttf_opensans

from safeboard.core.paper.blocks import Picture

DOTS_ACROSS = 1600
FONT = str(Path(str(ttf_opensans.OPENSANS_REGULAR.path)))
FONTS = [str(path) for path in sorted(Path(FONT).parent.glob("*.ttf"))]


def png_of(picture: Picture) -> bytes:
    """A PNG, wide enough to print. The same drawing gives the same bytes."""
    return _png(picture.svg)


@lru_cache(maxsize=32)
def _png(svg: str) -> bytes:
    made = resvg_py.svg_to_bytes(
        svg_string=_in_our_letters(svg),
        width=DOTS_ACROSS,
        font_files=FONTS,
        skip_system_fonts=True,
        background="white",
    )
    return bytes(made)


def _in_our_letters(svg: str) -> str:
    """resvg takes a family by its own name only."""
    return re.sub(r'font-family="[^"]*"', 'font-family="Open Sans"', svg)
