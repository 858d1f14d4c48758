"""A paper as one HTML file that needs nothing else: headings, lists and tables a screen reader can follow.

Built as a tree with lxml, so that no word of a person is ever read as markup.
"""

from __future__ import annotations

from lxml import etree
from lxml.html import builder as E
from lxml.html import tostring

from safeboard.plans.outline import Outline
from safeboard.plans.papers.layout import (
    TINTS,
    Cell,
    Ending,
    Line,
    Paper,
    PaperOptions,
    Section,
    TableRow,
    lay_out,
)

STYLE = """
body { font: 16px/1.45 Arial, sans-serif; color: #0b0c0c; background: #fff; margin: 2rem; max-width: 90rem }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 14px; margin: 1rem 0 2rem }
th, td { border: 1px solid #6f777b; padding: .35rem .5rem; text-align: left; vertical-align: top }
th, td, p, li { overflow-wrap: anywhere }
thead th { background: #e4e4e4 }
tbody th { font-weight: normal }
caption { text-align: left; font-weight: bold; padding: .35rem 0 }
td p, th p { margin: 0 0 .35rem }
.board, .draft { font-weight: bold }
@page { size: A4 landscape; margin: 15mm }
@media print {
  body { margin: 0; font-size: 10pt; max-width: none }
  table { font-size: 8.5pt }
  thead { display: table-header-group }
  tr { break-inside: avoid }
  h2, h3 { break-after: avoid }
  td, mark { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
"""

SHADES = "".join(
    f"td.{rating}, mark.{rating} {{ background: {tint}; color: #0b0c0c }}\n" for rating, tint in TINTS.items()
)


def write_html(outline: Outline, *, options: PaperOptions | None = None) -> bytes:
    """The HTML file, in UTF-8."""
    paper = lay_out(outline, options or PaperOptions())
    page = E.HTML(
        E.HEAD(
            E.META(charset="utf-8"),
            E.META(name="viewport", content="width=device-width, initial-scale=1"),
            E.TITLE(paper.name),
            E.STYLE(STYLE + SHADES),
        ),
        E.BODY(
            E.MAIN(
                *_front(paper),
                *(_section(paper, section) for section in paper.sections),
                *(_ending(paper, ending) for ending in paper.endings),
            )
        ),
        lang="en-GB",
    )
    _mark(page, paper)
    return tostring(page, doctype="<!DOCTYPE html>", encoding="utf-8")


def _mark(page: etree._Element, paper: Paper) -> None:
    """Draft and printing day at the end, apart from the plan's own words."""
    marks = (
        E.P(E.CLASS("draft"), "Draft") if paper.draft else None,
        E.P(paper.printed) if paper.printed else None,
    )
    if any(mark is not None for mark in marks):
        page[-1].append(E.FOOTER(*(mark for mark in marks if mark is not None)))


def _front(paper: Paper) -> list:
    return [
        *([E.P(E.CLASS("board"), paper.board)] if paper.board else []),
        *([E.H1(paper.title)] if paper.title else []),
        *(E.P(*_broken(words)) for words in paper.facts),
        *([_legend(paper)] if paper.legend else []),
        *(E.P(*_broken(words)) for words in paper.purpose),
    ]


def _legend(paper: Paper) -> etree._Element:
    parts: list = []
    for rating, label in paper.legend:
        parts += ["; "] if parts else []
        parts.append(E.MARK(E.CLASS(rating), label) if rating in TINTS else label)
    return E.P(*parts)


def _section(paper: Paper, section: Section) -> etree._Element:
    lists = [
        *([E.UL(*(E.LI(*_broken(words)) for words in section.focus))] if section.focus else []),
        *([_heading(paper.top + 1, "Outcomes")] if section.outcomes else []),
        *([E.OL(*(E.LI(*_broken(words)) for words in section.outcomes))] if section.outcomes else []),
    ]
    return E.SECTION(
        _heading(paper.top, section.heading),
        *(E.P(words) for words in section.aim),
        *lists,
        *([_table(paper, section)] if section.rows else []),
    )


def _ending(paper: Paper, ending: Ending) -> etree._Element:
    return E.SECTION(_heading(paper.top, ending.heading), *map(_paragraph, ending.lines))


def _heading(level: int, words: str) -> etree._Element:
    return getattr(E, f"H{level}")(words)


def _table(paper: Paper, section: Section) -> etree._Element:
    columns = (E.COL(width=f"{width:.1f}%") for width in paper.widths(100))
    heads = (E.TH(heading, scope="col") for heading in paper.headings)
    return E.TABLE(
        {"aria-label": section.heading},
        E.COLGROUP(*columns),
        E.THEAD(E.TR(*heads)),
        *(E.TBODY(*(_row(paper, row) for row in rows)) for rows in _issues(section)),
    )


def _issues(section: Section) -> list[list[TableRow]]:
    """The rows of each issue, which its heading covers."""
    groups: list[list[TableRow]] = []
    for row in section.rows:
        if row.starts:
            groups.append([])
        groups[-1].append(row)
    return groups


def _row(paper: Paper, row: TableRow) -> etree._Element:
    pairs = zip(paper.roles, row.cells, strict=True)
    return E.TR(*(_cell(role, cell) for role, cell in pairs if cell.down))


def _cell(role: str, cell: Cell) -> etree._Element:
    attributes = {"rowspan": str(cell.down)} if cell.down > 1 else {}
    if role == "issue" and cell.lines:
        attributes["scope"] = "rowgroup"
    if cell.rating in TINTS:
        attributes["class"] = cell.rating
    make = E.TH if "scope" in attributes else E.TD
    return make(attributes, *(_paragraph(line) for line in cell.lines))


def _paragraph(line: Line) -> etree._Element:
    strong = [E.STRONG(line.strong)] if line.strong else []
    between = [" "] if line.strong and line.text else []
    return E.P(*strong, *between, *_broken(line.text))


def _broken(words: str) -> list:
    """The words with <br> for each line break."""
    parts: list = []
    for place, part in enumerate(words.split("\n")):
        parts += [E.BR(), part] if place else [part]
    return parts
