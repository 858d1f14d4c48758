"""What is to be noted when Django or allauth says that something has happened. Like views, these read the clock."""

from django.utils import timezone

from safeboard.people import middleware
from safeboard.people.services import note_second_factor
from safeboard.people.typing import hand_over


def begin_session(sender, request, user, **kwargs):
    """Somebody has signed in: their time begins to count."""
    request.session["signed_in_at"] = request.session["seen_at"] = middleware.now()
    hand_over(request.session, user)


def second_factor_added(sender, user, authenticator, **kwargs):
    note_second_factor(
        user, verb="set up a second factor for", kind=authenticator.type, by=user, at=timezone.now()
    )


def second_factor_removed(sender, user, authenticator, **kwargs):
    note_second_factor(
        user, verb="removed a second factor of", kind=authenticator.type, by=user, at=timezone.now()
    )
