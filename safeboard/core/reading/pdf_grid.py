"""Ruled tables: the lines of a page as a grid, and the grid as rows of cells.

A border that is missing between two places of the grid joins them into one cell, so a merged cell is one cell
and a table whose frame is open at a page break still closes.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from safeboard.core.reading.blocks import Cell
from safeboard.core.reading.pdf_colour import fill_of, ink_of
from safeboard.core.reading.pdf_page import Char, Leaf, Shape
from safeboard.core.reading.pdf_text import Wrap, lines_of

THICK = 2.5  # points; a filled rectangle thicker than this is a colour, not a line
NEAR = 3.0  # points within which two lines are one, and a line reaches another
LIMIT_EDGES = 4_000
LIMIT_PLACES = 20_000


@dataclass(slots=True)
class Edge:
    """A straight line: `at` on one axis, from `start` to `end` on the other."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Printed:
    """What one page shows of a table. edges: where its columns begin, and where the last one ends.

    bold: for each row whether all its words are. top: of each row.
    """

    page: int
    top: float
    bottom: float
    edges: list[float]
    rows: list[list[Cell]]
    tops: list[float]
    bold: list[bool]
    ruled: bool = True


@dataclass(slots=True)
class Grid:
    """Lines that touch one another. walls, floors: the lines that lie on each of xs and ys."""

    xs: list[float]
    ys: list[float]
    walls: list[list[Edge]]
    floors: list[list[Edge]]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def ruled_tables(leaf: Leaf, wrap: Wrap, spaces: bool) -> tuple[list[Printed], list[Char]]:
    """(the ruled tables of a page from top to bottom, the letters outside of them)."""
    across, down = edges_of(leaf.shapes)
    if len(across) + len(down) > LIMIT_EDGES:
        return [], leaf.chars
    grids = [grid for grid in grids_of(across, down) if is_table(grid)]
    grids = [grid for grid in grids if not any(within(grid, other) for other in grids if other is not grid)]
    held: list[list[Char]] = [[] for _ in grids]
    left: list[Char] = []
    for char in leaf.chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        place = next((n for n, grid in enumerate(grids) if holds(grid, x, y)), None)
        (left if place is None else held[place]).append(char)
    tables = []
    for grid, chars in zip(grids, held, strict=True):
        if any(char.text != " " for char in chars):
            tables.append(printed(leaf, grid, chars, wrap, spaces))
        else:
            left.extend(chars)
    return sorted(tables, key=lambda table: table.top), left


def edges_of(shapes: Iterable[Shape]) -> tuple[list[Edge], list[Edge]]:
    """(lines across, lines down) from lines, thin rectangles and the strokes around thick ones."""
    across: list[Edge] = []
    down: list[Edge] = []
    for shape in shapes:
        if not shape.square or not (shape.stroked or shape.fill):
            continue
        if shape.height <= THICK < shape.width:
            across.append(Edge((shape.top + shape.bottom) / 2, shape.x0, shape.x1))
        elif shape.width <= THICK < shape.height:
            down.append(Edge((shape.x0 + shape.x1) / 2, shape.top, shape.bottom))
        elif shape.stroked and shape.width > THICK and shape.height > THICK:
            across += [Edge(y, shape.x0, shape.x1) for y in (shape.top, shape.bottom)]
            down += [Edge(x, shape.top, shape.bottom) for x in (shape.x0, shape.x1)]
    return merged(across), merged(down)


def merged(edges: list[Edge]) -> list[Edge]:
    """Lines that lie on each other, or go on from each other, as one."""
    found: list[Edge] = []
    for group in clusters(edges, lambda edge: edge.at):
        at = sum(edge.at for edge in group) / len(group)
        run: Edge | None = None
        for edge in sorted(group, key=lambda edge: edge.start):
            if run and edge.start <= run.end + NEAR:
                run.end = max(run.end, edge.end)
            else:
                run = Edge(at, edge.start, edge.end)
                found.append(run)
    return found


def clusters(things: Iterable, key) -> list[list]:
    """Things in order, parted where the next lies more than NEAR beyond the last."""
    found: list[list] = []
    for thing in sorted(things, key=key):
        if found and key(thing) - key(found[-1][0]) <= NEAR:
            found[-1].append(thing)
        else:
            found.append([thing])
    return found


