"""The file's priorities, outcomes, issues and actions as one tree, each beside what it is in the plan. No Django here."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from safeboard.plans.outline import Outline
from safeboard.plans.proposing.known import Key, stray
from safeboard.plans.proposing.matching import Match, Matching


@dataclass(slots=True, eq=False)
class Row:
    """One part as the file has it. before: the one of its kind above it in the same place.

    key: of the proposal that would add it, where it is new. stray: what it says stands elsewhere in the plan (`Known.strays`).
    bereft: the key of its own issue, where the file lost the row that began that (`moving.bereft_rows`).
    """

    kind: str
    line: Any
    place: str
    match: Match | None
    above: Row | None = None
    before: Row | None = None
    key: str = ""
    stray: bool = False
    bereft: Key | None = None
    below: list[Row] = field(default_factory=list)

    @property
    def part(self) -> Key | None:
        return (self.kind, self.match.pk) if self.match else None

    @property
    def known(self) -> Key:
        """The part that it is, of a row that the plan has. Raises ValueError for another."""
        if self.match is None:
            raise ValueError(f"{self.place} is new")
        return self.kind, self.match.pk

    @property
    def score(self) -> float | None:
        return self.match.score if self.match else None

    @property
    def says_nothing(self) -> bool:
        """An issue or a priority without words: the file has rows there, and does not say under what.

        Likewise a line that is none and is taken for one, as in the paper nobody has edited.
        """
        if self.stray:
            return True
        if self.kind == "issue":
            return not (self.line.words or self.line.number)
        return self.kind == "priority" and not (self.line.title or self.line.heading or self.line.aim)

    def known_before(self) -> Row | None:
        """The nearest one above it, in the same place, that the plan has."""
        row = self.before
        while row and not row.match:
            row = row.before
        return row


def rows_of(file: Outline, made: Matching, strays: Collection[Hashable] = ()) -> list[Row]:
    """Every part of the file in its order, a priority before what is in it."""
    rows = list(_rows(file, made))
    for row in rows:
        if row.kind in ("priority", "outcome"):
            row.stray = not row.match and stray(row.kind, row.line) in strays
    return rows


def _rows(file: Outline, made: Matching) -> Iterator[Row]:
    outcome_at = issue_at = action_at = 0
    top: list[Row] = []
    for at, priority in enumerate(file.priorities):
        first = _under(None, top, Row("priority", priority, priority.place, made.priorities.get(at)))
        yield first
        outcomes: list[Row] = []
        for words in priority.outcomes:
            row = Row("outcome", words, priority.place, made.outcomes.get(outcome_at))
            outcome_at += 1
            yield _under(first, outcomes, row)
        issues: list[Row] = []
        for issue in priority.issues:
            second = _under(first, issues, Row("issue", issue, issue.place, made.issues.get(issue_at)))
            issue_at += 1
            yield second
            actions: list[Row] = []
            for action in issue.actions:
                row = Row("action", action, action.place, made.actions.get(action_at))
                action_at += 1
                yield _under(second, actions, row)


def _under(above: Row | None, beside: list[Row], row: Row) -> Row:
    row.above, row.before = above, beside[-1] if beside else None
    beside.append(row)
    if above:
        above.below.append(row)
    return row
