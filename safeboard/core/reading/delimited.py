"""Comma- and tab-separated values, as Excel and other programs write them."""

import csv
import io
import re
from collections import Counter
from typing import Literal

from safeboard.core.reading.blocks import Cell, Row, Source, Unreadable, fold
from safeboard.core.reading.kind import decoded, sample

SEPARATOR = re.compile(r"sep=(.)\n", re.IGNORECASE)  # Excel's own first line
AS_TEXT = re.compile(r'="(.*)"$', re.DOTALL)  # ="01/06/2016": a program that kept Excel from guessing
DELIMITERS = ",;\t|"
LIMIT_GRID = 400_000
WIDEST = 100


def read_delimited(data: bytes) -> Source:
    """Places are record numbers, which are the rows that a spreadsheet shows."""
    text = decoded(data)
    named = SEPARATOR.match(text)
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else delimiter_of(text)
    records = _records(text, delimiter)
    width = max((index for record in records for index, cell in enumerate(record, 1) if cell), default=0)
    if width > WIDEST or width * len(records) > LIMIT_GRID:
        raise Unreadable(
            "The file holds far more than a plan: delete what is not the plan and save it again."
        )
    rows: list[Row] = [
        Row(
            [Cell(cell) for cell in record[:width]] + [Cell() for _ in range(width - len(record))],
            1,
            f"row {at}",
        )
        for at, record in enumerate(records, start=2 if named else 1)
        if any(record)
    ]
    return Source("csv", list(rows), colours=False)


def delimiter_of(text: str) -> str:
    """The one that gives most records the same number of cells, above one."""

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(record) for record in sample(text, delimiter) if len(record) > 1)
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        return times, width

    return max(DELIMITERS, key=agreement)


def _records(text: str, delimiter: str) -> list[list[str]]:
    """A file with an odd number of quotation marks was not quoted: 5" would swallow the rows below it."""
    quoting: Literal[0, 3] = csv.QUOTE_NONE if text.count('"') % 2 else csv.QUOTE_MINIMAL
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, quoting=quoting)
    return [[_plain(cell) for cell in record] for record in reader]


def _plain(cell: str) -> str:
    kept = AS_TEXT.match(cell)
    return fold(kept[1] if kept else cell)
