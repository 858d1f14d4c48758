"""Due dates: every spelling met in real plans, what each allows, and what follows from it."""

import datetime
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from safeboard.plans.day_words import ENGLAND, Calendar
from safeboard.plans.due import (
    Due,
    Kind,
    Milestone,
    YearHint,
    days_late,
    is_late,
    months_slipped,
    plain,
    read_due,
    read_month,
    read_years,
    sort_day,
)
from safeboard.plans.tests import real_plan

PLAN_YEAR = YearHint(datetime.date(2015, 4, 1), datetime.date(2016, 3, 31))
PLAN_YEARS = YearHint(datetime.date(2015, 4, 1), datetime.date(2018, 3, 31))

# The kind, then the first and last day the words allow; "none" alone means that they are kept as words (or are no
# words at all). A label is checked further down.
READ = {
    "End of Nov 15": "day 2015-11-30 2015-11-30",
    "Jun-16": "month 2016-06-01 2016-06-30",
    "Sep-16": "month 2016-09-01 2016-09-30",
    "Mar-16": "month 2016-03-01 2016-03-31",
    "Dec-16": "month 2016-12-01 2016-12-31",
    "Nov-15": "month 2015-11-01 2015-11-30",
    "Dec-15": "month 2015-12-01 2015-12-31",
    "Oct-15": "month 2015-10-01 2015-10-31",
    "Feb-16": "month 2016-02-01 2016-02-29",
    "Sep-15": "month 2015-09-01 2015-09-30",
    "Jul-16": "month 2016-07-01 2016-07-31",
    "Jun-15": "month 2015-06-01 2015-06-30",
    "Sept 16": "month 2016-09-01 2016-09-30",
    "2016-17": "window 2016-04-01 2017-03-31",
    "On going": "ongoing",
    "01/06/2016": "day 2016-06-01 2016-06-01",
    "Reviewed annually – March 2016": "recurring year 2016-03-01 2016-03-31",
    "Contract signed July 15": "milestones 2015-07-01 2015-07-31",
    "First review Dec 15 Refresh in June 16": "milestones 2015-12-01 2016-06-30",
    "": "none",
    "·": "none",
    "March 2015": "month 2015-03-01 2015-03-31",
    "March 2015.": "month 2015-03-01 2015-03-31",
    "April 2017": "month 2017-04-01 2017-04-30",
    "May 2021": "month 2021-05-01 2021-05-31",
    "Dec 2017": "month 2017-12-01 2017-12-31",
    "Jan-17": "month 2017-01-01 2017-01-31",
    "Dec-22": "month 2022-12-01 2022-12-31",
    "03/17": "month 2017-03-01 2017-03-31",
    "28 February 2014": "day 2014-02-28 2014-02-28",
    "11th April 2012": "day 2012-04-11 2012-04-11",
    "1st April 2009": "day 2009-04-01 2009-04-01",
    "17th December 2020": "day 2020-12-17 2020-12-17",
    "18 April 2018": "day 2018-04-18 2018-04-18",
    "Tuesday 20 February 2018": "day 2018-02-20 2018-02-20",
    "September 16th 2014": "day 2014-09-16 2014-09-16",
    "MAY 16th 2018": "day 2018-05-16 2018-05-16",
    "25 th July 2013": "day 2013-07-25 2013-07-25",
    "21 st April 2016": "day 2016-04-21 2016-04-21",
    "27 TH October 2016": "day 2016-10-27 2016-10-27",
    "17.7.12": "day 2012-07-17 2012-07-17",
    "14.8.12": "day 2012-08-14 2012-08-14",
    "19.5.05": "day 2005-05-19 2005-05-19",
    "1.4.2009": "day 2009-04-01 2009-04-01",
    "23.11.2010": "day 2010-11-23 2010-11-23",
    "25.04.2017": "day 2017-04-25 2017-04-25",
    "01/02/26": "day 2026-02-01 2026-02-01",
    "26/06/20": "day 2020-06-26 2020-06-26",
    "07/01/09": "day 2009-01-07 2009-01-07",
    "13/07/23": "day 2023-07-13 2023-07-13",
    "15/10/2018": "day 2018-10-15 2018-10-15",
    "16/03/2017": "day 2017-03-16 2017-03-16",
    "27/10/23": "day 2023-10-27 2023-10-27",
    "11/09/2023": "day 2023-09-11 2023-09-11",
    "28-Aug-2019": "day 2019-08-28 2019-08-28",
    "44562": "day 2022-01-01 2022-01-01",
    "01/01/1900": "none",
    "by April 2012": "month 2012-04-01 2012-04-30",
    "by November 2017": "month 2017-11-01 2017-11-30",
    "by September 2018": "month 2018-09-01 2018-09-30",
    "by 9 March 2017": "day 2017-03-09 2017-03-09",
    "by May next year": "none",
    "by 2008": "window 2008-01-01 2008-12-31",
    "June/July 2012": "window 2012-06-01 2012-07-31",
    "February or March 2025": "window 2025-02-01 2025-03-31",
    "April and early May 2019": "window 2019-04-01 2019-05-10",
    "spring 2016": "window 2016-03-01 2016-05-31",
    "Spring 2008": "window 2008-03-01 2008-05-31",
    "September 20XX August 20XX": "none",
    "October to December 2013": "window 2013-10-01 2013-12-31",
    "January - March 2017": "window 2017-01-01 2017-03-31",
    "6 to 10 February 2023": "window 2023-02-06 2023-02-10",
    "between 21 and 25 january 2019": "window 2019-01-21 2019-01-25",
    "Quarter 1 of 2022/23": "window 2022-04-01 2022-06-30",
    "quarter one 2025/2026": "window 2025-04-01 2025-06-30",
    "Quarter 4 covering January - March 2017": "window 2017-01-01 2017-03-31",
    "Q4 2023/24: Jan 2024 - Mar 2024": "window 2024-01-01 2024-03-31",
    "2012/13": "window 2012-04-01 2013-03-31",
    "17/18": "window 2017-04-01 2018-03-31",
    "2013/15": "window 2013-04-01 2015-03-31",
    "2015-18": "window 2015-04-01 2018-03-31",
    "2015–18": "window 2015-04-01 2018-03-31",
    "2016 – 19": "window 2016-04-01 2019-03-31",
    "2008 to 2011": "window 2008-04-01 2011-03-31",
    "2014 - 2015": "window 2014-04-01 2015-03-31",
    "2018 - 2020": "window 2018-04-01 2020-03-31",
    "2011/2014": "window 2011-04-01 2014-03-31",
    "2025/26": "window 2025-04-01 2026-03-31",
    "run across financial year 2012/13": "window 2012-04-01 2013-03-31",
    "April 2015 to March 2016": "window 2015-04-01 2016-03-31",
    "next area panel meeting": "event",
    "next 6 months": "none",
    "within 12 months": "none",
    "within 28 days": "none",
    "18 months to 2 years": "none",
    "one month from the date received": "none",
    "5 years": "none",
    "18 months": "none",
    "For immediate action": "none",
    "over the next six months": "none",
    "in the longer term": "none",
    "short / medium / long term": "none",
    "Cabinet – 12 October 2011": "milestones 2011-10-12 2011-10-12",
    "Meeting held by 28 February 2014": "milestones 2014-02-28 2014-02-28",
    "May 2021 Area Panel": "milestones 2021-05-01 2021-05-31",
    "following the completion of Phase 1 in March 2017": "event",
    "once comments received on principles paper": "event",
    "To be confirmed in Children and Social Work Act": "event",
    "when the protocol has bedded in": "event",
    "Ongoing": "ongoing",
    "on-going": "ongoing",
    "Completed": "none",
    "To be confirmed": "none",
    "(Dates to be confirmed)": "none",
    "(Dates to be arranged)": "none",
    "(Additional dates to be confirmed)": "none",
    "(Details to be confirmed)": "none",
    "date to be confirmed": "none",
    "to follow": "none",
    "POSTPONED": "none",
    "Next inspection time frame not found": "none",
}
READ_IN_2015_16 = {
    "June": "month 2015-06-01 2015-06-30",
    "14 Aug": "day 2015-08-14 2015-08-14",
    "30 Sept": "day 2015-09-30 2015-09-30",
    "13 Nov": "day 2015-11-13 2015-11-13",
    "17 July": "day 2015-07-17 2015-07-17",
    "11 Sep": "day 2015-09-11 2015-09-11",
    "25th August": "day 2015-08-25 2015-08-25",
    "22 May": "day 2015-05-22 2015-05-22",
    "17 April 10am": "day 2015-04-17 2015-04-17",
    "by the end of the financial year": "day 2016-03-31 2016-03-31",
    "by the end of the second term": "day 2016-03-31 2016-03-31",
    "end of June": "day 2015-06-30 2015-06-30",
    "by mid-April": "window 2015-04-11 2015-04-20",
    "before the end of the summer term": "day 2015-07-31 2015-07-31",
    "late February or early March": "window 2016-02-21 2016-03-10",
    "late spring/summer": "window 2015-05-01 2015-08-31",
    "in the Autumn": "window 2015-09-01 2015-11-30",
    "autumn term": "window 2015-09-01 2015-12-31",
    "first half term": "window 2015-09-01 2015-10-31",
    "W/C 9 June": "window 2015-06-09 2015-06-15",
    "W/C 7July": "window 2015-07-07 2015-07-13",
    "W/C 19, 26 May and 2 June": "window 2015-05-19 2015-06-08",
    "W/C 5 or 12 May": "window 2015-05-05 2015-05-18",
    "W/C 16 or 23 June": "window 2015-06-16 2015-06-29",
    "23, 27 May": "window 2015-05-23 2015-05-27",
    "Q1": "window 2015-04-01 2015-06-30",
    "Quarter2 (Q2)": "window 2015-07-01 2015-09-30",
}


