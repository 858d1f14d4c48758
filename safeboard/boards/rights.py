"""Which of a board's buttons a person sees. A door still guards each act: this only spares people a refusal."""

from dataclasses import dataclass

from safeboard.boards.access import seats_on
from safeboard.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Rights:
    keep_seats: bool
    keep_leads: bool
    keep_meetings: bool
    keep_glossary: bool
    keep_settings: bool


def rights_on(user, board) -> Rights:
    """404 without a seat. One query."""
    seats = seats_on(user, board.pk)

    def may(permission):
        return any(seat.may(permission) for seat in seats)

    return Rights(
        keep_seats=may(Permission.KEEP_SEATS),
        keep_leads=may(Permission.KEEP_LEADS),
        keep_meetings=may(Permission.KEEP_MEETINGS),
        keep_glossary=may(Permission.KEEP_GLOSSARY),
        keep_settings=may(Permission.CHANGE_PLANS),
    )
