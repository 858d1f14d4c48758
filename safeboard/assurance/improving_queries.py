"""What the pages of improvements show."""

from django.db.models import Q

from safeboard.assurance.handed import had_by
from safeboard.assurance.models import Improvement, Return


def improvements_of(to, board=None):
    """Those of a return and those outstanding from the agency's earlier returns by the same set. Two queries.

    board: without what was promised to other boards only, in answer to their own questions or in a return it was not let read.
    """
    earlier = Improvement.objects.filter(
        to__agency=to.agency_id,
        to__exercise__version__set=to.exercise.version.set_id,
        to__issued_at__lt=to.issued_at,
    ).exclude(state=Improvement.State.SIGNED_OFF)
    rows = Improvement.objects.filter(pk__in=earlier.values("pk")) | Improvement.objects.filter(to=to)
    if board:
        rows = rows.filter(Q(question__board__isnull=True) | Q(question__board=board), to__in=had_by(board))
    rows = rows.select_related("question", "to__exercise").prefetch_related(
        "steps__board", "steps__proof__proof"
    )
    return list(rows.order_by("to__issued_at", "added_at", "pk"))


def outstanding_in(exercise, board):
    """What the agencies of an exercise promised in it, or before it in one by the same set, and nobody has signed off: of
    returns that this board reads and that were handed over. One query."""
    asked = Return.objects.filter(exercise=exercise, readable__board=board, readable__ended_at__isnull=True)
    rows = Improvement.objects.filter(
        to__in=had_by(board),
        to__agency__in=asked.values("agency"),
        to__exercise__version__set=exercise.version.set_id,
        to__issued_at__lte=exercise.opened_at,
        question__board__isnull=True,
    )
    rows = rows.exclude(state=Improvement.State.SIGNED_OFF).select_related(
        "to__agency", "to__exercise", "question"
    )
    return list(rows.order_by("last_day", "to__agency__name", "pk"))
