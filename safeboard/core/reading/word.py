"""Word files (.docx, .docm, .dotx) as blocks, read as a person sees them on the page.

Tracked insertions are in, deletions out; content controls are looked through; hidden and crossed-out text is
left out and said so. python-docx is not used: it drops tracked insertions, drop-downs, nested tables and every cell, row
and table inside a content control, which is what board templates are made of.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from safeboard.core.reading import colour
from safeboard.core.reading.blocks import (
    OWN_BOOKMARK,
    Block,
    Cell,
    Heading,
    Item,
    Paragraph,
    Row,
    Source,
    Unreadable,
    fold_all,
)
from safeboard.core.reading.package import Package
from safeboard.core.reading.word_crossed import after, as_read
from safeboard.core.reading.word_ink import Inks
from safeboard.core.reading.word_letters import CHOICE, THROUGH, Letters, Line, chosen
from safeboard.core.reading.word_styles import VAL, Numbering, Styles, W, number, on

WHOLE = "whole file"
WIDEST = 63  # columns in a table: Word's own limit

OWN_ROW = re.compile(rf"{OWN_BOOKMARK}A[0-9]{{1,18}}")


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
        reader.note(
            "The file has tracked changes: what was inserted is read, what was deleted is not.", WHOLE
        )
    return Source("word", blocks, notes=reader.notes)


class _Word:
    def __init__(self, package: Package, main: str) -> None:
        self.package, self.main = package, main
        self.styles = Styles(self._related("styles"))
        self.inks = Inks(colour.scheme(self._related("theme")), self.styles)
        self.numbering = Numbering(self._related("numbering"), self.styles)
        self.notes: list[tuple[str, str]] = []
        self.place = "paragraph 1"
        self.paragraphs = self.tables = 0
        self.letters = Letters(self.styles, self.inks, self.note, self._aside)
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
        said = as_read(line.text)
        if said.sentence:
            self.note(said.sentence)
        if said.text:
            self.paragraphs += 1
            ink = _dominant(+line.inks if said.partly else line.inks)
            yield self._block(element, said.text, marker, ink)
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
        return self.styles.level(_style(element.find(W + "pPr")))

    # -- tables

    def _table(self, table: etree._Element) -> Iterator[Block]:
        self.tables += 1
        own, headed = self.tables, True
        above: dict[int, Cell] = {}
        for index, row in enumerate(_rows(table), start=1):
            self.place = place = f"table {own}, row {index}"
            cells = _cells(row)
            if len(cells) == 1 and _wraps_a_table(cells[0]):
                yield from self.blocks(cells[0])
                continue
            properties = row.find(W + "trPr")
            headed = headed and properties is not None and on(properties.find(W + "tblHeader"))
            yield Row(self._row(properties, cells, above), own, place, header=headed, key=_key(row))

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
        fills: list[str] = [self.inks.shading(_setting(settings, "shd"))]
        self._gather(element, lines, inks, fills)
        meant = next((fill for fill in fills if colour.hue(fill)), fills[0])
        said = as_read(fold_all(lines))
        if said.sentence:
            self.note(said.sentence)
        return Cell(said.text, meant, _dominant(+inks if said.partly else inks), span)

    def _gather(
        self, container: etree._Element, lines: list[str], inks: Counter[str], fills: list[str]
    ) -> None:
        for child in _seen(container):
            if child.tag == W + "p":
                line, marker = self._line(child)
                lines.append(after(marker or "", line.text))
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

    def _line(self, element: etree._Element) -> tuple[Line, str | None]:
        """The paragraph's words and its shown number (None: in no list, "": a bullet)."""
        properties = element.find(W + "pPr")
        style = _style(properties)
        line = self.letters.line(element, properties, style)
        mark = None if properties is None else properties.find(W + "rPr")
        gone = mark is not None and (mark.find(W + "del") is not None or on(mark.find(W + "vanish")))
        if gone and not line.text:
            return line, None
        return line, self.numbering.marker(properties, style)

    def _aside(self, kind: str, number_: str) -> str:
        if kind not in self._asides:
            root = self._related(kind + "s")
            self._asides[kind] = {
                entry.get(W + "id", ""): fold_all(
                    "".join(text.text or "" for text in paragraph.iter(W + "t"))
                    for paragraph in entry.iter(W + "p")
                )
                for entry in (root if root is not None else ())
            }
        return self._asides[kind].get(number_, "")


def _seen(container: etree._Element) -> Iterator[etree._Element]:
    """The children as a reader sees them: through content controls and insertions, one of two alternatives."""
    for child in container:
        if child.tag == W + "sdt" and on(child.find(f"{W}sdtPr/{W}showingPlcHdr")):
            continue
        if child.tag in THROUGH:
            yield from _seen(child)
        elif child.tag == CHOICE + "AlternateContent":
            yield from _seen(chosen(child))
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


def _key(row: etree._Element) -> str:
    """What our own bookmark in the row calls it; "" where there is none, or where several rows were made one."""
    names = (mark.get(W + "name", "") for mark in row.iter(W + "bookmarkStart"))
    found = {name.removeprefix(OWN_BOOKMARK) for name in names if OWN_ROW.fullmatch(name)}
    return found.pop() if len(found) == 1 else ""


def _wraps_a_table(cell: etree._Element) -> bool:
    """Whether the cell is only a frame round a real table, as in some templates."""
    return any(
        len(_cells(row)) > 2 for inner in _seen(cell) if inner.tag == W + "tbl" for row in _rows(inner)
    )


def _setting(settings: etree._Element | None, tag: str) -> etree._Element | None:
    return None if settings is None else settings.find(W + tag)


def _skipped(properties: etree._Element | None, tag: str) -> int:
    return max(0, min(WIDEST, number(_setting(properties, tag))))


def _style(properties: etree._Element | None) -> str:
    style = None if properties is None else properties.find(W + "pStyle")
    return "" if style is None else style.get(VAL, "")


def _dominant(inks: Counter[str]) -> str:
    """The colour of most of the coloured letters."""
    return max((ink for ink in inks if ink), key=inks.__getitem__, default="")
