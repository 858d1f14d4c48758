"""What lies on a board's shelf: its plans, and the drafts waiting to be looked at. The caller has passed the board's door."""

from safeboard.documents.models import Reading
from safeboard.plans.access import plans_of
from safeboard.plans.models import Marking, Plan, Proposal


def plans_on(board, *, restricted=True):
    """Standing plans: the newest that is worked first, closed ones last. restricted: whether to show what is marked restricted."""
    plans = plans_of(board)
    plans = plans.select_related("board", "closing")
    return plans if restricted else plans.exclude(marking=Marking.RESTRICTED)


def apart(plans):
    """What a board's page lists beside the plan it shows: the others that are worked, and the closed ones. Asks nothing more."""
    beside = plans[1:]
    return {
        "others": [plan for plan in beside if not hasattr(plan, "closing")],
        "closed": [plan for plan in beside if hasattr(plan, "closing")],
    }


def withdrawn_from(board):
    """Plans taken back, the last one first: only for those who may withdraw one."""
    return Plan.objects.filter(board=board, withdrawn_at__isnull=False).order_by("-withdrawn_at", "-pk")


def drafts_of(board):
    """Readings nobody has accepted or left yet, the newest first, each with its document. Not those over a plan that stands."""
    waiting = Reading.objects.filter(document__board=board, state=Reading.State.DRAFT, proposal__isnull=True)
    return waiting.select_related("document").order_by("-read_at", "-pk")


def proposals_on(board):
    """Files read over a plan of the board that nobody has finished with, the newest first, each with its document and plan."""
    waiting = Proposal.objects.filter(plan__board=board, reading__state=Reading.State.DRAFT)
    return waiting.select_related("plan", "reading__document")


def proposal_of(reading):
    """What a reading proposes for a plan that stands; None where it is a plan of its own."""
    return Proposal.objects.filter(reading=reading).first()


def answers_of(proposal):
    """What was decided about each thing a file proposed, the first first. One query."""
    return list(proposal.answers.order_by("pk"))


def plan_from(reading):
    """The plan a reading became, standing or withdrawn; None while it is a draft or was left."""
    return Plan.objects.filter(reading=reading).select_related("board").first()


def source_of(plan):
    """The document a plan was read from, or None."""
    return plan.reading.document if plan.reading_id else None
