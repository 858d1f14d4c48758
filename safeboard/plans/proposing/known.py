"""A plan's picture as what a file is compared with: each part in every way its words may rightly stand in a file. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from safeboard.plans import places
from safeboard.plans.outline import IssueLine, Outline, PriorityLine
from safeboard.plans.papers.layout import PaperOptions
from safeboard.plans.picture import PlanPicture
from safeboard.plans.proposing.as_read import as_read
from safeboard.plans.proposing.wording import plain

Key = tuple[str, int]
"""Kind and key of a part: ("action", 12)."""
_RATE_IT = re.compile(r"Rate it (\w+)\.")


@dataclass(slots=True)
class Way:
    """A part in one of the ways it may stand in a file: its line, and the key of what it stands inside of."""

    line: Any
    inside: int | None = None


@dataclass
class Known:
    """picture: the plan. options: how the paper was printed that may have come back. workbook: as Excel.

    ways: of each part; first as the plan has it, then, where it is there, as it is read back from the paper.
    back: the parts that are read back from the paper as parts of their own. strays: what is read back as a priority or an
    outcome and is none (see `stray`). disputed: by action, ratings of which its words say one and its colour another.
    """

    picture: PlanPicture
    options: PaperOptions
    workbook: bool = False
    ways: dict[Key, list[Way]] = field(default_factory=lambda: defaultdict(list))
    back: set[Key] = field(default_factory=set)
    strays: set[Hashable] = field(default_factory=set)
    disputed: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind in ("priority", "outcome", "issue", "action"):
            for part in places.all_of(self.picture, kind):
                above = places.inside(kind, part)
                self.ways[kind, part.pk].append(Way(line_of(kind, part), above and above.pk))
        self._read_back()

    def part(self, kind: str, pk: int):
        """Its picture, dropped or not; None where the plan has no such part."""
        return self._parts.get((kind, pk))

    def standing(self, kind: str) -> list:
        """The parts of a kind that are not dropped, in the plan's order."""
        return [part for part in places.all_of(self.picture, kind) if not part.dropped]

    def prints(self, part: Key) -> bool:
        """Whether a paper that nobody has edited has it as a row, or a line, of its own."""
        return part in self.back or not self.back

    def rank(self, kind: str, pk: int) -> int:
        """Where it stands among all of its kind, those that were dropped in their old places."""
        return self._ranks.get((kind, pk), -1)

    @cached_property
    def _parts(self) -> dict[Key, Any]:
        kinds = ("priority", "outcome", "issue", "action")
        return {(kind, part.pk): part for kind in kinds for part in places.all_of(self.picture, kind)}

    @cached_property
    def _ranks(self) -> dict[Key, int]:
        ranks: dict[Key, int] = {}
        for kind in ("priority", "outcome", "issue", "action"):
            whole = sorted(places.all_of(self.picture, kind), key=lambda part: (*self._path(kind, part),))
            ranks |= {(kind, part.pk): at for at, part in enumerate(whole)}
        return ranks

    def _path(self, kind: str, part):
        above = places.inside(kind, part)
        here = (part.order, part.pk)
        return (*self._path(places.ABOVE[kind], above), here) if above else (here,)

    # As read back

    def _read_back(self) -> None:
        back = as_read(self.picture, options=self.options, workbook=self.workbook)
        owners = {f"P{priority.pk}": priority.pk for priority in self.picture.priorities}
        for line in back.priorities:
            pk = owners.get(line.place)
            if pk is None:
                self.strays.add(stray("priority", line))
            else:
                self._came_back("priority", pk, line, None)
            for issue in line.issues:
                self._issue(issue, pk)
        self._outcomes(
            [(words, owners.get(line.place)) for line in back.priorities for words in line.outcomes]
        )
        self.disputed = {
            int(place[1:]): said for place, said in disputed(back).items() if place.startswith("A")
        }

    def _outcomes(self, back: list[tuple[str, int | None]]) -> None:
        """In their order, where each came back as one; other lines that are taken for outcomes are strays."""
        ours = [outcome for priority in self.picture.priorities for outcome in priority.outcomes]
        if len(back) == len(ours):
            for (words, inside), outcome in zip(back, ours, strict=True):
                self._came_back("outcome", outcome.pk, words, inside)
        self.strays.update(stray("outcome", words) for words, _ in back)

    def _issue(self, line: IssueLine, inside: int | None) -> None:
        opened = self._issue_at(line.place)
        if opened is not None:
            self._came_back("issue", opened, line, inside)
        for action in line.actions:
            self._came_back("action", int(action.place[1:]), action, opened)

    def _issue_at(self, place: str) -> int | None:
        if place.startswith("I"):
            return int(place[1:])
        return self.part("action", int(place[1:])).issue.pk if place.startswith("A") else None

    def _came_back(self, kind: str, pk: int, line, inside: int | None) -> None:
        self.ways[kind, pk].append(Way(line, inside))
        self.back.add((kind, pk))


def stray(kind: str, line) -> Hashable:
    """What a line says that a reader takes for a part of that kind."""
    return (kind, plain(line)) if isinstance(line, str) else (kind, line.number, plain(line.title))


def disputed(outline: Outline) -> dict[str, list[str]]:
    """{place: ratings} where the words of a row say one and its colour another."""
    return {
        doubt.place: [found[1] for choice in doubt.choices if (found := _RATE_IT.fullmatch(choice))]
        for doubt in outline.doubts
        if doubt.kind == "rating"
    }


def line_of(kind: str, part):
    """A part as a paper's outline has it; an outcome as its words."""
    if kind == "action":
        return part.line()
    if kind == "outcome":
        return part.words
    if kind == "issue":
        return IssueLine(part.words, part.number, part.number_written, part.new, part.added)
    return PriorityLine(part.title, part.number, part.heading, part.aim, part.focus)
