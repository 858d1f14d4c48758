"""When a promise is due, in the board's own words and in the days those words allow.

The words are kept for ever and printed as typed. What is read from them never goes further than they do:
nothing is counted from an unknown day ("within 28 days"), no year is guessed ("June", unless the plan's years
leave exactly one), and words of which only a part would be understood are kept as words.

How the kinds are told apart:
- day, month, window: the words name nothing but days. "By April 2012" allows the whole of April; "by" sets no
  first day, so the first day is that of the period named. "End of Nov 15" is the day 30 November 2015.
- milestones: words of the board stand before (or after) the days: "Contract signed July 15", "Cabinet –
  12 October 2011", "May 2021 Area Panel". Each is a label with its days.
- event: something that is not a day comes first: "when the protocol has bedded in", "next area panel meeting",
  "following the completion of Phase 1 in March 2017" (the day of what it waits for is not the day it is due).
- recurring: "annually", "each quarter", "monthly", "weekly", with the days of the one occurrence they name. Steps
  that are none of these four ("six-monthly", "termly") are not read.
- ongoing: "On going", "continuous"; also "from April 2016", which has a first day and no last.
- none: no words, or words that name no day. `kept_as_words` tells the second from the first.
"""

import calendar as months
import datetime
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from safeboard.plans.day_words import ENGLAND, MONTH_WORD, Calendar
from safeboard.plans.days import Days, Named, find_days, plain_words, settle, small_letters

LONGEST = 400  # letters; a longer text is no date cell, and is kept as words


class Kind(StrEnum):
    DAY = "day"
    MONTH = "month"
    WINDOW = "window"
    RECURRING = "recurring"
    ONGOING = "ongoing"
    MILESTONES = "milestones"
    EVENT = "event"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class YearHint:
    """The years a plan speaks of (first and last day), for dates that name no year."""

    starts: datetime.date | None = None
    ends: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """label: the words beside the date, "" where one of several dates has none."""

    label: str
    earliest: datetime.date
    latest: datetime.date


@dataclass(frozen=True, slots=True)
class Due:
    """earliest, latest: the first and last day the words allow; of a recurrence, those of the one it names.

    every: "year", "quarter", "month" or "week" where the kind is recurring, else "".
    """

    written: str
    kind: Kind = Kind.NONE
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    every: str = ""
    milestones: tuple[Milestone, ...] = ()

    @property
    def kept_as_words(self) -> bool:
        """There are words, more than a blank's stand-in ("–", "nan"), and they were not read."""
        return self.kind is Kind.NONE and not _BLANK.fullmatch(_small(self.written))


@lru_cache(maxsize=8192)  # a plan names the same few months over and over
def read_due(written: str, *, hint: YearHint | None = None, calendar: Calendar = ENGLAND) -> Due:
    """The days that a due date's words allow. Never raises; what cannot be read is kind "none"."""
    words = plain_words(written)
    low = small_letters(words)
    if _BLANK.fullmatch(low) or len(low) > LONGEST:
        return Due(written)
    if _SERIAL.fullmatch(low):
        return _serial(written, low)
    low, words = _where_it_is(low, words)
    found = find_days(low, calendar)
    if not found:
        return _without_days(written, low)
    return _with_days(written, words, low, found, hint or YearHint())


# --- Words that name no day. ---

