import io
import time
from copy import deepcopy

import docx
import pytest

from safeboard.core.reading.blocks import Heading, Item, Paragraph, Row, Unreadable, rows_of
from safeboard.core.reading.word import read_word
from safeboard.core.tests.office_makers import p, r, sdt, tbl, tc, tr, unzipped, word, zipped

RED = '<w:shd w:val="clear" w:color="auto" w:fill="FF0000"/>'
DECIMAL = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
BULLET = (
    '<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="o"/></w:lvl></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
)


def listed(list_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def blocks(body: str, **parts: str) -> list:
    return read_word(word(body, **parts)).blocks


def texts(body: str, **parts: str) -> list[list[str]]:
    return [row.texts for row in rows_of(blocks(body, **parts))]


def cell(properties: str = "", *runs: str):
    """The one cell of a one-cell table."""
    content = p(*(runs or ("words",)))
    return next(rows_of(blocks(tbl(tr(tc(content, properties=properties)))))).cells[0]


def ink(run_properties: str, paragraph_properties: str = "") -> str:
    return blocks(p(r("words", run_properties), properties=paragraph_properties))[0].ink


def notes(body: str, **parts: str) -> list[tuple[str, str]]:
    return read_word(word(body, **parts)).notes


# -- what is read and what is not


def test_a_tracked_insertion_is_read_and_a_tracked_deletion_is_not():
    body = p(
        "Review ", f"<w:ins>{r('the policy')}</w:ins>", "<w:del><w:r><w:delText>it</w:delText></w:r></w:del>"
    )
    assert blocks(body) == [Paragraph("Review the policy", "paragraph 1")]


def test_tracked_changes_are_said_once_for_the_file():
    deleted = "<w:del><w:r><w:delText>it</w:delText></w:r></w:del>"
    assert notes(p("a", deleted) + p("b", deleted)) == [
        ("whole file", "The file has tracked changes: what was inserted is read, what was deleted is not.")
    ]


STRIKE = "<w:strike/>"


def struck(*content: str, **parts: str):
    """What a one-cell table says, and the notes on it."""
    source = read_word(word(tbl(tr(tc(*content))), **parts))
    return next(rows_of(source.blocks)).cells[0].text, source.notes


JUNE = [("table 1, row 1", "“June 2016” is crossed out there, so it was left out.")]


def test_crossed_out_words_are_left_out_of_a_cell_and_said():
    assert struck(p(r("June 2016", STRIKE), " July 2016")) == ("July 2016", JUNE)


def test_words_crossed_out_with_two_lines_are_left_out_too():
    assert struck(p(r("June 2016", '<w:dstrike/><w:strike w:val="0"/>'), " July 2016")) == ("July 2016", JUNE)


def test_words_crossed_out_by_a_style_are_left_out_unless_the_letters_say_otherwise():
    styles = (
        '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>'
    )
    named = r("June 2016", '<w:rStyle w:val="Gone"/>')
    assert struck(p(named, " July 2016"), styles=styles) == ("July 2016", JUNE)
    kept = r("July 2016", '<w:strike w:val="false"/>')
    handed_down = p(r("June 2016"), kept, properties='<w:pStyle w:val="Old"/>')
    assert struck(handed_down, styles=styles) == ("July 2016", JUNE)


def test_neighbours_of_crossed_out_words_do_not_run_together():
    assert struck(p("by", r(" June 2016 ", STRIKE), "July 2016"))[0] == "by July 2016"
    assert struck(p("safegu", r("r", STRIKE), "arding"))[0] == "safeguarding"


def test_a_cell_crossed_out_over_several_runs_and_twice_gets_one_note():
    content = p(r("June ", STRIKE), r("2016", STRIKE), " July ", r("PPPG", STRIKE), "Board")
    assert struck(content) == (
        "July Board",
        [("table 1, row 1", "“June 2016” and “PPPG” are crossed out there, so they were left out.")],
    )


def test_a_cell_that_is_wholly_crossed_out_is_read_and_said():
    content = (p(r("Review", STRIKE), properties=listed(1)), p(r("the policy", STRIKE), "."))
    assert struck(*content, numbering=DECIMAL) == (
        "1. Review\nthe policy.",
        [("table 1, row 1", "“1. Review the policy.” is crossed out there; it was read all the same.")],
    )


def test_a_crossed_out_line_of_a_cell_takes_its_number_with_it():
    content = (p(r("Old", STRIKE), properties=listed(1)), p("New", properties=listed(1)))
    assert struck(*content, numbering=DECIMAL) == (
        "2. New",
        [("table 1, row 1", "“1. Old” is crossed out there, so it was left out.")],
    )


def test_crossed_out_words_outside_a_table_are_left_out_and_wholly_crossed_out_lines_are_kept():
    source = read_word(word(p("by ", r("June", STRIKE), " July") + p(r("Done", STRIKE))))
    assert source.blocks == [Paragraph("by July", "paragraph 1"), Paragraph("Done", "paragraph 2")]
    assert source.notes == [
        ("paragraph 1", "“June” is crossed out there, so it was left out."),
        ("paragraph 2", "“Done” is crossed out there; it was read all the same."),
    ]


def test_crossed_out_letters_colour_a_cell_only_when_no_others_are_left():
    red = r("Red", f'{STRIKE}<w:color w:val="FF0000"/>')
    assert [cell("", red, " Green").ink, cell("", red).ink] == ["", "#ff0000"]


def test_white_space_that_is_crossed_out_says_nothing():
    assert struck(p("July", r(" ", STRIKE), "2016")) == ("July 2016", [])


def test_a_tracked_inserted_row_is_read_and_a_deleted_row_is_not():
    body = tbl(tr("a"), tr("b", properties="<w:ins/>"), tr("c", properties="<w:del/>"))
    assert texts(body) == [["a"], ["b"]]


def test_text_moved_away_is_read_only_where_it_went():
    body = p(f"<w:moveFrom>{r('moved')}</w:moveFrom>", "stays") + p(f"<w:moveTo>{r('moved')}</w:moveTo>")
    assert [block.text for block in blocks(body)] == ["stays", "moved"]


def test_content_controls_are_looked_through_round_words_cells_rows_tables_and_paragraphs():
    body = sdt(p(sdt(r("in a line")))) + sdt(tbl(sdt(tr("a", sdt(tc("b"))))))
    assert blocks(body)[0] == Paragraph("in a line", "paragraph 1")
    assert texts(body) == [["a", "b"]]


def test_a_drop_down_shows_what_was_chosen():
    chosen = sdt(r("Green"), '<w:dropDownList><w:listItem w:value="Green"/></w:dropDownList>')
    assert texts(tbl(tr(tc(p(chosen))))) == [["Green"]]


def test_a_drop_down_nobody_touched_says_nothing():
    prompt = sdt(r("Choose an item."), "<w:showingPlcHdr/><w:dropDownList/>")
    assert texts(tbl(tr("a", tc(p(prompt))))) == [["a", ""]]


def test_an_old_form_field_shows_its_answer_and_not_its_instruction():
    drop = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="Red"/><w:listEntry w:val="Amber"/></w:ddList></w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert blocks(p("Rated ", drop, " today")) == [Paragraph("Rated Amber today", "paragraph 1")]


def test_a_field_shows_its_result():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f"<w:r><w:t>hidden instruction</w:t></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("March 2016")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert blocks(p("Updated ", field, "."))[0].text == "Updated March 2016."


def test_a_field_that_never_ends_does_not_swallow_the_next_paragraph():
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("still here")
    assert [block.text for block in blocks(body)] == ["still here"]


def test_a_tick_box_shows_whether_it_is_ticked():
    def box(state: str) -> str:
        return sdt("", f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>')

    assert blocks(p("Done ", box("1"), " sent ", box("0")))[0].text == "Done ☒ sent ☐"


def test_symbols_are_read_as_what_they_look_like():
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    typed = r("\uf0fb", '<w:rFonts w:ascii="Wingdings"/>')
    assert blocks(p(tick, typed))[0].text == "✓✗"


def test_a_symbol_nobody_knows_is_noted():
    body = p("a", '<w:r><w:sym w:font="Odd Font" w:char="F044"/></w:r>')
    assert notes(body) == [("paragraph 1", "A symbol here has no letter that says what it is.")]


def test_tabs_and_line_breaks_are_kept_apart():
    assert blocks(p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"))[0].text == "a b\nc"


def test_a_picture_speaks_by_its_alternative_text():
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A red square"/><a:graphic>'
        "<a:graphicData><pic:pic><a:blip/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    assert texts(tbl(tr(tc(p(picture))))) == [["A red square"]]


def test_a_picture_without_alternative_text_is_noted():
    picture = '<w:r><w:drawing><wp:docPr id="1" name="x"/><a:graphicData><a:blip/></a:graphicData></w:drawing></w:r>'
    assert notes(tbl(tr("a", tc(p(picture))))) == [
        ("table 1, row 1", "A picture here has no alternative text, so what it shows was not read.")
    ]


def test_a_text_box_is_read_once_though_the_file_holds_it_twice():
    box = f"<w:txbxContent>{p('Red: off target')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert [block.text for block in blocks(p("before", both) + p("after"))] == [
        "before",
        "Red: off target",
        "after",
    ]


def test_a_text_box_speaks_by_its_words_and_not_by_its_description():
    box = (
        '<w:r><w:drawing><wp:docPr id="1" name="x" descr="Text box 1"/><wps:txbx><w:txbxContent>'
        f"{p('Key')}</w:txbxContent></wps:txbx></w:drawing></w:r>"
    )
    assert [block.text for block in blocks(p(box))] == ["Key"]


def test_a_text_box_in_a_cell_is_read_into_the_cell():
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('boxed')}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert texts(tbl(tr("a", tc(p("words", box))))) == [["a", "words\nboxed"]]


def test_a_coloured_blob_drawn_in_a_cell_is_the_ink_of_the_cell():
    blob = (
        "<w:r><w:drawing><a:graphicData><wps:wsp><wps:spPr><a:solidFill><a:srgbClr val='00B050'/></a:solidFill>"
        "</wps:spPr></wps:wsp></a:graphicData></w:drawing></w:r>"
    )
    assert cell("", blob).ink == "#00b050"


def test_footnotes_and_comments_become_notes():
    body = p("a", '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:commentReference w:id="5"/></w:r>')
    found = notes(
        body,
        footnotes=f'<w:footnote w:id="2">{p("See the Act")}</w:footnote>',
        comments=f'<w:comment w:id="5">{p("Is this right?")}</w:comment>',
    )
    assert found == [
        ("paragraph 1", "A footnote here says: “See the Act”."),
        ("paragraph 1", "A comment here says: “Is this right?”."),
    ]


def test_hidden_text_is_left_out_and_said():
    body = p("seen ", r("secret", "<w:vanish/>"))
    assert blocks(body) == [Paragraph("seen", "paragraph 1")]
    assert notes(body) == [("paragraph 1", "Hidden text was left out: “secret”.")]


def test_text_hidden_by_its_style_is_left_out_unless_it_says_it_is_not():
    style = '<w:style w:type="paragraph" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p("gone ", r("shown", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="H"/>')
    assert blocks(body, styles=style) == [Paragraph("shown", "paragraph 1")]


