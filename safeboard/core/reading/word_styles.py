"""What a Word file's styles and lists say about a paragraph: its level, whether it is hidden, its shown number."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
LEVELS = 9
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def on(element: etree._Element | None) -> bool:
    """Whether a switch such as w:vanish is set: there, and not said to be off."""
    return element is not None and element.get(VAL, "1") not in ("0", "false", "off")


def number(element: etree._Element | None, otherwise: int = 0) -> int:
    try:
        return int(element.get(VAL, otherwise)) if element is not None else otherwise
    except ValueError:
        return otherwise


class Styles:
    """styles.xml, by style id, each style with those it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self.by_id = {style.get(W + "styleId", ""): style for style in found}
        self.default = next(
            (
                style.get(W + "styleId", "")
                for style in found
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
            ),
            "",
        )
        self._levels: dict[str, int] = {}
        self._set: dict[tuple[str, str], bool] = {}

    def chain(self, style_id: str) -> Iterator[etree._Element]:
        """The style, then the one it is based on, and so on; a ring ends where it closes."""
        seen = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            style = self.by_id[style_id]
            yield style
            based = style.find(W + "basedOn")
            style_id = "" if based is None else based.get(VAL, "")

    def said(self, style_id: str, path: str) -> etree._Element | None:
        """The nearest element at this path, "rPr/vanish", in the style or one it is based on."""
        path = "/".join(W + step for step in path.split("/"))
        return next(
            (found for style in self.chain(style_id) if (found := style.find(path)) is not None), None
        )

    def sets(self, style_id: str, switch: str) -> bool:
        """Whether the style's letters have a switch such as "vanish" or "strike" set."""
        key = (style_id, switch)
        if key not in self._set:
            self._set[key] = on(self.said(style_id, f"rPr/{switch}"))
        return self._set[key]

    def level(self, style_id: str) -> int:
        """The heading level of a style, 0 for none. Word keeps "heading 2" in English in every language."""
        if style_id not in self._levels:
            self._levels[style_id] = self._level(style_id)
        return self._levels[style_id]

    def _level(self, style_id: str) -> int:
        for style in self.chain(style_id):
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None:
                return (number(outline, 9) + 1) % 10
            name = style.find(W + "name")
            words = ("" if name is None else name.get(VAL, "")).lower().split()
            if len(words) == 2 and words[0] == "heading" and words[1] in "123456789":
                return int(words[1])
            if words in (["title"], ["subtitle"]):
                return 1 if words == ["title"] else 2
        return 0


