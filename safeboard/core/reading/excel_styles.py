"""styles.xml of a workbook: for each style number its fill, its letters' colour and its number format."""

from dataclasses import dataclass

from lxml import etree

from safeboard.core.reading import colour
from safeboard.core.reading.excel_formats import BUILT_IN

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# a theme's colours by Excel's index: the first two pairs are swapped against the order of the part
THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
         "hlink", "folHlink")  # fmt: skip
# ECMA-376 part 1, 18.8.27: entries 0 to 7 are 8 to 15 again; 64 and above mean automatic
INDEXED = [
    "#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#ff00ff", "#00ffff",
    "#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#ff00ff", "#00ffff",
    "#800000", "#008000", "#000080", "#808000", "#800080", "#008080", "#c0c0c0", "#808080",
    "#9999ff", "#993366", "#ffffcc", "#ccffff", "#660066", "#ff8080", "#0066cc", "#ccccff",
    "#000080", "#ff00ff", "#ffff00", "#00ffff", "#800080", "#800000", "#008080", "#0000ff",
    "#00ccff", "#ccffff", "#ccffcc", "#ffff99", "#99ccff", "#ff99cc", "#cc99ff", "#ffcc99",
    "#3366ff", "#33cccc", "#99cc00", "#ffcc00", "#ff9900", "#ff6600", "#666699", "#969696",
    "#003366", "#339966", "#003300", "#333300", "#993300", "#993366", "#333399", "#333333",
]  # fmt: skip


@dataclass(slots=True)
class Look:
    """fill and ink as "#rrggbb" or ""; pattern: the number format; crossed: a line goes through the words."""

    fill: str = ""
    ink: str = ""
    pattern: str = "General"
    crossed: bool = False


def crosses(font: etree._Element | None) -> bool:
    """Whether a font, or the look of some letters in a cell, has a line through it."""
    line = None if font is None else font.find(S + "strike")
    return line is not None and line.get("val", "1") not in ("0", "false")


class Colours:
    """Turns a colour element (rgb, theme and tint, indexed, auto) into "#rrggbb"."""

    def __init__(self, theme: dict[str, str], palette: list[str]) -> None:
        self.theme, self.palette = theme, palette or INDEXED

    def of(self, element: etree._Element | None) -> str:
        if element is None:
            return ""
        return colour.tinted(self._exact(element), _number(element.get("tint"), 0.0))

    def _exact(self, element: etree._Element) -> str:
        if element.get("rgb"):
            return colour.six(element.get("rgb"))  # its alpha is not to be trusted: often 00
        theme, index = int(_number(element.get("theme"), -1)), int(_number(element.get("indexed"), -1))
        if 0 <= theme < len(THEME):
            return self.theme.get(THEME[theme], "")
        return self.palette[index] if 0 <= index < len(self.palette) else ""


class Styles:
    """looks: by a cell's style number. rules: by the number a conditional format names (its dxf)."""

    def __init__(self, root: etree._Element | None, theme: dict[str, str]) -> None:
        self.root = root
        palette = [colour.six(entry.get("rgb")) for entry in self._all("colors/indexedColors/rgbColor")]
        self.colours = Colours(theme, palette)
        patterns = {
            int(_number(entry.get("numFmtId"), -1)): entry.get("formatCode", "General")
            for entry in self._all("numFmts/numFmt")
        }
        patterns = BUILT_IN | patterns
        fills = [self._fill(entry) for entry in self._all("fills/fill")]
        fonts = [self._ink(entry) for entry in self._all("fonts/font")]
        crossed = {str(at) for at, entry in enumerate(self._all("fonts/font")) if crosses(entry)}
        self.looks = [
            Look(
                _at(fills, entry.get("fillId")),
                _at(fonts, entry.get("fontId")),
                _pattern(patterns, int(_number(entry.get("numFmtId"), 0))),
                entry.get("fontId", "0") in crossed,
            )
            for entry in self._all("cellXfs/xf")
        ]
        self.rules = [
            Look(
                self._rule_fill(entry.find(S + "fill")),
                self._ink(entry.find(S + "font")),
                crossed=crosses(entry.find(S + "font")),
            )
            for entry in self._all("dxfs/dxf")
        ]

    def look(self, number: int) -> Look:
        return self.looks[number] if 0 <= number < len(self.looks) else Look()

    def rule(self, number: int) -> Look:
        return self.rules[number] if 0 <= number < len(self.rules) else Look()

    def _all(self, path: str) -> list[etree._Element]:
        return [] if self.root is None else self.root.findall("/".join(S + step for step in path.split("/")))

    def _fill(self, element: etree._Element) -> str:
        pattern = element.find(S + "patternFill")
        if pattern is None or pattern.get("patternType") != "solid":
            stop = element.find(f"{S}gradientFill/{S}stop/{S}color")
            return self.colours.of(stop)
        return self.colours.of(pattern.find(S + "fgColor"))

    def _rule_fill(self, element: etree._Element | None) -> str:
        """A rule's solid fill stands in bgColor, the other way round than a cell's."""
        pattern = None if element is None else element.find(S + "patternFill")
        if pattern is None or pattern.get("patternType") == "none":
            return ""
        return self.colours.of(pattern.find(S + "bgColor")) or self.colours.of(pattern.find(S + "fgColor"))

    def _ink(self, font: etree._Element | None) -> str:
        found = "" if font is None else self.colours.of(font.find(S + "color"))
        return found if colour.hue(found) else ""


def _pattern(patterns: dict[int, str], number: int) -> str:
    """27 to 36 and 50 to 58 are East Asian dates, which depend on the country."""
    east = 27 <= number <= 36 or 50 <= number <= 58
    return patterns.get(number, "dd/mm/yyyy" if east else "General")


def _at(values: list[str], index: str | None) -> str:
    number = int(_number(index, 0))
    return values[number] if 0 <= number < len(values) else ""


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise
