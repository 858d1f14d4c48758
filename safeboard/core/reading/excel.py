"""Excel workbooks (.xlsx, .xlsm) as blocks: every visible sheet, with dates, numbers and colours as shown."""

import re
import zipfile
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from safeboard.core.reading import colour, gate
from safeboard.core.reading.blocks import Block, Cell, Row, Sheet, Source, Unreadable, fold, fold_all
from safeboard.core.reading.excel_formats import shown
from safeboard.core.reading.excel_rules import NotRead, Value, applies
from safeboard.core.reading.excel_sheet import (
    TOO_MUCH,
    Area,
    Place,
    Raw,
    SheetData,
    areas_of,
    name_of,
    place_of,
    read_sheet,
)
from safeboard.core.reading.excel_styles import Look, S, Styles, crosses
from safeboard.core.reading.package import RELATION, Package
from safeboard.core.reading.word_crossed import as_read, crossed_out

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ON_SHEET = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
WIDEST = 100  # columns; a plan has five to twenty
LIMIT_GRID = 400_000  # places of one sheet's grid
LIMIT_TRIALS = 500_000  # trials of a rule on a cell


def read_excel(data: bytes) -> Source:
    package = Package(data)
    main = package.main("xl/workbook.xml")
    root = package.xml(main)
    if root is None:
        raise Unreadable(
            "The file has no Excel workbook inside: open it in Excel, save it and try once more."
        )
    return _Workbook(package, main, root).read()


@dataclass(slots=True)
class _Shared:
    """A text of the shared table. inks: letters by colour, where parts of it are coloured.

    runs: its parts, each with whether it is crossed out (None: as the cell is).
    """

    runs: list[tuple[str, bool | None]]
    inks: Counter[str]

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.runs)


class _Workbook:
    def __init__(self, package: Package, main: str, root: etree._Element) -> None:
        self.package, self.main, self.root = package, main, root
        theme = colour.scheme(package.xml(self._one("theme")))
        self.styles = Styles(package.xml(self._one("styles")), theme)
        self.shared = self._shared(package.xml(self._one("sharedStrings")))
        settings = root.find(S + "workbookPr")
        self.from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self.notes: list[tuple[str, str]] = []

    def read(self) -> Source:
        blocks: list[Block] = []
        relations = self.package.relations(self.main)
        tables = 0
        for entry in self.root.findall(f"{S}sheets/{S}sheet"):
            name = fold(entry.get("name", "")) or "without a name"
            kind, target = relations.get(entry.get(RELATION + "id", ""), ("", ""))
            if entry.get("state", "visible") != "visible":
                self.notes.append((f"sheet {name}", f"The sheet “{name}” is hidden and was not read."))
            elif kind == "worksheet":
                rows = list(_Page(self, name, target, tables + 1).rows())
                tables += bool(rows)
                blocks += [Sheet(name, f"sheet {name}"), *rows] if rows else []
            elif kind:
                self.notes.append((f"sheet {name}", f"The sheet “{name}” is a chart and was not read."))
        return Source("excel", blocks, notes=self.notes)

    def _one(self, kind: str) -> str:
        return next(iter(self.package.related(self.main, kind)), "")

    def _shared(self, root: etree._Element | None) -> list[_Shared]:
        return [self._rich(entry) for entry in (root if root is not None else ()) if entry.tag == S + "si"]

    def _rich(self, entry: etree._Element) -> _Shared:
        """Readings in another script (rPh) are not part of the text."""
        runs: list[tuple[str, bool | None]] = []
        inks: Counter[str] = Counter()
        for child in entry:
            words = "".join(text.text or "" for text in child.findall(S + "t"))
            if child.tag == S + "t":
                runs.append((child.text or "", None))
            elif child.tag == S + "r":
                look = child.find(S + "rPr")
                crossed = None if look is None else crosses(look)
                runs.append((words, crossed))
                ink = self.styles.colours.of(child.find(f"{S}rPr/{S}color"))
                if colour.hue(ink):
                    inks[ink] += 0 if crossed else len(words.strip())
        return _Shared(runs, inks)


