"""What the rows of privacy itself hold about people."""

from django.db.models import Q

from safeboard.core.held import RECORD, Held

HELD: dict[str, Held] = {
    "privacy.Erased": Held(
        why="That an account was erased, so that it can be erased again after an older backup was restored.",
        kept=RECORD,
        personal="person by_name at",
        secret="sign",
        none="id",
        find=lambda person: Q(person=person.pk),
    ),
    "privacy.LetGo": Held(
        why="How many rows became too old to keep, and when.",
        kept=RECORD,
        none="id rule count at",
    ),
}
