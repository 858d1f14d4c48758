"""Red, amber, green, blue or not rated: what words say a rating is, and what the evidence says beside it.

What a colour means is the plan's own *legend* ({"red": "Off Target", ...}) and differs from board to board:
here amber may be "On Target", elsewhere "one month behind". So no word but a colour's name is a rating unless
the legend or the file's own key (its *marks*, {"1": "green"}) says so, and nothing is ever rated by default.
Yellow is amber.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from safeboard.plans.due import Due, Kind, days_late, plain


class Rating(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"


_NAMES = {
    "red": "red",
    "amber": "amber",
    "yellow": "amber",
    "orange": "amber",
    "green": "green",
    "blue": "blue",
}
_LETTERS = {"r": "red", "a": "amber", "g": "green", "b": "blue"}
_SIGNS = dict(
    zip("🔴🟥🟠🟧🟡🟨🟢🟩🔵🟦", ["red"] * 2 + ["amber"] * 4 + ["green"] * 2 + ["blue"] * 2, strict=True)
)
_COLOUR = rf"(?:{'|'.join(_NAMES)})"
NOT_RATED = "Not rated"


# --- A legend: what each colour means. ---

_OPENS = r"[‘’“”'\"]"
_SAYS = rf"\s*(?:[:=–—-]|(?={_OPENS}))\s*"
_NUMBER = r"(?:[0-9]{1,2}\s*[=:.)–—-]\s*)?"
_HEAD = re.compile(
    rf"(?<!\w){_NUMBER}(?P<colour>{_COLOUR}){_SAYS}|(?:^|(?<=[;,|\n(]))\s*(?P<letter>[RAGBragb])\s*[:=–—-]\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"(?P<meaning>[^()|;,\n]+?)\s*\(\s*(?P<colour>{_COLOUR}|[RAGBragb])\s*\)", re.IGNORECASE)
_BARE = re.compile(rf"^(?P<colour>{_COLOUR})\s+(?P<meaning>\S.*)$", re.IGNORECASE)
_BARE_AFTER = re.compile(rf"^(?P<meaning>\S.*?)\s+(?P<colour>{_COLOUR})$", re.IGNORECASE)
LONGEST_LEGEND = 1500  # letters
LONGEST_MEANING = 200  # letters: a longer text after "Green:" is a paragraph, not what a colour means


def read_legend(text: str) -> dict[str, str]:
    """What each colour means, in the text's order; {} where the text is no legend.

    Shapes met: "Red: Off Target; Amber: On Target", "Green = achieved, ...", "Red ‘Off Track’", "1 = Red: Not
    started", "R = ...", "on target (green) | one month behind (amber)", "green no issues | amber issues",
    "<=25 red, 26-75 amber". All but the first three need two colours, so that a sentence is not a legend.
    """
    if len(text) > LONGEST_LEGEND:
        return {}
    for shape in (_heads, _brackets, _segments):
        legend = _without_blanks(shape(text))
        if len(legend) > 1 or (shape is _heads and legend and _begins_with_colour(text)):
            return legend
    return {}


def _heads(text: str) -> list[tuple[str, str]]:
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads), len(text)][1:]
    return [
        (_colour(head["colour"] or head["letter"]), text[head.end() : end].split("\n")[0])
        for head, end in zip(heads, ends, strict=True)
    ]


def _brackets(text: str) -> list[tuple[str, str]]:
    return [(_colour(found["colour"]), found["meaning"]) for found in _AFTER.finditer(text)]


def _segments(text: str) -> list[tuple[str, str]]:
    segments = [segment.strip() for segment in re.split(r"[;,|\n]", text)]
    for shape in (_BARE, _BARE_AFTER):
        found = [match for segment in segments if (match := shape.match(segment))]
        if len(found) > 1:
            return [(_colour(match["colour"]), match["meaning"]) for match in found]
    return []


def _begins_with_colour(text: str) -> bool:
    head = _HEAD.match(text.strip())
    return bool(head and head["colour"])


def _without_blanks(pairs: list[tuple[str, str]]) -> dict[str, str]:
    legend: dict[str, str] = {}
    for colour, words in pairs:
        meaning = " ".join(words.split()).strip(" ;,|‘’“”'\"–—-=:(").removesuffix(".")
        says_something = re.search(r"[^\W\d]|[0-9]{2}|[<>%]", meaning) and _fold(meaning) not in _NAMES
        if says_something and len(meaning) <= LONGEST_MEANING:
            legend.setdefault(colour, meaning)
    return legend


def _colour(word: str) -> str:
    return _NAMES.get(word.lower()) or _LETTERS[word.lower()]


# --- A file's own marks. ---

_MARK = re.compile(
    rf"(?<![\w.])(?P<mark>[0-9]{{1,2}}|[A-Za-z])\s*[=:–—)(-]\s*(?P<colour>{_COLOUR})\s*"
    rf"(?=$|[:;,|.)\n=–—-]|{_OPENS}|[0-9])",
    re.IGNORECASE,
)


def read_marks(text: str) -> dict[str, str]:
    """The file's own key from numbers or letters to colours ("1 = Green | 4 - Red"), marks in small letters.

    A mark whose words name no colour, or that is given two colours, is left out.
    """
    marks: dict[str, str] = {}
    disputed = set()
    for found in _MARK.finditer(text):
        mark, colour = found["mark"].lower(), _NAMES[found["colour"].lower()]
        if marks.setdefault(mark, colour) != colour:
            disputed.add(mark)
    return {mark: colour for mark, colour in marks.items() if mark not in disputed}


# --- Words that are a rating. ---

_PREFIX = re.compile(r"^(?:b?rag\s)?(?:rating|status|rated)\s|^b?rag\s")
_PICTURE = re.compile(
    rf"^(?:an?\s|the\s)?(?:(?:bright|dark|light|solid|small|large|round)\s)*(?P<colour>{_COLOUR})\s(?:colou?red\s)?"
    r"(?:square|circle|rectangle|box|dot|ball|flag|traffic|arrow|triangle|diamond|shape|sign|light|background|oval)\b"
)


def read_rating(words: str, *, legend: Mapping[str, str], marks: Mapping[str, str] | None = None) -> str:
    """The rating that words *are*, "" where they are none or several ("Amber/Green").

    A colour, its letter, the file's own mark, a meaning of the legend, both together ("Green: Complete"), or
    a picture's description ("A red square with black text"). Case, white space and punctuation do not matter.
    """
    folded = _fold(words)
    if marks and (own := _own_mark(words, marks)):
        return own
    if colour := _signs(words) or _named(folded) or _named(_PREFIX.sub("", folded)):
        return colour
    if picture := _PICTURE.match(folded):
        colours = {_NAMES[word] for word in folded.split() if word in _NAMES}
        return _NAMES[picture["colour"]] if len(colours) == 1 else ""
    meant = {colour for colour, meaning in legend.items() if folded and folded in _labels(colour, meaning)}
    return meant.pop() if len(meant) == 1 else ""


def _own_mark(words: str, marks: Mapping[str, str]) -> str:
    mark = _fold(re.sub(r"\.0+\s*$", "", words))
    return {_fold(own): colour for own, colour in marks.items()}.get(mark, "")


def _signs(words: str) -> str:
    found = {_SIGNS[sign] for sign in words if sign in _SIGNS}
    return found.pop() if len(found) == 1 and not _fold(words) else ""


def _named(folded: str) -> str:
    return _NAMES.get(folded) or _LETTERS.get(folded, "")


def _labels(colour: str, meaning: str) -> set[str]:
    """The ways to write a colour's meaning, with or without the colour, folded."""
    said = _fold(meaning)
    names = [name for name, stands_for in _NAMES.items() if stands_for == colour] + [colour[:1]]
    return (
        {said} | {f"{name} {said}" for name in names} | {f"{said} {name}" for name in names}
        if said
        else set()
    )


