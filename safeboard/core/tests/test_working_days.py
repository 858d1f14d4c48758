"""When England works."""

import datetime

import pytest

from safeboard.core.working_days import is_working_day, next_working_day


def day(words):
    return datetime.date.fromisoformat(words)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("2026-11-20", "2026-11-20"),  # a Friday
        ("2026-11-21", "2026-11-23"),  # a Saturday
        ("2016-03-25", "2016-03-29"),  # Good Friday, and Easter Monday after it
        ("2016-03-28", "2016-03-29"),  # Easter Monday
        ("2016-12-25", "2016-12-28"),  # Christmas on a Sunday: its holiday is the Tuesday
        ("2023-05-08", "2023-05-09"),  # the coronation, a holiday of that year only
        ("2022-06-02", "2022-06-06"),  # the late spring holiday and the jubilee
        ("2016-03-17", "2016-03-17"),  # St Patrick's day is none in England
        ("2016-01-04", "2016-01-04"),  # 2 January is Scotland's
    ],
)
def test_the_next_working_day_is_the_first_that_is_no_weekend_and_no_bank_holiday_of_england(asked, answer):
    assert next_working_day(day(asked)) == day(answer)


def test_a_working_day_is_one_on_which_england_works():
    week = [datetime.date(2016, 3, 24) + datetime.timedelta(days=n) for n in range(7)]
    assert [is_working_day(each) for each in week] == [True, False, False, False, False, True, True]
