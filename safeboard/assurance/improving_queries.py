"""What the pages of improvements show."""

from django.db.models import Q

from safeboard.assurance.handed_over import returns_had_by
from safeboard.assurance.models import Improvement


def improvements_of(to):
    """Those of a return and those outstanding from the agency's earlier returns by the same set. Two queries."""
    return list(_there(to))


def improvements_read_by(to, board):
    """Those of them that a board reads: of returns that it had, about questions that it reads. Two queries."""
    return list(_there(to).filter(_read_by(board)))


def _there(to):
    earlier = Q(
        to__agency=to.agency_id,
        to__exercise__version__set=to.exercise.version.set_id,
        to__issued_at__lt=to.issued_at,
    )
    rows = Improvement.objects.filter(Q(to=to) | (earlier & _OUTSTANDING))
    rows = rows.select_related("question", "to__exercise").prefetch_related(
        "steps__board", "steps__proof__proof"
    )
    return rows.order_by("to__issued_at", "added_at", "pk")


def outstanding_in(exercise, board):
    """What the agencies of an exercise promised, in it or before by the same set, that this board reads and nobody has signed off.
    One query."""
    asked = exercise.returns.values("agency")
    earlier = Q(
        to__agency__in=asked,
        to__exercise__version__set=exercise.version.set_id,
        to__exercise__opened_at__lt=exercise.opened_at,
    )
    rows = Improvement.objects.filter(Q(to__exercise=exercise) | earlier, _OUTSTANDING, _read_by(board))
    rows = rows.select_related("to__agency", "to__exercise", "question")
    return list(rows.order_by("last_day", "to__agency__name", "pk"))


_OUTSTANDING = ~Q(state=Improvement.State.SIGNED_OFF)


def _read_by(board):
    asked = Q(question__board__isnull=True) | Q(question__board=board)
    return asked & Q(to__in=returns_had_by(board))
