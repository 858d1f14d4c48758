"""A paper as an Excel workbook: a sheet for the front of the plan, one for each priority (see layout.py).

Every word is written as text: nothing a person typed can become a formula or a link. The same outline
gives the same bytes.
"""

from __future__ import annotations

import datetime
import io

import xlsxwriter

from safeboard.plans.outline import Outline
from safeboard.plans.papers.layout import (
    TINTS,
    Cell,
    Ending,
    Line,
    Paper,
    PaperOptions,
    Section,
    TableRow,
    lay_out,
    lines_needed,
)

ACROSS = 190
"""The width of a priority's columns together, in letters."""

FRONT = 120

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

FIXED_TIME = datetime.datetime(2000, 1, 1)


def write_excel(outline: Outline, *, options: PaperOptions | None = None) -> bytes:
    """The .xlsx file."""
    options = options or PaperOptions()
    paper = lay_out(outline, options)
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        written = options.printed_on or FIXED_TIME
        created = datetime.datetime(written.year, written.month, written.day)
        book.set_properties({"title": paper.name[:255], "author": paper.board[:255], "created": created})
        looks = _Looks(book)
        _front(book.add_worksheet("Plan"), paper, looks)
        for section in paper.sections:
            _Page(book.add_worksheet(section.sheet), paper, looks).write(section)
        for ending in paper.endings:
            _ending(book.add_worksheet(ending.sheet), paper, ending, looks)
    return out.getvalue()


class _Looks:
    """The formats of one workbook."""

    def __init__(self, book) -> None:
        wrapped = {"text_wrap": True, "valign": "top", "font_name": "Arial", "font_size": 10}
        boxed = {**wrapped, "border": 1, "border_color": "#6f777b"}
        self.title = book.add_format({**wrapped, "bold": True, "font_size": 18})
        self.heading = book.add_format({**wrapped, "bold": True, "font_size": 14})
        self.small_heading = book.add_format({**wrapped, "bold": True, "font_size": 11})
        self.words = book.add_format(wrapped)
        self.strong = book.add_format({**wrapped, "bold": True})
        self.header = book.add_format({**boxed, "bold": True, "bg_color": "#e4e4e4"})
        self.cell = book.add_format(boxed)
        self.date = book.add_format({**boxed, "num_format": "d mmm yyyy", "align": "left"})
        self.rated = {rating: book.add_format({**boxed, "bg_color": tint}) for rating, tint in TINTS.items()}
        self.letters = book.add_format({"font_name": "Arial", "font_size": 10})
        self.bold_letters = book.add_format({"font_name": "Arial", "font_size": 10, "bold": True})


def _front(sheet, paper: Paper, looks: _Looks) -> None:
    _page_set_up(sheet, paper)
    sheet.set_column(0, 0, FRONT)
    legend = "; ".join(label for _, label in paper.legend)
    lines = [(paper.board, looks.strong), (paper.title, looks.title)]
    _column(sheet, [*lines, *((words, looks.words) for words in (*paper.facts, legend, *paper.purpose))])


def _ending(sheet, paper: Paper, ending: Ending, looks: _Looks) -> None:
    _page_set_up(sheet, paper)
    sheet.set_column(0, 0, FRONT)
    _column(sheet, [(ending.heading, looks.heading), *((line.words, looks.words) for line in ending.lines)])


def _column(sheet, lines) -> None:
    """Words and their looks, one under the other."""
    place = 0
    for words, look in lines:
        for part in _parts(words):
            sheet.set_row(place, _text_height(part, FRONT, look))
            sheet.write_string(place, 0, part, look)
            place += 1


def _text_height(words: str, width: float, look) -> float:
    """Points, for words over `width` units of column."""
    lines = lines_needed(Cell((Line(text=words),)), width * LETTERS_A_UNIT * 10 / look.font_size)
    return min(LINE_HEIGHT * lines * look.font_size / 10 + 3, TALLEST_ROW)


def _page_set_up(sheet, paper: Paper) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    name = paper.name.replace("&", "&&")[:100]
    printed = f" · {paper.printed}" if paper.printed else ""
    sheet.set_footer(f"&L&8{name}{printed}&R&8Page &P of &N")
    if paper.draft:
        sheet.set_header("&LDraft")


