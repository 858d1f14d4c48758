"""A plan in pictures: ratings by priority, the trend by meeting, the timeline, the load, how far dates moved. No Django here.

Each is drawn once for pages and papers. `tints` are the board's own colours of its ratings, by rating.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from safeboard.core.drawing import Drawing, Stretch, bars, columns, drawn
from safeboard.core.paper.blocks import TINTS
from safeboard.plans.dates_moved import path_of
from safeboard.plans.picture import PlanPicture, PriorityPicture
from safeboard.plans.promise import ActionPicture
from safeboard.plans.rating import label
from safeboard.plans.timeline import timeline

__all__ = ["load_by_lead", "rating_by_priority", "slippage", "timeline", "trend_by_meeting"]

UNRATED = "#ececec"
OPEN = "#d8d5e8"
LATE = TINTS["red"]
ON_TIME = "#dfe7df"

Tints = Mapping[str, str] | None


def rating_by_priority(picture: PlanPicture, tints: Tints = None) -> Drawing:
    """A bar a priority: how many actions have each rating."""
    counts = [(name_of(one), one.counts) for one in picture.priorities]
    ratings = _ratings([picture])
    stretches = _stretches(ratings, picture.legend, tints)
    whole = Counter(action.rating for action in picture.actions)
    total = sum(whole.values())
    said = _listed(
        f"{whole[rating]:,} {label(rating, picture.legend)}" for rating in ratings if whole[rating]
    )
    words = f"Of {_many(total, 'action')}: {said}." if total else "There is no action."
    headings = ("Priority", *(one.words for one in stretches), "All")
    rows = [
        (name, *(f"{count[rating]:,}" for rating in ratings), f"{sum(count.values()):,}")
        for name, count in counts
    ]
    return drawn(
        "ratings",
        "Ratings by priority",
        words,
        (headings, rows),
        lambda canvas: bars(canvas, stretches, [(name, _keyed(count)) for name, count in counts]),
    )


def trend_by_meeting(
    pictures: Sequence[PlanPicture], tints: Tints = None, *, priority: int | None = None
) -> Drawing:
    """A column a meeting: how many actions had each rating, and how many were late. pictures: the oldest first."""
    ratings, newest = _ratings(pictures), pictures[-1]
    stretches = _stretches(ratings, newest.legend, tints)
    posts = [(_short_day(one.day), list(_actions(one, priority))) for one in pictures]
    counts = [Counter(action.rating for action in actions) for _, actions in posts]
    late = [sum(action.late for action in actions) for _, actions in posts]
    columns_said = [
        (day, f"{missed:,} late" if missed else "", _keyed(count))
        for (day, _), count, missed in zip(posts, counts, late, strict=True)
    ]
    rows = [
        (day, *(f"{count[rating]:,}" for rating in ratings), f"{missed:,}")
        for (day, _), count, missed in zip(posts, counts, late, strict=True)
    ]
    return drawn(
        f"trend-{priority}" if priority else "trend",
        "Ratings at each meeting",
        _trend_words(pictures, ratings, counts, late),
        (("Meeting", *(one.words for one in stretches), "Late"), rows),
        lambda canvas: columns(canvas, stretches, columns_said),
    )


def load_by_lead(picture: PlanPicture) -> Drawing:
    """A bar a lead: open actions, those that are late told apart."""
    loads = [load for load in picture.load() if load.open]
    stretches = [Stretch("late", "Late", LATE), Stretch("open", "Open, not late", OPEN)]
    rows = [
        (load.name or "Nobody is named", {"late": load.late, "open": load.open - load.late}) for load in loads
    ]
    table = [(name, f"{c['late']:,}", f"{c['open']:,}", f"{sum(c.values()):,}") for name, c in rows]
    return drawn(
        "load",
        "Open actions of each lead",
        _load_words(picture, loads),
        (("Lead", "Late", "Open, not late", "Open in all"), table),
        lambda canvas: bars(canvas, stretches, rows, told="late"),
    )


GROUPS = (
    ("Brought forward", lambda months: months < 0),
    ("On its first date", lambda months: months == 0),
    ("Moved on by 1 to 3 months", lambda months: 1 <= months <= 3),
    ("Moved on by 4 to 6 months", lambda months: 4 <= months <= 6),
    ("Moved on by 7 to 12 months", lambda months: 7 <= months <= 12),
    ("Moved on by over a year", lambda months: months > 12),
)


def slippage(picture: PlanPicture) -> Drawing:
    """How far the dates of all actions have moved from the first ones, in months; those that are late told apart."""
    groups = [
        (name, [action for action in picture.actions if within(action.months_slipped)])
        for name, within in GROUPS
    ]
    counts = [
        (name, {"late": sum(a.late for a in actions), "rest": sum(not a.late for a in actions)})
        for name, actions in groups
    ]
    stretches = [Stretch("late", "Late now", LATE), Stretch("rest", "Not late", ON_TIME)]
    moved = [action for action in picture.actions if len(action.dates) > 1]
    table = [(name, f"{c['late']:,}", f"{c['rest']:,}", f"{sum(c.values()):,}") for name, c in counts]
    return drawn(
        "slippage",
        "How far dates have moved",
        _slippage_words(picture, moved),
        (("Moved", "Late now", "Not late", "All"), table),
        lambda canvas: bars(canvas, stretches, counts, told="late"),
    )


def name_of(priority: PriorityPicture) -> str:
    """ "2. Children feel safe"; whatever of number and title there is."""
    title = priority.title or priority.heading
    if priority.number and title:
        return f"{priority.number}. {title}"
    return title or f"Priority {priority.number}"


# --- Words ---


def _trend_words(pictures, ratings, counts, late) -> str:
    if len(pictures) < 2:
        return f"{_many(sum(counts[-1].values()), 'action')}, {late[-1]:,} late, on {_day(pictures[-1].day)}."
    legend = pictures[-1].legend
    changed = [
        f"{label(rating, legend)} went from {counts[0][rating]:,} to {counts[-1][rating]:,}"
        for rating in ratings
        if counts[0][rating] != counts[-1][rating]
    ]
    late_words = (
        f"late from {late[0]:,} to {late[-1]:,}" if late[0] != late[-1] else f"late stayed at {late[0]:,}"
    )
    since = f"Between {_day(pictures[0].day)} and {_day(pictures[-1].day)}"
    return f"{since}: {_listed([*changed, late_words])}."


def _load_words(picture: PlanPicture, loads) -> str:
    if not loads:
        return "No action is open."
    open_now = sum(action.open for action in picture.actions)
    named = [load for load in loads if load.pk]
    if not named:
        return f"{_many(open_now, 'open action')}, and nobody is named to lead any."
    most = named[0]
    nobody = next((load.open for load in loads if not load.pk), 0)
    unled = f" Nobody is named to lead {nobody:,}." if nobody else ""
    return (
        f"{_many(open_now, 'open action')} with {_many(len(named), 'lead')}; the most, {most.open:,}, are with {most.name}."
        f"{unled}"
    )


def _slippage_words(picture: PlanPicture, moved: list[ActionPicture]) -> str:
    total = len(picture.actions)
    if not moved:
        return f"No date of the {_many(total, 'action')} has moved."
    on = [action.months_slipped for action in moved if action.months_slipped > 0]
    words = f"{len(moved):,} of {_many(total, 'date')} {'has' if len(moved) == 1 else 'have'} moved"
    if not on:
        return f"{words}, none of them by a month or more."
    return f"{words}; {len(on):,} by a month or more, {sum(on):,} months in all, the furthest by {max(on)}: {_furthest(moved)}."


def _furthest(moved: list[ActionPicture]) -> str:
    action = max(moved, key=lambda one: (one.months_slipped, -one.pk))
    words = action.words or action.issue.words
    return f"“{' '.join(words.split()[:8])}”, {path_of(action)}"


def _listed(parts: Iterable[str]) -> str:
    *most, last = list(parts) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _many(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else one + 's'}"


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _short_day(day: datetime.date) -> str:
    return f"{day.day} {day:%b %Y}"


# --- Ratings ---


def _ratings(pictures: Sequence[PlanPicture]) -> list[str]:
    """Those in use or in the legend of any of the pictures, not rated last where there are such."""
    found = [rating for one in pictures for rating in one.shown_ratings if rating]
    unrated = any(not action.rating for one in pictures for action in one.actions)
    return [*dict.fromkeys(found), *([""] if unrated else [])]


def _stretches(ratings: list[str], legend: Mapping[str, str], tints: Tints) -> list[Stretch]:
    fills = {**TINTS, **(tints or {})}
    return [
        Stretch(rating or "none", label(rating, legend), fills.get(rating, UNRATED)) for rating in ratings
    ]


def _keyed(counts: Mapping[str, int]) -> dict[str, int]:
    return {rating or "none": count for rating, count in counts.items()}


def _actions(picture: PlanPicture, priority: int | None) -> Iterable[ActionPicture]:
    for one in picture.priorities:
        if priority is None or one.pk == priority:
            yield from one.actions
