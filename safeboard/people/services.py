from django.db import transaction

from safeboard.history.services import record
from safeboard.people.models import User


@transaction.atomic
def add_person(*, email, name, by, at, password=None):
    """Add someone who may sign in; without a password they cannot do so yet."""
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
