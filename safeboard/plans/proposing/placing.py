"""Parts that are new in a file, that stand elsewhere in it, or that are not there any more. No Django here."""

from __future__ import annotations

from safeboard.plans import places
from safeboard.plans.outline import ActionLine
from safeboard.plans.proposing.changes import What
from safeboard.plans.proposing.known import Key, Known, line_of
from safeboard.plans.proposing.making import Maker, named
from safeboard.plans.proposing.moving import bereft_rows, moved_rows, stays
from safeboard.plans.proposing.rows import Row

KINDS = ("priority", "outcome", "issue", "action")


class Placing:
    """rows: of the file. make: takes what is found."""

    def __init__(self, rows: list[Row], base: Known, now: Known, make: Maker):
        self.rows, self.base, self.now, self.make = rows, base, now, make
        self.moved: set[Row] = set()
        self.lost: set[Key] = set()
        for row, own in bereft_rows(rows, base):
            row.bereft = own

    def add(self, row: Row) -> None:
        """Propose a row that the plan does not have, in the place where the file has it."""
        if row.says_nothing:
            return
        inside, needs = self._inside(row)
        what, wanted, value = _addition(row.kind, row.line)
        before = self._anchor(row)
        value["after"] = before and before.known[1]
        self.make.add(what, row, wanted=wanted, value=value, inside=inside, needs=needs)

    def move_and_miss(self) -> None:
        """After everything that is new: what moved may stand there."""
        for kind in KINDS:
            moved = list(moved_rows([row for row in self.rows if row.kind == kind], self.base))
            self.moved.update(moved)
            for row in moved:
                self._move(row)
        for kind in KINDS:
            self._miss(kind)

    def _inside(self, row: Row) -> tuple[Key | None, tuple[str, ...]]:
        """(what a row stands inside of, what has to be taken first). A place that says nothing is its neighbour's."""
        above = row.above
        if above is None:
            return None, ()
        if not above.says_nothing or above.part:
            return above.part, (above.key,) if above.key else ()
        beside = next((one for one in above.below if one.match), None)
        where = beside and places.inside(beside.kind, self.now.part(*beside.known))
        return (above.kind, where.pk) if where else None, ()

    def _anchor(self, row: Row) -> Row | None:
        """The nearest row above it in its place that stands in that place of the plan, too."""
        before = row.known_before()
        while before and (before in self.moved or not stays(before, self.now)):
            before = before.known_before()
        return before

    # Moves

    def _move(self, row: Row) -> None:
        before = self._anchor(row)
        inside, needs = self._inside(row)
        if self._there_already(row, before):
            return
        shown, was = self.now.part(*row.known), self.base.part(*row.known)
        above = places.inside(row.kind, shown)
        elsewhere = places.inside(row.kind, was)
        changed = shown.order != was.order or (above and above.pk) != (elsewhere and elsewhere.pk)
        self.make.change(
            What.MOVE,
            row,
            wanted=_spot(row.kind, row.above and (row.above.kind, row.above.line), before and before.line),
            now=self._stands(row.kind, shown, self.now),
            then=self._stands(row.kind, was, self.base) if changed else None,
            value={"to": inside and inside[1], "after": before and before.known[1]},
            inside=inside,
            needs=needs,
            conflict=changed,
        )

    def _there_already(self, row: Row, before: Row | None) -> bool:
        """Whether somebody moved it there meanwhile."""
        if not stays(row, self.now):
            return False
        if not stays(row, self.base):
            return True
        behind = self._behind(row)
        ranks = [self.now.rank(*one.known) for one in (before, row, behind) if one]
        return ranks == sorted(ranks)

    def _behind(self, row: Row) -> Row | None:
        """The nearest row under it, in its place, that did not move."""
        here = row.above.below if row.above else [one for one in self.rows if one.kind == row.kind]
        beside = [one for one in here if one.kind == row.kind]
        later = beside[beside.index(row) + 1 :]
        return next(
            (one for one in later if one.match and one not in self.moved and stays(one, self.now)), None
        )

    def _stands(self, kind: str, part, known: Known) -> str:
        above = places.inside(kind, part)
        beside = [one for one in known.standing(kind) if places.inside(kind, one) is above]
        before = next((one for one, own in zip(beside, beside[1:], strict=False) if own is part), None)
        return _spot(
            kind,
            above and (places.ABOVE[kind], line_of(places.ABOVE[kind], above)),
            before and line_of(kind, before),
        )

    # What is not there

    def _miss(self, kind: str) -> None:
        here = [row for row in self.rows if row.kind == kind]
        found = {row.known for row in here if row.match} | {row.bereft for row in self.rows if row.bereft}
        if any(row.says_nothing for row in here) or (kind == "outcome" and not here):
            return  # the file is of a form that does not say
        for was in self.base.standing(kind):
            part, shown = (kind, was.pk), self.now.part(kind, was.pk)
            if part in found or not self.base.prints(part) or shown is None or shown.dropped:
                continue
            self.lost.add(part)
            above = places.inside(kind, shown)
            if above is None or (places.ABOVE[kind], above.pk) not in self.lost:
                self.make.gone(
                    part,
                    now=_words(kind, line_of(kind, shown)),
                    conflict=_all_of_it(kind, was) != _all_of_it(kind, shown),
                    needs=tuple(key for one, key in self.make.moves.items() if self._was_in(one, part)),
                )

    def _was_in(self, part: Key, above: Key) -> bool:
        """Whether a part stands inside another in the plan as it is."""
        inside = places.inside(part[0], self.now.part(*part))
        if inside is None:
            return False
        here = (places.ABOVE[part[0]], inside.pk)
        return here == above or self._was_in(here, above)


def _addition(kind: str, line) -> tuple[What, str, dict]:
    """(what, its words, what the service needs) of a new part."""
    match kind:
        case "priority":
            return (
                What.ADD_PRIORITY,
                line.title,
                {"title": line.title, "number": line.number, "aim": line.aim},
            )
        case "outcome":
            return What.ADD_OUTCOME, line, {"words": line}
        case "issue":
            value = {"words": line.words, "number": line.number if line.number_written else None}
            return What.ADD_ISSUE, line.words, value | {"added": line.added}
        case _:
            return What.ADD_ACTION, line.words, _action(line)


def _action(line: ActionLine) -> dict:
    return {
        "words": line.words,
        "leads": list(line.leads),
        "due": line.revised or line.due,
        "rating": line.rating,
        "notes": list(line.notes),
    }


def _spot(kind: str, above, before) -> str:
    """ "in issue 4, “Reach people”, behind “Run a campaign”". above: (kind, line)."""
    inside = f"in {named(*above)}" if above else ""
    behind = f"behind {named(kind, before)}" if before else "first"
    return ", ".join(part for part in (inside, behind) if part)


def _words(kind: str, line) -> str:
    return {"outcome": lambda: line, "priority": lambda: line.title}.get(kind, lambda: line.words)()


def _all_of_it(kind: str, part) -> list:
    """A part with everything in it, to see whether anything there is another."""
    below = {"priority": ("outcomes", "issues"), "issue": ("actions",)}.get(kind, ())
    inner = {"outcomes": "outcome", "issues": "issue", "actions": "action"}
    return [
        line_of(kind, part),
        *(_all_of_it(inner[name], one) for name in below for one in getattr(part, name)),
    ]
