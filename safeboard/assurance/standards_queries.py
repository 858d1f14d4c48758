"""What the pages of standards show."""

from dataclasses import dataclass

from safeboard.assurance.drafting import differences
from safeboard.assurance.models import Question, Scale, SetVersion, Standard, StandardSet
from safeboard.assurance.outline import (
    Point,
    QuestionLine,
    ScaleLine,
    SetOutline,
    StandardLine,
    faults_of,
    from_json,
)
from safeboard.boards.models import SECTORS


@dataclass(frozen=True, slots=True)
class ShownSet:
    """newest: its last published version, or None. questions: of that version."""

    set: StandardSet
    newest: SetVersion | None
    questions: int


def sets_of(board):
    """[ShownSet] of a board, by name. Three queries."""
    sets = list(StandardSet.objects.filter(board=board))
    newest = {one.set_id: one for one in SetVersion.objects.filter(set__in=sets).order_by("number")}
    of_version: dict = {}
    rows = Question.objects.filter(standard__version__in=newest.values(), exercise__isnull=True)
    for version in rows.values_list("standard__version", flat=True):
        of_version[version] = of_version.get(version, 0) + 1
    return [
        ShownSet(one, newest.get(one.pk), of_version.get(newest[one.pk].pk, 0) if one.pk in newest else 0)
        for one in sets
    ]


def outline_of(version) -> SetOutline:
    """A published version as it was written. Three queries."""
    scales = {scale.pk: scale for scale in Scale.objects.filter(version=version).order_by("pk")}
    questions: dict = {}
    rows = Question.objects.filter(standard__version=version, exercise__isnull=True).order_by("place")
    for row in rows:
        questions.setdefault(row.standard_id, []).append(_question(row, scales))
    standards = Standard.objects.filter(version=version).order_by("place")
    return SetOutline(
        version.set.name,
        version.set.kind,
        version.words,
        [ScaleLine(one.code, one.name, [Point(**point) for point in one.points]) for one in scales.values()],
        [
            StandardLine(one.code, one.title, one.section, one.words, questions.get(one.pk, []))
            for one in standards
        ],
    )


def draft_of(standards) -> SetOutline:
    """The next version as it is being written. The set has a draft."""
    return from_json(standards.draft)


def faults_in(outline):
    return faults_of(outline, frozenset(SECTORS))


def changes_to(outline, version):
    """`drafting.differences` from a published version, or None where there is none before."""
    return differences(outline_of(version), outline) if version else None


def versions_of(standards):
    """The newest first. One query."""
    return list(standards.versions.order_by("-number"))


def _question(row, scales):
    names = ("code", "words", "kind", "choices", "help", "good", "sectors", "evidence_wanted", "optional")
    said = {name: getattr(row, name) for name in names}
    return QuestionLine(scale=scales[row.scale_id].code if row.scale_id else "", **said)
