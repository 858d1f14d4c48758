"""What a person sees of a round, asked once for a page: members see counts, the chair names, the manager mails."""

from dataclasses import dataclass

from safeboard.boards.access import seats_on
from safeboard.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Rights:
    """names: who was asked. run: their addresses, messages and links, and every button. restricted: such actions."""

    names: bool
    run: bool
    restricted: bool


def rights_on(user, board) -> Rights:
    """404 without a seat. One query."""
    seats = seats_on(user, board.pk)

    def may(permission):
        return any(seat.may(permission) for seat in seats)

    run = may(Permission.RUN_ROUNDS)
    return Rights(
        names=run or may(Permission.AGREE_DATES), run=run, restricted=may(Permission.READ_RESTRICTED)
    )
