"""Two pictures of one plan, an earlier and a later: what became of its promises in between. Pure: no Django here.

An action is the same in both by its key. It is

- **completed** where it is done in the later and was not in the earlier; one that was done late stays late: the row says
  by how many days (`ActionPicture.late_when_done`). Its rating is not said again under "newly rated".
- **taken up again** where it was done or dropped in the earlier and is open in the later.
- **newly rated** where its rating is another, with what it was and what it is.
- **moved** where changes of its date stand in the later that did not in the earlier, each with why and which meeting. The
  first date, told late, moves nothing.
- **added** where it stands in the later and nowhere in the earlier.
- **dropped** where it is among what was left out of the later and was not before, with the reason; one that was added
  and dropped in between is among them.
- **handed over** where its leads are others.
- **moved in the plan** where it, or another part, was put into another place or elsewhere in its own.
- **carried on** where it goes on in the plan that follows.
- **reworded** where it, or a priority, an outcome or an issue, says something else.
- **silent** where it is open in both, and nobody has spoken of it on or after the earlier day.

One action may be in several lists. What a person may not see is in neither picture, and so in no list.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from safeboard.plans import places
from safeboard.plans.picture import PlanPicture
from safeboard.plans.promise import ActionPicture
from safeboard.plans.told import Moved


@dataclass(frozen=True, slots=True)
class Rated:
    """was and becomes: ratings, "" for not rated. Their meanings: to the board, on either day."""

    action: ActionPicture
    was: str
    becomes: str
    was_meaning: str = ""
    becomes_meaning: str = ""


@dataclass(frozen=True, slots=True)
class DateMoved:
    action: ActionPicture
    moves: list[Moved]


@dataclass(frozen=True, slots=True)
class HandedOver:
    action: ActionPicture
    was: list[str]
    becomes: list[str]


@dataclass(frozen=True, slots=True)
class Reworded:
    """part: "Priority", "Outcome", "Issue" or "Action". action: where it is one."""

    part: str
    was: str
    becomes: str
    action: ActionPicture | None = None


@dataclass(frozen=True, slots=True)
class MovedPlace:
    """part: as in Reworded. was and becomes: the words of the places, "" for both where it moved within its place."""

    part: str
    words: str
    was: str
    becomes: str
    action: ActionPicture | None = None


@dataclass(slots=True)
class Comparison:
    """before and after: the pictures. Each list in the plan's order."""

    before: PlanPicture
    after: PlanPicture
    completed: list[ActionPicture] = field(default_factory=list)
    taken_up: list[ActionPicture] = field(default_factory=list)
    rated: list[Rated] = field(default_factory=list)
    moved: list[DateMoved] = field(default_factory=list)
    added: list[ActionPicture] = field(default_factory=list)
    dropped: list[ActionPicture] = field(default_factory=list)
    handed_over: list[HandedOver] = field(default_factory=list)
    went_on: list[ActionPicture] = field(default_factory=list)
    moved_place: list[MovedPlace] = field(default_factory=list)
    reworded: list[Reworded] = field(default_factory=list)
    silent: list[ActionPicture] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """{key of a list: how many are in it}, in the order a page shows them."""
        return {name: len(getattr(self, name)) for name in LISTS}


LISTS = {
    "completed": "Completed",
    "rated": "Newly rated",
    "moved": "Date moved",
    "added": "Added",
    "dropped": "Dropped",
    "taken_up": "Taken up again",
    "went_on": "Carried into the next plan",
    "handed_over": "Handed to other leads",
    "moved_place": "Moved in the plan",
    "reworded": "Reworded",
    "silent": "Silent: not a word between",
}
"""The lists of a comparison, by the words a page heads them with."""


