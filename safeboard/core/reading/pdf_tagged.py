"""A structure tree as blocks. A row of a table is one row here, however many pages it runs over."""

from collections import defaultdict
from collections.abc import Iterator

from safeboard.core.reading.blocks import Block, Cell, Heading, Item, Paragraph, Row, fold_all
from safeboard.core.reading.pdf_colour import ink_of
from safeboard.core.reading.pdf_flow import Flow, furniture
from safeboard.core.reading.pdf_page import Char, Leaf
from safeboard.core.reading.pdf_tagged_grid import Bounds, Piece, Placed, laid_out
from safeboard.core.reading.pdf_tags import Tag
from safeboard.core.reading.pdf_text import Line, Wrap, in_order, item_of, joined, lines_of

HEADINGS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6, "H": 2, "Title": 1}
STANDING = {
    *HEADINGS,
    "P",
    "L",
    "LI",
    "Table",
    "Div",
    "Sect",
    "Caption",
    "BlockQuote",
    "Art",
    "Part",
    "Figure",
}
LEAST = 0.9  # tags that reach less than this of a file's words are not to be relied on


def tagged_blocks(
    tree: Tag, pages: list[Leaf], spaces: bool
) -> tuple[list[Block], list[tuple[str, str]]] | None:
    """(blocks, notes), or None where the tags do not reach the words of the file."""
    reader = TagReader(tree, pages, spaces)
    blocks = rejoined(list(reader.blocks(tree)))
    missed = reader.missed()
    words = sum(1 for leaf in pages for char in leaf.chars if not char.artifact and char.text != " ")
    if sum(len(line.chars) for line in missed) > (1 - LEAST) * words:
        return None
    leaf_of = {leaf.number: leaf for leaf in pages}
    notes = [
        (leaf_of[line.page].place(line.base), f"“{line.text}” stands outside the tags of the file.")
        for line in missed
    ]
    return blocks, reader.notes + notes


class TagReader:
    def __init__(self, tree: Tag, pages: list[Leaf], spaces: bool) -> None:
        self.spaces = spaces
        headed = any(True for _ in tree.inside(*HEADINGS))
        self.flow = None if headed else Flow(pages, lines_outside_tables(tree, pages, spaces), Wrap([]))
        self.pages = {leaf.key: leaf for leaf in pages}
        self.content: dict[tuple[object, int], list[Char]] = defaultdict(list)
        for leaf in pages:
            for char in leaf.chars:
                if char.mcid is not None:
                    self.content[leaf.key, char.mcid].append(char)
        self.read: set[tuple[object, int]] = set()
        self.tables = 0
        self.in_cell = 0
        self.place = "page 1"
        self.notes: list[tuple[str, str]] = []

    def missed(self) -> list[Line]:
        """Lines that no tag reached, though they are not page furniture."""
        lines = {}
        for leaf in self.pages.values():
            left = [c for c in leaf.chars if not c.artifact and (leaf.key, c.mcid) not in self.read]
            lines[leaf.number] = paged(lines_of(left, self.spaces), leaf)
        dropped = furniture(list(self.pages.values()), lines, {})
        return [line for page in lines.values() for line in page if id(line) not in dropped]

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
        """Words that no list or heading holds. A file without a single heading is read as an untagged one is."""
        pieces = self.gather(kids)
        text = self.paragraph(pieces)
        if not text:
            return
        place, item = self.where(pieces), item_of(text)
        block = self.flow.block(self.lines(pieces)) if self.flow and not self.in_cell else None
        if isinstance(block, Heading):
            yield block
        elif item and item[1] and not self.in_cell:
            yield Item(item[1], item[0], place)
        else:
            yield Paragraph(text, place, self.ink(pieces))

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
        text = self.paragraph(pieces)
        marker, text = item_of(text) or ("", text)
        if text:
            yield Item(text, marker, self.where(pieces))
        for kid in deeper:
            yield from self.standing(kid)

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
        """The words; once where each of several pages repeats them, as Chromium does with headers of columns."""
        texts = {joined(self.lines([piece])) for piece in pieces}
        return texts.pop() if len(texts) == 1 else joined(self.lines(pieces))

    def lines(self, pieces: list[Piece]) -> list[Line]:
        return [line for leaf, chars in pieces for line in paged(in_order(chars, self.spaces), leaf)]

    def ink(self, pieces: list[Piece], fill: str = "") -> str:
        inks = [ink_of(chars, leaf.shapes, fill) for leaf, chars in pieces]
        return next((ink for ink in inks if ink), "")

    def where(self, pieces: list[Piece]) -> str:
        leaf, chars = pieces[0]
        self.place = leaf.place(chars[0].base)
        return self.place

    def table(self, tag: Tag) -> Iterator[Block]:
        self.tables += 1
        table = self.tables
        for caption in tag.inside("Caption"):
            yield from self.standing(caption)
        rows = list(tag.inside("TR"))
        placed = laid_out(rows, self.cell_pieces)
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
            if any(cell.text for cell in cells):
                yield Row(cells, table, self.place, header=head)

    def page_of(self, placed: list[Placed]) -> int:
        return min((leaf.number for cell in placed for leaf, _ in cell.pieces), default=0)

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
        tables, self.in_cell = self.tables, self.in_cell + 1
        inner = list(self.blocks(tag))
        self.tables, self.in_cell = tables, self.in_cell - 1
        for block in inner:
            if isinstance(block, Row):
                self.notes.append((self.place, f"A table inside a cell: “{' | '.join(block.texts)}”."))
        return fold_all(words_in(block) for block in inner)

    def fill_in(self, made: list[list[Cell]], cell: Placed, bounds: Bounds) -> None:
        text = self.cell_text(cell.tag)
        fill = bounds.fill(cell)
        first = made[cell.row][cell.column]
        first.text, first.fill, first.span = text, fill, cell.across
        first.ink = self.ink(cell.pieces, fill)
        for row in range(cell.row, cell.row + cell.down):
            for column in range(cell.column, cell.column + cell.across):
                made[row][column].covered = column > cell.column
                made[row][column].merged_down = row > cell.row
                made[row][column].span = cell.across if column == cell.column else 1


