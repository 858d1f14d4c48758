"""A paper of every kind of block, in every form."""

import io
import struct
import subprocess
import sys
import zipfile
import zlib

import openpyxl
import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTTextContainer

from safeboard.core.paper.blocks import (
    Bullets,
    Cell,
    Column,
    Facts,
    Heading,
    Legend,
    Line,
    Logo,
    Look,
    Numbers,
    Paper,
    Part,
    Picture,
    Row,
    Table,
    Text,
)
from safeboard.core.paper.forms import FORMS, write
from safeboard.core.paper.identity import identity_in
from safeboard.core.paper.pdf import TypesettingFailed

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">'
    '<rect x="0" y="0" width="100" height="100" fill="#b9e4b4"/></svg>'
)


def a_png():
    """Four red dots."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    dots = zlib.compress(b"".join(b"\0" + b"\xff\0\0" * 2 for _ in range(2)))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def a_table(rows=2, **more):
    columns = (Column("Action", 60, heads=True), Column("Rating", 40))
    made = tuple(
        Row((Cell((Line("NEW", f"Audit {n}"),)), Cell((Line(text="Amber"),), rating="amber")), key=f"A{n}")
        for n in range(rows)
    )
    return Table("Actions", columns, made, **more)


def a_paper(*blocks, **more):
    cover = Part(
        "Cover",
        (Heading("Business plan", 1), Facts("About", (("Author", "Morgan Hale"), ("Purpose", "Assurance")))),
        landscape=False,
    )
    body = Part(
        "Body",
        blocks
        or (
            Heading("Priority 1"),
            Text(Line("Aim:", "Children are heard")),
            Bullets(("First", "Second")),
            Numbers(("One", "Two")),
            Legend((("amber", "Amber: On target"),)),
            Picture(SVG, "Ratings", "Half is green."),
            a_table(captioned=True),
        ),
        fresh=True,
    )
    return Paper(**{"name": "Business plan", "parts": (cover, body), "author": "Harrowmere", **more})


def opened(paper):
    return Document(io.BytesIO(write(paper, "docx")))


def pdf(paper):
    return pikepdf.open(io.BytesIO(write(paper, "pdf")))


def tags(made, wanted):
    """Elements of the structure tree of this kind."""
    found, todo = [], [made.Root.StructTreeRoot]
    while todo:
        node = todo.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        if node.get("/S") == wanted:
            found.append(node)
        kids = node.get("/K", [])
        todo += list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return found


def alternatives(paper):
    """What is read out in the place of each figure of the PDF."""
    with pdf(paper) as made:
        return [str(figure.Alt) for figure in tags(made, "/Figure")]


WORDS = "Author Morgan Hale Aim: Children are heard First Second One Two Amber: On target Half is green. NEW Audit 1"


def all_words(data, form):
    if form == "docx":
        return " ".join(text.text or "" for text in Document(io.BytesIO(data)).element.body.iter(qn("w:t")))
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
        return " ".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)
    return extract_text(io.BytesIO(data)) if form == "pdf" else " ".join(html.fromstring(data).itertext())


@pytest.mark.parametrize("form", FORMS)
def test_every_word_of_every_block_is_there(form):
    said = set(all_words(write(a_paper(), form), form).split())
    assert [word for word in WORDS.split() if word not in said] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_paper_is_the_same_bytes(form):
    paper = a_paper(look=Look(logo=Logo(a_png(), "png", "Harrowmere")), identity={"plan": "1"}, contents=True)
    assert write(paper, form) == write(paper, form)


def test_pages_stand_or_lie_as_their_part_does():
    sizes = [tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf(a_paper()).pages]
    assert list(dict.fromkeys(sizes)) == [(595, 842), (842, 595)]
    sections = opened(a_paper()).sections
    assert [(round(one.page_width.mm), round(one.page_height.mm)) for one in sections] == [
        (210, 297),
        (297, 210),
    ]


def test_a_draft_says_so_on_every_page():
    data = write(a_paper(Heading("Long"), a_table(rows=200), draft=True), "pdf")
    pages = [
        [box.get_text().strip() for box in page if isinstance(box, LTTextContainer)]
        for page in extract_pages(io.BytesIO(data))
    ]
    assert (len(pages) > 3, [sum("Draft" in text for text in page) for page in pages]) == (
        True,
        [1] * len(pages),
    )
    assert {one.header.paragraphs[0].text for one in opened(a_paper(draft=True)).sections} == {"Draft"}


def test_a_draft_web_page_says_so_above_its_words_and_on_each_page_that_is_printed():
    marks = ['content: "Draft"', "position: fixed"]
    said = {draft: write(a_paper(draft=draft), "html").decode() for draft in (True, False)}
    assert {draft: [mark in page for mark in marks] for draft, page in said.items()} == {
        True: [True, True],
        False: [False, False],
    }


def test_on_a_telephone_each_cell_says_its_column_and_a_drawing_is_the_narrow_one():
    narrow = SVG.replace("<svg", '<svg id="slim"')
    page = html.fromstring(write(a_paper(a_table(), Picture(SVG, "A", "B.", narrow=narrow)), "html"))
    (table,) = page.find_class("cards")
    labels = [cell.get("data-label") for cell in table.xpath("tbody[1]/tr/*")]
    drawings = page.xpath("//figure/svg/@class")
    assert (labels, drawings) == (["Action", "Rating"], ["wide", "narrow"])


@pytest.mark.parametrize("name", ["Silent since the last meeting", "Dates asked for and not answered"])
def test_the_name_of_a_fact_stands_on_one_line(name):
    pages = extract_pages(io.BytesIO(write(a_paper(Facts("Counts", ((name, "4"),))), "pdf")))
    lines = [
        line.get_text().strip()
        for page in pages
        for box in page
        if isinstance(box, LTTextContainer)
        for line in box
    ]
    assert [line for line in lines if line.startswith(name)] == [name]


def test_the_pdf_is_tagged_names_its_language_and_title_and_follows_pdf_ua():
    made = pdf(a_paper())
    with made.open_metadata() as said:
        assert said["pdfuaid:part"] == "1"
    assert (str(made.Root.Lang), bool(made.Root.MarkInfo.Marked), str(made.docinfo["/Title"])) == (
        "en-GB",
        True,
        "Business plan",
    )
    assert bool(made.Root.ViewerPreferences.DisplayDocTitle) is True


def test_a_drawing_has_words_for_those_who_do_not_see_it():
    assert alternatives(a_paper()) == ["Half is green."]
    said = opened(a_paper()).element.body.find(f".//{qn('wp:docPr')}")
    assert (said.get("descr"), said.get("title")) == ("Half is green.", "Ratings")


def test_table_headings_are_headings_of_their_columns():
    with pdf(a_paper()) as made:
        assert len(tags(made, "/TH")) == 2
    table = html.fromstring(write(a_paper(), "html")).find(".//table[caption]")
    assert [one.get("scope") for one in table.iter("th")] == ["col", "col", "rowgroup", "rowgroup"]


def test_the_header_row_is_printed_again_on_each_page():
    data = write(a_paper(Heading("Long"), a_table(rows=200)), "pdf")
    pages = [extract_text(io.BytesIO(data), page_numbers=[at]) for at in range(1, 5)]
    assert ["Rating" in page for page in pages] == [True] * 4


def test_contents_lead_to_the_headings():
    with pdf(a_paper(contents=True)).open_outline() as outline:
        assert [item.title for item in outline.root[0].children] == ["Contents", "Priority 1"]
    links = html.fromstring(write(a_paper(contents=True), "html")).xpath("//nav//a")
    page = html.fromstring(write(a_paper(contents=True), "html"))
    assert [page.get_element_by_id(link.get("href")[1:]).text for link in links] == ["Priority 1"]
    anchors = [
        link.get(qn("w:anchor"))
        for link in opened(a_paper(contents=True)).element.body.iter(qn("w:hyperlink"))
    ]
    marks = {
        mark.get(qn("w:name"))
        for mark in opened(a_paper(contents=True)).element.body.iter(qn("w:bookmarkStart"))
    }
    assert (len(anchors), set(anchors) <= marks) == (1, True)


def test_a_logo_is_in_every_form_with_words():
    paper = a_paper(look=Look(logo=Logo(a_png(), "png", "Harrowmere")))
    assert sorted(alternatives(paper)) == ["Half is green.", "Harrowmere"]
    assert html.fromstring(write(paper, "html")).find(".//img").get("alt") == "Harrowmere"
    assert opened(paper).element.body.find(f".//{qn('wp:docPr')}").get("descr") == "Harrowmere"
    with zipfile.ZipFile(io.BytesIO(write(paper, "xlsx"))) as book:
        assert [name for name in book.namelist() if name.startswith("xl/media/")] != []


def test_the_boards_colours_are_used():
    paper = a_paper(look=Look(tints={"amber": "#ffe08a"}, accent="#003366"))
    page = write(paper, "html").decode()
    assert ("h1, h2, h3, h4 { color: #003366 }" in page, "#ffe08a" in page) == (True, True)
    fills = {mark.get(qn("w:fill")) for mark in opened(paper).element.body.iter(qn("w:shd"))}
    assert "FFE08A" in fills


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_what_a_file_says_of_itself_is_read_back(form):
    said = {"plan": "0b5c", "known at": "2016-03-08T12:00:00+00:00", "notes": ""}
    assert identity_in(write(a_paper(identity=said), form)) == said


def test_a_workbook_saved_by_another_program_still_says_what_it_is():
    book = openpyxl.load_workbook(io.BytesIO(write(a_paper(identity={"plan": "0b5c"}), "xlsx")))
    saved = io.BytesIO()
    book.save(saved)
    assert identity_in(saved.getvalue()) == {"plan": "0b5c"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"<html></html>"])
def test_what_is_no_office_file_says_nothing_of_itself(data):
    assert identity_in(data) == {}


def test_a_hostile_file_says_nothing_of_itself():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("docProps/custom.xml", '<!DOCTYPE a [<!ENTITY b "c">]><Properties>&b;</Properties>')
    assert identity_in(data.getvalue()) == {}


def test_rows_are_bookmarked_by_what_they_are():
    marks = opened(a_paper()).element.body.iter(qn("w:bookmarkStart"))
    assert [mark.get(qn("w:name")) for mark in marks] == ["sb_A0", "sb_A1"]


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_without_anything_can_be_written(form):
    assert len(write(Paper(name="Nothing", parts=(Part("Nothing", ()),)), form)) > 100


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr("safeboard.core.paper.pdf.AT_MOST_SECONDS", 0.001)
    with pytest.raises(TypesettingFailed, match="Not set after"):
        write(Paper(name="Slow", parts=(Part("Slow", ()),)), "pdf")


MANY = """
import resource
from safeboard.core.paper.blocks import Line, Paper, Part, Text
from safeboard.core.paper.forms import write

def most(run):
    words = Text(Line(text=f"Every word of long paper {run}. " * 4000))
    write(Paper(name="Long", parts=(Part("Long", (words,)),)), "pdf")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

print(most(0), max(most(run) for run in range(1, 6)))
"""


def test_setting_many_pdfs_leaves_nothing_of_them_in_the_process_that_asks():
    ran = subprocess.run([sys.executable, "-c", MANY], capture_output=True, text=True, check=True)
    first, after_six = map(int, ran.stdout.split())
    assert after_six < 1.2 * first
