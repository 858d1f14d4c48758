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
        """ "0.4 of a point higher than moderated, over 12 answers"."""
        answers = f"over {self.count} answer{'' if self.count == 1 else 's'}"
        if self.direction == "same":
            return f"the same, {answers}"
        return f"{abs(self.mean):.1f} of a point {self.direction}, {answers}"


def gap(pairs: Iterable[tuple[Decimal | None, Decimal | None]]) -> Gap | None:
    """The optimism gap of (own, other's) worths; None where no answer has both (DOMAIN.md 6)."""
    both = [own - other for own, other in pairs if own is not None and other is not None]
    return Gap(sum(both, Decimal(0)) / len(both), len(both)) if both else None
