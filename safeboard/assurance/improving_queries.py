"""What the pages of improvements show."""

from safeboard.assurance.models import Improvement


def improvements_of(to):
    """Those of a return and those outstanding from the agency's earlier returns by the same set. Two queries."""
    earlier = Improvement.objects.filter(
        to__agency=to.agency_id,
        to__exercise__version__set=to.exercise.version.set_id,
        to__issued_at__lt=to.issued_at,
    ).exclude(state=Improvement.State.SIGNED_OFF)
    rows = Improvement.objects.filter(pk__in=earlier.values("pk")) | Improvement.objects.filter(to=to)
    rows = rows.select_related("question", "to__exercise").prefetch_related(
        "steps__board", "steps__proof__proof"
    )
    return list(rows.order_by("to__issued_at", "added_at", "pk"))


def outstanding_in(exercise, board):
    """What agencies promised in an exercise that this board reads, and nobody has signed off. One query."""
    rows = Improvement.objects.filter(to__exercise=exercise, to__readable__board=board)
    rows = rows.filter(to__readable__ended_at__isnull=True, question__board__isnull=True)
    rows = rows.exclude(state=Improvement.State.SIGNED_OFF).select_related("to__agency", "question")
    return list(rows.order_by("last_day", "to__agency__name", "pk"))
