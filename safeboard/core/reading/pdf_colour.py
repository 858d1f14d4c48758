"""Colours of a PDF: as "#rrggbb", what a cell is filled with and what its letters wear."""

from collections import Counter
from collections.abc import Iterable

from safeboard.core.reading.colour import hue

UNTOLD = ("Separation", "DeviceN", "Indexed", "Pattern", "Lab")  # a number of these says no colour by itself
COVERS = 0.6  # a shape that covers this much of a cell fills it


def hex_of(colour, space=None) -> str:
    """pdfminer's colour (grey, RGB or CMYK, each 0 to 1) as "#rrggbb"; "" where it cannot be told."""
    if getattr(space, "name", "") in UNTOLD:
        return ""
    parts = colour if isinstance(colour, tuple | list) else [colour]
    if not all(isinstance(part, int | float) for part in parts):
        return ""
    parts = [min(max(float(part), 0.0), 1.0) for part in parts]
    if len(parts) == 1:
        parts = parts * 3
    elif len(parts) == 4:
        *inks, black = parts
        parts = [(1 - ink) * (1 - black) for ink in inks]
    if len(parts) != 3:
        return ""
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def area(shape, x0: float, top: float, x1: float, bottom: float) -> float:
    """How much of a shape lies in a box, in square points."""
    across = min(shape.x1, x1) - max(shape.x0, x0)
    down = min(shape.bottom, bottom) - max(shape.top, top)
    return across * down if across > 0 and down > 0 else 0.0


def fill_of(shapes: Iterable, x0: float, top: float, x1: float, bottom: float) -> str:
    """The colour a box is filled with: the last painted that covers most of it, by itself or in pieces."""
    whole = (x1 - x0) * (bottom - top)
    if whole <= 0:
        return ""
    found = ""
    pieces: Counter[str] = Counter()
    for shape in shapes:
        covered = area(shape, x0, top, x1, bottom)
        if covered > COVERS * whole:
            found = shape.fill
            pieces.clear()
        elif covered:
            pieces[shape.fill] += round(covered)
    if pieces and pieces.most_common(1)[0][1] > COVERS * whole:
        found = pieces.most_common(1)[0][0]
    return "" if found == "#ffffff" else found


def ink_of(chars: Iterable, shapes: Iterable, fill: str = "") -> str:
    """The colour most of the coloured letters have: their own, or of a label behind them that is not the fill."""
    chars = [char for char in chars if char.text.strip()]
    behind = [shape for shape in shapes if shape.fill != fill and hue(shape.fill)]
    found: Counter = Counter()
    for char in chars:
        middle, height = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        label = [s.fill for s in behind if s.x0 <= middle <= s.x1 and s.top <= height <= s.bottom]
        colour = label[-1] if label else char.colour
        if hue(colour):
            found[colour] += 1
    return found.most_common(1)[0][0] if found else ""
