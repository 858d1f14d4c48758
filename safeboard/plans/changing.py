"""The shapes of the pages that change a plan: where a part may go, and what became of it. Asks nothing of the database."""

import datetime
from dataclasses import dataclass

from safeboard.plans import places
from safeboard.plans.models import Marking
from safeboard.plans.pages import name_of
from safeboard.plans.picture import PlanPicture
from safeboard.plans.told import Changed

SHOWN = 70  # letters of a part's words in a list to choose from
LABELS = {
    "number": "Number",
    "heading": "Heading",
    "title": "Title",
    "aim": "Aim",
    "words": "Words",
    "added": "What is new in it",
    "impact": "Impact",
    "budget": "Budget",
    "contributors": "Agencies that help",
    "marking": "Who may read it",
    "leads": "Leads",
}
"""What a change may speak of, as a person calls it."""


def words_of(kind, part) -> str:
    """What a part is called: "2. Children are heard", or the beginning of its words."""
    if kind == "priority":
        return name_of(part)
    words = part.words or ("(no issue named)" if kind == "issue" else "(no words)")
    return f"{part.number}. {words}" if kind == "issue" and part.number else words


def in_short(words: str) -> str:
    """On one line, and not longer than a list can hold."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1].rstrip()}…"


# --- Where it may go ---


def place_key(above, after) -> str:
    """A place as a form posts it. above, after: pictures, or None for the plan itself and for the first place."""
    return f"{above.pk if above else 0}:{after.pk if after else 0}"


def places_to_go(kind, part, picture: PlanPicture) -> list:
    """Where a part may stand in its plan, as choices in groups: first in each place, or after what stands there."""
    groups = []
    for above in _places(kind, picture):
        here = [one for one in places.beside(picture, kind, above and above.pk) if not one.dropped]
        others = [one for one in here if one.pk != part.pk]
        choices = [(place_key(above, None), "First here" if others else "The only one here")]
        choices += [(place_key(above, one), f"After: {in_short(words_of(kind, one))}") for one in others]
        groups.append((in_short(words_of(places.ABOVE[kind], above)) if above else "In the plan", choices))
    return groups


def place_now(kind, part, picture: PlanPicture) -> str:
    """Where it stands, as a form posts it."""
    above = places.inside(kind, part)
    here = [
        one.pk
        for one in places.beside(picture, kind, above and above.pk)
        if not one.dropped or one.pk == part.pk
    ]
    at = here.index(part.pk)
    return f"{above.pk if above else 0}:{here[at - 1] if at else 0}"


def _places(kind, picture):
    return {"action": picture.issues, "priority": [None]}.get(kind, picture.priorities)


# --- What became of it ---


@dataclass(frozen=True, slots=True)
class Line:
    """One particular that changed: what of it, what it was and what it became, in words."""

    what: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One change of a part. says: "Changed", "Moved to 2. Neglect", "Dropped" ..."""

    pk: int
    says: str
    lines: list[Line]
    why: str
    by_name: str
    effective_on: datetime.date
    recorded_at: datetime.datetime


def history_of(kind, part, picture: PlanPicture, *, restricted=True) -> list[Happened]:
    """What became of a part, the last recorded first. restricted: whether what it said while it was restricted is shown."""
    open_to = part.changes if restricted else _since_open(part.changes)
    changes = sorted(open_to, key=lambda change: -change.pk)
    return [
        Happened(
            change.pk,
            _says(kind, change, picture),
            [
                Line(label, _value(name, change.was[name]), _value(name, change.becomes[name]))
                for name, label in LABELS.items()
                if name in change.becomes
            ],
            change.why,
            change.by_name,
            change.effective_on,
            change.recorded_at,
        )
        for change in changes
    ]


def _since_open(changes: list[Changed]) -> list[Changed]:
    closed = [
        at
        for at, change in enumerate(changes)
        if Marking.RESTRICTED in (change.was.get("marking"), change.becomes.get("marking"))
    ]
    return changes[closed[-1] + 1 :] if closed else changes


def _says(kind, change, picture) -> str:
    becomes = change.becomes
    if "dropped" in becomes:
        return "Dropped" if becomes["dropped"] else "Taken up again"
    above = places.ABOVE.get(kind, "")
    if above in becomes:
        return f"Moved from “{_place(picture, above, change.was[above])}” to “{_place(picture, above, becomes[above])}”"
    return "Moved within its place" if "order" in becomes else "Changed"


def _place(picture, kind, pk):
    found = places.find(picture, kind, pk)
    return in_short(words_of(kind, found)) if found else "another place"


def _value(name, value) -> str:
    if name in ("leads", "contributors"):
        return ", ".join(written for _, written in value or [])
    return Marking(value).label if name == "marking" else value or ""


# --- What was dropped ---


@dataclass(frozen=True, slots=True)
class LeftOutPart:
    """A part that was dropped by itself. inside: how many actions went with it."""

    kind: str
    part: object
    words: str
    inside: int


def dropped_parts(picture: PlanPicture) -> list[LeftOutPart]:
    """What can be taken up again, in the plan's order of kinds; what went with something else goes with it again."""
    found = []
    for kind in ("priority", "outcome", "issue", "action"):
        for part in getattr(picture.left_out, {"priority": "priorities"}.get(kind, f"{kind}s")):
            if part.dropped.part == kind:
                found.append(LeftOutPart(kind, part, words_of(kind, part), _went_with(kind, part, picture)))
    return found


def _went_with(kind, part, picture):
    actions = picture.left_out.actions
    if kind == "issue":
        return sum(action.issue is part for action in actions)
    return sum(action.issue.priority is part for action in actions) if kind == "priority" else 0
