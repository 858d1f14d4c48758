"""A paper as an Excel workbook: a sheet for each part (see blocks.py).

Every word is written as text: nothing a person typed can become a formula or a link. The same paper
gives the same bytes.
"""

from __future__ import annotations

import datetime
import io

import xlsxwriter
from docx.image.image import Image

from safeboard.core.paper.blocks import (
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    Legend,
    Line,
    Look,
    Numbers,
    Paper,
    Part,
    Picture,
    Row,
    Table,
    Text,
)
from safeboard.core.paper.drawn import DOTS_ACROSS, png_of
from safeboard.core.paper.identity import add_to_excel
from safeboard.core.paper.measure import lines_needed, shared

ACROSS = 160
"""The width of a table's columns together, in letters."""

FRONT = 100
"""The width of the one column of a part without a table."""

FACTS = (30, 70)

LETTERS_A_UNIT = 1.2
"""How many letters of 10 point Arial go in a unit of column width, about."""

LAST_DAY = "Last day (read by Safeboard)"
LINE_HEIGHT = 13.5
TALLEST_ROW = 400
"""Excel stops at 409 points."""

LONGEST_TEXT = 32_000
"""Excel cuts a cell off at 32,767 characters; what is over goes on in a row below."""

FROZEN_HEIGHT = 220
"""The table's headings stay in view where what stands above them is no taller than this, in points."""

PICTURE_DOTS = 900
LOGO_DOTS = 60
FIXED_TIME = datetime.datetime(2000, 1, 1)


def write_excel(paper: Paper) -> bytes:
    """The .xlsx file."""
    out = io.BytesIO()
    usual = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, usual) as book:
        book.set_properties({"title": paper.name[:255], "author": paper.author[:255], "created": FIXED_TIME})
        add_to_excel(book, paper.identity)
        looks = _Looks(book, paper.look)
        for place, part in enumerate(paper.parts):
            _Sheet(book.add_worksheet(part.sheet), paper, part, looks).write(first=place == 0)
    return out.getvalue()


class _Looks:
    """The formats of one workbook."""

    def __init__(self, book, look: Look) -> None:
        wrapped = {"text_wrap": True, "valign": "top", "font_name": "Arial", "font_size": 10}
        boxed = {**wrapped, "border": 1, "border_color": "#6f777b"}
        headed = {**wrapped, "bold": True, "font_color": look.accent}
        self.headings = {
            level: book.add_format({**headed, "font_size": size})
            for level, size in {1: 18, 2: 14, 3: 11, 4: 10}.items()
        }
        self.words = book.add_format(wrapped)
        self.quiet = book.add_format({**wrapped, "font_size": 9})
        self.strong = book.add_format({**wrapped, "bold": True})
        self.header = book.add_format({**boxed, "bold": True, "bg_color": "#e4e4e4"})
        self.cell = book.add_format(boxed)
        self.head = book.add_format({**boxed, "bold": True})
        self.date = book.add_format({**boxed, "num_format": "d mmm yyyy", "align": "left"})
        self.rated = {
            rating: book.add_format({**boxed, "bg_color": tint}) for rating, tint in look.tints.items()
        }
        self.letters = book.add_format({"font_name": "Arial", "font_size": 10})
        self.bold_letters = book.add_format({"font_name": "Arial", "font_size": 10, "bold": True})


