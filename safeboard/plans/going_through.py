"""The page on which a person goes through what a file proposes. Asks nothing of the database."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from safeboard.plans import places
from safeboard.plans.changing import in_short, words_of
from safeboard.plans.offers import Offers
from safeboard.plans.one_offer import Offer, offer_of
from safeboard.plans.proposing.changes import Proposed, What

A_PAGE = 200
"""Things shown at once, and taken by one press at most: a press takes some seconds, and others wait for it."""

NAMES = {
    What.NOTE: ("new update", "new updates"),
    What.RATING: ("new rating", "new ratings"),
    What.DATE: ("date", "dates"),
    What.WORDS: ("change of words", "changes of words"),
    What.LEADS: ("change of leads", "changes of leads"),
    What.ADD_ACTION: ("new action", "new actions"),
    What.ADD_ISSUE: ("new issue", "new issues"),
    What.ADD_OUTCOME: ("new outcome", "new outcomes"),
    What.ADD_PRIORITY: ("new priority", "new priorities"),
    What.MOVE: ("move", "moves"),
    What.NOTE_CHANGED: ("update that reads differently", "updates that read differently"),
    What.GONE: ("row that is no longer there", "rows that are no longer there"),
    What.NOTE_GONE: ("update that is no longer there", "updates that are no longer there"),
}
"""One of each kind and more, as they are counted."""


@dataclass
class About:
    """A part and what the file proposes for it. action: its number, where it is one."""

    words: str
    action: int | None
    offers: list[Offer]


@dataclass
class Under:
    """An issue, or what stands in a priority itself where `words` is empty."""

    words: str
    parts: list[About]


@dataclass
class Group:
    """A priority."""

    words: str
    issues: list[Under]


@dataclass
class Kind:
    """All of one kind that may be taken together."""

    value: str
    words: str


class GoingThrough:
    """All that a file offers, and one page of it. page: from 1."""

    def __init__(self, offers: Offers, *, page: int = 1):
        self.offers = offers
        self.all = [offer_of(one, offers) for one in offers.open]
        _mark_together(self.all)
        self.pages = range(1, max(1, -(-len(self.all) // A_PAGE)) + 1)
        self.page = min(max(page, 1), self.pages[-1])
        self.shown = self.all[(self.page - 1) * A_PAGE : self.page * A_PAGE]
        for number, one in enumerate(one for one in self.shown if one.to_answer):
            one.number = number

    @property
    def groups(self) -> list[Group]:
        return list(_grouped(self.shown, self.offers))

    @property
    def together(self) -> list[Offer]:
        return [one for one in self.all if one.together]

    def taken_by_one_press(self, kind: str = "") -> list[Offer]:
        """The first of what may be taken together, each with what it needs. kind: a name of `What`, or "" for all."""
        some = [one for one in self.together if kind in ("", one.proposed.what.name)][:A_PAGE]
        keys = {one.key for one in some}
        return [one for one in some if keys.issuperset(one.proposed.needs)]

    @property
    def everything(self) -> str:
        """What the button that takes all together says."""
        if len(self.together) > A_PAGE:
            return f"Take the first {A_PAGE} things that are not in conflict"
        return "Take everything that is not in conflict"

    @property
    def kinds(self) -> list[Kind]:
        counts = {what: len(self.taken_by_one_press(what.name)) for what in NAMES}
        return [
            Kind(what.name, f"Take {'the' if count == 1 else 'all'} {counted(what, count)}")
            for what, count in counts.items()
            if count
        ]

    @property
    def conflicts(self) -> int:
        return sum(one.conflict for one in self.all)

    @property
    def summary(self) -> str:
        """ "27 new updates, 3 dates, 2 new actions, 1 conflict"."""
        return summary_of([one.proposed for one in self.all])

    @property
    def state(self) -> str:
        """A mark of everything that is offered: another means that the page is not what it was."""
        said = "\n".join(f"{one.mark} {one.together}" for one in self.all)
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    @property
    def doubts(self):
        return self.offers.file.doubts


def counted(what: What, count: int) -> str:
    one, more = NAMES[what]
    return f"{count:,} {one if count == 1 else more}"


def summary_of(proposed: Iterable[Proposed]) -> str:
    """How many of each kind, and how many conflicts; "nothing" where there is none."""
    proposed = list(proposed)
    counts = Counter(one.what for one in proposed)
    parts = [counted(what, counts[what]) for what in NAMES if counts[what]]
    if conflicts := sum(one.conflict for one in proposed):
        parts.append(f"{conflicts:,} conflict{'' if conflicts == 1 else 's'}")
    return ", ".join(parts) or "nothing"


def may_be_taken(offers: Offers) -> list[Proposed]:
    """What may be taken with all others: no conflict, nothing that has to be asked, nothing that would be refused."""
    return [one.proposed for one in GoingThrough(offers).together]


# --- What may be taken together ---


def _mark_together(offers: list[Offer]) -> None:
    """What may be taken with all others, and so may what it needs."""
    may = {one.key: one for one in offers if one.to_answer and not one.drops and _harmless(one)}
    count = -1
    while count != len(may):
        count = len(may)
        may = {key: one for key, one in may.items() if may.keys() >= set(one.proposed.needs)}
    for one in may.values():
        one.together = True


def _harmless(one: Offer) -> bool:
    return not (one.conflict or one.refused or one.cautions or (one.asks and not one.usual))


# --- Where it stands in the plan ---


def _grouped(shown: list[Offer], offers: Offers):
    """In the plan's order, things of one part, one issue and one priority together."""
    new = {one.key: one for one in offers.reading.proposed if one.part is None}
    placed = [(_where(one.proposed, offers, new), one) for one in shown]
    for priority, some in groupby(placed, key=lambda pair: pair[0][0]):
        issues = [
            Under(issue, [_about(rows) for _, rows in groupby(under, key=lambda pair: pair[0][2:])])
            for issue, under in groupby(some, key=lambda pair: pair[0][1])
        ]
        yield Group(priority, issues)


