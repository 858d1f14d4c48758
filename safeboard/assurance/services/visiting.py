"""What somebody saw who went to look."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeboard.assurance.asking import questions_of
from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.models import Readable, Return, Visit, VisitScore
from safeboard.assurance.scoring import worth_of
from safeboard.assurance.services.answering import read_value
from safeboard.core.twice import just_kept
from safeboard.history.services import record


@transaction.atomic
def note_visit(to, *, board, on, who, scores, by, at, words=""):
    """Keep what a visit saw. Returns the Visit; the form sent twice makes one. Raises ValidationError.

    to: a return of an exercise the board takes part in, handed over or not. scores: {question's key: (point's key, words)}, of
    as many questions on a scale as they looked at; a key that is empty is left out.
    """
    held = (
        Return.objects.select_for_update(of=("self",))
        .select_related("exercise__version", "agency")
        .get(pk=to.pk)
    )
    if not Readable.objects.filter(to=held, board=board, ended_at__isnull=True).exists():
        raise ValidationError(f"{held.agency} does not let this board read its return.")
    if on > timezone.localdate(at):
        raise ValidationError({"on": "Enter the day of the visit: today or before"})
    if not who.strip():
        raise ValidationError({"who": "Enter who went"})
    rows = _scores(held, board, scores)
    if not rows and not words.strip():
        raise ValidationError("Score at least one answer, or say what was seen.")
    said = {"on": on, "who": who.strip(), "words": words.strip(), "by_id": by.pk}
    if before := _just_noted(Visit.objects.filter(to=held, board=board), rows, at, said):
        return before
    visit = Visit.objects.create(to=held, board=board, by_name=by.name, at=at, **said)
    for row in rows:
        row.visit = visit
    VisitScore.objects.bulk_create(rows)
    record(
        by=by, verb="noted a visit to", thing=held, at=at, board=board, on=on.isoformat(), scores=len(rows)
    )
    return visit


def _just_noted(visits, rows, at, said):
    before = just_kept(visits, at=at, **said)
    if before and {(one.question_id, one.value, one.words) for one in before.scores.all()} == {
        (one.question_id, one.value, one.words) for one in rows
    }:
        return before
    return None


def _scores(to, board, scores):
    asked = {one.pk: one for one in questions_of(to) if one.board_id in (None, board.pk)}
    rows = []
    for key, (value, words) in scores.items():
        question = asked.get(key)
        if question is None or question.kind != AnswerKind.SCORE:
            raise ValidationError("Only answers on a scale that this board reads are scored on a visit.")
        if not value and words.strip():
            raise ValidationError(f"Question {question.code}: choose a score for what you saw")
        if not value:
            continue
        value = read_value(question, value)
        worth = worth_of(question.scale.points, value)
        rows.append(VisitScore(question=question, value=value, worth=worth, words=words.strip()))
    return rows
