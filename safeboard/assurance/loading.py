"""A set of standards from a YAML file or an Excel workbook, and back into either. No table is touched here.

What is wrong is named with the line or the row it is in. The same set written and read again is the same set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.outline import (
    Fault,
    Point,
    QuestionLine,
    ScaleLine,
    SetOutline,
    StandardLine,
    faults_of,
)
from safeboard.core.listing import Listing
from safeboard.core.reading.blocks import Row, Sheet, Unreadable
from safeboard.core.reading.files import read_source

LIMIT_BYTES = 2 * 1024 * 1024
MOST = 2000
"""Questions in one set."""
ZIP = b"PK"
YES = {"yes", "y", "true", "x", "1"}
SHEETS = {
    "Set": ["Name", "Kind", "Words"],
    "Scales": ["Scale", "Scale name", "Point", "Label", "Words", "Worth", "Rating"],
    "Questions": [
        "Standard", "Section", "Title", "Standard words", "Code", "Question", "Answer", "Scale", "Choices", "Help",
        "Good evidence", "Sectors", "Evidence wanted", "Optional",
    ],
}  # fmt: skip
"""The sheets of a workbook with their headings."""


class NotASet(Exception):
    """The file is no set of standards at all. Its text is one sentence that says what to do."""


@dataclass(slots=True)
class Loaded:
    outline: SetOutline
    faults: list[Fault] = field(default_factory=list)


def load(data: bytes, sectors: frozenset[str]) -> Loaded:
    """The set in a file, and all that is wrong with it. sectors: the keys there are. Raises NotASet."""
    if len(data) > LIMIT_BYTES:
        raise NotASet("The file is over 2 MB, which no set of standards needs: send a smaller one.")
    loaded, places = _from_excel(data) if data[:2] == ZIP else _from_yaml(data)
    if sum(len(standard.questions) for standard in loaded.outline.standards) > MOST:
        raise NotASet(f"The file has over {MOST:,} questions: send them as several sets.")
    found = faults_of(loaded.outline, sectors)
    loaded.faults += [
        replace(fault, place=f"{fault.place}, {places[fault.place]}") if fault.place in places else fault
        for fault in found
    ]
    return loaded


# --- YAML ---


class _OnlyWords(yaml.SafeLoader):
    """Whatever stands there is words: to YAML itself Yes, No and Off are true or false, and a code of 1.10 is 1.1.

    An alias can make a small file enormous, and no set needs one.
    """

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases")
        return super().compose_node(parent, index)


_OnlyWords.yaml_implicit_resolvers = {}


def _from_yaml(data: bytes) -> tuple[Loaded, dict[str, str]]:
    try:
        words = data.decode("utf-8-sig")
        node = yaml.compose(words, Loader=_OnlyWords)
        said = yaml.load(words, Loader=_OnlyWords)
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        where = getattr(wrong, "problem_mark", None)
        line = f" in line {where.line + 1}" if where else ""
        raise NotASet(
            f"The file cannot be read as YAML{line}: put it right there and send it again."
        ) from wrong
    if not isinstance(said, dict) or not isinstance(said.get("standards"), list):
        raise NotASet("The file names no standards: it needs “name”, “kind”, “scales” and “standards”.")
    taker = _Taker()
    outline = SetOutline(
        name=taker.words(said, "name"),
        kind=taker.words(said, "kind"),
        words=taker.words(said, "words"),
        scales=[_scale(taker, one) for one in taker.rows(said, "scales")],
        standards=[_standard(taker, one) for one in taker.rows(said, "standards")],
    )
    return Loaded(outline, taker.faults), _lines(node)


class _Taker:
    """Takes values out of what a file says, and notes what is of another kind than it should be."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def words(self, said: Mapping[str, Any], name: str) -> str:
        value = said.get(name)
        if value is None or isinstance(value, dict | list):
            if value is not None:
                self._wrong(said, f"“{name}” has to be words")
            return ""
        return str(value).strip()

    def rows(self, said: Mapping[str, Any], name: str) -> list[dict]:
        value = said.get(name) or []
        rows = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
        if not isinstance(value, list) or len(rows) < len(value):
            self._wrong(said, f"“{name}” has to be a list of things with names")
        return rows

    def many(self, said: Mapping[str, Any], name: str) -> list[str]:
        value = said.get(name) or []
        if not isinstance(value, list) or any(isinstance(one, dict | list) for one in value):
            self._wrong(said, f"“{name}” has to be a list of words")
            return []
        return [str(one).strip() for one in value]

    def worth(self, said: Mapping[str, Any]) -> float | None:
        value = said.get("worth")
        if value in (None, ""):
            return None
        try:
            worth = float(str(value))
        except ValueError:
            worth = float("nan")
        if not -1000 <= worth <= 1000:
            self._wrong(said, "“worth” has to be a number")
            return None
        return int(worth) if worth == int(worth) else worth

    def _wrong(self, said: Mapping[str, Any], sentence: str) -> None:
        called = said.get("code") or said.get("key") or said.get("name") or "The set"
        self.faults.append(Fault(str(called)[:80], sentence))


