"""What every file becomes before anyone asks what it means: one stream of blocks, in reading order.

A reader (Word, Excel, PDF, ...) yields blocks; it knows nothing of plans. An assembler above takes the
stream and knows nothing of files.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

OWN_BOOKMARK = "sb_"
"""How the names begin of the bookmarks that Safeboard sets round the rows of its own papers: "sb_A12"."""


class Unreadable(Exception):
    """The file cannot be read at all. Its text is one plain sentence saying why and what to do."""


@dataclass(slots=True)
class Cell:
    """One place in the grid of a table.

    text: white space folded inside a line; lines and paragraphs joined with "\\n".
    fill: the colour of the cell as "#rrggbb", "" where it has none (white and automatic are none).
    ink:  the colour that most of the coloured letters have (run shading, highlight or font colour), "" if none.
    span: grid columns this cell covers. The columns it covers beyond its first are cells with `covered`.
    merged_down: this cell only goes on from the one above it (a vertical merge); its text is "".
    """

    text: str = ""
    fill: str = ""
    ink: str = ""
    span: int = 1
    covered: bool = False
    merged_down: bool = False


@dataclass(slots=True)
class Heading:
    """A line the file itself calls a heading. level: 1 for the largest."""

    text: str
    level: int
    place: str


@dataclass(slots=True)
class Paragraph:
    text: str
    place: str
    ink: str = ""


@dataclass(slots=True)
class Item:
    """One item of a list. marker: the number as shown ("3.", "b)"), or "" for a bullet."""

    text: str
    marker: str
    place: str


@dataclass(slots=True)
class Sheet:
    """A new sheet of a workbook begins."""

    name: str
    place: str


@dataclass(slots=True)
class Row:
    """One row of a table, on the table's own grid.

    table: counts the tables of the file from 1; rows of one printed table share it where the file knows.
    header: the file marks the row as a header (Word's tblHeader, HTML's th, a tagged PDF's TH).
    after_break: the first body row of a table that goes on from the page before.
    key: what a bookmark of Safeboard's own in the row calls it ("A12"), "" without one.
    """

    cells: list[Cell]
    table: int
    place: str
    header: bool = False
    after_break: bool = False
    key: str = ""

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]


Block = Heading | Paragraph | Item | Sheet | Row


@dataclass(slots=True)
class Source:
    """A file read into blocks.

    kind: "word", "excel", "pdf", "html", "markdown", "csv" or "text".
    blocks: in reading order.
    colours: whether this kind of file can carry colour at all (text and CSV cannot).
    notes: plain sentences about what the reader met but could not place (a picture without alternative
           text, a text box); the assembler turns each into a doubt.
    """

    kind: str
    blocks: list[Block]
    colours: bool = True
    notes: list[tuple[str, str]] = field(default_factory=list)  # (place, sentence)


def fold(text: str) -> str:
    """White space folded within each line; empty lines dropped; lines joined with a newline."""
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").replace("\v", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def fold_all(parts: Iterable[str]) -> str:
    """Several paragraphs as one folded text."""
    return fold("\n".join(parts))


def rows_of(blocks: Iterable[Block]) -> Iterator[Row]:
    return (block for block in blocks if isinstance(block, Row))