def _about(rows) -> About:
    rows = list(rows)
    _, _, words, action = rows[0][0]
    return About(words, action, [one for _, one in rows])


def _where(one: Proposed, offers: Offers, new: dict[str, Proposed]) -> tuple[str, str, str, int | None]:
    """(its priority, its issue or "", what it is about or "", the key of its action or None), in words."""
    if one.part is None:
        return (*_inside(one, offers, new), "", None)
    kind, pk = one.part
    shown = offers.shown(one)
    priority, issue = _path(kind, shown)
    about = "" if kind in ("priority", "issue") else in_short(words_of(kind, shown))
    return priority, issue, about, pk if kind == "action" else None


def _path(kind: str, shown) -> tuple[str, str]:
    if kind == "priority":
        return words_of(kind, shown), ""
    if kind == "issue":
        return words_of("priority", shown.priority), words_of(kind, shown)
    above = places.inside(kind, shown)
    return (words_of("priority", above), "") if kind == "outcome" else _path("issue", above)


def _inside(one: Proposed, offers: Offers, new: dict[str, Proposed]) -> tuple[str, str]:
    """The priority and the issue that something new goes into, which may be new themselves."""
    if one.what is What.ADD_PRIORITY:
        return one.wanted, ""
    if one.what is What.ADD_ISSUE:
        above = _path("priority", offers.shown(one))[0] if one.inside else _named(one, new)
        return above, one.wanted
    if one.inside:
        return _path(one.inside[0], offers.shown(one))
    holder = next((new[need] for need in one.needs if need in new), None)
    return _inside(holder, offers, new) if holder else ("", "")


def _named(one: Proposed, new: dict[str, Proposed]) -> str:
    return next((new[need].wanted for need in one.needs if need in new), "")
