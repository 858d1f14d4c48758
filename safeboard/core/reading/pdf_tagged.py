"""A structure tree as blocks. A row of a table is one row here, however many pages it runs over."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from safeboard.core.reading.blocks import Block, Cell, Heading, Item, Paragraph, Row, fold_all
from safeboard.core.reading.pdf_colour import fill_of, ink_of
from safeboard.core.reading.pdf_page import Char, Leaf
from safeboard.core.reading.pdf_tags import Tag
from safeboard.core.reading.pdf_text import Line, in_order, item_of, joined

HEADINGS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6, "H": 2, "Title": 1}
STANDING = {*HEADINGS, "P", "L", "LI", "Table", "Div", "Sect", "Caption", "BlockQuote", "Art", "Part", "Figure"}
LEAST = 0.9  # tags that reach less than this of a file's words are not to be relied on
Piece = tuple[Leaf, list[Char]]


def tagged_blocks(tree: Tag, pages: list[Leaf], spaces: bool) -> tuple[list[Block], list[tuple[str, str]]] | None:
    """(blocks, notes), or None where the tags do not reach the words of the file."""
    reader = TagReader(pages, spaces)
    blocks = list(reader.blocks(tree))
    missed = reader.missed()
    words = sum(len(char.text) for leaf in pages for char in leaf.chars if not char.artifact and char.text != " ")
    if sum(len(line.text.replace(" ", "")) for _, line in missed) > (1 - LEAST) * words:
        return None
    notes = [(place, f"“{line.text}” stands outside the tags of the file.") for place, line in missed]
    return blocks, reader.notes + notes


@dataclass(slots=True)
class Placed:
    """A cell on the grid of its table, with the letters it holds."""

    row: int
    column: int
    down: int
    across: int
    head: bool
    pieces: list[Piece]
    tag: Tag


class TagReader:
    def __init__(self, pages: list[Leaf], spaces: bool) -> None:
        self.spaces = spaces
        self.pages = {leaf.key: leaf for leaf in pages}
        self.content: dict[tuple[object, int], list[Char]] = defaultdict(list)
        for leaf in pages:
            for char in leaf.chars:
                if char.mcid is not None:
                    self.content[leaf.key, char.mcid].append(char)
        self.read: set[tuple[object, int]] = set()
        self.tables = 0
        self.place = "page 1"
        self.notes: list[tuple[str, str]] = []

    def missed(self) -> list[tuple[str, Line]]:
        """Lines of letters that no tag reached, though they are not page furniture."""
        found = []
        for leaf in self.pages.values():
            left = [c for c in leaf.chars if not c.artifact and (leaf.key, c.mcid) not in self.read]
            for line in in_order(left, self.spaces):
                found.append((f"page {leaf.number}, line {leaf.line_number(line.base)}", line))
        return found

    def blocks(self, tag: Tag) -> Iterator[Block]:
        """What stands under a tag, where text may lie bare between tags."""
        bare: list = []
        for kid in tag.kids:
            if isinstance(kid, Tag) and stands(kid):
                yield from self.bare(bare)
                bare = []
                yield from self.standing(kid)
            else:
                bare.append(kid)
        yield from self.bare(bare)

    def standing(self, tag: Tag) -> Iterator[Block]:
        if tag.own == "Title" or tag.kind in HEADINGS:
            level = 1 if tag.own == "Title" else HEADINGS[tag.kind]
            yield from self.one(tag, lambda text, place: Heading(text, level, place))
        elif tag.kind == "Table":
            yield from self.table(tag)
        elif tag.kind == "L":
            yield from self.items(tag)
        elif tag.kind == "Figure":
            yield from self.figure(tag)
        elif any(isinstance(kid, Tag) and stands(kid) for kid in tag.kids):
            yield from self.blocks(tag)
        else:
            yield from self.bare([tag])

    def one(self, tag: Tag, make) -> Iterator[Block]:
        pieces = self.gather([tag])
        text = self.paragraph(pieces)
        if text:
            yield make(text, self.where(pieces))

    def bare(self, kids: list) -> Iterator[Block]:
        """Words that no list or heading holds: a paragraph, or an item where they begin like one."""
        pieces = self.gather(kids)
        text = self.paragraph(pieces)
        if text:
            yield Paragraph(text, self.where(pieces), self.ink(pieces))

    def items(self, tag: Tag) -> Iterator[Block]:
        for kid in tag.kids:
            if not isinstance(kid, Tag):
                yield from self.bare([kid])
            elif kid.kind == "LI":
                yield from self.item(kid)
            elif kid.kind == "L":
                yield from self.items(kid)
            else:
                yield from self.standing(kid)

    def item(self, tag: Tag) -> Iterator[Block]:
        deeper = [kid for kid in tag.inside("L", "Table")]
        pieces = self.gather([tag], without=deeper)
        marker, text = self.marked(self.paragraph(pieces))
        if text:
            yield Item(text, marker, self.where(pieces))
        for kid in deeper:
            yield from self.standing(kid)

    def marked(self, text: str) -> tuple[str, str]:
        return item_of(text) or ("", text)

    def figure(self, tag: Tag) -> Iterator[Block]:
        yield from self.blocks(tag)
        words = tag.alt or tag.said
        said = f"described as “{' '.join(words.split())}”" if words else "without words that describe it"
        self.notes.append((self.place, f"A picture {said}."))

    def gather(self, kids: list, without: list[Tag] | None = None) -> list[Piece]:
        """The letters under some tags and pieces, in order, those of one page together."""
        found: list[Piece] = []
        for key in self.keys(kids, without or []):
            if key in self.read:
                continue
            self.read.add(key)
            leaf, chars = self.pages.get(key[0]), self.content.get(key)
            if leaf is None or not chars:
                continue
            if found and found[-1][0] is leaf:
                found[-1][1].extend(chars)
            else:
                found.append((leaf, list(chars)))
        return found

    def keys(self, kids: list, without: list[Tag]) -> Iterator[tuple[object, int]]:
        for kid in kids:
            if not isinstance(kid, Tag):
                yield kid
            elif not any(kid is each for each in without):
                yield from self.keys(kid.kids, without)

    def paragraph(self, pieces: list[Piece]) -> str:
        return joined(line for _, chars in pieces for line in in_order(chars, self.spaces))

    def ink(self, pieces: list[Piece], fill: str = "") -> str:
        inks = [ink_of(chars, leaf.shapes, fill) for leaf, chars in pieces]
        return next((ink for ink in inks if ink), "")

    def where(self, pieces: list[Piece]) -> str:
        leaf, chars = pieces[0]
        self.place = f"page {leaf.number}, line {leaf.line_number(chars[0].base)}"
        return self.place

    def table(self, tag: Tag) -> Iterator[Block]:
        self.tables += 1
        table = self.tables
        for caption in tag.inside("Caption"):
            yield from self.standing(caption)
        rows = list(tag.inside("TR"))
        placed = self.grid(rows)
        width = max((cell.column + cell.across for cell in placed), default=0)
        page = self.page_of(placed)
        bounds = Bounds(placed)
        made = [[Cell() for _ in range(width)] for _ in rows]
        for cell in placed:
            self.fill_in(made, cell, bounds)
        for number, cells in enumerate(made, start=1):
            here = [cell for cell in placed if cell.row == number - 1]
            page = self.page_of(here) or page
            head = bool(here) and all(cell.head for cell in here)
            self.place = f"page {page or 1}, table {table}, row {number}"
            if any(cell.text or cell.fill for cell in cells):
                yield Row(cells, table, self.place, header=head)

    def page_of(self, placed: list[Placed]) -> int:
        return min((leaf.number for cell in placed for leaf, _ in cell.pieces), default=0)

    def grid(self, rows: list[Tag]) -> list[Placed]:
        """Every cell at its place, past the places that cells from rows above hang down into."""
        made = [
            [
                Placed(0, 0, kid.number("RowSpan"), kid.number("ColSpan"), kid.kind == "TH", pieces, kid)
                for kid in tag.inside("TD", "TH")
                for pieces in [self.cell_pieces(kid)]
            ]
            for tag in rows
        ]
        width = max((across(row[: filled(row)]) for row in made), default=0)
        columns = Columns(row for row in made if filled(row) == len(row) and across(row) == width)
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(made):
            free = [column for column in range(width) if (number, column) not in taken]
            while across(row) > len(free) and not row[-1].pieces:
                row.pop()  # LibreOffice adds empty cells to a row that runs over a page
            short = across(row) < len(free)
            for cell in row:
                cell.row, cell.down = number, min(cell.down, len(rows) - number)
                cell.column = columns.nearest(cell, free) if short else next(iter(free), width)
                here = range(cell.column, cell.column + cell.across)
                free = [column for column in free if column >= here.stop]
                taken.update((number + i, column) for i in range(cell.down) for column in here)
            row.extend(
                Placed(number, column, 1, 1, False, [], Tag("TD"))
                for column in range(width)
                if (number, column) not in taken
            )
        return [cell for row in made for cell in row]

    def cell_pieces(self, tag: Tag) -> list[Piece]:
        """The letters of a cell without marking them as read: `cell_text` does that."""
        found: list[Piece] = []
        for key in tag.pieces():
            leaf, chars = self.pages.get(key[0]), self.content.get(key)
            if leaf is not None and chars:
                found.append((leaf, [char for char in chars if char.text != " "]))
        return [piece for piece in found if piece[1]]

    def cell_text(self, tag: Tag) -> str:
        """Each paragraph, item or inner row of a cell on a line of its own."""
        inner = []
        for block in self.blocks(tag):
            if isinstance(block, Row):
                self.notes.append((self.place, f"A table inside a cell: “{' | '.join(block.texts)}”."))
            inner.append(words_in(block))
        return fold_all(inner)

    def fill_in(self, made: list[list[Cell]], cell: Placed, bounds: "Bounds") -> None:
        tables, self.tables = self.tables, self.tables + 1000
        text = self.cell_text(cell.tag)
        self.tables = tables
        fill = bounds.fill(cell)
        first = made[cell.row][cell.column]
        first.text, first.fill, first.span = text, fill, cell.across
        first.ink = self.ink(cell.pieces, fill)
        for row in range(cell.row, cell.row + cell.down):
            for column in range(cell.column, cell.column + cell.across):
                made[row][column].covered = column > cell.column
                made[row][column].merged_down = row > cell.row
                made[row][column].span = cell.across if column == cell.column else 1


class Columns:
    """Where the letters of each column begin and end, from the rows that have all their cells.

    Chromium and WeasyPrint leave empty cells out of the tree, so a short row is laid out by its letters.
    """

    def __init__(self, rows: Iterable[list[Placed]]) -> None:
        self.spans: dict[int, tuple[float, float]] = {}
        for row in rows:
            column = 0
            for cell in row:
                for _, chars in cell.pieces if cell.across == 1 else ():
                    x0, _, x1, _ = box_of(chars)
                    left, right = self.spans.get(column, (x0, x1))
                    self.spans[column] = (min(left, x0), max(right, x1))
                column += cell.across

    def nearest(self, cell: Placed, free: list[int]) -> int:
        """The free column in which most of a cell's letters lie; the first free one where that cannot be told."""
        known = [column for column in free if column in self.spans]
        if not cell.pieces or not known:
            return free[0] if free else 0
        x0, _, x1, _ = box_of(cell.pieces[0][1])

        def shared(column: int) -> float:
            left, right = self.spans[column]
            return min(right, x1) - max(left, x0)

        return max(known, key=shared)


