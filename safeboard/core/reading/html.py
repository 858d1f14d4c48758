"""Web pages as blocks: headings, lists, tables with their merges and colours. Scripts and hidden parts are left out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import lxml.html
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
from safeboard.core.reading.html_colour import Sheet, declared
from safeboard.core.reading.kind import decoded
from safeboard.core.reading.word_crossed import after, as_read, crossed_out
from safeboard.core.reading.word_styles import written

SILENT = {"script", "style", "head", "template", "noscript", "iframe", "object", "svg", "canvas", "datalist",
          "colgroup", "col", "title", "audio", "video", "math", "rp", "rt"}  # fmt: skip
CROSSING = {"s", "strike", "del"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {"p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "blockquote", "pre",
          "ul", "ol", "dl", "dt", "dd", "form", "fieldset", "legend", "figure", "figcaption", "address", "hr",
          "body", "html", "details", "summary", "caption", "center", "menu"}  # fmt: skip
WIDEST = 100
LIMIT_GRID = 400_000
LIMIT_TAGS = 300_000
KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
TOO_DEEP = "The page is nested deeper than any plan needs: save it as .docx or PDF and send that."


def read_html(data: bytes) -> Source:
    return read_page(decoded(data), "html")


def read_page(text: str, kind: str) -> Source:
    if text.count("<") > LIMIT_TAGS:
        raise Unreadable("The page holds far more than a plan: send the plan alone.")
    # the declaration of an encoding no longer holds for text that has been decoded
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True,
                                  remove_pis=True)  # fmt: skip
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise Unreadable(
            "The page has no words in it: check that it was saved, and send it again."
        ) from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise Unreadable(TOO_DEEP)
    page = _Page(root, Sheet(root))
    return Source(kind, list(page.read()), notes=page.notes)


class _Words:
    """Words gathered until the next block begins."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.inks: Counter[str] = Counter()

        self.crossed = 0  # how many of the elements round the next words cross them out

    def add(self, text: str | None, ink: str, kept: bool) -> None:
        """kept: line breaks in the file are line breaks on the page (<pre>)."""
        if text:
            self.put(text if kept else text.replace("\n", " "))
            if ink:
                self.inks[ink] += 0 if self.crossed else len(text.strip())

    def put(self, text: str) -> None:
        self.parts.append(crossed_out(text) if self.crossed else text)

    def take(self) -> tuple[str, Counter[str]]:
        """Crossed-out words come with their marks, and their colours count for nothing."""
        text, inks = fold("".join(self.parts)), self.inks
        self.parts, self.inks = [], Counter()
        return text, inks


