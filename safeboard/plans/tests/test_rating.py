"""Ratings: only what the words say, in the meaning this board gives it, and what the evidence says beside it."""

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from safeboard.plans.due import read_due
from safeboard.plans.rating import (
    Rating,
    Reason,
    done_ratings,
    evidence,
    label,
    means_complete,
    means_off_target,
    read_legend,
    read_marks,
    read_rating,
    split_rating,
)

LEGEND = {"red": "Off Target", "amber": "On Target", "green": "Complete"}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# --- Legends and marks. ---


@pytest.mark.parametrize(
    ("text", "legend"),
    [
        ("Red: Off Target; Amber: On Target; Green: Complete", LEGEND),
        ("RED : off target AMBER : on target", {"red": "off target", "amber": "on target"}),
        ("Key: Red - Off target Green - Complete", {"red": "Off target", "green": "Complete"}),
        (
            "Green = achieved, monitoring no longer required | Amber = acceptable progress | Red = unacceptable",
            {
                "green": "achieved, monitoring no longer required",
                "amber": "acceptable progress",
                "red": "unacceptable",
            },
        ),
        (
            "Red ‘Off Track’ | Amber ‘On Track’ | Green ‘Complete’ | Blue ‘Complete & CSPI’",
            {"red": "Off Track", "amber": "On Track", "green": "Complete", "blue": "Complete & CSPI"},
        ),
        (
            "on target (green) | one month behind (amber) | over one month behind (red) | reprogrammed",
            {"green": "on target", "amber": "one month behind", "red": "over one month behind"},
        ),
        (
            "% complete, <=25 red, 26-75 amber, >75 green, late and <50 red",
            {"red": "<=25", "amber": "26-75", "green": ">75"},
        ),
        (
            "green no issues or risks | amber issues or risks identified | red significant",
            {"green": "no issues or risks", "amber": "issues or risks identified", "red": "significant"},
        ),
        ("1 = Red: Not started\n2 = Amber: Started", {"red": "Not started", "amber": "Started"}),
        (
            "R = Off track, A = Behind, G = Complete",
            {"red": "Off track", "amber": "Behind", "green": "Complete"},
        ),
        ("Red: Late; Yellow: Slow", {"red": "Late", "amber": "Slow"}),
        ("RED = not yet started", {"red": "not yet started"}),
    ],
)
def test_a_legend_says_what_each_colour_means(text, legend):
    assert list(read_legend(text).items()) == list(legend.items())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Red | Yellow | Green",
        "1 = Green | 4 = Red",
        "Green | Amber/Green | Amber | Amber/Red | Red",
        "1 Fully Achieved | 2 On target",
        "The Red Cross works with us.",
        "Actions are green where they are done.",
        "A: the first of these",
        "Green: " + "a paragraph that goes on and on " * 10,
    ],
)
def test_words_that_give_no_colour_a_meaning_are_no_legend(text):
    assert read_legend(text) == {}


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("1 = Green | 2 = Yellow | 4 - Red", {"1": "green", "2": "amber", "4": "red"}),
        ("1 = Red: Not started", {"1": "red"}),
        ("C = Green, X = Red", {"c": "green", "x": "red"}),
        ("1 (Green)", {"1": "green"}),
        ("1 Fully Achieved | 2 On target", {}),
        ("1 = best, 5 = worst", {}),
        ("1 = Green; 1 = Red; 2 = Amber", {"2": "amber"}),
        ("3 = Amber/Green", {}),
        ("Item 4 - Red flags", {}),
        ("", {}),
    ],
)
def test_only_a_mark_whose_words_name_a_colour_stands_for_it(text, marks):
    assert read_marks(text) == marks


# --- Words that are a rating. ---


@pytest.mark.parametrize(
    ("words", "rating"),
    [
        ("Red", "red"),
        ("AMBER", "amber"),
        (" yellow ", "amber"),
        ("G", "green"),
        ("(G)", "green"),
        ("B", "blue"),
        ("Green.", "green"),
        ("RAG: Amber", "amber"),
        ("RAG rating: G", "green"),
        ("🟢", "green"),
        ("Complete", "green"),
        ("complete.", "green"),
        ("On-target", "amber"),
        ("OFF\n TARGET", "red"),
        ("Green: Complete", "green"),
        ("Complete (Green)", "green"),
        ("A red square with black text  Description automatically generated", "red"),
        ("Green circle", "green"),
        ("", ""),
        ("Not due", ""),
        ("Not rated", ""),
        ("Completed", ""),
        ("Ongoing", ""),
        ("Amber/Green", ""),
        ("R/A", ""),
        ("Green: Off Target", ""),
        ("A green square with a red dot", ""),
        ("🟢🔴", ""),
        ("Green paper published", ""),
        ("1", ""),
        ("x", ""),
        ("–", ""),
    ],
)
def test_words_are_a_rating_only_where_they_say_one(words, rating):
    assert read_rating(words, legend=LEGEND) == rating


