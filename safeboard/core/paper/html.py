"""A paper as one HTML file that needs nothing else: headings, lists and tables a screen reader can follow.

Built as a tree with lxml, so that no word of a person is ever read as markup.
"""

from __future__ import annotations

import base64

from lxml import etree
from lxml.html import builder as E
from lxml.html import tostring

from safeboard.core.paper.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Heading,
    Legend,
    Line,
    Logo,
    Numbers,
    Paper,
    Part,
    Picture,
    Row,
    Table,
    Text,
)
from safeboard.core.paper.measure import shared

STYLE = """
body { font: 16px/1.45 Arial, sans-serif; color: #0b0c0c; background: #fff; margin: 2rem; max-width: 90rem }
h1, h2, h3, h4 { color: %s }
table { border-collapse: collapse; width: 100%%; table-layout: fixed; font-size: 14px; margin: 1rem 0 2rem }
th, td { border: 1px solid #6f777b; padding: .35rem .5rem; text-align: left; vertical-align: top }
th, td, p, li { overflow-wrap: anywhere }
thead th { background: #e4e4e4 }
tbody th { font-weight: normal }
table.facts { table-layout: auto; width: auto; max-width: 50rem }
table.facts th { font-weight: bold; min-width: 11rem }
caption { text-align: left; font-weight: bold; padding: .35rem 0 }
td p, th p { margin: 0 0 .35rem }
figure { margin: 1rem 0 }
figure svg { width: 100%%; max-width: 60rem; height: auto }
figcaption { font-weight: bold }
.logo { display: block; height: 60px; margin-left: auto }
.quiet { font-size: 14px }
.draft { font-weight: bold }
.narrow { display: none }
@page { size: A4 landscape; margin: 15mm }
@media print {
  body { margin: 0; font-size: 10pt; max-width: none }
  table { font-size: 8.5pt }
  thead { display: table-header-group }
  tr, figure { break-inside: avoid }
  h2, h3 { break-after: avoid }
  .fresh { break-before: page }
  td, mark { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
@media screen and (max-width: 40rem) {
  body { margin: 1rem }
  .wide { display: none }
  .narrow { display: block }
  table.facts th { min-width: 8.5rem }
  .cards, .cards caption, .cards tbody, .cards tr, .cards td, .cards th { display: block }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%%) }
  .cards tr { border: 1px solid #6f777b; margin-bottom: .75rem }
  .cards td, .cards th { border: 0 }
  .cards td:empty { display: none }
  [data-label]::before { content: attr(data-label); display: block; font-weight: bold; font-size: 12px }
}
"""
"""On a telephone each row is a card whose cells say which column they are of."""
DRAFT = """body::before { content: "Draft"; font-weight: bold }
@media print {
  body::before { position: fixed; top: 35%; left: 0; right: 0; z-index: -1; transform: rotate(-30deg); text-align: center;
    font-size: 110pt; color: #ededed; print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
"""
"""Above the words, where no reader takes it for one of them; what is fixed is printed on each page."""
SHADE = "td.%s, mark.%s { background: %s; color: #0b0c0c }\n"


def style_of(paper: Paper) -> str:
    """The words of the file's style sheet: all of its looks is in there, so that a policy can name it by its hash."""
    shades = "".join(SHADE % (rating, rating, tint) for rating, tint in paper.look.tints.items())
    return STYLE % paper.look.accent + shades + (DRAFT if paper.draft else "")


def write_html(paper: Paper) -> bytes:
    """The HTML file, in UTF-8."""
    page = E.HTML(
        E.HEAD(
            E.META(charset="utf-8"),
            E.META(name="viewport", content="width=device-width, initial-scale=1"),
            E.TITLE(paper.name),
            E.STYLE(style_of(paper)),
        ),
        E.BODY(E.MAIN(*_main(paper))),
        lang="en-GB",
    )
    _mark(page, paper)
    return tostring(page, doctype="<!DOCTYPE html>", encoding="utf-8")


def _main(paper: Paper) -> list:
    logo = [_logo(paper.look.logo)] if paper.look.logo else []
    parts = [_part(paper, part) for part in paper.parts]
    contents = [_contents(paper)] if paper.contents else []
    return [*logo, *parts[:1], *contents, *parts[1:]]


