"""What the pages of tokens and calendar links list."""

from dataclasses import dataclass

from django.utils import timezone

from safeboard.api.models import CalendarFeed, Token
from safeboard.boards.access import boards_for
from safeboard.people.permissions import ROLES


@dataclass(frozen=True, slots=True)
class ShownToken:
    """standing: "" while it works, else why it does not."""

    token: Token
    role: str
    standing: str


def tokens_of(user, *, today):
    """A person's own, those that were revoked too, the newest first. One query."""
    return _shown(Token.objects.filter(seat__user=user), today)


def tokens_on(board, *, today):
    """Of every seat of a board, the newest first. One query."""
    return _shown(Token.objects.filter(seat__board=board), today)


def _shown(tokens, today):
    rows = tokens.select_related("seat__user", "seat__board")
    return [ShownToken(row, ROLES[row.seat.role].name, _standing(row, today)) for row in rows]


def _standing(token, today):
    seat = token.seat
    if token.revoked_at:
        return f"Revoked {timezone.localdate(token.revoked_at):%-d %B %Y}"
    if not seat.user.is_active:
        return "Its person may not sign in any more"
    if seat.ends and seat.ends < today:
        return "Its seat has ended"
    return "Its seat has not begun" if seat.starts > today else ""


def boards_to_choose(user):
    return list(boards_for(user))


def feeds_of(user):
    """A person's calendar links that were not revoked. One query."""
    return list(CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).select_related("board"))
