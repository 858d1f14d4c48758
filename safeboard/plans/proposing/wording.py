"""When two texts say the same to a person, and how alike two others are. No Django here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from safeboard.plans.day_words import MONTH_WORD
from safeboard.plans.due import Kind, YearHint, read_due
from safeboard.plans.notes import Note

_VARIANTS = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "‘’‚‛`´′"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»"), '"'),
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")),
    ord("\u2044"): "/",  # what ½ is made of
}
_BULLET = re.compile(r"(?:^|\s)[•▪●◦·‣∙*]\s+")
_AROUND_DASH = re.compile(r"\s*-\s*")
_BETWEEN = re.compile(r"[/;,|&+]|\band\b")
_BEFORE_STOP = re.compile(r"\s+(?=[,.;:!?)])|(?<=\()\s+")
_MONTHS = re.compile(rf"\b{MONTH_WORD}", re.IGNORECASE)
_DAYS = (Kind.DAY, Kind.MONTH, Kind.WINDOW, Kind.MILESTONES)


@lru_cache(maxsize=1 << 15)
def plain(text: str) -> str:
    """A text without what its form decides: kinds of dashes and quotes, white space, bullets, full stops at its end.

    Capitals stay: a name put right is another text.
    """
    text = unicodedata.normalize("NFKC", text.translate(_VARIANTS)).translate(_VARIANTS)
    text = _AROUND_DASH.sub("-", _BULLET.sub(" ", text))
    return _BEFORE_STOP.sub("", " ".join(text.split())).rstrip(" .").replace("''", '"')


def plain_leads(leads: Sequence[str]) -> str:
    """Leads in their order, whatever stands between them."""
    return " ".join(_BETWEEN.sub(" ", " ".join(plain(lead) for lead in leads)).split())


def plain_due(written: str, hint: YearHint) -> object:
    """What a date says: its days and the words beside them. "Jun-26" and "June 2026" are one date, "once agreed" is its words."""
    due, words = read_due(written, hint=hint), plain(written).casefold()
    if due.kind not in _DAYS:
        return words
    steps = tuple((step.earliest, step.latest) for step in due.milestones)
    return due.earliest, due.latest, steps, tuple(re.findall(r"[^\W\d_]{3,}", _MONTHS.sub(" ", words)))


def same_note(one: Note, other: Note) -> bool:
    """Whether a note in a file is one we know: the same words, of the same day or month. An opener left out is form."""
    return plain(one.text) == plain(other.text) and (one.as_of is None or same_day(one, other))


def same_day(one: Note, other: Note) -> bool:
    """Both of one day; the first of a month stands for the month."""
    a, b = one.as_of, other.as_of
    if a is None or b is None:
        return a is b
    return a == b or ((a.year, a.month) == (b.year, b.month) and 1 in (a.day, b.day))


def alike(one: str, other: str) -> float:
    """0-100. Half by letters, so that a slip of the pen counts little; half by words, since any two sentences share letters."""
    a, b = plain(one).casefold(), plain(other).casefold()
    if not a or not b:
        return 100.0 if a == b else 0.0
    letters = fuzz.ratio(a, b)
    return (letters + fuzz.ratio(_words(a), _words(b))) / 2 if letters > LETTERS_AT_LEAST else letters / 2


LETTERS_AT_LEAST = 30
"""Under it, two texts are not worth counting words."""


@lru_cache(maxsize=1 << 15)
def _words(text: str) -> list[str]:
    return re.findall(r"[\w&£%'/-]+", text)
