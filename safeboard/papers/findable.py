"""Issued papers, as evidence."""

from safeboard.boards.access import seats_on
from safeboard.boards.finding import Finder, findable
from safeboard.papers.access import issued_on
from safeboard.people.permissions import Permission


def issued(user, board):
    restricted = any(seat.may(Permission.READ_RESTRICTED) for seat in seats_on(user, board.pk))
    return issued_on(board, restricted=restricted).select_related("issued", "meeting")


findable(
    Finder(
        kind="Issued paper",
        page="papers:paper",
        rows=issued,
        words=["title", "kind", "meeting__kind"],
        tell=lambda paper: (paper.called, paper.issued.day),
    )
)
