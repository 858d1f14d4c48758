"""Word files (.docx, .docm, .dotx) as blocks, read as a person sees them on the page.

Tracked insertions are in, deletions out; content controls are looked through; hidden text is left out and
said so. python-docx is not used: it drops tracked insertions, drop-downs, nested tables and every cell, row
and table inside a content control, which is what board templates are made of.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from safeboard.core.reading import colour
from safeboard.core.reading.blocks import (
    Block,
    Cell,
    Heading,
    Item,
    Paragraph,
    Row,
    Source,
    Unreadable,
    fold,
    fold_all,
)
from safeboard.core.reading.package import Package
from safeboard.core.reading.word_styles import VAL, Numbering, Styles, W, number, on

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

PRIVATE = re.compile("[\uf000-\uf0ff]")
PERCENT = re.compile(r"pct(\d{0,3})")
WIDEST = 63  # columns in a table: Word's own limit
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


def read_word(data: bytes) -> Source:
    package = Package(data)
    main = package.main("word/document.xml")
    root = package.xml(main)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise Unreadable("The file has no Word document inside: open it in Word, save it and try once more.")
    reader = _Word(package, main)
    blocks = list(reader.blocks(body))
    if not blocks:
        edges = [package.xml(name) for kind in ("header", "footer") for name in package.related(main, kind)]
        blocks = [block for edge in edges if edge is not None for block in reader.blocks(edge)]
    if next(root.iter(W + "del", W + "moveFrom"), None) is not None:
        reader.note("The file has tracked changes: what was inserted is read, what was deleted is not.", "")
    return Source("word", blocks, notes=reader.notes)


@dataclass(slots=True)
class _Line:
    """A paragraph as gathered: its words, the letters of each colour, the text boxes hung on it."""

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

    hidden: bool
    shading: str
    styled: str


class _Word:
    def __init__(self, package: Package, main: str) -> None:
        self.package, self.main = package, main
        self.theme = colour.scheme(self._related("theme"))
        self.styles = Styles(self._related("styles"))
        self.numbering = Numbering(self._related("numbering"), self.styles)
        self.notes: list[tuple[str, str]] = []
        self.place = "paragraph 1"
        self.paragraphs = self.tables = 0
        self.fields: list[bool] = []  # for each open field: whether its result has begun
        self._asides: dict[str, dict[str, str]] = {}

    def _related(self, kind: str) -> etree._Element | None:
        return self.package.xml(next(iter(self.package.related(self.main, kind)), ""))

    def note(self, sentence: str, place: str | None = None) -> None:
        self.notes.append((self.place if place is None else place, sentence))

    # -- the flow of the page

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        for child in _seen(container):
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag == W + "altChunk":
                self.note("Another document is embedded here and was not read.")

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        self.place = f"paragraph {self.paragraphs + 1}"
        line, marker = self._line(element)
        text = line.text
        if text:
            self.paragraphs += 1
            yield self._block(element, text, marker, _dominant(line.inks))
        for box in line.boxes:
            self.note("A text box was read here, after the paragraph it hangs on.")
            yield from self.blocks(box)

    def _block(self, element: etree._Element, text: str, marker: str | None, ink: str) -> Block:
        level = self._level(element)
        if level:
            return Heading(f"{marker or ''} {text}".strip(), level, self.place)
        if marker is not None:
            return Item(text, marker, self.place)
        return Paragraph(text, self.place, ink)

    def _level(self, element: etree._Element) -> int:
        own = element.find(f"{W}pPr/{W}outlineLvl")
        if own is not None:
            return (number(own, 9) + 1) % 10
        return self.styles.level(_style(element))

    # -- tables

    def _table(self, table: etree._Element) -> Iterator[Block]:
        self.tables += 1
        own, above, headed = self.tables, {}, True
        for index, row in enumerate(_rows(table), start=1):
            self.place = place = f"table {own}, row {index}"
            cells = _cells(row)
            if len(cells) == 1 and _wraps_a_table(cells[0]):
                yield from self.blocks(cells[0])
                continue
            properties = row.find(W + "trPr")
            headed = headed and properties is not None and on(properties.find(W + "tblHeader"))
            yield Row(self._row(properties, cells, above), own, place, header=headed)

    def _row(
        self, properties: etree._Element | None, elements: list[etree._Element], above: dict[int, Cell]
    ) -> list[Cell]:
        """The cells on the table's grid. above: by grid column, the cell a vertical merge goes on from."""
        cells = [Cell() for _ in range(_skipped(properties, "gridBefore"))]
        for element in elements:
            settings = element.find(W + "tcPr")
            sideways = None if settings is None else settings.find(W + "hMerge")
            if sideways is not None and sideways.get(VAL, "continue") != "restart" and cells:
                cells.append(Cell(covered=True))
                continue
            start = len(cells)
            span = max(1, min(WIDEST, number(_setting(settings, "gridSpan"), 1)))
            down = _setting(settings, "vMerge")
            origin = above.get(start)
            if down is not None and down.get(VAL, "continue") != "restart" and origin is not None:
                cells.append(replace(origin, text="", span=span, merged_down=True))
            else:
                cells.append(self._cell(element, settings, span))
                above.pop(start, None)
                if down is not None:
                    above[start] = cells[-1]
            cells += [Cell(covered=True) for _ in range(span - 1)]
        return cells + [Cell() for _ in range(_skipped(properties, "gridAfter"))]

    def _cell(self, element: etree._Element, settings: etree._Element | None, span: int) -> Cell:
        lines: list[str] = []
        inks: Counter[str] = Counter()
        fills: list[str] = [self._shading(_setting(settings, "shd"))]
        self._gather(element, lines, inks, fills)
        meant = next((fill for fill in fills if colour.hue(fill)), fills[0])
        return Cell(fold_all(lines), meant, _dominant(inks), span)

    def _gather(
        self, container: etree._Element, lines: list[str], inks: Counter[str], fills: list[str]
    ) -> None:
        for child in _seen(container):
            if child.tag == W + "p":
                line, marker = self._line(child)
                lines.append(f"{marker or ''} {line.text}".strip())
                inks.update(line.inks)
                for box in line.boxes:
                    self._gather(box, lines, inks, fills)
            elif child.tag == W + "tbl":
                above: dict[int, Cell] = {}
                for row in _rows(child):
                    cells = self._row(row.find(W + "trPr"), _cells(row), above)
                    lines.append(" ".join(cell.text for cell in cells if cell.text))
                    fills += [cell.fill for cell in cells]
                    for cell in cells:
                        inks[cell.ink] += len(cell.text)

    # -- the letters

    def _line(self, element: etree._Element) -> tuple[_Line, str | None]:
        """The paragraph's words and its shown number (None: in no list, "": a bullet)."""
        self.fields = [shown for shown in self.fields if shown]
        properties, style = element.find(W + "pPr"), _style(element)
        mark = None if properties is None else properties.find(W + "rPr")
        gone = mark is not None and (mark.find(W + "del") is not None or on(mark.find(W + "vanish")))
        line = _Line()
        self._inline(element, line, self._looks(properties, style))
        if line.hidden:
            self.note(f"Hidden text was left out: “{fold(''.join(line.hidden))[:200]}”.")
        if gone and not line.text:
            return line, None
        return line, self.numbering.marker(properties, style)

    def _looks(self, properties: etree._Element | None, style: str) -> _Looks:
        shading = None if properties is None else properties.find(W + "shd")
        return _Looks(
            hidden=on(self.styles.said(style, "rPr/vanish")) if style else False,
            shading=self._shading(shading) if shading is not None else "",
            styled=self._style_ink(style),
        )

    def _inline(self, element: etree._Element, line: _Line, looks: _Looks) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, line, looks)
            elif tag == W + "sdt":
                self._control(child, line, looks)
            elif tag in THROUGH:
                self._inline(child, line, looks)
            elif tag == CHOICE + "AlternateContent":
                self._inline(_chosen(child), line, looks)
            elif tag == MATHS + "t":
                line.parts.append(child.text or "")

    def _control(self, element: etree._Element, line: _Line, looks: _Looks) -> None:
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

    def _run(self, run: etree._Element, line: _Line, looks: _Looks) -> None:
        properties = run.find(W + "rPr")
        hidden = looks.hidden if properties is None else self._is_hidden(properties, looks)
        before = len(line.parts)
        self._run_parts(run, line, properties)
        if len(line.parts) == before:
            return
        if hidden:
            line.hidden += line.parts[before:]
            del line.parts[before:]
            return
        ink = self._ink(properties, looks)
        if ink:
            line.inks[ink] += sum(len(part.strip()) for part in line.parts[before:])

    def _run_parts(self, run: etree._Element, line: _Line, properties: etree._Element | None) -> None:
        for child in run:
            tag = child.tag
            if tag == W + "fldChar":
                self._field(child, line)
            elif not all(self.fields):
                continue
            elif tag == W + "t":
                line.parts.append(_symbols_in(child.text or "", properties))
            elif tag in LETTERS:
                line.parts.append(LETTERS[tag])
            elif tag == W + "sym":
                line.parts.append(self._symbol(child))
            elif tag in (W + "drawing", W + "pict", W + "object"):
                self._picture(child, line)
            elif tag == CHOICE + "AlternateContent":
                self._run_parts(_chosen(child), line, properties)
            elif tag in NOTED:
                self._aside(NOTED[tag], child.get(W + "id", ""))
            elif tag == W + "ruby":
                self._inline(child, line, _Looks(False, "", ""))

    def _field(self, mark: etree._Element, line: _Line) -> None:
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

    def _symbol(self, element: etree._Element) -> str:
        found = _symbol(element.get(W + "font", ""), element.get(W + "char", ""))
        if not found:
            self.note("A symbol here has no letter that says what it is.")
        return found

    def _picture(self, element: etree._Element, line: _Line) -> None:
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
        if described and not boxes:
            line.parts.append(f" {described[0]} ")
        elif not boxes and any(part.tag in (DRAWING + "blip", VML + "imagedata") for part in parts):
            if not any(part.tag == DECORATIVE and part.get("val") in ("1", "true") for part in parts):
                self.note("A picture here has no alternative text, so what it shows was not read.")
        elif not boxes and any(part.tag == DRAWING + "graphicData" for part in parts) and not described:
            if not any(part.tag == SHAPE + "wsp" for part in parts):
                self.note("A chart or diagram here was not read.")

    def _aside(self, kind: str, number_: str) -> None:
        if kind not in self._asides:
            root = self._related(kind + "s")
            self._asides[kind] = {
                entry.get(W + "id", ""): fold_all(
                    "".join(text.text or "" for text in paragraph.iter(W + "t"))
                    for paragraph in entry.iter(W + "p")
                )
                for entry in (root if root is not None else ())
            }
        words = self._asides[kind].get(number_, "")
        if words:
            self.note(f"A {kind} here says: “{words}”." if kind != "endnote" else f"An endnote says: “{words}”.")

    # -- colour and hiding

    def _is_hidden(self, properties: etree._Element, looks: _Looks) -> bool:
        own = properties.find(W + "vanish")
        if own is not None:
            return on(own)
        style = properties.find(W + "rStyle")
        named = None if style is None else self.styles.said(style.get(VAL, ""), "rPr/vanish")
        return on(named) if named is not None else looks.hidden

    def _ink(self, properties: etree._Element | None, looks: _Looks) -> str:
        """The first of run shading, highlighter, paragraph shading, letters and style that has a hue."""
        if properties is None or len(properties) == 0:
            return looks.shading if colour.hue(looks.shading) else looks.styled
        style = properties.find(W + "rStyle")
        for found in (
            self._shading(properties.find(W + "shd")),
            self._highlight(properties),
            looks.shading,
            self._letters(properties.find(W + "color")),
            self._style_ink("" if style is None else style.get(VAL, "")),
        ):
            if colour.hue(found):
                return found
        # letters said to be black or automatic are not the style's colour
        return "" if properties.find(W + "color") is not None else looks.styled

    def _style_ink(self, style_id: str) -> str:
        """The colour a style gives its letters; the file's default paragraph style says nothing."""
        for style in self.styles.chain(style_id):
            properties = style.find(W + "rPr")
            if properties is None or style.get(W + "styleId") == self.styles.default:
                continue
            shading = self._shading(properties.find(W + "shd"))
            for found in (shading, self._highlight(properties), self._letters(properties.find(W + "color"))):
                if colour.hue(found):
                    return found
        return ""

    def _highlight(self, properties: etree._Element) -> str:
        pen = properties.find(W + "highlight")
        return "" if pen is None else colour.HIGHLIGHTS.get(pen.get(VAL, ""), "")

    def _letters(self, element: etree._Element | None) -> str:
        if element is None:
            return ""
        return self._colour(element, "val", "theme")

    def _shading(self, element: etree._Element | None) -> str:
        """w:shd: clear shows its fill, solid its colour, a percentage a mixture."""
        if element is None:
            return ""
        pattern = element.get(VAL, "clear")
        if pattern == "nil":
            return ""
        back = self._colour(element, "fill", "themeFill")
        if not pattern.startswith("pct") and pattern != "solid":
            return back
        front = self._colour(element, "color", "theme")
        if pattern == "solid":
            return front
        share = int(PERCENT.match(pattern)[1] or 0) / 100
        return colour.mixed(front or "#000000", back, min(1.0, share))

    def _colour(self, element: etree._Element, plain: str, theme: str) -> str:
        """A theme's name beats the hex beside it, which is only what it was when last saved."""
        attribute = theme + "Color" if theme == "theme" else theme
        name = element.get(W + attribute)
        exact = self.theme.get(colour.THEME_NAMES.get(name, name)) if name else None
        if exact:
            return colour.word_theme(exact, element.get(W + theme + "Tint"), element.get(W + theme + "Shade"))
        return colour.normal(element.get(W + plain))


