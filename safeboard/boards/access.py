"""The doors of a board. Not on it today: 404, as if it were not there. On it but may not: 403, naming who may."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safeboard.boards.models import Board, Lead, Meeting, Seat, Term
from safeboard.people.permissions import ROLES, Permission, roles_that_may

ANSWERING = [key for key, role in ROLES.items() if role.may(Permission.UPDATE_OWN)]
KEEPING = [key for key, role in ROLES.items() if role.may(Permission.KEEP_SEATS)]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A person who comes by some of their seats only, as a token does: every door takes it for a user, and lets in no further.

    only: which of their seats count.
    """

    pk: int
    name: str
    is_active: bool
    only: Q


def narrowed(user, only):
    return Narrowed(user.pk, user.name, user.is_active, only)


def seats_of(user, *, day=None):
    """The seats a person holds on a day, today where none is given; of a `Narrowed` one, those that count."""
    if not user.is_active:
        return Seat.objects.none()
    seats = Seat.objects.filter(getattr(user, "only", Q()), user=user.pk)
    return seats.current(today=day or timezone.localdate())


def boards_for(user):
    return Board.objects.filter(pk__in=seats_of(user).values("board"))


def keeps_a_board(user):
    """Whether this person may invite people to some board today."""
    return seats_of(user).filter(role__in=KEEPING).exists()


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


def seat_for(user, pk, permission=Permission.KEEP_SEATS):
    """Anyone's seat, past ones too, on a board of this person's."""
    seats = Seat.objects.select_related("board", "user", "agency", "deputises_for__user")
    return _thing_for(user, seats, pk, permission)


def lead_for(user, pk, permission=Permission.READ_BOARD):
    return _thing_for(
        user, Lead.objects.select_related("board", "group", "post", "agency", "user"), pk, permission
    )


def meeting_for(user, pk, permission=Permission.READ_BOARD):
    return _thing_for(user, Meeting.objects.select_related("board"), pk, permission)


def term_for(user, pk, permission=Permission.READ_BOARD):
    return _thing_for(user, Term.objects.select_related("board"), pk, permission)


def _thing_for(user, things, pk, permission):
    """A record of one of this person's boards: another board's is as if it were not there. Two queries."""
    thing = get_object_or_404(things, pk=pk)
    require(seats_on(user, thing.board_id), permission)
    return thing


def led_by(user, day=None):
    """The leads this person's seats of that day answer for, on every board. A deputy answers for the leads of the seat
    they stand in for, as long as that seat lasts. A lazy queryset: use it inside another query."""
    day = day or timezone.localdate()
    own = seats_of(user, day=day).filter(role__in=ANSWERING)
    seats = Seat.objects.current(today=day).filter(
        Q(pk__in=own.values("pk")) | Q(pk__in=own.filter(deputises_for__isnull=False).values("deputises_for"))
    )
    return Lead.objects.filter(pk__in=Seat.answers_for.through.objects.filter(seat__in=seats).values("lead"))
