import datetime

import pytest

from safeboard.core.paper.blocks import TINTS
from safeboard.core.paper.measure import lines_needed
from safeboard.core.reading.colour import hue
from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, IssueLine, Outline, PriorityLine
from safeboard.plans.papers.layout import PaperOptions, lay_out
from safeboard.plans.tests.paper_words import small_plan


def laid_out(outline, **options):
    return lay_out(outline, PaperOptions(**options))


def column(outline, role, **options):
    """The words of one column, a row each."""
    paper = laid_out(outline, **options)
    place = paper.roles.index(role)
    return [row.cells[place].words for section in paper.sections for row in section.rows]


def priority(**words):
    return laid_out(Outline(priorities=[PriorityLine(**words)])).sections[0]


def issue(**words):
    plan = Outline(priorities=[PriorityLine(issues=[IssueLine(**words)])])
    return column(plan, "issue")[0]


def test_a_plan_without_words_is_an_empty_paper():
    paper = laid_out(Outline())

    assert (paper.board, paper.title, paper.facts, paper.purpose, paper.sections) == ("", "", (), (), ())


def test_the_month_of_updating_is_printed_as_typed():
    assert laid_out(Outline(updated_written="Last updated Mar 16")).facts == ("Last updated Mar 16",)


def test_a_month_typed_alone_is_introduced():
    assert laid_out(Outline(updated_written="March 2016")).facts == ("Updated March 2016",)


def test_a_month_never_typed_is_put_in_words():
    assert laid_out(Outline(updated=datetime.date(2016, 3, 1))).facts == ("Updated March 2016",)


@pytest.mark.parametrize("title", ["Business Plan 2025-28", "Plan 2025–2028", "Plan 2025/28"])
def test_years_that_the_title_gives_are_not_said_again(title):
    plan = Outline(title=title, starts=datetime.date(2025, 4, 1), ends=datetime.date(2028, 3, 31))

    assert laid_out(plan).facts == ()


def test_years_that_the_title_does_not_give_are_printed():
    plan = Outline(title="Our plan", starts=datetime.date(2025, 1, 1), ends=datetime.date(2027, 12, 31))

    assert laid_out(plan).facts == ("From 1 January 2025 to 31 December 2027",)


def test_a_plan_with_only_an_end_says_so():
    assert laid_out(Outline(ends=datetime.date(2028, 3, 31))).facts == ("To 31 March 2028",)


def test_a_priority_is_headed_by_its_number_and_title():
    assert priority(number="2", title="Neglect", aim="We help early.").heading == "Priority 2: Neglect"


def test_a_heading_that_only_counts_is_kept_and_the_title_begins_the_aim():
    section = priority(number="2", heading="Key Priority 2", title="We help early.", aim="This means:")

    assert (section.heading, section.aim) == ("Key Priority 2", ("We help early. This means:",))


def test_a_title_that_is_no_sentence_stands_apart_from_the_aim():
    section = priority(number="2", heading="Key Priority 2", title="Help early", aim="This means:")

    assert section.aim == ("Help early", "This means:")


def test_an_aim_that_holds_the_title_is_not_given_it_twice():
    section = priority(heading="Key Priority", title="We help.", aim="We help. This means:")

    assert section.aim == ("We help. This means:",)


def test_a_heading_without_its_number_is_given_it():
    assert priority(number="3", heading="Key Priority").heading == "Key Priority 3"


def test_a_priority_without_any_words_still_begins_somewhere():
    assert priority().heading == "Priority"


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ({"words": "Missing children", "number": "4a"}, "4a. Missing children"),
        ({"words": "Missing children", "number": "7", "new": True}, "7. NEW Missing children"),
        ({"words": "Missing children", "new": True}, "NEW Missing children"),
        ({"words": "Missing children"}, "Missing children"),
        ({"words": "Protocol", "number": "6", "added": "more partners"}, "6. Protocol\nNEW more partners"),
    ],
)
def test_an_issue_is_printed_with_its_number_and_what_is_new(words, printed):
    assert issue(**words) == printed


def test_an_issue_without_actions_is_a_row_of_its_own():
    plan = Outline(priorities=[PriorityLine(issues=[IssueLine(words="Slavery")])])

    (row,) = laid_out(plan).sections[0].rows
    assert [cell.words for cell in row.cells] == ["Slavery", "", "", "", ""]


def test_an_issue_covers_the_rows_of_its_actions():
    rows = laid_out(small_plan(ActionLine(words="One"), ActionLine(words="Two"))).sections[0].rows

    assert [(row.cells[0].down, row.starts) for row in rows] == [(2, True), (0, False)]


def test_an_issue_can_be_left_unmerged():
    rows = laid_out(small_plan(ActionLine(), ActionLine()), merge_issues=False).sections[0].rows

    assert [(row.cells[0].down, row.cells[0].words) for row in rows] == [(1, "1. Gather assurance"), (1, "")]


def test_leads_stand_under_each_other():
    assert column(small_plan(ActionLine(leads=["PPPG", "CSE Group"])), "lead") == ["PPPG\nCSE Group"]


def test_a_new_action_says_so():
    assert column(small_plan(ActionLine(words="Repeat the audit", new=True)), "action") == [
        "NEW Repeat the audit"
    ]


