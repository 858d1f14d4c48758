"""Handing over what is held about somebody, and erasing them. What a board recorded stays (docs/decisions/0024)."""

import json
import logging
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from safeboard.boards.models import Seat
from safeboard.core.held import GONE_NAME, AtErasure
from safeboard.history.services import record
from safeboard.outbox.models import Link, Message, State
from safeboard.people.models import User
from safeboard.privacy.copying import copy_of
from safeboard.privacy.holding import EVENTS, person_of, piles
from safeboard.privacy.models import Erased
from safeboard.privacy.refusing import why_not
from safeboard.privacy.register import can_be_found, register, rows_of
from safeboard.privacy.signs import address_instead, is_erased, is_of, sign_of

log = logging.getLogger(__name__)
WHY_REVOKED = "The account of its addressee was erased."


@transaction.atomic
def hand_over(user, *, by, at, board=None) -> bytes:
    """The copy of what is held about somebody, as a zip. board: only what that board holds."""
    copy = copy_of(user, board=board, at=at)
    record(by=by, verb="took a copy of what is held about", thing=user, at=at, board=board)
    return copy


@transaction.atomic
def erase(user, *, by, at):
    """Close an account for good and take away what is no board's record. Returns the Erased row.

    Refused while the person is needed (see `refusing.py`). All of it happens or none. Raises ValidationError.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if is_erased(user):
        raise ValidationError("They were erased already. Nothing was done again.")
    if refusals := why_not(user, today=timezone.localdate(at)):
        raise ValidationError(refusals)
    return _erase(user, by=by, at=at)


@transaction.atomic
def erase_again(listed, *, by, at) -> str:
    """Erase somebody whom an older backup has brought back. listed: {"person", "sign"} of the list of erased.

    Nothing of theirs can be in the way: seats that the backup has as current end, and messages that wait are stopped.
    Returns what became of it: "erased again", "erased already", "not there" or "somebody else".
    """
    user = User.objects.select_for_update().filter(pk=listed["person"]).first()
    if user is None:
        return "not there"
    if is_erased(user):
        return "erased already"
    if not is_of(listed["sign"], user.email):
        return "somebody else"
    today = timezone.localdate(at)
    Seat.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), user=user, starts__lte=today).update(
        ends=today
    )
    coming = Seat.objects.filter(user=user, starts__gt=today)
    for seat in coming:
        Seat.objects.filter(pk=seat.pk).update(ends=seat.starts)
    Message.objects.filter(user=user, state=State.WAITING).update(state=State.STOPPED)
    _erase(user, by=by, at=at)
    return "erased again"


def _erase(user, *, by, at):
    counts = _take_away(user, at)
    sign = sign_of(user.email)
    _close_account(user)
    erased = Erased.objects.create(person=user.pk, sign=sign, by_name=by.name, at=at)
    record(by=by, verb="erased", thing=erased, at=at, **counts)
    transaction.on_commit(lambda: note_in_list(erased))
    return erased


def _take_away(user, at):
    """{"goes": {label: how many rows}, "emptied": …}"""
    person, counts = person_of(user), {"goes": {}, "emptied": {}}
    Link.objects.filter(user=user, revoked_at=None).update(revoked_at=at, revoked_why=WHY_REVOKED)
    for label, held in register().items():
        if held.at_erasure is AtErasure.STAYS or not can_be_found(label, held) or label == User._meta.label:
            continue
        keys = list(rows_of(person, label, held).values_list("pk", flat=True))
        rows = apps.get_model(label)._base_manager.filter(pk__in=keys)
        if keys and held.at_erasure is AtErasure.GOES:
            rows.delete()
            counts["goes"][label] = len(keys)
        elif keys:
            rows.update(**held.empties)
            counts["emptied"][label] = len(keys)
    return counts


def _close_account(user):
    """The name stays only where the board's record has it too: it says who sat there and who said what."""
    empties = register()[User._meta.label].empties | {
        "email": address_instead(user.pk),
        "password": make_password(None),
    }
    User.objects.filter(pk=user.pk).update(**empties, **({} if in_the_record(user) else {"name": GONE_NAME}))


def in_the_record(user) -> bool:
    """Whether a board or an agency has anything recorded under this account."""
    return any(pile.stays and pile.label != EVENTS for _, found in piles(user) for pile in found)


# --- The list of erased, kept outside the database ---


def note_in_list(erased):
    """Add a line to the list beside the database, so that it outlives a restore. It holds no names."""
    path = Path(settings.ERASED_LIST)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(line_of(erased))
    except OSError as error:
        log.error("The list of erased %s could not be written: %s", path, error)


def line_of(erased) -> str:
    return json.dumps({"person": erased.person, "sign": erased.sign, "at": erased.at.isoformat()}) + "\n"


def listed():
    """Everybody erased here, oldest first."""
    return Erased.objects.order_by("at", "pk")
