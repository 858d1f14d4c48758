"""The words of a Word paragraph as shown: runs, fields, content controls, symbols, pictures and text boxes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from safeboard.core.reading import colour
from safeboard.core.reading.blocks import fold
from safeboard.core.reading.word_crossed import crossed_out
from safeboard.core.reading.word_ink import Inks
from safeboard.core.reading.word_styles import VAL, Styles, W, number, on

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
RPR = W + "rPr"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

PRIVATE = re.compile("[\uf000-\uf0ff]")
THROUGH = {
    W + tag
    for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple",
                "dir", "bdo", "ruby", "rubyBase")
} | {MATHS + tag for tag in ("oMath", "oMathPara", "r", "f", "num", "den", "e", "sup", "sub", "sSup", "sSub",
                             "d", "rad", "deg")}  # fmt: skip
LETTERS = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-",
}  # fmt: skip
NOTED = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote",
         W + "commentReference": "comment"}  # fmt: skip
TICK, CROSS, BOX, TICKED, CROSSED = "\u2713", "\u2717", "\u2610", "\u2611", "\u2612"
SYMBOLS = {
    ("wingdings", 0xFC): TICK, ("wingdings", 0xFB): CROSS, ("wingdings", 0xFE): TICKED,
    ("wingdings", 0xFD): CROSSED, ("wingdings", 0xA8): BOX, ("wingdings", 0x6F): BOX,
    ("wingdings", 0x6E): "\u25a0", ("wingdings", 0xA7): "\u25aa", ("wingdings", 0x6C): "\u25cf",
    ("wingdings", 0xD8): "\u27a2", ("wingdings", 0xE0): "\u2192", ("wingdings", 0xDF): "\u2190",
    ("wingdings", 0xE1): "\u2191", ("wingdings", 0xE2): "\u2193", ("wingdings", 0x4A): "\u263a",
    ("wingdings", 0x4B): "\U0001f610", ("wingdings", 0x4C): "\u2639", ("wingdings 2", 0x50): TICK,
    ("wingdings 2", 0x4F): CROSS, ("wingdings 2", 0x52): TICKED, ("wingdings 2", 0x54): CROSSED,
    ("wingdings 2", 0xA3): BOX, ("webdings", 0x61): TICK, ("webdings", 0x72): CROSS,
    ("symbol", 0xB7): "\u2022", ("symbol", 0xAE): "\u2192", ("symbol", 0xA3): "\u2264",
    ("symbol", 0xB3): "\u2265",
}  # fmt: skip


@dataclass(slots=True)
class Line:
    """A paragraph as gathered: its words, the letters of each colour, the text boxes hung on it.

    Crossed-out words stand between their marks, and their colours count for nothing.
    """

    parts: list[str] = field(default_factory=list)
    inks: Counter[str] = field(default_factory=Counter)
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return fold("".join(self.parts))


@dataclass(slots=True)
class _Looks:
    """What a paragraph hands down to its letters."""

    hidden: bool = False
    strike: bool = False
    dstrike: bool = False
    shading: str = ""
    styled: str = ""

    @property
    def ink(self) -> str:
        return self.shading if colour.hue(self.shading) else self.styled


class Letters:
    """Reads paragraphs in order: a field may begin in one and end in another.

    note: takes a sentence about what could not be read. aside: the words of footnote 3, comment 5 ...
    """

    def __init__(
        self, styles: Styles, inks: Inks, note: Callable[[str], None], aside: Callable[[str, str], str]
    ) -> None:
        self.styles, self.inks, self.note, self.aside = styles, inks, note, aside
        self.fields: list[bool] = []  # for each open field: whether its result has begun

    def line(self, element: etree._Element, properties: etree._Element | None, style: str) -> Line:
        self.fields = [shown for shown in self.fields if shown]
        line = Line()
        self._inline(element, line, self._looks(properties, style))
        if line.hidden:
            self.note(f"Hidden text was left out: “{fold(''.join(line.hidden))[:200]}”.")
        return line

    def _looks(self, properties: etree._Element | None, style: str) -> _Looks:
        shading = None if properties is None else properties.find(W + "shd")
        return _Looks(
            hidden=self.styles.sets(style, "vanish"),
            strike=self.styles.sets(style, "strike"),
            dstrike=self.styles.sets(style, "dstrike"),
            shading=self.inks.shading(shading),
            styled=self.inks.of_style(style) if style else "",
        )

    def _inline(self, element: etree._Element, line: Line, looks: _Looks) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, line, looks)
            elif tag == W + "sdt":
                self._control(child, line, looks)
            elif tag in THROUGH:
                self._inline(child, line, looks)
            elif tag == CHOICE + "AlternateContent":
                self._inline(chosen(child), line, looks)
            elif tag == MATHS + "t":
                line.parts.append(child.text or "")

    def _control(self, element: etree._Element, line: Line, looks: _Looks) -> None:
        """A content control; one that shows only its prompt ("Choose an item.") says nothing."""
        settings, content = element.find(W + "sdtPr"), element.find(W + "sdtContent")
        if settings is not None and on(settings.find(W + "showingPlcHdr")):
            return
        before = len(line.parts)
        if content is not None:
            self._inline(content, line, looks)
        box = None if settings is None else settings.find(f"{W14}checkbox/{W14}checked")
        if box is not None and not "".join(line.parts[before:]).strip():
            line.parts.append(CROSSED if box.get(W14 + "val") in ("1", "true") else BOX)

    def _run(self, run: etree._Element, line: Line, looks: _Looks) -> None:
        properties = run.find(RPR)
        settings = {} if properties is None else {child.tag: child for child in properties}
        before = len(line.parts)
        self._run_parts(run, line, settings)
        if len(line.parts) == before:
            return
        if self._is_set("vanish", settings, looks.hidden):
            line.hidden += line.parts[before:]
            del line.parts[before:]
            return
        ink = self.inks.of_run(settings, looks.shading, looks.styled) if settings else looks.ink
        crossed = self._is_crossed(settings, looks)
        if ink:
            line.inks[ink] += 0 if crossed else sum(len(part.strip()) for part in line.parts[before:])
        if crossed:
            line.parts[before:] = [crossed_out("".join(line.parts[before:]))]

    def _run_parts(self, run: etree._Element, line: Line, settings: dict[str, etree._Element]) -> None:
        for child in run:
            tag = child.tag
            if tag == W + "fldChar":
                self._field(child, line)
            elif not all(self.fields):
                continue
            elif tag == W + "t":
                line.parts.append(_symbols_in(child.text or "", settings))
            elif tag in LETTERS:
                line.parts.append(LETTERS[tag])
            elif tag == W + "sym":
                line.parts.append(self._symbol(child))
            elif tag in (W + "drawing", W + "pict", W + "object"):
                self._picture(child, line)
            elif tag == CHOICE + "AlternateContent":
                self._run_parts(chosen(child), line, settings)
            elif tag in NOTED:
                self._note_aside(NOTED[tag], child.get(W + "id", ""))
            elif tag == W + "ruby":
                self._inline(child, line, _Looks())

    def _field(self, mark: etree._Element, line: Line) -> None:
        """A field's instruction is not shown, its result is; an old form field keeps its answer in the mark."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            if all(self.fields):
                line.parts += _form_answer(mark)
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _note_aside(self, kind: str, number_: str) -> None:
        words = self.aside(kind, number_)
        if words:
            self.note(f"{'An' if kind == 'endnote' else 'A'} {kind} here says: “{words}”.")

    def _symbol(self, element: etree._Element) -> str:
        found = _symbol(element.get(W + "font", ""), element.get(W + "char", ""))
        if not found:
            self.note("A symbol here has no letter that says what it is.")
        return found

    def _picture(self, element: etree._Element, line: Line) -> None:
        """Text boxes first; else the picture's alternative text; else a note that nothing could be read."""
        parts = list(_drawn(element))
        boxes = [part for part in parts if part.tag == W + "txbxContent"]
        line.boxes += boxes
        for part in parts:
            if part.tag == SHAPE + "spPr":
                painted = part.find(f"{DRAWING}solidFill/{DRAWING}srgbClr")
                filled = colour.normal(painted.get("val")) if painted is not None else ""
                if colour.hue(filled):
                    line.inks[filled] += 1
        described = [words for part in parts if (words := _alternative(part))]
        if boxes:
            return
        if described:
            line.parts.append(f" {described[0]} ")
            return
        tags = {part.tag for part in parts}
        decorative = any(part.tag == DECORATIVE and part.get("val") in ("1", "true") for part in parts)
        if tags & {DRAWING + "blip", VML + "imagedata"}:
            if not decorative:
                self.note("A picture here has no alternative text, so what it shows was not read.")
        elif DRAWING + "graphicData" in tags and SHAPE + "wsp" not in tags:
            self.note("A chart or diagram here was not read.")

    def _is_crossed(self, settings: dict[str, etree._Element], looks: _Looks) -> bool:
        """With one line or with two."""
        return self._is_set("strike", settings, looks.strike) or self._is_set(
            "dstrike", settings, looks.dstrike
        )

    def _is_set(self, switch: str, settings: dict[str, etree._Element], otherwise: bool) -> bool:
        """What the run says of a switch, else its style, else what its paragraph hands down."""
        own = settings.get(W + switch)
        if own is not None:
            return on(own)
        style = settings.get(W + "rStyle")
        named = None if style is None else self.styles.said(style.get(VAL, ""), f"rPr/{switch}")
        return on(named) if named is not None else otherwise


