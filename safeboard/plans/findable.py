"""Plans and their actions, as evidence. What is restricted is found by those who may read it."""

from safeboard.boards.access import seats_on
from safeboard.boards.finding import Finder, findable
from safeboard.people.permissions import Permission
from safeboard.plans.access import plans_of
from safeboard.plans.models import Action, Marking, Plan


def plans(user, board):
    rows = plans_of(board)
    return rows if _reads_restricted(user, board) else rows.exclude(marking=Marking.RESTRICTED)


def actions(user, board):
    standing = Plan.objects.filter(board=board, withdrawn_at__isnull=True)
    rows = Action.objects.filter(issue__priority__plan__in=standing)
    if _reads_restricted(user, board):
        return rows
    rows = rows.exclude(issue__priority__plan__marking=Marking.RESTRICTED).exclude(
        now_marking=Marking.RESTRICTED
    )
    return rows.exclude(now_marking="", marking=Marking.RESTRICTED)


def _reads_restricted(user, board):
    return any(seat.may(Permission.READ_RESTRICTED) for seat in seats_on(user, board.pk))


findable(
    Finder(
        kind="Action",
        page="plans:action",
        rows=actions,
        words=["words", "updates__words"],
        tell=lambda action: (action.words, action.now_heard_on),
    )
)
findable(
    Finder(
        kind="Plan",
        page="plans:plan",
        rows=plans,
        words=["title"],
        tell=lambda plan: (plan.title, plan.updated_on),
    )
)
