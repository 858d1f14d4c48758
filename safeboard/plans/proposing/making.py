"""Proposals as they are made: their keys, what they were made from, and their order. No Django here."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from safeboard.plans import places
from safeboard.plans.proposing.changes import Proposed, What
from safeboard.plans.proposing.known import Key, Known
from safeboard.plans.proposing.rows import Row

SECTIONS = {"priority": 0, "outcome": 1, "issue": 2, "action": 3}
SHORT = 12
"""Words by which a part is named beside its number."""


class Maker:
    """Collects what is proposed for the plan as it stands."""

    def __init__(self, now: Known):
        self.now = now
        self.moves: dict[Key, str] = {}
        self._made: list[tuple[tuple, Proposed]] = []
        self._same: Counter[str] = Counter()

    def in_order(self) -> list[Proposed]:
        """What concerns one place of the plan together, as the plan goes."""
        return [proposed for _, proposed in sorted(self._made, key=lambda pair: pair[0])]

    def change(self, what: What, row: Row, *, wanted: str, conflict: bool = False, **more: Any) -> None:
        """Something else about a part that the plan has."""
        part = row.known
        dropped = self.now.part(*part).dropped is not None
        made = Proposed(
            key=self._key(what, part, wanted, more.get("value")),
            what=what,
            part=part,
            wanted=wanted,
            conflict=conflict or dropped,
            score=row.score,
            place=row.place,
            seen=more.pop("seen", None) or self._seen(*part, what=what),
            **more,
        )
        self._made.append((self._spot_of(*part), made))
        if what is What.MOVE:
            self.moves[part] = made.key

    def add(
        self, what: What, row: Row, *, wanted: str, value: dict, inside: Key | None, needs: tuple
    ) -> None:
        """A part that the plan does not have. `after` in its value says where it stands, and is no part of its key."""
        said = {name: one for name, one in value.items() if name != "after"}
        row.key = self._key(what, inside, wanted, [said, needs])
        newest = max((part.pk for part in places.all_of(self.now.picture, row.kind)), default=0)
        made = Proposed(
            key=row.key,
            what=what,
            part=None,
            wanted=wanted,
            value=value,
            inside=inside,
            needs=needs,
            conflict=inside is not None and self.now.part(*inside).dropped is not None,
            place=row.place,
            seen=str(newest),
        )
        self._made.append((self._spot_of_new(row), made))

    def gone(self, part: Key, *, now: str, conflict: bool, needs: tuple) -> None:
        """A part that the file does not have any more."""
        made = Proposed(
            key=self._key(What.GONE, part, "", None),
            what=What.GONE,
            part=part,
            wanted="",
            now=now,
            conflict=conflict,
            needs=needs,
            seen=self._seen(*part),
        )
        self._made.append((self._spot_of(*part), made))

    def _key(self, what: What, part: Key | None, wanted: str, value: Any) -> str:
        """The same for the same file over the same plan; the second of two equal things gets another."""
        said = json.dumps([what.name, part, wanted, value], default=repr, sort_keys=True)
        self._same[said] += 1
        return hashlib.sha256(f"{said} {self._same[said]}".encode()).hexdigest()

    def _seen(self, kind: str, pk: int, *, what: What = What.WORDS) -> str:
        """See `Proposed.seen`; "0" where nothing was changed yet."""
        part = self.now.part(kind, pk)
        if what is What.RATING:
            return str(part.rated_by.pk if part.rated_by else 0)
        if what is What.DATE:
            return str(len(part.moved) + len(part.asked))
        return str(max((change.pk for change in part.changes), default=0))

    # Order: one step for each part it is inside of, and one for itself

    def _spot_of(self, kind: str, pk: int) -> tuple:
        above = places.inside(kind, self.now.part(kind, pk))
        outer = self._spot_of(places.ABOVE[kind], above.pk) if above else ()
        return (*outer, (SECTIONS[kind], self.now.rank(kind, pk), 0))

    def _spot_of_new(self, row: Row) -> tuple:
        before, behind = row.before, 1
        while before and not before.match:
            before, behind = before.before, behind + 1
        outer = () if row.above is None else self._spot(row.above)
        rank = self.now.rank(*before.known) if before else -1
        return (*outer, (SECTIONS[row.kind], rank, behind))

    def _spot(self, row: Row) -> tuple:
        return self._spot_of(*row.part) if row.part else self._spot_of_new(row)


def named(kind: str, line) -> str:
    """ "issue 4, “Reach people who see children”", to say where something stands."""
    words = {"outcome": lambda: line, "priority": lambda: line.title}.get(kind, lambda: line.words)().split()
    number = getattr(line, "number", None)
    short = " ".join(words[:SHORT]) + ("…" if len(words) > SHORT else "")
    parts = [f"{kind} {number}" if number else "" if words else kind, f"“{short}”" if words else ""]
    return ", ".join(part for part in parts if part)
