"""What lies on a board's shelf: its plans, and the drafts waiting to be looked at. The caller has passed the board's door."""

from safeboard.documents.models import Reading
from safeboard.plans.access import plans_of
from safeboard.plans.models import Marking, Plan


def plans_on(board, *, restricted=True):
    """Standing plans, newest first. restricted: whether to show what is marked restricted."""
    plans = plans_of(board)
    return plans if restricted else plans.exclude(marking=Marking.RESTRICTED)


def withdrawn_from(board):
    """Plans taken back, the last one first: only for those who may withdraw one."""
    return Plan.objects.filter(board=board, withdrawn_at__isnull=False).order_by("-withdrawn_at", "-pk")


def drafts_of(board):
    """Readings nobody has accepted or left yet, the newest first, each with its document."""
    waiting = Reading.objects.filter(document__board=board, state=Reading.State.DRAFT)
    return waiting.select_related("document").order_by("-read_at", "-pk")


def plan_from(reading):
    """The plan a reading became, standing or withdrawn; None while it is a draft or was left."""
    return Plan.objects.filter(reading=reading).select_related("board").first()


def source_of(plan):
    """The document a plan was read from, or None."""
    return plan.reading.document if plan.reading_id else None
