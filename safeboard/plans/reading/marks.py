"""What stands at the beginning of a cell or a line: NEW, a number, a heading that counts a priority."""

import re
from dataclasses import dataclass

# "New contracts to include ..." is no mark; "New seek assurance ..." is one: an order follows.
ORDERS = [
    "agree",
    "arrange",
    "assess",
    "assure",
    "audit",
    "clarify",
    "collate",
    "commission",
    "conduct",
    "confirm",
    "consider",
    "continue",
    "deliver",
    "design",
    "develop",
    "disseminate",
    "embed",
    "engage",
    "ensure",
    "establish",
    "evaluate",
    "explore",
    "finalise",
    "gather",
    "hold",
    "identify",
    "implement",
    "improve",
    "incorporate",
    "increase",
    "introduce",
    "launch",
    "map",
    "monitor",
    "obtain",
    "prepare",
    "produce",
    "progress",
    "promote",
    "provide",
    "publish",
    "raise",
    "receive",
    "refresh",
    "report",
    "request",
    "review",
    "revise",
    "scope",
    "seek",
    "set",
    "share",
    "strengthen",
    "support",
    "undertake",
    "update",
    "work",
    "write",
]
# Orders that may also be things ("new plan", "new link"): they begin an action, but do not follow the mark.
MORE_ORDERS = (
    "act address adopt advise align analyse appoint approve attend award brief bring build carry celebrate chair challenge "
    "check circulate communicate compare complete consult contact contribute create cross-reference decide define "
    "demonstrate discuss draft encourage enhance extend facilitate feed feedback finish focus follow form give help host "
    "include inform investigate invite involve issue lead learn link listen look maintain make manage measure meet move "
    "nominate note offer organise oversee pilot plan present pursue put re-audit recommend recruit reduce refine refer "
    "remind require research resolve respond roll run sample schedule send sign start submit survey take target test "
    "track train transfer use visit widen"
).split()
_LOUD = re.compile(r"^[\[(*]*\s*NEW(?![a-z]|[A-Z]\b|[A-Z]{2})\s*[\])*]*\s*[:;.–—-]*\s*(?=\S|$)")
_COLON = re.compile(r"^[\[(*]*\s*new\s*[\])*]*\s*(?:[:;]+|[–—-]+(?=\s))\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"^[\[(*]\s*new\s*[\])*]\s*", re.IGNORECASE)
_QUIET = re.compile(r"^New\s+(?=(\w+))")
_LAST = re.compile(r"(?:\s*[\[(*]\s*(?i:new)\s*[\])*]|(?<=[a-z.:;,])\s*[–—-]?\s+NEW)\s*$")
_NUMBER = re.compile(
    r"^((?:\d{1,3}(?:\.\d{1,3}){1,3}[a-z]?)(?=[.):]?\s)|\d{1,3}[a-z]?(?=\s?[.):](?:\s|\D)))\s?[.):]?\s*"
)


@dataclass(slots=True)
class Marked:
    """words: what is left. new: it was marked NEW. unsure: the mark could also be an ordinary "new"."""

    words: str
    new: bool = False
    unsure: bool = False


def take_new(text: str) -> Marked:
    """A text without its NEW mark, in whatever dress: "NEW x", "New: x", "(New) x", "x (NEW)", "New Gather x"."""
    for pattern in (_LOUD, _BRACKETED, _COLON):
        if found := pattern.match(text):
            return Marked(text[found.end() :].strip(), new=True)
    if found := _QUIET.match(text):
        following = found[1]
        if following.casefold() in ORDERS:
            return Marked(text[found.end() :], new=True, unsure=not following[0].isupper())
    if found := _LAST.search(text):
        return Marked(text[: found.start()], new=True)
    return Marked(text)


def begins_with_an_order(text: str) -> bool:
    """Whether a text begins as actions do: "Review the protocol", and not "review ..." or "Group on ..."."""
    first = (text.split() or [""])[0].strip("“”\"'’():,;")
    return first[:1].isupper() and first.casefold() in {*ORDERS, *MORE_ORDERS}


def take_number(text: str) -> tuple[str, str]:
    """(number, rest): "4. Gather" -> ("4", "Gather"), "1.2 Seek" -> ("1.2", "Seek"), "18 months" -> ("", ...)."""
    found = _NUMBER.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


_COUNTED = re.compile(
    r"^(?:(?:key|strategic|main|our|business plan)\s+)*(?:priority|aim|objective|goal|theme|strategic (?:aim|objective))"
    r"(?:\s+area)?\s*(?:no\.?\s*)?(\d{1,2}|[A-H]|one|two|three|four|five|six|seven|eight|nine|ten)\b\s*[:.)–—-]*\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMERALS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        map(str, range(1, 11)),
        strict=True,
    )
)
_OUTCOMES = re.compile(
    r"^(?:(?:key|expected|desired|intended|our)\s+)?outcomes?\s*:?$|^what (?:will|we want).{0,40}\boutcomes?\b.{0,40}$"
    r"|^what outcomes?\b.{0,60}[?:]$|^(?:\w+\s)?outcomes?\s(?:for|to be|we|sought|expected|required|of)\b.{0,60}:$"
    r"|^what (?:will be different|difference)\b.{0,60}\?$",
    re.IGNORECASE,
)


def counted_heading(text: str) -> tuple[str, str] | None:
    """("3", words after it) for "Key Priority 3: words", else None."""
    found = _COUNTED.match(text)
    if not found:
        return None
    return _NUMERALS.get(found[1].lower(), found[1].upper()), found[2].strip()


def is_outcomes_heading(text: str) -> bool:
    return bool(_OUTCOMES.match(text.strip()))


_SENTENCE = re.compile(r"^(.*?[.!?])\s+(?=[A-Z‘“\"'(])", re.DOTALL)
_SHORTENED = re.compile(r"(?:\b(?:e\.?g|i\.?e|etc|no|inc|dr|mr|mrs|ms|st|vs)|\b[A-Z])\.$", re.IGNORECASE)


def first_sentence(text: str) -> tuple[str, str]:
    """(first sentence, the rest), minding "e.g." and initials."""
    at = 0
    while found := _SENTENCE.match(text[at:]):
        end = at + len(found[1])
        if not _SHORTENED.search(text[:end]):
            return text[:end], text[end:].strip()
        at = end
    return text, ""
