"""The words in which each app declares, in its `privacy.py`, what its rows hold about people. No model is named here.

    HELD = {"boards.Post": Held(why="…", kept=RECORD, none="id board name")}

Every column of every model stands in exactly one of five kinds; tests/test_privacy.py walks the models. From the same table come the
record of processing (docs/privacy.md), the copy a person can have, and what erasing them takes away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q

RECORD = "as long as the board's record"
WITH_ACCOUNT = "until the account is erased"
IN_HISTORY = "Who did it stands in the history, under the key of their account."
BOARDS_WORDS = "The board's own words. They name somebody only where the board wrote so: look for the name."
GONE_NAME = "Somebody erased"
GONE_ADDRESS = "erased@erased.invalid"


class AtErasure(StrEnum):
    """What becomes of a person's rows when they are erased."""

    STAYS = "stays"
    GOES = "goes"
    EMPTIED = "is emptied"


@dataclass(frozen=True, slots=True)
class Held:
    """One model. Columns by kind, as names with spaces between:

    personal   says who somebody is, or when they did something
    special    special category by its nature (health, belief, origin …)
    words      free text: it may hold anything a person wrote, also about others
    secret     lets somebody in; never handed out, not even to its owner
    none       says nothing about a person

    Whose a row is: every foreign key to an account tells it by itself. also: further look-ups of the account ("seat__user").
    address: columns with an e-mail address that may be theirs without an account. find: Person -> Q, where none of these can tell.
    unfound: why nobody's rows can be looked up here though there are words or names in them, and where they are found instead.

    board: the look-up of the board whose row it is, "" where it is no board's (an account's own, or an agency's).
    sealed: a column that is true where the row's words are for nobody, such as a code to sign in with.
    """

    why: str
    kept: str
    personal: str = ""
    special: str = ""
    words: str = ""
    secret: str = ""
    none: str = ""
    also: str = ""
    address: str = ""
    find: Callable[["Person"], Q] | None = None
    unfound: str = ""
    board: str = ""
    sealed: str = ""
    at_erasure: AtErasure = AtErasure.STAYS
    empties: Mapping[str, Any] = field(default_factory=dict)

    def columns(self) -> list[str]:
        """Every column declared, once for each time it is."""
        return " ".join([self.personal, self.special, self.words, self.secret, self.none]).split()


@dataclass(frozen=True, slots=True)
class Person:
    """Whose rows are looked for. pk: the key of their account."""

    pk: int
    email: str
