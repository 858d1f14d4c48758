"""What a file read over a plan would change, one thing at a time. No Django here."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class What(StrEnum):
    """What kind of thing is proposed. Beside each: the `value` that its service needs."""

    NOTE = "a new update"  # the Note in the progress cell that the plan does not hold
    RATING = "a new rating"  # "amber"
    DATE = "another date"  # the board's words
    WORDS = "other words"  # of any part: {name: words}, names as `services.change_part` takes them
    LEADS = "other leads"  # their names in order
    ADD_ACTION = "a new action"  # {"words", "leads", "due", "rating", "notes": [Note], "after"}
    ADD_ISSUE = "a new issue"  # {"words", "number" or None, "added", "after"}
    ADD_OUTCOME = "a new outcome"  # {"words", "after"}
    ADD_PRIORITY = "a new priority"  # {"title", "number", "aim", "after"}
    MOVE = "another place"  # {"to": key of the part it goes into, None for a new one, "after"}
    GONE = "a row that is no longer there"  # None: a question, never a deletion
    NOTE_CHANGED = "an update that reads differently"  # {"corrects": key of the update, "note": Note}
    NOTE_GONE = (
        "an update that is no longer there"  # the update's key, for information: nothing can be taken of it
    )


@dataclass(frozen=True, slots=True)
class Proposed:
    """One thing the file would change.

    key: the same each time the same file is read over the same plan, and another where the file says something else.
    part: kind and key of what it concerns in the plan ("action", 12); None for what is new. inside: where new things go.
    now: the words as they stand today. then: as they stood when the file was written, where that is known and differs.
    wanted: the words the file has. value: what the service needs, see `What`. "after" in it: the key of the part of its
    kind it stands behind, in the place it is to stand in; None for the first.
    conflict: the plan was changed here since the file was written, and differently.
    score: 0-100, how alike the words are where the row was known again by its words; None where it was known for certain.
    needs: keys of other proposals that have to be taken before this one (an action of a new issue).
    place: where in the file. day: the day an update speaks of, None where it names none.
    seen: a mark of the present state of what it would change; another means that somebody changed it meanwhile. Of words,
    leads, a move and a row gone the key of the part's newest change, of what is new the newest key of its kind, both as `services`
    take them; of an update its key, of a rating that of the update that gives it, of a date how often it moved or was asked for.
    """

    key: str
    what: What
    part: tuple[str, int] | None
    wanted: str
    now: str = ""
    then: str | None = None
    value: Any = None
    inside: tuple[str, int] | None = None
    conflict: bool = False
    score: float | None = None
    needs: tuple[str, ...] = ()
    place: str = ""
    day: datetime.date | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Emptied:
    """A cell that the file leaves empty and the plan does not: nothing is proposed for it, and a person is told.

    part: the action. name: what it is, in words. now: what the plan says.
    """

    part: tuple[str, int]
    name: str
    now: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All a file proposes, in the plan's order. certain, alike, unknown: rows known for certain, by their words, not at all."""

    proposed: list[Proposed] = field(default_factory=list)
    emptied: list[Emptied] = field(default_factory=list)
    certain: int = 0
    alike: int = 0
    unknown: int = 0
