"""A board's own questions in an exercise, asked beside those of the set. Only that board reads the answers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from safeboard.assurance.models import Question, TakesPart
from safeboard.assurance.outline import QuestionLine, ScaleLine, SetOutline, StandardLine, faults_of
from safeboard.assurance.services.issuing import held_draft
from safeboard.boards.models import SECTORS
from safeboard.history.services import record


@transaction.atomic
def add_question(exercise, board, standard, line: QuestionLine, *, by, at):
    """Ask something more under a standard, before the exercise is issued. line.scale: a code of the set's scales.

    Returns the Question. Raises ValidationError.
    """
    held = held_draft(exercise)
    if not TakesPart.objects.filter(exercise=held, board=board).exists():
        raise ValidationError("Your board takes no part in this exercise.")
    if standard.version_id != held.version_id:
        raise ValidationError({"standard": "Choose a standard of this exercise"})
    scales = {scale.code: scale for scale in held.version.scales.all()}
    _check(line, standard, scales)
    own = Question.objects.filter(exercise=held, board=board)
    if own.filter(code=line.code).exists():
        raise ValidationError({"code": "Your board asks a question of this code already: give it another"})
    last = Question.objects.filter(standard=standard).aggregate(last=Max("place"))["last"] or 0
    names = ("code", "words", "kind", "choices", "help", "good", "sectors", "evidence_wanted", "optional")
    made = Question.objects.create(
        standard=standard,
        exercise=held,
        board=board,
        place=last + 1,
        scale=scales.get(line.scale),
        **{name: getattr(line, name) for name in names},
    )
    record(by=by, verb="added a question to", thing=held, at=at, board=board, question=made.pk)
    return made


def _check(line, standard, scales):
    points = [ScaleLine(code, scale.name, []) for code, scale in scales.items()]
    alone = SetOutline("One", "mini", "", points, [StandardLine(standard.code, "One", questions=[line])])
    wrong = [
        fault.says for fault in faults_of(alone, frozenset(SECTORS)) if fault.place.startswith("Question")
    ]
    if wrong:
        raise ValidationError(wrong)
