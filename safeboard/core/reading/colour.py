"""Colours as "#rrggbb", their hue as people name it, and the arithmetic of Office's themes."""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache

from lxml import etree

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
HEX = re.compile(r"#?(?:[0-9a-fA-F]{2})?([0-9a-fA-F]{6})$")
SHORT = re.compile(r"#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])$")
# Word's sixteen highlighter pens (ECMA-376 part 1, 17.18.40)
HIGHLIGHTS = {
    "black": "#000000", "blue": "#0000ff", "cyan": "#00ffff", "green": "#00ff00", "magenta": "#ff00ff",
    "red": "#ff0000", "yellow": "#ffff00", "white": "", "darkBlue": "#000080", "darkCyan": "#008080",
    "darkGreen": "#008000", "darkMagenta": "#800080", "darkRed": "#800000", "darkYellow": "#808000",
    "darkGray": "#808080", "lightGray": "#c0c0c0",
}  # fmt: skip
# the other names Office uses for the twelve colours of a theme
THEME_NAMES = {
    "dark1": "dk1", "text1": "dk1", "light1": "lt1", "background1": "lt1", "dark2": "dk2", "text2": "dk2",
    "light2": "lt2", "background2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip


def normal(written: str | None) -> str:
    """ "FF0000", "#f00" or Excel's "FFFF0000" as "#ff0000"; "" for white, "auto" and what is no colour."""
    exact = six(written)
    return "" if exact == "#ffffff" else exact


def six(written: str | None) -> str:
    """As `normal`, but white stays white: a tint or a shade of it may not be."""
    written = (written or "").strip()
    short = SHORT.match(written)
    if short:
        return "#" + "".join(digit * 2 for digit in short.groups()).lower()
    found = HEX.match(written)
    return "#" + found[1].lower() if found else ""


@lru_cache(maxsize=4096)
def hue(colour: str) -> str:
    """ "red", "amber", "green" or "blue"; "" for a colour too pale, dark or grey to mean one, and for purple."""
    degrees = _degrees(colour)
    if degrees is None:
        return ""
    if degrees < 17 or degrees >= 335:
        return "red"
    if degrees < 68:
        return "amber"
    if degrees < 170:
        return "green"
    return "blue" if degrees < 260 else ""


def doubtful(colour: str) -> bool:
    """Whether the colour is an orange-red that one person calls red and the next amber."""
    degrees = _degrees(colour)
    return degrees is not None and 16 <= degrees <= 20


def tinted(colour: str, amount: float) -> str:
    """amount: from -1 (black) to 1 (white), Excel's `tint`. Works on "#ffffff" too; "" stays ""."""
    if not colour or not amount:
        return normal(colour)
    hue_, light, saturation = rgb_to_hls(*_parts(colour))
    amount = max(-1.0, min(1.0, amount))
    light = light * (1 + amount) if amount < 0 else light * (1 - amount) + amount
    return normal(_hex(*hls_to_rgb(hue_, light, saturation)))


def word_theme(colour: str, tint: str | None, shade: str | None) -> str:
    """A theme colour with Word's themeTint or themeShade: two hex digits, FF for unchanged."""
    if tint:
        return tinted(colour, 1 - _share(tint))
    return tinted(colour, _share(shade) - 1) if shade else normal(colour)


def mixed(front: str, back: str, share: float) -> str:
    """A pattern of front on back as the eye sees it. share: of front, 0 to 1. "" counts as white."""
    pairs = zip(_parts(front or "#ffffff"), _parts(back or "#ffffff"), strict=True)
    return normal(_hex(*(one * share + two * (1 - share) for one, two in pairs)))


def from_turn(degrees: float, saturation: float, light: float) -> str:
    """A colour by its place on the wheel (0 to 360) and two percentages, as CSS's hsl() has it."""
    return normal(_hex(*hls_to_rgb(degrees % 360 / 360, light / 100, saturation / 100)))


def scheme(theme: etree._Element | None) -> dict[str, str]:
    """The colours of an Office theme part: "accent1" -> "#4472c4", "lt1" -> "#ffffff"."""
    found = None if theme is None else theme.find(f".//{DRAWING}clrScheme")
    return {
        etree.QName(entry).localname: six(value.get("lastClr") or value.get("val"))
        for entry in (found if found is not None else ())
        for value in entry
    }


def _degrees(colour: str) -> float | None:
    if not colour:
        return None
    hue_, light, saturation = rgb_to_hls(*_parts(colour))
    return None if light > 0.97 or light < 0.08 or saturation < 0.18 else hue_ * 360


def _parts(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in parts)


def _share(digits: str) -> float:
    try:
        return int(digits, 16) / 255
    except ValueError:
        return 1.0