def _mark(page: etree._Element, paper: Paper) -> None:
    """Draft and printing day at the end, apart from the plan's own words."""
    marks = (
        E.P(E.CLASS("draft"), "Draft") if paper.draft else None,
        E.P(paper.printed) if paper.printed else None,
    )
    if any(mark is not None for mark in marks):
        page[-1].append(E.FOOTER(*(mark for mark in marks if mark is not None)))


def _logo(logo: Logo) -> etree._Element:
    data = base64.b64encode(logo.data).decode()
    return E.IMG(E.CLASS("logo"), src=f"data:image/{logo.kind};base64,{data}", alt=logo.words)


def _contents(paper: Paper) -> etree._Element:
    listed = [block for block in paper.blocks if isinstance(block, Heading) and block.bookmarked]
    links = (
        E.LI(E.A(block.words, href=f"#{_anchor(paper, block)}")) for block in listed[1:] if block.level < 3
    )
    return E.NAV({"aria-label": "Contents"}, E.H2("Contents"), E.OL(*links))


def _anchor(paper: Paper, heading: Heading) -> str:
    place = next(at for at, block in enumerate(paper.blocks) if block is heading)
    return f"h{place}"


def _part(paper: Paper, part: Part) -> etree._Element:
    section = E.SECTION(*(made for block in part.blocks for made in _block(paper, block)))
    if part.fresh:
        section.set("class", "fresh")
    return section


def _block(paper: Paper, block: Block) -> list:
    match block:
        case Heading():
            heading = getattr(E, f"H{min(block.level, 6)}")(block.words)
            if paper.contents:
                heading.set("id", _anchor(paper, block))
            return [heading]
        case Text():
            paragraph = _paragraph(block.line)
            if block.quiet:
                paragraph.set("class", "quiet")
            return [paragraph]
        case Bullets():
            return [E.UL(*(E.LI(*_broken(words)) for words in block.items))]
        case Numbers():
            return [E.OL(*(E.LI(*_broken(words)) for words in block.items))]
        case Legend():
            return [_legend(paper, block)]
        case Facts():
            return [_facts(block)]
        case Picture():
            return [_picture(block)]
        case Table():
            return [_table(paper, block)]


def _legend(paper: Paper, block: Legend) -> etree._Element:
    parts: list = []
    for rating, label in block.entries:
        parts += ["; "] if parts else []
        parts.append(E.MARK(E.CLASS(rating), label) if rating in paper.look.tints else label)
    return E.P(*parts)


def _facts(block: Facts) -> etree._Element:
    rows = (E.TR(E.TH(name, scope="row"), E.TD(*_broken(words))) for name, words in block.pairs)
    return E.TABLE(E.CLASS("facts"), {"aria-label": block.title}, E.TBODY(*rows))


def _picture(block: Picture) -> etree._Element:
    drawings = [etree.fromstring(block.svg.encode())]
    if block.narrow:
        drawings.append(etree.fromstring(block.narrow.encode()))
        drawings[0].set("class", "wide")
        drawings[1].set("class", "narrow")
    return E.FIGURE(E.FIGCAPTION(block.title), *drawings, E.P(block.words))


def _table(paper: Paper, table: Table) -> etree._Element:
    widths = shared(100, [column.share for column in table.columns])
    columns = (E.COL(width=f"{width:.1f}%") for width in widths)
    heads = (E.TH(column.heading, scope="col") for column in table.columns)
    named = {} if table.captioned else {"aria-label": table.title}
    return E.TABLE(
        E.CLASS("cards"),
        named,
        *([E.CAPTION(table.title)] if table.captioned else []),
        E.COLGROUP(*columns),
        E.THEAD(E.TR(*heads)),
        *(E.TBODY(*(_row(paper, table, row) for row in rows)) for rows in _groups(table)),
    )


def _groups(table: Table) -> list[list[Row]]:
    """The rows of each group, which its first cell covers."""
    groups: list[list[Row]] = []
    for row in table.rows:
        if row.starts or not groups:
            groups.append([])
        groups[-1].append(row)
    return groups


def _row(paper: Paper, table: Table, row: Row) -> etree._Element:
    pairs = zip(table.columns, row.cells, strict=True)
    return E.TR(*(_cell(paper, column, cell) for column, cell in pairs if cell.down))


def _cell(paper: Paper, column: Column, cell: Cell) -> etree._Element:
    attributes = {"data-label": column.heading} if cell.lines else {}
    if cell.down > 1:
        attributes["rowspan"] = str(cell.down)
    if column.heads and cell.lines:
        attributes["scope"] = "rowgroup"
    if cell.rating in paper.look.tints:
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
