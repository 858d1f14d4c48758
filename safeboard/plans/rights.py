"""What a person may do on a board today, asked once for a whole page: which buttons to show, what to leave out."""

from dataclasses import dataclass

from safeboard.boards.access import seats_on
from safeboard.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Rights:
    """restricted: may read what is marked restricted."""

    bring_in: bool
    withdraw: bool
    restricted: bool
    update_own: bool
    update_any: bool
    rate_over: bool
    assure: bool
    agree_dates: bool
    change: bool


def rights_on(user, board) -> Rights:
    """404 without a seat. One query. A door still guards each act: this only spares people a refusal."""
    seats = seats_on(user, board.pk)

    def may(permission):
        return any(seat.may(permission) for seat in seats)

    return Rights(
        bring_in=may(Permission.BRING_IN_PLANS),
        withdraw=may(Permission.WITHDRAW_PLANS),
        restricted=may(Permission.READ_RESTRICTED),
        update_own=may(Permission.UPDATE_OWN),
        update_any=may(Permission.UPDATE_ANY),
        rate_over=may(Permission.RATE_OVER),
        assure=may(Permission.ASSURE),
        agree_dates=may(Permission.AGREE_DATES),
        change=may(Permission.CHANGE_PLANS),
    )
