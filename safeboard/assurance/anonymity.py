"""What may be shown of answers that name nobody: nothing of a group in which fewer than five answered. No table is touched here.

A total beside the groups that are shown would tell what a small group said, by taking away. So a total has in it only the groups that
are shown, and the small ones together where together they are large enough (DOMAIN.md 5 and 13).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from safeboard.assurance.kinds import LEAST_HEARD

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Shown(Generic[Group]):
    """alone: groups that are shown each. together: small groups that are shown as one. hidden: those of which nothing is."""

    alone: tuple[Group, ...]
    together: tuple[Group, ...]
    hidden: tuple[Group, ...]

    @property
    def in_total(self) -> tuple[Group, ...]:
        return self.alone + self.together


def what_may_be_shown(counts: Mapping[Group, int], least: int = LEAST_HEARD) -> Shown[Group]:
    """counts: how many of each group answered. A group of which nobody answered is nowhere.

    Two small groups or more go together where together they are `least` or more; one alone never does.
    """
    answered = {group: count for group, count in counts.items() if count}
    alone = tuple(group for group, count in answered.items() if count >= least)
    small = tuple(group for group in answered if group not in alone)
    if len(small) > 1 and sum(answered[group] for group in small) >= least:
        return Shown(alone, small, ())
    return Shown(alone, (), small)
