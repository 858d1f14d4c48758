"""On which days the reminders of a round go out. No Django here."""

import datetime
from dataclasses import dataclass

from safeboard.core.working_days import next_working_day


@dataclass(frozen=True, slots=True)
class Day:
    """number: which of the round's reminders it is, from 1. offset: days after the cut-off, before it where negative."""

    number: int
    offset: int
    on: datetime.date


def reminder_days(offsets, *, opens_on, updates_by, closes_on) -> list[Day]:
    """The days of the reminders, each on a working day after the opening and by the close.

    Of two that a weekend or a bank holiday moves to one day, the later is sent.
    """
    days = {}
    for number, offset in enumerate(sorted(offsets), start=1):
        on = next_working_day(updates_by + datetime.timedelta(days=offset))
        if opens_on < on <= closes_on:
            days[on] = Day(number, offset, on)
    return sorted(days.values(), key=lambda one: one.on)


def in_words(offset: int) -> str:
    """ "2 days before the last day", "on the last day"."""
    if not offset:
        return "on the last day"
    days = "1 day" if abs(offset) == 1 else f"{abs(offset)} days"
    return f"{days} {'before' if offset < 0 else 'after'} the last day"
