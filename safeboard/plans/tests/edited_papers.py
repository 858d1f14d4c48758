"""A paper as people edit it in Word or in Excel, by the words they see: its tables are lists of rows until it is saved.

    paper = WordPaper(data)
    paper.write("Repeat the audit", "Completion Date", "June 2027")
    paper.bytes()

A row is named by some of its words; the row meant is the first that has them in its "Action" cell.
"""

import copy
import io
from dataclasses import dataclass, field

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import PatternFill

ISSUE, REF, LEAD, ACTION = "Issue", "Ref", "Sub group or Lead", "Action"
DUE, REVISED, PROGRESS = "Completion Date", "Revised Date", "Progress (RAG)"


@dataclass
class Table:
    """rows: those under the headings. Each has `goes_on`: its issue's cell is one with the cell above."""

    headings: list[str]
    rows: list = field(default_factory=list)


class Paper:
    """What one can do to either kind of file. A new row stands behind the row that is named."""

    tables: list[Table]

    def lines(self, words, column):
        table, row = self._find(words)
        return row.text(table.headings.index(column)).split("\n")

    def write(self, words, column, text):
        table, row = self._find(words)
        row.write(table.headings.index(column), text)

    def put(self, words, column, old, new):
        """Some words of a cell for others."""
        text = "\n".join(self.lines(words, column))
        if old not in text:
            raise ValueError(f"{old!r} is not in {text!r}")
        self.write(words, column, text.replace(old, new))

    def add_line(self, words, column, line):
        self.write(words, column, "\n".join([*filter(None, self.lines(words, column)), line]))

    def colour(self, words, column, colour):
        table, row = self._find(words)
        row.colour(table.headings.index(column), colour)

    def delete(self, words):
        table, row = self._find(words)
        at = table.rows.index(row)
        behind = table.rows[at + 1 : at + 2]
        if behind and behind[0].goes_on and not row.goes_on:
            behind[0].write(0, row.text(0))
            behind[0].goes_on = False
        table.rows.remove(row)
        return row

    def add(self, behind, cells, *, goes_on=True):
        """cells: {column: words}; with an issue of its own where it does not go on with the one above."""
        table, row = self._find(behind)
        new = row.twin()
        for at, heading in enumerate(table.headings):
            new.write(at, cells.get(heading, ""))
            new.colour(at, cells.get(f"{heading}'s colour", ""))
        new.goes_on = goes_on
        table.rows.insert(table.rows.index(row) + 1, new)

    def move(self, words, behind):
        """A row behind another, under that one's issue."""
        row = self.delete(words)
        row.write(0, "")
        table, other = self._find(behind)
        row.goes_on = True
        table.rows.insert(table.rows.index(other) + 1, row)

    def copy(self, words):
        """The row once more, under itself."""
        table, row = self._find(words)
        twin = row.twin()
        twin.write(0, "")
        twin.goes_on = True
        table.rows.insert(table.rows.index(row) + 1, twin)

    def issue_rows(self, words):
        """All the rows of the issue a row belongs to: the table and the first and the last place."""
        table, row = self._find(words)
        first = last = table.rows.index(row)
        while table.rows[first].goes_on:
            first -= 1
        while last + 1 < len(table.rows) and table.rows[last + 1].goes_on:
            last += 1
        return table, first, last

    def delete_issue(self, words):
        table, first, last = self.issue_rows(words)
        rows = table.rows[first : last + 1]
        del table.rows[first : last + 1]
        return rows

    def move_issue(self, words, behind):
        rows = self.delete_issue(words)
        table, _, last = self.issue_rows(behind)
        table.rows[last + 1 : last + 1] = rows

    def break_merged(self, *, repeat):
        """Every issue's cell cut into one for each row. repeat: its words in each of them, else in the first."""
        for table in self.tables:
            words = ""
            for row in table.rows:
                words = words if row.goes_on else row.text(0)
                if row.goes_on and repeat:
                    row.write(0, words)
                row.goes_on = False

    def forget(self, words):
        """The row loses what it is known by: its reference, and the bookmark behind it."""
        self.write(words, REF, "")
        _, row = self._find(words)
        row.forget()

    def clear_column(self, column):
        for table in self.tables:
            for row in table.rows:
                row.write(table.headings.index(column), "")

    def delete_column(self, column):
        for table in self.tables:
            at = table.headings.index(column)
            table.headings.pop(at)
            for row in table.rows:
                row.drop(at)
            self._drop_heading(table, at)

    def sort(self, column):
        """Each table's rows by the words of a column, as a spreadsheet does once the cells are no longer merged."""
        for table in self.tables:
            at = table.headings.index(column)
            table.rows.sort(key=lambda row: row.text(at))

    def _find(self, words):
        for table in self.tables:
            at = table.headings.index(ACTION)
            for row in table.rows:
                if words in row.text(at):
                    return table, row
        raise LookupError(words)