class _Page:
    """One priority's sheet, written from the top; `place` is the next free row."""

    def __init__(self, sheet, paper: Paper, looks: _Looks) -> None:
        self.sheet, self.paper, self.looks = sheet, paper, looks
        self.widths = paper.widths(ACROSS)
        self.place = 0
        self.above = 0.0

    def write(self, section: Section) -> None:
        _page_set_up(self.sheet, self.paper)
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self.sheet.set_column(len(self.widths), len(self.widths), 17)
        self._banner(section.heading, self.looks.heading)
        for words in section.aim:
            self._banner(words, self.looks.words)
        for words in section.focus:
            self._banner(f"• {words}", self.looks.words)
        if section.outcomes:
            self._banner("Outcomes", self.looks.small_heading)
        for number, words in enumerate(section.outcomes, start=1):
            self._banner(f"{number}. {words}", self.looks.words)
        if section.rows:
            self._table(section)

    def _banner(self, words: str, look) -> None:
        """One text over all the board's columns."""
        for part in _parts(words):
            height = _text_height(part, ACROSS, look)
            self.above += height
            self.sheet.set_row(self.place, height)
            self.sheet.merge_range(self.place, 0, self.place, len(self.widths) - 1, "", look)
            self.sheet.write_string(self.place, 0, part, look)
            self.place += 1

    def _table(self, section: Section) -> None:
        header = self.place
        for column, heading in enumerate((*self.paper.headings, LAST_DAY)):
            self.sheet.write_string(header, column, heading[:LONGEST_TEXT], self.looks.header)
        self.sheet.set_row(header, 2 * LINE_HEIGHT + 3)
        self.sheet.repeat_rows(header)
        if self.above <= FROZEN_HEIGHT:
            self.sheet.freeze_panes(header + 1, 1)
        self.place += 1
        rows = _fitting(section.rows)
        for offset, row in enumerate(rows):
            self._row(row, rows[offset : offset + max(row.cells[0].down, 1)])
        self.sheet.autofilter(header, 0, self.place - 1, len(self.widths))

    def _row(self, row: TableRow, group: list[TableRow]) -> None:
        """group: the rows the row's first cell covers, this one first."""
        self.sheet.set_row(self.place, self._height(row, group))
        for column, cell in enumerate(row.cells):
            look = self.looks.rated.get(cell.rating, self.looks.cell)
            if cell.down > 1:
                self.sheet.merge_range(self.place, column, self.place + cell.down - 1, column, "", look)
            if cell.down:
                self._text(column, cell, look)
        last = len(self.widths)
        if row.last_day:
            self.sheet.write_datetime(self.place, last, _moment(row.last_day), self.looks.date)
        else:
            self.sheet.write_blank(self.place, last, None, self.looks.date)
        self.place += 1

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

    def _height(self, row: TableRow, group: list[TableRow]) -> float:
        """Points. Excel does not fit rows round a merged cell: its first row takes what is short."""
        needs = [self._lines(other) for other in group]
        short = (
            lines_needed(row.cells[0], self.widths[0] * LETTERS_A_UNIT) - sum(needs)
            if row.cells[0].down > 1
            else 0
        )
        lines = needs[0] + max(short, 0)
        return min(LINE_HEIGHT * lines + 4, TALLEST_ROW)

    def _lines(self, row: TableRow) -> int:
        cells = zip(row.cells, self.widths, strict=True)
        return max(lines_needed(cell, width * LETTERS_A_UNIT) for cell, width in cells if cell.down <= 1) or 1


def _parts(words: str) -> list[str]:
    return [words[start : start + LONGEST_TEXT] for start in range(0, len(words), LONGEST_TEXT)]


def _fitting(rows: tuple[TableRow, ...]) -> list[TableRow]:
    """The rows, with one that holds more than a cell can carry followed by rows that hold the rest."""
    if all(len(cell.words) <= LONGEST_TEXT for row in rows for cell in row.cells):
        return list(rows)
    return [part for row in rows for part in _split(row)]


def _split(row: TableRow) -> list[TableRow]:
    """Unmerged, since the rows are now more than the merged cell covers."""
    pieces = [_parts(cell.words) for cell in row.cells]
    deepest = max(map(len, pieces), default=0) or 1
    if deepest == 1:
        return [
            TableRow(tuple(Cell(cell.lines, cell.rating) for cell in row.cells), row.starts, row.last_day)
        ]
    return [
        TableRow(
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
