"""Answering: each save is a row of its own, so nothing anybody typed is lost."""

import datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.assurance.asking import is_for
from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.models import Answer, Exercise, ProofUse, Return, Said
from safeboard.assurance.scoring import point_of, worth_of
from safeboard.history.services import record

LOCKED = "This return is with the boards, so it can be read but not changed."
NOT_A_NUMBER = "Enter a number, like 12 or 3.5"
LONGEST_NUMBER, PLACES = 30, 12
CLOSED = "This exercise has closed, so nothing can be changed."
MEANWHILE = (
    "{who} answered this meanwhile. Read what stands there now, and save yours again if it should replace it."
)


@transaction.atomic
def answer(to, question, *, value="", words="", not_applicable="", by, at, seen=None):
    """Say something to a question. Returns the Said that stands, None where nothing was ever said; the same again, and
    nothing over what only was carried, make no new row. Raises ValidationError.

    value: a point's key, a choice, or the number, date or words as typed. not_applicable: why it does not apply; then there
    is no value. seen: the number of the row that was on the page, 0 for none; where somebody else has answered since, it is
    refused and says so, so that nobody writes over what they have not read; what is as it was on the page leaves what stands.
    None: not asked.
    """
    held = held_with_agency(to)
    _check_asked(held, question)
    now = Answer.objects.select_related("said").filter(to=held, question=question).first()
    last = now.said if now else None
    value, not_applicable = value.strip(), not_applicable.strip()
    if not (value or words.strip() or not_applicable) and not (last and last.confirmed):
        return last
    said = {"value": read_value(question, value), "words": words.strip(), "not_applicable": not_applicable}
    if said["not_applicable"] and said["value"]:
        raise ValidationError("Give an answer, or say why the question does not apply: not both")
    if last and last.confirmed and said == _content(last):
        return last
    if seen is not None and last and last.number != seen:
        was = _shown(Said.objects.filter(to=held, question=question, number=seen).first())
        if said == was:
            return last
        if last.by_id != by.pk and was != _shown(last):
            raise ValidationError(MEANWHILE.format(who=last.by_name), code="meanwhile")
    return _keep(held, question, now, by=by, at=at, carried=None, **said)


@transaction.atomic
def confirm(to, question, *, by, at):
    """What was carried from last time still holds, with its evidence. Returns the Said. Raises ValidationError."""
    held = held_with_agency(to)
    now = Answer.objects.select_related("said").filter(to=held, question=question).first()
    if now is None:
        raise ValidationError("There is nothing from last time to confirm.")
    carried = ProofUse.objects.filter(to=held, question=question, carried=True, ended_at__isnull=True)
    proofs = carried.update(carried=False)
    last = now.said
    if last.confirmed and not proofs:
        return last
    return _keep(held, question, now, by=by, at=at, carried=last.carried, **_content(last))


def evidence_changed(held, question, *, by, at):
    """Another document stands beside an answer: a row of its own says so, and what was signed has to be signed again.

    held: the return as `held_with_agency` gave it.
    """
    now = Answer.objects.select_related("said").filter(to=held, question=question).first()
    last = now.said if now else Said()
    carried = last.carried if not last.confirmed else None
    _keep(held, question, now, by=by, at=at, carried=carried, confirmed=last.confirmed, **_content(last))


def _content(said):
    return {name: getattr(said, name) for name in ("value", "words", "not_applicable")}


def _shown(said):
    """What a page puts into the boxes of a row: nothing of what was only carried."""
    return _content(said) if said and said.confirmed else _content(Said())


def held_with_agency(to):
    """The return, held. Raises ValidationError where it is not with the agency, or the exercise has closed."""
    returns = Return.objects.select_for_update(of=("self",)).select_related("exercise__board", "agency")
    held = returns.get(pk=to.pk)
    if not held.with_agency:
        raise ValidationError(LOCKED)
    if held.exercise.state != Exercise.State.OPEN:
        raise ValidationError(CLOSED)
    return held


def _keep(to, question, now, *, by, at, carried, **said):
    row = Said.objects.create(
        to=to,
        question=question,
        number=now.said.number + 1 if now else 1,
        carried=carried,
        by_id=by.pk,
        by_name=by.name,
        at=at,
        **said,
    )
    points = question.scale.points if question.kind == AnswerKind.SCORE else []
    counts = row.confirmed and _counts(question, row)
    fields = {"said": row, "worth": worth_of(points, row.value) if counts else None, "counts": counts}
    if now:
        Answer.objects.filter(pk=now.pk).update(**fields)
    else:
        Answer.objects.create(to=to, question=question, **fields)
    record(
        by=by, verb="answered", thing=to, at=at, board=to.exercise.board, question=question.pk, said=row.pk
    )
    return row


def _counts(question, row):
    if question.kind == AnswerKind.EVIDENCE:
        uses = ProofUse.objects.filter(to=row.to_id, question=question, carried=False, ended_at__isnull=True)
        return bool(row.words or row.not_applicable) or uses.exists()
    return bool(row.value or row.not_applicable)


def _check_asked(to, question):
    of_version = question.standard.version_id == to.exercise.version_id
    if (
        not of_version
        or question.exercise_id not in (None, to.exercise_id)
        or not is_for(question, to.sector)
    ):
        raise ValidationError("This return is not asked that question.")


def read_value(question, value):
    """The value as it is kept. Raises ValidationError that says what would do."""
    value = value.strip()
    if not value:
        return ""
    match question.kind:
        case AnswerKind.SCORE:
            if point_of(question.scale.points, value) is None:
                raise ValidationError("Choose a point of the scale")
        case AnswerKind.CHOICE:
            if value not in question.choices:
                raise ValidationError("Choose one of the answers")
        case AnswerKind.NUMBER:
            return _number(value)
        case AnswerKind.DATE:
            return _day(value)
        case AnswerKind.EVIDENCE:
            raise ValidationError(
                "This question asks for documents: put what they show into the words beside them"
            )
    if len(value) > 2000:
        raise ValidationError("Enter 2,000 characters or fewer, and put the rest into the words beside it")
    return value


def _number(value):
    """Bounded before it is written out: "1e-5000000" is ten letters, and five million when it is a number."""
    try:
        number = Decimal(value.replace(",", "")) if len(value) <= LONGEST_NUMBER else Decimal("NaN")
    except InvalidOperation:
        raise ValidationError(NOT_A_NUMBER) from None
    if not number.is_finite() or abs(number.as_tuple().exponent) > PLACES or abs(number) > 10**PLACES:
        raise ValidationError(NOT_A_NUMBER)
    return f"{number:f}"


def _day(value):
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"):
        try:
            return datetime.datetime.strptime(value, form).date().isoformat()
        except ValueError:
            continue
    raise ValidationError("Enter a date, like 31/3/2026")
