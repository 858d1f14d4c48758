"""The cells of a tagged table on their grid, and where the grid lies on its pages."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from safeboard.core.reading.pdf_colour import fill_of
from safeboard.core.reading.pdf_page import Char, Leaf
from safeboard.core.reading.pdf_tags import Tag

Piece = tuple[Leaf, list[Char]]  # letters, and the page they stand on


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


def laid_out(rows: list[Tag], pieces_of: Callable[[Tag], list[Piece]]) -> list[Placed]:
    """Every cell at its place, past the places that cells from rows above hang down into."""
    made = [[placed_of(kid, pieces_of(kid)) for kid in tag.inside("TD", "TH")] for tag in rows]
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


def placed_of(tag: Tag, pieces: list[Piece]) -> Placed:
    return Placed(0, 0, tag.number("RowSpan"), tag.number("ColSpan"), tag.kind == "TH", pieces, tag)


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
