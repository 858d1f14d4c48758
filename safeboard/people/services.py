from allauth.mfa.models import Authenticator
from django.db import transaction

from safeboard.history.services import record
from safeboard.people.models import User


@transaction.atomic
def add_person(*, email, name, by, at, password=None):
    """Add someone who may sign in at once, by a code sent to their address; with a password by that as well.

    Who gives the seat says whose address it is, and the code proves it. It stands here alone: allauth finds people by it, and
    its own table of addresses stays empty, so that one changed here opens nothing under the old one.
    """
    user = User(email=email.strip().lower(), name=name.strip())
    user.set_password(password)
    user.full_clean()
    user.save()
    record(by=by, verb="added", thing=user, at=at)
    return user


@transaction.atomic
def set_password(user, *, password, by, at):
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=by, verb="set a new password for", thing=user, at=at)


@transaction.atomic
def note_second_factor(user, *, verb, kind, by, at):
    """Write down that somebody's second factor came or went. kind: "totp", "webauthn" or "recovery_codes"."""
    record(by=by, verb=verb, thing=user, at=at, kind=kind)


@transaction.atomic
def remove_second_factors(user, *, by, at):
    """For somebody who has lost them all. Returns how many there were; recovery codes go too, and do not count."""
    rows = Authenticator.objects.filter(user=user)
    count = rows.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    rows.delete()
    record(by=by, verb="removed every second factor of", thing=user, at=at, count=count)
    return count
