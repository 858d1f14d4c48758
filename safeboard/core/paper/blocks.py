"""A paper as blocks, worked out once, so that Word, PDF, Excel and HTML all hold the same words. No Django here.

Paper ── Part (a sheet in Excel, a section of pages elsewhere) ── blocks, top to bottom
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

TINTS = {"red": "#f9b7b2", "amber": "#ffdc8c", "green": "#b9e4b4", "blue": "#b3d5f5"}
"""Rating -> fill. Each is clearly of its hue when read back, and black on it has a contrast above 10 to 1."""

ACCENT = "#1d2b3a"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: a bold beginning and the rest, either may be "". A newline in `text` is a line break."""

    strong: str = ""
    text: str = ""

    @property
    def words(self) -> str:
        return " ".join(part for part in (self.strong, self.text) if part)


@dataclass(frozen=True, slots=True)
class Heading:
    """level: 1 is the paper's title, of which there is one. bookmarked: whether a list of contents names it."""

    words: str
    level: int = 2
    bookmarked: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. keep: it stays with what follows. quiet: in smaller letters."""

    line: Line
    keep: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A list numbered from 1."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What each rating means, each on its colour: (rating, "Red: Off Target") pairs."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are ("Author": "Jo Bloggs"), as a table of two columns whose first holds row headings."""

    title: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """down: rows it covers; 0 where the cell above covers this place. rating: whose colour it has, or ""."""

    lines: tuple[Line, ...] = ()
    rating: str = ""
    down: int = 1

    @property
    def words(self) -> str:
        return "\n".join(line.words for line in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """starts: whether the row begins a group (an issue). last_day: a real date, for Excel's column to filter by.

    key: what the row is ("A12"), kept as a bookmark in Word so that it is known again when the file comes back.
    """

    cells: tuple[Cell, ...]
    starts: bool = True
    last_day: datetime.date | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """share: how wide it is against the others. heads: its cells are row headings."""

    heading: str
    share: int
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """title: what it is, for those who do not see it (a caption where `captioned`). Its header row repeats on each page.

    last_day: Excel gets one more column, "Last day (read by Safeboard)". filters: Excel's header row has filters.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    captioned: bool = False
    last_day: bool = False
    filters: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing. svg: a whole SVG document with its own colours, no script, no style sheet outside it.

    title: its caption. words: the sentence that says what it shows, printed under it and read out in its place.
    wide: its width against its height, so that a page can give it room. narrow: the same drawn for a telephone, or "".
    """

    svg: str
    title: str
    words: str
    wide: float = 2.0
    narrow: str = ""


Block = Heading | Text | Bullets | Numbers | Legend | Facts | Table | Picture


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that stand together. sheet: its name in Excel, unlike every other's, at most 31 letters.

    landscape: which way its pages lie. fresh: it begins on a new page.
    """

    sheet: str
    blocks: tuple[Block, ...]
    landscape: bool = True
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Logo:
    """kind: "png" or "jpeg". words: what it shows, which is whose it is."""

    data: bytes
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a board's papers look. tints: rating -> fill. accent: the colour of headings and rules."""

    tints: dict[str, str] = field(default_factory=lambda: dict(TINTS))
    accent: str = ACCENT
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. name: its title in the file's properties and at the foot of each page; never empty.

    draft: "Draft" on each page. printed: "Printed 3 November 2026", or "". contents: a list of contents after the first part.
    identity: what a file that may come back says of itself, unseen: which plan, as known at which moment ({} for none).
    """

    name: str
    parts: tuple[Part, ...]
    author: str = ""
    look: Look = field(default_factory=Look)
    draft: bool = False
    printed: str = ""
    contents: bool = False
    identity: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for part in self.parts for block in part.blocks)