def _scale(taker: _Taker, said: dict) -> ScaleLine:
    points = [
        Point(
            key=taker.words(one, "key"),
            label=taker.words(one, "label"),
            words=taker.words(one, "words"),
            worth=taker.worth(one),
            rating=taker.words(one, "rating"),
        )
        for one in taker.rows(said, "points")
    ]
    return ScaleLine(taker.words(said, "code"), taker.words(said, "name"), points)


def _standard(taker: _Taker, said: dict) -> StandardLine:
    line = StandardLine(taker.words(said, "code"), taker.words(said, "title"))
    line.section, line.words = taker.words(said, "section"), taker.words(said, "words")
    line.questions = [_question(taker, one) for one in taker.rows(said, "questions")]
    return line


def _question(taker: _Taker, said: dict) -> QuestionLine:
    line = QuestionLine(taker.words(said, "code"), taker.words(said, "words"))
    line.kind = taker.words(said, "answer") or AnswerKind.SCORE.value
    line.scale, line.help, line.good = (taker.words(said, name) for name in ("scale", "help", "good"))
    line.choices, line.sectors = taker.many(said, "choices"), taker.many(said, "sectors")
    line.evidence_wanted = taker.words(said, "evidence").lower() in YES
    line.optional = taker.words(said, "optional").lower() in YES
    return line


def _lines(node) -> dict[str, str]:
    """{"Question 1.1": "line 12"}: where each thing with a code begins."""
    found = {}
    for called, name, inner in (("Scale", "scales", ()), ("Standard", "standards", ("questions",))):
        for one in _items(node, name):
            found[f"{called} {_value(one, 'code')}"] = f"line {one.start_mark.line + 1}"
            for within in inner:
                for question in _items(one, within):
                    place = f"Question {_value(question, 'code')}"
                    found[place] = f"line {question.start_mark.line + 1}"
    return found


def _items(node, name: str) -> list:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    for key, value in pairs:
        if key.value == name and isinstance(value, yaml.SequenceNode):
            return [one for one in value.value if isinstance(one, yaml.MappingNode)]
    return []


def _value(node, name: str) -> str:
    return next((str(value.value) for key, value in node.value if key.value == name), "")


def as_yaml(outline: SetOutline) -> bytes:
    """The set as a file that `load` reads as the same set. What is empty is left out."""
    said: dict[str, Any] = {"name": outline.name, "kind": outline.kind, "words": outline.words}
    said["scales"] = [
        {"code": scale.code, "name": scale.name, "points": [_filled(point, _POINT) for point in scale.points]}
        for scale in outline.scales
    ]
    said["standards"] = [
        _filled(standard, ("code", "section", "title", "words"))
        | {"questions": [_filled(one, _QUESTION) for one in standard.questions]}
        for standard in outline.standards
    ]
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=100).encode()


_POINT = ("key", "label", "words", "worth", "rating")
_QUESTION = (
    "code",
    "words",
    "kind",
    "scale",
    "choices",
    "help",
    "good",
    "sectors",
    "evidence_wanted",
    "optional",
)
_CALLED = {"kind": "answer", "evidence_wanted": "evidence"}


def _filled(line, names) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in names}
    return {
        _CALLED.get(name, name): str(value) if name == "kind" else value
        for name, value in values.items()
        if value or value == 0 and value is not False
    }


# --- Excel ---


