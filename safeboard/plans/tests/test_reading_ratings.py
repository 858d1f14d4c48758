"""Ratings as colours, words, letters and numbers with the file's own key: read from the file, or none."""

import pytest

from safeboard.plans.tests.small_plans import FORMS, doubts, progress, ratings, read, read_file

HEAD = "| Issue | Lead | Action | Date | Progress |"
WITH_RATING = "| Issue | Lead | Action | Date | RAG | Progress |"
LEGEND = "Red: Off Target; Amber: On Target; Green: Complete"


def rated(cell, *, legend="", **of_the_file):
    """The plan of one action whose progress cell is this."""
    return read(f"{legend}\n{HEAD}\n| 1. Late referrals | PPG | Review it | Jun-16 | {cell} |", **of_the_file)


def in_its_column(cell, *, legend="", progress="Begun"):
    """The plan of one action whose rating cell is this."""
    return read(
        f"{legend}\n{WITH_RATING}\n| 1. Late referrals | PPG | Review it | Jun-16 | {cell} | {progress} |"
    )


# Colours


@pytest.mark.parametrize(
    ("cell", "rating"),
    [
        ("{red} Begun", "red"),
        ("{amber} Begun", "amber"),
        ("{yellow} Begun", "amber"),
        ("{green} Begun", "green"),
        ("{blue} Begun", "blue"),
        ("{ink red} Begun", "red"),
        ("{ink green} Begun", "green"),
        ("{grey} Begun", ""),
        ("Begun", ""),
    ],
)
def test_the_colour_of_the_cell_or_of_its_letters_is_the_rating(cell, rating):
    plan = rated(cell)
    assert (ratings(plan), progress(plan)) == ([rating], ["Begun"])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("cell", ["{red} Begun", "{ink red} Begun"])
def test_a_files_cell_colour_and_run_colour_are_the_rating(form, cell):
    picture = f"""
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late referrals | PPG | Review it | Jun-16 | {cell} |
    """
    assert ratings(read_file(FORMS[form](picture))) == ["red"]


def test_a_colour_between_red_and_amber_is_left_not_rated_with_a_doubt():
    plan = rated("{orange-red} Begun")
    assert (ratings(plan), doubts(plan)) == ([""], [("rating", "#ff4d00")])


def test_bands_of_colour_across_whole_rows_are_decoration():
    plan = read(f"""
        {HEAD}
        | 1. Late | PPG | Review it | Jun-16 | Begun |
        | {{pale blue}} 2. Thin | {{pale blue}} PPG | {{pale blue}} Audit it | {{pale blue}} Jun-16 | {{pale blue}} Begun |
        | 3. Missing | PPG | Share it | Jun-16 | Begun |
        | {{pale blue}} 4. Online | {{pale blue}} PPG | {{pale blue}} Test it | {{pale blue}} Jun-16 | {{pale blue}} Begun |
    """)
    assert (ratings(plan), doubts(plan)) == (["", "", "", ""], [])


def test_bands_in_one_colour_of_the_legend_are_decoration_with_a_doubt():
    plan = read(f"""
        {LEGEND}
        {HEAD}
        | 1. Late | PPG | Review it | Jun-16 | Begun |
        | {{green}} 2. Thin | {{green}} PPG | {{green}} Audit it | {{green}} Jun-16 | {{green}} Begun |
    """)
    assert (ratings(plan), doubts(plan)) == (["", ""], [("rating", "#00b050")])


def test_whole_rows_in_the_colours_of_the_legend_are_rated_by_them():
    plan = read(f"""
        {LEGEND}
        {HEAD}
        | {{red}} 1. Late | {{red}} PPG | {{red}} Review it | {{red}} Jun-16 | {{red}} Begun |
        | {{green}} 2. Thin | {{green}} PPG | {{green}} Audit it | {{green}} Jun-16 | {{green}} Done |
        | {{amber}} 3. Missing | {{amber}} PPG | {{amber}} Share it | {{amber}} Jun-16 | {{amber}} Begun |
    """)
    assert (ratings(plan), doubts(plan)) == (["red", "green", "amber"], [])