def grids_of(across: list[Edge], down: list[Edge]) -> list[Grid]:
    """The lines in groups that touch one another."""
    edges = across + down
    parent = list(range(len(edges)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for i, level in enumerate(across):
        for j, upright in enumerate(down, start=len(across)):
            if (
                level.start - NEAR <= upright.at <= level.end + NEAR
                and upright.start - NEAR <= level.at <= upright.end + NEAR
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = defaultdict(lambda: ([], []))
    for n, edge in enumerate(edges):
        groups[root(n)][n >= len(across)].append(edge)
    return [grid_of(level, upright) for level, upright in groups.values() if level and upright]


def grid_of(across: list[Edge], down: list[Edge]) -> Grid:
    xs = places([edge.at for edge in down] + [end for edge in across for end in (edge.start, edge.end)])
    ys = places([edge.at for edge in across] + [end for edge in down for end in (edge.start, edge.end)])
    return Grid(xs, ys, on_places(xs, down), on_places(ys, across))


def on_places(places: list[float], edges: list[Edge]) -> list[list[Edge]]:
    found: list[list[Edge]] = [[] for _ in places]
    for edge in edges:
        first = bisect_right(places, edge.at - NEAR - 0.01)
        for n in range(first, bisect_right(places, edge.at + NEAR)):
            found[n].append(edge)
    return found


def places(values: list[float]) -> list[float]:
    return [sum(group) / len(group) for group in clusters(values, float)]


def is_table(grid: Grid) -> bool:
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    return columns >= 2 and rows >= 1 and 3 <= columns * rows <= LIMIT_PLACES


def within(grid: Grid, other: Grid) -> bool:
    x0, top, x1, bottom = grid.box
    left, above, right, below = other.box
    inside = left - NEAR <= x0 and x1 <= right + NEAR and above - NEAR <= top and bottom <= below + NEAR
    return inside and (x1 - x0) * (bottom - top) < (right - left) * (below - above)


def holds(grid: Grid, x: float, y: float) -> bool:
    x0, top, x1, bottom = grid.box
    return x0 <= x <= x1 and top <= y <= bottom


def printed(leaf: Leaf, grid: Grid, chars: list[Char], wrap: Wrap, spaces: bool) -> Printed:
    regions = regions_of(grid)
    letters: dict[tuple[int, int], list[Char]] = defaultdict(list)
    for char in chars:
        row = band(grid.ys, (char.top + char.bottom) / 2)
        column = band(grid.xs, (char.x0 + char.x1) / 2)
        letters[regions[row, column][:2]].append(char)
    colours = [shape for shape in leaf.shapes if shape.fill and shape.square and shape.height > THICK]
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    rows = [[Cell() for _ in range(width)] for _ in range(height)]
    insets = inset_of(grid, letters)
    for (row, column), (first, left, last, right) in regions.items():
        cell = rows[row][column]
        cell.merged_down, cell.covered = row > first, column > left
        cell.span = right - left + 1 if column == left else 1
        if (row, column) == (first, left):
            box = grid.xs[left], grid.ys[first], grid.xs[right + 1], grid.ys[last + 1]
            inside = letters[first, left]
            cell.fill = fill_of(colours, *box)
            cell.ink = ink_of(inside, colours, cell.fill)
            cell.text = wrap.text(lines_of(inside, spaces), box[2] - insets)
    heavy = [bold_row(letters[row, column] for column in range(width)) for row in range(height)]
    kept = [n for n in range(height) if grid.ys[n + 1] - grid.ys[n] > 5 or any(c.text for c in rows[n])]
    tops = [grid.ys[n] for n in kept]
    return Printed(
        leaf.number, grid.ys[0], grid.ys[-1], grid.xs, [rows[n] for n in kept], tops, [heavy[n] for n in kept]
    )


def band(edges: list[float], value: float) -> int:
    return min(max(bisect_right(edges, value) - 1, 0), len(edges) - 2)


def inset_of(grid: Grid, letters: dict[tuple[int, int], list[Char]]) -> float:
    """How far words stay away from the side of a cell: as far on the right as on the left."""
    lefts = [
        min(char.x0 for char in chars if char.text != " ") - grid.xs[column]
        for (_, column), chars in letters.items()
        if any(char.text != " " for char in chars)
    ]
    return max(min(lefts, default=0.0), 0.0)


def bold_row(cells: Iterable[list[Char]]) -> bool:
    seen = [char.bold for chars in cells for char in chars if char.text != " "]
    return bool(seen) and sum(seen) > 0.9 * len(seen)


def regions_of(grid: Grid) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """For each place of the grid the cell it belongs to: (first row, first column, last row, last column)."""
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    regions: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for row in range(height):
        for column in range(width):
            if (row, column) in regions:
                continue
            right = column
            while right + 1 < width and (row, right + 1) not in regions and not wall(grid, row, right):
                right += 1
            last = row
            while last + 1 < height and open_below(grid, last, column, right):
                last += 1
            for i in range(row, last + 1):
                for j in range(column, right + 1):
                    regions[i, j] = (row, column, last, right)
    return regions


def open_below(grid: Grid, row: int, column: int, right: int) -> bool:
    """Whether nothing parts a stretch of a row from the same stretch below, which stands by itself there."""
    width = len(grid.xs) - 1
    return (
        not any(floor(grid, row, each) for each in range(column, right + 1))
        and not any(wall(grid, row + 1, each) for each in range(column, right))
        and (column == 0 or wall(grid, row + 1, column - 1))
        and (right == width - 1 or wall(grid, row + 1, right))
    )


def wall(grid: Grid, row: int, column: int) -> bool:
    """Whether a line parts a place from the one on its right."""
    return drawn(grid.walls[column + 1], grid.ys[row], grid.ys[row + 1])


def floor(grid: Grid, row: int, column: int) -> bool:
    """Whether a line parts a place from the one below."""
    return drawn(grid.floors[row + 1], grid.xs[column], grid.xs[column + 1])


def drawn(edges: list[Edge], start: float, end: float) -> bool:
    covered = sum(max(min(edge.end, end) - max(edge.start, start), 0.0) for edge in edges)
    return covered > 0.6 * (end - start)