def said(due: Due) -> str:
    return " ".join(
        [due.kind, *filter(None, [due.every]), *(str(day) for day in (due.earliest, due.latest) if day)]
    )


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(("words", "meaning"), READ.items())
def test_a_spelling_is_read_as_the_days_its_words_allow(words, meaning):
    assert said(read_due(words)) == meaning


@pytest.mark.parametrize(("words", "meaning"), READ_IN_2015_16.items())
def test_a_spelling_without_a_year_takes_the_only_year_of_the_plan_that_fits(words, meaning):
    assert said(read_due(words, hint=PLAN_YEAR)) == meaning


@pytest.mark.parametrize("words", READ_IN_2015_16)
def test_a_spelling_without_a_year_is_kept_as_words_where_no_plan_says_the_year(words):
    assert read_due(words) == Due(words)


@pytest.mark.parametrize("words", READ_IN_2015_16)
def test_a_spelling_without_a_year_is_kept_as_words_where_three_years_fit(words):
    assert read_due(words, hint=PLAN_YEARS) == Due(words)


@pytest.mark.parametrize("words", READ | READ_IN_2015_16)
def test_capitals_and_white_space_do_not_change_what_a_spelling_means(words):
    once = read_due(words, hint=PLAN_YEAR)
    for other in (words.upper(), words.lower(), "  " + words.replace(" ", " \n\t") + " "):
        again = read_due(other, hint=PLAN_YEAR)
        assert said(again) == said(once)
        assert [mark.latest for mark in again.milestones] == [mark.latest for mark in once.milestones]


