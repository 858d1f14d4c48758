"""What was said, asked, moved, met and changed about a promise, each as the pictures hold it. No Django."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from safeboard.plans.due import Due


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that something is so: a kept file (its evidence's key and name), or a link."""

    pk: int
    name: str
    link: str = ""


@dataclass(slots=True)
class Assured:
    """Another person is satisfied that it is complete. ask_on: when to ask whether it made a difference."""

    pk: int
    said: int
    by_name: str
    words: str
    effective_on: datetime.date
    ask_on: datetime.date
    recorded_at: datetime.datetime


@dataclass(slots=True)
class Said:
    """One update as it is shown. dated: it named a date of its own. corrected_by: the update that corrects it.

    marking: who may read it.
    """

    pk: int
    effective_on: datetime.date
    dated: bool
    opener: str
    words: str
    rating: str
    rating_seen: str
    by_name: str
    on_behalf_of: str
    came: str
    recorded_at: datetime.datetime
    by: int | None = None
    complete: bool = False
    evidence: str = ""
    over: bool = False
    heard: str = ""
    from_file: bool = False
    corrects: int | None = None
    corrected_by: Said | None = None
    marking: str = "board"
    proofs: list[Proof] = field(default_factory=list)
    assured: Assured | None = None

    @property
    def told(self) -> str:
        """Its words for a page or a paper where nothing else says whose they are."""
        return f"{self.by_name} rated it over the lead’s: {self.words}" if self.over else self.words

    @property
    def speaker(self) -> str:
        """Whose word it is: who it was entered for, else who entered it."""
        return self.on_behalf_of or self.by_name


@dataclass(slots=True)
class Moved:
    """One change of date: what it was, what it became, why, and from which day that holds."""

    pk: int
    was_written: str
    becomes: Due
    why: str
    agreed_by_name: str
    effective_on: datetime.date
    recorded_at: datetime.datetime
    asked_by_name: str = ""
    meeting: str = ""


@dataclass(slots=True)
class Answered:
    agreed: bool
    why: str
    by_name: str
    meeting: str
    effective_on: datetime.date
    recorded_at: datetime.datetime


@dataclass(slots=True)
class Asked:
    """A new date somebody asked for, and the answer where there is one."""

    pk: int
    was_written: str
    wanted: Due
    why: str
    by_name: str
    on_behalf_of: str
    effective_on: datetime.date
    recorded_at: datetime.datetime
    answer: Answered | None = None


@dataclass(slots=True)
class StepMet:
    """A step said to be met, or not. due: the date whose step it is. now: that date is the one that holds."""

    position: int
    met: bool
    by_name: str
    words: str
    effective_on: datetime.date
    recorded_at: datetime.datetime
    due: Due
    now: bool


@dataclass(slots=True)
class Differed:
    """Whether it made a difference, as somebody saw it on a day. answer: "Yes", "Partly", "No" or "Not known yet"."""

    pk: int
    answer: str
    words: str
    by_name: str
    effective_on: datetime.date
    ask_again_on: datetime.date | None
    recorded_at: datetime.datetime


@dataclass(slots=True)
class Checked:
    """The day somebody chose to look again."""

    on: datetime.date
    why: str
    by_name: str
    effective_on: datetime.date
    recorded_at: datetime.datetime


@dataclass(slots=True)
class Changed:
    """One change of a part of the plan: what it became, by name. was: what it was before, by name."""

    pk: int
    was: dict
    becomes: dict
    why: str
    by_name: str
    effective_on: datetime.date
    recorded_at: datetime.datetime


@dataclass(slots=True)
class Dropped:
    """why, by whom and from which day a part is out of the plan. part: which one ("action", "issue" ...)."""

    part: str
    why: str
    by_name: str
    effective_on: datetime.date


@dataclass(slots=True)
class WentOn:
    """Into which action of the plan that follows it was carried on, and why: from that day it is owed there."""

    plan_title: str
    plan_pk: int
    action_pk: int
    words: str
    by_name: str
    effective_on: datetime.date
    recorded_at: datetime.datetime


@dataclass(slots=True)
class CameFrom:
    """The action of the plan before whose story this one goes on with.

    action_pk: None where this reader may not look at it. first_due: the first date it had there, as typed. heard_on: the
    latest day its lead spoke of by then.
    """

    plan_title: str
    plan_pk: int
    action_pk: int | None
    first_due: str
    heard_on: datetime.date | None
    words: str
    by_name: str
    effective_on: datetime.date
    recorded_at: datetime.datetime


@dataclass(slots=True)
class Confirmed:
    """Somebody said that the date a carried action brought with it holds."""

    words: str
    by_name: str
    effective_on: datetime.date
    recorded_at: datetime.datetime


@dataclass(slots=True)
class Closed:
    """The plan's time is over: who said so, on which day."""

    words: str
    by_name: str
    effective_on: datetime.date
