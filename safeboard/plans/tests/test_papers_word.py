import datetime
import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from safeboard.core.paper.blocks import TINTS
from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, PriorityLine
from safeboard.plans.papers.layout import PaperOptions
from safeboard.plans.tests.paper_words import small_plan
from safeboard.plans.tests.written import write_word


def opened(outline, **options):
    return Document(io.BytesIO(write_word(outline, options=PaperOptions(**options))))


def table(*actions, **options):
    return opened(small_plan(*actions), **options).tables[0]


def test_pages_are_landscape_a4():
    page = opened(small_plan()).sections[0]

    assert (page.orientation, round(page.page_width.mm), round(page.page_height.mm)) == (1, 297, 210)


def test_the_file_names_its_title_board_and_language():
    properties = opened(small_plan(board="Harrowmere Partnership")).core_properties

    assert (properties.title, properties.author, properties.language) == (
        "Business Plan 2025-28",
        "Harrowmere Partnership",
        "en-GB",
    )


def test_headings_have_levels():
    plan = small_plan(ActionLine())
    plan.priorities[0].outcomes = ["Children are safer"]

    headings = [p for p in opened(plan).paragraphs if p.style.name.startswith("Heading")]
    assert [(p.style.name, p.text) for p in headings] == [
        ("Heading 1", "Business Plan 2025-28"),
        ("Heading 2", "Priority 1: Neglect"),
        ("Heading 3", "Outcomes"),
    ]


def test_a_plan_without_a_title_begins_its_headings_at_the_first_level():
    plan = small_plan(title="")

    assert [p.style.name for p in opened(plan).paragraphs if p.text == "Priority 1: Neglect"] == ["Heading 1"]


def test_the_header_row_repeats_on_each_page():
    rows = table(ActionLine(words="One"))._tbl.tr_lst

    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True, False]


def test_rows_stay_whole_unless_they_are_very_long():
    short, long = ActionLine(words="One"), ActionLine(notes=[Note("word " * 2000)])

    rows = table(short, long)._tbl.tr_lst
    assert [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows] == [
        True,
        True,
        False,
    ]


def test_an_issue_is_one_cell_over_its_rows():
    cells = table(ActionLine(words="One"), ActionLine(words="Two")).columns[0].cells

    assert cells[1]._tc is cells[2]._tc


@pytest.mark.parametrize("rating", ["red", "amber", "green", "blue"])
def test_a_rated_cell_has_its_colour(rating):
    cell = table(ActionLine(rating=rating)).rows[1].cells[-1]

    shading = cell._tc.tcPr.find(qn("w:shd"))
    assert (shading.get(qn("w:val")), f"#{shading.get(qn('w:fill')).lower()}") == ("clear", TINTS[rating])


def test_a_cell_that_is_not_rated_has_no_colour():
    assert table(ActionLine(words="One")).rows[1].cells[-1]._tc.tcPr.find(qn("w:shd")) is None


def test_the_opener_of_a_note_is_bold():
    note = Note("Signed.", datetime.date(2016, 3, 1))

    runs = table(ActionLine(notes=[note])).rows[1].cells[-1].paragraphs[0].runs
    assert [(run.text, bool(run.bold)) for run in runs] == [("Update March 2016: ", True), ("Signed.", False)]


def test_each_list_of_outcomes_begins_at_one():
    plan = small_plan()
    plan.priorities = [
        PriorityLine(number="1", outcomes=["a", "b"]),
        PriorityLine(number="2", outcomes=["c"]),
    ]

    document = opened(plan)
    items = [p for p in document.paragraphs if p.style.name == "List Number"]
    numbers = [p._p.pPr.numPr.numId.val for p in items]
    numbering = document.part.numbering_part.element
    starts = [
        numbering.num_having_numId(number).lvlOverride_lst[0].startOverride.val for number in set(numbers)
    ]
    assert (numbers[0] == numbers[1], numbers[1] == numbers[2], starts) == (True, False, [1, 1])


def test_a_table_says_what_it_holds():
    properties = table(ActionLine())._tbl.tblPr

    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "Priority 1: Neglect"


def test_pages_are_numbered_and_say_when_they_were_printed():
    footer = opened(small_plan(), printed_on=datetime.date(2026, 11, 3)).sections[0].footer

    fields = [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))]
    assert (footer.paragraphs[0].runs[0].text, fields) == (
        "Business Plan 2025-28 · Printed 3 November 2026 · Page ",
        ["PAGE", "NUMPAGES"],
    )


def test_a_draft_is_marked_on_each_page():
    assert opened(small_plan(), draft=True).sections[0].header.paragraphs[0].text == "Draft"


def test_the_file_holds_no_picture_of_another_page():
    with zipfile.ZipFile(io.BytesIO(write_word(small_plan()))) as package:
        assert [name for name in package.namelist() if name.startswith("docProps/thumbnail")] == []