_BLANK = re.compile(r"(?:[^a-z0-9]|\b(?:x|none|nan|n/?a|null)\b)*")
_NOT_READ = re.compile(
    r"\bnot found\b|\b20xx\b|\byear[\s-]end\b|\b(?:bi|semi|half|twice|six|two|2|6|four|4|alternate)[\s-]?"
    r"(?:year|month|week|annual|quarter)ly\b|\b(?:bi|semi|half)[\s-]?annual|\btermly\b|\bfortnight"
    r"|\b(?:twice|three times) (?:a|per|each|every) (?:year|month|week)\b"
    r"|\bevery (?!3 |three )(?:[0-9]+|two|four|six|other|second) (?:years|months|weeks|year|month|week)\b"
    r"|^(?:completed?|done|achieved|closed|finished)\b(?!(?: by| on or before)\b)"
)
_STEPS = (
    (
        "quarter",
        r"\bquarterly\b|\b(?:every|each|per) quarter\b|\b(?:3|three)[\s-]?monthly\b|\bevery (?:3|three) months\b",
    ),
    (
        "year",
        r"\b(?:annual(?:ly)?|yearly)\b|\b(?:every|each|per) (?:year|annum|spring|summer|autumn|winter)\b"
        rf"|\b12[\s-]?monthly\b|\b(?:every|each) {MONTH_WORD}",
    ),
    ("month", r"\bmonthly\b|\b(?:every|each|per) month\b"),
    ("week", r"\bweekly\b|\b(?:every|each|per) week\b"),
)
_GOES_ON = r"\bon[\s-]?going\b|\bcontinu(?:ous|al)(?:ly)?\b"
_GOES_ON_FROM = re.compile(_GOES_ON)
_ONGOING = re.compile(
    rf"{_GOES_ON}|\bcontinu(?:ing|es?)\b|\brolling (?:programme|basis)\b"
    r"|\bbusiness as usual\b|^throughout(?: the)?(?: (?:year|plan|period))?\W*$"
)
_UNTIL_DONE = re.compile(r"\bcomplet(?:e|ed|ion)\b|\bdeadline\b|\bfinish")
_EVENT = re.compile(
    r"\b(?:once|when|following|after|upon|pending|on completion|subject to|depend(?:s|ent|ing)|as soon as"
    r"|prior to|ahead of|in line with|in time for|to coincide with|as and when|as required|as needed|ad hoc)\b"
    r"|\b(?:next|each|every)\b.*\b(?:meetings?|board|panel|committee|conference|session|inspection|agm)\b"
    r"|\bto be (?:confirmed|agreed|arranged|set|advised|determined) (?:in|by|at|with|after|following|once|when)\b"
)


def _without_days(written: str, low: str) -> Due:
    if _NOT_READ.search(low):
        return Due(written)
    if step := _step(low):
        return Due(written, Kind.RECURRING, every=step)
    if _ONGOING.search(low):
        return Due(written, Kind.ONGOING)
    return Due(written, Kind.EVENT) if _EVENT.search(low) else Due(written)


def _step(low: str) -> str:
    return next((step for step, expression in _STEPS if re.search(expression, low)), "")


# --- A spreadsheet's number, and a date that says it has moved. ---

_SERIAL = re.compile(r"(?P<days>[3-5][0-9]{4})(?:\.0+)?")
_MOVED = re.compile(
    r"(?:.*\b(?:now|revised|moved|changed|postponed|extended|deferred|put back|slipped)"
    r"(?: (?:date|again))*(?: to)?|new date)[\s:-]+(?=[0-9a-z])"
)

_WAS = re.compile(
    r"\b(?:original(?:ly)?|previous(?:ly)?|formerly|instead of|was)(?: (?:date|due|was|planned))*\W*$"
)


def _serial(written: str, low: str) -> Due:
    """Days since 30 December 1899, as Excel keeps dates: 30000 to 59999 are 1982 to 2064."""
    day = datetime.date(1899, 12, 30) + datetime.timedelta(int(low.split(".")[0]))
    return Due(written, Kind.DAY, day, day)


def _where_it_is(low: str, words: str) -> tuple[str, str]:
    """The words without the date that was: "Sept 15 revised to Dec 15", "Mar 16 (originally Dec 15)"."""
    moved = _MOVED.match(low)
    if (
        moved
        and (after := find_days(low[moved.end() :]))
        and not _label(low[moved.end() :][: after[0].start])
    ):
        low, words = low[moved.end() :], words[moved.end() :]
    begins = 0
    for place in find_days(low):
        if was := _WAS.search(low[begins : place.start]):
            begins += was.start()
            blank = " " * (place.end - begins)
            low = low[:begins] + blank + low[place.end :]
            words = words[:begins] + blank + words[place.end :]
        begins = place.end
    return low, words


# --- Words that name days. ---

