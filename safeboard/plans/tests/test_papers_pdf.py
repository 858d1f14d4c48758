import datetime
import io

import pdfplumber
import pikepdf
import pytest

from safeboard.core.reading.colour import hue
from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine
from safeboard.plans.papers.layout import PaperOptions
from safeboard.plans.tests.paper_words import letters_in_pdf, small_plan
from safeboard.plans.tests.written import write_pdf
from safeboard.samples.make_sample_plan import sample_plan

LONG = " ".join(f"w{number:05}" for number in range(1600))


def pages(data):
    """Each page with what can be seen on it: pdfplumber also finds words that lie beyond its edges."""
    return [page.within_bbox(page.bbox) for page in pdfplumber.open(io.BytesIO(data)).pages]


def tags(data):
    """How often each kind of element stands in the structure tree."""
    counts = {}
    file = pikepdf.open(io.BytesIO(data))
    waiting = [file.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Array):
            waiting += list(element)
        elif isinstance(element, pikepdf.Dictionary):
            counts[str(element.get("/S", ""))] = counts.get(str(element.get("/S", "")), 0) + 1
            waiting += [element.K] if "/K" in element else []
    return counts


@pytest.fixture(scope="module")
def sample():
    return write_pdf(sample_plan())


def test_the_file_is_tagged_and_names_its_language_and_title(sample):
    root = pikepdf.open(io.BytesIO(sample))

    assert (bool(root.Root.MarkInfo.Marked), str(root.Root.Lang), str(root.docinfo["/Title"])) == (
        True,
        "en-GB",
        "Business Plan 2025-28",
    )


def test_the_file_says_it_follows_pdf_ua_1(sample):
    with pikepdf.open(io.BytesIO(sample)).open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_tables_have_header_cells_and_lists_have_items(sample):
    counts = tags(sample)

    assert [counts[tag] for tag in ("/H1", "/H2", "/H3", "/Table", "/TH", "/L", "/LI")] == [
        1,
        4,
        4,
        4,
        24,
        5,
        17,
    ]


def test_the_title_and_each_priority_have_a_bookmark(sample):
    with pikepdf.open(io.BytesIO(sample)).open_outline() as outline:
        (top,) = outline.root

    assert (top.title, [child.title for child in top.children]) == (
        "Business Plan 2025-28",
        [
            "Priority 1: Children are safer outside the home",
            "Priority 2: Neglect is seen early and acted on",
            "Priority 3: Children and families are heard",
            "Priority 4: A partnership that learns and checks",
        ],
    )


def test_every_font_is_in_the_file(sample):
    file = pikepdf.open(io.BytesIO(sample))

    fonts = [font for page in file.pages for font in page.Resources.Font.values()]

    assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)


@pytest.fixture(scope="module")
def long_pages():
    """The text of each page of a plan whose one action has a note of many pages."""
    outline = small_plan(ActionLine(notes=[Note(LONG)]))
    return [page.extract_text() for page in pages(write_pdf(outline))]


def test_the_header_row_is_printed_again_on_each_page_of_a_table(long_pages):
    heads = [text.count("Sub group or Lead") for text in long_pages]

    assert (len(heads) > 4, set(heads)) == (True, {1})


def test_a_cell_of_many_pages_loses_nothing(long_pages):
    words = " ".join(long_pages).split()

    assert [word for word in words if word.startswith("w0")] == LONG.split()


def test_a_row_of_some_lines_is_not_cut_by_the_end_of_a_page():
    actions = [ActionLine(leads=[f"first{n:02}", "x", "y", "z", f"last{n:02}"]) for n in range(60)]

    texts = [page.extract_text() for page in pages(write_pdf(small_plan(*actions)))]
    cut = [n for n in range(60) for text in texts if (f"first{n:02}" in text) != (f"last{n:02}" in text)]
    assert (len(texts) > 2, cut) == (True, [])


def test_a_row_that_codes_make_long_loses_nothing():
    text = letters_in_pdf(write_pdf(small_plan(ActionLine(words="中" * 250))))

    assert text.count("[U+4E2D]") == 250


def test_a_word_too_long_for_its_column_stays_inside_it():
    outline = small_plan(ActionLine(due="x" * 300))

    page = pages(write_pdf(outline))[0]
    left = page.search("Completion")[0]["x0"]
    right = page.search("Progress")[0]["x0"]
    found = [char for char in page.chars if char["text"] == "x" and char["x0"] > left - 1]
    assert (len(found), all(char["x1"] < right for char in found)) == (300, True)


def test_typst_source_typed_by_a_person_is_only_words():
    words = "#panic() $x$ *bold* <a> @b `c` \\ // // /* */ #{1+1}"

    text = letters_in_pdf(write_pdf(small_plan(ActionLine(words=words))))
    assert "".join(words.split()) in text


def test_a_character_that_no_font_has_is_printed_as_its_code():
    outline = small_plan(ActionLine(words="→ ✓ 中 😀"))

    text = letters_in_pdf(write_pdf(outline))
    assert text[text.index("→") :] == "→✓[U+4E2D][U+1F600]"


def test_a_hundred_kinds_of_lacking_characters_are_all_printed_as_codes():
    words = " ".join(chr(code) for code in range(0x4E00, 0x4E64))

    text = letters_in_pdf(write_pdf(small_plan(ActionLine(words=words))))
    assert text.count("[U+4E") == 100


def test_a_rated_cell_has_its_colour():
    (page,) = pages(write_pdf(small_plan(ActionLine(rating="green"), ActionLine(words="Two"))))

    fills = [rect["non_stroking_color"] for rect in page.rects if rect["fill"]]
    colours = [
        "#" + "".join(f"{round(share * 255):02x}" for share in fill) for fill in fills if len(fill) == 3
    ]
    assert {hue(colour) for colour in colours} - {""} == {"green"}


def test_pages_are_numbered_and_say_when_they_were_printed():
    data = write_pdf(small_plan(), options=PaperOptions(printed_on=datetime.date(2026, 11, 3), draft=True))

    lines = pages(data)[0].extract_text().split("\n")
    assert (lines[0], lines[-1]) == ("Draft", "Business Plan 2025-28 · Printed 3 November 2026 Page 1 of 1")
