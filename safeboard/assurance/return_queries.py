"""What the agency's pages of a return show."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeboard.assurance.access import may_answer, may_read_own, parts_of, peers_for
from safeboard.assurance.asking import answers_that_count, how_many_asked, questions_of, telling_in
from safeboard.assurance.handed_over import proofs_then, said_then
from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.models import (
    Answer,
    Exercise,
    Part,
    Proof,
    ProofUse,
    Question,
    Readable,
    Said,
    Standard,
    Step,
    TakesPart,
)
from safeboard.assurance.scoring import point_of
from safeboard.assurance.services.handing import signatures_that_hold
from safeboard.documents.models import Document

SOON = datetime.timedelta(days=60)


@dataclass(slots=True)
class Progress:
    """How far a standard, or a return, is. waiting: carried from last time, and nobody has confirmed it. left: must still be
    answered."""

    asked: int = 0
    answered: int = 0
    waiting: int = 0
    left: int = 0

    @property
    def done(self):
        return not self.left

    @property
    def words(self):
        return f"{self.answered} of {self.asked} answered"

    def add(self, other):
        self.asked += other.asked
        self.answered += other.answered
        self.waiting += other.waiting
        self.left += other.left


@dataclass(slots=True)
class StandardShown:
    standard: Standard
    mine: bool  # whether this person may answer it
    progress: Progress = field(default_factory=Progress)
    missing: list = field(default_factory=list)  # questions that still need an answer or a confirmation


@dataclass(slots=True)
class UseShown:
    """A document beside an answer. newest: the number of its newest version. late, soon: how near its last day is."""

    use: ProofUse
    newest: int
    late: bool
    soon: bool


@dataclass(slots=True)
class QuestionShown:
    """A question with what stands. now: the Said that stands and was confirmed, or None. last: last time's, where it was
    carried. waits: last time's answer, or a document of it, is not confirmed. seen: the number of the row on the page."""

    question: Question
    now: Said | None
    last: Said | None
    waits: bool
    counts: bool
    seen: int
    uses: list[UseShown] = field(default_factory=list)

    @property
    def now_words(self):
        return shown_value(self.question, self.now) if self.now else ""

    @property
    def telling(self):
        """Sentences on what in its words could identify a child."""
        return telling_in(self.now) if self.now else []

    @property
    def last_words(self):
        return shown_value(self.question, self.last) if self.last else ""


def shown_value(question, said):
    """An answer in words: "2: Met in part", "31 March 2026", "Does not apply"."""
    if said.not_applicable:
        return "Does not apply"
    if question.kind == AnswerKind.SCORE and said.value:
        point = point_of(question.scale.points, said.value)
        return point_words(point) if point else said.value
    if question.kind == AnswerKind.DATE and said.value:
        return f"{datetime.date.fromisoformat(said.value):%-d %B %Y}"
    return said.value


def point_words(point):
    """A number says more with its label; another key is only for the machine."""
    return f"{point['key']}: {point['label']}" if point["key"].isdigit() else point["label"]


def returns_of(user, *, today):
    """[(Return, this person's roles in it, Progress, whether it is late)], what is owed first. Five queries."""
    parts = parts_of(user).select_related("to__exercise__board", "to__agency")
    by_return: dict = {}
    for part in parts.order_by("to__due_on", "pk"):
        by_return.setdefault(part.to_id, (part.to, []))[1].append(part.get_role_display())
    returns = [to for to, _ in by_return.values()]
    answers = answers_that_count().filter(to__in=returns)
    answered = dict(answers.values_list("to").annotate(Count("pk")))
    asked = how_many_asked(returns)
    rows = [
        (
            to,
            list(dict.fromkeys(roles)),
            Progress(asked[to.pk], answered.get(to.pk, 0)),
            to.with_agency and to.due_on < today,
        )
        for to, roles in by_return.values()
    ]
    return sorted(rows, key=lambda row: not open_to_agency(row[0]))


def open_to_agency(to):
    """Whether the agency may still change it."""
    return to.with_agency and to.exercise.state == Exercise.State.OPEN


def has_returns(user):
    """Whether anybody asks this person about a return: to answer it, or to look at it as a peer."""
    return parts_of(user).exists() or peers_for(user).exists()


def standards_shown(to, parts):
    """[StandardShown] that this person may read, in order. Three queries."""
    answers = {one.question_id: one for one in Answer.objects.filter(to=to).select_related("said")}
    carried = set(_uses(to).filter(carried=True).values_list("question", flat=True))
    shown: dict = {}
    for question in questions_of(to):
        standard = question.standard
        if not may_read_own(parts, standard.pk):
            continue
        one = shown.setdefault(standard.pk, StandardShown(standard, may_answer(parts, standard.pk)))
        answer = answers.get(question.pk)
        counts = bool(answer and answer.counts)
        waits = question.pk in carried or bool(answer and not answer.said.confirmed)
        left = question.pk in carried or not (question.optional or counts)
        one.progress.add(Progress(1, int(counts), int(waits), int(left)))
        if left:
            one.missing.append(question)
    return list(shown.values())


def progress_of(standards):
    whole = Progress()
    for one in standards:
        whole.add(one.progress)
    return whole


