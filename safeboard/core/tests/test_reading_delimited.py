import pytest

from safeboard.core.reading.blocks import Unreadable, rows_of
from safeboard.core.reading.delimited import read_delimited


def texts(text: str) -> list[list[str]]:
    return [row.texts for row in rows_of(read_delimited(text.encode()).blocks)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    assert texts(f"Issue{delimiter}Lead\na{delimiter}b\n") == [["Issue", "Lead"], ["a", "b"]]


def test_the_delimiter_excel_names_is_used_and_rows_keep_their_numbers():
    source = read_delimited(b"sep=;\nIssue, all;Lead\n")
    assert [(row.texts, row.place) for row in rows_of(source.blocks)] == [(["Issue, all", "Lead"], "row 2")]


def test_quoted_commas_quotation_marks_and_line_breaks_are_kept():
    assert texts('Issue,Lead\n"a, ""b""\nc",d\n') == [["Issue", "Lead"], ['a, "b"\nc', "d"]]


def test_an_unquoted_inch_mark_does_not_swallow_the_rows_below():
    assert texts('Issue,Lead\n"5 inch,a\nb,c\n') == [["Issue", "Lead"], ['"5 inch', "a"], ["b", "c"]]


def test_short_rows_are_filled_up_and_empty_columns_at_the_end_dropped():
    assert texts("Plan,,,\nIssue,Lead,,\na\n") == [["Plan", ""], ["Issue", "Lead"], ["a", ""]]


def test_blank_rows_are_left_out_and_places_count_them():
    source = read_delimited(b"a,b\n,\nc,d\n")
    assert [row.place for row in rows_of(source.blocks)] == ["row 1", "row 3"]


def test_a_value_wrapped_against_guessing_is_unwrapped():
    assert texts('Due,Lead\n"=""01/06/2016""",a\n') == [["Due", "Lead"], ["01/06/2016", "a"]]


def test_it_is_csv_without_colours():
    source = read_delimited(b"a\tb\nc\td\n")
    assert (source.kind, source.colours) == ("csv", False)


def test_far_more_columns_than_a_plan_has_are_refused():
    with pytest.raises(Unreadable) as caught:
        texts("a," * 200 + "b\n")
    assert str(caught.value) == (
        "The file holds far more than a plan: delete what is not the plan and save it again."
    )