@lru_cache(maxsize=1024)
def _fold(words: str) -> str:
    """Small letters and single spaces; "%", "<" and such count, other punctuation does not."""
    return " ".join(re.sub(r"[^\w%<>=+&]+", " ", words.casefold().replace("_", " ")).split())


# --- A rating at the head or the foot of a progress cell. ---

_IN_BRACKETS = rf"(?:{_COLOUR}|(?-i:[RAG]))"
_BEGINS = re.compile(
    rf"^(?P<seen>\(\s*{_IN_BRACKETS}\s*\)|{_COLOUR}(?=\s*[:–—-]\s))\s*[:–—-]?\s*", re.IGNORECASE
)
_ENDS = re.compile(
    rf"(?P<seen>[(\[]\s*{_IN_BRACKETS}\s*[)\]]|\bB?RAG(?:\s+(?:rating|status))?\s*[:=–—-]?\s*{_COLOUR})\s*\.?$",
    re.IGNORECASE,
)
_LETTERED_LIST = re.compile(r"\([bB]\)")
_NEXT = r"(?=\s*$|\s*\n|\s+(?-i:[A-Z0-9(‘“\"'])|\s+update\b)"


def split_rating(
    words: str, legend: Mapping[str, str], marks: Mapping[str, str] | None = None
) -> tuple[str, str, str]:
    """(rating, the words it was read from, the rest) of a progress cell that begins or ends with its rating.

    ("", "", words) where it does neither, or where its beginning and its end disagree. A line "Not rated", as
    papers print it, is taken off too: ("", "Not rated", rest).
    """
    words = words.strip()
    begins, ends = _at_head(words, legend, marks), _at_foot(words, legend, marks)
    if begins and ends and begins[0] != ends[0]:
        return "", "", words
    return begins or ends or ("", "", words)


