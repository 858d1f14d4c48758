"""Why somebody cannot be erased now. Each reason is a sentence that says what to do first."""

from django.db.models import Q

from safeboard.boards.access import KEEPING
from safeboard.boards.models import Board, Seat, current_on
from safeboard.people.permissions import ROLES, Permission
from safeboard.privacy.holding import person_of
from safeboard.privacy.register import unfinished

KEEPS_DATA = [key for key, role in ROLES.items() if role.may(Permission.KEEP_PEOPLES_DATA)]
ELSEWHERE = (
    "They have sat on a board whose people you do not keep. Ask whoever runs this Safeboard to erase them "
    "(the command is “safeboard erase”)."
)


def why_not(user, *, today) -> list[str]:
    """Sentences; [] where nothing is in the way."""
    return [*_seats(user, today), *unfinished(person_of(user)), *_left_alone(user, today)]


def why_not_by(manager, user, *, today) -> list[str]:
    """As `why_not`, and where the manager does not keep every board the person ever sat on. That tells no more."""
    kept = Seat.objects.filter(current_on(today), user=manager.pk, role__in=KEEPS_DATA).values("board")
    if Seat.objects.filter(user=user).exclude(board__in=kept).exists():
        return [ELSEWHERE]
    return why_not(user, today=today)


def _seats(user, today):
    seats = Seat.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), user=user).select_related("board")
    return [
        f"They have a seat on {seat.board} as {ROLES[seat.role].name.lower()}"
        f"{f' until {seat.ends:%-d %B %Y}' if seat.ends else ''}. End it first; on the day after they can be erased."
        for seat in seats
    ]


def _left_alone(user, today):
    """Boards this person kept and nobody keeps now."""
    keepers = Seat.objects.filter(current_on(today), role__in=KEEPING, user__is_active=True).exclude(
        user=user
    )
    boards = Board.objects.filter(seats__user=user, seats__role__in=KEEPING).exclude(
        pk__in=keepers.values("board")
    )
    roles = " or ".join(ROLES[key].name.lower() for key in KEEPING)
    return [
        f"They are the last {roles} that {board} had. Invite another {roles} first."
        for board in boards.distinct()
    ]
