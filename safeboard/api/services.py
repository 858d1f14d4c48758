"""Making and taking back tokens and calendars. A secret is given once, to who made it, and is in no record."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.api.models import CalendarFeed, Token
from safeboard.api.secrets import TOKEN, digest_of, new_secret
from safeboard.boards.models import Seat
from safeboard.history.services import record
from safeboard.people.models import User

MOST = 20
"""Tokens of one seat that work."""
LINES = 100


@transaction.atomic
def make_token(seat, *, name, by, at):
    """Returns the Token and its secret, which is not kept. Raises ValidationError."""
    name = " ".join(name.split())[:LINES]
    if not name:
        raise ValidationError("Enter a name, so that you know later what the token is for.")
    Seat.objects.select_for_update().get(pk=seat.pk)
    working = Token.objects.filter(seat=seat, revoked_at__isnull=True)
    if working.filter(name=name).exists():
        raise ValidationError(f"This seat has a token “{name}” already. Revoke it, or choose another name.")
    if working.count() >= MOST:
        raise ValidationError(f"This seat has {MOST} tokens. Revoke those that are not used any more.")
    secret = new_secret(TOKEN)
    token = Token.objects.create(seat=seat, name=name, digest=digest_of(secret), made_at=at, by_name=by.name)
    record(by=by, verb="made a token for", thing=seat, at=at, board=seat.board, token=token.pk, name=name)
    return token, secret


@transaction.atomic
def revoke_token(token, *, by, at):
    """From now on it lets nobody in. Returns False where it was revoked before."""
    done = Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at)
    if done:
        told = {"token": token.pk, "name": token.name}
        record(by=by, verb="revoked a token of", thing=token.seat, at=at, board=token.seat.board, **told)
    return bool(done)


def note_use(token, *, day):
    """Written at most once a day."""
    if token.last_used_on != day:
        Token.objects.filter(pk=token.pk).update(last_used_on=day)


@transaction.atomic
def make_feed(*, user, board, by, at):
    """A new secret address of a person's calendar; the one before, for the same board or for all, stops working.

    Returns the CalendarFeed and its secret, which is not kept. board: None for every board of theirs.
    """
    User.objects.select_for_update().get(pk=user.pk)
    for before in CalendarFeed.objects.filter(user=user, board=board, revoked_at__isnull=True):
        revoke_feed(before, by=by, at=at)
    secret = new_secret()
    feed = CalendarFeed.objects.create(user=user, board=board, digest=digest_of(secret), made_at=at)
    record(by=by, verb="made a calendar link for", thing=user, at=at, board=board, feed=feed.pk)
    return feed, secret


@transaction.atomic
def revoke_feed(feed, *, by, at):
    """From now on its address shows nothing. Returns False where it was revoked before."""
    done = CalendarFeed.objects.filter(pk=feed.pk, revoked_at__isnull=True).update(revoked_at=at)
    if done:
        record(
            by=by, verb="revoked a calendar link of", thing=feed.user, at=at, board=feed.board, feed=feed.pk
        )
    return bool(done)


def note_reading(feed, *, day):
    """Written at most once a day."""
    if feed.last_read_on != day:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_on=day)