@real_plan.needs_the_real_plan
def test_the_table_has_every_spelling_of_the_list_of_spellings():
    text = (real_plan.FOLDER / "SPELLINGS.md").read_text(encoding="utf-8")
    section = text.split("## Completion-date cells\n")[1].split("\n\n## ")[0]
    listed = set()
    for line in section.splitlines():
        about, spellings = line.split(": ", 1)
        if about != "Two dates in one row":  # two columns, and notes: neither is the spelling of a cell
            listed |= {_spelling(entry) for entry in spellings.split(" | ")}
    assert listed - {"27/10/23 beside 11/09/2023 in one sheet"} - set(READ) - set(READ_IN_2015_16) == set()


def _spelling(entry: str) -> str:
    """The entry without the remark beside it."""
    entry = "" if entry.strip() == "(blank)" else entry.strip()
    entry = re.sub(r"^mmm/yy \(e\.g\. (.*)\)$", r"\1", entry)
    return re.sub(r" \((?:split ordinal|Excel serial|sentinel|seed|stray dot)\)$", "", entry)


MILESTONES = {
    "Contract signed July 15": [("Contract signed", "2015-07-01", "2015-07-31")],
    "First review Dec 15 Refresh in June 16": [
        ("First review", "2015-12-01", "2015-12-31"),
        ("Refresh", "2016-06-01", "2016-06-30"),
    ],
    "Cabinet – 12 October 2011": [("Cabinet", "2011-10-12", "2011-10-12")],
    "Meeting held by 28 February 2014": [("Meeting held", "2014-02-28", "2014-02-28")],
    "May 2021 Area Panel": [("Area Panel", "2021-05-01", "2021-05-31")],
    "June 2016 draft, September 2016 final": [
        ("draft", "2016-06-01", "2016-06-30"),
        ("final", "2016-09-01", "2016-09-30"),
    ],
    "Initial draft by Sept 15. Final by Jan 16. Sign off 01/03/2016": [
        ("Initial draft", "2015-09-01", "2015-09-30"),
        ("Final", "2016-01-01", "2016-01-31"),
        ("Sign off", "2016-03-01", "2016-03-01"),
    ],
    "Sep 15 to be reviewed Sept 16": [
        ("", "2015-09-01", "2015-09-30"),
        ("to be reviewed", "2016-09-01", "2016-09-30"),
    ],
    "LSCB (June 2016)": [("LSCB", "2016-06-01", "2016-06-30")],
    "This may be done by June 2016": [("This may be done", "2016-06-01", "2016-06-30")],
    "6 month review - March 2016": [("6 month review", "2016-03-01", "2016-03-31")],
}


