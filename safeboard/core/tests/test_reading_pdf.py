import contextlib
import io
import random

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeboard.core.reading.blocks import Heading, Item, Paragraph, Row, Source, Unreadable, rows_of
from safeboard.core.reading.pdf import read_pdf
from safeboard.core.reading.pdf_colour import hex_of
from safeboard.core.reading.pdf_text import item_of
from safeboard.core.tests.pdf_makers import (
    AMBER,
    CHROMIUM,
    GREEN,
    HEADER,
    PLAN,
    RED,
    SOFFICE,
    chromium_pdf,
    issue,
    office_pdf,
    rows_written,
    table,
    typst_pdf,
)

WAYS = {
    "typst, tagged, ruled": lambda: typst_pdf(PLAN),
    "typst, tagged, unruled": lambda: typst_pdf(PLAN, ruled=False),
    "typst, untagged, ruled": lambda: typst_pdf(PLAN, tagged=False),
    "typst, untagged, unruled": lambda: typst_pdf(PLAN, tagged=False, ruled=False),
    "typst, untagged, ruled, portrait": lambda: typst_pdf(PLAN, tagged=False, portrait=True, size=8),
    "typst, untagged, unruled, portrait": lambda: typst_pdf(
        PLAN, tagged=False, ruled=False, portrait=True, size=8
    ),
}
OTHER_WAYS = {
    "tagged, ruled": {"tagged": True, "ruled": True},
    "untagged, ruled": {"tagged": False, "ruled": True},
    "untagged, unruled": {"tagged": False, "ruled": False},
}
WORDS = "The crew of every ferry is told whom to ring, and the number is on the wall of the mess."
OUTSIDE = [
    text for part in PLAN if part["kind"] != "table" for text in part.get("items") or [part["text"]]
]  # what stands outside the tables of the plan
LONG = " ".join([WORDS] * 60)  # more than a page of one cell


@pytest.fixture(scope="module", params=WAYS)
def plan(request):
    return read_pdf(WAYS[request.param]())


def blocks_of(data, kind):
    return [block for block in read_pdf(data).blocks if isinstance(block, kind)]


def body(source):
    return [row for row in rows_of(source.blocks) if not row.header]


def words_and_fills(source):
    """Each body row as written, a row that runs over a page put together again."""
    found = []
    for row in body(source):
        cells = [(cell.text, cell.fill) for cell in row.cells]
        if row.after_break and not row.cells[1].text:
            above = found.pop()
            cells = [
                (f"{a}\n{b}".strip("\n"), fill or more)
                for (a, fill), (b, more) in zip(above, cells, strict=True)
            ]
        found.append(cells)
    return found


