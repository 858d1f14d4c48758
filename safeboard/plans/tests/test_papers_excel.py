import datetime
import io

import openpyxl
import pytest

from safeboard.core.paper.blocks import TINTS
from safeboard.core.paper.excel import LAST_DAY
from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, PriorityLine
from safeboard.plans.papers.layout import PaperOptions
from safeboard.plans.tests.paper_words import small_plan
from safeboard.plans.tests.written import write_excel


def opened(outline, **options):
    return openpyxl.load_workbook(io.BytesIO(write_excel(outline, options=PaperOptions(**options))))


def page(*actions, **options):
    return opened(small_plan(*actions), **options).worksheets[1]


def test_the_plan_has_a_front_and_a_sheet_for_each_priority():
    plan = small_plan()
    plan.priorities = [PriorityLine(number="1"), PriorityLine(number="2")]

    assert opened(plan).sheetnames == ["Plan", "Priority 1", "Priority 2"]


def test_the_front_holds_what_comes_before_the_priorities():
    plan = small_plan(
        board="Harrowmere Partnership", legend={"red": "Off target", "green": "Done"}, purpose=["We check."]
    )

    assert [row[0].value for row in opened(plan).worksheets[0].iter_rows()] == [
        "Harrowmere Partnership",
        "Business Plan 2025-28",
        "Red: Off target; Green: Done",
        "We check.",
    ]


def test_a_priority_stands_above_its_table():
    plan = small_plan(ActionLine(words="One"))
    plan.priorities[0].aim, plan.priorities[0].focus = "We help early.", ["Babies"]
    plan.priorities[0].outcomes = ["Children are safer"]

    assert [row[0].value for row in opened(plan).worksheets[1].iter_rows()] == [
        "Priority 1: Neglect",
        "We help early.",
        "• Babies",
        "Outcomes",
        "1. Children are safer",
        "Issue",
        "1. Gather assurance",
    ]


def test_the_headings_of_the_table_stay_in_view_and_can_be_filtered():
    sheet = page(ActionLine(words="One"), ActionLine(words="Two"))

    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B3", "A2:F4", "$2:$2")


def test_nothing_is_frozen_where_it_would_leave_no_room():
    plan = small_plan(ActionLine(words="One"))
    plan.priorities[0].focus = ["Neglect"] * 40

    assert opened(plan).worksheets[1].freeze_panes is None


@pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "https://example.org/a", "+44 20", "{=1}"])
def test_what_a_person_typed_never_becomes_a_formula_or_a_link(words):
    cell = page(ActionLine(words=words)).cell(3, 3)

    assert (cell.value, cell.data_type, cell.hyperlink) == (words, "s", None)


def test_the_last_day_is_a_real_date():
    sheet = page(ActionLine(due="Jun-26"))

    assert (sheet.cell(2, 6).value, sheet.cell(3, 6).value, sheet.cell(3, 6).is_date) == (
        LAST_DAY,
        datetime.datetime(2026, 6, 30),
        True,
    )


def test_words_that_give_no_day_leave_the_date_blank():
    assert page(ActionLine(due="Ongoing")).cell(3, 6).value is None


def test_a_rated_cell_has_its_colour():
    fill = page(ActionLine(rating="amber")).cell(3, 5).fill

    assert (fill.fill_type, f"#{fill.fgColor.rgb[2:].lower()}") == ("solid", TINTS["amber"])


def test_an_issue_is_one_cell_over_its_rows():
    sheet = page(ActionLine(words="One"), ActionLine(words="Two"))

    assert [str(merged) for merged in sheet.merged_cells.ranges if merged.min_row == 3] == ["A3:A4"]


def test_an_issue_taller_than_its_rows_makes_room():
    plan = small_plan(ActionLine(words="One"), ActionLine(words="Two"))
    plan.priorities[0].issues[0].words = "assurance " * 60
    sheet = opened(plan).worksheets[1]

    assert sheet.row_dimensions[3].height > 10 * sheet.row_dimensions[4].height


def test_notes_longer_than_a_cell_can_hold_go_on_below():
    text = "0123456789" * 7000
    sheet = page(ActionLine(words="One", notes=[Note(text)]))

    assert "".join(sheet.cell(row, 5).value for row in (3, 4, 5)) == text


def test_pages_are_landscape_a4_and_as_wide_as_the_paper():
    sheet = page(ActionLine())

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )


def test_a_draft_is_marked_on_each_page():
    assert page(ActionLine(), draft=True).oddHeader.left.text == "Draft"
