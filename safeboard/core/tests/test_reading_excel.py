import datetime
import io
import time

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule, IconSetRule, Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.table import Table

from safeboard.core.reading.blocks import Sheet, Unreadable, rows_of
from safeboard.core.reading.excel import read_excel
from safeboard.core.reading.excel_formats import shown
from safeboard.core.tests.office_makers import excel, unzipped, zipped

RED, AMBER, GREEN = "FFFF0000", "FFFFC000", "FF00B050"


def solid(colour: str | Color) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def painted(colour: str) -> PatternFill:
    """A rule's fill: Excel keeps its colour the other way round."""
    return PatternFill(bgColor=colour)


class Book:
    """A workbook of one sheet called Plan, as openpyxl writes it."""

    def __init__(self, *rows: list) -> None:
        self.book = openpyxl.Workbook()
        self.sheet = self.book.active
        self.sheet.title = "Plan"
        for row in rows:
            self.sheet.append(row)

    def source(self):
        return read_excel(self.data())

    def data(self) -> bytes:
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def texts(self) -> list[list[str]]:
        return [row.texts for row in rows_of(self.source().blocks)]

    def cell(self, row: int = 0, column: int = 0):
        return list(rows_of(self.source().blocks))[row].cells[column]

    def notes(self) -> list[tuple[str, str]]:
        return self.source().notes


# -- sheets and rows


def test_each_visible_sheet_is_read_in_its_order():
    book = Book(["a"])
    book.book.create_sheet("Priority 2").append(["b"])
    assert [(getattr(block, "name", None), block.place) for block in book.source().blocks] == [
        ("Plan", "sheet Plan"),
        (None, "sheet Plan, row 1"),
        ("Priority 2", "sheet Priority 2"),
        (None, "sheet Priority 2, row 1"),
    ]
    assert [row.table for row in rows_of(book.source().blocks)] == [1, 2]


def test_a_hidden_sheet_is_not_read_and_said():
    book = Book(["a"])
    hidden = book.book.create_sheet("Lists")
    hidden.append(["Red"])
    hidden.sheet_state = "hidden"
    assert book.texts() == [["a"]]
    assert book.notes() == [("sheet Lists", "The sheet “Lists” is hidden and was not read.")]


def test_blank_rows_are_left_out_and_places_keep_the_sheets_own_numbers():
    book = Book(["a"], [], ["b"])
    assert [row.place for row in rows_of(book.source().blocks)] == ["sheet Plan, row 1", "sheet Plan, row 3"]


def test_an_empty_sheet_gives_nothing():
    assert Book().source().blocks == []


def test_hidden_rows_and_columns_are_read_and_said():
    book = Book(["a", "b"], ["c", "d"])
    book.sheet.row_dimensions[2].hidden = True
    book.sheet.column_dimensions["B"].hidden = True
    assert book.texts() == [["a", "b"], ["c", "d"]]
    assert book.notes() == [
        ("sheet Plan", "Hidden rows were read like the others: 2."),
        ("sheet Plan", "Hidden columns were read like the others: B."),
    ]


def test_the_first_row_of_what_excel_calls_a_table_is_a_header():
    book = Book(["Plan", ""], ["Issue", "Lead"], ["a", "b"])
    book.sheet.add_table(Table(displayName="T", ref="A2:B3"))
    assert [row.header for row in rows_of(book.source().blocks)] == [False, True, False]


def test_a_merge_spans_and_goes_down_with_its_colour():
    book = Book(["Issue", "", "x"], ["", "", "y"])
    book.sheet["A1"].fill = solid(RED)
    book.sheet.merge_cells("A1:B2")
    cells = [cell for row in rows_of(book.source().blocks) for cell in row.cells]
    assert [(c.text, c.span, c.covered, c.merged_down, c.fill) for c in cells] == [
        ("Issue", 2, False, False, "#ff0000"),
        ("", 1, True, False, ""),
        ("x", 1, False, False, ""),
        ("", 2, False, True, "#ff0000"),
        ("", 1, True, False, ""),
        ("y", 1, False, False, ""),
    ]


def test_comments_and_text_boxes_become_notes():
    book = Book(["a"])
    book.sheet["A1"].comment = Comment("Agreed by the chair", "X")
    assert book.notes() == [("sheet Plan, row 1", "A comment on A1 says: “Agreed by the chair”.")]