def chosen(alternatives: etree._Element) -> etree._Element:
    """mc:AlternateContent says one thing twice: take what newer Word shows, else what older Word shows."""
    choice = alternatives.find(CHOICE + "Choice")
    fallback = alternatives.find(CHOICE + "Fallback")
    if choice is not None and (len(choice) or fallback is None):
        return choice
    return fallback if fallback is not None else alternatives


def _drawn(element: etree._Element) -> Iterator[etree._Element]:
    """Everything in a drawing, one of two alternatives, and no further into a text box."""
    for child in element:
        if child.tag == CHOICE + "AlternateContent":
            yield from _drawn(chosen(child))
            continue
        yield child
        if child.tag != W + "txbxContent":
            yield from _drawn(child)


def _alternative(part: etree._Element) -> str:
    if part.tag == PLACED + "docPr":
        return fold(part.get("descr") or part.get("title") or "")
    return fold(part.get("alt") or "") if part.tag in (VML + "shape", VML + "rect") else ""


def _form_answer(mark: etree._Element) -> list[str]:
    """What an old form field shows: the chosen entry of a drop-down, or a ticked or empty box."""
    data = mark.find(W + "ffData")
    drop, box = (None, None) if data is None else (data.find(W + "ddList"), data.find(W + "checkBox"))
    if drop is not None:
        entries = [entry.get(VAL, "") for entry in drop.findall(W + "listEntry")]
        chosen = number(drop.find(W + "result"), number(drop.find(W + "default")))
        return [entries[chosen]] if 0 <= chosen < len(entries) else []
    if box is not None:
        said = box.find(W + "checked")
        return [CROSSED if on(said if said is not None else box.find(W + "default")) else BOX]
    return []


def _symbol(font: str, code: str) -> str:
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if not 0xF000 <= value <= 0xF0FF and value > 0xFF:
        return chr(value) if value < 0xD800 else ""
    return SYMBOLS.get((font.lower(), value & 0xFF), "")


def _symbols_in(text: str, settings: dict[str, etree._Element]) -> str:
    """Letters typed in a picture font ("\\uf0fc" in Wingdings is a tick) as what they look like."""
    if not PRIVATE.search(text):
        return text
    fonts = settings.get(W + "rFonts")
    font = "Wingdings" if fonts is None else fonts.get(W + "ascii", "Wingdings")
    return PRIVATE.sub(lambda letter: _symbol(font, f"{ord(letter[0]):x}") or "\u25aa", text)
