"""What the boards have of a return: its answers and documents as they were when it was last handed over."""

from django.db.models import Exists, F, OuterRef, Q, Subquery

from safeboard.assurance.models import ProofUse, Readable, Return, Said, Step


def returns_had_by(board):
    """The returns that a board reads and that have been handed over, as a queryset."""
    reads = Readable.objects.filter(to=OuterRef("pk"), board=board, ended_at__isnull=True)
    return Return.objects.filter(Exists(reads), Exists(_handings().filter(to=OuterRef("pk"))))


def last_handing(to):
    """The Step that handed a return over last; None where it never was. One query."""
    return _handings().filter(to=to).order_by("pk").last()


def said_then(step):
    """{question's key: Said} as they were handed over: nothing that was only carried. step: None where nothing was. One query."""
    rows = Said.objects.filter(pk__in=step.said if step else [], confirmed=True)
    return {said.question_id: said for said in rows}


def proofs_then(step):
    """The ProofUses that stood beside the answers at a step, as a queryset. step: None where nothing was handed over."""
    return ProofUse.objects.filter(_stood_at(step.at), to=step.to_id) if step else ProofUse.objects.none()


def proofs_handed_over():
    """The ProofUses of all returns that stood when theirs was last handed over, as a queryset."""
    last = _handings().filter(to=OuterRef("to")).order_by("-pk").values("at")[:1]
    return ProofUse.objects.annotate(handed=Subquery(last)).filter(_stood_at(F("handed")))


def accepts(to, board):
    """Whether it is for this board to accept a return: for the one that runs the exercise, and for each that reads the return
    where that one does not. One query."""
    readers = set(Readable.objects.filter(to=to, ended_at__isnull=True).values_list("board", flat=True))
    runs = to.exercise.board_id
    return board.pk in readers and (board.pk == runs or runs not in readers)


def _handings():
    return Step.objects.filter(what=Step.What.SUBMITTED)


def _stood_at(at):
    return Q(carried=False, added_at__lte=at) & (Q(ended_at__isnull=True) | Q(ended_at__gt=at))
