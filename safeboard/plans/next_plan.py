"""What the pages of a new year suggest and say: the next years and title, and what would happen. No Django here."""

import datetime
import re
from dataclasses import dataclass

from safeboard.plans.due import add_months
from safeboard.plans.promise import ActionPicture

_YEARS = re.compile(r"(?P<first>\b20\d\d)(?:(?P<dash>\s*[-–/]\s*)(?P<last>20\d\d|\d\d)(?!\d))?")
DAY = datetime.timedelta(days=1)


def next_years(
    starts: datetime.date | None, ends: datetime.date | None, today: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """As long as the plan before and right after it; the financial year that begins next where its days are not known."""
    if starts and ends:
        months = (ends.year - starts.year) * 12 + ends.month - starts.month + 1
        return ends + DAY, add_months(ends, months)
    begins = ends + DAY if ends else datetime.date(today.year + (today.month > 3), 4, 1)
    return begins, add_months(begins, 12) - DAY


def next_title(title: str, years: int) -> str:
    """ "Business Plan 2015-18" for three years: "Business Plan 2018-21"; as it is where it names no year."""

    def later(found):
        first = int(found["first"]) + years
        if not found["last"]:
            return str(first)
        last = int(found["last"]) + years
        return f"{first}{found['dash']}{last if last > 999 else f'{last % 100:02}'}"

    return _YEARS.sub(later, title)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One unfinished action and what is to become of it. what: "carry", "drop" or "leave". why: of one that is dropped."""

    action: ActionPicture
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class WhatHappens:
    """For the page that asks once more."""

    carried: list[ActionPicture]
    dropped: list[Chosen]
    left: list[ActionPicture]

    @property
    def asked(self) -> int:
        """How many of those carried on have a new date asked for and not answered, which stays behind."""
        return sum(action.date_asked_for is not None for action in self.carried)


def what_happens(chosen: list[Chosen]) -> WhatHappens:
    return WhatHappens(
        [one.action for one in chosen if one.what == "carry"],
        [one for one in chosen if one.what == "drop"],
        [one.action for one in chosen if one.what == "leave"],
    )
