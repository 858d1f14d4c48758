"""The words a paper should hold, and the words each kind of file does hold, in reading order."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
import pdfplumber
from docx import Document
from docx.oxml.ns import qn
from lxml import html

from safeboard.core.paper.excel import LAST_DAY
from safeboard.plans.outline import ActionLine, IssueLine, Outline, PriorityLine
from safeboard.plans.papers.layout import PlanLaidOut


def small_plan(*actions: ActionLine, **words) -> Outline:
    """A plan of one priority and one issue, with these actions."""
    issue = IssueLine(words="Gather assurance", number="1", actions=list(actions))
    priority = PriorityLine(title="Neglect", number="1", issues=[issue])
    return Outline(**{"title": "Business Plan 2025-28", "priorities": [priority], **words})


def words_meant(paper: PlanLaidOut, bullet: str = "", numbered: bool = False, extra: str = "") -> list[str]:
    """What the layout says, one word after another. bullet, numbered: markers typed before list items."""
    return " ".join(_texts(paper, bullet, numbered, extra)).split()


def _texts(paper: PlanLaidOut, bullet: str, numbered: bool, extra: str) -> Iterator[str]:
    yield from (paper.board, paper.title, *paper.facts)
    yield "; ".join(label for _, label in paper.legend)
    yield from paper.purpose
    for section in paper.sections:
        yield from (section.heading, *section.aim)
        yield from (f"{bullet} {words}" for words in section.focus)
        yield "Outcomes" if section.outcomes else ""
        for number, words in enumerate(section.outcomes, start=1):
            yield f"{number}. {words}" if numbered else words
        if section.rows:
            yield from (*paper.headings, extra)
            yield from (cell.words for row in section.rows for cell in row.cells)
    for ending in paper.endings:
        yield from (ending.heading, *(line.words for line in ending.lines))


def words_in_word(data: bytes) -> list[str]:
    paragraphs = Document(io.BytesIO(data)).element.body.iter(qn("w:p"))
    return " ".join(_paragraph(paragraph) for paragraph in paragraphs).split()


def _paragraph(paragraph) -> str:
    breaks = {qn("w:br"): " "}
    return "".join(breaks.get(part.tag, part.text or "") for part in paragraph.iter(qn("w:t"), qn("w:br")))


def words_in_html(data: bytes) -> list[str]:
    main = html.fromstring(data.decode()).find(".//main")
    blocks = ("p", "h1", "h2", "h3", "li", "th", "td", "br")
    for element in main.iter(*blocks):
        element.tail = " " + (element.tail or "")
        if element.tag != "br":
            element.text = element.text or ""
    return main.text_content().split()


def words_in_excel(data: bytes) -> list[str]:
    """The words of every cell but the real dates, which are Safeboard's own."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return " ".join(value for value in cells if isinstance(value, str)).split()


def letters_in_pdf(data: bytes) -> str:
    """Letters that can be seen on a page, without spaces, since lines may end anywhere; no running heads."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        chars = (char for page in pdf.pages for char in page.within_bbox(page.bbox).chars)
        text = "".join(char["text"] for char in chars if char["mcid"] is not None)
    return "".join(text.split())


MARKS = {
    "excel": {"bullet": "•", "numbered": True, "extra": LAST_DAY},
    "pdf": {"bullet": "•", "numbered": True},
}
"""What a kind of file types before list items, and heads its own column with."""