class Bounds:
    """Where the columns and rows of a table lie, told from its letters alone, to find the fill behind a cell."""

    def __init__(self, placed: list[Placed]) -> None:
        self.columns: dict[int, tuple[float, float]] = {}
        self.rows: dict[int, list[tuple[Leaf, float, float]]] = defaultdict(list)
        for cell in placed:
            for leaf, chars in cell.pieces:
                box = box_of(chars)
                if cell.across == 1:
                    left, right = self.columns.get(cell.column, (box[0], box[2]))
                    self.columns[cell.column] = (min(left, box[0]), max(right, box[2]))
                if cell.down == 1:
                    self.rows[cell.row].append((leaf, box[1], box[3]))

    def fill(self, cell: Placed) -> str:
        """The colour behind all of a cell's letters; behind its place in the row where it has none."""
        for leaf, chars in merged(cell.pieces):
            found = fill_of(square(leaf), *box_of(chars))
            if found:
                return found
        if cell.pieces or cell.column not in self.columns:
            return ""
        left, right = self.columns[cell.column]
        for leaf, top, bottom in self.rows.get(cell.row, ()):
            found = fill_of(square(leaf), left, top, right, bottom)
            if found:
                return found
        return ""


def across(row: list[Placed]) -> int:
    return sum(cell.across for cell in row)