def _from_excel(data: bytes) -> tuple[Loaded, dict[str, str]]:
    try:
        blocks = read_source(data, limit_bytes=LIMIT_BYTES).blocks
    except Unreadable as wrong:
        raise NotASet(str(wrong)) from wrong
    rows = _by_sheet(blocks)
    if lacking := [name for name in SHEETS if not rows.get(name)]:
        raise NotASet(
            f"The workbook needs the sheets Set, Scales and Questions. Not there: {', '.join(lacking)}."
        )
    taker, places = _Taker(), {}
    heads = rows["Set"][0][1]
    outline = SetOutline(heads["Name"], heads["Kind"], heads["Words"])
    for number, one in rows["Scales"]:
        if not outline.scales or outline.scales[-1].code != one["Scale"]:
            outline.scales.append(ScaleLine(one["Scale"], one["Scale name"]))
            places[f"Scale {one['Scale']}"] = f"row {number}"
        point = Point(one["Point"], one["Label"], one["Words"], rating=one["Rating"])
        point.worth = taker.worth({"code": f"Scale {one['Scale']}, row {number}", "worth": one["Worth"]})
        outline.scales[-1].points.append(point)
    for number, one in rows["Questions"]:
        if not outline.standards or outline.standards[-1].code != one["Standard"]:
            line = StandardLine(one["Standard"], one["Title"], one["Section"], one["Standard words"])
            outline.standards.append(line)
            places[f"Standard {line.code}"] = f"row {number}"
        if one["Code"] or one["Question"]:
            outline.standards[-1].questions.append(_question_of_row(one))
            places[f"Question {one['Code']}"] = f"row {number}"
    return Loaded(outline, taker.faults), places


def _by_sheet(blocks) -> dict[str, list[tuple[int, dict[str, str]]]]:
    """{sheet: [(row number, {heading: words})]}, for the sheets of SHEETS, without their headings."""
    found: dict[str, list[tuple[int, dict[str, str]]]] = {}
    name, headings, number = "", None, 0
    for block in blocks:
        if isinstance(block, Sheet):
            name, headings, number = block.name.strip(), None, 0
        elif isinstance(block, Row) and name in SHEETS:
            number += 1
            texts = [text.strip() for text in block.texts]
            if headings is None:
                headings = texts
            elif any(texts):
                said = dict(zip(headings, texts, strict=False))
                found.setdefault(name, []).append((number, {one: said.get(one, "") for one in SHEETS[name]}))
    return found


def _question_of_row(one: Mapping[str, str]) -> QuestionLine:
    return QuestionLine(
        code=one["Code"],
        words=one["Question"],
        kind=one["Answer"] or AnswerKind.SCORE.value,
        scale=one["Scale"],
        choices=[choice.strip() for choice in one["Choices"].splitlines() if choice.strip()],
        help=one["Help"],
        good=one["Good evidence"],
        sectors=[sector.strip() for sector in one["Sectors"].split(",") if sector.strip()],
        evidence_wanted=one["Evidence wanted"].lower() in YES,
        optional=one["Optional"].lower() in YES,
    )


def as_listings(outline: SetOutline) -> list[Listing]:
    """The sheets of the workbook that `load` reads as the same set."""
    scales = [
        (scale.code, scale.name, point.key, point.label, point.words, point.worth, point.rating)
        for scale in outline.scales
        for point in scale.points
    ]
    questions = [
        _row(standard, question)
        for standard in outline.standards
        for question in (*standard.questions, *([] if standard.questions else [None]))
    ]
    rows: dict[str, list[tuple]] = {
        "Set": [(outline.name, str(outline.kind), outline.words)],
        "Scales": [*scales],
        "Questions": questions,
    }
    return [Listing(name, headings, rows[name]) for name, headings in SHEETS.items()]


def _row(standard: StandardLine, question: QuestionLine | None) -> tuple:
    head = (standard.code, standard.section, standard.title, standard.words)
    if question is None:
        return (*head, *[""] * (len(SHEETS["Questions"]) - len(head)))
    one = question
    marks = ("Yes" if one.evidence_wanted else "", "Yes" if one.optional else "")
    said = (one.code, one.words, str(one.kind), one.scale, "\n".join(one.choices), one.help, one.good)
    return (*head, *said, ", ".join(one.sectors), *marks)