class _Sheet:
    """One part's sheet, written from the top; `place` is the next free row."""

    def __init__(self, sheet, paper: Paper, part: Part, looks: _Looks) -> None:
        self.sheet, self.paper, self.part, self.looks = sheet, paper, part, looks
        self.tables = [block for block in part.blocks if isinstance(block, Table)]
        self.widths = self._widths()
        self.place = 0
        self.above = 0.0

    def _widths(self) -> list[float]:
        """Of the columns: those of the widest table, else two for facts, else one for words."""
        if self.tables:
            widest = max(self.tables, key=lambda table: len(table.columns))
            return shared(ACROSS, [column.share for column in widest.columns])
        facts = any(isinstance(block, Facts) for block in self.part.blocks)
        return [float(width) for width in FACTS] if facts else [FRONT]

    def write(self, *, first: bool) -> None:
        self._set_up()
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        if any(table.last_day for table in self.tables):
            self.sheet.set_column(len(self.widths), len(self.widths), 17)
        if first and self.paper.look.logo:
            self._logo()
        for block in self.part.blocks:
            self._block(block)

    def _set_up(self) -> None:
        sheet, paper = self.sheet, self.paper
        if self.part.landscape:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        name = paper.name.replace("&", "&&")[:100]
        printed = f" · {paper.printed}".replace("&", "&&")[:100] if paper.printed else ""
        sheet.set_footer(f"&L&8{name}{printed}&R&8Page &P of &N")
        if paper.draft:
            sheet.set_header("&LDraft")

    def _logo(self) -> None:
        logo = self.paper.look.logo
        self.sheet.set_row(self.place, 50)
        scale = LOGO_DOTS / max(Image.from_blob(logo.data).px_height, 1)
        said = {"image_data": io.BytesIO(logo.data), "description": logo.words}
        self.sheet.insert_image(
            self.place, 0, f"logo.{logo.kind}", said | {"x_scale": scale, "y_scale": scale}
        )
        self.place += 1
        self.above += 50

    # --- Blocks ---

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._line(Line(text=block.words), self.looks.headings[min(block.level, 4)])
            case Text():
                look = self.looks.quiet if block.quiet else self.looks.words
                self._line(block.line, look if block.line.text else self.looks.strong)
            case Bullets():
                self._lines(f"• {words}" for words in block.items)
            case Numbers():
                self._lines(f"{number}. {words}" for number, words in enumerate(block.items, start=1))
            case Legend():
                self._lines(["; ".join(label for _, label in block.entries)])
            case Facts():
                self._facts(block)
            case Picture():
                self._picture(block)
            case Table():
                self._table(block)

    def _lines(self, texts) -> None:
        for words in texts:
            self._line(Line(text=words), self.looks.words)

    def _line(self, line: Line, look) -> None:
        """One text over all the part's columns."""
        for part in _parts(line.words):
            height = _text_height(part, sum(self.widths), look)
            self.above += height
            self.sheet.set_row(self.place, height)
            if len(self.widths) > 1:
                self.sheet.merge_range(self.place, 0, self.place, len(self.widths) - 1, "", look)
            if line.strong and line.text and part == line.words:
                pieces = [self.looks.bold_letters, line.strong, self.looks.letters, f" {line.text}"]
                self.sheet.write_rich_string(self.place, 0, *pieces, look)
            else:
                self.sheet.write_string(self.place, 0, part, look)
            self.place += 1

    def _facts(self, block: Facts) -> None:
        for name, words in block.pairs:
            self.sheet.set_row(self.place, _text_height(words, self.widths[-1], self.looks.words))
            self.sheet.write_string(self.place, 0, name[:LONGEST_TEXT], self.looks.head)
            self.sheet.write_string(self.place, 1, words[:LONGEST_TEXT], self.looks.cell)
            self.place += 1

    def _picture(self, block: Picture) -> None:
        self._line(Line(strong=block.title), self.looks.strong)
        scale = PICTURE_DOTS / DOTS_ACROSS
        height = PICTURE_DOTS / block.wide * 0.75
        rows = int(height // TALLEST_ROW) + 1
        for row in range(rows):
            self.sheet.set_row(self.place + row, height / rows + 4)
        said = {"image_data": io.BytesIO(png_of(block)), "description": f"{block.title}. {block.words}"}
        self.sheet.insert_image(self.place, 0, "picture.png", said | {"x_scale": scale, "y_scale": scale})
        self.place += rows
        self._line(Line(text=block.words), self.looks.words)

    # --- Tables ---

    def _table(self, table: Table) -> None:
        if table.captioned:
            self._line(Line(strong=table.title), self.looks.strong)
        header, alone = self.place, len(self.tables) == 1
        headings = [column.heading for column in table.columns] + [LAST_DAY] * table.last_day
        for column, heading in enumerate(headings):
            self.sheet.write_string(header, column, heading[:LONGEST_TEXT], self.looks.header)
        self.sheet.set_row(header, 2 * LINE_HEIGHT + 3)
        if alone:
            self.sheet.repeat_rows(header)
        if alone and self.above <= FROZEN_HEIGHT:
            self.sheet.freeze_panes(header + 1, 1)
        self.place += 1
        rows = _fitting(table.rows)
        for offset, row in enumerate(rows):
            self._row(table, row, rows[offset : offset + max(row.cells[0].down, 1)])
        if alone and table.filters:
            self.sheet.autofilter(header, 0, self.place - 1, len(headings) - 1)

    def _row(self, table: Table, row: Row, group: list[Row]) -> None:
        """group: the rows the row's first cell covers, this one first."""
        self.sheet.set_row(self.place, self._height(row, group))
        for column, cell in enumerate(row.cells):
            look = self.looks.rated.get(cell.rating, self.looks.cell)
            if cell.down > 1:
                self.sheet.merge_range(self.place, column, self.place + cell.down - 1, column, "", look)
            if cell.down:
                self._text(column, cell, look)
        if table.last_day:
            self._last_day(len(row.cells), row)
        self.place += 1

    def _last_day(self, column: int, row: Row) -> None:
        if row.last_day:
            self.sheet.write_datetime(self.place, column, _moment(row.last_day), self.looks.date)
        else:
            self.sheet.write_blank(self.place, column, None, self.looks.date)

    def _text(self, column: int, cell: Cell, look) -> None:
        """A cell's words, with their bold beginnings where Excel allows a mixture."""
        pieces: list = []
        for place, line in enumerate(cell.lines):
            pieces += [self.looks.letters, "\n"] if place else []
            pieces += [self.looks.bold_letters, line.strong] if line.strong else []
            text = f" {line.text}" if line.strong and line.text else line.text
            pieces += [self.looks.letters, text] if text else []
        if len(pieces) > 2:
            self.sheet.write_rich_string(self.place, column, *pieces, look)
        else:
            self.sheet.write_string(self.place, column, cell.words, look)

    def _height(self, row: Row, group: list[Row]) -> float:
        """Points. Excel does not fit rows round a merged cell: its first row takes what is short."""
        needs = [self._needed(other) for other in group]
        first = row.cells[0]
        short = lines_needed(first, self.widths[0] * LETTERS_A_UNIT) - sum(needs) if first.down > 1 else 0
        lines = needs[0] + max(short, 0)
        return min(LINE_HEIGHT * lines + 4, TALLEST_ROW)

    def _needed(self, row: Row) -> int:
        cells = zip(row.cells, self.widths, strict=False)
        return max(lines_needed(cell, width * LETTERS_A_UNIT) for cell, width in cells if cell.down <= 1) or 1


def _text_height(words: str, width: float, look) -> float:
    """Points, for words over `width` units of column."""
    lines = lines_needed(Cell((Line(text=words),)), width * LETTERS_A_UNIT * 10 / look.font_size)
    return min(LINE_HEIGHT * lines * look.font_size / 10 + 3, TALLEST_ROW)


def _parts(words: str) -> list[str]:
    return [words[start : start + LONGEST_TEXT] for start in range(0, len(words), LONGEST_TEXT)]


def _fitting(rows: tuple[Row, ...]) -> list[Row]:
    """The rows, with one that holds more than a cell can carry followed by rows that hold the rest."""
    if all(len(cell.words) <= LONGEST_TEXT for row in rows for cell in row.cells):
        return list(rows)
    return [part for row in rows for part in _split(row)]


def _split(row: Row) -> list[Row]:
    """Unmerged, since the rows are now more than the merged cell covers."""
    pieces = [_parts(cell.words) for cell in row.cells]
    deepest = max(map(len, pieces), default=0) or 1
    if deepest == 1:
        return [Row(tuple(Cell(cell.lines, cell.rating) for cell in row.cells), row.starts, row.last_day)]
    return [
        Row(
            tuple(
                Cell((Line(text=parts[depth]),) if depth < len(parts) else (), cell.rating)
                for parts, cell in zip(pieces, row.cells, strict=True)
            ),
            starts=row.starts and depth == 0,
            last_day=row.last_day if depth == 0 else None,
        )
        for depth in range(deepest)
    ]


def _moment(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day)