@pytest.mark.parametrize(("words", "marks"), MILESTONES.items())
def test_a_milestone_keeps_the_words_beside_its_date(words, marks):
    expected = tuple(Milestone(label, day(earliest), day(latest)) for label, earliest, latest in marks)
    assert read_due(words).milestones == expected


OTHERS = {
    # dates that exist, and what is before and after them
    "31/02/2016": "none",
    "11/23/2016": "none",
    "29 Feb 2015": "none",
    "Tuesday 20 February 2018": "day 2018-02-20 2018-02-20",
    "Monday 20 February 2018": "none",
    "before June 2016": "day 2016-05-31 2016-05-31",
    "end of 2016": "day 2016-12-31 2016-12-31",
    "2016-06-01 00:00:00": "day 2016-06-01 2016-06-01",
    "2016-06": "month 2016-06-01 2016-06-30",
    "12 October 2016 14:00": "day 2016-10-12 2016-10-12",
    "44562.0": "day 2022-01-01 2022-01-01",
    "12345": "none",
    "June 2016June 2017": "window 2016-06-01 2017-06-30",
    # short numbers that could be several things
    "11/12": "none",
    "07/08": "none",
    "2016/2017/2018": "none",
    "Q1 2016": "none",
    "Section 11 Dec 15": "none",
    # neighbours and their years
    "Nov to Jan 2017": "window 2016-11-01 2017-01-31",
    "December 2015 - March": "window 2015-12-01 2016-03-31",
    "March 2016 - January 2016": "none",
    "31 March, 30 June and 30 September 2016": "window 2016-03-31 2016-09-30",
    "w/c 27th June 2016 and 4th July 2016": "window 2016-06-27 2016-07-10",
    "1/4/16 - 31/3/17": "window 2016-04-01 2017-03-31",
    "Q1-Q2 2016/17": "window 2016-04-01 2016-09-30",
    "2016/17 Q1": "window 2016-04-01 2016-06-30",
    # thirds, weeks and seasons
    "early 2016": "window 2016-01-01 2016-04-30",
    "mid March 2016": "window 2016-03-11 2016-03-20",
    "first week of March 2016": "window 2016-03-01 2016-03-07",
    "last week of June 2016": "window 2016-06-24 2016-06-30",
    "winter 2015/16": "window 2015-12-01 2016-02-29",
    "spring term 2015/16": "window 2016-01-01 2016-03-31",
    "Summer term 2016": "window 2016-04-01 2016-07-31",
    "academic year 2015/16": "window 2015-09-01 2016-08-31",
    "Easter 2016": "none",
    "summer holidays 2016": "none",
    # where it was, and where it is
    "Sept 15 revised to Dec 15": "month 2015-12-01 2015-12-31",
    "March 2016 (original Dec 2015)": "month 2016-03-01 2016-03-31",
    "POSTPONED to June 2016": "month 2016-06-01 2016-06-30",
    "Completed March 2016": "none",
    "To be completed by March 2016": "month 2016-03-01 2016-03-31",
    # recurring and ongoing
    "Quarterly from April 2016": "recurring quarter 2016-04-01",
    "monthly": "recurring month",
    "each week": "recurring week",
    "Reviewed annually": "recurring year",
    "every March": "recurring year",
    "Six monthly": "none",
    "Bi-monthly": "none",
    "every 3 months": "recurring quarter",
    "within 3 months": "none",
    "every 6 months": "none",
    "termly": "none",
    "from April 2016": "ongoing 2016-04-01",
    "Ongoing from April 2016": "ongoing 2016-04-01",
    "Continue to monitor": "ongoing",
    "Continue to monitor, report Dec 15": "milestones 2015-12-01 2015-12-31",
    "Ongoing - review March 2016": "ongoing 2016-03-01 2016-03-31",
    "Ongoing – to be completed by March 2017": "month 2017-03-01 2017-03-31",
    # tied to something
    "as required": "event",
    "on completion of the review": "event",
    "After 1 June 2016": "none",
    # counted from a day nobody named
    "6 months from June 2016": "none",
    "within 6 months of March 2016": "none",
    "it may slip": "none",
}


