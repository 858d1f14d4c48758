"""One sheet of a workbook, streamed: memory grows with the filled cells, not with what the XML says.

openpyxl needs 29 s and all memory for a sheet with one far-away cell and does not open "strict" workbooks;
streaming takes either as it comes, and a sheet formatted down to row 1,048,576 in a few seconds.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from safeboard.core.reading import gate
from safeboard.core.reading.blocks import Unreadable

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
NEWER = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LIMIT_ELEMENTS = 8_000_000
LIMIT_CELLS = 200_000
LIMIT_MERGES = 20_000
TOO_MUCH = (
    "A sheet of the workbook holds far more than a plan: delete what is not the plan and save it again."
)

Place = tuple[int, int]  # row and column, from 1
Area = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(slots=True)
class Raw:
    """A cell as stored. kind: "s" shared text, "n" number, "str", "inlineStr", "b", "e", "d"; value: "" if empty.

    runs: an inline text in parts, each with whether it is crossed out (None: as the cell is).
    """

    kind: str
    value: str
    style: int
    formula: bool = False
    runs: list[tuple[str, bool | None]] | None = None


@dataclass(slots=True)
class Rule:
    """A conditional format. look: the number of its dxf, -1 for none. stop: no later rule counts."""

    kind: str
    areas: list[Area]
    priority: int
    look: int
    operator: str = ""
    text: str = ""
    formulas: list[str] = field(default_factory=list)
    stop: bool = False


@dataclass(slots=True)
class SheetData:
    cells: dict[Place, Raw] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    newer_rules: bool = False


def read_sheet(stream: IO[bytes], coloured: Callable[[int], bool]) -> SheetData:
    """coloured: whether a style number fills the cell; empty cells without fill are not kept."""
    return _Reading(coloured).read(stream)


class _Reading:
    def __init__(self, coloured: Callable[[int], bool]) -> None:
        self.sheet = SheetData()
        self.coloured = coloured
        self.row = self.column = self.elements = 0
        self.filled_row = False
        self.empty: list[tuple[Place, Raw]] = []
        self.cell: Raw | None = None
        self.rule: Rule | None = None
        self.areas: list[Area] = []
        self.letters: list[str] | None = None
        self.inner = False
        self.crossed: bool | None = None  # the letters of this run of an inline text
        starts = {"row": self._row, "c": self._cell, "v": self._text, "is": self._inline, "t": self._inline_text,
                  "r": self._run, "rPr": self._run_look, "strike": self._strike,
                  "f": self._formula, "mergeCell": self._merge, "col": self._column,
                  "conditionalFormatting": self._format, "cfRule": self._rule,
                  "formula": self._rule_formula}  # fmt: skip
        ends = {"row": self._row_end, "c": self._cell_end, "v": self._text_end, "is": self._inline_end,
                "t": self._inline_text_end, "formula": self._rule_formula_end, "cfRule": self._rule_end}  # fmt: skip
        self.starts = {f"{space} {tag}": act for space in MAIN for tag, act in starts.items()}
        self.starts[f"{NEWER} cfRule"] = self._newer
        self.ends = {f"{space} {tag}": act for space in MAIN for tag, act in ends.items()}

    def read(self, stream: IO[bytes]) -> SheetData:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.ParseFile(stream)
        except expat.ExpatError as error:
            raise Unreadable(gate.DAMAGED) from error
        return self.sheet

    def _refuse(self, *_) -> None:
        raise Unreadable(gate.DECLARES)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > LIMIT_ELEMENTS:
            raise Unreadable(TOO_MUCH)
        act = self.starts.get(name)
        if act is not None:
            act(attributes)

    def _end(self, name: str) -> None:
        act = self.ends.get(name)
        if act is not None:
            act()

    def _characters(self, letters: str) -> None:
        if self.letters is not None:
            self.letters.append(letters)

    # -- rows and cells

    def _row(self, attributes: dict[str, str]) -> None:
        self.row = _whole(attributes.get("r"), self.row + 1)
        self.column, self.filled_row = 0, False
        if not 0 < self.row <= LAST_ROW:
            raise Unreadable(gate.DAMAGED)
        if attributes.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.append(self.row)

    def _row_end(self) -> None:
        if self.filled_row:
            self.sheet.cells.update(self.empty)
        self.empty.clear()
        if len(self.sheet.cells) > LIMIT_CELLS:
            raise Unreadable(TOO_MUCH)

    def _cell(self, attributes: dict[str, str]) -> None:
        place = place_of(attributes.get("r", ""))
        self.column = place[1] if place else self.column + 1
        if not 0 < self.column <= LAST_COLUMN:
            raise Unreadable(gate.DAMAGED)
        self.cell = Raw(attributes.get("t", "n"), "", _whole(attributes.get("s"), 0))

    def _cell_end(self) -> None:
        cell, self.cell = self.cell, None
        if cell is None:
            return
        if cell.value or cell.formula:
            self.sheet.cells[self.row, self.column] = cell
            self.filled_row = True
            if len(self.sheet.cells) > LIMIT_CELLS:
                raise Unreadable(TOO_MUCH)
        elif self.coloured(cell.style) and len(self.empty) < LIMIT_CELLS:
            self.empty.append(((self.row, self.column), cell))

    def _text(self, _) -> None:
        self.letters = []

    def _text_end(self) -> None:
        if self.cell is not None and self.letters is not None:
            self.cell.value = "".join(self.letters)
        self.letters = None

    def _inline(self, _) -> None:
        self.inner, self.crossed = True, None

    def _run(self, _) -> None:
        self.crossed = None

    def _run_look(self, _) -> None:
        self.crossed = False

    def _strike(self, attributes: dict[str, str]) -> None:
        self.crossed = attributes.get("val", "1") not in ("0", "false")

    def _inline_end(self) -> None:
        self.inner = False

    def _inline_text(self, _) -> None:
        self.letters = [] if self.inner else None

    def _inline_text_end(self) -> None:
        if self.cell is not None and self.letters is not None:
            words = "".join(self.letters)
            self.cell.value += words
            self.cell.runs = [*(self.cell.runs or ()), (words, self.crossed)]
            self.cell.kind = "inlineStr"
        self.letters = None

    def _formula(self, _) -> None:
        if self.cell is not None:
            self.cell.formula = True

    # -- what stands after the cells

    def _merge(self, attributes: dict[str, str]) -> None:
        self.sheet.merges += areas_of(attributes.get("ref", ""))
        if len(self.sheet.merges) > LIMIT_MERGES:
            raise Unreadable(TOO_MUCH)

    def _column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            first = _whole(attributes.get("min"), 1)
            self.sheet.hidden_columns.append((first, _whole(attributes.get("max"), first)))

    def _format(self, attributes: dict[str, str]) -> None:
        self.areas = areas_of(attributes.get("sqref", ""))

    def _rule(self, attributes: dict[str, str]) -> None:
        self.rule = Rule(
            kind=attributes.get("type", ""),
            areas=self.areas,
            priority=_whole(attributes.get("priority"), LAST_ROW),
            look=_whole(attributes.get("dxfId"), -1),
            operator=attributes.get("operator", ""),
            text=attributes.get("text", ""),
            stop=attributes.get("stopIfTrue") in ("1", "true"),
        )

    def _rule_end(self) -> None:
        if self.rule is not None:
            self.sheet.rules.append(self.rule)
        self.rule = None
        if len(self.sheet.rules) > LIMIT_MERGES:
            raise Unreadable(TOO_MUCH)

    def _rule_formula(self, _) -> None:
        self.letters = []

    def _rule_formula_end(self) -> None:
        if self.rule is not None and self.letters is not None:
            self.rule.formulas.append("".join(self.letters))
        self.letters = None

    def _newer(self, attributes: dict[str, str]) -> None:
        self.sheet.newer_rules = self.sheet.newer_rules or attributes.get("type") != "dataBar"


def place_of(reference: str) -> Place | None:
    """ "B7" as (7, 2)."""
    found = REFERENCE.match(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def areas_of(written: str) -> list[Area]:
    """ "A1:C3 E5" as areas; what is no reference is left out."""
    areas = []
    for part in written.split()[:2000]:
        first, _, last = part.partition(":")
        start, end = place_of(first), place_of(last or first)
        if start and end:
            (top, left), (bottom, right) = map(min, start, end), map(max, start, end)
            areas.append((top, left, bottom, right))
    return areas


def name_of(place: Place) -> str:
    """(7, 2) as "B7"."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text else otherwise
    except ValueError:
        return otherwise