def test_the_page_header_is_read_only_where_the_body_is_empty():
    header = p("LSCB business plan")
    assert [block.text for block in blocks(p("body"), header=header)] == ["body"]
    assert [block.text for block in blocks(p(), header=header)] == ["LSCB business plan"]


# -- headings and lists


def test_a_heading_is_known_by_the_style_its_own_style_is_based_on():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Ueberschrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Ours"/><w:basedOn w:val="Ueberschrift2"/></w:style>'
    )
    body = p("Key Priority 1", properties='<w:pStyle w:val="Ours"/>')
    assert blocks(body, styles=styles) == [Heading("Key Priority 1", 2, "paragraph 1")]


def test_an_outline_level_makes_a_heading_and_the_tenth_unmakes_it():
    styles = '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    body = p("a", properties='<w:outlineLvl w:val="2"/>') + p(
        "b", properties='<w:pStyle w:val="H1"/><w:outlineLvl w:val="9"/>'
    )
    assert blocks(body, styles=styles) == [Heading("a", 3, "paragraph 1"), Paragraph("b", "paragraph 2")]


def test_styles_based_on_one_another_in_a_ring_end():
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{two}"/></w:style>'
        for one, two in (("A", "B"), ("B", "A"))
    )
    assert blocks(p("a", properties='<w:pStyle w:val="A"/>'), styles=ring) == [Paragraph("a", "paragraph 1")]