def test_a_colour_of_its_own_in_a_banded_row_is_the_rating():
    plan = read(f"""
        {HEAD}
        | {{pale blue}} 1. Late | {{pale blue}} PPG | {{pale blue}} Review it | {{pale blue}} Jun-16 | {{red}} Begun |
    """)
    assert ratings(plan) == ["red"]


# Words


@pytest.mark.parametrize(
    ("cell", "rating"),
    [
        ("Green", "green"),
        ("RED", "red"),
        ("A", "amber"),
        ("g", "green"),
        ("On Target", "amber"),
        ("Complete", "green"),
        ("Amber: On Target", "amber"),
        ("🔴", "red"),
        ("A red square with black text Description automatically generated", "red"),
        ("Not rated", ""),
        ("", ""),
    ],
)
def test_words_and_letters_of_a_rating_column_are_the_rating(cell, rating):
    plan = in_its_column(cell, legend=LEGEND)
    assert (ratings(plan), progress(plan), doubts(plan)) == ([rating], ["Begun"], [])


@pytest.mark.parametrize(
    ("cell", "rating", "left"),
    [
        ("Amber: On Target¶ Begun", "amber", "Begun"),
        ("Green¶ Update Dec 15: Done", "green", "Update Dec 15: Done"),
        ("(G) Done", "green", "Done"),
        ("Begun. RAG: Red", "red", "Begun."),
        ("Not rated¶ Begun", "", "Begun"),
        ("The green paper is read", "", "The green paper is read"),
    ],
)
def test_a_rating_in_words_stands_at_the_head_or_the_foot_of_the_progress(cell, rating, left):
    plan = rated(cell, legend=LEGEND)
    assert (ratings(plan), progress(plan)) == ([rating], [left])


def test_words_and_colour_that_disagree_leave_it_not_rated_with_both_in_a_doubt():
    plan = rated("{red} Complete¶ Done", legend=LEGEND)
    assert (ratings(plan), doubts(plan)) == ([""], [("rating", "Complete (#ff0000)")])
    assert plan.doubts[0].choices == ["Rate it green.", "Rate it red.", "Leave it not rated."]


def test_two_columns_that_disagree_leave_it_not_rated_with_both_in_a_doubt():
    plan = in_its_column("Red", legend=LEGEND, progress="Green¶ Done")
    assert (ratings(plan), doubts(plan)) == ([""], [("rating", "Red | Green")])


def test_words_and_colour_that_agree_are_one_rating():
    plan = rated("{green} Complete¶ Done", legend=LEGEND)
    assert (ratings(plan), progress(plan), doubts(plan)) == (["green"], ["Done"], [])


@pytest.mark.parametrize("words", ["Paused", "Amber/Green", "On hold", "4x4 = 16"])
def test_words_that_stand_for_no_colour_leave_it_not_rated_and_end_in_a_doubt(words):
    plan = in_its_column(words, legend=LEGEND)
    assert (ratings(plan), doubts(plan)) == ([""], [("rating-words", f"“{words}”: 1 action")])


def test_words_that_stand_for_no_colour_are_kept_beside_the_colour_that_rates_it():
    plan = in_its_column("{amber} Paused", legend=LEGEND)
    assert (ratings(plan), doubts(plan)) == (["amber"], [("rating-words", "“Paused”: 1 action")])


# Numbers


def test_numbers_are_ratings_by_the_files_own_key():
    plan = read(f"""
        Key: 1 = Green; 2 = Amber; 3 = Red
        {WITH_RATING}
        | 1. Late | PPG | Review it | Jun-16 | 1 | Begun |
        | 2. Thin | PPG | Audit it | Jun-16 | 3 | Begun |
    """)
    assert (ratings(plan), doubts(plan)) == (["green", "red"], [])


def test_a_key_after_the_tables_holds_for_them_too():
    plan = read(f"""
        {WITH_RATING}
        | 1. Late | PPG | Review it | Jun-16 | 1 | Begun |

        Key: 1 = Green; 2 = Amber; 3 = Red
    """)
    assert ratings(plan) == ["green"]


