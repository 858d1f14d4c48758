"""Small plans written as a picture of themselves, as blocks and as real files of six kinds.

    # Key Priority 1: Neglect                      a heading, by its level
    - Fewer children wait                          an item of a list ("1) ..." a numbered one)
    Update: March 2016                             a paragraph
    === Neglect                                    a sheet begins
    | Issue | Lead | Action | Date |               a row; a line between rows ends the table

In a row "¶" breaks a line, "^" goes on from the cell above (merged down), "<" is covered by the cell to its left,
and "{red} words" colours the cell, "{ink red} words" its letters. "|| ... |" marks a header row, "|> ... |" a row
after a page break.
"""

import csv
import html
import io
import re
from dataclasses import replace
from functools import partial

import docx
import openpyxl
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from openpyxl.styles import Font, PatternFill

from safeboard.core.reading.blocks import Cell, Heading, Item, Paragraph, Row, Sheet, Source
from safeboard.core.reading.files import read_source
from safeboard.plans.notes import join_notes
from safeboard.plans.outline import Outline
from safeboard.plans.tests.nothing_lost import read_whole

COLOURS = {
    "red": "#ff0000",
    "amber": "#ffc000",
    "yellow": "#ffff00",
    "green": "#00b050",
    "blue": "#0070c0",
    "grey": "#d9d9d9",
    "purple": "#7030a0",
    "orange-red": "#ff4d00",
    "pale blue": "#deeaf6",
}
_COLOURED = re.compile(r"\{(ink )?([a-z -]+)\}\s*")
_NUMBERED = re.compile(r"(\d+\))\s+(.*)")


def blocks(picture: str) -> list:
    found: list = []
    table, in_table = 0, False
    for number, line in enumerate(map(str.strip, picture.strip().splitlines()), start=1):
        place = f"line {number}"
        is_row = line.startswith("|")
        table += is_row and not in_table
        in_table = is_row
        if line:
            found.append(_row(line, table, place) if is_row else _line(line, place))
    return found


def source(picture: str, *, kind: str = "html", colours: bool = True) -> Source:
    return Source(kind, blocks(picture), colours=colours)


def read(picture: str, **of_the_file) -> Outline:
    """The plan in a picture, without a file between."""
    return read_whole(source(picture, **of_the_file))


def read_file(data: bytes) -> Outline:
    """The plan in a file; like `read`, it sees to it that no word of it is lost."""
    return read_whole(read_source(data))


def _line(line, place):
    if line.startswith("==="):
        return Sheet(line[3:].strip(), place)
    if line.startswith("#"):
        words = line.lstrip("#")
        return Heading(words.strip(), len(line) - len(words), place)
    if line.startswith("- "):
        return Item(line[2:], "", place)
    if numbered := _NUMBERED.match(line):
        return Item(numbered[2], numbered[1], place)
    return Paragraph(line, place)


def _row(line, table, place):
    header, after_break = line.startswith("||"), line.startswith("|>")
    texts = line.removeprefix("||").removeprefix("|>").removeprefix("|").removesuffix("|").split("|")
    cells: list[Cell] = []
    for text in map(str.strip, texts):
        if text == "<":
            first = next(cell for cell in reversed(cells) if not cell.covered)
            first.span += 1
        cells.append(_cell(text))
    return Row(cells, table, place, header, after_break)


def _cell(text):
    cell = Cell(merged_down=text == "^", covered=text == "<")
    while found := _COLOURED.match(text):
        cell = replace(cell, **{"ink" if found[1] else "fill": COLOURS[found[2]]})
        text = text[found.end() :]
    return cell if text in ("^", "<") else replace(cell, text=text.replace("¶ ", "\n").replace("¶", "\n"))


# What was read, as a person would say it


def promises(outline: Outline) -> list[str]:
    """ "Review the audit | QAG + PPG | Jun-16", one line an action."""
    return [f"{action.words} | {' + '.join(action.leads)} | {action.due}" for action in outline.actions]


def issues(outline: Outline) -> list[str]:
    """ "1 Neglect: 2", one line an issue with the number of its actions; "-" where it has no number."""
    return [f"{issue.number or '-'} {issue.words}: {len(issue.actions)}" for issue in outline.issues]


def priorities(outline: Outline) -> list[tuple[str, str, int]]:
    return [
        (priority.number, priority.title, sum(len(issue.actions) for issue in priority.issues))
        for priority in outline.priorities
    ]


def ratings(outline: Outline) -> list[str]:
    return [action.rating for action in outline.actions]


def doubts(outline: Outline) -> list[tuple[str, str]]:
    """(kind, seen) of each doubt but those every small plan has: no title, no legend, not rated."""
    everyday = ("title", "legend")
    return [
        (doubt.kind, doubt.seen)
        for doubt in outline.doubts
        if doubt.kind not in everyday and doubt.place != "whole plan"
    ]


def progress(outline: Outline) -> list[str]:
    return [join_notes(action.notes) for action in outline.actions]


# The same as files


def as_html(picture: str) -> bytes:
    parts = []
    for kind, part in _parts(picture):
        match kind:
            case "table":
                parts.append(f"<table>{_html_rows(part)}</table>")
            case "sheet":
                parts.append(f"<h1>{html.escape(part.name)}</h1>")
            case "heading":
                parts.append(f"<h{part.level}>{html.escape(part.text)}</h{part.level}>")
            case "items":
                parts.append(
                    "<ul>" + "".join(f"<li>{html.escape(item.text)}</li>" for item in part) + "</ul>"
                )
            case "paragraph":
                parts.append(f"<p>{html.escape(part.text)}</p>")
    return f"<!doctype html><html><body>{''.join(parts)}</body></html>".encode()


