"""A board's assessment of itself: begun, judged descriptor by descriptor, shown by evidence, gaps raised, closed."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.models import OwnAssessment, OwnGap, OwnJudgement, Question, Shows
from safeboard.assurance.scoring import point_of, worth_of
from safeboard.core.twice import just_kept
from safeboard.history.services import record
from safeboard.plans.services import add_action

CLOSED = "This self-assessment is closed, so it can be read but not changed."
MEANWHILE = (
    "{who} judged this meanwhile. Read what stands there now, and save yours again if it should replace it."
)
ELSEWHERE = "Elsewhere"


@transaction.atomic
def begin_own(version, *, title, by, at):
    """Begin an assessment of the board by one of its sets. Returns the OwnAssessment. Raises ValidationError.

    It follows the newest before it by the same set. One at a time is open by a set.
    """
    board = version.set.board
    if not title.strip():
        raise ValidationError({"title": "Enter what it is called"})
    if not Question.objects.filter(
        standard__version=version, kind=AnswerKind.SCORE, exercise__isnull=True
    ).exists():
        raise ValidationError({"version": "Choose a set with descriptors that are answered on a scale"})
    board_row = type(board).objects.select_for_update().get(pk=board.pk)  # so that two do not begin at once
    last = OwnAssessment.objects.filter(board=board_row, version__set=version.set_id).first()
    if last and last.is_open:
        raise ValidationError(f"“{last}” is still open: go on with it, or close it first.")
    made = OwnAssessment.objects.create(
        board=board_row,
        version=version,
        follows=last,
        title=title.strip(),
        begun_at=at,
        begun_by_name=by.name,
    )
    record(by=by, verb="began", thing=made, at=at, board=board_row)
    return made


@transaction.atomic
def judge_own(assessment, question, *, value, words, sure, by, at, seen=None):
    """Say how it is with one descriptor. Returns the OwnJudgement; the same again makes no new row. Raises ValidationError.

    seen: the number of the judgement that was on the page, 0 for none; where somebody else judged since, it is refused. None: not asked.
    """
    held = _held(assessment)
    _check_descriptor(held, question)
    if point_of(question.scale.points, value) is None:
        raise ValidationError({"value": "Choose a grade"})
    if not words.strip():
        raise ValidationError({"words": "Enter what is so, and how you know"})
    if sure not in OwnJudgement.Sure.values:
        raise ValidationError({"sure": "Choose how sure you are"})
    last = OwnJudgement.objects.filter(to=held, question=question).order_by("-number").first()
    said = {"value": value, "words": words.strip(), "sure": sure}
    if last and all(getattr(last, name) == each for name, each in said.items()):
        return last
    if seen is not None and last and last.number != seen and last.by_id != by.pk:
        raise ValidationError(MEANWHILE.format(who=last.by_name), code="meanwhile")
    row = OwnJudgement.objects.create(
        to=held,
        question=question,
        number=last.number + 1 if last else 1,
        worth=worth_of(question.scale.points, value),
        by_id=by.pk,
        by_name=by.name,
        at=at,
        **said,
    )
    record(by=by, verb="judged", thing=held, at=at, board=held.board, question=question.pk, judgement=row.pk)
    return row


@transaction.atomic
def link_evidence(assessment, question, *, kind, title, address, by, at, on=None):
    """Name something that shows it. Returns the Shows; the one there is, where it is linked already. Raises ValidationError.

    The caller has found it through the reader's own doors (`boards.finding`), or it is a page elsewhere, of kind ELSEWHERE.
    """
    held = _held(assessment)
    _check_descriptor(held, question)
    there = Shows.objects.filter(to=held, question=question, address=address, ended_at__isnull=True).first()
    if there:
        return there
    made = Shows(
        to=held,
        question=question,
        kind=kind,
        title=title.strip(),
        address=address,
        on=on,
        added_at=at,
        by_name=by.name,
    )
    made.clean_fields(exclude=["on", "ended_at"])
    made.save()
    record(
        by=by,
        verb="linked evidence in",
        thing=held,
        at=at,
        board=held.board,
        question=question.pk,
        what=str(made),
    )
    return made


@transaction.atomic
def unlink_evidence(shows, *, by, at):
    """It stands beside the descriptor no more; that it stood there is kept. Raises ValidationError."""
    held = _held(shows.to)
    if not Shows.objects.filter(pk=shows.pk, ended_at__isnull=True).update(ended_at=at):
        raise ValidationError("It was taken away already.")
    record(by=by, verb="took evidence from", thing=held, at=at, board=held.board, what=str(shows))


@transaction.atomic
def raise_gap(assessment, question, *, words, issue, action, leads=(), due="", by, at):
    """Note what is missing and raise an action from it: both, or neither. Returns the OwnGap; the form sent twice makes one. Raises
    ValidationError.

    issue: of a plan of this board. action: what is to be done; leads, due as in the plan.
    """
    held = _held(assessment)
    _check_descriptor(held, question)
    if issue.priority.plan.board_id != held.board_id:
        raise ValidationError("Choose an issue of this board’s own plan.")
    if not words.strip():
        raise ValidationError({"words": "Enter what is missing"})
    there = OwnGap.objects.filter(to=held, question=question, by_id=by.pk)
    same = {"action__issue": issue, "action__words": action.strip(), "action__due_written": due.strip()}
    if before := just_kept(there, at=at, words=words.strip(), **same):
        return before
    page = reverse("assurance:own_descriptor", args=[held.pk, question.pk])
    added = add_action(
        issue,
        words=action,
        leads=leads,
        due=due,
        origin=f"{held}, descriptor {question.code}",
        origin_url=settings.SITE.rstrip("/") + page,
        by=by,
        at=at,
    )
    gap = OwnGap.objects.create(
        to=held, question=question, words=words.strip(), action=added, by_id=by.pk, by_name=by.name, at=at
    )
    record(by=by, verb="raised an action from", thing=held, at=at, board=held.board, question=question.pk)
    return gap


@transaction.atomic
def close_own(assessment, *, by, at):
    """It is as it is: readable, and changed no more. Raises ValidationError."""
    held = _held(assessment)
    held.closed_at, held.closed_by_name = at, by.name
    held.save(update_fields=["closed_at", "closed_by_name"])
    record(by=by, verb="closed", thing=held, at=at, board=held.board)
    return held


def _held(assessment):
    held = OwnAssessment.objects.select_for_update(of=("self",)).select_related("board").get(pk=assessment.pk)
    if not held.is_open:
        raise ValidationError(CLOSED)
    return held


def _check_descriptor(assessment, question):
    if question.standard.version_id != assessment.version_id or question.kind != AnswerKind.SCORE:
        raise ValidationError("Choose a descriptor of this self-assessment that is answered on a scale.")
