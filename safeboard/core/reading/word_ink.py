"""The colour of a Word file's cells and letters: shading, highlighter, font, theme and style."""

import re

from lxml import etree

from safeboard.core.reading import colour
from safeboard.core.reading.word_styles import VAL, Styles, W

PERCENT = re.compile(r"pct(\d{0,3})")
SHD, HIGHLIGHT, COLOR = W + "shd", W + "highlight", W + "color"


class Inks:
    def __init__(self, theme: dict[str, str], styles: Styles) -> None:
        self.theme, self.styles = theme, styles
        self._by_style: dict[str, str] = {}

    def of_run(self, settings: dict[str, etree._Element], shading: str, styled: str) -> str:
        """The first of run shading, highlighter, paragraph shading, letters and style that has a hue.

        settings: what the run's w:rPr holds, by tag. shading: the paragraph's. styled: by its style.
        """
        style = settings.get(W + "rStyle")
        for found in (
            self.shading(settings.get(SHD)),
            _highlight(settings.get(HIGHLIGHT)),
            shading,
            self.letters(settings.get(COLOR)),
            "" if style is None else self.of_style(style.get(VAL, "")),
        ):
            if found and colour.hue(found):
                return found
        # letters said to be black or automatic are not the style's colour
        return "" if COLOR in settings else styled

    def of_style(self, style_id: str) -> str:
        """The colour a style gives its letters; the file's default paragraph style says nothing."""
        if style_id not in self._by_style:
            self._by_style[style_id] = self._of_style(style_id)
        return self._by_style[style_id]

    def _of_style(self, style_id: str) -> str:
        for style in self.styles.chain(style_id):
            properties = style.find(W + "rPr")
            if properties is None or style.get(W + "styleId") == self.styles.default:
                continue
            settings = {child.tag: child for child in properties}
            shading = self.shading(settings.get(SHD))
            letters = self.letters(settings.get(COLOR))
            for found in (shading, _highlight(settings.get(HIGHLIGHT)), letters):
                if colour.hue(found):
                    return found
        return ""

    def letters(self, element: etree._Element | None) -> str:
        return "" if element is None else self._colour(element, "val", "themeColor", "theme")

    def shading(self, element: etree._Element | None) -> str:
        """w:shd: clear shows its fill, solid its colour, a percentage a mixture."""
        if element is None:
            return ""
        pattern = element.get(VAL, "clear")
        if pattern == "nil":
            return ""
        back = self._colour(element, "fill", "themeFill", "themeFill")
        if not pattern.startswith("pct") and pattern != "solid":
            return back
        front = self._colour(element, "color", "themeColor", "theme")
        if pattern == "solid":
            return front
        percent = PERCENT.match(pattern)
        share = int((percent and percent[1]) or 0) / 100
        return colour.mixed(front or "#000000", back, min(1.0, share))

    def _colour(self, element: etree._Element, plain: str, theme: str, prefix: str) -> str:
        """A theme's name beats the hex beside it, which is only what it was when last saved."""
        name = element.get(W + theme)
        exact = self.theme.get(colour.THEME_NAMES.get(name, name)) if name else None
        if exact:
            return colour.word_theme(exact, element.get(f"{W}{prefix}Tint"), element.get(f"{W}{prefix}Shade"))
        return colour.normal(element.get(W + plain))


def _highlight(pen: etree._Element | None) -> str:
    return "" if pen is None else colour.HIGHLIGHTS.get(pen.get(VAL, ""), "")
