import pytest

from safeboard.core.reading.blocks import Heading, Item, Paragraph, Unreadable, rows_of
from safeboard.core.reading.html import read_html
from safeboard.core.reading.html_colour import read
from safeboard.core.reading.markdown import read_markdown


def blocks(page: str) -> list:
    return read_html(page.encode()).blocks


def grid(page: str) -> list[list[str]]:
    return [row.texts for row in rows_of(blocks(page))]


def cells(inner: str) -> list:
    return next(rows_of(blocks(f"<table><tr>{inner}</tr></table>"))).cells


def test_headings_paragraphs_and_lists_are_told_apart():
    page = "<h2>Plan</h2><p>One <b>two</b>\nthree</p><div>four<br>five</div><ul><li>six</ul>"
    assert blocks(page) == [
        Heading("Plan", 2, "paragraph 1"),
        Paragraph("One two three", "paragraph 2"),
        Paragraph("four\nfive", "paragraph 3"),
        Item("six", "", "paragraph 4"),
    ]


def test_a_numbered_list_shows_its_numbers():
    page = "<ol start=3><li>a<li value=7>b<li><p>c</p></ol><ol type=a><li>d</ol>"
    assert [(item.marker, item.text) for item in blocks(page)] == [
        ("3.", "a"),
        ("7.", "b"),
        ("8.", "c"),
        ("a.", "d"),
    ]


def test_an_item_with_two_paragraphs_keeps_both():
    assert [block.text for block in blocks("<ul><li><p>a</p><p>b</p></li></ul>")] == ["a", "b"]


def test_scripts_styles_and_titles_are_left_out():
    page = "<title>t</title><style>p{}</style><script>x</script><p>a<ins>c</ins></p>"
    assert [block.text for block in blocks(page)] == ["ac"]


JUNE = "“June 2016” is crossed out there, so it was left out."


def struck(inner: str) -> tuple[str, list[tuple[str, str]]]:
    """What a one-cell table says, and the notes on it."""
    source = read_html(
        f"<style>.x{{text-decoration:line-through}}</style><table><tr>{inner}</table>".encode()
    )
    return next(rows_of(source.blocks)).cells[0].text, source.notes


@pytest.mark.parametrize("tag", [
    "s", "strike", "del", "span class=x", "span style='text-decoration: underline line-through'",
    "span style='text-decoration-line:line-through'",
])  # fmt: skip
def test_crossed_out_words_are_left_out_of_a_cell_and_said(tag):
    end = tag.split()[0]
    inner = f"<td><{tag}>June <b>2016</b></{end}> July 2016"
    assert struck(inner) == ("July 2016", [("table 1, row 1", JUNE)])


def test_an_underline_or_a_line_that_is_taken_back_crosses_nothing_out():
    inner = "<td><u style='text-decoration:underline'>June</u> <s style='text-decoration:none'>2016</s>"
    assert struck(inner) == ("June 2016", [])


@pytest.mark.parametrize("inner", [
    "<td><s>June 2016</s>", "<td class=x>June 2016", "<td><p><del>June</del></p><p><s>2016</s>",
])  # fmt: skip
def test_a_cell_that_is_wholly_crossed_out_is_read_and_said(inner):
    text, notes = struck(inner)
    assert (text.split(), notes) == (
        ["June", "2016"],
        [("table 1, row 1", "“June 2016” is crossed out there; it was read all the same.")],
    )


@pytest.mark.parametrize("page", [
    "<table><tr class=x><td>a<td>b</table>", "<table class=x><tr><td>a<td>b</table>",
    "<table><tbody class=x><tr><td>a<td>b</table>", "<div class=x><table><tr><td>a<td>b</table></div>",
])  # fmt: skip
def test_a_line_through_a_row_goes_through_each_of_its_cells(page):
    source = read_html(f"<style>.x{{text-decoration:line-through}}</style>{page}<p>live</p>".encode())
    assert [row.texts for row in rows_of(source.blocks)] == [["a", "b"]]
    assert source.notes == [
        ("table 1, row 1", "“a” is crossed out there; it was read all the same."),
        ("table 1, row 1", "“b” is crossed out there; it was read all the same."),
    ]


def test_a_crossed_out_line_of_a_cell_takes_its_number_with_it():
    assert struck("<td><ol><li><s>Old</s><li>New</ol>") == (
        "2. New",
        [("table 1, row 1", "“1. Old” is crossed out there, so it was left out.")],
    )