_JOIN_RANGE = re.compile(r"\s?(?:-|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s?(?:the\s)?")
_ADJACENT = re.compile(r"\s?")
_FILLER = re.compile(
    r"[^a-z0-9]+|\b(?:by|on|in|at|for|the|of|up|to|from|until|till|during|throughout|within|between|and|or|a|be|is"
    r"|due|dates?|target|deadline|run|across|over|around|approx(?:imately)?|circa|about|c|calendar|year|financial"
    r"|period|complete[d]?|completion|tbc|tba|confirmed|provisional(?:ly)?|revised|new|latest|no later than"
    r"|not later than|if possible|covering|month|early|noon|w/c|onwards?)\b"
    r"|\bon[\s-]?going\b|\b[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:am|pm)\b|\b[0-9]{1,2}:[0-9]{2}\b"
)
_NEAR_MISS = re.compile(  # left beside dates, these mean that a date was only partly understood
    r"[0-9]\s?[./-]\s?[0-9]|(?<![0-9#])(?:19|20)[0-9]{2}(?![0-9])|20xx"
    rf"|(?<![a-z])(?!may|mar\b|march){MONTH_WORD}"
    r"|\b(?:easter|christmas|xmas|new year|holidays?|half[\s-]?term)\b"
    r"|\b(?:within|next|last|this|over|for|every)\b[a-z ]*\b(?:[0-9]+|few|two|three|six|twelve)?\s?(?:working )?"
    r"(?:days?|weeks?|months?|years?)\b"
    r"|\b(?:days?|weeks?|months?|years?) (?:from|of|after|before|prior|following|later|to)\b"
)
_CHANGE_LEFT = re.compile(r"\b(?:early|mid|late|half|second|third|fourth|weeks?|after)[\s/-]*$|[0-9]\W*$")
_NOT_THIS_ONE = re.compile(r"\b(?:next|last|this)\W*$")
_CHANGE_FOLLOWS = re.compile(
    r"^\W*(?:(?:of )?(?:next|this|last|the following) (?:year|month|term|week)|half|holidays?|terms?|quarters?)\b"
    r"|^\W*[0-9]+\W*$|^[/-]\s?[0-9]"
)
_LABEL_STARTS = re.compile(r"^(?:(?:and|then)\b|[^\w(£'\"“‘#])+\s*", re.IGNORECASE)
_LABEL_ENDS = re.compile(
    r"(?:\s*(?:\b(?:by|on|in|at|for|from|due|until|during|the|of|and|or|to|to be completed)|[^\w)%'\"”’!?.]))+$",
    re.IGNORECASE,
)


def _with_days(written: str, words: str, low: str, found: list[Named], hint: YearHint) -> Due:
    if _NOT_READ.search(low):
        return Due(written)
    gaps = _gaps(low, found)
    groups = _groups(found, gaps)
    days = [_settled(low, group, hint) for group in groups]
    step = _step(low)
    if step:
        return _recurring(written, step, days, endless=_has_no_end(low, groups[0]) or "thereafter" in low)
    if _near_miss(low, found):
        return Due(written)
    if _EVENT.search(gaps[0]):
        return Due(written, Kind.EVENT) if _label(_EVENT.sub("", gaps[0])) else Due(written)
    if _GOES_ON_FROM.search(low) and not _UNTIL_DONE.search(low):
        return _ongoing(written, days, endless=_has_no_end(low, groups[0]))
    if any(one is None for one in days):
        return Due(written)
    read = [one for one in days if one]
    labels = _labels(words, low, groups)
    if any(labels):
        return _milestones(written, labels, read)
    if len(read) == 1 and _has_no_end(low, groups[0]):
        return Due(written, Kind.ONGOING, read[0].earliest)
    return _plainly(written, read)


def _gaps(low: str, places: list[Named]) -> list[str]:
    """The words before the first place, between each two, and after the last."""
    starts = [place.start for place in places] + [len(low)]
    ends = [0] + [place.end for place in places]
    return [low[end:start] for end, start in zip(ends, starts, strict=True)]


def _groups(found: list[Named], gaps: list[str]) -> list[list[Named]]:
    """Places with nothing but joining words between them belong together."""
    groups = [[found[0]]]
    for place, gap in zip(found[1:], gaps[1:-1], strict=True):
        if _label(gap):
            groups.append([place])
        else:
            groups[-1].append(place)
    return groups


def _settled(low: str, group: list[Named], hint: YearHint) -> Days | None:
    group = _without_its_quarter(low, group)
    days = settle(group, hint.starts, hint.ends)
    if days is None or len(group) == 1:
        return days
    gaps = [low[one.end : other.start] for one, other in zip(group, group[1:], strict=False)]
    if any(_ADJACENT.fullmatch(gap) for gap in gaps) and not all(place.has_year for place in group):
        return None
    first, last = (settle([place], days.earliest, days.latest) for place in (group[0], group[-1]))
    backwards = first and last and first.earliest > last.earliest
    return None if backwards and any(_JOIN_RANGE.fullmatch(gap) for gap in gaps) else days