class _Page:
    """One visible sheet."""

    def __init__(self, book: _Workbook, name: str, part: str, table: int) -> None:
        self.book, self.part, self.table = book, part, table
        self.place = f"sheet {name}"
        self.sheet = self._stream()
        self.words = {at: self._words(raw) for at, raw in self.sheet.cells.items()}
        self._note_far_cells()
        self.numbers = sorted({at[0] for at, text in self.words.items() if text and at[1] <= WIDEST})
        self.width = max((at[1] for at in self.words if at[1] <= WIDEST), default=0)
        if len(self.numbers) * self.width > LIMIT_GRID:
            raise Unreadable(TOO_MUCH)

    def _stream(self) -> SheetData:
        package = self.book.package.zip
        try:
            with package.open(self.part) as stream:
                return read_sheet(stream, lambda style: bool(self.book.styles.look(style).fill))
        except KeyError:
            return SheetData()
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
            raise Unreadable(gate.DAMAGED) from error

    def rows(self) -> Iterator[Row]:
        ruled = self._ruled()
        headers = self._headers()
        grid = {number: [self._cell((number, column), ruled) for column in range(1, self.width + 1)]
                for number in self.numbers}  # fmt: skip
        self._merge(grid)
        self._notes()
        for number, cells in grid.items():
            yield Row(cells, self.table, f"{self.place}, row {number}", header=number in headers)

    # -- cells

    def _cell(self, at: Place, ruled: dict[Place, Look]) -> Cell:
        raw = self.sheet.cells.get(at)
        rule = ruled.get(at)
        if raw is None:
            return Cell(fill=rule.fill) if rule else Cell()
        look = self.book.styles.look(raw.style)
        said = as_read(fold(self._marked(at, raw, look.crossed or (rule is not None and rule.crossed))))
        if said.sentence:
            self._note(said.sentence, at[0])
        ink = self._ink(raw, said.partly) or look.ink
        fill, ink = (rule.fill or look.fill, rule.ink or ink) if rule else (look.fill, ink)
        return Cell(said.text, fill, ink if said.text else "")

    def _marked(self, at: Place, raw: Raw, crossed: bool) -> str:
        """The cell as shown, its crossed-out words between marks. crossed: the cell's own letters are."""
        shared = self._shared(raw)
        runs = (shared.runs if shared else raw.runs) or [(self.words[at], None)]
        if not crossed and not any(own for _, own in runs):
            return self.words[at]
        return "".join(
            crossed_out(_unescaped(words)) if (crossed if own is None else own) else _unescaped(words)
            for words, own in runs
        )

    def _ink(self, raw: Raw, partly: bool) -> str:
        """partly: some letters are crossed out, and their colour does not count."""
        shared = self._shared(raw)
        inks = Counter[str]() if shared is None else +shared.inks if partly else shared.inks
        return max(inks, key=inks.__getitem__, default="")

    def _shared(self, raw: Raw) -> _Shared | None:
        index = int(raw.value) if raw.kind == "s" and raw.value.strip().isdigit() else -1
        return self.book.shared[index] if 0 <= index < len(self.book.shared) else None

    def _words(self, raw: Raw) -> str:
        """The cell as shown."""
        shared = self._shared(raw)
        if shared:
            return _unescaped(shared.text)
        if raw.kind in ("str", "inlineStr"):
            return _unescaped(raw.value)
        if raw.kind == "b":
            return "TRUE" if raw.value.strip() in ("1", "true") else "FALSE" if raw.value else ""
        if raw.kind == "n" and raw.value.strip():
            try:
                number = float(raw.value)
                return shown(number, self.book.styles.look(raw.style).pattern, self.book.from_1904)
            except (ValueError, OverflowError):
                return raw.value
        if raw.kind == "d":
            return "/".join(reversed(raw.value[:10].split("-")))
        return raw.value if raw.kind != "s" else ""

    def _value(self, at: Place) -> Value:
        """The cell as a formula sees it."""
        raw = self.sheet.cells.get(at)
        if raw is None or not raw.value:
            return ""
        if raw.kind == "b":
            return raw.value.strip() in ("1", "true")
        if raw.kind == "n":
            try:
                return float(raw.value)
            except ValueError:
                return raw.value
        return self.words[at]

    # -- colours by rule

    def _ruled(self) -> dict[Place, Look]:
        """The colours that conditional formats give, the first rule by priority winning for each of fill and ink."""
        looks: dict[Place, Look] = {}
        stopped: set[Place] = set()
        unread: list[str] = []
        trials = 0
        for rule in sorted(self.sheet.rules, key=lambda rule: rule.priority):
            look = self.book.styles.rule(rule.look)
            if rule.kind == "dataBar" or not rule.areas:
                continue
            try:
                for at in self._places(rule.areas):
                    trials += 1
                    if trials > LIMIT_TRIALS:
                        raise NotRead
                    if at not in stopped and applies(rule, at, self._value):
                        before = looks.get(at, Look())
                        looks[at] = Look(
                            before.fill or look.fill,
                            before.ink or look.ink,
                            crossed=before.crossed or look.crossed,
                        )
                        if rule.stop:
                            stopped.add(at)
            except (NotRead, LookupError, ValueError, OverflowError):
                unread.append(name_of(rule.areas[0][:2]))
        if unread or self.sheet.newer_rules:
            where = f" (from {', '.join(unread[:5])})" if unread else ""
            self._note(f"Some rules that colour cells{where} could not be worked out: check the colours.")
        return looks

    def _places(self, areas: list[Area]) -> Iterator[Place]:
        for first_row, first, last_row, last in areas:
            for number in self._between(first_row, last_row):
                for column in range(first, min(last, self.width) + 1):
                    yield number, column

    def _between(self, first: int, last: int) -> list[int]:
        """The filled rows from first to last."""
        return self.numbers[bisect_left(self.numbers, first) : bisect_right(self.numbers, last)]

    # -- merges and headers

    def _merge(self, grid: dict[int, list[Cell]]) -> None:
        touched = 0
        for first_row, first, last_row, last in self.sheet.merges:
            last = min(last, self.width)
            if first_row not in grid or first > last:
                continue
            origin = grid[first_row][first - 1]
            for number in self._between(first_row, last_row):
                row = grid[number]
                head = origin if number == first_row else replace(origin, text="", merged_down=True)
                head.span = last - first + 1
                row[first - 1 : last] = [head, *(Cell(covered=True) for _ in range(last - first))]
                touched += last - first + 1
            if touched > LIMIT_GRID:
                raise Unreadable(TOO_MUCH)

    def _headers(self) -> set[int]:
        """The first rows of the areas that Excel itself calls tables."""
        found = set()
        for part in self.book.package.related(self.part, "table"):
            root = self.book.package.xml(part)
            areas = areas_of(root.get("ref", "")) if root is not None else []
            if areas and root.get("headerRowCount", "1") != "0":
                found.add(areas[0][0])
        return found

    # -- what could not be placed

    def _note(self, sentence: str, row: int = 0) -> None:
        self.book.notes.append((f"{self.place}, row {row}" if row else self.place, sentence))

    def _note_far_cells(self) -> None:
        far = sorted(at for at, text in self.words.items() if text and at[1] > WIDEST)
        if len(far) > WIDEST:
            raise Unreadable(TOO_MUCH)
        for at in far:
            self._note(
                f"The cell {name_of(at)} is far from the plan and was left out: “{self.words[at][:200]}”.",
                at[0],
            )

    def _notes(self) -> None:
        hidden = sorted(set(self.sheet.hidden_rows) & set(self.numbers))
        if hidden:
            self._note(f"Hidden rows were read like the others: {_listed(hidden)}.")
        columns = [
            name_of((1, column))[:-1] for column in range(1, self.width + 1) if self._is_hidden(column)
        ]
        if columns:
            self._note(f"Hidden columns were read like the others: {', '.join(columns)}.")
        unsaved = [name_of(at) for at, raw in self.sheet.cells.items() if raw.formula and not raw.value]
        if unsaved:
            self._note(
                f"The results of formulas are not in the file ({', '.join(unsaved[:5])}): "
                "open it in Excel, save it and send it again if they matter."
            )
        self._note_comments()
        self._note_drawings()

    def _is_hidden(self, column: int) -> bool:
        filled = any(self.words.get((number, column)) for number in self.numbers)
        return filled and any(first <= column <= last for first, last in self.sheet.hidden_columns)

    def _note_comments(self) -> None:
        for part in self.book.package.related(self.part, "comments"):
            root = self.book.package.xml(part)
            for entry in root.iter(S + "comment") if root is not None else ():
                words = fold_all("".join(text.text or "" for text in entry.iter(S + "t")).split("\n"))
                at = place_of(entry.get("ref", ""))
                if words and at:
                    self._note(f"A comment on {name_of(at)} says: “{words}”.", at[0])

    def _note_drawings(self) -> None:
        for part in self.book.package.related(self.part, "drawing"):
            root = self.book.package.xml(part)
            for shape in root.iter(ON_SHEET + "sp", ON_SHEET + "pic") if root is not None else ():
                words = fold_all(
                    "".join(text.text or "" for text in line.iter(DRAWING + "t"))
                    for line in shape.iter(DRAWING + "p")
                )
                described = shape.find(f".//{ON_SHEET}cNvPr")
                said = words or fold((described.get("descr") if described is not None else "") or "")
                if said:
                    self._note(f"A text box or picture on the sheet says: “{said}”.")
                elif shape.tag == ON_SHEET + "pic":
                    self._note(
                        "A picture on the sheet has no alternative text, so what it shows was not read."
                    )


def _unescaped(text: str) -> str:
    """Excel writes a carriage return inside a cell as _x000D_."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _listed(numbers: list[int]) -> str:
    shown_ = ", ".join(map(str, numbers[:10]))
    return shown_ if len(numbers) <= 10 else f"{shown_} and {len(numbers) - 10} more"
