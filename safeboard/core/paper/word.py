"""A paper as a Word file (.docx): A4 pages, lying or standing, the blocks that blocks.py describes.

Tables are built as XML, since python-docx finds each cell anew by walking the table. The same paper gives
the same bytes: no time of writing is kept in the file.
"""

from __future__ import annotations

import datetime
import io

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from safeboard.core.paper.blocks import (
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    Legend,
    Line,
    Numbers,
    Paper,
    Part,
    Picture,
    Row,
    Table,
    Text,
)
from safeboard.core.paper.drawn import png_of
from safeboard.core.paper.identity import add_to_word
from safeboard.core.paper.measure import lines_needed, names_mm, shared
from safeboard.core.paper.packed import packed_alike
from safeboard.core.reading.blocks import OWN_BOOKMARK

FONT = "Arial"
ACROSS_MM = {True: 267, False: 180}
"""What is left of A4 between the margins: lying, standing."""

LETTERS_A_MM = 0.62
"""How many letters of 9 point Arial go in a millimetre, about."""

TALL = 30
"""Lines above which a row may break over a page; Word would otherwise push it, or cut it off."""

BALLAST = ("/thumbnail", "/stylesWithEffects")
FIXED_TIME = datetime.datetime(2000, 1, 1)


def write_word(paper: Paper) -> bytes:
    """The .docx file."""
    return _Writer(paper).write()


class _Writer:
    def __init__(self, paper: Paper) -> None:
        self.paper, self.look = paper, paper.look
        self.document = Document()
        self.landscape = paper.parts[0].landscape if paper.parts else True
        self.bookmarks = 0

    def write(self) -> bytes:
        self._set_up()
        for place, part in enumerate(self.paper.parts):
            self._part(part, place)
            if place == 0 and self.paper.contents:
                self._contents()
        _drop_ballast(self.document)
        if self.paper.identity:
            add_to_word(self.document, self.paper.identity)
        out = io.BytesIO()
        self.document.save(out)
        return packed_alike(out.getvalue())

    # --- Pages ---

    def _set_up(self) -> None:
        properties, paper = self.document.core_properties, self.paper
        properties.title, properties.author, properties.language = (
            paper.name[:255],
            paper.author[:255],
            "en-GB",
        )
        properties.comments = ""
        properties.created = properties.modified = FIXED_TIME
        page = self.document.sections[0]
        page.left_margin = page.right_margin = Mm(15)
        page.top_margin = page.bottom_margin = Mm(16)
        page.header_distance = page.footer_distance = Mm(8)
        _turn(page, self.landscape)
        _styles(self.document, self.look.accent)
        _footer(page, paper)
        if self.look.logo:
            self._logo()

    def _logo(self) -> None:
        logo = self.look.logo
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        shape = paragraph.add_run().add_picture(io.BytesIO(logo.data), height=Mm(16))
        _describe(shape, logo.words, "Logo")

    def _part(self, part: Part, place: int) -> None:
        body = self.document.element.body
        before = len(body)
        if part.landscape != self.landscape:
            self.landscape = part.landscape
            _turn(self.document.add_section(WD_SECTION.NEW_PAGE), part.landscape)
            before = len(body)
            fresh = False
        else:
            fresh = part.fresh and place > 0
        for block in part.blocks:
            self._block(block)
        if fresh:
            _break_before(body[before - 1 : -1])

    def _contents(self) -> None:
        """Links to the headings. Word can make a list with page numbers of it: References, Table of contents."""
        heading = self.document.add_heading("Contents", level=2)
        heading.paragraph_format.page_break_before = True
        for at, block in enumerate(_listed(self.paper)):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.left_indent = Mm(6 * (block.level - 1))
            link = _element("w:hyperlink", anchor=f"{OWN_BOOKMARK}heading_{at}", history="1")
            run = _element("w:r")
            run.append(_text(block.words))
            link.append(run)
            paragraph._p.append(link)

    # --- Blocks ---

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Text():
                self._words(block)
            case Bullets():
                for words in block.items:
                    self.document.add_paragraph(words, style="List Bullet")
            case Numbers():
                _numbered(self.document, block.items)
            case Legend():
                self._legend(block)
            case Facts():
                self._facts(block)
            case Picture():
                self._picture(block)
            case Table():
                self._table(block)

    def _heading(self, block: Heading) -> None:
        heading = self.document.add_heading(block.words, level=block.level)
        if self.paper.contents and block in (listed := _listed(self.paper)):
            self._bookmark(heading._p, f"{OWN_BOOKMARK}heading_{listed.index(block)}")

    def _words(self, block: Text) -> None:
        paragraph = self.document.add_paragraph()
        strong, words = block.line.strong, block.line.text
        runs = []
        if strong:
            runs.append(paragraph.add_run(f"{strong} " if words else strong))
            runs[0].bold = True
        if words:
            runs.append(paragraph.add_run(words))
        if block.quiet:
            for run in runs:
                run.font.size = Pt(8.5)
        if block.keep:
            paragraph.paragraph_format.keep_with_next = True

    def _legend(self, block: Legend) -> None:
        paragraph = self.document.add_paragraph()
        for place, (rating, label) in enumerate(block.entries):
            if place:
                paragraph.add_run("; ")
            run = paragraph.add_run(label)
            if rating in self.look.tints:
                run._r.get_or_add_rPr().append(_shading(self.look.tints[rating]))

    def _facts(self, block: Facts) -> None:
        rows = tuple(
            Row((Cell((Line(strong=name),)), Cell((Line(text=words),)))) for name, words in block.pairs
        )
        names = names_mm(block)
        self._put(self._table_of(block.title, rows, [names, ACROSS_MM[self.landscape] - names]))

    def _picture(self, block: Picture) -> None:
        title = self.document.add_paragraph()
        title.add_run(block.title).bold = True
        title.paragraph_format.keep_with_next = True
        across = ACROSS_MM[self.landscape]
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(png_of(block)), width=Mm(across))
        _describe(shape, block.words, block.title)
        self.document.add_paragraph(block.words)

    def _table(self, table: Table) -> None:
        if table.captioned:
            caption = self.document.add_paragraph()
            caption.add_run(table.title).bold = True
            caption.paragraph_format.keep_with_next = True
        heads = Row(tuple(Cell((Line(strong=column.heading),)) for column in table.columns), starts=False)
        widths = shared(ACROSS_MM[self.landscape], [column.share for column in table.columns])
        self._put(self._table_of(table.title, table.rows, widths, heads))

    def _put(self, table) -> None:
        self.document.element.body.insert(-1, table)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _table_of(self, title: str, rows: tuple[Row, ...], widths: list[float], heads: Row | None = None):
        table = _element("w:tbl")
        table.append(_table_properties(title, sum(widths), headed=heads is not None))
        grid = _element("w:tblGrid")
        for width in widths:
            grid.append(_element("w:gridCol", w=_twips(width)))
        table.append(grid)
        if heads:
            table.append(self._row(heads, widths, header=True))
        for row in rows:
            table.append(self._row(row, widths))
        return table

    def _row(self, row: Row, widths: list[float], header: bool = False):
        element = _element("w:tr")
        properties = _element("w:trPr")
        if not _tall(row, widths):
            properties.append(_element("w:cantSplit"))
        if header:
            properties.append(_element("w:tblHeader"))
        if len(properties):
            element.append(properties)
        for cell, width in zip(row.cells, widths, strict=True):
            element.append(self._cell(cell, width, header))
        if row.key:
            self._bookmark(_alone(element, row), f"{OWN_BOOKMARK}{row.key}")
        return element

    def _cell(self, cell: Cell, width: float, header: bool):
        element = _element("w:tc")
        properties = _element("w:tcPr")
        properties.append(_element("w:tcW", w=_twips(width), type="dxa"))
        if cell.down != 1:
            properties.append(_element("w:vMerge", **({"val": "restart"} if cell.down else {})))
        fill = "#e4e4e4" if header else self.look.tints.get(cell.rating)
        if fill:
            properties.append(_shading(fill))
        element.append(properties)
        for line in cell.lines or (Line(),):
            element.append(_paragraph(line))
        return element

    def _bookmark(self, paragraph, name: str) -> None:
        """Round the paragraph's words."""
        self.bookmarks += 1
        start = _element("w:bookmarkStart", id=str(self.bookmarks), name=name)
        at = 1 if len(paragraph) and paragraph[0].tag == qn("w:pPr") else 0
        paragraph.insert(at, start)
        paragraph.append(_element("w:bookmarkEnd", id=str(self.bookmarks)))