def changed(data, change):
    """The same PDF after `change(pdf)`."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def refusal(data):
    with pytest.raises(Unreadable) as caught:
        read_pdf(data)
    return str(caught.value)


def test_every_row_and_its_colours_are_read(plan):
    assert words_and_fills(plan) == rows_written(PLAN)


def test_headings_are_headings(plan):
    assert [(b.text, b.level) for b in plan.blocks if isinstance(b, Heading)] == [
        ("Harbour Bay Safeguarding Board Business Plan 2024-27", 1),
        ("Key Priority 1", 2),
        ("Outcomes", 3),
        ("Key Priority 2", 2),
        ("Outcomes", 3),
    ]


def test_paragraphs_are_one_line_of_words_each(plan):
    assert [b.text for b in plan.blocks if isinstance(b, Paragraph)] == [
        part["text"] for part in PLAN if part["kind"] == "para"
    ]


def test_lists_are_items_with_the_number_shown(plan):
    assert [(b.marker, b.text) for b in plan.blocks if isinstance(b, Item)] == [
        ("", PLAN[5]["items"][0]),
        ("", PLAN[5]["items"][1]),
        ("", PLAN[5]["items"][2]),
        ("1.", "Fewer repeat missing episodes"),
        ("2.", "Return interviews are held within 72 hours"),
        ("1.", "Training changes practice"),
    ]


def test_the_heads_of_columns_are_header_rows(plan):
    heads = [row for row in rows_of(plan.blocks) if row.header]
    assert {tuple(row.texts) for row in heads} == {tuple(HEADER)}
    assert {row.table for row in heads} == {1, 2}


def test_blocks_come_in_reading_order(plan):
    kinds = []
    for block in plan.blocks:
        if not kinds or kinds[-1] is not type(block):
            kinds.append(type(block))
    assert kinds == [
        Heading, Paragraph, Heading, Paragraph, Item, Heading, Item, Row,
        Heading, Paragraph, Heading, Item, Row,
    ]  # fmt: skip


def test_nothing_of_the_plan_is_doubtful_to_the_reader(plan):
    assert plan.notes == []


def test_the_source_says_it_is_a_pdf_that_can_carry_colour():
    source = read_pdf(typst_pdf(PLAN[:2]))
    assert (source.kind, source.colours) == ("pdf", True)


@pytest.mark.parametrize("way", OTHER_WAYS)
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not on this machine, so it cannot print the plan")
def test_a_plan_printed_by_chromium_is_read_whole(way):
    source = read_pdf(chromium_pdf(PLAN, **OTHER_WAYS[way]))
    assert words_and_fills(source) == rows_written(PLAN)
    assert [b.text for b in source.blocks if isinstance(b, Item)][:2] == PLAN[5]["items"][:2]


@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not on this machine, so it cannot print the plan")
def test_a_header_that_chromium_repeats_on_each_page_is_read_once():
    rows = list(rows_of(read_pdf(chromium_pdf(split_plan())).blocks))
    assert [row.texts[:4] for row in rows] == [
        HEADER[:4],
        ["1. Early", "PPG", "Begin", "May-25"],
        ["2. Late", "CSE", "Tell crews", "Jun-25"],
        ["", "CSE", "Ask", "Jul-25"],
    ]
    assert [row.texts[4] for row in rows] == [HEADER[4], "Begun", LONG, "No"]


@pytest.mark.parametrize("way", OTHER_WAYS)
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not on this machine, so it cannot print the plan")
def test_a_plan_printed_by_libreoffice_is_read_whole(way):
    source = read_pdf(office_pdf(PLAN, **OTHER_WAYS[way]))
    assert [[(" ".join(text.split()), fill) for text, fill in row] for row in words_and_fills(source)] == [
        [(" ".join(text.split()), fill) for text, fill in row] for row in rows_written(PLAN)
    ]


@pytest.mark.parametrize("tagged", [True, False])
def test_an_issue_over_several_actions_is_merged_down(tagged):
    data = typst_pdf([PLAN[8]], tagged=tagged)
    assert [row.cells[0].merged_down for row in body(read_pdf(data))] == [False, True, True, False, True]


def test_words_of_an_unruled_issue_that_run_past_its_first_action_stay_with_it():
    words = "1. " + " ".join(["Ferry operators do not know what to look for"] * 4)
    parts = [table(issue(words, *[("PPG", f"Act {n}", "May-25", "Done", "") for n in range(3)]))]
    rows = body(read_pdf(typst_pdf(parts, ruled=False, tagged=False)))
    assert [row.texts for row in rows] == [
        [words, "PPG", "Act 0", "May-25", "Done"],
        ["", "PPG", "Act 1", "May-25", "Done"],
        ["", "PPG", "Act 2", "May-25", "Done"],
    ]


def test_unruled_rows_are_told_apart_without_any_colour():
    parts = [table(*[issue(f"{n}. Issue", ("PPG", f"Act {n}", "May-25", "Done", "")) for n in range(1, 5)])]
    rows = body(read_pdf(typst_pdf(parts, ruled=False, tagged=False)))
    assert [row.texts[2] for row in rows] == ["Act 1", "Act 2", "Act 3", "Act 4"]


def split_plan():
    early = issue("1. Early", ("PPG", "Begin", "May-25", "Begun", GREEN))
    late = issue("2. Late", ("CSE", "Tell crews", "Jun-25", LONG, RED), ("CSE", "Ask", "Jul-25", "No", AMBER))
    return [{"kind": "heading", "level": 2, "text": "Key Priority 1"}, table(early, late)]


def test_a_tagged_row_that_runs_over_a_page_is_one_row():
    rows = body(read_pdf(typst_pdf(split_plan())))
    assert [row.texts for row in rows] == [
        ["1. Early", "PPG", "Begin", "May-25", "Begun"],
        ["2. Late", "CSE", "Tell crews", "Jun-25", LONG],
        ["", "CSE", "Ask", "Jul-25", "No"],
    ]
    assert [row.cells[4].fill for row in rows] == [GREEN, RED, AMBER]


@pytest.mark.parametrize("ruled", [True, False])
def test_an_untagged_row_that_runs_over_a_page_is_marked_where_it_goes_on(ruled):
    rows = list(rows_of(read_pdf(typst_pdf(split_plan(), tagged=False, ruled=ruled)).blocks))
    marked = [row for row in rows if row.after_break]
    pages = sorted({int(row.place.split(",")[0].removeprefix("page ")) for row in rows})
    assert len(marked) == len(pages) - 1
    assert {tuple(row.texts[:4]) for row in marked} == {("", "", "", "")}
    halves = [row.texts[4] for row in rows if row.texts[2] == "Tell crews" or row in marked]
    assert " ".join(halves) == LONG
    assert {row.cells[4].fill for row in marked} == {RED}
    assert {row.table for row in rows} == {1}


def test_a_header_repeated_on_the_next_page_is_marked_as_one():
    rows = list(rows_of(read_pdf(typst_pdf(split_plan(), tagged=False)).blocks))
    pages = {row.place.split(",")[0] for row in rows}
    assert [row.texts for row in rows if row.header] == [HEADER] * len(pages)


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_that_goes_on_without_its_header_stays_one_table(ruled):
    data = typst_pdf(split_plan(), tagged=False, repeat=False, ruled=ruled)
    rows = list(rows_of(read_pdf(data).blocks))
    assert {row.table for row in rows} == {1}
    assert [row.texts for row in rows if row.header] == [HEADER]
    assert rows[-1].texts == ["", "CSE", "Ask", "Jul-25", "No"]


def test_the_first_row_on_a_next_page_is_marked_even_where_no_row_was_cut():
    many = [issue(f"{n}. Issue", ("PPG", f"Act {n}", "May-25", "Done", "")) for n in range(60)]
    source = read_pdf(typst_pdf([table(*many)], tagged=False))
    marked = [row for row in rows_of(source.blocks) if row.after_break]
    assert [row.texts[2] for row in body(source)] == [f"Act {n}" for n in range(60)]
    assert [row.place.split(",")[0] for row in marked] == ["page 2"]


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("ruled", [True, False])
def test_running_heads_and_page_numbers_are_left_out(tagged, ruled):
    source = read_pdf(typst_pdf(PLAN, tagged=tagged, ruled=ruled, furniture=True))
    assert [block.text for block in source.blocks if not isinstance(block, Row)] == OUTSIDE
    assert words_and_fills(source) == rows_written(PLAN)
    assert source.notes == []


def test_a_page_number_is_left_out_of_a_single_page():
    source = "#set page(footer: [Page 1 of 1])\nThe Board will listen."
    found = read_pdf(typst_pdf([], tagged=False, source=source))
    assert [block.text for block in found.blocks] == ["The Board will listen."]


@pytest.mark.parametrize("tagged", [True, False])
def test_a_rating_told_by_a_coloured_label_is_the_ink_of_its_cell(tagged):
    rows = issue("1. Issue", ("PPG", "Act", "May-25", "Begun in March with two of five schools", ""))
    rows[0][4]["label"] = ["On target", AMBER]
    (row,) = body(read_pdf(typst_pdf([table(rows)], tagged=tagged)))
    assert (row.cells[4].ink, row.cells[4].fill) == (AMBER, "")
    assert row.cells[4].text == "On target\nBegun in March with two of five schools"


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("ruled", [True, False])
def test_the_colour_of_an_empty_cell_is_seen(tagged, ruled):
    rows = [issue(f"{n}. Issue", ("PPG", "Act", "May-25", "", fill)) for n, fill in enumerate((RED, GREEN))]
    found = body(read_pdf(typst_pdf([table(*rows)], tagged=tagged, ruled=ruled)))
    assert [(row.cells[4].text, row.cells[4].fill) for row in found] == [("", RED), ("", GREEN)]


def test_coloured_letters_are_ink():
    source = '#table(columns: 3, [a], [b], text(fill: rgb("#e02020"))[Off target], [c], [d], [e])'
    first, second = rows_of(read_pdf(typst_pdf([], tagged=False, source=source)).blocks)
    assert [cell.ink for cell in first.cells] == ["", "", RED]
    assert [cell.ink for cell in second.cells] == ["", "", ""]


def test_a_cell_over_two_columns_covers_the_second():
    source = "#table(columns: 3, [a], table.cell(colspan: 2)[b and c], [d], [e], [f])"
    for tagged in (True, False):
        first, second = rows_of(read_pdf(typst_pdf([], tagged=tagged, source=source)).blocks)
        assert [(c.text, c.span, c.covered) for c in first.cells] == [
            ("a", 1, False),
            ("b and c", 2, False),
            ("", 1, True),
        ]
        assert second.texts == ["d", "e", "f"]


@pytest.mark.parametrize("tagged", [True, False])
def test_places_name_page_table_and_row(tagged):
    source = read_pdf(typst_pdf(PLAN, tagged=tagged))
    assert source.blocks[0].place == "page 1, line 1"
    assert source.blocks[1].place == "page 1, line 2"
    first = next(rows_of(source.blocks))
    assert first.place == "page 1, table 1, row 1"
    assert [row.place for row in rows_of(source.blocks) if row.texts[2] == "Meet every quarter"] == [
        "page 2, table 2, row 8"
    ]


def test_a_page_that_is_turned_when_shown_is_read():
    def turn(pdf):
        for page in pdf.pages:
            _, _, width, height = (float(value) for value in page.mediabox)
            page.contents_add(f"q 0 -1 1 0 0 {width} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.mediabox = [0, 0, height, width]
            page.Rotate = 90

    assert words_and_fills(read_pdf(changed(typst_pdf(PLAN, tagged=False), turn))) == rows_written(PLAN)


@pytest.mark.parametrize("matrix", ["0 1 -1 0 {height} 0 cm", "0 -1 1 0 0 {width} cm"])
def test_a_page_written_sideways_is_read(matrix):
    def turn(pdf):
        for page in pdf.pages:
            _, _, width, height = (float(value) for value in page.mediabox)
            page.contents_add(f"q {matrix.format(width=width, height=height)}".encode(), prepend=True)
            page.contents_add(b"Q")
            page.mediabox = [0, 0, height, width]

    assert words_and_fills(read_pdf(changed(typst_pdf(PLAN, tagged=False), turn))) == rows_written(PLAN)


def test_a_slanted_watermark_is_left_out_and_said():
    source = "#place(rotate(-40deg)[DRAFT])\n#table(columns: 3, [a], [b], [c], [d], [e], [f])"
    found = read_pdf(typst_pdf([], tagged=False, source=source))
    assert [row.texts for row in rows_of(found.blocks)] == [["a", "b", "c"], ["d", "e", "f"]]
    assert found.notes == [("page 1", "Slanted or turned words were left out: “DRAFT”.")]


def test_letters_printed_twice_to_look_bold_are_read_once():
    source = "#place(dx: 0.3pt)[The Board will listen.]\n#box[The Board will listen.]"
    assert [b.text for b in read_pdf(typst_pdf([], tagged=False, source=source)).blocks] == [
        "The Board will listen."
    ]


def test_a_page_that_is_only_a_picture_is_said():
    def add(pdf):
        picture = pikepdf.Stream(
            pdf, b"\0", Subtype=pikepdf.Name.Image, Width=1, Height=1, BitsPerComponent=8
        )
        picture.ColorSpace = pikepdf.Name.DeviceGray
        pdf.add_blank_page(page_size=(600, 600))
        pdf.pages[1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
        pdf.pages[1].Contents = pikepdf.Stream(pdf, b"q 500 0 0 500 0 0 cm /Im Do Q")

    assert read_pdf(changed(typst_pdf(PLAN[:2]), add)).notes == [
        ("page 2", "The page is a picture: its words cannot be read.")
    ]


def test_a_tagged_picture_is_said_with_its_description():
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    source = f'The Board will listen.\n\n#image(bytes("{svg}"), alt: "A map of the harbour")'
    assert read_pdf(typst_pdf([], source=source)).notes == [
        ("page 1, line 1", "A picture described as “A map of the harbour”.")
    ]


def test_a_comment_and_a_form_field_are_said():
    def add(pdf):
        page = pdf.pages[0]
        comment = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Contents="Ask the chair", Rect=[0, 0, 9, 9])
        field = pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, V="Dec-25", Rect=[0, 0, 9, 9])
        field = pdf.make_indirect(field)
        page.Annots = pikepdf.Array([pdf.make_indirect(comment), field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))

    assert read_pdf(changed(typst_pdf(PLAN[:2]), add)).notes == [
        ("page 1", "A comment says “Ask the chair”."),
        ("page 1", "A field of a form holds “Dec-25”."),
    ]


def test_words_outside_the_tags_are_said():
    def add(pdf):
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page = pdf.pages[0]
        page.Resources.Font["/Extra"] = pdf.make_indirect(font)
        page.contents_add(b"BT /Extra 9 Tf 300 300 Td (stray words) Tj ET")

    ((place, sentence),) = read_pdf(changed(typst_pdf(PLAN[:6]), add)).notes
    assert (place, sentence) == ("page 1, line 10", "“stray words” stands outside the tags of the file.")


def test_a_file_whose_tags_reach_no_words_is_read_by_its_lines():
    def cut(pdf):
        pdf.Root.StructTreeRoot.K = pikepdf.Array([])

    assert words_and_fills(read_pdf(changed(typst_pdf(PLAN), cut))) == rows_written(PLAN)


def test_a_file_whose_tree_is_broken_is_read_by_its_lines():
    def break_it(pdf):
        pdf.Root.StructTreeRoot.K = pikepdf.Array([pikepdf.Dictionary(S=7, K=pikepdf.Name.P)])

    assert words_and_fills(read_pdf(changed(typst_pdf(PLAN), break_it))) == rows_written(PLAN)


def test_a_tagged_file_without_headings_has_them_told_by_their_letters():
    source = "#set text(size: 10pt)\n#text(size: 16pt)[Key Priority 1]\n\nThe Board will listen.\n\n*Outcomes*\n\nOne."
    found = read_pdf(typst_pdf([], source=source)).blocks
    assert [(type(block), block.text) for block in found] == [
        (Heading, "Key Priority 1"),
        (Paragraph, "The Board will listen."),
        (Heading, "Outcomes"),
        (Paragraph, "One."),
    ]


def test_two_columns_of_words_are_not_a_table():
    source = "#set text(size: 9pt)\n#columns(2)[" + WORDS * 30 + "]"
    assert blocks_of(typst_pdf([], tagged=False, source=source), Row) == []


def test_justified_words_are_not_a_table():
    source = "#set par(justify: true)\n#set page(width: 9cm)\n" + WORDS * 12
    assert blocks_of(typst_pdf([], tagged=False, source=source), Row) == []


def test_a_frame_around_the_page_is_not_a_table():
    source = (
        "#set page(background: rect(width: 95%, height: 95%))\nOne line.\n\n"
        + "#table(columns: 3, ..range(6).map(str))"
    )
    assert [row.texts for row in blocks_of(typst_pdf([], tagged=False, source=source), Row)] == [
        ["0", "1", "2"],
        ["3", "4", "5"],
    ]


def test_a_hyphen_at_the_end_of_a_line_is_kept_without_a_space():
    source = "#set page(width: 5cm, margin: 1cm)\nDevelop multi-agency arrangements for every self-assessment"
    (paragraph,) = read_pdf(typst_pdf([], tagged=False, source=source)).blocks
    assert paragraph.text == "Develop multi-agency arrangements for every self-assessment"


def test_a_paragraph_goes_on_over_a_page():
    source = "#set page(height: 5cm)\n" + WORDS.replace(".", ";") + (" and " + WORDS.lower()[:-1]) * 6
    texts = [block.text for block in read_pdf(typst_pdf([], tagged=False, source=source)).blocks]
    assert texts == [WORDS.replace(".", ";") + (" and " + WORDS.lower()[:-1]) * 6]


def test_a_file_with_a_password_is_refused():
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(typst_pdf(PLAN))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refusal(stream.getvalue()) == (
        "The file is protected with a password: save it without the password and send it again."
    )


def test_a_file_that_only_forbids_changes_is_read():
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(typst_pdf(PLAN))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user=""))
    assert words_and_fills(read_pdf(stream.getvalue())) == rows_written(PLAN)


def test_a_scan_is_refused_with_its_reason():
    source = "#rect(width: 90%, height: 90%, fill: luma(200))"
    assert refusal(typst_pdf([], source=source)) == (
        "The file has no text: it is a picture of pages, as a scanner makes them. "
        "Send the document the pages were printed from."
    )


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"not a PDF at all", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"]
)
def test_what_is_no_pdf_is_refused(data):
    assert refusal(data) == (
        "The file is cut short or damaged: send it again, or open it, save it and send the new copy."
    )


def test_a_file_cut_short_says_so_or_is_refused():
    data = typst_pdf(PLAN)
    whole = len(data)
    for part in range(1, 12):
        try:
            source = read_pdf(data[: whole * part // 12])
        except Unreadable:
            continue
        assert source.notes[0][1] == "The file is cut short: what came after this page is missing."


SMALL = typst_pdf([PLAN[1], PLAN[8]])
SMALL_UNTAGGED = typst_pdf([PLAN[1], PLAN[8]], tagged=False)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 40), tagged=st.booleans())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed, changes, tagged):
    chance = random.Random(seed)
    data = bytearray(SMALL if tagged else SMALL_UNTAGGED)
    for _ in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(Unreadable):
        assert isinstance(read_pdf(bytes(data)), Source)


def test_a_damaged_file_writes_nothing_to_the_log(caplog):
    refusal(SMALL[:200])
    assert caplog.records == []


@pytest.mark.parametrize(
    ("colour", "told"),
    [
        (0.5, "#808080"),
        ((1.0, 0.75, 0.0), "#ffbf00"),
        ((0, 1, 1, 0), "#ff0000"),
        (("P1",), ""),
        (None, ""),
        ((0.1, 0.2), ""),
    ],
)
def test_a_colour_is_told_from_grey_rgb_and_cmyk(colour, told):
    assert hex_of(colour) == told


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("• Neglect", ("", "Neglect")),
        ("– Neglect", ("", "Neglect")),
        ("\uf0b7 Neglect", ("", "Neglect")),
        ("3. Neglect", ("3.", "Neglect")),
        ("10.Neglect", ("10.", "Neglect")),
        ("b) Neglect", ("b)", "Neglect")),
        ("2016 was a year", None),
        ("J. Smith, chair", None),
        ("1.5 posts", None),
        ("e-safety", None),
    ],
)
def test_an_item_is_told_by_how_its_line_begins(line, item):
    assert item_of(line) == item