@pytest.mark.parametrize(("words", "meaning"), OTHERS.items())
def test_a_further_spelling_is_read_or_kept_as_words(words, meaning):
    assert said(read_due(words)) == meaning


@pytest.mark.parametrize("words", ["", " ", "·", "–", "x", "None", "nan", "n/a"])
def test_a_blank_and_what_stands_for_one_are_not_words_to_look_at(words):
    assert (read_due(words).kind, read_due(words).kept_as_words) == (Kind.NONE, False)


@pytest.mark.parametrize(
    "words", ["To be confirmed", "POSTPONED", "31/02/2016", "in the longer term", "June"]
)
def test_words_that_name_no_day_are_kept_as_words(words):
    assert (read_due(words).kind, read_due(words).kept_as_words) == (Kind.NONE, True)


def test_words_that_were_read_are_not_kept_as_words():
    assert not read_due("On going").kept_as_words


def test_a_board_may_have_its_own_terms():
    two_terms = Calendar(terms={"first": ((8, 15), (12, 31)), "second": ((1, 1), (6, 30))})

    assert said(read_due("end of the second term 2016", calendar=two_terms)) == "day 2016-06-30 2016-06-30"
    assert said(read_due("end of the second term 2016", calendar=ENGLAND)) == "day 2016-03-31 2016-03-31"


def test_a_board_may_have_its_own_financial_year():
    assert (
        said(read_due("Q1 2016/17", calendar=Calendar(financial_year=(1, 1))))
        == "window 2016-01-01 2016-03-31"
    )


# --- What follows. ---