def test_list_items_carry_the_number_they_show():
    body = "".join(
        p(text, properties=listed(1, level))
        for text, level in (("x", 0), ("y", 1), ("z", 1), ("w", 0), ("v", 1))
    )
    assert [(item.marker, item.text) for item in blocks(body, numbering=DECIMAL)] == [
        ("1.", "x"),
        ("1.a)", "y"),
        ("1.b)", "z"),
        ("2.", "w"),
        ("2.a)", "v"),
    ]


def test_a_bullet_has_no_marker():
    assert blocks(p("x", properties=listed(9)), numbering=BULLET) == [Item("x", "", "paragraph 1")]


def test_a_list_that_says_where_it_starts_starts_there():
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    body = p("a", properties=listed(1)) + p("b", properties=listed(2)) + p("c", properties=listed(2))
    assert [item.marker for item in blocks(body, numbering=DECIMAL + again)] == ["1.", "7.", "8."]


def test_list_zero_takes_a_paragraph_out_of_the_list_of_its_style():
    styles = f'<w:style w:type="paragraph" w:styleId="L"><w:pPr>{listed(1)}</w:pPr></w:style>'
    body = p("in", properties='<w:pStyle w:val="L"/>') + p(
        "out", properties=f'<w:pStyle w:val="L"/>{listed(0)}'
    )
    assert blocks(body, styles=styles, numbering=DECIMAL) == [
        Item("in", "1.", "paragraph 1"),
        Paragraph("out", "paragraph 2"),
    ]


