"""The story of one promise in one line, oldest first: whatever was said, asked, moved, met, changed. No Django."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from safeboard.plans.due import Due, Kind
from safeboard.plans.promise import ActionPicture
from safeboard.plans.rating import label
from safeboard.plans.told import Changed, Said

NAMES = {
    "words": "words",
    "title": "title",
    "aim": "aim",
    "number": "number",
    "added": "note of what was added",
    "impact": "impact measure",
    "budget": "budget",
    "marking": "marking",
    "leads": "leads",
    "contributors": "contributing agencies",
}
"""What a part of a plan can change, in the words of a page."""

SPOKEN = {"note", "rating", "over", "lifted"}
"""Kinds of entries that are updates, which say how they came."""


@dataclass(frozen=True, slots=True)
class Became:
    """One thing that changed: "words", from, to. was, now: "" where there is nothing to show."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment. kind: "note", "rating", "over", "lifted", "assured", "difference", "asked", "agreed", "declined", "date",
    "step", "check", "changed", "dropped", "taken up", "came" (from the plan before), "confirmed" (its date) or "went on" (in
    the next plan). what: the thing itself, as promise.py has it.

    label: of a rating, its meaning to this board; of a step, its name. became: of a change, what changed.
    """

    kind: str
    when: str
    day: datetime.date
    what: Any
    label: str = ""
    became: tuple[Became, ...] = ()

    @property
    def spoken(self) -> bool:
        return self.kind in SPOKEN


def timeline(action: ActionPicture, *, updated: datetime.date | None = None) -> list[Entry]:
    """Everything that was told about an action, oldest first; of one day, as it was recorded. Where it came from comes first.

    updated: the day the plan says it was updated, which a file's undated notes and ratings speak of.
    """
    entries = [
        *(_told(said, action, updated) for said in action.said if said.words or said.opener or said.rating),
        *_asked(action),
        *(_entry("date", move) for move in action.moved),
        *(_entry("step", met, label=step_name(met.due, met.position)) for met in action.steps_met),
        *(_entry("check", check) for check in action.checks),
        *(_entry("assured", said.assured) for said in action.said if said.assured),
        *(_entry("difference", one) for one in action.differences),
        *(entry for change in action.changes if (entry := _change(change))),
    ]
    entries += [
        *([_entry("confirmed", action.date_confirmed)] if action.date_confirmed else []),
        *([_entry("went on", action.went_on)] if action.went_on else []),
    ]
    came = [_entry("came", action.came_from)] if action.came_from else []
    return came + sorted(entries, key=lambda entry: (entry.day, entry.what.recorded_at))


def step_name(due: Due, position: int) -> str:
    """ "First review"; of a recurrence "Year 2"."""
    if due.kind is Kind.RECURRING:
        return f"{due.every.capitalize()} {position + 1}"
    if position < len(due.milestones):
        return due.milestones[position].label or f"Milestone {position + 1}"
    return f"Milestone {position + 1}"


def _entry(kind: str, what, **more) -> Entry:
    return Entry(kind, day_words(what.effective_on), what.effective_on, what, **more)


def _told(said: Said, action: ActionPicture, updated: datetime.date | None) -> Entry:
    if said.over:
        kind = "over" if said.rating else "lifted"
    else:
        kind = "note" if said.words or said.opener else "rating"
    return Entry(kind, _when(said, updated), said.effective_on, said, action.legend.get(said.rating, ""))


def _asked(action: ActionPicture) -> Iterator[Entry]:
    """Requests with their answers. One that was agreed speaks as the move it became, unless something was said with it."""
    for asked in action.asked:
        yield _entry("asked", asked)
        answer = asked.answer
        if answer and (answer.why or not answer.agreed):
            yield _entry("agreed" if answer.agreed else "declined", answer)


def _change(change: Changed) -> Entry | None:
    if "dropped" in change.becomes:
        return _entry("dropped" if change.becomes["dropped"] else "taken up", change)
    if not (change.becomes.keys() - {"order"}):
        return _entry("changed", change, became=(Became("place among the actions", "", ""),))
    return _entry("changed", change, became=tuple(_became(change)))


def _became(change: Changed) -> Iterator[Became]:
    for name, now in change.becomes.items():
        if name == "issue":
            yield Became("issue", "", "")
        elif name in NAMES:
            yield Became(NAMES[name], _shown(change.was.get(name)), _shown(now))


def _shown(value) -> str:
    """Words as they are; of pairs (key, name) the names."""
    if isinstance(value, list | tuple):
        return ", ".join(str(pair[1]) for pair in value)
    return str(value or "")


def _when(said: Said, updated: datetime.date | None) -> str:
    """The note's own opener, as the board typed it, where it has one. updated: when the plan says it was updated."""
    if said.opener:
        return said.opener.rstrip(" :;–—-.")
    if not said.from_file or updated is None or said.effective_on != updated:
        return day_words(said.effective_on)
    when = f"{updated:%B %Y}, when the plan was updated"
    return f"No date of its own, so: {when}" if said.words and not said.dated else when


def day_words(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


# --- Who says what of its rating ---


def sides(action: ActionPicture) -> tuple[str, str]:
    """What the lead says and what was set over it, as labels; ("", "") where nothing is set over the lead's."""
    standing = action.standing
    if standing.over is None:
        return "", ""
    lead = standing.lead_says
    return label(lead.rating if lead else "", action.legend), label(standing.over.rating, action.legend)
