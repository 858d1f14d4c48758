"""A return as a spreadsheet to fill in offline, and what one that comes back would change. Nothing is written here."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.return_queries import point_words
from safeboard.assurance.scoring import point_of
from safeboard.assurance.services.answering import read_value
from safeboard.core.listing import Listing
from safeboard.core.reading.blocks import Row
from safeboard.core.reading.files import read_source

COLUMNS = [
    "Standard",
    "Code",
    "Question",
    "How to answer",
    "Answer",
    "Comment",
    "Does not apply because",
    "Last time",
    "Leave as it is",
]
FILLED_IN = ["Answer", "Comment", "Does not apply because"]
KEY = re.compile(r"^q(\d{1,18})-(\d{1,9})$")
HOW = {
    AnswerKind.TEXT: "Words",
    AnswerKind.NUMBER: "A number",
    AnswerKind.DATE: "A date, like 31/3/2026",
    AnswerKind.EVIDENCE: "Documents: bring them in on the page; write a comment here",
}
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """What one row would change. place: "Row 4". seen: the number of the row that was in the file."""

    place: str
    question: object
    was: str
    value: str
    words: str
    not_applicable: str
    seen: int

    @property
    def becomes(self):
        if self.not_applicable:
            return f"Does not apply: {self.not_applicable}"
        point = point_of(self.question.scale.points, self.value) if self.question.scale else None
        return point_words(point) if point else self.value


def listing(to, shown):
    """shown: [QuestionShown] that its reader may answer, in order."""
    rows = [
        (
            str(one.question.standard),
            one.question.code,
            one.question.words,
            how_to_answer(one.question),
            _answer(one),
            one.now.words if one.now else "",
            one.now.not_applicable if one.now else "",
            _last_time(one),
            f"q{one.question.pk}-{one.seen}",
        )
        for one in shown
    ]
    return Listing(f"{to.exercise}, {to.agency}", COLUMNS, rows)


def how_to_answer(question):
    if question.kind == AnswerKind.SCORE:
        return "\n".join(
            f"{point_words(point)}. {point.get('words', '')}".strip() for point in question.scale.points
        )
    if question.kind == AnswerKind.CHOICE:
        return "One of: " + "; ".join(question.choices)
    return HOW[question.kind]


def changes_in(data, shown):
    """(what the file would change, what is wrong: a sentence for each row that is refused).

    Raises Unreadable, and ValidationError where it is not this return's sheet.
    """
    rows = [block for block in read_source(data).blocks if isinstance(block, Row) and any(block.texts)]
    columns = {text.strip(): at for at, text in enumerate(rows[0].texts)} if rows else {}
    if lacking := [name for name in [*FILLED_IN, COLUMNS[-1]] if name not in columns]:
        raise ValidationError(
            f"Choose the file you took from here: these columns are not in it: {', '.join(lacking)}."
        )
    by_key = {one.question.pk: one for one in shown}
    changes, wrong, met = [], [], set()
    for number, row in enumerate(rows[1:], start=2):
        place = f"Row {number}"
        cells = {name: row.texts[at].strip() if at < len(row.texts) else "" for name, at in columns.items()}
        try:
            change = _change(place, cells, by_key, met)
        except ValidationError as refused:
            wrong.append(f"{place}: {' '.join(refused.messages)}")
            continue
        if change:
            changes.append(change)
    return changes, wrong


def _change(place, cells, by_key, met):
    """A Change, or None where the row says what stands or says nothing. Raises ValidationError."""
    found = KEY.match(cells[COLUMNS[-1]])
    one = by_key.get(int(found[1])) if found else None
    if one is None:
        raise ValidationError(
            "this is none of the questions you answer here. Its last column must stay as it was."
        )
    if one.question.pk in met:
        raise ValidationError(f"question {one.question.code} is there twice. Leave one of the two rows.")
    met.add(one.question.pk)
    said = {
        "value": cells["Answer"],
        "words": cells["Comment"],
        "not_applicable": cells["Does not apply because"],
    }
    if not any(said.values()) or _says(said) == _says(_stands(one)):
        return None
    if said["value"] and said["not_applicable"]:
        raise ValidationError("give an answer, or say why the question does not apply: not both.")
    if any(len(words) > LONGEST for words in said.values()):
        raise ValidationError("enter fewer than 20,000 letters in a cell.")
    said["value"] = read_value(one.question, _key_of(one.question, said["value"]))
    if said == _content(one):
        return None
    return Change(place, one.question, one.now_words, seen=int(found[2]), **said)


def _key_of(question, words):
    """The key of a point named by its key, its label or both; otherwise the words as they are."""
    if question.kind == AnswerKind.SCORE:
        for point in question.scale.points:
            if words.casefold() in {
                point["key"].casefold(),
                point["label"].casefold(),
                point_words(point).casefold(),
            }:
                return point["key"]
    if question.kind == AnswerKind.CHOICE:
        return next((one for one in question.choices if one.casefold() == words.casefold()), words)
    return words


def _answer(one):
    """As it is written in the sheet: a score with its label, a number as a number."""
    return "" if one.now is None or one.now.not_applicable else one.now_words


def _last_time(one):
    if one.last is None:
        return ""
    return "\n".join(filter(None, [one.last_words, one.last.words, one.last.not_applicable]))


def _stands(one):
    now = one.now
    return {
        "value": _answer(one),
        "words": now.words if now else "",
        "not_applicable": now.not_applicable if now else "",
    }


def _content(one):
    now = one.now
    return {name: getattr(now, name) if now else "" for name in ("value", "words", "not_applicable")}


def _says(said):
    """Without the white space that a spreadsheet folds."""
    return {name: " ".join(words.split()) for name, words in said.items()}