def test_a_numbered_issue_in_a_cell_has_its_number_before_its_words():
    body = tbl(tr(tc(p("Ensure", properties=listed(1))), "a"), tr(tc(p("Review", properties=listed(1))), "b"))
    assert texts(body, numbering=DECIMAL) == [["1. Ensure", "a"], ["2. Review", "b"]]


def test_an_empty_numbered_cell_shows_its_number():
    body = "".join(tr(tc(p(properties=listed(1))), words) for words in "ab")
    assert texts(tbl(body), numbering=DECIMAL) == [["1.", "a"], ["2.", "b"]]


def test_a_deleted_list_item_is_not_counted():
    gone = (
        f"<w:p><w:pPr>{listed(1)}<w:rPr><w:del/></w:rPr></w:pPr>"
        "<w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
    )
    body = p("a", properties=listed(1)) + gone + p("b", properties=listed(1))
    assert [item.marker for item in blocks(body, numbering=DECIMAL)] == ["1.", "2."]


def test_a_numbered_heading_keeps_its_number_in_its_words():
    numbering = DECIMAL.replace('"%1."', '"Priority %1:"')
    body = p("Early help", properties=f'<w:outlineLvl w:val="0"/>{listed(1)}')
    assert blocks(body, numbering=numbering) == [Heading("Priority 1: Early help", 1, "paragraph 1")]


