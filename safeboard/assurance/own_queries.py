"""What the pages and the paper of a board's self-assessment show."""

from dataclasses import dataclass, field

from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.models import OwnAssessment, OwnGap, OwnJudgement, Question, Shows
from safeboard.assurance.scoring import point_of


@dataclass(slots=True)
class Descriptor:
    """judgement: the newest, None where there is none. last: of the assessment before, with `last_shows`."""

    question: Question
    judgement: OwnJudgement | None = None
    shows: list[Shows] = field(default_factory=list)
    gaps: list[OwnGap] = field(default_factory=list)
    last: OwnJudgement | None = None
    last_shows: list[Shows] = field(default_factory=list)

    @property
    def point(self):
        return point_of(self.question.scale.points, self.judgement.value) if self.judgement else None

    @property
    def rating(self):
        return self.point.get("rating", "") if self.point else ""

    @property
    def label(self):
        return self.point["label"] if self.point else ""

    @property
    def last_label(self):
        point = point_of(self.question.scale.points, self.last.value) if self.last else None
        return point["label"] if point else ""

    @property
    def wants(self):
        """What it still lacks, in words an officer acts on."""
        if not self.judgement:
            return ["not judged yet"]
        lacks = [] if self.shows else ["no evidence"]
        return lacks + ["only believed"] * (self.judgement.sure == OwnJudgement.Sure.BELIEF)


def own_assessments_of(board):
    """A board's self-assessments, the newest first. One query."""
    return list(OwnAssessment.objects.filter(board=board).select_related("version__set"))


def descriptors_of(assessment):
    """[(Standard, [Descriptor])]. A fixed number of queries."""
    rows = Question.objects.filter(
        standard__version=assessment.version_id, exercise__isnull=True, kind=AnswerKind.SCORE
    )
    rows = rows.select_related("standard", "scale").order_by("standard__place", "place", "pk")
    found = {question.pk: Descriptor(question) for question in rows}
    for one in OwnJudgement.objects.filter(to=assessment).order_by("number"):
        found[one.question_id].judgement = one
    for one in Shows.objects.filter(to=assessment, ended_at__isnull=True).order_by("pk"):
        found[one.question_id].shows.append(one)
    for one in OwnGap.objects.filter(to=assessment).select_related("action").order_by("pk"):
        found[one.question_id].gaps.append(one)
    if assessment.follows_id:
        _add_last(found, assessment.follows_id)
    groups: dict = {}
    for one in found.values():
        groups.setdefault(one.question.standard, []).append(one)
    return list(groups.items())


def _add_last(found, before):
    """Beside each descriptor what was said of the one with the same codes, where the point still exists."""
    by_code = {(one.question.standard.code, one.question.code): one for one in found.values()}
    judged = OwnJudgement.objects.filter(to=before).select_related("question__standard").order_by("number")
    for one in judged:
        descriptor = by_code.get((one.question.standard.code, one.question.code))
        if descriptor and point_of(descriptor.question.scale.points, one.value):
            descriptor.last = one
    shows = Shows.objects.filter(to=before, ended_at__isnull=True).select_related("question__standard")
    for one in shows.order_by("pk"):
        descriptor = by_code.get((one.question.standard.code, one.question.code))
        if descriptor:
            descriptor.last_shows.append(one)


def judgements_on(assessment, question):
    """All that was said of one descriptor, the newest first. One query."""
    return list(OwnJudgement.objects.filter(to=assessment, question=question).order_by("-number"))


def open_ones(board):
    return OwnAssessment.objects.filter(board=board, closed_at__isnull=True).select_related("version")


def to_link_to(board):
    """[(assessment, [Question])] of those that are open, to choose from. Two queries."""
    rows = list(open_ones(board))
    questions: dict = {}
    there = Question.objects.filter(
        standard__version__in=[one.version_id for one in rows], exercise__isnull=True
    )
    for question in (
        there.filter(kind=AnswerKind.SCORE).select_related("standard").order_by("standard__place", "place")
    ):
        questions.setdefault(question.standard.version_id, []).append(question)
    return [(one, questions.get(one.version_id, [])) for one in rows]
