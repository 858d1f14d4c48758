"""What stands in another place than before: the fewest parts whose move explains the file's order. No Django here."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from safeboard.plans.proposing.known import Key, Known
from safeboard.plans.proposing.rows import Row


def bereft_rows(rows: Sequence[Row], base: Known) -> Iterator[tuple[Row, Key]]:
    """(an action, its issue) where the file has the action under the issue above its own, has its own nowhere, and not the row that
    began it: a row was deleted that held the issue's cell, and the rows under it fell to the issue above. Nobody moved them."""
    there = {row.known for row in rows if row.match}
    issues = [issue.pk for issue in base.standing("issue")]
    for row in rows:
        if row.kind != "action" or not row.match or not row.above or not row.above.match:
            continue
        for own in set(issues).intersection(way.inside for way in base.ways.get(row.known, [])):
            first = base.part("issue", own).actions[0].pk
            above = issues[issues.index(own) - 1]
            lost = ("issue", own) not in there and ("action", first) not in there
            if lost and above == row.above.match.pk and own != issues[0]:
                yield row, ("issue", own)


def moved_rows(rows: Iterable[Row], base: Known) -> Iterator[Row]:
    """Rows that came from elsewhere, and of those that stayed the fewest whose move puts the rest in order."""
    places: defaultdict[object, list[Row]] = defaultdict(list)
    for row in rows:
        if row.match and base.ways.get(row.known):
            places[_place(row)].append(row)
    for here in places.values():
        stayed = [row for row in here if stays(row, base)]
        in_order = _longest_rising([base.rank(*row.known) for row in stayed])
        still = {row for at, row in enumerate(stayed) if at in in_order}
        yield from (row for row in here if row not in still)


def stays(row: Row, known: Known) -> bool:
    """Whether the plan has it in the place in which the file has it. A place that says nothing says nothing else."""
    if row.above is None or row.above.says_nothing or row.bereft:
        return True
    above = row.above.match
    return above is not None and above.pk in {way.inside for way in known.ways[row.known]}


def _place(row: Row) -> object:
    if row.bereft:
        return row.kind, row.bereft
    if row.above is None:
        return row.kind
    return row.kind, row.above.part or row.above


def _longest_rising(ranks: Sequence[int]) -> set[int]:
    """Places of a longest run of rising numbers, not all of them side by side: what need not move."""
    ends: list[int] = []  # the place that ends the best run of each length, and its number
    lowest: list[int] = []
    before: dict[int, int | None] = {}
    for at, rank in enumerate(ranks):
        length = bisect_left(lowest, rank)
        before[at] = ends[length - 1] if length else None
        ends[length : length + 1], lowest[length : length + 1] = [at], [rank]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
