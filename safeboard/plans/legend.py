"""What a plan's ratings mean, and what follows where they come to mean something else. No Django here."""

from __future__ import annotations

from dataclasses import dataclass, field

from safeboard.plans.picture import PlanPicture
from safeboard.plans.promise import ActionPicture, stand
from safeboard.plans.rating import done_ratings


@dataclass(frozen=True, slots=True)
class Turned:
    """Actions that would count as done, or as open again, by another legend."""

    done: list[ActionPicture] = field(default_factory=list)
    open: list[ActionPicture] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.done or self.open)


def turned_by(picture: PlanPicture, legend: dict[str, str]) -> Turned:
    """legend: rating -> meaning, in place of the picture's own."""
    means_done, turned = done_ratings(legend), Turned()
    for action in picture.actions:
        done = stand(action.counted, means_done).done_by is not None
        if done != action.done:
            (turned.done if done else turned.open).append(action)
    return turned