def test_crossed_out_words_outside_a_table_are_left_out_and_wholly_crossed_out_lines_are_kept():
    source = read_html(b"<p>by <s>June</s> July</p><ol><li><s>Done</s></ol>")
    assert source.blocks == [Paragraph("by July", "paragraph 1"), Item("Done", "1.", "paragraph 2")]
    assert source.notes == [
        ("paragraph 1", "“June” is crossed out there, so it was left out."),
        ("paragraph 2", "“Done” is crossed out there; it was read all the same."),
    ]


def test_crossed_out_letters_colour_a_cell_only_when_no_others_are_left():
    red = "<s style='color:red'>Red</s>"
    assert [cells(f"<td>{red} Green")[0].ink, cells(f"<td>{red}")[0].ink] == ["", "#ff0000"]


def test_hidden_text_is_left_out_and_said():
    source = read_html(b"<p>seen</p><p style='display: none'>secret</p>")
    assert [block.text for block in source.blocks] == ["seen"]
    assert source.notes == [("paragraph 2", "Hidden text was left out: “secret”.")]


def test_a_picture_speaks_by_its_alternative_text_or_is_noted():
    source = read_html(b"<p>a <img alt='red'></p><p>b <img src=x></p><p>c <img alt=''></p>")
    assert [block.text for block in source.blocks] == ["a red", "b", "c"]
    assert source.notes == [
        ("paragraph 2", "A picture here has no alternative text, so what it shows was not read.")
    ]


def test_a_form_shows_its_answers():
    page = "<p><select><option>Red<option selected>Amber</select> <input type=checkbox checked></p>"
    assert [block.text for block in blocks(page)] == ["Amber ☒"]


def test_merged_cells_take_their_places_on_the_grid():
    page = "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e</table>"
    rows = [[(c.text, c.span, c.covered, c.merged_down) for c in row.cells] for row in rows_of(blocks(page))]
    assert rows == [
        [("a", 1, False, False), ("b", 2, False, False), ("", 1, True, False)],
        [("", 1, False, True), ("c", 1, False, False), ("d", 1, False, False)],
        [("e", 1, False, False)],
    ]


def test_a_cell_merged_down_to_the_end_and_beyond_ends_with_the_table():
    assert grid("<table><tr><td rowspan=0>a<td>b<tr><td>c</table>") == [["a", "b"], ["", "c"]]
    assert grid("<table><tr><td rowspan=99999999>a<td>b<tr><td>c</table>") == [["a", "b"], ["", "c"]]


def test_an_absurd_span_is_bounded():
    assert len(cells("<td colspan=99999999>a")) == 100


def test_header_rows_are_those_of_th_or_thead():
    page = "<table><thead><tr><td>A</thead><tr><th>B<th>C<tr><th>d<td>e</table>"
    assert [row.header for row in rows_of(blocks(page))] == [True, True, False]


def test_a_list_in_a_cell_is_read_with_its_numbers_and_a_nested_table_in_order():
    assert grid("<table><tr><td>a<ol><li>b</ol><table><tr><td>c<td>d</table>e<td>f</table>") == [
        ["a\n1. b\nc d\ne", "f"]
    ]


def test_a_frame_round_the_real_table_is_looked_through():
    assert grid("<table><tr><td><table><tr><td>a<td>b</table></table>") == [["a", "b"]]


@pytest.mark.parametrize(
    "look",
    [
        'bgcolor="red"',
        'bgcolor="#FF0000"',
        'style="background-color: #f00"',
        'style="background:red none repeat"',
        'style="background-color:rgb(255, 0, 0)"',
        'style="BACKGROUND-COLOR: hsl(0,100%,50%) !important"',
    ],
)
def test_the_colour_of_a_cell_is_read_however_it_is_written(look):
    assert cells(f"<td {look}>a")[0].fill == "#ff0000"


def test_the_colour_of_a_row_is_the_colour_of_its_cells():
    page = "<table><tr bgcolor=red><td>a<td bgcolor=lime>b</table>"
    assert [cell.fill for cell in next(rows_of(blocks(page))).cells] == ["#ff0000", "#00ff00"]


def test_the_classes_excel_writes_into_a_page_are_read():
    page = "<style><!-- .xl65, td.xl66 {background:#FFC000; color:black} --></style><table><tr><td class=xl66>a</table>"
    assert next(rows_of(blocks(page))).cells[0].fill == "#ffc000"


