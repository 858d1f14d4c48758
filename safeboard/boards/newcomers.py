"""Let someone in: an account with a first password, and a seat on a board."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.boards.models import Seat
from safeboard.boards.services import seat
from safeboard.people.models import User
from safeboard.people.passwords import new_password
from safeboard.people.permissions import ROLES
from safeboard.people.services import add_person


@transaction.atomic
def let_in(*, email, name, board, role, by, at, today):
    """Seat someone on a board from today. Returns (the User, their first password).

    Somebody who has an account keeps it, name and password too: the password is then None.
    Raises ValidationError when they sit there in that role already, or the address is none.
    """
    user, password = User.objects.filter(email__iexact=email.strip()).first(), None
    if user is None:
        password = new_password()
        user = add_person(email=email, name=name, by=by, at=at, password=password)
    if Seat.objects.current(today=today).filter(user=user, board=board, role=role).exists():
        raise ValidationError(f"{user} sits on {board} as {ROLES[role].name.lower()} already.")
    seat(user=user, board=board, role=role, starts=today, by=by, at=at)
    return user, password
