"""A paper as a Word file (.docx): landscape A4, one table a priority, the layout that layout.py describes.

Tables are built as XML, since python-docx finds each cell anew by walking the table. The same outline gives
the same bytes: no time of writing is kept in the file.
"""

from __future__ import annotations

import datetime
import io
import zipfile

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

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
    lines_needed,
)

FONT = "Arial"
ACROSS_MM = 267
"""What is left of A4's 297 mm between the margins."""

LETTERS_A_MM = 0.62
"""How many letters of 9 point Arial go in a millimetre, about."""

TALL = 30
"""Lines above which a row may break over a page; Word would otherwise push it, or cut it off."""

BALLAST = ("/thumbnail", "/stylesWithEffects")

FIXED_TIME = datetime.datetime(2000, 1, 1)


def write_word(outline: Outline, *, options: PaperOptions | None = None) -> bytes:
    """The .docx file."""
    options = options or PaperOptions()
    paper = lay_out(outline, options)
    document = Document()
    _set_up(document, paper, options)
    _front(document, paper)
    for section in paper.sections:
        _section(document, paper, section)
    for ending in paper.endings:
        _ending(document, paper, ending)
    return _bytes(document)


def _set_up(document, paper: Paper, options: PaperOptions) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = paper.name[:255], paper.board[:255], "en-GB"
    properties.comments = ""
    written = options.printed_on or FIXED_TIME
    properties.created = properties.modified = datetime.datetime(written.year, written.month, written.day)
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(15)
    page.top_margin = page.bottom_margin = Mm(16)
    page.header_distance = page.footer_distance = Mm(8)
    _styles(document)
    _footer(page, paper)


def _styles(document) -> None:
    sizes = {
        "Normal": 10,
        "Heading 1": 22,
        "Heading 2": 15,
        "Heading 3": 12,
        "List Bullet": 10,
        "List Number": 10,
    }
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        if name.startswith("Heading"):
            style.font.color.rgb = RGBColor(0x1D, 0x2B, 0x3A)
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _footer(page, paper: Paper) -> None:
    if paper.draft:
        page.header.paragraphs[0].add_run("Draft").bold = True
    line = page.footer.paragraphs[0]
    run = line.add_run(" · ".join(part for part in (paper.name, paper.printed) if part) + " · Page ")
    run.font.size = Pt(8)
    for place, field in enumerate(("PAGE", "NUMPAGES")):
        if place:
            line.add_run(" of ").font.size = Pt(8)
        line._p.append(_field(field))


def _field(name: str):
    """A number Word works out itself (PAGE, NUMPAGES), in small letters."""
    field = _element("w:fldSimple", instr=name)
    run = _element("w:r")
    properties = _element("w:rPr")
    properties.append(_element("w:sz", val="16"))
    run.append(properties)
    run.append(_text("1"))
    field.append(run)
    return field


def _front(document, paper: Paper) -> None:
    if paper.board:
        document.add_paragraph().add_run(paper.board).bold = True
    if paper.title:
        document.add_heading(paper.title, level=1)
    for fact in paper.facts:
        document.add_paragraph(fact)
    if paper.legend:
        _legend(document.add_paragraph(), paper)
    for words in paper.purpose:
        document.add_paragraph(words)


def _legend(paragraph, paper: Paper) -> None:
    for place, (rating, label) in enumerate(paper.legend):
        if place:
            paragraph.add_run("; ")
        run = paragraph.add_run(label)
        if rating in TINTS:
            run._r.get_or_add_rPr().append(_shading(TINTS[rating]))


def _section(document, paper: Paper, section: Section) -> None:
    document.add_heading(section.heading, level=paper.top)
    for words in section.aim:
        document.add_paragraph(words).paragraph_format.keep_with_next = True
    for words in section.focus:
        document.add_paragraph(words, style="List Bullet")
    if section.outcomes:
        document.add_heading("Outcomes", level=paper.top + 1)
        _numbered(document, section.outcomes)
    if section.rows:
        document.element.body.insert(-1, _table(paper, section))
        document.add_paragraph().paragraph_format.space_after = Pt(0)


def _ending(document, paper: Paper, ending: Ending) -> None:
    document.add_heading(ending.heading, level=paper.top)
    for line in ending.lines:
        paragraph = document.add_paragraph()
        if line.strong:
            paragraph.add_run(f"{line.strong} ").bold = True
        paragraph.add_run(line.text)


