"""What asks for somebody's attention: off target, silent, at odds ...; whose move it is, and since when. No Django."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeboard.plans import rating as ratings

if TYPE_CHECKING:
    from safeboard.plans.promise import ActionPicture

CHAIR = "Chair or business manager"
ANOTHER = "A person other than who said so"


@dataclass(frozen=True, slots=True)
class Move:
    """Who has to do something about an action, what about it, and the day since which it is theirs."""

    whose: str
    what: str
    since: datetime.date
    days: int


def off_target(action: ActionPicture) -> bool:
    """Whether its rating means, to this board, that it is behind."""
    return action.open and ratings.means_off_target(action.legend.get(action.rating, ""))


def move_of(action: ActionPicture) -> Move | None:
    """Whose move an action is; None where nothing presses. The first of these that is so:

    a new date was asked for (the chair's, since it was asked); it is said to be complete and nobody has assured it
    (another person's, since it was said); it is late (its leads', since the last day its words allow); it is rated off
    target (its leads', since that rating); nothing was heard since the last meeting (its leads', since that meeting); the
    date it brought from the plan before is not confirmed (its leads', since it came).
    """
    if action.dropped or action.went_on:
        return None
    if asked := action.date_asked_for:
        return _move(action, CHAIR, f"“{asked.wanted.written}” is asked for", asked.effective_on)
    if said := action.awaits_assurance:
        return _move(action, ANOTHER, "Said to be complete, not assured", said.effective_on)
    leads = ", ".join(name for _, name in action.leads) or "Nobody is named"
    if action.late and action.late_after:
        return _move(action, leads, "Late", action.late_after)
    if off_target(action) and action.rated_by:
        return _move(action, leads, action.rating_label, action.rated_by.effective_on)
    if action.silent and action.heard_by:
        return _move(action, leads, "Nothing heard since the last meeting", action.heard_by)
    if action.date_to_confirm and action.came_from:
        return _move(action, leads, "Date to be confirmed", action.came_from.effective_on)
    return None


def _move(action, whose, what, since):
    return Move(whose, what, since, max((action.day - since).days, 0))


SHOWS: dict[str, tuple[str, Callable[[ActionPicture], bool]]] = {
    "open": ("Open", lambda action: action.open),
    "off-target": ("Off target", off_target),
    "silent": ("Nothing heard since the last meeting", lambda action: action.silent),
    "at-odds": ("At odds with the record", lambda action: action.at_odds),
    "asked": ("A new date is asked for", lambda action: action.date_asked_for is not None),
    "date-to-confirm": ("Date to be confirmed", lambda action: action.date_to_confirm),
    "to-assure": ("Waits for assurance", lambda action: action.awaits_assurance is not None),
    "waiting": ("Somebody has to move", lambda action: move_of(action) is not None),
}
"""What a list of actions may be narrowed to: what it is called, and whether an action is like that."""
