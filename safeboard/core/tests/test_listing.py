"""A list as CSV and Excel: every value comes back as it was, and nothing a person typed becomes a formula."""

import csv
import datetime
import io

import pytest
from openpyxl import load_workbook

from safeboard.core.listing import LONGEST, Listing, as_csv, as_excel

DAY = datetime.date(2016, 3, 31)
MOMENT = datetime.datetime(2016, 3, 31, 14, 5)
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "＝1+1",
    '=HYPERLINK("x")',
]


def a_list(*rows, columns=("Words", "Day"), title="Actions"):
    return Listing(title, list(columns), list(rows))


def from_csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet_of(listing):
    return load_workbook(io.BytesIO(as_excel(listing))).worksheets[0]


def test_csv_says_that_it_is_utf_8_and_ends_each_row_as_the_standard_has_it():
    assert as_csv(a_list(("Zoë", None))) == "\ufeffWords,Day\r\nZoë,\r\n".encode()


def test_csv_keeps_commas_quotes_and_line_breaks_in_their_cell():
    words = 'Audit, "ten"\ncases'
    assert from_csv(as_csv(a_list((words, DAY)))) == [["Words", "Day"], [words, "2016-03-31"]]


def test_csv_writes_numbers_days_moments_and_truth_plainly():
    row = (-3, 2.5, DAY, MOMENT, True, False, None)
    assert from_csv(as_csv(a_list(row, columns="abcdefg")))[1] == [
        "-3",
        "2.5",
        "2016-03-31",
        "2016-03-31 14:05",
        "Yes",
        "No",
        "",
    ]


@pytest.mark.parametrize("words", FORMULAS)
def test_csv_lets_no_words_begin_as_a_formula(words):
    assert from_csv(as_csv(a_list((words, None), columns=(words, "Day")))) == [
        [f"'{words}", "Day"],
        [f"'{words}", ""],
    ]


@pytest.mark.parametrize("words", ["Ref = 3", "a@b.example", "'tis so", "1-2", ""])
def test_csv_leaves_other_words_as_they_are(words):
    assert from_csv(as_csv(a_list((words, None))))[1] == [words, ""]


@pytest.mark.parametrize("words", FORMULAS)
def test_excel_holds_such_words_as_words(words):
    cell = sheet_of(a_list((words, None))).cell(2, 1)
    assert (cell.data_type, cell.value) == ("s", words.replace("\r", "_x000D_"))


def test_excel_makes_no_link_of_an_address():
    cell = sheet_of(a_list(("https://example.org", None))).cell(2, 1)
    assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_excel_holds_days_as_days_and_numbers_as_numbers():
    sheet = sheet_of(a_list((DAY, MOMENT, -3, 2.5, True, None), columns="abcdef"))
    assert [cell.value for cell in sheet[2]] == [
        datetime.datetime(2016, 3, 31),
        MOMENT,
        -3,
        2.5,
        "Yes",
        None,
    ]
    assert [cell.is_date for cell in sheet[2]] == [True, True, False, False, False, False]


def test_a_day_that_excel_does_not_know_stays_as_words():
    cells = sheet_of(a_list((datetime.date(1899, 12, 31), datetime.date(1900, 3, 1)), columns="ab"))[2]
    assert [cell.value for cell in cells] == ["1899-12-31", datetime.datetime(1900, 3, 1)]


def test_excels_heading_stays_in_view_with_a_filter_on_each_column():
    sheet = sheet_of(a_list(("a", DAY), ("b", DAY)))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")


def test_a_list_with_no_row_is_its_headings():
    assert ([cell.value for cell in sheet_of(a_list())[1]], from_csv(as_csv(a_list()))) == (
        ["Words", "Day"],
        [["Words", "Day"]],
    )


def test_words_too_long_for_a_cell_say_so():
    value = sheet_of(a_list(("a" * (LONGEST + 1), None))).cell(2, 1).value
    assert (len(value), value[-8:]) == (LONGEST, "ne cell)")


def test_what_no_file_can_hold_is_left_out():
    listing = a_list(("a\x00\x0bb\ufffe", None))
    assert (from_csv(as_csv(listing))[1], sheet_of(listing).cell(2, 1).value) == (["ab", ""], "ab")


@pytest.mark.parametrize(
    ("title", "name"),
    [("Actions: a/b [c]", "Actions  a b  c"), ("History", "List"), ("'", "List"), ("x" * 40, "x" * 31)],
)
def test_a_sheet_gets_a_name_that_excel_takes(title, name):
    assert sheet_of(a_list(title=title)).title == name


def test_the_same_list_gives_the_same_bytes():
    assert as_excel(a_list(("a", DAY))) == as_excel(a_list(("a", DAY)))