def test_complete_is_a_rating_only_where_the_legend_says_so():
    assert read_rating("Complete", legend={}) == ""
    assert read_rating("Complete", legend={"blue": "Complete"}) == "blue"


def test_a_meaning_shared_by_two_colours_is_no_rating():
    assert read_rating("Late", legend={"red": "Late", "amber": "late"}) == ""


@pytest.mark.parametrize(("words", "rating"), [("4", "red"), ("4.0", "red"), ("5", ""), ("G", "blue")])
def test_the_files_own_marks_come_first(words, rating):
    assert read_rating(words, legend=LEGEND, marks={"4": "red", "g": "blue"}) == rating


# --- A rating in a progress cell. ---


@pytest.mark.parametrize(
    ("cell", "split"),
    [
        ("Green: Complete\nUpdate Dec 15: x", ("green", "Green: Complete", "Update Dec 15: x")),
        ("Amber: On Target Update March 16: y", ("amber", "Amber: On Target", "Update March 16: y")),
        ("Green: Complete with exceptions", ("green", "Green", "Complete with exceptions")),
        ("Amber - work on track", ("amber", "Amber", "work on track")),
        ("Complete", ("green", "Complete", "")),
        ("Not rated\nNot due", ("", "Not rated", "Not due")),
        ("Not rated Update Dec 15: x", ("", "Not rated", "Update Dec 15: x")),
        ("Work done.\nGreen", ("green", "Green", "Work done.")),
        ("Work done (G)", ("green", "(G)", "Work done")),
        ("Work done. RAG rating: red", ("red", "RAG rating: red", "Work done.")),
        ("(A) Going on", ("amber", "(A)", "Going on")),
    ],
)
def test_a_rating_at_the_head_or_foot_is_taken_off_a_cell(cell, split):
    assert split_rating(cell, LEGEND) == split


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "Not due",
        "Not commenced currently",
        "Green paper published",
        "Completed in June",
        "A task group has met",
        "(a) draft policy (b) consult",
        "Red\nWork\nGreen",
        "Report green",
        "Update Dec 15: RAG and LSAB agreed",
    ],
)
def test_a_cell_without_a_rating_is_left_whole(cell):
    assert split_rating(cell, LEGEND) == ("", "", cell)


def test_a_cell_may_be_rated_with_the_files_own_mark():
    assert split_rating("4\nSlipped", LEGEND, {"4": "red"}) == ("red", "4", "Slipped")


# --- What a rating means. ---


@pytest.mark.parametrize(
    ("rating", "legend", "words"),
    [
        ("amber", LEGEND, "Amber: On Target"),
        (Rating.BLUE, LEGEND, "Blue"),
        ("", LEGEND, "Not rated"),
    ],
)
def test_a_rating_is_always_said_in_words(rating, legend, words):
    assert label(rating, legend) == words


@pytest.mark.parametrize(
    ("meaning", "complete", "off_target"),
    [
        ("Complete", True, False),
        ("achieved, monitoring no longer required", True, False),
        ("Complete & CSPI", True, False),
        ("Fully met", True, False),
        ("Partially met", False, False),
        ("Not met", False, True),
        ("Not complete", False, False),
        ("To be completed", False, False),
        ("On Target", False, False),
        ("Off Target", False, True),
        ("Off Track", False, True),
        ("over one month behind", False, True),
        ("no delays", False, False),
        ("", False, False),
    ],
)
def test_what_a_boards_own_words_for_a_colour_say(meaning, complete, off_target):
    assert (means_complete(meaning), means_off_target(meaning)) == (complete, off_target)


def test_the_ratings_that_mean_done_are_the_legends():
    assert done_ratings(LEGEND) == {"green"}
    assert done_ratings({"green": "On target", "blue": "Complete", "amber": "Behind"}) == {"blue"}
    assert done_ratings({}) == set()


# --- What the evidence says. ---

JUNE = read_due("Jun-16")


def test_an_action_in_time_and_heard_of_gives_no_reason():
    today, heard = day("2016-06-30"), day("2016-06-01")
    assert evidence(due=JUNE, today=today, last_heard=heard, heard_since=heard, moves=1) == []


@pytest.mark.parametrize(
    ("words", "today", "sentence"),
    [
        ("Jun-16", "2016-07-01", "Late by its own words (“Jun-16”): 1 day over."),
        ("Jun-16", "2016-07-10", "Late by its own words (“Jun-16”): 10 days over."),
        (
            "Contract signed July 15",
            "2015-08-02",
            "Late by its own words (Contract signed by 31 July 2015): 2 days over.",
        ),
    ],
)
def test_an_action_is_late_by_its_own_words(words, today, sentence):
    assert evidence(due=read_due(words), today=day(today)) == [Reason("late", sentence)]


