"""The doors to plans and actions. Another board's: 404. A withdrawn plan: hidden, save to those who may withdraw one."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from safeboard.boards.access import boards_for, require, seats_on
from safeboard.people.permissions import Permission
from safeboard.plans.models import Action, Marking, Plan


def plans_of(board):
    """The standing plans of a board whose door has been passed, newest first."""
    return Plan.objects.filter(board=board).standing()


def plan_for(user, pk, permission=Permission.READ_BOARD):
    """A plan of one of this person's boards. Two queries."""
    plan = get_object_or_404(Plan.objects.filter(board__in=boards_for(user)).select_related("board"), pk=pk)
    _let_in(user, plan, plan.marking, permission)
    return plan


def action_for(user, pk, permission=Permission.READ_BOARD):
    """An action of a plan this person may read."""
    actions = Action.objects.filter(issue__priority__plan__board__in=boards_for(user))
    action = get_object_or_404(actions.select_related("issue__priority__plan__board"), pk=pk)
    plan = action.issue.priority.plan
    _let_in(user, plan, max(plan.marking, action.marking, key=Marking.values.index), permission)
    return action


def may(user, board, permission):
    return any(seat.may(permission) for seat in seats_on(user, board.pk))


def _let_in(user, plan, marking, permission):
    seats = seats_on(user, plan.board_id)
    if plan.withdrawn_at and not any(seat.may(Permission.WITHDRAW_PLANS) for seat in seats):
        raise Http404
    require(seats, permission)
    if marking == Marking.RESTRICTED:
        require(seats, Permission.READ_RESTRICTED)