def filled(row: list[Placed]) -> int:
    """How many cells of a row there are up to the last that says something."""
    return max((number for number, cell in enumerate(row, start=1) if cell.pieces), default=0)


def merged(pieces: list[Piece]) -> list[Piece]:
    found: dict[int, Piece] = {}
    for leaf, chars in pieces:
        found.setdefault(leaf.number, (leaf, []))[1].extend(chars)
    return list(found.values())


def box_of(chars: list[Char]) -> tuple[float, float, float, float]:
    """(x0, top, x1, bottom) of the letters' bodies, a little inside of their full height."""
    return (
        min(char.x0 for char in chars),
        min(char.base - 0.6 * char.size for char in chars),
        max(char.x1 for char in chars),
        max(char.base for char in chars),
    )


def square(leaf: Leaf) -> list:
    return [shape for shape in leaf.shapes if shape.fill and shape.square]


def stands(tag: Tag) -> bool:
    """Whether a tag is a block of its own, or holds one."""
    return tag.kind in STANDING or any(isinstance(kid, Tag) and stands(kid) for kid in tag.kids)


def words_in(block: Block) -> str:
    if isinstance(block, Row):
        return " ".join(text for text in block.texts if text)
    if isinstance(block, Item):
        return f"{block.marker} {block.text}".strip()
    return block.text
