"""What a file would change, by three-way comparison: the file, the plan it was written from, the plan as it stands.

What the file has as it was written proposes nothing, whatever became of the plan since. What somebody changed in the file
is proposed; where the plan was changed there too, and differently, it is a conflict that shows all three. No Django here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from safeboard.plans.outline import Outline
from safeboard.plans.proposing.changes import Emptied, Proposed, What
from safeboard.plans.proposing.known import Key, Known, disputed
from safeboard.plans.proposing.making import Maker
from safeboard.plans.proposing.noting import Cell, NoteFound, note_of, notes_found, words_of
from safeboard.plans.proposing.placing import Placing
from safeboard.plans.proposing.rows import Row
from safeboard.plans.proposing.wording import plain, plain_due, plain_leads
from safeboard.plans.rating import label

CHANGEABLE = {
    "priority": ("number", "title", "aim"),
    "outcome": ("words",),
    "issue": ("number", "words", "added"),
    "action": ("words",),
}
"""What `services.change_part` may change of what a paper prints, by name."""

EMPTIED: dict[str, Callable[[Any], str]] = {
    "words": lambda line: line.words,
    "lead": lambda line: ", ".join(line.leads),
    "date": lambda line: line.revised or line.due,
    "rating": lambda line: line.rating,
}
"""What of an action a file can leave empty, by what people call it. Nothing of it is proposed: an empty cell may be a slip."""

MAY_BE_EMPTIED = {"aim", "added"}


@dataclass(frozen=True, slots=True)
class Judged:
    """now: what stands. then: what stood when the file was written, where that is known and another thing."""

    now: Any
    then: Any
    conflict: bool


class Differences:
    """rows: of the file, see `rows_of`. base: the plan it was written from. now: as it stands."""

    def __init__(self, file: Outline, rows: list[Row], base: Known, now: Known):
        self.file, self.rows, self.base, self.now = file, rows, base, now
        self.make = Maker(now)
        self.disputed = disputed(file)

    def find(self) -> list[Proposed]:
        """In the plan's order."""
        placing = Placing(self.rows, self.base, self.now, self.make)
        for row in self.rows:
            if not row.match:
                placing.add(row)
                continue
            self._words(row)
            if row.kind == "action":
                self._action(row)
        placing.move_and_miss()
        return self.make.in_order()

    def emptied(self) -> list[Emptied]:
        """Cells of known actions that the file leaves empty where it was written with words. Of a column that is empty throughout the
        file says nothing."""
        rows = [row for row in self.rows if row.kind == "action" and row.match]
        found = []
        for name, value in EMPTIED.items():
            if any(value(row.line) for row in rows):
                for row in rows:
                    was = next(
                        (words for way in self.base.ways.get(row.known, []) if (words := value(way.line))), ""
                    )
                    if was and not value(row.line):
                        found.append(Emptied(row.known, name, was))
        return found

    def _judged(
        self, part: Key, wanted: Any, value: Callable, key: Callable[[Any], Hashable]
    ) -> Judged | None:
        """None where the file has what it was written with, or what the plan says by now.

        value: what is compared of a line of that kind. key: what of it counts.
        """
        was = [value(way.line) for way in self.base.ways.get(part, [])]
        stands = [value(way.line) for way in self.now.ways[part]]
        if key(wanted) in {*map(key, was), *map(key, stands)}:
            return None
        changed = not {*map(key, was)} & {*map(key, stands)}
        return Judged(stands[0], was[0] if was and changed else None, changed)

    # Words

    def _words(self, row: Row) -> None:
        found = {name: self._named(row, name) for name in CHANGEABLE[row.kind]}
        changes = {name: pair for name, pair in found.items() if pair}
        if not changes:
            return
        judged = [one for _, one in changes.values()]
        changed = any(one.then is not None for one in judged)
        self.make.change(
            What.WORDS,
            row,
            wanted="\n".join(wanted for wanted, _ in changes.values()),
            now="\n".join(one.now or "" for one in judged),
            then="\n".join((one.now if one.then is None else one.then) or "" for one in judged)
            if changed
            else None,
            value={name: wanted for name, (wanted, _) in changes.items()},
            conflict=any(one.conflict for one in judged),
        )

    def _named(self, row: Row, name: str) -> tuple[str, Judged] | None:
        """What the file says by a name and what that changes; None where it changes nothing, or the file does not say."""

        def value(line):
            return line if isinstance(line, str) else getattr(line, name)

        wanted = value(row.line)
        unsaid = not wanted and name not in MAY_BE_EMPTIED
        if unsaid or (row.kind == "issue" and name == "number" and not row.line.number_written):
            return None
        judged = self._judged(row.known, wanted, value, lambda words: plain(words or ""))
        return (wanted, judged) if judged else None

    # An action's own

    def _action(self, row: Row) -> None:
        line = row.line
        if line.leads:
            self._one(What.LEADS, row, list(line.leads), lambda one: one.leads, plain_leads, ", ".join)
        if due := self._due(row):
            self._date(row, due)
        if rating := self._rating(row):
            self._one(What.RATING, row, rating, lambda one: one.rating, str, self._label)
        if self._has("progress"):
            for found in notes_found(self._cell(row)):
                self._note(row, found)

    def _one(self, what, row: Row, wanted, value: Callable, key: Callable, words: Callable, **more) -> None:
        """One particular that a line has, as `_judged` compares it. words: it in words."""
        if judged := self._judged(row.known, wanted, value, key):
            self.make.change(
                what,
                row,
                wanted=words(wanted),
                now=words(judged.now),
                then=None if judged.then is None else words(judged.then),
                value=wanted,
                **{"conflict": judged.conflict, **more},
            )

    def _label(self, rating: str) -> str:
        return label(rating, self.now.picture.legend)

    def _has(self, role: str) -> bool:
        """Whether the file has that column."""
        return not self.file.columns or role in self.file.columns

    def _date_key(self, written: str) -> Hashable:
        return plain_due(written, self.file.hint)

    def _due(self, row: Row) -> str:
        """The date the file gives: the revised one where it has one, but the first where only that was changed."""
        line, key = row.line, self._date_key
        lines = [way.line for way in self.base.ways.get(row.known) or self.now.ways[row.known]]
        first = {key(one.due) for one in lines}
        if line.revised and key(line.revised) in {key(one.revised) for one in lines}:
            return line.due if line.due and key(line.due) not in first else line.revised
        if not self._has("revised") and key(line.due) in first:
            return ""
        return line.revised or line.due

    def _date(self, row: Row, wanted: str) -> None:
        """A move that somebody asked for already is not proposed again; another that waits stands against it."""
        asked = self.now.part(*row.known).date_asked_for
        if asked and self._date_key(asked.wanted.written) == self._date_key(wanted):
            return
        was = self.base.part(*row.known)
        since = asked is not None and asked.pk not in {one.pk for one in (was.asked if was else [])}
        self._one(
            What.DATE,
            row,
            wanted,
            lambda one: one.revised or one.due,
            self._date_key,
            str,
            **({"conflict": True} if since else {}),
        )

    def _rating(self, row: Row) -> str:
        """The file's rating. Where its words and its colour say two things, the one that somebody changed."""
        if row.line.rating:
            return row.line.rating
        was = {way.line.rating for way in self.base.ways.get(row.known) or self.now.ways[row.known]}
        was.update(self.base.disputed.get(row.known[1], []))
        others = [rating for rating in self.disputed.get(row.place, []) if rating not in was]
        return others[0] if len(others) == 1 else ""

    # Notes

    def _cell(self, row: Row) -> Cell:
        was = self.base.ways.get(row.known, [])
        limit = self.base.options.note_limit
        printed = list(was[-1].line.notes) if was else []
        return Cell(
            written=row.line.notes,
            printed=printed if limit is None else printed[max(len(printed) - limit, 0) :],
            known=[note for way in (*was, *self.now.ways[row.known]) for note in way.line.notes],
            was=self.base.part(*row.known),
            now=self.now.part(*row.known),
        )

    def _note(self, row: Row, found: NoteFound) -> None:
        stands: dict[str, Any] = {}
        if found.said:
            stands = {"now": words_of(note_of(found.said)), "seen": str(found.said.pk)}
        if found.what is What.NOTE_GONE:
            self.make.change(found.what, row, wanted="", value=found.said and found.said.pk, **stands)
            return
        value = {"corrects": found.said.pk, "note": found.wanted} if found.said else found.wanted
        self.make.change(
            found.what,
            row,
            wanted=words_of(found.wanted),
            value=value,
            day=found.wanted.as_of,
            then=found.then,
            conflict=found.conflict,
            **stands,
        )