def _seen(container: etree._Element) -> Iterator[etree._Element]:
    """The children as a reader sees them: through content controls and insertions, one of two alternatives."""
    for child in container:
        if child.tag == W + "sdt" and on(child.find(f"{W}sdtPr/{W}showingPlcHdr")):
            continue
        if child.tag in THROUGH:
            yield from _seen(child)
        elif child.tag == CHOICE + "AlternateContent":
            yield from _seen(_chosen(child))
        else:
            yield child


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that are not a tracked deletion."""
    for row in _seen(table):
        if row.tag == W + "tr" and row.find(f"{W}trPr/{W}del") is None:
            yield row


def _cells(row: etree._Element) -> list[etree._Element]:
    return [
        cell
        for cell in _seen(row)
        if cell.tag == W + "tc" and cell.find(f"{W}tcPr/{W}cellDel") is None
    ]  # fmt: skip


def _wraps_a_table(cell: etree._Element) -> bool:
    """Whether the cell is only a frame round a real table, as in some templates."""
    return any(
        len(_cells(row)) > 2 for inner in _seen(cell) if inner.tag == W + "tbl" for row in _rows(inner)
    )


def _chosen(alternatives: etree._Element) -> etree._Element:
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
            yield from _drawn(_chosen(child))
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


def _symbols_in(text: str, properties: etree._Element | None) -> str:
    """Letters typed in a picture font ("\\uf0fc" in Wingdings is a tick) as what they look like."""
    if not PRIVATE.search(text):
        return text
    fonts = None if properties is None else properties.find(W + "rFonts")
    font = "Wingdings" if fonts is None else fonts.get(W + "ascii", "Wingdings")
    return PRIVATE.sub(lambda letter: _symbol(font, f"{ord(letter[0]):x}") or "\u25aa", text)


def _setting(settings: etree._Element | None, tag: str) -> etree._Element | None:
    return None if settings is None else settings.find(W + tag)


def _skipped(properties: etree._Element | None, tag: str) -> int:
    return max(0, min(WIDEST, number(_setting(properties, tag))))


def _style(element: etree._Element) -> str:
    style = element.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(VAL, "")


def _dominant(inks: Counter[str]) -> str:
    """The colour of most of the coloured letters."""
    return max((ink for ink in inks if ink), key=inks.__getitem__, default="")
