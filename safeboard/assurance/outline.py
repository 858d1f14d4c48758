"""A set of standards as it is written, before it is published: plain data, to and from JSON. No table is touched here.

`faults_of` says what is wrong with one, each fault with the place it is in ("Question 2.1"), in a sentence that says what to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from safeboard.assurance.kinds import ANSWER_KINDS, SET_KINDS, AnswerKind

RATINGS = ("", "red", "amber", "green", "blue")


@dataclass(slots=True)
class Point:
    """worth: larger is better; None where it says nothing of better or worse."""

    key: str
    label: str
    words: str = ""
    worth: float | None = None
    rating: str = ""


@dataclass(slots=True)
class ScaleLine:
    code: str
    name: str
    points: list[Point] = field(default_factory=list)


@dataclass(slots=True)
class QuestionLine:
    """See `models.Question`. scale: the code of a scale, "" where none."""

    code: str
    words: str
    kind: str = AnswerKind.SCORE.value
    scale: str = ""
    choices: list[str] = field(default_factory=list)
    help: str = ""
    good: str = ""
    sectors: list[str] = field(default_factory=list)
    evidence_wanted: bool = False
    optional: bool = False


@dataclass(slots=True)
class StandardLine:
    code: str
    title: str
    section: str = ""
    words: str = ""
    questions: list[QuestionLine] = field(default_factory=list)


@dataclass(slots=True)
class SetOutline:
    name: str
    kind: str
    words: str = ""
    scales: list[ScaleLine] = field(default_factory=list)
    standards: list[StandardLine] = field(default_factory=list)

    def as_json(self) -> dict:
        return asdict(self)


def from_json(said: dict) -> SetOutline:
    """The outline that `as_json` gave."""
    scales = [
        ScaleLine(one["code"], one["name"], [Point(**p) for p in one["points"]]) for one in said["scales"]
    ]
    standards = [
        StandardLine(**{**one, "questions": [QuestionLine(**q) for q in one["questions"]]})
        for one in said["standards"]
    ]
    return SetOutline(said["name"], said["kind"], said["words"], scales, standards)


@dataclass(frozen=True, slots=True)
class Fault:
    """place: what it is in, as people name it. says: what to do."""

    place: str
    says: str

    def __str__(self) -> str:
        return f"{self.place}: {self.says}"


def faults_of(outline: SetOutline, sectors: frozenset[str]) -> list[Fault]:
    """What keeps an outline from being published; [] when it may be. sectors: the keys of all there are."""
    return [*_of_set(outline), *_of_scales(outline), *_of_standards(outline, sectors)]


def _of_set(outline: SetOutline) -> Iterator[Fault]:
    if not outline.name.strip():
        yield Fault("The set", "Enter its name")
    if len(outline.name) > 200:
        yield Fault("The set", "Give it a name of 200 characters or fewer")
    if outline.kind not in SET_KINDS:
        yield Fault("The set", f"Choose what kind it is, one of: {', '.join(SET_KINDS)}")
    if not any(standard.questions for standard in outline.standards):
        yield Fault("The set", "Add at least one question")


def _of_scales(outline: SetOutline) -> Iterator[Fault]:
    for code in _twice(scale.code for scale in outline.scales):
        yield Fault(f"Scale {code}", "Give each scale a code of its own")
    for scale in outline.scales:
        place = f"Scale {scale.code}"
        if len(scale.code) > 30 or len(scale.name) > 100:
            yield Fault(place, "Give it a code of 30 characters or fewer, and a name of 100 or fewer")
        if len(scale.points) < 2:
            yield Fault(place, "Give it two points or more")
        for key in _twice(point.key for point in scale.points):
            yield Fault(place, f"Give each point a key of its own: “{key}” is there twice")
        for point in scale.points:
            if not point.key.strip() or not point.label.strip() or len(point.key) > 30:
                yield Fault(place, "Give each point a key of 30 characters or fewer, and a label")
            if point.rating not in RATINGS:
                yield Fault(place, f"Choose red, amber, green or blue, not “{point.rating}”")


def _of_standards(outline: SetOutline, sectors: frozenset[str]) -> Iterator[Fault]:
    for code in _twice(standard.code for standard in outline.standards):
        yield Fault(f"Standard {code}", "Give each standard a code of its own")
    scales = {scale.code for scale in outline.scales}
    for standard in outline.standards:
        place = f"Standard {standard.code}"
        if not standard.code.strip() or len(standard.code) > 30 or not standard.title.strip():
            yield Fault(place, "Give it a code of 30 characters or fewer, and a title")
        if len(standard.title) > 300 or len(standard.section) > 200:
            yield Fault(place, "Give it a title of 300 characters or fewer, and a section of 200 or fewer")
        for code in _twice(question.code for question in standard.questions):
            yield Fault(f"Question {code}", "Give each question of a standard a code of its own")
        for question in standard.questions:
            yield from _of_question(question, scales, sectors)


def _of_question(question: QuestionLine, scales: set[str], sectors: frozenset[str]) -> Iterator[Fault]:
    place = f"Question {question.code}"
    if not question.code.strip() or len(question.code) > 30 or not question.words.strip():
        yield Fault(place, "Give it a code of 30 characters or fewer, and its words")
    if question.kind not in ANSWER_KINDS:
        yield Fault(place, f"Choose how it is answered, one of: {', '.join(ANSWER_KINDS)}")
    if question.kind == AnswerKind.SCORE and question.scale not in scales:
        yield Fault(place, f"Name a scale of this set, not “{question.scale}”")
    if question.kind == AnswerKind.CHOICE and len(question.choices) < 2:
        yield Fault(place, "Give it two choices or more")
    for sector in question.sectors:
        if sector not in sectors:
            yield Fault(place, f"Name sectors there are, not “{sector}”: {', '.join(sorted(sectors))}")


def _twice(codes: Iterator[str]) -> list[str]:
    return [code for code, count in Counter(codes).items() if count > 1]
