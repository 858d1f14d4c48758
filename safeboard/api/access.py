"""The doors to tokens and calendars; and what comes in by them: a person with one seat, or with some of them."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from safeboard.api.models import CalendarFeed, Token
from safeboard.api.secrets import digest_of
from safeboard.boards.access import Narrowed, boards_for, narrowed, require, seats_of, seats_on
from safeboard.boards.models import Board
from safeboard.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls by a token. user: its person with that seat and no other, for every door."""

    token: Token
    user: Narrowed
    board: Board


def caller_with(secret):
    """Whose token this is; None where there is none such, it was revoked, or its seat lets nobody in today. Two queries."""
    tokens = Token.objects.filter(digest=digest_of(secret), revoked_at__isnull=True)
    token = tokens.select_related("seat__user", "seat__board").first()
    if token is None:
        return None
    caller = Caller(token, narrowed(token.seat.user, Q(pk=token.seat_id)), token.seat.board)
    return caller if seats_of(caller.user).exists() else None


def token_for(user, pk):
    """A token of this person's own, or of a seat on a board whose seats they keep."""
    tokens = Token.objects.filter(Q(seat__user=user.pk) | Q(seat__board__in=boards_for(user)))
    token = get_object_or_404(tokens.select_related("seat__user", "seat__board"), pk=pk)
    if token.seat.user_id != user.pk:
        require(seats_on(user, token.seat.board_id), Permission.KEEP_SEATS)
    return token


def own_seats(user):
    """Today's seats of a person, with their boards, by board."""
    return seats_of(user).select_related("board", "user", "agency").order_by("board__name", "pk")


def feed_for(user, pk):
    """A calendar of this person's own."""
    return get_object_or_404(CalendarFeed.objects.filter(user=user.pk).select_related("user", "board"), pk=pk)


def feed_with(secret):
    """The calendar of a secret address, with `reader`: its person, by the seats it is for. 404 where it does not work: unknown,
    revoked, or no seat today. Two queries."""
    feeds = CalendarFeed.objects.filter(digest=digest_of(secret), revoked_at__isnull=True)
    feed = get_object_or_404(feeds.select_related("user", "board"))
    feed.reader = narrowed(feed.user, Q(board=feed.board_id) if feed.board_id else Q())
    if not seats_of(feed.reader).exists():
        raise Http404
    return feed
