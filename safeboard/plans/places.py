"""Where the parts of a plan stand in its picture: what each is inside of, and what stands beside it. No Django here."""

import math

ABOVE = {"action": "issue", "issue": "priority", "outcome": "priority"}
"""What each kind of part stands inside of; a priority stands in the plan itself."""
RENUMBERED = (
    "The places here were numbered anew, because none was left between two of them. The order stayed."
)
"""Why a part was given another number in its place by Safeboard itself."""
BELOW = {"plan": ["priority"], "priority": ["outcome", "issue"], "issue": ["action"]}
"""What may be added to each kind of part."""


def all_of(picture, kind):
    """Every part of a kind, dropped or not, in a PlanPicture."""
    left_out = picture.left_out
    return {
        "priority": lambda: [*picture.priorities, *left_out.priorities],
        "outcome": lambda: [
            *(one for priority in picture.priorities for one in priority.outcomes),
            *left_out.outcomes,
        ],
        "issue": lambda: [*picture.issues, *left_out.issues],
        "action": lambda: [*picture.actions, *left_out.actions],
    }[kind]()


def find(picture, kind, pk):
    """The part with that key, dropped or not; None where the picture has none."""
    return next((one for one in all_of(picture, kind) if one.pk == pk), None)


def inside(kind, part):
    """The picture of the issue or the priority that a part stands in; None for a priority."""
    return getattr(part, ABOVE[kind]) if kind in ABOVE else None


def beside(picture, kind, above):
    """The parts of a kind in one place, dropped ones too, in their order. above: the key of the place, None for the plan."""
    here = [one for one in all_of(picture, kind) if (place := inside(kind, one)) is None or place.pk == above]
    return sorted(here, key=lambda one: (one.order, one.pk))


def number_between(before, after):
    """A number that stands between two, either of which may be missing; None where no such number is left."""
    if before is None:
        return 0 if after is None else after - 1
    if after is None:
        return before + 1
    middle = (before + after) / 2
    return middle if before < middle < after else None


def behind(parts, after):
    """The number that puts a part behind the one with the key `after`, or first where that is None.

    None where there is no number left between its neighbours. Raises KeyError where `after` is not among them.
    """
    orders = [one.order for one in parts]
    if after is None:
        return number_between(None, orders[0] if orders else None)
    place = {one.pk: at for at, one in enumerate(parts)}[after]
    return number_between(orders[place], orders[place + 1] if place + 1 < len(orders) else None)


def position_at_the_end(parts, last_position):
    """A position, counted in whole numbers from 1, behind all of these and behind every position ever given there."""
    return max([last_position or 0, *(math.ceil(one.order) for one in parts)]) + 1
