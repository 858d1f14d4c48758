"""What a page, a command or a paper needs to read, ready to show."""

from safeboard.plans.models import Plan
from safeboard.plans.painting import paint


def latest_plan(board):
    """The board's standing plan that was accepted last, or None."""
    return Plan.objects.filter(board=board).select_related("board").standing().first()


def same_file(board, sha256):
    """A standing plan of this board made from the same bytes, or None."""
    return Plan.objects.filter(board=board, reading__document__sha256=sha256).standing().first()


def picture_of(plan, *, day, ahead=False, known_at=None, restricted=True):
    """The whole plan as it stands on a day, see `painting.paint`."""
    return paint([plan], day=day, ahead=ahead, known_at=known_at, restricted=restricted)[0]


def action_picture(action, *, day, ahead=False, known_at=None, restricted=True):
    """One action inside its issue and priority, dropped or not, and its plan with nothing else in it."""
    plan = action.issue.priority.plan
    (picture,) = paint(
        [plan], day=day, ahead=ahead, known_at=known_at, restricted=restricted, only=[action.pk]
    )
    shown = next(
        (found for found in [*picture.actions, *picture.left_out.actions] if found.pk == action.pk), None
    )
    return shown, picture


def pictures_of_actions(actions, *, day, restricted):
    """The pictures of these actions, over all their plans, as they stand. actions: a queryset; see `paint` for restricted."""
    found = list(actions.values_list("pk", "issue__priority__plan"))
    plans = Plan.objects.filter(pk__in={plan for _, plan in found}).select_related("board")
    return paint(plans, day=day, ahead=True, restricted=restricted, only=[pk for pk, _ in found])