def _numbered(document, items: tuple[str, ...]) -> None:
    """A Word list whose numbers begin at 1 again: each needs a `w:num` of its own."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    abstract = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    for words in items:
        paragraph = document.add_paragraph(words, style="List Number")
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number.numId


def _table(paper: Paper, section: Section):
    widths = paper.widths(ACROSS_MM)
    table = _element("w:tbl")
    table.append(_table_properties(section))
    grid = _element("w:tblGrid")
    for width in widths:
        grid.append(_element("w:gridCol", w=_twips(width)))
    table.append(grid)
    heads = tuple(Cell((Line(strong=heading),)) for heading in paper.headings)
    table.append(_row(TableRow(heads, starts=False), widths, header=True))
    for row in section.rows:
        table.append(_row(row, widths))
    return table


def _table_properties(section: Section):
    properties = _element("w:tblPr")
    properties.append(_element("w:tblStyle", val="TableGrid"))
    properties.append(_element("w:tblW", w=_twips(ACROSS_MM), type="dxa"))
    properties.append(_element("w:tblLayout", type="fixed"))
    properties.append(_element("w:tblLook", val="0620", firstRow="1", noHBand="1", noVBand="1"))
    properties.append(_element("w:tblCaption", val=section.heading[:200]))
    properties.append(_element("w:tblDescription", val="A row for each action, under its issue"))
    return properties


def _row(row: TableRow, widths: list[float], header: bool = False):
    element = _element("w:tr")
    properties = _element("w:trPr")
    if not _tall(row, widths):
        properties.append(_element("w:cantSplit"))
    if header:
        properties.append(_element("w:tblHeader"))
    if len(properties):
        element.append(properties)
    for cell, width in zip(row.cells, widths, strict=True):
        element.append(_cell(cell, width, header))
    return element


def _tall(row: TableRow, widths: list[float]) -> bool:
    """An issue over several rows is left out: it does not make its first row tall."""
    alone = (pair for pair in zip(row.cells, widths, strict=True) if pair[0].down == 1)
    return any(lines_needed(cell, width * LETTERS_A_MM) > TALL for cell, width in alone)


def _cell(cell: Cell, width: float, header: bool):
    element = _element("w:tc")
    properties = _element("w:tcPr")
    properties.append(_element("w:tcW", w=_twips(width), type="dxa"))
    if cell.down != 1:
        properties.append(_element("w:vMerge", **({"val": "restart"} if cell.down else {})))
    fill = "#e4e4e4" if header else TINTS.get(cell.rating)
    if fill:
        properties.append(_shading(fill))
    element.append(properties)
    for line in cell.lines or (Line(),):
        element.append(_paragraph(line))
    return element


def _paragraph(line: Line):
    paragraph = _element("w:p")
    properties = _element("w:pPr")
    properties.append(_element("w:spacing", before="20", after="60"))
    paragraph.append(properties)
    if line.strong:
        paragraph.append(_run(line.strong + (" " if line.text else ""), bold=True))
    if line.text:
        paragraph.append(_run(line.text, bold=False))
    return paragraph


def _run(words: str, bold: bool):
    run = _element("w:r")
    properties = _element("w:rPr")
    if bold:
        properties.append(_element("w:b"))
    properties.append(_element("w:sz", val="18"))
    run.append(properties)
    for place, part in enumerate(words.split("\n")):
        if place:
            run.append(_element("w:br"))
        run.append(_text(part))
    return run


def _text(words: str):
    text = _element("w:t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = words
    return text


def _shading(colour: str):
    return _element("w:shd", val="clear", color="auto", fill=colour.lstrip("#").upper())


def _element(tag: str, **attributes: str):
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _twips(millimetres: float) -> str:
    return str(round(millimetres * 1440 / 25.4))


def _drop_ballast(document) -> None:
    """python-docx's template brings a picture of an empty page and, for Word 2007, every style twice."""
    for links in (document.part.package.rels, document.part.rels):
        for key in [key for key, link in links.items() if link.reltype.endswith(BALLAST)]:
            del links[key]


def _bytes(document) -> bytes:
    """The file with every member dated alike, so that the same paper is the same file."""
    _drop_ballast(document)
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(member, given.read(name))
    return out.getvalue()