def test_a_rating_is_printed_in_the_boards_own_words():
    plan = small_plan(ActionLine(rating="amber"), legend={"amber": "On Target"})

    assert column(plan, "progress") == ["Amber: On Target"]


def test_a_rating_that_the_legend_does_not_explain_is_printed_as_its_colour():
    assert column(small_plan(ActionLine(rating="blue")), "progress") == ["Blue"]


def test_an_action_that_is_not_rated_has_no_label_and_no_colour():
    (row,) = laid_out(small_plan(ActionLine(words="One"))).sections[0].rows

    assert (row.cells[-1].words, row.cells[-1].rating) == ("", "")


def test_notes_are_printed_with_their_openers():
    notes = [
        Note("Agreed."),
        Note("Shared.", datetime.date(2015, 12, 1), "Update Dec 15:"),
        Note("Signed.", datetime.date(2016, 3, 1)),
        Note("Met.", datetime.date(2016, 3, 14)),
    ]
    assert column(small_plan(ActionLine(notes=notes)), "progress") == [
        "Agreed.\nUpdate Dec 15: Shared.\nUpdate March 2016: Signed.\nUpdate 14 March 2016: Met."
    ]


def test_an_opener_known_only_by_its_line_keeps_its_line():
    notes = [Note("Agreed.", datetime.date(2014, 3, 1), "March 2014")]

    assert column(small_plan(ActionLine(notes=notes)), "progress") == ["March 2014\nAgreed."]


def test_the_newest_notes_are_kept_when_a_limit_is_set():
    notes = [Note("One", datetime.date(2026, 1, 1)), Note("Two", datetime.date(2026, 2, 1))]

    assert column(small_plan(ActionLine(notes=notes)), "progress", note_limit=1) == [
        "Update February 2026: Two"
    ]


def test_revised_dates_have_a_column_only_where_a_date_was_revised():
    moved = small_plan(ActionLine(due="Mar-26"), ActionLine(due="Mar-26", revised="Sept 26"))

    assert column(moved, "revised") == ["", "Sept 26"]
    assert "revised" not in laid_out(small_plan(ActionLine(due="Mar-26"))).roles


def test_references_have_a_column_when_asked_for():
    plan = small_plan(ActionLine(ref="A17"))

    assert column(plan, "ref", show_ref=True) == ["A17"]
    assert "ref" not in laid_out(plan).roles


def test_columns_are_headed_in_the_boards_own_words():
    plan = small_plan(ActionLine(), columns={"lead": "By whom", "action": "Task", "rating": "RAG"})

    assert laid_out(plan).headings == ("Issue", "By whom", "Task", "Completion Date", "RAG")


def test_a_board_with_a_column_for_ratings_keeps_it():
    columns = {"rating": "Status", "progress": "Comment"}
    plan = small_plan(ActionLine(rating="red", notes=[Note("Late.")]), columns=columns)

    assert (column(plan, "rating"), column(plan, "progress")) == (["Red"], ["Late."])


def test_a_cut_row_goes_on_below_with_blank_cells():
    action = ActionLine(
        words="one two three", leads=["PPPG"], due="Jun-16", rating="red", notes=[Note("a b c d")]
    )

    rows = laid_out(small_plan(action), continuation=0).sections[0].rows
    assert [[cell.words for cell in row.cells] for row in rows] == [
        ["1. Gather assurance", "PPPG", "one two", "Jun-16", "Red\na b"],
        ["", "", "three", "", "c d"],
    ]


def test_an_action_is_counted_over_the_whole_plan_when_its_row_is_cut():
    one = PriorityLine(issues=[IssueLine(actions=[ActionLine(words="a b")])])
    two = PriorityLine(issues=[IssueLine(actions=[ActionLine(words="c d")])])

    assert column(Outline(priorities=[one, two]), "action", continuation=1) == ["a b", "c", "d"]


def test_the_last_day_comes_from_the_revised_date_where_there_is_one():
    plan = small_plan(ActionLine(due="Mar-26", revised="September 2026"))

    assert laid_out(plan).sections[0].rows[0].last_day == datetime.date(2026, 9, 30)


def test_sheets_have_names_of_their_own_that_excel_accepts():
    numbers = ["1", "1", "[2]", "", "x" * 40]
    sections = laid_out(Outline(priorities=[PriorityLine(number=number) for number in numbers])).sections

    assert [section.sheet for section in sections] == [
        "Priority 1",
        "Priority 2",
        "Priority 3",
        "Priority 4",
        "Priority xxxxxxxxxx",
    ]


def test_characters_that_no_file_can_hold_are_printed_as_their_code():
    plan = Outline(title="Plan\x00 \ud800 \ufffe")

    assert laid_out(plan).title == "Plan[U+0000] [U+D800] [U+FFFE]"


@pytest.mark.parametrize("rating", ["red", "amber", "green", "blue"])
def test_a_tint_is_read_back_as_its_own_colour(rating):
    assert hue(TINTS[rating]) == rating


@pytest.mark.parametrize("tint", TINTS.values())
def test_black_on_a_tint_has_a_contrast_above_ten_to_one(tint):
    shares = (int(tint[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    light = sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))

    assert (light + 0.05) / 0.05 > 10


def test_lines_are_counted_for_each_paragraph():
    plan = small_plan(ActionLine(leads=["x" * 25, "y"]))
    cell = laid_out(plan).sections[0].rows[0].cells[1]

    assert lines_needed(cell, 10) == 4
