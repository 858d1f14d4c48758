"""The days that words name: "Jun-16", "end of Nov 15", "W/C 19, 26 May and 2 June", "Quarter 1 of 2022/23".

No library reads these well: the best one tried took "Jun-16" for the 16th of June of the current year. So each
spelling has its line in a table of patterns, UK order (day first), and what a pattern does not take is left alone.

Conventions, stated once:
- two digits after a month are a year ("Nov 15" is November 2015); 70 to 99 are 1970 to 1999;
- two years joined are financial years ("2015-18" is 1 April 2015 to 31 March 2018), one alone is a calendar year;
- "early", "mid" and "late" are thirds: of a month days 1-10, 11-20 and 21 on; of a longer period whole
  months where they divide, else days;
- a week is seven days; "before June 2016" ends on 31 May 2016;
- a weekday that contradicts its date, and a date that does not exist, name no day.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from safeboard.plans.day_words import ENGLAND, MONTH_WORD, Calendar, Reading, Span, months_on, on, readings_at


@dataclass(frozen=True, slots=True)
class Named:
    """A place in a text that names days. More than one reading where the words could mean several things."""

    start: int
    end: int
    pattern: str
    readings: tuple[Reading, ...]
    week: bool = False

    @property
    def year(self) -> int | None:
        return self.readings[0].year if len(self.readings) == 1 else None

    @property
    def has_year(self) -> bool:
        return all(reading.year is not None for reading in self.readings)


@dataclass(frozen=True, slots=True)
class Days:
    """The days that some words allow."""

    grain: str
    earliest: datetime.date
    latest: datetime.date


# --- Words before a date that change which of its days are meant. ---

_NUMBERED = re.compile(
    r"\b(?:sections?|phase|stage|part|step|tier|level|strand|priority|item|issue|action|objective|page|s|no|week"
    r"|year|version|v)\.?\s?[0-9]{1,3}(?![0-9/]|\s?(?:st|nd|rd|th)\b)"
)
_WEEK = r"(?:week|wk)"
_FOUR = (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"))
_CHANGES = [
    (name, re.compile(rf"(?<![a-z0-9])(?:the\s)?(?:{expression})(?:\sthe)?\s*$"))
    for name, expression in (
        *((f"week {at}", rf"(?:{'|'.join(words)})\s{_WEEK}\s(?:of|in)") for at, words in enumerate(_FOUR)),
        ("last week", rf"(?:last|final)\s{_WEEK}\s(?:of|in)"),
        ("week", rf"w/?\.?(?:c|b)\.?\s?[:-]?|{_WEEK}\s(?:commencing|beginning|starting|of)\s?[:-]?"),
        ("week to", rf"w/?\.?e\.?\s?[:-]?|{_WEEK}\sending\s?[:-]?"),
        ("end", r"(?:end|close)(?:[\s-]of|[\s-])?|e/o"),
        ("early", r"(?:early|beginning|start|first\spart)(?:[\s-](?:of|in)|[\s-])?"),
        ("mid", r"mid(?:dle)?(?:[\s-](?:of|in)|[\s-])?"),
        ("late", r"(?:late|latter\spart)(?:[\s-](?:of|in)|[\s-])?"),
        ("before", r"before|prior\sto|ahead\sof"),
    )
]


def _changed(change: str, span: Span, grain: str) -> Span | None:
    """The days left of a span: "end" of June, "early" 2016, the "week" that begins on 9 June."""
    first, last = span
    day = datetime.timedelta(1)
    if change == "end":
        return last, last
    if change == "before":
        return first - day, first - day
    if change == "week":
        return (first, last + 6 * day) if grain != "month" else None
    if change == "week to":
        return first - 6 * day, last
    if change == "last week":
        return (last - 6 * day, last) if grain == "month" else None
    if change.startswith("week "):
        first += int(change[5:]) * 7 * day
        return (first, min(first + 6 * day, last)) if grain == "month" else None
    return _third(("early", "mid", "late").index(change), span, grain)


def _third(at: int, span: Span, grain: str) -> Span | None:
    first, last = span
    if grain == "day":
        return None
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        begins = first.replace(day=1 + 10 * at)
        return begins, last if at == 2 else first.replace(day=10 + 10 * at)
    if first.day != 1 or months % 3:
        third = (last - first + datetime.timedelta(1)) / 3
        return first + at * third, last if at == 2 else first + (at + 1) * third - datetime.timedelta(1)
    begins = on(*months_on(first.year, first.month, at * months // 3), 1)
    return begins, on(*months_on(first.year, first.month, (at + 1) * months // 3), 1) - datetime.timedelta(1)


def _with_change(reading: Reading, change: str) -> Reading:
    grain = {"end": "day", "before": "day"}.get(change, "window")

    def of(year: int) -> Span | None:
        span = reading.of(year)
        return _changed(change, span, reading.grain) if span else None

    return Reading(grain, of, reading.year)


# --- Finding them in a text. ---


def plain_words(text: str) -> str:
    """White space folded, every dash "-", every apostrophe "'": the ground on which places are counted."""
    return " ".join(text.split()).translate(_SAME)


_SAME = str.maketrans({**dict.fromkeys("–—−‐‑‒", "-"), **dict.fromkeys("’‘ʼ`´", "'")})


def small_letters(text: str) -> str:
    """As `str.lower`, but of the same length (a few letters grow when made small)."""
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def find_days(words: str, calendar: Calendar = ENGLAND) -> list[Named]:
    """The places that name days, in order. words: as `small_letters(plain_words(text))` gives them.

    A place that looks like a date but is none (31/02/2016) is found too, and settles to nothing.
    """
    masked = _NUMBERED.sub(lambda found: re.sub("[0-9]", "#", found[0]), words)
    found: list[Named] = []
    at = 0
    for word in _WORD_STARTS.finditer(masked):
        if word.start() < at:
            continue
        named = _at(masked, word.start(), calendar)
        if named is not None:
            found.append(_with_changes(named, masked, at))
            at = named.end
    return found


_WORD_STARTS = re.compile(r"(?<![a-z])[a-z]|(?<![a-z0-9])[0-9]")


def _at(words: str, at: int, calendar: Calendar) -> Named | None:
    for pattern, end, readings in readings_at(words, at, calendar):
        if words[at:end] != "may" or _may_is_a_month(words, at, end):
            return Named(at, end, pattern, readings)
    return None


_BEFORE_MAY = re.compile(
    r"(?:^|\b(?:by|in|of|the|early|mid|late|end|until|till|before|from|during|since|w/c)[\s-]*"
    rf"|(?:{MONTH_WORD}|[0-9])\s?(?:-|/|,|&|\bto|\bor|\band)\s?(?:early\s|mid[\s-]|late\s|end\sof\s)?)$"
)
_AFTER_MAY = re.compile(
    rf"\s?(?:-|/|,|&|to\s|or\s|and\s)\s?(?:early\s|mid[\s-]|late\s|end\sof\s)?(?:{MONTH_WORD}|[0-9])"
)


def _may_is_a_month(words: str, start: int, end: int) -> bool:
    """ "may" without a day or a year is a month only after a word that a verb does not follow, or alone."""
    before, after = words[:start], words[end:]
    if not before.strip(" -:("):
        return not after.strip(" .)-:") or bool(_AFTER_MAY.match(after))
    return bool(_BEFORE_MAY.search(before)) or bool(_AFTER_MAY.match(after))


def _with_changes(named: Named, words: str, after: int) -> Named:
    """The place widened to take in the words before it that change its days."""
    changes: list[str] = []
    start, searching = named.start, True
    while searching:
        searching = False
        for change, expression in _CHANGES:
            match = expression.search(words, after, start)
            if match:
                changes.append(change)
                start, searching = match.start(), True
                break
    if changes[:1] == ["end"] and changes[1:] == ["before"]:
        changes.pop()
    readings = named.readings
    for change in changes:
        readings = tuple(_with_change(reading, change) for reading in readings)
    return replace(named, start=start, readings=readings, week="week" in changes)


# --- Years. ---


def settle(group: list[Named], starts: datetime.date | None, ends: datetime.date | None) -> Days | None:
    """The days that places joined together allow ("June/July 2012"): the first of them to the last.

    A date without a year takes its neighbour's, keeping their order ("November to January 2017" begins in 2016).
    Where none has a year, the days must lie between `starts` and `ends` in exactly one year; otherwise nothing.
    """
    group = _weeks_carried(group)
    if len(group) == 1 and group[0].has_year:
        possible = {_days([group[0]], [span]) for span in _written_spans(group[0])}
    elif any(len(named.readings) > 1 for named in group) and len(group) > 1:
        return None
    elif any(named.year is not None for named in group):
        possible = {_days(group, _chain(group))}
    else:
        possible = set(_hinted(group, starts, ends))
    if len(possible) > 1 and starts and ends:
        possible = {days for days in possible if days and starts <= days.earliest and days.latest <= ends}
    return possible.pop() if len(possible) == 1 else None


def _written_spans(named: Named) -> list[Span | None]:
    return [reading.of(reading.year) for reading in named.readings if reading.year is not None]


def _hinted(
    group: list[Named], starts: datetime.date | None, ends: datetime.date | None
) -> Iterator[Days | None]:
    if not (starts and ends):
        return
    for year in range(starts.year - 1, ends.year + 2):
        for reading in group[-1].readings:
            last = replace(group[-1], readings=(replace(reading, year=reading.year or year),))
            days = _days(group, _chain([*group[:-1], last]))
            if days and starts <= days.earliest and days.latest <= ends:
                yield days


def _chain(group: list[Named]) -> list[Span | None]:
    """Each place's span, years passed to neighbours: to the left first, then to the right."""
    anchor = max(at for at, named in enumerate(group) if named.year is not None)
    year = group[anchor].year or 0
    spans: list[Span | None] = [group[anchor].readings[0].of(year)]
    for named in reversed(group[:anchor]):
        span, year = _beside(named, spans[0], year, -1)
        spans.insert(0, span)
    year = group[anchor].year or 0
    for named in group[anchor + 1 :]:
        span, year = _beside(named, spans[-1], year, 1)
        spans.append(span)
    return spans


