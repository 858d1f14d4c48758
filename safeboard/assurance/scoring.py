"""Scores: what a point of a scale is worth, and how far what an agency says of itself is from what others found. No table.

A point is a dict as `models.Scale` keeps it. Worths compare only within one scale.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

Points = Sequence[dict]


def point_of(points: Points, key: str) -> dict | None:
    """The point that has this key, or None."""
    return next((point for point in points if point["key"] == key), None)


def worth_of(points: Points, key: str) -> Decimal | None:
    """What a point is worth; None for a point that says nothing of better or worse, and for no point."""
    point = point_of(points, key)
    worth = point and point.get("worth")
    return None if worth is None else Decimal(str(worth))


def highest(points: Points) -> Decimal | None:
    worths = [Decimal(str(point["worth"])) for point in points if point.get("worth") is not None]
    return max(worths, default=None)


def nearest(points: Points, mean: Decimal | None) -> dict | None:
    """The point a mean is nearest to; the worse of two, and None where nothing has a worth."""
    worths = [(Decimal(str(point["worth"])), point) for point in points if point.get("worth") is not None]
    if mean is None or not worths:
        return None
    return min(worths, key=lambda one: (abs(one[0] - mean), one[0]))[1]


def same_worths(one: Points, other: Points) -> bool:
    """Whether means on two scales compare: both have the same worths, whatever their points are called."""
    first, second = (
        sorted(point["worth"] for point in points if point.get("worth") is not None)
        for points in (one, other)
    )
    return first == second


def falls_short(points: Points, worth: Decimal | None) -> bool:
    """Whether a score is less than two thirds up its scale, from its lowest to its highest point; never one without a worth."""
    worths = [Decimal(str(point["worth"])) for point in points if point.get("worth") is not None]
    if worth is None or not worths or max(worths) == min(worths):
        return False
    return (worth - min(worths)) * 3 < (max(worths) - min(worths)) * 2


@dataclass(frozen=True, slots=True)
class Gap:
    """Self score less the other's, over answers that have both. mean: in points of the scale. count: how many have both."""

    mean: Decimal
    count: int

    @property
    def direction(self) -> str:
        if self.mean > 0:
            return "higher"
        return "lower" if self.mean < 0 else "same"

    @property
    def words(self) -> str:
        """ "0.4 of a point higher, over 12 answers"."""
        answers = f"over {self.count} answer{'' if self.count == 1 else 's'}"
        if self.direction == "same":
            return f"the same, {answers}"
        return f"{abs(self.mean):.1f} of a point {self.direction}, {answers}"


def together(gaps: Iterable[Gap | None]) -> Gap | None:
    """One Gap over the answers of all of them; None where there are none."""
    there = [one for one in gaps if one]
    count = sum(one.count for one in there)
    return Gap(sum((one.mean * one.count for one in there), Decimal(0)) / count, count) if count else None


def gap(pairs: Iterable[tuple[Decimal | None, Decimal | None]]) -> Gap | None:
    """The optimism gap of (own, other's) worths; None where no answer has both (DOMAIN.md 6)."""
    both = [own - other for own, other in pairs if own is not None and other is not None]
    return Gap(sum(both, Decimal(0)) / len(both), len(both)) if both else None
