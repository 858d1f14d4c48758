"""What the rows of who did what hold about people."""

from django.db.models import Q

from safeboard.core.held import RECORD, Held


def _theirs(person):
    """What they did, and what was done to their account."""
    return Q(by_id=person.pk) | Q(thing_type="people.user", thing_id=person.pk)


HELD: dict[str, Held] = {
    "history.Event": Held(
        why="Who did what, when: a safeguarding board answers for what it did and did not do.",
        kept=RECORD,
        personal="at by_id by_name",
        words="verb thing_name details",
        none="id thing_type thing_id board_id",
        board="board_id",
        find=_theirs,
    ),
}
