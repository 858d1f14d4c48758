"""The doors to plans and what is in them. Another board's: 404. A withdrawn plan: hidden, save to those who may withdraw one."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safeboard.boards.access import boards_for, led_by, require, seats_of, seats_on
from safeboard.people.permissions import ROLES, Permission
from safeboard.plans.models import (
    Action,
    DateRequest,
    Evidence,
    Issue,
    Marking,
    Outcome,
    Plan,
    Priority,
    Proposal,
    Update,
)

PARTS = {
    "priority": (Priority, "plan"),
    "outcome": (Outcome, "priority__plan"),
    "issue": (Issue, "priority__plan"),
    "action": (Action, "issue__priority__plan"),
}
"""The kinds of parts a plan has, and the way from each to its plan."""
WORKED = Q(
    now_dropped=False,
    issue__priority__plan__withdrawn_at__isnull=True,
    issue__priority__plan__closing__isnull=True,
)
"""Actions in plans that are worked: neither withdrawn nor closed."""


def plans_of(board):
    """The standing plans of a board whose door has been passed: the newest that is worked first, closed ones last."""
    return Plan.objects.filter(board=board).standing().working_first()


def plan_for(user, pk, permission=Permission.READ_BOARD):
    """A plan of one of this person's boards. Two queries."""
    plan = get_object_or_404(Plan.objects.select_related("board", "closing"), pk=pk)
    _let_in(user, plan, plan.marking, permission)
    return plan


def plan_to_read_over(user, pk):
    """A plan over which this person may read a file: what is restricted in it is compared, too."""
    plan = plan_for(user, pk, Permission.BRING_IN_PLANS)
    require(seats_on(user, plan.board_id), Permission.READ_RESTRICTED)
    return plan


def proposal_for(user, pk):
    """What a file proposes for a plan over which this person may read one."""
    proposals = Proposal.objects.filter(plan__board__in=boards_for(user))
    found = get_object_or_404(proposals.select_related("reading__document"), pk=pk)
    found.plan = plan_to_read_over(user, found.plan_id)
    return found


def action_for(user, pk, permission=Permission.READ_BOARD):
    """An action of a plan this person may read. Two queries."""
    action = get_object_or_404(Action.objects.select_related("issue__priority__plan__board"), pk=pk)
    plan = action.issue.priority.plan
    _let_in(user, plan, max(plan.marking, action.marking_now, key=Marking.values.index), permission)
    return action


def action_to_tell(user, pk):
    """An action this person may say something about: they answer for one of its leads today, or enter it for others.

    403 for everybody else on the board.
    """
    action = action_for(user, pk)
    if not speaks_for(user, action):
        raise PermissionDenied(
            "Only those who answer for this action may say how it is going. "
            "Ask your board's business manager to enter it, or to let you answer for its lead."
        )
    return action


def action_to_weigh(user, pk):
    """An action of which this person may say whether it made a difference: they may say how it goes, or assure."""
    action = action_for(user, pk)
    return action if may(user, action.plan.board, Permission.ASSURE) else action_to_tell(user, pk)


def action_to_confirm(user, pk):
    """A carried action of which this person may say that its date holds: they agree dates, or say how it goes."""
    action = action_for(user, pk)
    return action if may(user, action.plan.board, Permission.AGREE_DATES) else action_to_tell(user, pk)


def update_to_correct(user, pk):
    """An update this person may put right: their own as long as they may say how its action goes, or anybody's.

    403 where they may only read it. Its `action` has come through the door.
    """
    actions = Action.objects.filter(issue__priority__plan__board__in=boards_for(user))
    found = get_object_or_404(Update.objects.filter(action__in=actions), pk=pk)
    found.action = action_for(user, found.action_id)
    _let_in(user, found.action.plan, found.marking, Permission.READ_BOARD)
    if not may(user, found.action.plan.board, Permission.UPDATE_ANY) and (
        found.by_id != user.pk or not speaks_for(user, found.action)
    ):
        raise PermissionDenied(
            "You may put right only what you said yourself, about an action you answer for. "
            "Ask your board's business manager to correct it."
        )
    return found