def compare(before: PlanPicture, after: PlanPicture) -> Comparison:
    """What became of the plan between two pictures of it, `before` the earlier."""
    made = Comparison(before, after)
    stood = {action.pk: action for action in before.actions}
    out = {action.pk for action in before.left_out.actions}
    for action in after.actions:
        was = stood.get(action.pk)
        if was:
            _became(was, action, made)
        elif action.pk in out:
            made.taken_up.append(action)
        else:
            made.added.append(action)
    made.dropped = [action for action in after.left_out.actions if action.pk not in out]
    made.moved_place = list(_moved_places(before, after))
    made.reworded = [*_parts_reworded(before, after), *_actions_reworded(stood, after)]
    return made


def _became(was: ActionPicture, now: ActionPicture, made: Comparison) -> None:
    if now.done != was.done:
        (made.completed if now.done else made.taken_up).append(now)
    elif now.rating != was.rating:
        meanings = was.legend.get(was.rating, ""), now.legend.get(now.rating, "")
        made.rated.append(Rated(now, was.rating, now.rating, *meanings))
    known = {move.pk for move in was.moved}
    if moves := [move for move in now.moved if move.pk not in known]:
        made.moved.append(DateMoved(now, moves))
    if [pk for pk, _ in now.leads] != [pk for pk, _ in was.leads]:
        made.handed_over.append(HandedOver(now, _names(was), _names(now)))
    if now.went_on and not was.went_on:
        made.went_on.append(now)
    if now.open and was.open and _silent_since(now, was.day):
        made.silent.append(now)


def _silent_since(action: ActionPicture, day: datetime.date) -> bool:
    return action.heard_on is None or action.heard_on < day


def _names(action):
    return [name for _, name in action.leads]


def _moved_places(before: PlanPicture, after: PlanPicture) -> Iterator[MovedPlace]:
    """Parts that stand in both and were moved in between, priorities first."""
    for kind in ("priority", "outcome", "issue", "action"):
        stood = {part.pk: part for part in _standing(before, kind)}
        for part in _standing(after, kind):
            was = stood.get(part.pk)
            if was and _put_elsewhere(was, part):
                action = part if kind == "action" else None
                here, there = _place_words(kind, was), _place_words(kind, part)
                same = places.inside(kind, was) is None or here[0] == there[0]
                moved = ("", "") if same else (here[1], there[1])
                yield MovedPlace(kind.capitalize(), _words_of(kind, part), *moved, action)


def _standing(picture: PlanPicture, kind: str) -> list:
    return [part for part in places.all_of(picture, kind) if not part.dropped]


def _put_elsewhere(was, now) -> bool:
    known = {change.pk for change in was.changes}
    since = [change for change in now.changes if change.pk not in known]
    return any("order" in one.becomes and one.why != places.RENUMBERED for one in since)


def _place_words(kind: str, part) -> tuple[int, str]:
    above = places.inside(kind, part)
    return (above.pk, _words_of(places.ABOVE[kind], above)) if above else (0, "")


def _words_of(kind: str, part) -> str:
    return (part.title or part.heading) if kind == "priority" else part.words


def _actions_reworded(stood, after: PlanPicture) -> Iterator[Reworded]:
    for action in after.actions:
        was = stood.get(action.pk)
        if was and was.words != action.words:
            yield Reworded("Action", was.words, action.words, action)


def _parts_reworded(before: PlanPicture, after: PlanPicture) -> Iterator[Reworded]:
    """Priorities, outcomes and issues that stand in both and say something else."""
    was = dict(_said_by_parts(before))
    for key, words in _said_by_parts(after):
        if key in was and was[key] != words:
            yield Reworded(key[0], was[key], words)


def _said_by_parts(picture: PlanPicture) -> Iterator[tuple[tuple[str, int], str]]:
    for priority in picture.priorities:
        said = (priority.heading, priority.title, priority.aim)
        yield ("Priority", priority.pk), "\n".join(part for part in said if part)
        yield from ((("Outcome", outcome.pk), outcome.words) for outcome in priority.outcomes)
        for issue in priority.issues:
            yield ("Issue", issue.pk), "\n".join(part for part in (issue.words, issue.added) if part)
