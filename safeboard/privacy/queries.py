"""What the pages of people's data show."""

import datetime
from dataclasses import dataclass

from django.db.models import Max, Q

from safeboard.people.models import User
from safeboard.privacy.holding import Pile, piles
from safeboard.privacy.retention import unused_accounts
from safeboard.privacy.signs import ERASED_HOST


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody with a seat on the board. left: the last day of their last seat there, None while they have one. unused: to be looked at."""

    pk: int
    name: str
    email: str
    left: datetime.date | None
    unused: bool


def people_of(board, *, today, at) -> list[Known]:
    """Those who sit first, then those who left, the longest gone first; nobody who was erased. Two queries."""
    users = User.objects.filter(seats__board=board).exclude(email__endswith=f"@{ERASED_HOST}")
    goes_on = Q(seats__board=board) & (Q(seats__ends__isnull=True) | Q(seats__ends__gte=today))
    users = users.annotate(
        last=Max("seats__ends", filter=Q(seats__board=board)), sits=Max("seats__pk", filter=goes_on)
    )
    unused = set(unused_accounts(at=at).filter(seats__board=board).values_list("pk", flat=True))
    known = [
        Known(user.pk, user.name, user.email, None if user.sits else user.last, user.pk in unused)
        for user in users
    ]
    return sorted(
        known, key=lambda one: (one.left is not None, one.left or datetime.date.min, one.name, one.pk)
    )


@dataclass(frozen=True, slots=True)
class Parting:
    """What becomes of somebody's rows: (caption, piles). goes: those that go or are emptied. stays: on the board's record."""

    goes: list[Pile]
    stays: list[Pile]


def parting_of(user, board) -> Parting:
    goes = [pile for _, found in piles(user) for pile in found if not pile.stays]
    stays = [pile for _, found in piles(user, board=board) for pile in found if pile.stays]
    return Parting(goes, stays)