# -- what a cell shows


def test_a_real_date_is_shown_in_the_cells_own_format():
    book = Book([datetime.date(2016, 6, 1)] * 3)
    for column, pattern in zip("ABC", ("mmm-yy", "dd/mm/yyyy", "d mmmm yyyy"), strict=True):
        book.sheet[f"{column}1"].number_format = pattern
    assert book.texts() == [["Jun-16", "01/06/2016", "1 June 2016"]]


def test_excels_short_date_is_shown_the_british_way():
    book = Book([datetime.date(2016, 6, 1)])
    book.sheet["A1"].number_format = "mm-dd-yy"  # Excel's built-in format 14
    assert book.texts() == [["01/06/2016"]]


@pytest.mark.parametrize(
    ("value", "pattern", "words"),
    [
        (42522, "mmm-yy", "Jun-16"),
        (42522, "[$-809]dd mmmm yyyy;@", "01 June 2016"),
        (42522, "ddd d mmm", "Wed 1 Jun"),
        (42522, "yyyy-mm-dd", "2016-06-01"),
        (42522, 'd"st" mmm yy', "1st Jun 16"),
        (42522.5625, "dd/mm/yyyy hh:mm", "01/06/2016 13:30"),
        (42522.5625, "h:mm AM/PM", "1:30 PM"),
        (1.25, "[h]:mm", "30:00"),
        (1, "d/m/yyyy", "1/1/1900"),
        (-1, "d/m/yyyy", "-1"),
        (44562, "General", "44562"),
        (0.1 + 0.2, "General", "0.3"),
        (0.75, "0%", "75%"),
        (0.755, "0.0%", "75.5%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1500, "[$£-809]#,##0", "£1,500"),
        (-3, "0;(0)", "(3)"),
        (-3, "0.0", "-3.0"),
        (1.5, "0.##", "1.5"),
        (7, "000", "007"),
        (3, '"Q"0', "Q3"),
        (2, '0". Amber"', "2. Amber"),
        (1, '"Yes";"No"', "Yes"),
        (5, "@", "5"),
    ],
)
def test_a_number_is_written_as_excel_shows_it(value, pattern, words):
    assert shown(value, pattern) == words


def test_a_workbook_that_counts_from_1904_has_the_right_dates():
    data = excel(
        '<sheetData><row r="1"><c r="A1" s="0"><v>41060</v></c></row></sheetData>',
        styles='<cellXfs><xf numFmtId="17"/></cellXfs>',
        book='<workbookPr date1904="1"/>',
    )
    assert [row.texts for row in rows_of(read_excel(data).blocks)] == [["Jun-16"]]


def test_a_formula_shows_its_stored_result():
    data = excel('<sheetData><row r="1"><c r="A1" t="str"><f>B1</f><v>On target</v></c></row></sheetData>')
    assert [row.texts for row in rows_of(read_excel(data).blocks)] == [["On target"]]


def test_a_formula_without_a_stored_result_is_said():
    book = Book(["a", "=A1"])
    assert book.notes() == [
        (
            "sheet Plan",
            "The results of formulas are not in the file (B1): "
            "open it in Excel, save it and send it again if they matter.",
        )
    ]


def test_rich_shared_text_is_joined_and_most_coloured_letters_are_its_ink():
    data = excel(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>',
        shared='<si><r><t>Black words </t></r><r><rPr><color rgb="FFFF0000"/></rPr><t>NEW</t></r>'
        '<r><rPr><color rgb="FF00B050"/></rPr><t> complete</t></r><rPh><t>x</t></rPh></si>',
    )
    cell = next(rows_of(read_excel(data).blocks)).cells[0]
    assert (cell.text, cell.ink) == ("Black words NEW complete", "#00b050")


def test_inline_text_true_false_and_line_breaks_are_read():
    data = excel(
        '<sheetData><row><c t="inlineStr"><is><t>one_x000D_\ntwo</t></is></c><c t="b"><v>1</v></c></row></sheetData>'
    )
    assert [row.texts for row in rows_of(read_excel(data).blocks)] == [["one\ntwo", "TRUE"]]


# -- colour


def test_a_solid_fill_is_the_fill_and_the_font_the_ink():
    book = Book(["a"])
    book.sheet["A1"].fill = solid(RED)
    book.sheet["A1"].font = Font(color=GREEN)
    assert (book.cell().fill, book.cell().ink) == ("#ff0000", "#00b050")


def test_the_alpha_of_a_colour_is_not_trusted():
    book = Book(["a"])
    book.sheet["A1"].fill = solid("00FF0000")
    assert book.cell().fill == "#ff0000"


def test_white_automatic_and_patterned_fills_are_no_colour():
    book = Book(["a", "b", "c"])
    book.sheet["A1"].fill = solid("FFFFFFFF")
    book.sheet["B1"].fill = solid(Color(indexed=64))
    book.sheet["C1"].fill = PatternFill("gray125", fgColor=RED)
    assert [book.cell(0, column).fill for column in range(3)] == ["", "", ""]


def test_theme_colours_swap_the_first_two_pairs_and_take_their_tint():
    data = excel(
        '<sheetData><row r="1"><c r="A1" s="1" t="str"><v>a</v></c><c r="B1" s="2" t="str"><v>b</v></c>'
        '<c r="C1" s="3" t="str"><v>c</v></c></row></sheetData>',
        styles="<fills><fill/>"
        + "".join(
            f'<fill><patternFill patternType="solid"><fgColor {colour}/></patternFill></fill>'
            for colour in ('theme="0" tint="-0.249977111117893"', 'theme="5"', 'theme="5" tint="0.4"')
        )
        + '</fills><cellXfs><xf/><xf fillId="1"/><xf fillId="2"/><xf fillId="3"/></cellXfs>',
    )
    assert [cell.fill for cell in next(rows_of(read_excel(data).blocks)).cells] == [
        "#bfbfbf",
        "#ff0000",
        "#ff6666",
    ]


def test_indexed_colours_are_looked_up():
    book = Book(["a"])
    book.sheet["A1"].fill = solid(Color(indexed=10))
    assert book.cell().fill == "#ff0000"


def test_an_empty_coloured_cell_keeps_its_colour():
    book = Book(["a"])
    book.sheet["B1"].fill = solid(AMBER)
    assert book.cell(0, 1).fill == "#ffc000"


def test_a_conditional_format_beats_the_cells_own_fill():
    book = Book(["Red"], ["Green"])
    book.sheet["A1"].fill = book.sheet["A2"].fill = solid(AMBER)
    book.sheet.conditional_formatting.add(
        "A1:A9", CellIsRule(operator="equal", formula=['"red"'], fill=painted(RED))
    )
    assert [book.cell(0).fill, book.cell(1).fill] == ["#ff0000", "#ffc000"]


def test_the_rule_of_the_first_priority_colours_the_cell():
    book = Book([5])
    for limit, colour in (("3", RED), ("1", GREEN)):
        book.sheet.conditional_formatting.add(
            "A1", CellIsRule(operator="greaterThan", formula=[limit], fill=painted(colour))
        )
    assert book.cell().fill == "#ff0000"


@pytest.mark.parametrize(
    ("formula", "coloured"),
    [
        ('$B1="Late"', [True, False]),
        ('LEFT($B1,1)="O"', [False, True]),
        ('AND($A1>1,$B1<>"Late")', [False, True]),
        ('OR(ISBLANK($A1),$B1="Late")', [True, False]),
        ('ISNUMBER(SEARCH("late",$B1))', [True, False]),
        ('NOT(ISERROR(SEARCH("target",$B1)))', [False, True]),
        ('$B$1="Late"', [True, True]),
        ("LEN(TRIM($C1))=0", [True, True]),
        ("A1>=2", [False, True]),
    ],
)
def test_a_plain_formula_rule_moves_down_with_its_cells(formula, coloured):
    book = Book([1, "Late"], [2, "On target"])
    book.sheet.conditional_formatting.add("A1:A2", FormulaRule(formula=[formula], fill=painted(RED)))
    assert [bool(book.cell(row).fill) for row in (0, 1)] == coloured


def test_a_formula_rule_that_holds_its_column_colours_the_whole_row():
    book = Book(["Late", "a"], ["On target", "Late"])
    book.sheet.conditional_formatting.add("A1:B2", FormulaRule(formula=['$A1="Late"'], fill=painted(RED)))
    assert [book.cell(row, column).fill for row in (0, 1) for column in (0, 1)] == [
        "#ff0000",
        "#ff0000",
        "",
        "",
    ]


def test_rules_go_by_priority_and_not_by_their_order_in_the_file():
    rules = "".join(
        f'<cfRule type="cellIs" operator="greaterThan" priority="{priority}" dxfId="{look}">'
        "<formula>1</formula></cfRule>"
        for priority, look in ((2, 0), (1, 1))
    )
    looks = "".join(
        f'<dxf><fill><patternFill><bgColor rgb="{colour}"/></patternFill></fill></dxf>'
        for colour in (RED, GREEN)
    )
    data = excel(
        '<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>'
        f'<conditionalFormatting sqref="A1">{rules}</conditionalFormatting>',
        styles=f"<dxfs>{looks}</dxfs>",
    )
    assert next(rows_of(read_excel(data).blocks)).cells[0].fill == "#00b050"


def test_a_contains_text_rule_ignores_case():
    book = Book(["Off TARGET"])
    rule = Rule(
        type="containsText", operator="containsText", text="target", dxf=DifferentialStyle(fill=painted(RED))
    )
    rule.formula = ['NOT(ISERROR(SEARCH("target",A1)))']
    book.sheet.conditional_formatting.add("A1", rule)
    assert book.cell().fill == "#ff0000"


def test_a_rule_that_cannot_be_worked_out_is_said_and_colours_nothing():
    book = Book([1])
    book.sheet.conditional_formatting.add("A1:A9", IconSetRule("3TrafficLights1", "percent", [0, 33, 67]))
    book.sheet.conditional_formatting.add("A1:A9", FormulaRule(formula=["A1<TODAY()"], fill=painted(RED)))
    assert book.cell().fill == ""
    assert book.notes() == [
        (
            "sheet Plan",
            "Some rules that colour cells (from A1, A1) could not be worked out: check the colours.",
        )
    ]


# -- sheets made to hurt


def test_a_far_away_cell_costs_nothing_and_is_said():
    book = Book(["a"])
    book.sheet["XFD1048576"] = "far"
    before = time.process_time()
    assert book.texts() == [["a"]]
    assert time.process_time() - before < 1
    assert book.notes() == [
        ("sheet Plan, row 1048576", "The cell XFD1048576 is far from the plan and was left out: “far”.")
    ]


def test_a_sheet_formatted_to_its_last_row_is_read():
    rows = "".join(f'<row r="{number}" s="1" customFormat="1"/>' for number in range(2, 20_000))
    data = excel(f'<sheetData><row r="1"><c r="A1" t="str"><v>a</v></c></row>{rows}</sheetData>')
    assert [row.texts for row in rows_of(read_excel(data).blocks)] == [["a"]]


def test_a_merge_over_the_whole_sheet_stays_within_what_is_filled():
    book = Book(["Plan", "x"], ["a", "b"])
    data = unzipped(book.data())
    sheet = data["xl/worksheets/sheet1.xml"]
    data["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>'
    )
    assert next(rows_of(read_excel(zipped(data)).blocks)).cells[0].span == 2


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr("safeboard.core.reading.excel_sheet.LIMIT_CELLS", 100)
    data = excel(f"<sheetData><row>{'<c><v>1</v></c>' * 101}</row></sheetData>")
    with pytest.raises(Unreadable) as caught:
        read_excel(data)
    assert str(caught.value) == (
        "A sheet of the workbook holds far more than a plan: delete what is not the plan and save it again."
    )


def test_words_far_to_the_right_in_every_row_are_refused():
    row = "<row>{}</row>".format('<c r="ZZ{0}" t="str"><v>x</v></c>')
    rows = "".join(row.format(number) for number in range(1, 200))
    with pytest.raises(Unreadable):
        read_excel(excel(f"<sheetData>{rows}</sheetData>"))


def test_a_sheet_that_declares_entities_is_refused():
    parts = unzipped(Book(["a"]).data())
    parts["xl/worksheets/sheet1.xml"] = (
        b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
        b'<c t="str"><v>&x;</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(Unreadable) as caught:
        read_excel(zipped(parts))
    assert str(caught.value) == (
        "The file declares XML entities, which no office program writes, and was not opened."
    )


def test_a_strict_workbook_reads_like_any_other():
    parts = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        for name, content in unzipped(Book(["a"]).data()).items()
    }
    assert read_excel(zipped(parts)).blocks[0] == Sheet("Plan", "sheet Plan")


def test_a_name_of_a_sheet_is_kept_when_the_rest_of_the_workbook_is_odd():
    data = excel('<sheetData><row r="1"><c r="A1" s="99" t="s"><v>7</v></c><c><v>1</v></c></row></sheetData>')
    assert [row.texts for row in rows_of(read_excel(data).blocks)] == [["", "1"]]


def test_two_thousand_rows_are_read_in_a_moment():
    data = Book(*[["Issue", "PPPG", "Review the policy", "Jun-16", "Not due"]] * 2000).data()
    before = time.process_time()
    assert len(read_excel(data).blocks) == 2001
    assert time.process_time() - before < 1.5  # about 0.15 s on a quiet core


# -- crossed-out words


DONE = [("sheet Plan, row 1", "“Review” is crossed out there; it was read all the same.")]
JUNE = [("sheet Plan, row 1", "“June 2016” is crossed out there, so it was left out.")]
FONTS = '<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
RUNS = "<r><rPr><strike/></rPr><t>June 2016</t></r><r><rPr/><t> July 2016</t></r>"


def struck(cell: str, shared: str = "") -> tuple[str, list[tuple[str, str]]]:
    """What the one cell of a sheet says, and the notes on it."""
    source = read_excel(excel(f"<sheetData><row>{cell}</row></sheetData>", FONTS, shared))
    return next(rows_of(source.blocks)).cells[0].text, source.notes


def test_a_cell_that_is_wholly_crossed_out_is_read_and_said():
    book = Book(["Review", "Board"])
    book.sheet["A1"].font = Font(strike=True)
    assert (book.texts(), book.notes()) == ([["Review", "Board"]], DONE)


def test_a_cell_that_a_rule_crosses_out_is_read_and_said():
    book = Book(["Review", "Board"])
    rule = FormulaRule(formula=['B1="Board"'], font=Font(strike=True))
    book.sheet.conditional_formatting.add("A1", rule)
    assert (book.texts(), book.notes()) == ([["Review", "Board"]], DONE)


def test_crossed_out_letters_of_a_cell_are_left_out_and_said():
    assert struck('<c t="s"><v>0</v></c>', f"<si>{RUNS}</si>") == ("July 2016", JUNE)
    assert struck(f'<c t="inlineStr"><is>{RUNS}</is></c>') == ("July 2016", JUNE)


def test_letters_without_a_look_of_their_own_are_crossed_out_where_the_cell_is():
    runs = "<r><t>June 2016</t></r><r><rPr/><t> July 2016</t></r>"
    assert struck('<c t="s" s="1"><v>0</v></c>', f"<si>{runs}</si>") == ("July 2016", JUNE)
    assert struck(f'<c t="inlineStr" s="1"><is>{runs}</is></c>') == ("July 2016", JUNE)
    assert struck('<c t="s"><v>0</v></c>', f"<si>{runs}</si>") == ("June 2016 July 2016", [])


def test_a_line_that_is_said_to_be_off_crosses_nothing_out():
    runs = '<r><rPr><strike val="0"/></rPr><t>June 2016</t></r>'
    assert struck('<c t="s" s="1"><v>0</v></c>', f"<si>{runs}</si>") == ("June 2016", [])
    assert struck(f'<c t="inlineStr" s="1"><is>{runs}</is></c>') == ("June 2016", [])


def test_a_number_that_is_crossed_out_is_read_and_said():
    assert struck('<c s="1"><v>75</v></c>') == (
        "75",
        [("sheet Plan, row 1", "“75” is crossed out there; it was read all the same.")],
    )


def test_crossed_out_letters_do_not_colour_a_cell_that_has_others():
    red = '<r><rPr><strike/><color rgb="FFFF0000"/></rPr><t>Red</t></r>'
    sheet = '<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row></sheetData>'
    shared = f"<si>{red}<r><rPr/><t> Green</t></r></si><si>{red}</si>"
    row = next(rows_of(read_excel(excel(sheet, FONTS, shared)).blocks))
    assert [cell.ink for cell in row.cells] == ["", "#ff0000"]