def _at_head(
    words: str, legend: Mapping[str, str], marks: Mapping[str, str] | None
) -> tuple[str, str, str] | None:
    first, _, rest = words.partition("\n")
    if _fold(first) == _fold(NOT_RATED):
        return "", first.strip(), rest.strip()
    if rating := read_rating(first, legend=legend, marks=marks):
        return rating, first.strip(), rest.strip()
    for rating in ("", *legend):
        said = re.escape(label(rating, legend)).replace(r"\ ", r"\s+").replace(":", r"\s*[:–—-]\s*")
        if found := re.match(rf"{said}{_NEXT}", words, re.IGNORECASE):
            return rating, found[0].strip(), words[found.end() :].strip()
    found = _BEGINS.match(words)
    if not found or _LETTERED_LIST.search(words):
        return None
    return read_rating(found["seen"], legend={}), found["seen"].strip(), words[found.end() :].strip()


def _at_foot(
    words: str, legend: Mapping[str, str], marks: Mapping[str, str] | None
) -> tuple[str, str, str] | None:
    rest, newline, last = words.rpartition("\n")
    if newline and (rating := read_rating(last, legend=legend, marks=marks)):
        return rating, last.strip(), rest.strip()
    found = _ENDS.search(words[-60:])
    if not found or _LETTERED_LIST.search(words):
        return None
    return read_rating(found["seen"], legend={}), found["seen"].strip(), words.removesuffix(found[0]).strip()


# --- What a rating means. ---

_COMPLETE = re.compile(
    r"\b(?:completed?|achieved|done|finished|closed|delivered|implemented|signed off|met)\b"
)
_NOT_COMPLETE = re.compile(
    r"\b(?:not|un\w+|incomplete|part|partly|partially|nearly|almost|will|to be|on track|on target|behind|due"
    r"|likely|expected|in progress|never|before|should|being)\b"
)
_OFF = re.compile(
    r"\b(?:off (?:target|track)|behind|overdue|late|delay(?:ed|s)?|missed|slipped|not (?:achieved|met)"
    r"|unacceptable|significant issues?)\b"
)
_NOT_OFF = re.compile(
    r"\b(?:not|no|nothing|never|without)\s(?:\w+\s)?(?:behind|overdue|late|delay(?:ed|s)?|missed|slipped)\b"
)


