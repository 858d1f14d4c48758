"""Issue numbers the writer left out, worked out from their neighbours, or left out when they cannot be."""

from itertools import pairwise

from safeboard.plans.outline import IssueLine


def infer_numbers(issues: list[IssueLine]) -> None:
    """Fill in missing numbers of one priority's issues, in place.

    Between two written numbers, a run is numbered only if it fits the gap exactly: with every issue of it, or without
    its NEW ones. A run at the end goes on counting; NEW ones there stay without a number. Beside numbers such as
    "1.2" nothing is inferred.
    """
    if any("." in (issue.number or "") for issue in issues):
        return
    written = [(-1, 0)] + [
        (at, int(said)) for at, issue in enumerate(issues) if (said := issue.number or "").isdigit()
    ]
    for (at, number), (end, following) in pairwise(written):
        if following > number:
            _fill(issues[at + 1 : end], after=number, gap=following - number - 1)
        elif following == 1:
            _count_on(issues[at + 1 : end], after=number)
    at, number = written[-1]
    _count_on(issues[at + 1 :], after=number)


def _count_on(run: list[IssueLine], *, after: int) -> None:
    """A run at the end, or before the numbers begin anew."""
    rest = [issue for issue in run if issue.number is None and not issue.new and issue.words]
    _fill(rest, after=after, gap=len(rest))


def _fill(run: list[IssueLine], *, after: int, gap: int) -> None:
    bare = [issue for issue in run if issue.number is None]
    if len(bare) != len(run):
        return
    old = [issue for issue in bare if not issue.new]
    fitting = next((some for some in (bare, old) if len(some) == gap), [])
    for count, issue in enumerate(fitting, start=after + 1):
        issue.number = str(count)