def _beside(named: Named, beside: Span | None, year: int, step: int) -> tuple[Span | None, int]:
    if beside is None:
        return None, year
    own = named.year
    if own is not None:
        return named.readings[0].of(own), own
    for at in (year, year + step):
        span = named.readings[0].of(at)
        if span and (span[0] <= beside[0] if step < 0 else span[0] >= beside[0]):
            return span, at
    return None, year


def _days(group: list[Named], spans: list[Span | None]) -> Days | None:
    whole = [span for span in spans if span]
    if len(whole) < len(spans) or not whole:
        return None
    earliest = min(span[0] for span in whole)
    latest = max(span[1] for span in whole)
    if len(set(whole)) > 1:
        return Days("window", earliest, latest)
    grain = group[0].readings[0].grain if len(group[0].readings) == 1 else _grain(earliest, latest)
    return Days(grain, earliest, latest)


def _grain(earliest: datetime.date, latest: datetime.date) -> str:
    if earliest == latest:
        return "day"
    return "month" if (earliest.year, earliest.month) == (latest.year, latest.month) else "window"


def _weeks_carried(group: list[Named]) -> list[Named]:
    """ "W/C 19 May and 2 June": the second is a week too."""
    carried: list[Named] = []
    for named in group:
        if carried and carried[-1].week and not named.week and named.pattern in ("day", "numeric"):
            readings = tuple(_with_change(reading, "week") for reading in named.readings)
            named = replace(named, readings=readings, week=True)
        carried.append(named)
    return carried
