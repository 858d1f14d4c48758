"""Lists to take away, as CSV or Excel: a title, headings, rows of plain values. No Django here.

What people typed must stay words in a spreadsheet. In CSV nothing tells words from a formula, and Excel and LibreOffice
run a cell that begins with `=`, `+`, `-` or `@` (their wide forms too, and a tab or line break before them): such a cell
gets an apostrophe in front, which is then seen. In Excel's own file every word is written as text, so nothing is added.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from safeboard.core.printable import printable

Value = str | int | float | datetime.date | None
"""What a cell may hold: words, a number, True or False, a day, a moment (as the clock on the wall says it), nothing."""

RUN_AS_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
LONGEST = 32_000
"""Letters of a cell; Excel keeps no more than 32,767."""
CUT = " … (cut here: too long for one cell)"
FIRST_DAY = datetime.date(1900, 3, 1)
"""Excel knows no day before 1900, and counts a 29 February in that year."""
WIDEST, NARROWEST = 60, 8
FIXED_TIME = datetime.datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Listing:
    """rows: as many values each as there are columns."""

    title: str
    columns: Sequence[str]
    rows: Sequence[tuple[Value, ...]]


def as_csv(listing: Listing) -> bytes:
    """RFC 4180 in UTF-8, with the mark by which Excel knows that it is UTF-8. Days and moments as ISO text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_words(heading) for heading in listing.columns)
    writer.writerows([_words(value) for value in row] for row in listing.rows)
    return out.getvalue().encode("utf-8-sig")


def _words(value: Value) -> str:
    if isinstance(value, str):  # most of them are
        clean = value if value.isprintable() else printable(value)
        return f"'{clean}" if RUN_AS_FORMULA.match(clean) else clean
    if isinstance(value, bool):
        return _yes(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes")
    return "" if value is None else str(value)


def _yes(value: bool) -> str:
    return "Yes" if value else "No"


def as_excel(*listings: Listing) -> bytes:
    """The .xlsx file: a sheet for each list, its heading in view, a filter on each column. The same gives the same bytes."""
    out = io.BytesIO()
    usual = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, usual) as book:
        book.set_properties({"title": listings[0].title[:255], "created": FIXED_TIME})
        looks = _Looks(book)
        for listing in listings:
            _add_sheet(book, looks, listing)
    return out.getvalue()


def _add_sheet(book, looks: _Looks, listing: Listing) -> None:
    sheet = book.add_worksheet(_sheet_name(listing.title))
    for column, heading in enumerate(listing.columns):
        sheet.write_string(0, column, heading, looks.heading)
        sheet.set_column(column, column, _width(listing, column))
    for place, row in enumerate(listing.rows, start=1):
        for column, value in enumerate(row):
            looks.write(sheet, place, column, value)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(listing.rows), len(listing.columns) - 1)


class _Looks:
    """The formats of one workbook."""

    def __init__(self, book) -> None:
        usual = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        self.heading = book.add_format({**usual, "bold": True, "text_wrap": True, "bg_color": "#e4e4e4"})
        self.words = book.add_format({**usual, "text_wrap": True})
        self.number = book.add_format(usual)
        self.day = book.add_format({**usual, "num_format": "d mmm yyyy", "align": "left"})
        self.moment = book.add_format({**usual, "num_format": "d mmm yyyy hh:mm", "align": "left"})

    def write(self, sheet, row: int, column: int, value: Value) -> None:
        if value is None:
            return
        if isinstance(value, datetime.date) and _day_of(value) >= FIRST_DAY:
            moment = isinstance(value, datetime.datetime)
            naive = value.replace(tzinfo=None) if isinstance(value, datetime.datetime) else value
            sheet.write_datetime(row, column, naive, self.moment if moment else self.day)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            sheet.write_number(row, column, value, self.number)
        else:
            sheet.write_string(row, column, _fitting(value), self.words)


def _day_of(value: datetime.date) -> datetime.date:
    return value.date() if isinstance(value, datetime.datetime) else value


def _fitting(value) -> str:
    """Words that a cell can hold."""
    words = _yes(value) if isinstance(value, bool) else printable(str(value))
    return words if len(words) <= LONGEST else f"{words[: LONGEST - len(CUT)]}{CUT}"


def _width(listing: Listing, column: int) -> int:
    """Letters: of the longest line in the column, within bounds."""
    texts = (str(row[column] or "") for row in listing.rows)
    longest = max((len(line) for text in texts for line in text[:LONGEST].splitlines()), default=0)
    return min(max(longest, len(listing.columns[column]), NARROWEST) + 2, WIDEST)


def _sheet_name(title: str) -> str:
    """Excel allows 31 letters, not these, no apostrophe at either end, and keeps one name for itself."""
    name = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title)[:31].strip(" '")
    return name if name and name.casefold() != "history" else "List"
