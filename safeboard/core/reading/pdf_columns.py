"""Tables without rules: columns told by where words begin, rows by where several columns begin anew.

This is guessing, and it is done only where three columns or more keep to their places. Colours behind cells
help: the fill of one cell is exactly as high as its row.
"""

from dataclasses import dataclass, field

from safeboard.core.reading.blocks import Cell
from safeboard.core.reading.colour import hue
from safeboard.core.reading.pdf_colour import fill_of, ink_of
from safeboard.core.reading.pdf_grid import THICK, Printed, edges_of
from safeboard.core.reading.pdf_page import Char, Leaf, Shape
from safeboard.core.reading.pdf_text import Line, Wrap, item_of, line_of, lines_of

GAP = 0.55  # ems of white that part one column from the next
LEAST = 3  # columns
NEAR = 2.5  # points within which words begin at the same place


@dataclass(slots=True)
class Band:
    """Everything on one line of writing: the words of each column, by its number."""

    base: float
    size: float
    runs: list[Line]
    cells: dict[int, Line] = field(default_factory=dict)

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs)

    @property
    def top(self) -> float:
        return min(run.top for run in self.runs)


def open_tables(
    leaf: Leaf, chars: list[Char], wrap: Wrap, spaces: bool, usual: list[float], before: list[float]
) -> tuple[list[Printed], list[Char]]:
    """(the tables told by their columns alone, from top to bottom, the letters outside of them).

    usual: where the columns of the whole file begin.
    before: where the columns began of such a table at the foot of the page before, [] if none.
    """
    bands = bands_of(chars, spaces)
    tables: list[Printed] = []
    while True:
        found = (not tables and before and carried_on(bands, before, spaces)) or region(bands, usual, spaces)
        if not found:
            break
        start, stop, lefts = found
        tables.append(OpenTable(leaf, bands[start:stop], lefts, wrap, spaces).printed())
        bands = bands[:start] + [Band(-1e9, 1, [])] + bands[stop:]
    left = [char for band in bands for run in band.runs for char in run.chars]
    return sorted(tables, key=lambda table: table.top), left


def bands_of(chars: list[Char], spaces: bool) -> list[Band]:
    bands: list[Band] = []
    for run in lines_of(chars, spaces, wide=GAP):
        if bands and abs(run.base - bands[-1].base) < 0.4 * max(run.size, bands[-1].size):
            bands[-1].runs.append(run)
        else:
            bands.append(Band(run.base, run.size, [run]))
    return bands


def region(bands: list[Band], usual: list[float], spaces: bool) -> tuple[int, int, list[float]] | None:
    """(first band, band after the last, where the columns begin) of the table with the most columns.

    usual: where the columns of the whole file begin.
    """
    seeds = sorted(
        (n for n, band in enumerate(bands) if len(band.runs) >= LEAST), key=lambda n: (-len(bands[n].runs), n)
    )
    best, most = None, (0, 0, 0)
    for seed in seeds[:4]:
        near = bands[max(seed - 10, 0) : seed + 24]
        own = [run.x0 for run in bands[seed].runs]
        for lefts in (own if upheld(near, bands[seed], own) else [], columns_of(near), usual):
            if len(lefts) < LEAST or not fits(bands[seed], lefts, list(lefts), spaces):
                continue
            start, stop = grown(bands, seed, lefts, spaces)
            used = len({column for band in bands[start:stop] for column in band.cells})
            worth = (used, stop - start, -len(lefts))
            if stop - start >= 2 and used >= LEAST and worth > most:
                best, most = (start, stop, lefts), worth
    if best:  # what was tried last may have parted the lines another way
        fitted_again = grown(bands, next(n for n in seeds if best[0] <= n < best[1]), best[2], spaces)
        return *fitted_again, best[2]
    return None


def upheld(near: list[Band], seed: Band, lefts: list[float]) -> bool:
    """Whether words on other lines close by begin at enough of the same places."""
    starts = [run.x0 for band in near if band is not seed and len(band.runs) > 1 for run in band.runs]
    shared = sum(any(abs(x - left) <= NEAR for x in starts) for left in lefts[1:])
    return shared >= max(2, (len(lefts) - 1) * 0.6)


def columns_of(bands: list[Band]) -> list[float]:
    """Where columns begin: places at which words stand again and again after white.

    Headings of columns count only where nothing else does: they are often centred.
    """
    near = [band for band in bands if len(band.runs) > 1]
    body = [band for band in near if not band.bold]
    near = body if len(body) > 1 else near
    groups: list[list[Line]] = []
    for run in sorted((run for band in near for run in band.runs), key=lambda run: run.x0):
        if groups and run.x0 - groups[-1][0].x0 <= NEAR:
            groups[-1].append(run)
        else:
            groups.append([run])
    after_white = {id(run) for band in near for run in band.runs[1:]}
    kept: list[list[Line]] = []
    for group in sorted((each for each in groups if len(each) > 1), key=lambda each: -len(each)):
        if not any(overrun(group, other) for other in kept):
            kept.append(group)
    kept.sort(key=lambda group: group[0].x0)
    return [
        group[0].x0 for n, group in enumerate(kept) if n == 0 or any(id(run) in after_white for run in group)
    ]