def _listed(paper: Paper) -> list[Heading]:
    """The headings a list of contents names: those of the second level, or of the first behind the title's."""
    found = [block for block in paper.blocks if isinstance(block, Heading) and block.bookmarked]
    return [block for block in found[1:] if block.level <= 2]


def _alone(row, meant: Row):
    """The first paragraph of a cell that belongs to this row only."""
    place = next((at for at, cell in enumerate(meant.cells) if cell.down == 1), len(meant.cells) - 1)
    return row.findall(qn("w:tc"))[place].find(qn("w:p"))


def _turn(page, landscape: bool) -> None:
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))


def _break_before(elements) -> None:
    """The first of these begins on a new page."""
    for element in elements:
        if element.tag == qn("w:p"):
            element.get_or_add_pPr().get_or_add_pageBreakBefore()
            return


def _styles(document, accent: str) -> None:
    sizes = {
        "Normal": 10,
        "Heading 1": 22,
        "Heading 2": 15,
        "Heading 3": 12,
        "Heading 4": 11,
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
            style.font.color.rgb = RGBColor.from_string(accent.lstrip("#").upper())
            style.font.italic = False
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


def _describe(shape, words: str, title: str) -> None:
    properties = shape._inline.docPr
    properties.set("descr", words)
    properties.set("title", title)


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


def _table_properties(title: str, across: float, *, headed: bool):
    properties = _element("w:tblPr")
    properties.append(_element("w:tblStyle", val="TableGrid"))
    properties.append(_element("w:tblW", w=_twips(across), type="dxa"))
    properties.append(_element("w:tblLayout", type="fixed"))
    first = {"firstRow": "1"} if headed else {"firstColumn": "1"}
    properties.append(
        _element("w:tblLook", val="0620" if headed else "0680", **first, noHBand="1", noVBand="1")
    )
    properties.append(_element("w:tblCaption", val=title[:200]))
    if headed:
        properties.append(_element("w:tblDescription", val="A row for each entry, under the headings"))
    return properties


def _tall(row: Row, widths: list[float]) -> bool:
    """A cell over several rows is left out: it does not make its first row tall."""
    alone = (pair for pair in zip(row.cells, widths, strict=True) if pair[0].down == 1)
    return any(lines_needed(cell, width * LETTERS_A_MM) > TALL for cell, width in alone)


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