def label(rating: str, legend: Mapping[str, str]) -> str:
    """ "Amber: On Target"; "Amber" where the legend has no meaning for it; "Not rated" for ""."""
    if not rating:
        return NOT_RATED
    meaning = legend.get(rating, "")
    return f"{rating.capitalize()}: {meaning}" if meaning else rating.capitalize()


def means_complete(meaning: str) -> bool:
    """Whether a legend's meaning says that the action is done ("Complete", "achieved, ..."), not nearly."""
    folded = _fold(meaning)
    return bool(_COMPLETE.search(folded)) and not _NOT_COMPLETE.search(folded)


def means_off_target(meaning: str) -> bool:
    """Whether a legend's meaning says that the action is behind ("Off Target", "over one month behind")."""
    folded = _fold(meaning)
    return bool(_OFF.search(_NOT_OFF.sub(" ", folded)))


def done_ratings(legend: Mapping[str, str]) -> set[str]:
    """The ratings by which this board says that an action is done; none where its legend does not say."""
    return {rating for rating, meaning in legend.items() if means_complete(meaning)}


def the_done_rating(legend: Mapping[str, str]) -> str:
    """The one rating that says an action is done; "" where the legend has none or several."""
    done = done_ratings(legend)
    return next(iter(done)) if len(done) == 1 else ""


# --- What the evidence says. ---


@dataclass(frozen=True, slots=True)
class Reason:
    """slug: "late", "late-then-done", "silent", "no-evidence" or "moved". sentence: for a person."""

    slug: str
    sentence: str


def evidence(
    *,
    due: Due,
    today: datetime.date,
    done: bool = False,
    done_on: datetime.date | None = None,
    met: frozenset[int] = frozenset(),
    last_heard: datetime.date | None = None,
    heard_since: datetime.date | None = None,
    words_of_evidence: bool = True,
    moves: int = 0,
) -> list[Reason]:
    """Why a person should look again at an action, whatever its rating; [] where nothing speaks against it.

    due: as it stands now. done: it is said to be complete, on `done_on` where known. met: places of the
    milestones met. last_heard: the day of the latest word about it, None for never. heard_since: the day after
    which something should have been heard (the last meeting); None asks nothing. words_of_evidence: something
    beyond the rating supports that it is complete. moves: how many times its date was changed.
    """
    reasons = []
    by = done_on if done else today
    if by and (days := days_late(due, today=by, met=met)):
        reasons.append(_late(due, days, done))
    if not done and heard_since and (last_heard is None or last_heard < heard_since):
        reasons.append(_silent(last_heard, heard_since))
    if done and not words_of_evidence:
        reasons.append(Reason("no-evidence", "Said to be complete without a word of evidence."))
    if moves >= 2:
        times = "twice" if moves == 2 else f"{moves} times"
        reasons.append(Reason("moved", f"Its date has moved {times}."))
    return reasons


def _late(due: Due, days: int, done: bool) -> Reason:
    how_many = "1 day" if days == 1 else f"{days} days"
    if done:
        return Reason("late-then-done", f"Done {how_many} after the last day its own words allow.")
    said = plain(due) if due.kind is Kind.MILESTONES else f"“{' '.join(due.written.split())}”"
    return Reason("late", f"Late by its own words ({said}): {how_many} over.")


def _silent(last_heard: datetime.date | None, since: datetime.date) -> Reason:
    day = f"{since.day} {since:%B %Y}"
    if last_heard is None:
        return Reason("silent", f"Nothing heard since {day}, or ever.")
    return Reason(
        "silent", f"Nothing heard since {day}; the last word was {last_heard.day} {last_heard:%B %Y}."
    )