def people_in(to):
    """Everybody's parts in a return today: authors, colleagues with their standards, signatories. Two queries."""
    parts = (
        Part.objects.filter(to=to, ended_at__isnull=True).select_related("user").prefetch_related("standards")
    )
    order = [Part.As.AUTHOR, Part.As.COLLEAGUE, Part.As.SIGNATORY]
    return sorted(parts, key=lambda part: (order.index(part.role), part.user.name))


def boards_asked(to):
    """[(board, whether it reads the return)], by name. Two queries."""
    reads = set(Readable.objects.filter(to=to, ended_at__isnull=True).values_list("board", flat=True))
    taking = TakesPart.objects.filter(exercise=to.exercise_id).select_related("board").order_by("board__name")
    return [(one.board, one.board_id in reads) for one in taking]


def signatures_shown(to, people, said):
    """[(signature, the Part of whoever signs in it or None, the Signed that holds or None)]. said: as `standing` gives it."""
    signed = {one.signature: one for one in signatures_that_hold(to, said)}
    signs = {part.signature: part for part in people if part.role == Part.As.SIGNATORY}
    return [(one, signs.get(one), signed.get(one)) for one in to.exercise.signatures]


def steps_of(to):
    """What became of a return, oldest first. One query."""
    return list(Step.objects.filter(to=to).select_related("board").order_by("pk"))


def reasons_to_mend(to, steps):
    """The steps that sent it back since it was last handed over; [] where it is not sent back."""
    if to.state != to.State.SENT_BACK:
        return []
    last = max((at for at, step in enumerate(steps) if step.what == Step.What.SUBMITTED), default=0)
    return [step for step in steps[last:] if step.what == Step.What.SENT_BACK]


def questions_shown(to, standard, *, today):
    """[QuestionShown] of one standard as it stands. Four queries."""
    return [one for one in all_questions_shown(to, today=today) if one.question.standard_id == standard.pk]


def all_questions_shown(to, *, today):
    """[QuestionShown] of the whole return. Four queries."""
    answers = {one.question_id: one for one in Answer.objects.filter(to=to).select_related("said")}
    last = {said.question_id: said for said in Said.objects.filter(to=to, number=1, carried__isnull=False)}
    uses = _uses_by_question(_uses(to), today)
    return [
        _shown(one, answers.get(one.pk), last.get(one.pk), uses.get(one.pk, [])) for one in questions_of(to)
    ]


def bytes_of_document(pk):
    with get_object_or_404(Document, pk=pk).file.open("rb") as kept:
        return kept.read()


def as_handed_over(to, step, standards):
    """[(Standard, [QuestionShown])] as they were at a step, evidence too. Three queries."""
    said = said_then(step)
    uses = _uses_by_question(proofs_then(step), step.at.date())
    shown: dict = {}
    for question in questions_of(to):
        if question.standard_id not in standards:
            continue
        now = said.get(question.pk)
        one = QuestionShown(question, now, None, False, bool(now), 0, uses.get(question.pk, []))
        shown.setdefault(question.standard, []).append(one)
    return list(shown.items())


def proofs_to_choose(to, user):
    """Documents of the agency that somebody may use again: all that stands or stood in a return they write or sign or once did; as
    a colleague in this return, what stands in the standards shared with them. An author whom a board names has no more."""
    mine = Part.objects.filter(user=user, to=OuterRef("to"))
    whole = Exists(mine.exclude(role=Part.As.COLLEAGUE))
    shared = Exists(mine.filter(ended_at__isnull=True, to=to, standards=OuterRef("question__standard")))
    uses = ProofUse.objects.filter(whole | (shared & Q(ended_at__isnull=True)), to__agency=to.agency_id)
    return Proof.objects.filter(pk__in=uses.values("version__proof")).order_by("title")


def shared_with(parts):
    """Keys of the standards these parts share; None for an author, who has all."""
    if any(part.role == Part.As.AUTHOR for part in parts):
        return None
    return {one.pk for part in parts for one in part.standards.all()}


def _shown(question, answer, last, uses):
    said = answer.said if answer else None
    now = said if said and said.confirmed else None
    waits = bool(said and not said.confirmed) or any(one.use.carried for one in uses)
    return QuestionShown(
        question, now, last, waits, bool(answer and answer.counts), said.number if said else 0, uses
    )


def _uses(to):
    return ProofUse.objects.filter(to=to, ended_at__isnull=True)


def _uses_by_question(uses, today):
    rows = uses.select_related("version__proof", "version__document").annotate(
        versions=Count("version__proof__versions")
    )
    shown: dict = {}
    for use in rows.order_by("version__proof__title", "pk"):
        ends = use.version.expires_on
        late, soon = bool(ends and ends < today), bool(ends and today <= ends <= today + SOON)
        shown.setdefault(use.question_id, []).append(UseShown(use, use.versions, late, soon))
    return shown


def question_shown(to, question):
    """QuestionShown of one question, without its documents. Two queries."""
    answer = Answer.objects.filter(to=to, question=question).select_related("said").first()
    return _shown(question, answer, None, [])


def number_that_stands(to, question):
    return question_shown(to, question).seen


def step_handed_over(to, pk):
    return get_object_or_404(Step, pk=pk, to=to, what=Step.What.SUBMITTED)


def path_of(name, *args):
    return reverse(f"assurance:{name}", args=args)