@pytest.mark.parametrize(
    ("words", "today", "late"),
    [
        ("Jun-16", "2016-06-30", 0),
        ("Jun-16", "2016-07-01", 1),
        ("End of Nov 15", "2015-12-01", 1),
        ("2016-17", "2017-03-31", 0),
        ("2016-17", "2017-04-30", 30),
        ("Reviewed annually – March 2016", "2016-04-01", 1),
        ("annually", "2016-04-01", 0),
        ("On going", "2099-01-01", 0),
        ("Ongoing - review March 2016", "2099-01-01", 0),
        ("from April 2016", "2099-01-01", 0),
        ("when the protocol has bedded in", "2099-01-01", 0),
        ("To be confirmed", "2099-01-01", 0),
        ("First review Dec 15 Refresh in June 16", "2016-01-02", 2),
    ],
)
def test_a_promise_is_late_after_the_last_day_its_words_allow(words, today, late):
    due = read_due(words)
    assert (days_late(due, today=day(today)), is_late(due, today=day(today))) == (late, late > 0)


def test_what_is_done_is_not_late():
    assert not is_late(read_due("Jun-15"), today=day("2016-01-01"), done=True)


@pytest.mark.parametrize(
    ("met", "late"), [(set(), True), ({1}, True), ({0}, False), ({0, 1}, False)], ids=str
)
def test_only_a_milestone_that_is_not_met_makes_late(met, late):
    due = read_due("First review Dec 15 Refresh in June 16")
    assert is_late(due, today=day("2016-03-01"), met=frozenset(met)) is late


@pytest.mark.parametrize(
    ("was", "becomes", "months"),
    [
        ("Dec-15", "Mar-16", 3),
        ("Mar-16", "Jun-16", 3),
        ("Jan-16", "Feb-16", 1),
        ("Mar-16", "Dec-15", -3),
        ("15/01/2016", "14/02/2016", 0),
        ("15/01/2016", "15/02/2016", 1),
        ("31/01/2016", "30/04/2016", 3),
        ("Dec-15", "On going", 0),
        ("", "Dec-15", 0),
        ("Dec-15", "2016-17", 15),
    ],
)
def test_slippage_is_whole_months_between_last_days(was, becomes, months):
    assert months_slipped(read_due(was), read_due(becomes)) == months


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("Jun-16", "by 30 June 2016"),
        ("01/06/2016", "by 1 June 2016"),
        ("2016-17", "any time 1 April 2016 to 31 March 2017"),
        ("Reviewed annually – March 2016", "every year, this one by 31 March 2016"),
        ("monthly", "every month"),
        ("On going", "ongoing"),
        ("from April 2016", "ongoing from 1 April 2016"),
        (
            "First review Dec 15 Refresh in June 16",
            "First review by 31 December 2015, Refresh by 30 June 2016",
        ),
        ("next area panel meeting", "tied to an event, not a day"),
        ("To be confirmed", "no date"),
        ("", "no date"),
    ],
)
def test_a_due_date_is_said_in_a_short_phrase(words, phrase):
    assert plain(read_due(words)) == phrase


def test_dues_sort_by_last_day_and_those_without_come_after():
    words = ["On going", "Dec-16", "2016-17", "from April 2016", "01/06/2016"]
    in_order = ["from April 2016", "01/06/2016", "Dec-16", "2016-17", "On going"]
    assert sorted(words, key=lambda one: sort_day(read_due(one))) == in_order


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Updated March 2016", "2016-03-01"),
        ("March 2016", "2016-03-01"),
        ("PROGRESS at MARCH 2014", "2014-03-01"),
        ("Last updated: 24/10/2014", "2014-10-01"),
        ("Updated", None),
        ("Updated 2015-18", None),
        ("Updated March", None),
        ("March 2016 and April 2016", None),
    ],
)
def test_the_month_that_words_name(words, first):
    assert read_month(words) == (day(first) if first else None)


@pytest.mark.parametrize(
    ("words", "starts", "ends"),
    [
        ("Business Plan 2015-18", "2015-04-01", "2018-03-31"),
        ("Strategic plan 2016/17: year one", "2016-04-01", "2017-03-31"),
        ("Business Plan", None, None),
        ("Plan 2015-18, refreshed 2016-17", None, None),
    ],
)
def test_the_years_that_a_title_names(words, starts, ends):
    assert read_years(words) == YearHint(*(day(one) if one else None for one in (starts, ends)))