def test_numbers_whose_key_names_no_colour_show_the_key_and_let_the_person_choose():
    plan = read("""
        1 Fully achieved, 2 On track, 3 Behind, 4 Not started
        | Issue | Lead | Action | Date | Assessment of progress Categories 1 - 4 |
        | 1. Late | PPG | Review it | Jun-16 | 1 |
        | 2. Thin | PPG | Audit it | Jun-16 | 3 |
        | 3. Missing | PPG | Share it | Jun-16 | 1 |
    """)
    assert ratings(plan) == ["", "", ""]
    assert [action.rating_seen for action in plan.actions] == ["1", "3", "1"]
    (doubt,) = [doubt for doubt in plan.doubts if doubt.kind == "rating-words"]
    assert doubt.seen.split("\n") == [
        "“1”: 2 actions",
        "“3”: 1 action",
        "The file says: 1 Fully achieved, 2 On track, 3 Behind, 4 Not started",
    ]
    assert doubt.choices == [
        "Choose what “1” stands for, and rate its actions so below.",
        "Choose what “3” stands for, and rate its actions so below.",
        "Leave them not rated.",
    ]


def test_a_key_written_as_a_list_is_shown_line_by_line():
    plan = read("""
        1) Fully achieved
        2) On track
        | Issue | Lead | Action | Date | RAG |
        | 1. Late | PPG | Review it | Jun-16 | 2 |
    """)
    assert doubts(plan) == [("rating-words", "“2”: 1 action\nThe file says: 2) On track")]


# Legends


@pytest.mark.parametrize(
    "legend",
    [
        "Red: Off Target; Amber: On Target; Green: Complete",
        "Red: Off Target\nAmber: On Target\nGreen: Complete",
        "| {red} Off Target |\n| {amber} On Target |\n| {green} Complete |\n",
        "| {red} | Off Target |\n| {amber} | On Target |\n| {green} | Complete |\n",
        "| Key | {red} Off Target | {amber} On Target | {green} Complete |\n",
        "| Red | Off Target |\n| Amber | On Target |\n| Green | Complete |\n",
        "- Red – Off Target\n- Amber – On Target\n- Green – Complete",
    ],
)
@pytest.mark.parametrize("after", [False, True])
def test_a_legend_is_read_as_a_line_a_list_or_a_coloured_table_before_or_after_the_plan(legend, after):
    table = f"{HEAD}\n| 1. Late | PPG | Review it | Jun-16 | {{red}} Begun |\n"
    before = "# Neglect Action Plan 2015-18\n# Key Priority 1: Neglect\n"
    plan = read(f"{before}{table}\n{legend}" if after else f"{legend}\n{before}{table}")
    assert plan.legend == {"red": "Off Target", "amber": "On Target", "green": "Complete"}
    assert (ratings(plan), plan.purpose, doubts(plan)) == (["red"], [], [])


def test_words_beside_a_legend_stay_with_the_plans_purpose():
    line = "Each action is rated by its lead. Red: Off Target; Green: Complete"
    plan = read(f"""
        {line}
        # Key Priority 1: Neglect
        {HEAD}
        | 1. Late | PPG | Review it | Jun-16 | {{red}} Begun |
    """)
    assert (plan.legend, plan.purpose) == ({"red": "Off Target", "green": "Complete"}, [line])


def test_what_shows_no_rating_is_counted_in_one_doubt_that_says_where_colours_cannot_be():
    plan = rated("Begun", kind="csv", colours=False)
    (doubt,) = [doubt for doubt in plan.doubts if doubt.kind == "rating"]
    assert (doubt.place, doubt.seen) == ("whole plan", "1 of 1 actions show no rating.")
    assert doubt.done == (
        "They were left not rated. This kind of file carries no colours. No rating is ever made up."
    )


def test_ratings_without_a_legend_ask_what_they_mean():
    plan = rated("{red} Begun")
    assert [(doubt.kind, doubt.seen) for doubt in plan.doubts if doubt.kind == "legend"] == [
        ("legend", "red")
    ]