class WordRow:
    def __init__(self, tr):
        self.tr = tr
        merge = self._cells()[0].find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        self.goes_on = merge is not None and merge.get(qn("w:val")) != "restart"

    def _cells(self):
        return self.tr.findall(qn("w:tc"))

    def text(self, at):
        paragraphs = self._cells()[at].findall(qn("w:p"))
        return "\n".join("".join(text.text or "" for text in one.iter(qn("w:t"))) for one in paragraphs)

    def write(self, at, text):
        if text == self.text(at):
            return
        cell = self._cells()[at]
        first, *rest = cell.findall(qn("w:p"))
        for paragraph in rest:
            cell.remove(paragraph)
        for run in [one for one in first if one.tag != qn("w:pPr")]:
            first.remove(run)
        for line in text.split("\n"):
            paragraph = copy.deepcopy(first)
            run, words = OxmlElement("w:r"), OxmlElement("w:t")
            words.text = line
            words.set(qn("xml:space"), "preserve")
            run.append(words)
            paragraph.append(run)
            cell.append(paragraph)
        cell.remove(first)

    def colour(self, at, colour):
        properties = self._cells()[at].find(qn("w:tcPr"))
        for old in properties.findall(qn("w:shd")):
            properties.remove(old)
        if colour:
            shade = OxmlElement("w:shd")
            for name, value in {"val": "clear", "color": "auto", "fill": colour.lstrip("#")}.items():
                shade.set(qn(f"w:{name}"), value)
            properties.append(shade)

    def twin(self):
        """Word gives a copied row no second bookmark of the same name."""
        row = WordRow(copy.deepcopy(self.tr))
        row.forget()
        return row

    def forget(self):
        for mark in [*self.tr.iter(qn("w:bookmarkStart")), *self.tr.iter(qn("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)

    def drop(self, at):
        self.tr.remove(self._cells()[at])

    def join(self, over):
        """Its issue's cell goes on from above, or begins a cell over those below, or is one by itself."""
        properties = self._cells()[0].find(qn("w:tcPr"))
        for old in properties.findall(qn("w:vMerge")):
            properties.remove(old)
        if over or self.goes_on:
            merge = OxmlElement("w:vMerge")
            if not self.goes_on:
                merge.set(qn("w:val"), "restart")
            properties.find(qn("w:tcW")).addnext(merge)


class WordPaper(Paper):
    def __init__(self, data):
        self.document = docx.Document(io.BytesIO(data))
        self.tables, self._elements = [], []
        for element in self.document.element.body.findall(qn("w:tbl")):
            head, *rows = [WordRow(tr) for tr in element.findall(qn("w:tr"))]
            headings = [head.text(at) for at in range(len(head.tr.findall(qn("w:tc"))))]
            if ACTION in headings:
                self.tables.append(Table(headings, rows))
                self._elements.append(element)

    def bytes(self):
        for table, element in zip(self.tables, self._elements, strict=True):
            for tr in element.findall(qn("w:tr"))[1:]:
                element.remove(tr)
            for at, row in enumerate(table.rows):
                row.join(over=any(below.goes_on for below in table.rows[at + 1 : at + 2]))
                element.append(row.tr)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def retype(self, old, new):
        """Words outside the tables."""
        paragraph = self._paragraph(old)
        text = paragraph.text.replace(old, new)
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        paragraph.runs[0].text = text

    def delete_paragraph(self, words):
        element = self._paragraph(words)._p
        element.getparent().remove(element)

    def add_item(self, behind, words):
        """An item of a list behind another."""
        paragraph = self._paragraph(behind)
        twin = copy.deepcopy(paragraph._p)
        paragraph._p.addnext(twin)
        docx.text.paragraph.Paragraph(twin, paragraph._parent).runs[0].text = words

    def track(self, words, old, new):
        """An edit of an action's words with tracking on: the old ones crossed out, the new ones put in."""
        table, row = self._find(words)
        (run,) = row.tr.findall(qn("w:tc"))[table.headings.index(ACTION)].iter(qn("w:r"))
        before, _, after = run.find(qn("w:t")).text.partition(old)
        for text, mark in ((before, ""), (old, "w:del"), (new, "w:ins"), (after, "")):
            part = copy.deepcopy(run)
            said = part.find(qn("w:t"))
            said.text = text
            if mark == "w:del":
                said.tag = qn("w:delText")
            if mark:
                tracked = OxmlElement(mark)
                for name, value in {"id": "9001", "author": "Jo", "date": "2026-10-02T09:00:00Z"}.items():
                    tracked.set(qn(f"w:{name}"), value)
                tracked.append(part)
                part = tracked
            run.addprevious(part)
        run.getparent().remove(run)

    def _drop_heading(self, table, at):
        element = self._elements[self.tables.index(table)]
        head = element.find(qn("w:tr"))
        head.remove(head.findall(qn("w:tc"))[at])
        grid = element.find(qn("w:tblGrid"))
        grid.remove(grid.findall(qn("w:gridCol"))[at])

    def _paragraph(self, words):
        return next(one for one in self.document.paragraphs if words in one.text)


@dataclass
class ExcelRow:
    cells: list  # (words, look) of each
    goes_on: bool = False

    def text(self, at):
        return str(self.cells[at][0] or "")

    def write(self, at, text):
        self.cells[at] = (text or None, self.cells[at][1])

    def colour(self, at, colour):
        fill = PatternFill("solid", colour.lstrip("#")) if colour else PatternFill()
        self.cells[at] = (self.cells[at][0], fill)

    def twin(self):
        return ExcelRow(list(self.cells))

    def forget(self):
        """A workbook has nothing behind its rows."""

    def drop(self, at):
        del self.cells[at]


class ExcelPaper(Paper):
    def __init__(self, data):
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.tables, self._sheets = [], []
        for sheet in self.book.worksheets:
            heads = [row[0].row for row in sheet.iter_rows() if ACTION in [cell.value for cell in row]]
            if heads:
                self._load(sheet, heads[0])

    def _load(self, sheet, head):
        merged = {}
        for area in list(sheet.merged_cells.ranges):
            if area.min_row > head:
                merged |= dict.fromkeys(range(area.min_row + 1, area.max_row + 1))
                sheet.unmerge_cells(str(area))
        table = Table([cell.value for cell in sheet[head] if cell.value])
        for cells in sheet.iter_rows(min_row=head + 1, max_col=len(table.headings)):
            row = [(cell.value, copy.copy(cell.fill)) for cell in cells]
            table.rows.append(ExcelRow(row, goes_on=cells[0].row in merged))
        self.tables.append(table)
        self._sheets.append((sheet, head))

    def bytes(self):
        for table, (sheet, head) in zip(self.tables, self._sheets, strict=True):
            sheet.delete_rows(head + 1, sheet.max_row)
            for at, heading in enumerate([*table.headings, *[None] * 10]):
                sheet.cell(head, at + 1).value = heading
            for place, row in enumerate(table.rows, start=head + 1):
                for at, (words, fill) in enumerate(row.cells, start=1):
                    cell = sheet.cell(place, at)
                    cell.value, cell.fill = words, copy.copy(fill)
            self._merge(sheet, head, table)
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def _merge(self, sheet, head, table):
        first = 0
        for at, row in enumerate([*table.rows, ExcelRow([])]):
            if not row.goes_on:
                if at - first > 1:
                    sheet.merge_cells(
                        start_row=head + 1 + first, end_row=head + at, start_column=1, end_column=1
                    )
                first = at

    def retype(self, old, new):
        """Words outside the tables."""
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and old in cell.value:
                        cell.value = cell.value.replace(old, new)
                        return
        raise LookupError(old)

    def _drop_heading(self, table, at):
        """The headings are written anew with the rows."""