def _html_rows(rows):
    return "".join(
        "<tr>"
        + "".join(
            _html_cell(cell, "th" if row.header else "td", _rows_down(rows, at, column))
            for column, cell in enumerate(row.cells)
            if not cell.covered and not cell.merged_down
        )
        + "</tr>"
        for at, row in enumerate(rows)
    )


def _html_cell(cell, tag, down):
    fill = f' style="background:{cell.fill}"' if cell.fill else ""
    words = html.escape(cell.text).replace("\n", "<br>")
    words = f'<span style="color:{cell.ink}">{words}</span>' if cell.ink else words
    return f'<{tag} colspan="{cell.span}" rowspan="{down}"{fill}>{words}</{tag}>'


def as_word(picture: str) -> bytes:
    paper = docx.Document()
    paper.styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    for kind, part in _parts(picture):
        match kind:
            case "table":
                _word_table(paper, part)
            case "sheet":
                paper.add_heading(part.name, 1)
            case "heading":
                paper.add_heading(part.text, part.level)
            case "items":
                for item in part:
                    paper.add_paragraph(item.text, style="List Bullet")
            case "paragraph":
                paper.add_paragraph(part.text)
    return _saved(paper.save)


def _word_table(paper, rows):
    table = paper.add_table(len(rows), max(len(row.cells) for row in rows))
    for at, row in enumerate(rows):
        if row.header:
            table.rows[at]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for column, cell in enumerate(row.cells):
            if cell.covered or cell.merged_down:
                continue
            down = _rows_down(rows, at, column)
            box = table.cell(at, column)
            if down > 1 or cell.span > 1:
                box = box.merge(table.cell(at + down - 1, column + cell.span - 1))
            _word_cell(box, cell)


def _word_cell(box, cell):
    first, *more = cell.text.split("\n")
    box.paragraphs[0].add_run(first)
    for line in more:
        box.add_paragraph(line)
    if cell.ink:
        for paragraph in box.paragraphs:
            for run in paragraph.runs:
                run.font.color.rgb = RGBColor.from_string(cell.ink[1:].upper())
    if cell.fill:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), cell.fill[1:].upper())
        box._tc.get_or_add_tcPr().append(shade)


def as_excel(picture: str) -> bytes:
    book = openpyxl.Workbook()
    page, at = book.active, 0
    page.title = "Plan"
    for kind, part in _parts(picture):
        match kind:
            case "table":
                _excel_rows(page, part, at)
                at += len(part) + 1
            case "sheet" if not at:
                page.title = part.name
            case "sheet":
                page, at = book.create_sheet(part.name), 0
            case "items":
                for item in part:
                    at += 1
                    page.cell(at, 1, f"• {item.text}")
            case _:
                at += 1
                page.cell(at, 1, part.text)
    return _saved(book.save)


def _excel_rows(page, rows, above):
    for at, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            if cell.covered or cell.merged_down:
                continue
            box = page.cell(above + at + 1, column + 1, cell.text or None)
            if cell.fill:
                box.fill = PatternFill("solid", cell.fill[1:].upper())
            if cell.ink:
                box.font = Font(color=cell.ink[1:].upper())
            down = _rows_down(rows, at, column)
            if down > 1 or cell.span > 1:
                page.merge_cells(
                    start_row=box.row,
                    start_column=box.column,
                    end_row=box.row + down - 1,
                    end_column=box.column + cell.span - 1,
                )


def as_csv(picture: str) -> bytes:
    """As Excel saves it: every record as wide as the widest."""
    out = io.StringIO()
    records = [
        block.texts if isinstance(block, Row) else [block.name if isinstance(block, Sheet) else block.text]
        for block in blocks(picture)
    ]
    width = max(map(len, records))
    csv.writer(out).writerows([*record, *[""] * (width - len(record))] for record in records)
    return out.getvalue().encode()


def as_text(picture: str, *, between: str = "\t") -> bytes:
    """Tab-separated rows, as text comes out of a PDF."""
    lines = []
    for kind, part in _parts(picture):
        match kind:
            case "table":
                lines += [between.join(text.replace("\n", " ") for text in row.texts) for row in part]
            case "sheet":
                lines.append(f"# {part.name}")
            case "heading":
                lines.append(f"{'#' * part.level} {part.text}")
            case "items":
                lines += [f"- {item.text}" for item in part]
            case "paragraph":
                lines.append(part.text)
        lines.append("")
    return "\n".join(lines).encode()


def as_markdown(picture: str) -> bytes:
    lines = []
    for line in as_text(picture, between=" | ").decode().split("\n"):
        is_row = " | " in line
        ruled = lines and lines[-1].startswith("|")
        lines.append(f"| {line} |" if is_row else line)
        if is_row and not ruled:
            lines.append("|" + "---|" * (line.count(" | ") + 1))
    return "\n".join(lines).encode()


FORMS = {"word": as_word, "excel": as_excel, "html": as_html}
"""Kinds of file that keep merges and colours."""
ALL_FORMS = {**FORMS, "csv": as_csv, "markdown": as_markdown, "text": as_text}


def _parts(picture):
    """(kind, block or blocks): rows of a table and items of a list together."""
    together: list = []
    for block in blocks(picture):
        kind = {Row: "table", Item: "items", Sheet: "sheet", Heading: "heading"}.get(type(block), "paragraph")
        if kind in ("table", "items"):
            same = together and together[-1][0] == kind
            if same and (kind == "items" or together[-1][1][-1].table == block.table):
                together[-1][1].append(block)
                continue
            block = [block]
        together.append((kind, block))
    return together


def _rows_down(rows, at, column):
    down = 1
    while at + down < len(rows) and rows[at + down].cells[column].merged_down:
        down += 1
    return down


def _saved(save: partial) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()
