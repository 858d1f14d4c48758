"""A progress cell as dated notes, and dated notes as a progress cell.

Boards write every update into one cell: "Audit planned. Update Dec 15: done. Update March 16: feedback sent".
An *opener* is what begins a note: "Update Dec 15:" anywhere, and at the start of a line also "March 2014 –",
"24/10/2014 -", "as at 19.5.05", or a line that is nothing but a date. A month inside a sentence ("planned for
March 2016.") and an update of something else ("Update timetable following ...") open nothing.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from safeboard.plans.day_words import MONTH_WORD
from safeboard.plans.due import Kind, read_due


@dataclass(slots=True)
class Note:
    """One progress note. opener: how it was opened, as typed ("Update Dec 15:"); "" where undated.

    breaks: where in the text a new line began in the file; the text itself runs on. It makes no other note.
    """

    text: str
    as_of: datetime.date | None = None  # first day of the month it speaks of, or the day if it names one
    opener: str = ""
    breaks: list[int] = field(default_factory=list, compare=False, repr=False)


_YEAR = r"(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]|[./-][0-9]|\s?(?:st|nd|rd|th)\b)"
_DAY = r"[0-9]{1,2}(?:\s?(?:st|nd|rd|th)\b)?"
_DATE = (
    rf"(?:(?:{_DAY}[\s-]*(?:of\s)?)?{MONTH_WORD}[\s,./'’-]*{_YEAR}"
    rf"|{MONTH_WORD}\s{_DAY},?\s(?:19|20)[0-9]{{2}}(?![0-9])"
    r"|[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2})(?![0-9])"
    r"|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9]))"
)
_UPDATE = (
    r"(?:(?:last|latest|further|progress|verbal)\s+)?updated?(?:\s+(?:as\s+at|as\s+of|at|for|on|to))?\s+"
)
_AS_AT = r"(?:(?:progress|position|status)\s+)?(?:as\s+at|as\s+of|at|for|compiled)\s+"
_PROGRESS = r"(?:(?:progress|position|status)\s+)"
_DASH = r"[ \t]*[:;–—-]"
_STOP = r"[ \t]*[./](?=\s|$)"
_MARK = rf"(?:{_DASH}|{_STOP})"
_LINE_ENDS = r"(?=[ \t]*\n\s*\S)"

_IN_A_LINE = re.compile(rf"(?<!\w){_UPDATE}(?P<date>{_DATE})\s*[:;]", re.IGNORECASE)


def _starting_a_line(expression: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*(?P<opener>{expression})", re.IGNORECASE | re.MULTILINE)


# Lines of a PDF's cell are wrapped anywhere, so a line may begin with a date in the midst of a sentence: each
# kind of opener asks something of the line before it.
_CUT = re.compile(
    r"(?:[,-]|\b(?:for|in|by|of|on|at|to|the|and|or|from|until|since|early|mid|late|end|during|a))$",
    re.IGNORECASE,
)


def _any(before: str) -> bool:
    return True


def _not_cut(before: str) -> bool:
    return not _CUT.search(before)


def _sentence_ended(before: str) -> bool:
    return before == "" or before[-1] in ".!?:;)]"


_LINES = [
    (_starting_a_line(rf"{_UPDATE}(?P<date>{_DATE}){_MARK}"), _any),
    (_starting_a_line(rf"(?:{_AS_AT}|{_PROGRESS})?(?P<date>{_DATE}){_DASH}(?!\s*{_DATE})"), _not_cut),
    (_starting_a_line(rf"(?:{_UPDATE}|{_AS_AT})(?P<date>{_DATE})(?:{_MARK}|,|(?=\s|$))"), _sentence_ended),
    (_starting_a_line(rf"{_PROGRESS}?(?P<date>{_DATE})(?:{_STOP}|{_LINE_ENDS})"), _sentence_ended),
]


def split_notes(text: str) -> list[Note]:
    """The notes of a cell in the order written; words before the first opener are a note without a day."""
    text = re.sub(r"[\r\v\f\u2028\u2029]", "\n", text)
    notes: list[Note] = []
    opener, as_of, begins = "", None, 0
    for start, end, day in _openers(text):
        notes.append(_note(text[begins:start], as_of, opener))
        opener, as_of, begins = _fold(text[start:end]), day, end
    notes.append(_note(text[begins:], as_of, opener))
    return notes if notes[0].text else notes[1:]


def _note(text: str, as_of: datetime.date | None, opener: str) -> Note:
    lines = [_fold(line) for line in text.split("\n") if line.strip()]
    starts = list(accumulate(len(line) + 1 for line in lines[:-1]))
    return Note(" ".join(lines), as_of, opener, starts)


def join_notes(notes: Iterable[Note]) -> str:
    """A cell's text that `split_notes` reads back: a line for each note, its opener first.

    A dated note that was never typed with an opener gets one ("Update June 2016:"). An opener that is only
    known by standing alone on its line keeps that line.
    """
    return "\n".join(_as_typed(note) for note in notes)


def opener_for(day: datetime.date) -> str:
    """ "Update June 2016:" for the first day of a month, which stands for the month; else with the day."""
    return f"Update {day:%B %Y}:" if day.day == 1 else f"Update {day.day} {day:%B %Y}:"


def _as_typed(note: Note) -> str:
    opener = note.opener or (opener_for(note.as_of) if note.as_of else "")
    text = _fold(note.text)
    line = f"{opener} {text}".strip()
    if opener and split_notes(line) != [Note(text, note.as_of, opener)]:
        return f"{opener}\n{text}".strip()
    return line


def _openers(text: str) -> list[tuple[int, int, datetime.date]]:
    """Where each opener starts and ends, and the day it names, in order and without overlaps."""
    found = [(one.start(), one.end(), one["date"]) for one in _IN_A_LINE.finditer(text)]
    for expression, fits_after in _LINES:
        found += [
            (one.start("opener"), one.end(), one["date"])
            for one in expression.finditer(text)
            if fits_after(text[: one.start()].rstrip()[-20:])
        ]
    openers: list[tuple[int, int, datetime.date]] = []
    for start, end, words in sorted(found, key=lambda one: (one[0], -one[1])):
        day = _day(words)
        if day and (not openers or start >= openers[-1][1]):
            openers.append((start, end, day))
    return openers


def _day(words: str) -> datetime.date | None:
    due = read_due(words)
    return due.earliest if due.kind in (Kind.DAY, Kind.MONTH) else None


def _fold(text: str) -> str:
    return " ".join(text.split())