def overrun(group: list[Line], other: list[Line]) -> bool:
    """Whether words that begin at one place run over the other place, so that both are in one column."""
    (first, second) = sorted((group, other), key=lambda each: each[0].x0)
    place = second[0].x0
    return sum(run.x1 > place - 1 for run in first) > 0.2 * len(first)


def carried_on(bands: list[Band], lefts: list[float], spaces: bool) -> tuple[int, int, list[float]] | None:
    """The same, of a table that goes on from the page before and begins this one."""
    rights = [left + 1 for left in lefts]
    stop = 0
    while stop < len(bands) and goes_on(bands, stop, 0, lefts, rights, spaces):
        stop += 1
    begun = {
        n
        for band in bands[:stop]
        for run in band.runs
        for n, x in enumerate(lefts)
        if abs(run.x0 - x) <= NEAR
    }
    return (0, stop, lefts) if begun - {0} else None


def grown(bands: list[Band], seed: int, lefts: list[float], spaces: bool) -> tuple[int, int]:
    rights = [left + 1 for left in lefts]
    fits(bands[seed], lefts, rights, spaces)
    stop = seed + 1
    while stop < len(bands) and goes_on(bands, stop, seed, lefts, rights, spaces):
        stop += 1
    start = seed
    while start > 0 and goes_up(bands, start, lefts, rights, spaces):
        start -= 1
    return start, stop


def goes_on(bands: list[Band], n: int, seed: int, lefts, rights, spaces: bool) -> bool:
    band, above = bands[n], bands[max(n - 1, 0)]
    if not band.runs or band.base - above.base > 6 * band.size:
        return False
    plain = [each for each in bands[seed + 1 : n] if not each.bold]
    usual = plain[0].size if plain else bands[seed].size
    if band.size > 1.08 * usual or (
        plain and band.bold and len(band.runs) == 1 and 0 in fitted(band, lefts, [])
    ):
        return False
    return fits(band, lefts, rights, spaces)


def goes_up(bands: list[Band], start: int, lefts, rights, spaces: bool) -> bool:
    band, below = bands[start - 1], bands[start]
    if not band.runs or below.base - band.base > 4 * band.size or band.size > 1.08 * below.size:
        return False
    if below.bold and not (band.bold and below.base - band.base < 1.7 * band.size):
        return False
    near = all(any(abs(run.x0 - left) <= NEAR for left in lefts) for run in band.runs)
    return (near or band.bold or len(band.runs) >= LEAST) and fits(band, lefts, rights, spaces)


def fits(band: Band, lefts: list[float], rights: list[float], spaces: bool) -> bool:
    """Put the words of a line into columns; False where they run across the white between two."""
    runs = [part for run in band.runs for part in parted(run, lefts, spaces)]
    cells = fitted(Band(band.base, band.size, runs), lefts, rights)
    if not cells:
        return False
    band.runs, band.cells = runs, cells
    for column, run in cells.items():
        rights[column] = max(rights[column], run.x1)
    return True


def fitted(band: Band, lefts: list[float], rights: list[float]) -> dict[int, Line]:
    """The words of a line by column, {} where some of them have no column of their own."""
    cells: dict[int, Line] = {}
    for run in band.runs:
        middle = run.x0 + min(run.x1 - run.x0, 4) / 2
        column = max((n for n, left in enumerate(lefts) if left - NEAR <= middle), default=0)
        if column + 1 < len(lefts) and run.x1 > lefts[column + 1] - 1:
            return {}
        if run.x0 < lefts[column] - 12 or column in cells:
            return {}
        cells[column] = run
    return cells


def parted(run: Line, lefts: list[float], spaces: bool) -> list[Line]:
    """Words that stand so close that two columns look like one, parted where a column begins."""
    cuts = []
    last: Char | None = None
    for n, char in enumerate(run.chars):
        if char.text == " ":
            continue
        white = last is not None and char.x0 - last.x1 > 0.2 * char.size
        if white and any(abs(char.x0 - left) <= 1 for left in lefts):
            cuts.append(n)
        last = char
    if not cuts:
        return [run]
    pieces = [run.chars[a:b] for a, b in zip([0, *cuts], [*cuts, len(run.chars)], strict=True)]
    return [line for line in (line_of(piece, spaces) for piece in pieces) if line]