class Numbering:
    """numbering.xml, counted along as the document is read."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self.root, self.styles = root, styles
        self.counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * LEVELS)
        self.started: set[tuple[str, int]] = set()
        self._shapes: dict[tuple[str, int], etree._Element | None] = {}

    @cached_property
    def lists(self) -> dict[str, etree._Element]:
        found = [] if self.root is None else self.root.findall(W + "num")
        return {entry.get(W + "numId", ""): entry for entry in found}

    @cached_property
    def patterns(self) -> dict[str, etree._Element]:
        found = [] if self.root is None else self.root.findall(W + "abstractNum")
        return {entry.get(W + "abstractNumId", ""): entry for entry in found}

    def marker(self, properties: etree._Element | None, style_id: str) -> str | None:
        """The number shown before this paragraph, "" for a bullet, None where it is in no list."""
        at = self._at(properties, style_id)
        if at is None:
            return None
        list_id, level = at
        pattern = self._pattern(list_id)
        counts = self.counts[pattern]
        self._count(counts, list_id, level)
        shape = self._shape(list_id, level)
        if shape is None or self._format(shape) == "bullet":
            return ""
        words = shape.find(W + "lvlText")
        shown = "" if words is None else words.get(VAL, "")
        plain = on(shape.find(W + "isLgl"))
        for step in range(level + 1):
            if f"%{step + 1}" in shown:
                said = counts[step]
                count = self._start(list_id, step) if said is None else said
                kind = "decimal" if plain else self._format(self._shape(list_id, step))
                shown = shown.replace(f"%{step + 1}", written(count, kind))
        return " ".join(shown.split())

    def _at(self, properties: etree._Element | None, style_id: str) -> tuple[str, int] | None:
        """(list, level) from the paragraph, else from its style; list 0 takes a paragraph out of a list."""
        own = None if properties is None else properties.find(W + "numPr")
        styled = self.styles.said(style_id, "pPr/numPr") if style_id else None
        list_id = level = None
        for source in (own, styled):
            if source is not None:
                list_id = source.find(W + "numId") if list_id is None else list_id
                level = source.find(W + "ilvl") if level is None else level
        name = "" if list_id is None else list_id.get(VAL, "")
        if name not in self.lists:
            return None
        depth = number(level) if level is not None else self._level_of(name, style_id)
        return name, max(0, min(LEVELS - 1, depth))

    def _count(self, counts: list[int | None], list_id: str, level: int) -> None:
        override = self._override(list_id, level)
        restart = None if override is None else override.find(W + "startOverride")
        if restart is not None and (list_id, level) not in self.started:
            counts[level] = number(restart, 1)
        else:
            before = counts[level]
            counts[level] = self._start(list_id, level) if before is None else before + 1
        self.started.add((list_id, level))
        for deeper in range(level + 1, LEVELS):
            shape = self._shape(list_id, deeper)
            kept = None if shape is None else shape.find(W + "lvlRestart")
            if kept is None or 0 < number(kept) <= level + 1 or counts[deeper] is None:
                counts[deeper] = None if kept is None or number(kept) else counts[deeper]
        for above in range(level):
            if counts[above] is None:
                counts[above] = self._start(list_id, above)

    def _pattern(self, list_id: str) -> str:
        """The abstract list, through the style that a `numStyleLink` names."""
        for _ in range(3):
            link = self.lists[list_id].find(W + "abstractNumId") if list_id in self.lists else None
            name = "" if link is None else link.get(VAL, "")
            pattern = self.patterns.get(name)
            style = None if pattern is None else pattern.find(W + "numStyleLink")
            named = None if style is None else self.styles.said(style.get(VAL, ""), "pPr/numPr/numId")
            if named is None:
                return name
            list_id = named.get(VAL, "")
        return ""

    def _shape(self, list_id: str, level: int) -> etree._Element | None:
        key = (list_id, level)
        if key not in self._shapes:
            override = self._override(list_id, level)
            own = None if override is None else override.find(W + "lvl")
            self._shapes[key] = own if own is not None else self._level(self._pattern(list_id), level)
        return self._shapes[key]

    def _level(self, pattern: str, level: int) -> etree._Element | None:
        return _of_level(self.patterns.get(pattern), "lvl", level)

    def _override(self, list_id: str, level: int) -> etree._Element | None:
        return _of_level(self.lists.get(list_id), "lvlOverride", level)

    def _level_of(self, list_id: str, style_id: str) -> int:
        """The level that says it is this style's."""
        pattern = self.patterns.get(self._pattern(list_id))
        for entry in pattern.findall(W + "lvl") if pattern is not None else ():
            owner = entry.find(W + "pStyle")
            if owner is not None and owner.get(VAL) == style_id:
                return int(entry.get(W + "ilvl", "0"))
        return 0

    def _start(self, list_id: str, level: int) -> int:
        shape = self._shape(list_id, level)
        return 0 if shape is None else number(shape.find(W + "start"), 0)

    @staticmethod
    def _format(shape: etree._Element | None) -> str:
        found = None if shape is None else shape.find(f".//{W}numFmt")
        return "decimal" if found is None else found.get(VAL, "decimal")


def _of_level(parent: etree._Element | None, tag: str, level: int) -> etree._Element | None:
    entries = () if parent is None else parent.findall(W + tag)
    return next((entry for entry in entries if entry.get(W + "ilvl") == str(level)), None)


def written(count: int, kind: str) -> str:
    """3 as "3", "c", "III", "03" or "3rd" (ECMA-376 part 1, 17.18.59); other kinds as a plain number."""
    if kind in ("lowerLetter", "upperLetter") and 0 < count < 1000:
        letters = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for value, letters in ROMAN:
            roman += letters * (count // value)
            count %= value
        return roman if kind == "lowerRoman" else roman.upper()
    if kind == "decimalZero":
        return f"{count:02d}"
    if kind == "ordinal":
        ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    return "" if kind == "none" else str(count)
