"""A PDF as blocks: by its tags where it has them, else by its ruled tables, its columns and its lines."""

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFParser

from safeboard.core.reading.blocks import Block, Cell, Row, Source, Unreadable
from safeboard.core.reading.gate import DAMAGED, PASSWORD
from safeboard.core.reading.pdf_columns import GAP, bands_of, columns_of, open_tables
from safeboard.core.reading.pdf_flow import Flow, furniture
from safeboard.core.reading.pdf_grid import Printed, ruled_tables
from safeboard.core.reading.pdf_notes import page_notes
from safeboard.core.reading.pdf_page import Char, Leaf, leaves
from safeboard.core.reading.pdf_tagged import tagged_blocks
from safeboard.core.reading.pdf_tags import tree_of
from safeboard.core.reading.pdf_text import Line, Wrap, lines_of, says_spaces

logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)

SAME = 4.0  # points by which a column may have moved from one page to the next
TAIL = 2048  # bytes at the end of a file in which its end mark stands
SCAN = (
    "The file has no text: it is a picture of pages, as a scanner makes them. "
    "Send the document the pages were printed from."
)


Found = tuple[list[Block], list[tuple[str, str]]]


def read_pdf(data: bytes) -> Source:
    """Unreadable: a password, a damaged file, or no text at all. MemoryError goes through."""
    try:
        return read(data)
    except (Unreadable, MemoryError):
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Unreadable(PASSWORD) from error
    except Exception as error:  # pdfminer lets through whatever a damaged file makes Python raise
        raise Unreadable(DAMAGED) from error


def read(data: bytes) -> Source:
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    pages = list(leaves(document))
    if not pages:
        raise Unreadable(DAMAGED)
    if not any(char.text.strip() for leaf in pages for char in leaf.chars):
        raise Unreadable(SCAN)
    spaces = says_spaces(char for leaf in pages for char in leaf.chars)
    blocks, notes = by_tags(document, pages, spaces) or (Untagged(pages, spaces).blocks(), [])
    if b"%%EOF" not in data[-TAIL:]:
        notes = [
            (f"page {len(pages)}", "The file is cut short: what came after this page is missing."),
            *notes,
        ]
    return Source("pdf", blocks, notes=[*page_notes(pages), *notes])


def by_tags(document: PDFDocument, pages: list[Leaf], spaces: bool) -> Found | None:
    """(blocks, notes) of a tagged file; None where it has no tags, or tags that cannot be relied on."""
    try:
        tree = tree_of(document)
        found = tagged_blocks(tree, pages, spaces) if tree else None
    except MemoryError:
        raise
    except Exception:  # a broken tree says nothing of the pages, which can still be read
        return None
    if found and not any(isinstance(block, Row) for block in found[0]) and ruled(pages, spaces):
        return None
    return found


def ruled(pages: list[Leaf], spaces: bool) -> bool:
    """Whether a page has a ruled table of several rows and columns."""
    wrap = Wrap([])
    tables = [table for leaf in pages for table in ruled_tables(leaf, wrap, spaces)[0]]
    return any(len(table.rows) > 1 and len(table.edges) > 3 for table in tables)


@dataclass(slots=True)
class Part:
    """A line or a table, at its height on its page."""

    page: int
    top: float
    thing: Line | Printed


class Untagged:
    def __init__(self, pages: list[Leaf], spaces: bool) -> None:
        self.pages, self.spaces = pages, spaces
        stretches = [line for leaf in pages for line in self.lines(leaf, leaf.chars, GAP)]
        self.wrap = Wrap(stretches)

    def lines(self, leaf: Leaf, chars: list[Char], wide: float = 0.0) -> list[Line]:
        found = lines_of(chars, self.spaces, wide=wide)
        for line in found:
            line.page = leaf.number
        return found

    def blocks(self) -> list[Block]:
        tables: dict[int, list[Printed]] = {}
        lines: dict[int, list[Line]] = {}
        for leaf in self.pages:
            tables[leaf.number], left = ruled_tables(leaf, self.wrap, self.spaces)
            lines[leaf.number] = self.lines(leaf, left)
        counts = {
            id(line): len(self.lines(leaf, line.chars, GAP))
            for leaf in self.pages
            for line in lines[leaf.number]
        }
        dropped = furniture(self.pages, lines, counts)
        kept = {
            number: [char for line in page if id(line) not in dropped for char in line.chars]
            for number, page in lines.items()
        }
        usual = columns_of([band for chars in kept.values() for band in bands_of(chars, self.spaces)])
        parts: list[Part] = []
        for leaf in self.pages:
            last = parts[-1].thing if parts else None
            before = last.edges[:-1] if isinstance(last, Printed) and not last.ruled else []
            more, left = open_tables(leaf, kept[leaf.number], self.wrap, self.spaces, usual, before)
            found: list[Line | Printed] = [*tables[leaf.number], *more, *self.lines(leaf, left)]
            parts += sorted(
                (Part(leaf.number, thing.top, thing) for thing in found), key=lambda part: part.top
            )
        return list(self.in_order(parts))

    def in_order(self, parts: list[Part]) -> Iterator[Block]:
        flow = Flow(self.pages, [part.thing for part in parts if isinstance(part.thing, Line)], self.wrap)
        waiting: list[Line] = []
        series: list[list[Printed]] = []
        for part in parts:
            if isinstance(part.thing, Line):
                waiting.append(part.thing)
            elif series and not waiting and follows(series[-1], part.thing):
                series[-1].append(part.thing)
            else:
                if series:
                    yield from rows_of_series(series[-1], len(series))
                yield from flow.blocks(waiting)
                waiting = []
                series.append([part.thing])
        if series:
            yield from rows_of_series(series[-1], len(series))
        yield from flow.blocks(waiting)


def follows(series: list[Printed], table: Printed) -> bool:
    """Whether a table goes on from the page before: its columns stand where they stood, or its head is repeated."""
    last = series[-1]
    if table.page != last.page + 1:
        return False
    if same_words(table.rows[0], series[0].rows[0]):
        return True
    return len(table.edges) == len(last.edges) and all(
        abs(a - b) <= SAME for a, b in zip(table.edges[:-1], last.edges[:-1], strict=True)
    )


def rows_of_series(series: list[Printed], table: int) -> Iterator[Row]:
    """The rows of one table, whatever pages it was printed on."""
    head = series[0].rows[0]
    repeated = [same_words(printed.rows[0], head) for printed in series]
    marked = any(repeated[1:]) or (series[0].bold[0] and not all(series[0].bold[1:2]))
    number = 0
    for order, printed in enumerate(series):
        fresh = order > 0
        for at, cells in enumerate(printed.rows):
            header = at == 0 and repeated[order] and marked
            if not any(cell.text for cell in cells):
                continue
            again = header and order > 0
            number += not again
            place = f"page {printed.page}, table {table}, row {1 if again else number}"
            yield Row(cells, table, place, header, after_break=fresh and not header)
            fresh = fresh and header


def same_words(row: list[Cell], other: list[Cell]) -> bool:
    return [cell.text.split() for cell in row] == [cell.text.split() for cell in other]