# --- Whatever the words. ---

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2069, 12, 31))
PIECES = st.sampled_from(
    ["by", "end of", "W/C", "-", "–", "/", ",", "and", "to", "or", "Q1", "quarter", "term", "spring", "May", "june",
     "Sept", "15", "16", "31", "2016", "2015-16", "17/18", "31/02/2016", "1/1/16", "annually", "once", "on going",
     "early", "mid-", "next", "week", "first", "before", "Review", "(", ")", ".", "th", "20XX", "now", "was"]
)  # fmt: skip
ANY_WORDS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=9).map(" ".join))
ANY_HINT = st.one_of(st.none(), st.builds(YearHint, DAYS, DAYS), st.builds(YearHint, DAYS, st.none()))


@settings(max_examples=200, deadline=None)
@given(ANY_WORDS, ANY_HINT)
@example("W/C 31/12/2099", None)
@example("before 1/1/1970", None)
@example("31 and 1 and 0 June 2016", None)
@example("٣ June ²016", None)
@example("İstanbul June 2016", None)
def test_any_words_are_read_the_same_twice_and_their_first_day_is_not_after_their_last(words, hint):
    due = read_due(words, hint=hint)

    assert due == read_due(words, hint=hint)
    assert due.written == words
    assert due.earliest is None or due.latest is None or due.earliest <= due.latest
    assert all(mark.earliest <= mark.latest for mark in due.milestones)
    assert bool(due.milestones) is (due.kind is Kind.MILESTONES)
    assert bool(due.every) is (due.kind is Kind.RECURRING)


@settings(max_examples=200, deadline=None)
@given(ANY_WORDS, DAYS)
def test_nothing_is_both_in_time_and_late_whatever_the_words(words, today):
    due = read_due(words)
    assert is_late(due, today=today) is (days_late(due, today=today) > 0)
    assert plain(due) != ""
    assert months_slipped(due, due) == 0


@settings(max_examples=100, deadline=None)
@given(DAYS, st.data())
def test_a_month_is_the_same_month_in_all_its_spellings(when, data):
    name = MONTHS[when.month - 1]
    short = data.draw(st.sampled_from([name, name[:3], name[:3] + "."] + ["Sept"] * (when.month == 9)))
    year = data.draw(st.sampled_from([f"{when.year}", f"{when:%y}"]))
    between = data.draw(st.sampled_from([" ", "-", "  ", "/", "\n"]))
    case = data.draw(st.sampled_from([str.lower, str.upper, str.title]))

    due = read_due(case(f"{short}{between}{year}"))

    assert (due.kind, due.earliest) == (Kind.MONTH, when.replace(day=1))
    assert due.latest + datetime.timedelta(1) == (when.replace(day=28) + datetime.timedelta(4)).replace(day=1)


@settings(max_examples=100, deadline=None)
@given(DAYS, st.data())
def test_a_day_is_the_same_day_in_all_its_spellings(when, data):
    name = MONTHS[when.month - 1]
    spelling = data.draw(
        st.sampled_from(
            [
                f"{when.day}/{when.month}/{when.year}",
                f"{when:%d.%m.%y}",
                f"{when:%d-%m-%Y}",
                f"{when:%Y-%m-%d}",
                f"{when.day} {name} {when.year}",
                f"{when.day}-{name[:3]}-{when:%y}",
                f"{when:%A} {when.day} {name} {when.year}",
                f"{name} {when.day}th {when.year}",
                f"{name} {when.day}, {when.year}",
                f"by {when.day} th {name} {when.year}.",
            ]
        )
    )
    assert read_due(spelling) == Due(spelling, Kind.DAY, when, when)


@pytest.mark.parametrize(
    "words", ["quarterly from June 2015", "Annually from April 2015", "June 2015 and quarterly thereafter"]
)
def test_a_recurrence_that_only_names_its_start_is_never_late(words):
    due = read_due(words)
    assert (due.kind, due.latest, is_late(due, today=datetime.date(2026, 1, 1))) == (
        Kind.RECURRING,
        None,
        False,
    )