def test_a_milestone_that_was_met_is_not_held_against_an_action():
    due = read_due("Contract signed July 15")
    assert evidence(due=due, today=day("2015-08-02"), met=frozenset({0})) == []


def test_an_action_done_late_stays_late():
    reasons = evidence(due=JUNE, today=day("2017-01-01"), done=True, done_on=day("2016-07-03"))
    assert reasons == [Reason("late-then-done", "Done 3 days after the last day its own words allow.")]


@pytest.mark.parametrize("done_on", [None, "2016-06-30"])
def test_an_action_done_in_time_or_on_an_unknown_day_is_not_late(done_on):
    done_on = done_on and day(done_on)
    assert evidence(due=JUNE, today=day("2017-01-01"), done=True, done_on=done_on) == []


@pytest.mark.parametrize(
    ("last_heard", "sentence"),
    [
        ("2015-12-01", "Nothing heard since 1 March 2016; the last word was 1 December 2015."),
        (None, "Nothing heard since 1 March 2016, or ever."),
    ],
)
def test_silence_since_a_given_day_is_a_reason(last_heard, sentence):
    heard = last_heard and day(last_heard)
    reasons = evidence(due=JUNE, today=day("2016-06-01"), last_heard=heard, heard_since=day("2016-03-01"))
    assert reasons == [Reason("silent", sentence)]


def test_a_done_action_may_be_silent():
    since = day("2016-03-01")
    assert evidence(due=JUNE, today=day("2016-06-01"), done=True, heard_since=since) == []


def test_complete_without_a_word_of_evidence_is_a_reason():
    reasons = evidence(due=JUNE, today=day("2016-06-01"), done=True, words_of_evidence=False)
    assert reasons == [Reason("no-evidence", "Said to be complete without a word of evidence.")]


def test_what_is_not_done_needs_no_evidence_of_being_complete():
    assert evidence(due=JUNE, today=day("2016-06-01"), words_of_evidence=False) == []


@pytest.mark.parametrize(
    ("moves", "sentences"),
    [(0, []), (1, []), (2, ["Its date has moved twice."]), (3, ["Its date has moved 3 times."])],
)
def test_a_date_that_moved_twice_or_more_is_a_reason(moves, sentences):
    reasons = evidence(due=JUNE, today=day("2016-06-01"), moves=moves)
    assert [reason.sentence for reason in reasons] == sentences


def test_every_reason_is_given():
    reasons = evidence(due=JUNE, today=day("2016-08-01"), heard_since=day("2016-07-01"), moves=2)
    assert [reason.slug for reason in reasons] == ["late", "silent", "moved"]


# --- Whatever the words. ---

PIECES = st.sampled_from(
    ["Red", "amber", "GREEN", "blue", "R", "g", "1", "4", "=", ":", "-", "(", ")", "|", ";", ",", "‘", "’", "\n",
     "Complete", "On Target", "off target", "Not rated", "RAG", "rating", "square", "A", "🟢", "/", "Update Dec 15:"]
)  # fmt: skip
ANY_WORDS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=10).map(" ".join))
RATINGS = {"", *Rating}


@settings(max_examples=200, deadline=None)
@given(ANY_WORDS, ANY_WORDS)
@example("İ: ß", "Red: ﬁ; Green: İ")
def test_any_words_give_a_rating_or_none(words, key):
    legend, marks = read_legend(key), read_marks(key)

    assert set(legend) <= set(Rating)
    assert set(marks.values()) <= set(Rating)
    assert read_rating(words, legend=legend, marks=marks) in RATINGS
    assert split_rating(words, legend, marks)[0] in RATINGS


@settings(max_examples=200, deadline=None)
@given(ANY_WORDS)
def test_nothing_of_a_cell_is_lost_by_splitting_its_rating_off(words):
    _, seen, rest = split_rating(words, LEGEND)
    marks = "".maketrans(dict.fromkeys(":–—-.", " "))
    parts = f"{seen} {rest}".translate(marks).split()
    assert sorted("".join(parts)) == sorted("".join(words.translate(marks).split()))


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(max_codepoint=126), max_size=40), st.sampled_from([str.upper, str.lower]))
def test_capitals_and_white_space_do_not_change_a_rating(words, case):
    changed = case(f"  {words}\t")
    assert read_rating(changed, legend=LEGEND) == read_rating(words, legend=LEGEND)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(LEGEND)), st.text(st.characters(categories=["L", "Nd"]), max_size=30))
def test_a_printed_label_over_a_cell_reads_back(rating, words):
    said = label(rating, LEGEND)
    assert read_rating(said, legend=LEGEND) == rating
    assert split_rating(f"{said}\nUpdate Dec 15: {words}", LEGEND) == (
        rating,
        said,
        f"Update Dec 15: {words}".strip(),
    )