# -- tables


def test_a_wide_cell_is_followed_by_the_columns_it_covers():
    row = next(rows_of(blocks(tbl(tr(tc("wide", properties='<w:gridSpan w:val="2"/>'), "b")))))
    assert [(c.text, c.span, c.covered) for c in row.cells] == [
        ("wide", 2, False),
        ("", 1, True),
        ("b", 1, False),
    ]


def test_a_cell_merged_down_goes_on_without_words_and_with_the_colour():
    start, on = '<w:vMerge w:val="restart"/>' + RED, "<w:vMerge/>"
    body = tbl(tr(tc("Issue", properties=start), "a"), tr(tc(properties=on), "b"), tr("Next", "c"))
    firsts = [row.cells[0] for row in rows_of(blocks(body))]
    assert [(c.text, c.fill, c.merged_down) for c in firsts] == [
        ("Issue", "#ff0000", False),
        ("", "#ff0000", True),
        ("Next", "", False),
    ]


def test_a_merge_that_goes_on_from_nothing_keeps_its_words():
    assert texts(tbl(tr(tc("words", properties="<w:vMerge/>"), "a"))) == [["words", "a"]]


def test_skipped_columns_before_and_after_are_empty_cells():
    body = tbl(tr("a", properties='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'))
    assert texts(body) == [["", "", "a", ""]]


def test_an_absurd_span_stays_within_words_own_limit():
    row = next(rows_of(blocks(tbl(tr(tc("x", properties='<w:gridSpan w:val="999999999"/>'))))))
    assert len(row.cells) == 63


def test_only_the_first_rows_can_be_headers():
    head = "<w:tblHeader/>"
    body = tbl(tr("A", properties=head), tr("b"), tr("c", properties=head))
    assert [row.header for row in rows_of(blocks(body))] == [True, False, False]


def test_a_nested_table_is_folded_into_its_cell_in_order_with_its_colour():
    inner = tbl(tr("Dec 15", tc("done", properties=RED)), tr("Mar 16", "launched"))
    found = next(rows_of(blocks(tbl(tr("a", tc(p("Updates"), inner, p("end")))))))
    assert (found.cells[1].text, found.cells[1].fill) == (
        "Updates\nDec 15 done\nMar 16 launched\nend",
        "#ff0000",
    )


def test_a_frame_of_one_cell_round_the_real_table_is_looked_through():
    inner = tbl(tr("Issue", "Lead", "Due"), tr("a", "b", "c"))
    assert texts(tbl(tr(tc(inner, p())))) == [["Issue", "Lead", "Due"], ["a", "b", "c"]]


def test_places_count_tables_rows_and_paragraphs():
    body = p("a") + p() + tbl(tr("b"), tr("c")) + p("d") + tbl(tr("e"))
    assert [block.place for block in blocks(body)] == [
        "paragraph 1",
        "table 1, row 1",
        "table 1, row 2",
        "paragraph 2",
        "table 2, row 1",
    ]


# -- colour


def test_clear_shading_shows_its_fill_and_solid_shading_its_colour():
    assert cell('<w:shd w:val="clear" w:color="00FF00" w:fill="FF0000"/>').fill == "#ff0000"
    assert cell('<w:shd w:val="solid" w:color="00FF00" w:fill="FF0000"/>').fill == "#00ff00"


def test_a_patterned_shading_is_the_mixture_the_eye_sees():
    assert cell('<w:shd w:val="pct50" w:color="FF0000" w:fill="FFFFFF"/>').fill == "#ff8080"


def test_white_automatic_and_nil_shading_are_no_colour():
    for shading in (
        'w:val="clear" w:fill="FFFFFF"',
        'w:val="clear" w:fill="auto"',
        'w:val="nil" w:fill="FF0000"',
    ):
        assert cell(f"<w:shd {shading}/>").fill == ""


