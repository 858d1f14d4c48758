"""Changing a draft of a set: each verb takes an outline and gives another. No table is touched here."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from safeboard.assurance.kinds import SetKind
from safeboard.assurance.loading import load
from safeboard.assurance.outline import QuestionLine, ScaleLine, SetOutline, StandardLine

SAMPLES = Path(__file__).with_name("samples")
SAMPLE_FILES = {
    "section-11": "Section 11, with 8 standards",
    "schools": "Schools’ self-assessment (section 175/157)",
    "chairs-360": "360-degree feedback on the chair",
    "inspection": "Self-assessment against inspection descriptors",
}
"""The sets that come with Safeboard: the file's name, and what people call it."""
UP, DOWN = "up", "down"
PRACTITIONERS = "Practitioners"


class Gone(Exception):
    """What was to be changed is not in the draft any more."""


def sample_bytes(name: str) -> bytes:
    """A set that comes with Safeboard. name: a key of SAMPLE_FILES."""
    return (SAMPLES / f"{name}.yaml").read_bytes()


@cache
def ready_scales() -> dict[str, ScaleLine]:
    """{code: the scales that come with Safeboard}, to begin one's own with."""
    return {one.code: one for one in load(sample_bytes("scales"), frozenset()).outline.scales}


def for_practitioners(outline: SetOutline) -> SetOutline:
    """A questionnaire of the questions on a scale, under the same codes, so that what practitioners say stands beside what their
    agency says. What is only for those who write a return is left out."""
    standards = [
        replace(one, words="", questions=[_for_practitioners(line) for line in one.questions if line.scale])
        for one in outline.standards
    ]
    name = f"{PRACTITIONERS}: {outline.name}"[:200]
    kind = SetKind.QUESTIONNAIRE.value
    return SetOutline(name, kind, "", outline.scales, [one for one in standards if one.questions])


def _for_practitioners(line: QuestionLine) -> QuestionLine:
    return replace(line, good="", help="", evidence_wanted=False, optional=True)


def standard_in(outline: SetOutline, code: str) -> StandardLine:
    """Raises Gone."""
    return _found(outline.standards, code)


def question_in(outline: SetOutline, standard: str, code: str) -> QuestionLine:
    """Raises Gone."""
    return _found(standard_in(outline, standard).questions, code)


def with_standard(outline: SetOutline, line: StandardLine, *, instead_of: str = "") -> SetOutline:
    """A standard more, at the end; or other particulars of one, whose questions stay. Raises Gone."""
    if not instead_of:
        return replace(outline, standards=[*outline.standards, line])
    line = replace(line, questions=standard_in(outline, instead_of).questions)
    return replace(outline, standards=_instead(outline.standards, instead_of, line))


def with_question(
    outline: SetOutline, standard: str, line: QuestionLine, *, instead_of: str = ""
) -> SetOutline:
    """A question more, at the end of a standard; or another instead of one. Raises Gone."""
    holder = standard_in(outline, standard)
    questions = _instead(holder.questions, instead_of, line) if instead_of else [*holder.questions, line]
    return _holding(outline, replace(holder, questions=questions))


def with_scale(outline: SetOutline, line: ScaleLine, *, instead_of: str = "") -> SetOutline:
    """A scale more, or another instead of one. Raises Gone."""
    scales = _instead(outline.scales, instead_of, line) if instead_of else [*outline.scales, line]
    return replace(outline, scales=scales)


def without_standard(outline: SetOutline, code: str) -> SetOutline:
    """Raises Gone."""
    standard_in(outline, code)
    return replace(outline, standards=[one for one in outline.standards if one.code != code])


def without_question(outline: SetOutline, standard: str, code: str) -> SetOutline:
    """Raises Gone."""
    question_in(outline, standard, code)
    holder = standard_in(outline, standard)
    return _holding(outline, replace(holder, questions=[one for one in holder.questions if one.code != code]))


def moved_standard(outline: SetOutline, code: str, way: str) -> SetOutline:
    """One place up or down; where there is none, as it was. Raises Gone."""
    return replace(outline, standards=_moved(outline.standards, code, way))


def moved_question(outline: SetOutline, standard: str, code: str, way: str) -> SetOutline:
    """One place up or down in its standard; where there is none, as it was. Raises Gone."""
    holder = standard_in(outline, standard)
    return _holding(outline, replace(holder, questions=_moved(holder.questions, code, way)))


def differences(before: SetOutline, after: SetOutline) -> dict[str, list[QuestionLine]]:
    """{"added", "gone", "reworded"}: questions, told apart by standard and code. Reworded as they are now."""
    was, now = _by_code(before), _by_code(after)
    return {
        "added": [line for key, line in now.items() if key not in was],
        "gone": [line for key, line in was.items() if key not in now],
        "reworded": [line for key, line in now.items() if key in was and line.words != was[key].words],
    }


def _by_code(outline):
    return {(one.code, line.code): line for one in outline.standards for line in one.questions}


def _found(lines, code):
    for line in lines:
        if line.code == code:
            return line
    raise Gone(code)


def _instead(lines, code, line):
    _found(lines, code)
    return [line if one.code == code else one for one in lines]


def _moved(lines, code, way):
    at = lines.index(_found(lines, code))
    to = at - 1 if way == UP else at + 1
    lines = list(lines)
    if 0 <= to < len(lines):
        lines[at], lines[to] = lines[to], lines[at]
    return lines


def _holding(outline, standard):
    return replace(outline, standards=_instead(outline.standards, standard.code, standard))
