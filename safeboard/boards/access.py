"""The doors of a board. Not on it today: 404, as if it were not there. On it but may not: 403, naming who may."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from safeboard.boards.models import Board, Lead, Seat
from safeboard.people.permissions import Permission, roles_that_may


def seats_of(user):
    """The seats a person holds today."""
    return (
        Seat.objects.filter(user=user.pk).current(today=timezone.localdate())
        if user.is_active
        else Seat.objects.none()
    )


def boards_for(user):
    return Board.objects.filter(pk__in=seats_of(user).values("board"))


def board_for(user, slug, permission=Permission.READ_BOARD):
    """The board, if this person may do that there today. One query."""
    seats = list(seats_of(user).filter(board__slug=slug).select_related("board"))
    if not seats:
        raise Http404
    require(seats, permission)
    return seats[0].board


def seats_on(user, board_id):
    """Today's seats of a person on one board; 404 when there are none."""
    seats = list(seats_of(user).filter(board=board_id))
    if not seats:
        raise Http404
    return seats


def require(seats, permission):
    if not any(seat.may(permission) for seat in seats):
        who = " or ".join(role.lower() for role in roles_that_may(permission))
        raise PermissionDenied(f"Your seat does not let you {permission}. Ask your board's {who}.")


def led_by(user):
    """Keys of the leads this person answers for today: those of their seats, and of the seats they deputise for."""
    mine = seats_of(user)
    return Lead.objects.filter(Q(seats__in=mine) | Q(seats__deputies__in=mine)).values("pk")