def test_ink_is_the_colour_of_most_coloured_letters():
    cell = cells('<td>black words <font color=red>NEW</font> <span style="color:green">complete</span>')[0]
    assert (cell.fill, cell.ink) == ("", "#008000")


def test_a_marked_word_is_yellow_ink():
    assert cells("<td><mark>late</mark>")[0].ink == "#ffff00"


def test_white_black_see_through_and_nonsense_are_no_colour():
    assert [read(word) for word in ("white", "transparent", "rgba(255,0,0,0)", "inherit", "#12")] == [""] * 5


def test_a_page_of_a_thousand_nested_boxes_is_refused():
    with pytest.raises(Unreadable) as caught:
        blocks("<div>" * 1000 + "words")
    assert str(caught.value) == (
        "The page is nested deeper than any plan needs: save it as .docx or PDF and send that."
    )


# -- markdown


def markdown(text: str):
    return read_markdown(text.encode())


def test_markdown_keeps_a_cell_beyond_its_headings():
    rows = rows_of(markdown("| A | B |\n|---|---|\n| 1 | 2 | 3 |\n| x \\| y | z |\n").blocks)
    assert [row.texts for row in rows] == [["A", "B", ""], ["1", "2", "3"], ["x | y", "z", ""]]


def markdown_rows(text: str) -> list[list[str]]:
    return [row.texts for row in rows_of(markdown(text).blocks)]


def test_markdown_keeps_the_last_cell_of_a_row_with_a_stray_pipe_in_the_middle():
    table = (
        "| Issue | Action | Lead | Due |\n|--|--|--|--|\n| 1. N | Review a | b protocols | Board | July |\n"
    )
    assert markdown_rows(table)[1] == ["1. N", "Review a", "b protocols", "Board", "July"]


def test_markdown_keeps_the_words_of_a_pipe_inside_code_or_written_without_outer_pipes():
    assert markdown_rows("A | B\n--|--\n`x|y` | z\n")[1] == ["`x", "y`", "z"]
    assert markdown_rows("A | B\n--|--\n`x\\|y` | z\n")[1] == ["x|y", "z"]


def test_markdown_keeps_every_cell_of_tables_in_quotations_and_lists():
    assert markdown_rows("> | A |\n> |---|\n> | 1 | **2** |\n") == [["A", ""], ["1", "2"]]
    table = markdown("- | A |\n  |---|\n  | 1 | 2 |\n\n| B |\n|---|\n| 3 |\n").blocks
    assert [row.texts for row in rows_of(table)] == [["A", ""], ["1", "2"], ["B"], ["3"]]


def test_a_markdown_table_far_wider_and_longer_than_a_plan_is_refused():
    with pytest.raises(Unreadable) as caught:
        markdown("| A |\n|---|\n" + "| a " * 2000 + "|\n" + "| a |\n" * 200)
    assert str(caught.value) == "A table of the text holds far more than a plan: send the plan alone."


def test_markdown_leaves_out_crossed_out_words_and_says_so():
    source = markdown("| A |\n|---|\n| ~~June 2016~~ July 2016 |\n")
    assert [row.texts for row in rows_of(source.blocks)] == [["A"], ["July 2016"]]
    assert source.notes == [("table 1, row 2", JUNE)]


def test_markdown_headings_lists_and_tables_are_read():
    source = markdown("## **Key** Priority\n\n- 1. First\n- second\n\n| A | B |\n|---|:-:|\n| a<br>x | |\n")
    assert source.blocks[:3] == [
        Heading("Key Priority", 2, "paragraph 1"),
        Item("First", "1.", "paragraph 2"),
        Item("second", "", "paragraph 3"),
    ]
    assert [(row.texts, row.header) for row in rows_of(source.blocks)] == [
        (["A", "B"], True),
        (["a\nx", ""], False),
    ]


def test_markdown_carries_colour_only_as_html():
    assert markdown("| A |\n|---|\n| a |\n").colours is False
    assert markdown('| A |\n|---|\n| <span style="color:red">a</span> |\n').colours is True


def test_markdown_says_its_kind():
    assert markdown("# a").kind == "markdown"


def test_markdown_far_longer_than_a_plan_is_refused():
    with pytest.raises(Unreadable) as caught:
        markdown("[" * 200_001)
    assert str(caught.value) == "The text is far longer than any plan: send the plan alone."
