"""What a person may do on a board today, asked once for a whole page: which buttons to show, what to leave out."""

from dataclasses import dataclass

from safeboard.boards.access import seats_on
from safeboard.people.permissions import Permission


@dataclass(frozen=True)
class Rights:
    """Each permission by its name in small letters: `rights.keep_seats`. A name that is none is an AttributeError."""

    granted: frozenset[Permission]

    def __getattr__(self, name: str) -> bool:
        try:
            return Permission[name.upper()] in self.granted
        except KeyError:
            raise AttributeError(name) from None


def rights_on(user, board) -> Rights:
    """404 without a seat. One query. A door still guards each act: this only spares people a refusal."""
    seats = seats_on(user, board.pk)
    return Rights(frozenset(permission for permission in Permission if any(s.may(permission) for s in seats)))