def _without_its_quarter(low: str, group: list[Named]) -> list[Named]:
    """ "Quarter 4 covering January - March 2017" names its months: they say more than the number does."""
    quarters = [place for place in group if place.pattern == "quarter"]
    others = [place for place in group if place.pattern != "quarter"]
    explained = any(
        re.search(r"covering|[:(]", low[one.end : other.start])
        for one, other in zip(group, group[1:], strict=False)
    )
    if not explained or not quarters:
        return group
    return others or quarters[-1:]


def _near_miss(low: str, places: list[Named]) -> bool:
    """Something like a date, or a word that changes one, was left unread beside the dates."""
    gaps = _gaps(low, places)
    return (
        any(_NEAR_MISS.search(gap) for gap in gaps)
        or any(_CHANGE_LEFT.search(gap) for gap in gaps[:-1])
        or any(_CHANGE_FOLLOWS.search(gap) for gap in gaps[1:])
        or any(
            _NOT_THIS_ONE.search(gap) and not place.has_year for gap, place in zip(gaps, places, strict=False)
        )
    )


def _label(gap: str) -> str:
    """What is left of the words between dates without joining words and times of day; "" if nothing is."""
    return _FILLER.sub(" ", small_letters(gap)).strip()


def _labels(words: str, low: str, groups: list[list[Named]]) -> list[str]:
    """A label for each group: the words before it, or after it where the text begins with a date."""
    gaps = _gaps(words, [place for group in groups for place in (group[0], group[-1])])[::2]
    beside = gaps[1:] if _label(gaps[-1]) and not _label(gaps[0]) else gaps[:-1]
    return [_trimmed(gap) if _label(gap) else "" for gap in beside]


def _trimmed(gap: str) -> str:
    label = _LABEL_ENDS.sub("", _LABEL_STARTS.sub("", gap))
    return label if ")" in label else label.removeprefix("(")


def _has_no_end(low: str, group: list[Named]) -> bool:
    before, after = low[: group[0].start], low[group[-1].end :]
    return len(group) == 1 and bool(re.search(r"\bfrom\W*$", before) or re.match(r"\W*onwards?\b", after))


def _plainly(written: str, days: list[Days]) -> Due:
    earliest, latest = min(one.earliest for one in days), max(one.latest for one in days)
    return Due(written, Kind(days[0].grain) if len(days) == 1 else Kind.WINDOW, earliest, latest)


def _milestones(written: str, labels: list[str], days: list[Days]) -> Due:
    marks = tuple(Milestone(label, one.earliest, one.latest) for label, one in zip(labels, days, strict=True))
    earliest, latest = min(mark.earliest for mark in marks), max(mark.latest for mark in marks)
    return Due(written, Kind.MILESTONES, earliest, latest, milestones=marks)


def _recurring(written: str, step: str, days: list[Days | None], *, endless: bool = False) -> Due:
    """endless: a start is named and no end ("quarterly from June 2015"), so no one day makes it late."""
    read = [one for one in days if one]
    first = min(read, key=lambda one: one.earliest) if len(read) == len(days) else None
    if first is None:
        return Due(written, Kind.RECURRING, every=step)
    return Due(written, Kind.RECURRING, first.earliest, None if endless else first.latest, every=step)


def _ongoing(written: str, days: list[Days | None], *, endless: bool) -> Due:
    read = [one for one in days if one]
    if len(read) < len(days):
        return Due(written, Kind.ONGOING)
    earliest, latest = min(one.earliest for one in read), max(one.latest for one in read)
    return Due(written, Kind.ONGOING, earliest, None if endless else latest)


def _small(written: str) -> str:
    return small_letters(plain_words(written))


# --- What follows from a due date. ---

NEVER_LATE = (Kind.ONGOING, Kind.EVENT, Kind.NONE)


def is_late(due: Due, *, today: datetime.date, done: bool = False, met: frozenset[int] = frozenset()) -> bool:
    """Whether today is after the last day the words allow.

    met: the places in `due.milestones` of those already met; of a recurrence, of the occurrences already met.
    """
    last = last_day_open(due, met)
    return not done and last is not None and last < today


def days_late(
    due: Due, *, today: datetime.date, done: bool = False, met: frozenset[int] = frozenset()
) -> int:
    """Days since the last day the words allow (the earliest milestone missed); 0 where it is not late."""
    last = last_day_open(due, met)
    return max((today - last).days, 0) if last and not done else 0


