"""The colours an HTML page gives its cells and letters: attributes, styles, and classes of its own style sheet."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from safeboard.core.reading import colour

SELECTOR = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9]*)?\.([A-Za-z_][\w-]*)\s*$")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SHARE = r"(\d{0,9}\.?\d{1,9}%?)"
PARTS = re.compile(rf"rgba?\(\s*{SHARE}[\s,]+{SHARE}[\s,]+{SHARE}(?:[\s,/]+{SHARE})?\s*\)")
TURN = re.compile(
    r"hsla?\(\s*(\d{1,3})(?:\.\d*)?(?:deg)?[\s,]+(\d{1,3})(?:\.\d*)?%[\s,]+(\d{1,3})(?:\.\d*)?%"
)
# the names of colours that pages use for a rating, and the common others (CSS Color 4)
NAMES = {
    "red": "#ff0000", "darkred": "#8b0000", "firebrick": "#b22222", "crimson": "#dc143c", "maroon": "#800000",
    "tomato": "#ff6347", "orangered": "#ff4500", "salmon": "#fa8072", "lightsalmon": "#ffa07a",
    "lightcoral": "#f08080", "indianred": "#cd5c5c", "coral": "#ff7f50", "pink": "#ffc0cb",
    "orange": "#ffa500", "darkorange": "#ff8c00", "gold": "#ffd700", "goldenrod": "#daa520",
    "yellow": "#ffff00", "khaki": "#f0e68c", "moccasin": "#ffe4b5", "peachpuff": "#ffdab9",
    "green": "#008000", "darkgreen": "#006400", "lime": "#00ff00", "limegreen": "#32cd32",
    "lightgreen": "#90ee90", "palegreen": "#98fb98", "forestgreen": "#228b22", "seagreen": "#2e8b57",
    "mediumseagreen": "#3cb371", "springgreen": "#00ff7f", "yellowgreen": "#9acd32", "olivedrab": "#6b8e23",
    "olive": "#808000", "lawngreen": "#7cfc00", "chartreuse": "#7fff00", "greenyellow": "#adff2f",
    "blue": "#0000ff", "navy": "#000080", "darkblue": "#00008b", "mediumblue": "#0000cd",
    "royalblue": "#4169e1", "dodgerblue": "#1e90ff", "deepskyblue": "#00bfff", "skyblue": "#87ceeb",
    "lightskyblue": "#87cefa", "lightblue": "#add8e6", "steelblue": "#4682b4", "cornflowerblue": "#6495ed",
    "aqua": "#00ffff", "cyan": "#00ffff", "teal": "#008080", "turquoise": "#40e0d0", "purple": "#800080",
    "fuchsia": "#ff00ff", "magenta": "#ff00ff", "violet": "#ee82ee", "brown": "#a52a2a", "black": "#000000",
    "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0", "lightgray": "#d3d3d3",
    "lightgrey": "#d3d3d3", "darkgray": "#a9a9a9", "darkgrey": "#a9a9a9",
}  # fmt: skip


class Sheet:
    """The page's own style sheet, as far as classes go (Excel and Word write one class for each look)."""

    def __init__(self, root: etree._Element) -> None:
        self.classes: dict[str, dict[str, str]] = {}
        for style in root.iter("style"):
            for rule in COMMENT.sub("", style.text or "").split("}"):
                selectors, _, body = rule.rpartition("{")
                self._add(selectors.rpartition("{")[2].replace("<!--", ""), declared(body))

    def _add(self, selectors: str, looks: dict[str, str]) -> None:
        for selector in selectors.split(","):
            named = SELECTOR.match(selector)
            if named:
                self.classes.setdefault(named[2], {}).update(looks)

    def looks(self, element: etree._Element) -> dict[str, str]:
        """What the element itself declares: attributes, then classes, then its style."""
        found: dict[str, str] = {}
        if element.get("bgcolor"):
            found["background"] = element.get("bgcolor", "")
        if element.tag == "font" and element.get("color"):
            found["color"] = element.get("color", "")
        if element.tag == "mark":
            found["background"] = "yellow"
        for name in (element.get("class") or "").split()[:20]:
            found |= self.classes.get(name, {})
        return found | declared(element.get("style") or "")

    def ground(self, element: etree._Element) -> str:
        """The element's own background, "" where it has none."""
        looks = self.looks(element)
        return read(looks.get("background-color", "")) or _first(looks.get("background", ""))

    def ink(self, element: etree._Element) -> str:
        """The colour with a hue that the element gives its letters, by its background before its colour."""
        for found in (self.ground(element), read(self.looks(element).get("color", ""))):
            if colour.hue(found):
                return found
        return ""

    def is_hidden(self, element: etree._Element) -> bool:
        looks = self.looks(element)
        return (
            element.get("hidden") is not None
            or looks.get("display", "") == "none"
            or looks.get("visibility", "") == "hidden"
            or looks.get("mso-hide", "") == "all"
        )


@lru_cache(maxsize=1024)
def _declared(style: str) -> tuple[tuple[str, str], ...]:
    return tuple(_pairs(style))


def declared(style: str) -> dict[str, str]:
    """ "color: Red; display:none" as {"color": "red", "display": "none"}."""
    return dict(_declared(style)) if style else {}


def _pairs(style: str) -> Iterator[tuple[str, str]]:
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip().lower(), value.replace("!important", "").strip().lower()


@lru_cache(maxsize=1024)
def read(written: str) -> str:
    """A CSS colour as "#rrggbb"; "" for none, white, see-through and what is not understood."""
    written = written.strip().lower()
    if written in NAMES:
        return NAMES[written]
    parts = PARTS.match(written)
    if parts:
        if parts[4] and _share(parts[4], 1) == 0:
            return ""
        return colour.normal("".join(f"{round(255 * _share(part, 255)):02x}" for part in parts.groups()[:3]))
    turn = TURN.match(written)
    if turn:
        return colour.from_turn(*(float(part) for part in turn.groups()))
    if re.fullmatch(r"#[0-9a-f]{8}", written):
        return colour.normal(written[:7])
    return colour.normal(written)


def _first(background: str) -> str:
    """The colour in a "background" shorthand: "red none repeat"."""
    return read(background) or next((found for word in background.split() if (found := read(word))), "")


def _share(part: str, whole: int) -> float:
    value = float(part.rstrip("%")) / (100 if part.endswith("%") else whole)
    return max(0.0, min(1.0, value))
