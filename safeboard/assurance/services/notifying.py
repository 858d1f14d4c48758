"""Telling those whom it concerns that a return changed hands, or that somebody asked or answered: a message each."""

from django.utils import timezone

from safeboard.assurance.models import Part
from safeboard.assurance.services.issuing import write_to
from safeboard.boards.models import Seat
from safeboard.people.models import User
from safeboard.people.permissions import ROLES, Permission

RUNNING = [key for key, role in ROLES.items() if role.may(Permission.RUN_ASSURANCE)]


def tell_authors(to, letter, *, board, key, by, at):
    """A board writes to the authors of a return. letter: (subject, body). key: what makes it this message and no other. Returns
    how many."""
    parts = Part.objects.filter(to=to, role=Part.As.AUTHOR, ended_at__isnull=True)
    return _tell(to, User.objects.filter(pk__in=parts.values("user")), letter, board, key, by, at)


def tell_board(to, letter, *, board, key, by, at):
    """The same to those who run assurance for a board today, but not to whoever did it."""
    seats = Seat.objects.current(today=timezone.localdate(at)).filter(board=board, role__in=RUNNING)
    people = User.objects.filter(pk__in=seats.values("user"), is_active=True).exclude(pk=by.pk)
    return _tell(to, people, letter, board, key, by, at)


def _tell(to, people, letter, board, key, by, at):
    people = list(people.order_by("pk"))
    for user in people:
        write_to(to, user, letter=letter, about=letter[0], key=key, board=board, by=by, at=at)
    return len(people)