class OpenTable:
    """The lines of one such table, as rows."""

    def __init__(self, leaf: Leaf, bands: list[Band], lefts: list[float], wrap: Wrap, spaces: bool) -> None:
        self.leaf, self.bands, self.lefts, self.wrap, self.spaces = leaf, bands, lefts, wrap, spaces
        self.width = len(lefts)
        self.rights = [
            max((band.cells[column].x1 for band in bands if column in band.cells), default=lefts[column])
            for column in range(self.width)
        ]
        self.top = min(band.top for band in bands)
        self.bottom = max(run.bottom for band in bands for run in band.runs)
        self.fills = [shape for shape in leaf.shapes if shape.fill and shape.square and shape.height > THICK]
        self.rows_filled = [shape for shape in self.fills if self.fills_cell(shape)]
        across, _ = edges_of(leaf.shapes)
        wide = 0.5 * (self.rights[-1] - lefts[0])
        self.rules = [edge.at for edge in across if edge.end - edge.start > wide]

    def fills_cell(self, shape: Shape) -> bool:
        """Whether a shape fills one cell of a row (not a label in it, not a whole row, not a merged cell)."""
        if shape.fill == "#ffffff" or shape.height < 8 or not self.top - 6 <= shape.top <= self.bottom:
            return False
        held = [
            n for n, left in enumerate(self.lefts) if shape.x0 <= left + 1 and self.rights[n] <= shape.x1 + 1
        ]
        return len(held) == 1 and (held[0] > 0 or not hue(shape.fill))

    def printed(self) -> Printed:
        groups = self.groups()
        rows = [self.row(group) for group in groups]
        self.flow_down(groups, rows)
        said = [n for n, row in enumerate(rows) if any(cell.text for cell in row)]
        groups, rows = [groups[n] for n in said], [rows[n] for n in said]
        return Printed(
            self.leaf.number,
            self.top,
            self.bottom,
            [*self.lefts, max(self.rights[-1], self.lefts[-1])],
            rows,
            [group[0].top for group in groups],
            [all(band.bold for band in group) for group in groups],
            ruled=False,
        )

    def groups(self) -> list[list[Band]]:
        """The lines of each row."""
        groups: list[list[Band]] = []
        last: dict[int, Line] = {}
        for band in self.bands:
            if not groups or self.begins(band, groups[-1], last):
                groups.append([])
            groups[-1].append(band)
            last.update(band.cells)
        return groups

    def begins(self, band: Band, group: list[Band], last: dict[int, Line]) -> bool:
        above = group[-1]
        middle_above, middle = above.base - 0.3 * above.size, band.base - 0.3 * band.size
        if any(middle_above < rule < middle for rule in self.rules):
            return True
        for shape in self.rows_filled:
            if middle_above < shape.top < middle or middle_above < shape.bottom < middle:
                return True
            if shape.top <= middle_above and middle <= shape.bottom:
                return False
        headings = above.bold and len(group[0].cells) >= LEAST
        if above.bold != band.bold and (headings or len(band.cells) > 1):
            return True
        fresh = sum(self.fresh(column, run, last, group) for column, run in band.cells.items())
        going = sum(
            not self.fresh(column, run, last, group) for column, run in band.cells.items() if column > 0
        )
        return fresh >= 2 and fresh > going

    def fresh(self, column: int, run: Line, last: dict[int, Line], group: list[Band]) -> bool:
        """Whether words begin anew here, rather than go on from the line above in their column."""
        above = last.get(column)
        return above is None or self.wrap.breaks(above, run, self.rights[column])

    def row(self, group: list[Band]) -> list[Cell]:
        top, bottom = group[0].base - 0.6 * group[0].size, group[-1].base
        cells = []
        for column in range(self.width):
            lines = [band.cells[column] for band in group if column in band.cells]
            text = self.wrap.text(lines, self.rights[column]) if lines else ""
            left, right = self.lefts[column], self.rights[column]
            if lines:
                left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
            high, low = (lines[0].base - 0.6 * lines[0].size, lines[-1].base) if lines else (top, bottom)
            fill = fill_of(self.fills, left, high, right, low)
            letters = [char for line in lines for char in line.chars]
            cells.append(Cell(text, fill, ink_of(letters, self.fills, fill)))
        return cells

    def flow_down(self, groups: list[list[Band]], rows: list[list[Cell]]) -> None:
        """Words of the first column that only go on from the row above belong to it: its cell is merged down."""
        owner = 0
        for n in range(1, len(groups)):
            lines = [band.cells[0] for band in groups[n] if 0 in band.cells]
            above = [band.cells[0] for band in groups[n - 1] if 0 in band.cells]
            bold = all(band.bold for band in groups[n - 1])
            if lines and above and not bold and self.goes_on_from(above[-1], lines[0]):
                started = [
                    band.cells[0] for group in groups[owner : n + 1] for band in group if 0 in band.cells
                ]
                rows[owner][0].text = self.wrap.text(started, self.rights[0])
                rows[n][0].text, rows[n][0].merged_down = "", True
            else:
                owner = n

    def goes_on_from(self, above: Line, line: Line) -> bool:
        return not item_of(line.text) and not self.wrap.breaks(above, line, self.rights[0])
