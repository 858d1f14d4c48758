"""Last time's answers, put into a new return to be confirmed or changed: never an answer until somebody has."""

from django.db import connection

from safeboard.assurance.asking import is_for
from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.models import Answer, ProofUse, Question, Return, Said
from safeboard.assurance.scoring import point_of

WITH_BOARDS = (Return.State.SUBMITTED, Return.State.ACCEPTED)


def carry_forward(exercise, returns, *, at):
    """Fill new returns of an exercise from each agency's last return by the same set. A fixed number of queries.

    Only where the question is the same: it has the same code in the same standard, the same kind, and the point or choice
    still exists. Returns how many answers were carried.
    """
    last = _last_returns(exercise, returns)
    if not last:
        return 0
    now = {(one.standard.code, one.code): one for one in _questions(exercise.version_id)}
    before = {one.pk: one for one in _asked_before(last.values())}
    by_agency = {to.agency_id: to for to in returns}
    new = {old.pk: by_agency[agency] for agency, old in last.items()}
    rows, same = [], {}
    answers = Answer.objects.filter(to__in=last.values(), counts=True)
    for to, question, *said in answers.values_list("to", "question", *_SAID):
        then = before[question]
        goes_on = now.get((then.standard.code, then.code))
        if goes_on and is_for(goes_on, new[to].sector) and _still_fits(goes_on, then, said[1]):
            same[to, question] = (new[to], goes_on)
            rows.append(_carried(new[to], goes_on, said, at))
    Said.objects.bulk_create(rows, batch_size=2000)
    _stand_as_answers(exercise)
    _carry_proofs(last, same, at)
    return len(rows)


def _stand_as_answers(exercise):
    """An Answer of each thing carried into the exercise, made where the rows are: as objects they cost a second more."""
    said, returns = Said._meta.db_table, Return._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Answer._meta.db_table} (to_id, question_id, said_id, counts) "
            f"SELECT {said}.to_id, {said}.question_id, {said}.id, %s FROM {said} "
            f"JOIN {returns} ON {returns}.id = {said}.to_id WHERE {returns}.exercise_id = %s",
            [False, exercise.pk],
        )


_SAID = ("said", "said__value", "said__words", "said__not_applicable", "said__by", "said__by_name")
"""What is carried of an answer, in the order `_carried` takes it: 24,000 whole rows would take seconds."""


def _last_returns(exercise, returns):
    """{agency's key: its last return that the boards had}."""
    earlier = Return.objects.filter(
        agency__in=[to.agency_id for to in returns],
        exercise__version__set=exercise.version.set_id,
        state__in=WITH_BOARDS,
    ).exclude(exercise=exercise)
    return {to.agency_id: to for to in earlier.order_by("issued_at", "pk")}


def _questions(version):
    rows = Question.objects.filter(standard__version=version, exercise__isnull=True)
    return rows.select_related("standard", "scale")


def _asked_before(returns):
    """The questions of earlier returns, their boards' own among them."""
    rows = Question.objects.filter(standard__version__exercises__returns__in=list(returns)).distinct()
    return rows.select_related("standard", "scale")


def _still_fits(question, then, value):
    """Whether an answer to the question as it was asked then is an answer to it now."""
    if question.kind != then.kind or then.exercise_id:
        return False
    if not value:
        return True
    if question.kind == AnswerKind.SCORE:
        old, new = point_of(then.scale.points, value), point_of(question.scale.points, value)
        return new is not None and old is not None and new["label"] == old["label"]
    return question.kind != AnswerKind.CHOICE or value in question.choices


def _carried(to, question, said, at):
    carried, value, words, not_applicable, by, by_name = said
    return Said(
        to=to,
        question=question,
        number=1,
        value=value,
        words=words,
        not_applicable=not_applicable,
        carried_id=carried,
        confirmed=False,
        by_id=by,
        by_name=by_name,
        at=at,
    )


def _carry_proofs(last, same, at):
    uses = ProofUse.objects.filter(to__in=last.values(), ended_at__isnull=True)
    ProofUse.objects.bulk_create(
        ProofUse(
            to=same[use.to_id, use.question_id][0],
            question=same[use.to_id, use.question_id][1],
            version_id=use.version_id,
            carried=True,
            added_at=at,
            by_name=use.by_name,
        )
        for use in uses
        if (use.to_id, use.question_id) in same
    )
