"""When to look again at an action that no day makes late: "On going", "once the protocol has bedded in", "annually"."""

import datetime

from safeboard.plans.due import NEVER_LATE, Due, Kind, add_months, last_day_open

EVERY = {"year": 12, "quarter": 3, "month": 1}


def next_check(
    due: Due,
    *,
    since: datetime.date,
    last_heard: datetime.date | None,
    chosen: datetime.date | None = None,
    every_months: int,
    met: frozenset[int] = frozenset(),
) -> datetime.date | None:
    """The day to ask again; None where the action has a last day of its own, which does the asking.

    since: the day the promise was made. chosen: the day somebody set, which holds until something is heard on it or later.
    every_months: how often the board looks at what has no day. Whatever is heard counts as having looked.
    """
    if chosen and not (last_heard and last_heard >= chosen):
        return chosen
    if due.kind is Kind.RECURRING:
        return last_day_open(due, met) or _after(last_heard or since, due.every)
    if due.kind in NEVER_LATE:
        return add_months(last_heard or since, every_months)
    return None


def _after(day: datetime.date, every: str) -> datetime.date:
    return add_months(day, EVERY[every]) if every in EVERY else day + datetime.timedelta(weeks=1)
