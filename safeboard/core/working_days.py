"""England's working days: no weekends and no bank holidays, those for one year only included. No Django here."""

import datetime
from functools import lru_cache

import holidays

SATURDAY = 5


@lru_cache(maxsize=32)
def bank_holidays(year: int) -> frozenset[datetime.date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: datetime.date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def next_working_day(day: datetime.date) -> datetime.date:
    """The day itself where it is one, otherwise the first one after it."""
    while not is_working_day(day):
        day += datetime.timedelta(days=1)
    return day