def paged(lines: list[Line], leaf: Leaf) -> list[Line]:
    for line in lines:
        line.page = leaf.number
    return lines


def lines_outside_tables(tree: Tag, pages: list[Leaf], spaces: bool) -> list[Line]:
    inside = {key for table in tree.inside("Table") for key in table.pieces()}
    found = []
    for leaf in pages:
        chars = [char for char in leaf.chars if not char.artifact and (leaf.key, char.mcid) not in inside]
        found += paged(in_order(chars, spaces), leaf)
    return found


def rejoined(blocks: list[Block]) -> list[Block]:
    """A table that some programs tag anew on each page, under its header again, as one table."""
    head: Row | None = None
    last: Block | None = None
    own = tables = rows = 0
    for block in blocks:
        if isinstance(block, Row):
            anew = block.table != own
            own = block.table
            if anew and not (head and isinstance(last, Row) and goes_on(last, block, head)):
                head, tables, rows = block, tables + 1, 0
            again = anew and rows > 0
            rows += not again
            fresh = isinstance(last, Row) and last.header and last is not head
            block.after_break = fresh and not block.header and last.table == tables
            block.table = tables
            block.place = f"{block.place.split(',')[0]}, table {tables}, row {1 if again else rows}"
        last = block
    return blocks


def goes_on(last: Row, row: Row, head: Row) -> bool:
    """Whether a row is the header of a table again, on another page than the row before it."""
    return row.header and row.texts == head.texts and row.place.split(",")[0] != last.place.split(",")[0]


def stands(tag: Tag) -> bool:
    """Whether a tag is a block of its own, or holds one."""
    return tag.kind in STANDING or any(isinstance(kid, Tag) and stands(kid) for kid in tag.kids)


def words_in(block: Block) -> str:
    if isinstance(block, Row):
        return " ".join(text for text in block.texts if text)
    if isinstance(block, Item):
        return f"{block.marker} {block.text}".strip()
    return block.text
