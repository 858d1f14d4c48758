"""Last time's answers, put into a new return to be confirmed or changed: never an answer until somebody has."""

from django.db import connection

from safeboard.assurance.asking import is_for
from safeboard.assurance.handed_over import proofs_handed_over
from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.models import Answer, ProofUse, Question, Return, Said, Step
from safeboard.assurance.scoring import point_of


def carry_forward(exercise, returns, *, at):
    """Fill new returns of an exercise from what each agency handed over last by the same set. A fixed number of queries.

    Only where the question is the same: it has the same code in the same standard, the same kind, and the point or choice
    still exists. Returns how many answers were carried.
    """
    last = _last_handings(exercise, returns)
    if not last:
        return 0
    uses = list(proofs_handed_over().filter(to__in=last))
    proved = {(use.to_id, use.question_id) for use in uses}
    now = {(one.standard.code, one.code): one for one in _questions(exercise.version_id)}
    before = {one.pk: one for one in _asked_before(last)}
    by_agency = {to.agency_id: to for to in returns}
    new = {step.to_id: by_agency[step.to.agency_id] for step in last.values()}
    handed = {key for step in last.values() for key in step.said}
    rows, same = [], {}
    every = Said.objects.filter(to__in=last, confirmed=True).order_by("pk")
    for to, question, *said in every.values_list("to", "question", *_SAID):
        then = before[question]
        if said[0] not in handed or not _says(then, said, (to, question) in proved):
            continue
        goes_on = now.get((then.standard.code, then.code))
        if goes_on and is_for(goes_on, new[to].sector) and _still_fits(goes_on, then, said[1]):
            same[to, question] = (new[to], goes_on)
            rows.append(_carried(new[to], goes_on, said, at))
    Said.objects.bulk_create(rows, batch_size=2000)
    _stand_as_answers(exercise)
    _carry_proofs(uses, same, at)
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


_SAID = ("pk", "value", "words", "not_applicable", "by", "by_name")
"""What is carried of an answer, in the order `_carried` takes it: 24,000 whole rows would take seconds."""


def _last_handings(exercise, returns):
    """{return's key: the Step that handed it over last}, of each agency's last return that was handed over at all. One query."""
    steps = Step.objects.filter(
        what=Step.What.SUBMITTED,
        to__agency__in=[to.agency_id for to in returns],
        to__exercise__version__set=exercise.version.set_id,
    ).exclude(to__exercise=exercise)
    steps = steps.select_related("to").order_by("to__issued_at", "to_id", "pk")
    by_agency = {step.to.agency_id: step for step in steps}
    return {step.to_id: step for step in by_agency.values()}


def _says(question, said, proved):
    """Whether a row that was handed over answers its question. proved: a document stood beside it."""
    _, value, words, not_applicable, *_ = said
    if question.kind == AnswerKind.EVIDENCE:
        return bool(words or not_applicable or proved)
    return bool(value or not_applicable)


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


def _carry_proofs(uses, same, at):
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
