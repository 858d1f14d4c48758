"""How days are spelled: the table of patterns, and what each one means in a given year.

UK order, day first. A pattern that is not here is not read; none of them guesses a year.
"""

import datetime
import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Span = tuple[datetime.date, datetime.date]
MonthDay = tuple[int, int]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH_WORD = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)


@dataclass(frozen=True, slots=True, eq=False)  # known by itself, so that a reading can be remembered by it
class Calendar:
    """What a board's words mean where only custom says. A day of 31 stands for the last day of any month.

    A season or term that ends before it begins ends in the next year. Quarters are three months each from the
    first day of the financial year.
    """

    financial_year: MonthDay = (4, 1)
    academic_year: MonthDay = (9, 1)
    seasons: dict[str, tuple[MonthDay, MonthDay]] = field(default_factory=dict)
    terms: dict[str, tuple[MonthDay, MonthDay]] = field(default_factory=dict)
    half_terms: tuple[tuple[MonthDay, MonthDay], ...] = ()


ENGLAND = Calendar(
    # The Met Office's meteorological seasons.
    seasons={
        "spring": ((3, 1), (5, 31)),
        "summer": ((6, 1), (8, 31)),
        "autumn": ((9, 1), (11, 30)),
        "winter": ((12, 1), (2, 31)),
    },
    # Each school sets its own days. These are whole months nearest to them, the year's first term first: terms
    # that begin on 1 September, 1 January and 1 April, as for funded early education, schools closing in July.
    terms={
        "autumn": ((9, 1), (12, 31)),
        "spring": ((1, 1), (3, 31)),
        "summer": ((4, 1), (7, 31)),
    },
    half_terms=(
        ((9, 1), (10, 31)),
        ((11, 1), (12, 31)),
        ((1, 1), (2, 14)),
        ((2, 15), (3, 31)),
        ((4, 1), (5, 31)),
        ((6, 1), (7, 31)),
    ),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read some words. grain: "day", "month" or "window". year: as written, None where it is not.

    of: the first and last day in a year, None where that year has none (30 February; Monday 2 June 2015).
    """

    grain: str
    of: Callable[[int], Span | None]
    year: int | None = None


# --- The patterns, in the order they are tried at each place; a text is in small letters, white space folded. ---

_MONTH = rf"(?P<month>{MONTH_WORD})"
_ORD = r"(?:\s?(?:st|nd|rd|th)\b)"
_LONG_YEAR = r"(?:(?:19[7-9]|20[0-9])[0-9])"
_AFTER_YEAR = r"(?![0-9:]|\s?(?:st|nd|rd|th|am|pm)\b|[./-][0-9])"
_YEAR = rf"(?P<year>{_LONG_YEAR}|[0-9]{{2}}){_AFTER_YEAR}"
_BEFORE_YEAR = r"(?:,\s?(?=[0-9]{4})|[\s./'-]*)"
_YEARS = rf"(?P<from>{_LONG_YEAR})\s?(?:-|/|to\s)\s?(?P<to>{_LONG_YEAR}|[0-9]{{2}})(?![0-9]|[./-][0-9])"
_SHORT_YEARS = (
    rf"(?P<from>{_LONG_YEAR}|[0-9]{{2}})\s?[/-]\s?(?P<to>{_LONG_YEAR}|[0-9]{{2}})(?![0-9]|[./-][0-9])"
)
_OF_YEARS = rf"(?:,?\s(?:of\s|in\s)?\(?(?:fy\s?)?{_SHORT_YEARS}\)?)?"
_DAYS = rf"[0-9]{{1,2}}{_ORD}?(?:\s?(?:,|-|/|&|\band\b|\bor\b|\bto\b)\s?[0-9]{{1,2}}{_ORD}?)*"
_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s(?:the\s)?"
_FIRST = r"(?P<nth>first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th)"
_NTH = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2}
_NTH |= {"fourth": 3, "4th": 3, "fifth": 4, "5th": 4, "sixth": 5, "6th": 5}
_QUARTERS = {"1": 0, "one": 0, "2": 1, "two": 1, "3": 2, "three": 2, "4": 3, "four": 3}

Maker = Callable[[re.Match[str], Calendar], list[Reading]]
_PATTERNS: list[tuple[str, re.Pattern[str], Maker]] = []


def _pattern(name: str, *expressions: str) -> Callable[[Maker], Maker]:
    def keep(maker: Maker) -> Maker:
        _PATTERNS.extend((name, re.compile(expression), maker) for expression in expressions)
        return maker

    return keep


@_pattern(
    "iso",
    rf"(?P<year>{_LONG_YEAR})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?![0-9])"
    r"(?:[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?",
)
def _iso(found: re.Match[str], _: Calendar) -> list[Reading]:
    return [_fixed_day(int(found["year"]), int(found["month"]), [int(found["day"])])]


@_pattern(
    "numeric",
    r"(?P<day>[0-9]{1,2})(?P<mark>\s?[./-]\s?)(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])",
)
def _numeric(found: re.Match[str], _: Calendar) -> list[Reading]:
    return [_fixed_day(_year(found["year"]), int(found["month"]), [int(found["day"])])]


@_pattern(
    "day",
    rf"(?:{_WEEKDAY})?(?P<days>{_DAYS})(?:\sof)?[\s./-]*{_MONTH}(?:{_BEFORE_YEAR}{_YEAR}(?!\s{MONTH_WORD}))?",
)
def _day_of_month(found: re.Match[str], _: Calendar) -> list[Reading]:
    days = [int(day) for day in re.findall(r"[0-9]+", found["days"])]
    return [_dated(found, days, found["weekday"] or "")]


@_pattern(
    "day",
    rf"(?:{_WEEKDAY})?{_MONTH}\s(?P<day>[0-9]{{1,2}}){_ORD}(?:,?\s{_YEAR})?",
    rf"(?:{_WEEKDAY})?{_MONTH}\s(?P<day>[0-9]{{1,2}}),?\s(?P<year>{_LONG_YEAR}){_AFTER_YEAR}",
)
def _month_and_day(found: re.Match[str], _: Calendar) -> list[Reading]:
    return [_dated(found, [int(found["day"])], found["weekday"] or "")]


@_pattern("month", rf"{_MONTH}{_BEFORE_YEAR}{_YEAR}", _MONTH)
def _month(found: re.Match[str], _: Calendar) -> list[Reading]:
    return [_a_month(_month_number(found["month"]), _written_year(found))]


@_pattern("month", rf"(?P<month>0?[1-9]|1[0-2])\s?[./-]\s?(?P<year>{_LONG_YEAR}){_AFTER_YEAR}")
def _numeric_month(found: re.Match[str], _: Calendar) -> list[Reading]:
    return [_a_month(int(found["month"]), int(found["year"]))]


@_pattern(
    "quarter",
    rf"{_YEARS},?[\s:(-]{{1,3}}(?:q|qtr|quarter)\s?(?P<quarter>[1-4]|one|two|three|four)(?![0-9a-z])",
    rf"(?:q|qtr|quarter)\s?(?P<quarter>[1-4]|one|two|three|four)(?![0-9a-z]){_OF_YEARS}",
    rf"{_FIRST}\squarter(?![a-z]){_OF_YEARS}",
)
def _quarter(found: re.Match[str], calendar: Calendar) -> list[Reading]:
    names = found.groupdict()
    number = _QUARTERS[names["quarter"]] if names.get("quarter") else _NTH[names["nth"]]
    years = _next_years(found)
    if number > 3 or years == ():
        return []
    first, day = calendar.financial_year

    def of(year: int) -> Span:
        begins = on(*months_on(year, first, 3 * number), day)
        return begins, on(*months_on(year, first, 3 * number + 3), day) - datetime.timedelta(1)

    return [Reading("window", of, years[0] if years else None)]


@_pattern(
    "term", rf"{_FIRST}\shalf[\s-]?term(?![a-z])(?:\s(?:of\s|in\s)?(?P<year>{_LONG_YEAR}){_AFTER_YEAR})?"
)
def _half_term(found: re.Match[str], calendar: Calendar) -> list[Reading]:
    halves = calendar.half_terms[_NTH[found["nth"]] :][:1]
    return [_custom(half, _written_year(found)) for half in halves]


@_pattern(
    "term",
    rf"(?:(?P<term>[a-z]+)|{_FIRST})\sterm(?![a-z])"
    rf"(?:\s(?:of\s|in\s)?(?:{_YEARS}|(?P<year>{_LONG_YEAR}){_AFTER_YEAR}))?",
)
def _term(found: re.Match[str], calendar: Calendar) -> list[Reading]:
    at = _NTH.get(found["term"] or found["nth"])
    names = list(calendar.terms)
    name = found["term"] if at is None else (names[at : at + 1] or [""])[0]
    years = _next_years(found)
    if name not in calendar.terms or years == ():
        return []
    term = calendar.terms[name]
    year = _written_year(found)
    if years:
        year = years[0] if term[0] >= calendar.academic_year else years[1]
    return [_custom(term, year)]


@_pattern(
    "season",
    rf"(?P<season>winter)\s(?:of\s)?{_YEARS}",
    rf"(?P<season>spring|summer|autumn|winter)(?![a-z])"
    rf"(?:[\s-](?:of\s)?(?P<year>{_LONG_YEAR}){_AFTER_YEAR})?",
)
def _season(found: re.Match[str], calendar: Calendar) -> list[Reading]:
    years = _next_years(found)
    season = calendar.seasons.get(found["season"])
    if season is None or years == ():
        return []
    return [_custom(season, years[0] if years else _written_year(found))]


@_pattern(
    "years",
    rf"(?P<academic>academic\syear|school\syear)(?:\s(?:of\s)?{_YEARS})?(?![a-z])",
    rf"(?:financial\syear|fiscal\syear|fy)\s?(?:of\s)?{_SHORT_YEARS}",
    _YEARS,
    r"(?P<from>financial|fiscal)\syear(?P<to>)(?![a-z])",
)
def _years(found: re.Match[str], calendar: Calendar) -> list[Reading]:
    begins = calendar.academic_year if found.groupdict().get("academic") else calendar.financial_year
    years = None if found["from"] in (None, "financial", "fiscal") else _years_written(found)
    if years == ():
        return []
    length = years[1] - years[0] if years else 1

    def of(year: int) -> Span:
        return on(year, *begins), on(year + length, *begins) - datetime.timedelta(1)

    return [Reading("window", of, years[0] if years else None)]


@_pattern("iso-month", rf"(?P<year>{_LONG_YEAR})-(?P<month>0[1-9]|1[0-2])(?![0-9]|[./-][0-9])")
def _iso_month(found: re.Match[str], _: Calendar) -> list[Reading]:
    return [_a_month(int(found["month"]), int(found["year"]))]


@_pattern("year", rf"(?:calendar\syear\s)?(?P<year>{_LONG_YEAR})(?![0-9a-z]|\s?[./-]\s?[0-9])")
def _calendar_year(found: re.Match[str], _: Calendar) -> list[Reading]:
    return [_custom(((1, 1), (12, 31)), int(found["year"]))]


@_pattern("pair", r"(?P<one>[0-9]{1,2})\s?[/-]\s?(?P<two>[0-9]{2})(?![0-9]|\s?[./-]\s?[0-9])")
def _pair(found: re.Match[str], calendar: Calendar) -> list[Reading]:
    """Two short numbers: a financial year (17/18), a month of a year (03/17) or a day of a month (25/12)."""
    one, two = int(found["one"]), int(found["two"])
    readings = []
    if len(found["one"]) == 2 and two == (one + 1) % 100:
        begins, ends = _year(found["one"]), calendar.financial_year
        span = (on(begins, *ends), on(begins + 1, *ends) - datetime.timedelta(1))
        readings.append(Reading("window", lambda year: span if year == begins else None, begins))
    if 1 <= one <= 12:
        readings.append(_a_month(one, _year(found["two"])))
    if 1 <= two <= 12:
        readings.append(Reading("day", lambda year: _listed(year, two, [one]), None))
    return readings


# --- What a pattern found, as a reading. ---


def _fixed_day(year: int, month: int, days: list[int]) -> Reading:
    return Reading("day", lambda at: _listed(at, month, days) if 1970 <= at <= 2099 else None, year)


def _dated(found: re.Match[str], days: list[int], weekday: str) -> Reading:
    month = _month_number(found["month"])
    grain = "day" if len(set(days)) == 1 else "window"

    def of(year: int) -> Span | None:
        span = _listed(year, month, days)
        if span and weekday and WEEKDAYS[span[0].weekday()] != weekday[:3]:
            return None
        return span

    return Reading(grain, of, _written_year(found))


def _a_month(month: int, year: int | None) -> Reading:
    return Reading("month", lambda at: (on(at, month, 1), on(at, month, 31)), year)


def _custom(period: tuple[MonthDay, MonthDay], year: int | None) -> Reading:
    first, last = period

    def of(at: int) -> Span:
        return on(at, *first), on(at + (last < first), *last)

    return Reading("window", of, year)


def _listed(year: int, month: int, days: list[int]) -> Span | None:
    """The first to the last of several days of one month, None unless each is real and after the one before."""
    try:
        dates = [datetime.date(year, month, day) for day in days]
    except ValueError:
        return None
    return (dates[0], dates[-1]) if dates == sorted(dates) else None


def on(year: int, month: int, day: int) -> datetime.date:
    return datetime.date(year, month, min(day, monthrange(year, month)[1]))


def months_on(year: int, month: int, more: int) -> tuple[int, int]:
    months = month - 1 + more
    return year + months // 12, months % 12 + 1


def _month_number(word: str) -> int:
    return MONTHS.index(word[:3]) + 1


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 70 else 2000)


def _written_year(found: re.Match[str]) -> int | None:
    digits = found.groupdict().get("year")
    return _year(digits) if digits else None


def _years_written(found: re.Match[str]) -> tuple[int, int] | tuple[()] | None:
    """The two years of "2015-18"; None where none are written; empty where they do not follow ("2016-06")."""
    names = found.groupdict()
    if not names.get("from"):
        return None
    first = _year(names["from"])
    last = int(names["to"]) if len(names["to"]) == 4 else first // 100 * 100 + int(names["to"])
    return (first, last) if first < last <= first + 10 else ()


def _next_years(found: re.Match[str]) -> tuple[int, int] | tuple[()] | None:
    """As `_years_written`, for what lies in one year: the second must be the next ("2022/23")."""
    years = _years_written(found)
    return () if years and years[1] != years[0] + 1 else years


def readings_at(words: str, at: int, calendar: Calendar) -> Iterator[tuple[str, int, tuple[Reading, ...]]]:
    """(pattern, where it ends, its readings) of each pattern that takes the words from `at` on, likeliest first."""
    for name, expression, maker in _PATTERNS:
        match = expression.match(words, at)
        readings = maker(match, calendar) if match else []
        if match and readings:
            yield name, match.end(), tuple(readings)