def speaks_for(user, action):
    """Whether this person may say how an action is going, which an ended plan's door has let them read."""
    seats = seats_on(user, action.plan.board_id)
    if any(seat.may(Permission.UPDATE_ANY) for seat in seats):
        return True
    return any(seat.may(Permission.UPDATE_OWN) for seat in seats) and answers_for(user, action)


def answers_for(user, action):
    """Whether one of this person's seats answers today for a lead the action has now."""
    return action.lead_lines.filter(current=True, lead__in=led_by(user)).exists()


def actions_of(user):
    """What this person owes: open actions of plans that are worked, over all their boards, that they answer for today."""
    return Action.objects.filter(
        WORKED, lead_lines__in=_lines_of(user), now_done=False, carried_on__isnull=True
    ).distinct()


def differences_of(user):
    """Completed actions that this person answers for today, assured, and old enough to ask whether they helped."""
    return Action.objects.filter(
        WORKED,
        lead_lines__in=_lines_of(user),
        now_done=True,
        assurances__ask_on__lte=timezone.localdate(),
    ).distinct()


def dates_to_answer(user):
    """Actions for which a new date was asked, on boards where this person may agree to it."""
    waiting = DateRequest.objects.filter(answer__isnull=True)
    return _standing_on(user, Permission.AGREE_DATES).filter(pk__in=waiting.values("action"))


def completions_to_assure(user):
    """Actions said to be complete, which nobody has assured, on boards where this person may."""
    waiting = Update.objects.filter(complete=True, assurances__isnull=True)
    done = _standing_on(user, Permission.ASSURE).filter(now_done=True)
    return done.filter(pk__in=waiting.values("action"))


def boards_with_restricted(user):
    """Keys of the boards on which this person may read what is marked restricted."""
    return set(_boards_where(user, Permission.READ_RESTRICTED))


def request_for(user, pk, permission):
    """A new date that somebody asked for."""
    found = get_object_or_404(
        DateRequest.objects.filter(action__issue__priority__plan__board__in=boards_for(user)), pk=pk
    )
    found.action = action_for(user, found.action_id, permission)
    return found


def part_for(user, kind, pk, permission):
    """A priority, outcome, issue or action by its kind; 404 for another kind."""
    if kind not in PARTS:
        raise Http404
    if kind == "action":
        return action_for(user, pk, permission)
    model, way = PARTS[kind]
    part = get_object_or_404(
        model.objects.filter(**{f"{way}__board__in": boards_for(user)}).select_related(f"{way}__board"), pk=pk
    )
    plan = part.plan if kind == "priority" else part.priority.plan
    _let_in(user, plan, plan.marking, permission)
    return part


def proof_for(user, pk):
    """A file or link that shows what an update says; a restricted update's only to those who may read such."""
    found = get_object_or_404(Evidence.objects.select_related("update", "document"), pk=pk)
    action = action_for(user, found.update.action_id)
    _let_in(user, action.plan, found.update.marking, Permission.READ_BOARD)
    return found


def may(user, board, permission):
    return any(seat.may(permission) for seat in seats_on(user, board.pk))


def _boards_where(user, permission):
    roles = [key for key, role in ROLES.items() if role.may(permission)]
    return seats_of(user).filter(role__in=roles).values_list("board", flat=True)


def _standing_on(user, permission):
    plans = Plan.objects.filter(board__in=_boards_where(user, permission)).working()
    return Action.objects.filter(issue__priority__plan__in=plans, now_dropped=False, carried_on__isnull=True)


def _lines_of(user):
    return Action.leads.through.objects.filter(current=True, lead__in=led_by(user))


def _let_in(user, plan, marking, permission):
    """Who has no seat on the plan's board finds nothing there: 404."""
    seats = seats_on(user, plan.board_id)
    if plan.withdrawn_at and not any(seat.may(Permission.WITHDRAW_PLANS) for seat in seats):
        raise Http404
    require(seats, permission)
    if marking == Marking.RESTRICTED:
        require(seats, Permission.READ_RESTRICTED)


def actions_in(plan, keys):
    """The actions of a plan whose door has been passed, by key. One query."""
    return Action.objects.filter(issue__priority__plan=plan, pk__in=keys)