def test_a_theme_colour_beats_the_hex_beside_it():
    assert cell('<w:shd w:val="clear" w:fill="00FF00" w:themeFill="accent2"/>').fill == "#ff0000"


def test_a_theme_colour_takes_its_tint_and_its_shade():
    assert cell('<w:shd w:val="clear" w:themeFill="accent2" w:themeFillTint="99"/>').fill == "#ff6666"
    assert cell('<w:shd w:val="clear" w:themeFill="accent2" w:themeFillShade="80"/>').fill == "#800000"
    assert cell('<w:shd w:val="clear" w:themeFill="background1" w:themeFillShade="BF"/>').fill == "#bfbfbf"


def test_ink_is_the_first_of_shading_highlighter_and_letters():
    green, shaded = '<w:color w:val="00B050"/>', '<w:shd w:val="clear" w:fill="FF0000"/>'
    assert ink(green) == "#00b050"
    assert ink(green + '<w:highlight w:val="yellow"/>') == "#ffff00"
    assert ink(green + '<w:highlight w:val="yellow"/>' + shaded) == "#ff0000"
    assert ink(green, shaded) == "#ff0000"


def test_ink_is_the_colour_of_most_coloured_letters():
    red, green = '<w:color w:val="FF0000"/>', '<w:color w:val="00B050"/>'
    found = cell("", r("long black words that do not count"), r("NEW", red), r("complete", green))
    assert found.ink == "#00b050"


def test_black_and_grey_letters_are_no_ink():
    assert ink('<w:color w:val="000000"/>') == ""
    assert ink('<w:color w:val="808080"/>') == ""


def test_a_character_style_gives_its_colour():
    styles = '<w:style w:type="character" w:styleId="Rag"><w:rPr><w:color w:val="FF0000"/></w:rPr></w:style>'
    assert blocks(p(r("Late", '<w:rStyle w:val="Rag"/>')), styles=styles)[0].ink == "#ff0000"


def test_the_colour_of_the_files_default_style_means_nothing():
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:color w:val="0000FF"/></w:rPr></w:style>'
    assert blocks(p("a", properties='<w:pStyle w:val="N"/>'), styles=styles)[0].ink == ""


def test_banding_by_a_table_style_is_ignored():
    styles = (
        '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="band1Horz"><w:tcPr>'
        f"{RED}</w:tcPr></w:tblStylePr></w:style>"
    )
    body = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr>{tr("a")}</w:tbl>'
    assert next(rows_of(blocks(body, styles=styles))).cells[0].fill == ""


# -- files of other makers


def test_a_strict_file_reads_like_any_other():
    parts = unzipped(word(p("words")))
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts["word/document.xml"] = parts["word/document.xml"].replace(usual, strict)
    assert read_word(zipped(parts)).blocks == [Paragraph("words", "paragraph 1")]


def test_a_main_part_of_another_name_is_found():
    parts = unzipped(word(p("words")))
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"document.xml", b"document2.xml")
    assert read_word(zipped(parts)).blocks == [Paragraph("words", "paragraph 1")]


def test_a_package_without_a_document_is_unreadable():
    with pytest.raises(Unreadable) as caught:
        read_word(zipped({"word/other.xml": "<x/>"}))
    assert str(caught.value) == (
        "The file has no Word document inside: open it in Word, save it and try once more."
    )


def test_two_thousand_rows_are_read_in_a_moment():
    document = docx.Document()
    table = document.add_table(rows=1, cols=5)
    for column in table.rows[0].cells:
        column.text = "Ensure that the arrangements are in place"
    row = table.rows[0]._tr
    for _ in range(1999):
        table._tbl.append(deepcopy(row))
    stream = io.BytesIO()
    document.save(stream)
    before = time.process_time()
    source = read_word(stream.getvalue())
    assert time.process_time() - before < 3  # about 0.7 s on a quiet core
    assert sum(isinstance(block, Row) for block in source.blocks) == 2000