def last_day_open(due: Due, met: frozenset[int] = frozenset()) -> datetime.date | None:
    """The day after which the action is late: the last its words allow, or that of the first step not met.

    None where no day of the words makes it late, or every milestone is met.
    """
    if due.kind in NEVER_LATE:
        return None
    if due.kind is Kind.MILESTONES:
        open_marks = [mark.latest for at, mark in enumerate(due.milestones) if at not in met]
        return min(open_marks, default=None)
    if due.kind is Kind.RECURRING:
        return occurrence(due, occurrences_met(met))
    return due.latest


def still_open(due: Due, met: frozenset[int]) -> Due:
    """What is left of a date, under the same words: the milestones not met; a recurrence from its next occurrence on."""
    if due.kind is Kind.MILESTONES:
        return replace(due, milestones=tuple(mark for at, mark in enumerate(due.milestones) if at not in met))
    if due.kind is not Kind.RECURRING or not due.latest:
        return due
    number = occurrences_met(met)
    first = due.earliest and occurrence(replace(due, latest=due.earliest), number)
    return replace(due, earliest=first, latest=occurrence(due, number))


def occurrences_met(met: frozenset[int]) -> int:
    """How many occurrences of a recurrence were met one after the other."""
    return next(at for at in range(len(met) + 1) if at not in met)


def occurrence(due: Due, number: int) -> datetime.date | None:
    """The last day of a recurrence's occurrence: number 0 is the one its words name. None where they name none."""
    if due.latest is None or due.every not in _MONTHS:
        return due.latest and due.latest + datetime.timedelta(weeks=number)
    return add_months(due.latest, number * _MONTHS[due.every])


def add_months(day: datetime.date, count: int) -> datetime.date:
    """The same day of a later month; the last day of a month leads to the last day of another, however long."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    length = months.monthrange(year, month)[1]
    return datetime.date(year, month, length if _ends_month(day) else min(day.day, length))


_MONTHS = {"year": 12, "quarter": 3, "month": 1}


def months_slipped(was: Due, becomes: Due) -> int:
    """Whole months from one last day to the other; negative where it came forward, 0 where either has none.

    The last day of a month to the last day of another is whole months, however long they are.
    """
    if was.latest is None or becomes.latest is None:
        return 0
    first, last = sorted((was.latest, becomes.latest))
    whole = (last.year - first.year) * 12 + last.month - first.month
    if last.day < first.day and not _ends_month(last):
        whole -= 1
    return whole if becomes.latest >= was.latest else -whole


def _ends_month(day: datetime.date) -> bool:
    return day.day == months.monthrange(day.year, day.month)[1]


def sort_day(due: Due) -> datetime.date:
    """The day to sort by: the last it allows, else its first, and without either after everything dated."""
    return due.latest or due.earliest or datetime.date.max


def plain(due: Due) -> str:
    """A short phrase: "by 30 June 2016", "any time 1 April 2016 to 31 March 2017", "no date"."""
    if due.kind is Kind.MILESTONES:
        return ", ".join(f"{mark.label} by {_say(mark.latest)}".strip() for mark in due.milestones)
    if due.kind is Kind.RECURRING:
        return f"every {due.every}" + (f", this one by {_say(due.latest)}" if due.latest else "")
    if due.kind is Kind.ONGOING:
        return "ongoing" + (f" from {_say(due.earliest)}" if due.earliest and not due.latest else "")
    if due.kind is Kind.EVENT:
        return "tied to an event, not a day"
    if due.latest is None or due.earliest is None:
        return "no date"
    if due.kind is Kind.WINDOW:
        return f"any time {_say(due.earliest)} to {_say(due.latest)}"
    return f"by {_say(due.latest)}"


def _say(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def read_month(words: str) -> datetime.date | None:
    """The first day of the one month, or of the month of the one day, that words name ("Updated March 2016")."""
    due = read_due(words)
    if due.earliest is None or due.latest is None or len(due.milestones) > 1:
        return None
    one = due.earliest.replace(day=1)
    return one if one == due.latest.replace(day=1) else None


def read_years(words: str) -> YearHint:
    """The first and last day of the one pair of years that words name ("Business Plan 2015-18")."""
    found = [place for place in find_days(_small(words)) if place.pattern == "years" and place.has_year]
    days = settle(found, None, None) if len(found) == 1 else None
    return YearHint(days.earliest, days.latest) if days else YearHint()
