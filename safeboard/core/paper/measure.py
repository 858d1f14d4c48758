"""How much room words take, about, before a program has set them."""

from __future__ import annotations

from safeboard.core.paper.blocks import Cell, Facts


def lines_needed(cell: Cell, letters: float) -> int:
    """About how many printed lines a cell takes where `letters` go in a line."""
    printed = (len(part) for line in cell.lines for part in line.words.split("\n"))
    return sum(1 + int(length // max(letters, 1)) for length in printed)


NAMES_MM, NAMES_AT_MOST_MM = 42, 90
MM_A_BOLD_LETTER = 2.1
"""Of 10 points, about."""


def names_mm(facts: Facts) -> float:
    """How broad the column of the facts' names is, so that none of them breaks unless it is very long."""
    longest = max((len(name) for name, _ in facts.pairs), default=0)
    return min(max(NAMES_MM, longest * MM_A_BOLD_LETTER), NAMES_AT_MOST_MM)


def shared(whole: float, shares: list[int]) -> list[float]:
    """`whole` shared out as the shares say."""
    total = sum(shares) or 1
    return [whole * share / total for share in shares]
