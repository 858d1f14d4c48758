"""Whom to visit: by rules that are stated, and some at random, with the reasons kept. No table is touched here (DOMAIN.md 7)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

JUMP = Decimal(1)
GAP = Decimal(1)
THIN = Decimal("0.5")
AT_RANDOM = "drawn at random"

RULES = {
    "silent": "It has not handed over a return.",
    "perfect": "It gives itself the highest score throughout, and half of the questions that ask for evidence, or more, have none.",
    "jump": "It scores itself a point or more higher, on the mean, than last time.",
    "gap": "It scores itself a point or more higher, on the mean, than the board found.",
}
"""Each rule as it is shown to everybody, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one agency. own, last: the mean of its scores now and last time, where both are known
    over the questions that are the same. share_of_best: of its scores that
    are the highest of their scale. proved: of the questions that ask for evidence, the share that has some; None where none
    asks. gap: own less the board's."""

    agency: int
    name: str
    handed_over: bool
    own: Decimal | None = None
    last: Decimal | None = None
    share_of_best: Decimal = Decimal(0)
    proved: Decimal | None = None
    gap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """reasons: keys of RULES, in their order; empty where it was drawn at random."""

    agency: int
    name: str
    reasons: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        return [RULES[reason] for reason in self.reasons] or [AT_RANDOM]


def reasons_of(facts: Facts) -> list[str]:
    """The rules that an agency meets."""
    if not facts.handed_over:
        return ["silent"]
    met = {
        "perfect": facts.share_of_best == 1 and facts.proved is not None and facts.proved <= THIN,
        "jump": facts.own is not None and facts.last is not None and facts.own - facts.last >= JUMP,
        "gap": facts.gap is not None and facts.gap >= GAP,
    }
    return [rule for rule, is_met in met.items() if is_met]


def pick(all_facts: Sequence[Facts], *, size: int, at_random: int, seed: int) -> list[Picked]:
    """So many agencies: `at_random` of them drawn from those that meet no rule, the others by the rules, those that meet most
    first, then by the weight of the rule, then by a draw. The same seed gives the same. Where one kind runs out the other fills.
    """
    draw = random.Random(seed)
    risky = [(reasons_of(facts), facts) for facts in sorted(all_facts, key=lambda one: one.agency)]
    draw.shuffle(risky)
    order = list(RULES)
    by_rule = sorted(
        (one for one in risky if one[0]), key=lambda one: (-len(one[0]), min(map(order.index, one[0])))
    )
    rest = [facts for reasons, facts in risky if not reasons]
    drawn = rest[: max(at_random, size - len(by_rule))]
    chosen = [Picked(facts.agency, facts.name, reasons) for reasons, facts in by_rule[: size - len(drawn)]]
    return chosen + [Picked(facts.agency, facts.name) for facts in drawn]