class _Page:
    def __init__(self, root: etree._Element, looks: Sheet) -> None:
        self.root, self.looks = root, looks
        self.words = _Words()
        self.notes: list[tuple[str, str]] = []
        self.paragraphs = self.tables = 0
        self.marker: str | None = None
        self.counts: dict[etree._Element, int] = {}  # by list, the number of its next item
        self.place = "paragraph 1"
        self.in_cell = False

    def read(self) -> Iterator[Block]:
        yield from self._walk(self.root, "", kept=False)
        yield from self._flush()

    def note(self, sentence: str) -> None:
        self.notes.append((self.place, sentence))

    def _flush(self, level: int = 0) -> Iterator[Block]:
        marked, inks = self.words.take()
        said = as_read(marked)
        text = marked if self.in_cell else said.text
        ink = _most(+inks if said.partly else inks)
        place = f"paragraph {self.paragraphs + 1}"
        if said.sentence and not self.in_cell:
            self.notes.append((place, said.sentence))
        self.paragraphs += bool(text)
        self.place = f"paragraph {self.paragraphs + 1}"
        if text and level:
            yield Heading(text, level, place)
        elif text and self.marker is not None:
            yield Item(text, self.marker, place)
            self.marker = None
        elif text:
            yield Paragraph(text, place, ink)

    def _walk(self, element: etree._Element, ink: str, kept: bool) -> Iterator[Block]:
        """The blocks under one element. ink: the colour its letters inherit."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SILENT or self._hides(element):
            return
        ink = (self.looks.ink(element) if element is not self.root else "") or ink
        crosses = self._crosses(element)
        if tag == "table":
            yield from self._flush()
            self.words.crossed += crosses
            yield from self._table(element)
            self.words.crossed -= crosses
            return
        level, opens = HEADINGS.get(tag, 0), tag in HEADINGS or tag in BLOCKS or tag == "li"
        if opens and not (tag in ("p", "div") and self.marker is not None):
            yield from self._flush()
        if tag == "li":
            self.marker = self._marker(element)
        self.words.crossed += crosses
        self._own_words(element)
        self.words.add(element.text if tag not in ("select", "textarea") else "", ink, kept or tag == "pre")
        for child in element if tag not in ("select", "textarea") else ():
            yield from self._walk(child, ink, kept or tag == "pre")
            self.words.add(child.tail, ink, kept or tag == "pre")
        self.words.crossed -= crosses
        if opens:
            yield from self._flush(level)
        if tag == "li":
            self.marker = None

    def _hides(self, element: etree._Element) -> bool:
        if not self.looks.is_hidden(element):
            return False
        words = fold("".join(map(str, element.itertext())))
        if words:
            self.note(f"Hidden text was left out: “{words[:200]}”.")
        return True

    def _own_words(self, element: etree._Element) -> None:
        """What an element without text of its own shows: a line break, an image's words, a form's answer."""
        tag = element.tag
        if tag == "br":
            self.words.parts.append("\n")
        elif tag == "img":
            described = element.get("alt")
            if described:
                self.words.put(f" {described} ")
            elif described is None:
                self.note("A picture here has no alternative text, so what it shows was not read.")
        elif tag == "input":
            self.words.put(_answer(element))
        elif tag == "textarea":
            self.words.put(element.text or "")
        elif tag == "select":
            options = list(element.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            self.words.put(" ".join("".join(map(str, option.itertext())) for option in chosen))

    def _marker(self, item: etree._Element) -> str:
        """The number shown before a list item, "" for a bullet. Items come in the order of the page."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or "none" in (_list_style(item), _list_style(parent)):
            return ""
        step = -1 if parent.get("reversed") is not None else 1
        if parent not in self.counts:
            first = sum(child.tag == "li" for child in parent) if step < 0 else 1
            self.counts[parent] = _whole(parent.get("start"), first)
        count = _whole(item.get("value"), self.counts[parent])
        self.counts[parent] = count + step
        return f"{written(count, KINDS.get(parent.get('type') or '', 'decimal'))}."

    def _crosses(self, element: etree._Element) -> bool:
        """Whether a line goes through the words of the element; on a <table> or <tr>, through all in it."""
        looks = self.looks.looks(element)
        line = looks.get("text-decoration-line") or looks.get("text-decoration")
        return "line-through" in line.split() if line else element.tag in CROSSING

    # -- tables

    def _table(self, table: etree._Element) -> Iterator[Block]:
        rows = list(_rows(table))
        caption = table.find("caption")
        if caption is not None:
            yield from self._walk(caption, "", kept=False)
        if rows and max(len(_cells(row)) for row in rows) == 1 and table.find(".//table") is not None:
            for row in rows:
                for cell in _cells(row):
                    yield from self._frame(cell, self._crosses(row) + self._crosses(cell))
            return
        self.tables += 1
        own, placed = self.tables, 0
        reach: dict[int, tuple[int, Cell]] = {}
        for index, row in enumerate(rows, start=1):
            self.place = f"table {own}, row {index}"
            if self._hides(row):
                continue
            cells = self._row(row, reach)
            placed += len(cells)
            if placed > LIMIT_GRID:
                raise Unreadable("A table of the page holds far more than a plan: send the plan alone.")
            yield Row(cells, own, f"table {own}, row {index}", header=_is_header(row))
        self.place = f"paragraph {self.paragraphs + 1}"

    def _frame(self, cell: etree._Element, crosses: int) -> Iterator[Block]:
        """A cell that only frames other things: what is in it counts as if it stood on the page."""
        self.words.crossed += crosses
        self.words.add(cell.text, "", kept=False)
        for child in cell:
            yield from self._walk(child, "", kept=False)
            self.words.add(child.tail, "", kept=False)
        self.words.crossed -= crosses
        yield from self._flush()

    def _row(self, row: etree._Element, reach: dict[int, tuple[int, Cell]]) -> list[Cell]:
        """One row on the grid. reach: by column, how many more rows a cell above goes down, and the cell."""
        ground = self.looks.ground(row)
        crossed = sum(self._crosses(above) for above in (row, row.getparent()) if above is not None)
        cells: list[Cell] = []
        waiting = _cells(row)
        while len(cells) < WIDEST and (waiting or any(column >= len(cells) for column in reach)):
            column = len(cells)
            if column in reach:
                rows, above = reach.pop(column)
                cell = replace(above, text="", merged_down=True)
                down = rows - 1
            elif waiting:
                element = waiting.pop(0)
                span = max(1, min(WIDEST - column, _whole(element.get("colspan"), 1)))
                cell = self._cell(element, ground, span, crossed)
                down = _down(element)
            else:
                cell, down = Cell(), 0
            if down > 0:
                reach[column] = (down, cell)
            cells += [cell, *(Cell(covered=True) for _ in range(cell.span - 1))]
        if waiting:
            self.note(f"This row has more than {WIDEST} cells; the rest was left out.")
        return cells

    def _cell(self, element: etree._Element, ground: str, span: int, crossed: int) -> Cell:
        """The words of everything in the cell, in order; a nested table's colour counts after the cell's own."""
        inner = _Page(self.root, self.looks)
        inner.in_cell = True
        inner.words.crossed = self.words.crossed + crossed + self._crosses(element)
        lines: list[str] = []
        inks: Counter[str] = Counter()
        fills = [self.looks.ground(element) or ground]
        own = self.looks.looks(element).get("color", "")
        ink = self.looks.ink(element) if own and not colour.hue(self.looks.ground(element)) else ""
        inner.words.add(element.text, ink, kept=False)
        for block in self._inside(inner, element, ink):
            if isinstance(block, Row):
                lines.append(" ".join(cell.text for cell in block.cells if cell.text))
                fills += [cell.fill for cell in block.cells]
                inks.update(_inks(block.cells))
            else:
                lines.append(after(block.marker if isinstance(block, Item) else "", block.text))
                if isinstance(block, Paragraph) and block.ink:
                    inks[block.ink] += 0 if as_read(block.text).wholly else len(block.text)
        self.notes += [(self.place, sentence) for _, sentence in inner.notes]
        meant = next((fill for fill in fills if colour.hue(fill)), fills[0])
        said = as_read(fold_all(lines))
        if said.sentence:
            self.note(said.sentence)
        return Cell(said.text, meant, _most(+inks if said.partly else inks), span)

    @staticmethod
    def _inside(inner: "_Page", element: etree._Element, ink: str) -> Iterator[Block]:
        for child in element:
            yield from inner._walk(child, ink, kept=False)
            inner.words.add(child.tail, ink, kept=False)
        yield from inner._flush()


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_header(row: etree._Element) -> bool:
    parent = row.getparent()
    cells = _cells(row)
    return bool(cells) and (
        (parent is not None and parent.tag == "thead") or all(cell.tag == "th" for cell in cells)
    )


def _down(element: etree._Element) -> int:
    """How many more rows the cell goes down; rowspan="0" means to the end of the table."""
    rows = _whole(element.get("rowspan"), 1)
    return 65_534 if rows == 0 else max(0, min(65_534, rows) - 1)


def _list_style(element: etree._Element) -> str:
    return declared(element.get("style") or "").get("list-style-type", "")


def _answer(element: etree._Element) -> str:
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "\u2612" if element.get("checked") is not None else "\u2610"
    return f" {element.get('value') or ''} " if kind in ("text", "date", "number", "search") else ""


def _inks(cells: list[Cell]) -> Counter[str]:
    inks: Counter[str] = Counter()
    for cell in cells:
        inks[cell.ink] += len(cell.text)
    return inks


def _most(inks: Counter[str]) -> str:
    return max((ink for ink in inks if ink), key=inks.__getitem__, default="")


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text else otherwise
    except ValueError:
        return otherwise
