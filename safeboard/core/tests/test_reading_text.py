import os
import time
from collections import Counter
from pathlib import Path

from safeboard.core.reading.blocks import Heading, Item, Paragraph, Row, rows_of
from safeboard.core.reading.text import blocks_of, plain, read_text

PLANS = Path(os.environ.get("SAFEBOARD_PLANS") or Path(__file__).parents[4] / "shared" / "plans")


def texts(text: str) -> list[list[str]]:
    return [row.texts for row in rows_of(blocks_of(text))]


def test_a_heading_loses_its_marks_and_keeps_its_level():
    assert blocks_of("\n#### **Business Plan 2020-23** ##\n") == [
        Heading("Business Plan 2020-23", 4, "line 2")
    ]


def test_list_items_have_the_number_they_show():
    assert blocks_of("- 1. First\n- second\n• third\n2) fourth\na. fifth") == [
        Item("First", "1.", "line 1"),
        Item("second", "", "line 2"),
        Item("third", "", "line 3"),
        Item("fourth", "2)", "line 4"),
        Item("fifth", "a.", "line 5"),
    ]


def test_a_year_at_the_start_of_a_line_is_no_list_number():
    assert blocks_of("2016. A good year") == [Paragraph("2016. A good year", "line 1")]


def test_tabs_make_cells_and_words_between_rows_end_the_table():
    found = list(rows_of(blocks_of("A\tB\na\tb\nWords\nC\tD")))
    assert [(row.table, row.texts, row.place) for row in found] == [
        (1, ["A", "B"], "line 1"),
        (1, ["a", "b"], "line 2"),
        (2, ["C", "D"], "line 4"),
    ]


def test_the_first_row_after_a_blank_line_goes_on_from_the_page_before():
    found = list(rows_of(blocks_of("A\tB\n\na\tb\nc\td")))
    assert [(row.table, row.after_break) for row in found] == [(1, False), (1, True), (1, False)]


def test_the_first_row_of_a_table_is_never_after_a_break():
    assert [row.after_break for row in rows_of(blocks_of("Words\n\nA\tB"))] == [False]


def test_empty_cells_stay_in_their_columns():
    assert texts("A\tB\tC\n\t\tc\n6.\t\t") == [["A", "B", "C"], ["", "", "c"], ["6.", "", ""]]


def test_an_indented_line_or_a_bullet_with_a_tab_is_no_row():
    assert blocks_of("\tIndented words\n-\tbullet\n3.\tnumbered") == [
        Paragraph("Indented words", "line 1"),
        Item("bullet", "", "line 2"),
        Item("numbered", "3.", "line 3"),
    ]


def test_tags_are_stripped_and_what_only_looks_like_one_is_not():
    assert plain("<b>Update Dec 15</b> : ages <25 at B&NES &amp; &pound;100") == (
        "Update Dec 15 : ages <25 at B&NES & £100"
    )


def test_a_list_in_a_cell_is_only_its_words():
    assert texts("A\tB\n<ol> <li>Engage young people</li> </ol>\tb") == [
        ["A", "B"],
        ["Engage young people", "b"],
    ]


def test_a_line_break_tag_is_a_line_break():
    assert plain("one<br/>two") == "one\ntwo"


def test_a_rule_is_not_words():
    assert blocks_of("a\n---\n* * *\nb") == [Paragraph("a", "line 1"), Paragraph("b", "line 4")]


def test_text_cannot_carry_colour():
    assert read_text(b"words").colours is False


def test_every_word_of_the_real_plan_is_in_its_blocks_and_quickly():
    path = next(PLANS.glob("*.txt"))
    before = time.process_time()
    source = read_text(path.read_bytes())
    assert time.process_time() - before < 0.2  # about 0.01 s on a quiet core
    counted = Counter(type(block) for block in source.blocks)
    assert counted == {Row: 88, Item: 43, Paragraph: 9, Heading: 9}
    tables = Counter(row.table for row in rows_of(source.blocks))
    assert list(tables) == [1, 2, 3, 4, 5]
    assert [row.texts[0] for row in rows_of(source.blocks) if row.texts[1:2] == ["Sub group or Lead"]] == [
        "Issue"
    ] * 5
