"""A plan as it stands on a day, in memory: what every page, the terminal and every paper show. No Django here."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from safeboard.core.acronyms import used_in
from safeboard.plans import rating as ratings
from safeboard.plans.attention import SHOWS
from safeboard.plans.dates_moved import dates_moved
from safeboard.plans.outline import IssueLine, Outline, PriorityLine, texts_of
from safeboard.plans.promise import ActionPicture
from safeboard.plans.told import Changed, Closed, Dropped


@dataclass(slots=True)
class IssuePicture:
    pk: int
    number: str | None
    number_written: bool
    words: str
    added: str
    new: bool
    place: str
    actions: list[ActionPicture] = field(default_factory=list)
    priority: PriorityPicture | None = None
    order: float = 0
    changes: list[Changed] = field(default_factory=list)
    dropped: Dropped | None = None


@dataclass(slots=True)
class OutcomePicture:
    pk: int
    number: str
    words: str
    priority: PriorityPicture | None = None
    order: float = 0
    changes: list[Changed] = field(default_factory=list)
    dropped: Dropped | None = None


@dataclass(slots=True)
class PriorityPicture:
    pk: int
    number: str
    heading: str
    title: str
    aim: str
    focus: list[str]
    outcomes: list[OutcomePicture]
    place: str
    issues: list[IssuePicture] = field(default_factory=list)
    order: float = 0
    changes: list[Changed] = field(default_factory=list)
    dropped: Dropped | None = None

    @property
    def actions(self) -> list[ActionPicture]:
        return [action for issue in self.issues for action in issue.actions]

    @property
    def counts(self) -> dict[str, int]:
        """Actions by rating, "" for not rated."""
        return Counter(action.rating for action in self.actions)

    @property
    def late(self) -> int:
        return sum(action.late for action in self.actions)


@dataclass(slots=True)
class PlanPicture:
    """day: the day the plan is shown as at. known_at: only what Safeboard had learned by then; None for all it knows.

    left_out: what was dropped by then, each in the picture it would have. since: the last meeting before the day, or
    the day the plan says it was updated. glossary: {acronym: [its meanings]}.
    """

    pk: int
    title: str
    board: str
    purpose: list[str]
    updated: datetime.date | None
    updated_written: str
    starts: datetime.date | None
    ends: datetime.date | None
    columns: dict[str, str]
    legend: dict[str, str]
    day: datetime.date
    priorities: list[PriorityPicture]
    known_at: datetime.datetime | None = None
    since: datetime.date | None = None
    glossary: dict[str, list[str]] = field(default_factory=dict)
    left_out: LeftOut = field(default_factory=lambda: LeftOut())
    closed: Closed | None = None
    marking: str = "board"
    uid: str = ""

    @property
    def issues(self) -> list[IssuePicture]:
        return [issue for priority in self.priorities for issue in priority.issues]

    @property
    def actions(self) -> list[ActionPicture]:
        return [action for issue in self.issues for action in issue.actions]

    @property
    def late(self) -> list[ActionPicture]:
        """Late actions, longest overdue first."""
        return sorted(
            (action for action in self.actions if action.late), key=lambda action: -action.days_late
        )

    @property
    def shown_ratings(self) -> list[str]:
        """The ratings in use or in the legend, in the legend's order, "" (not rated) last."""
        used = {action.rating for action in self.actions if action.rating}
        order = [*self.legend, *(rating.value for rating in ratings.Rating)]
        return [*dict.fromkeys(rating for rating in order if rating in used or rating in self.legend), ""]

    def load(self) -> list[LeadLoad]:
        """What each lead carries, most open actions first; the last entry is for actions nobody leads."""
        loads: dict[int, LeadLoad] = {}
        for action in self.actions:
            for pk, name in dict(action.leads).items() or [(0, "")]:
                loads.setdefault(pk, LeadLoad(pk, name)).add(action)
        return sorted(loads.values(), key=lambda load: (load.pk == 0, -load.open, load.name.casefold()))


@dataclass(slots=True)
class LeftOut:
    """What was dropped: a dropped issue's actions are among the actions, and so on down."""

    priorities: list[PriorityPicture] = field(default_factory=list)
    outcomes: list[OutcomePicture] = field(default_factory=list)
    issues: list[IssuePicture] = field(default_factory=list)
    actions: list[ActionPicture] = field(default_factory=list)


@dataclass(slots=True)
class LeadLoad:
    """pk 0 and no name: nobody."""

    pk: int
    name: str
    total: int = 0
    open: int = 0
    late: int = 0

    def add(self, action: ActionPicture) -> None:
        self.total += 1
        self.open += action.open
        self.late += action.late


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked to see. Empty fields ask nothing. rating "none" asks for what is not rated; lead 0 for nobody.

    show: a key of `attention.SHOWS`.
    """

    lead: int | None = None
    rating: str = ""
    late: bool = False
    priority: int | None = None
    text: str = ""
    new: bool = False
    show: str = ""

    def __bool__(self) -> bool:
        return self != Wanted()

    def takes(self, action: ActionPicture) -> bool:
        return (
            (
                self.lead is None
                or (self.lead in [pk for pk, _ in action.leads] if self.lead else not action.leads)
            )
            and (not self.rating or action.rating == self.rating.replace("none", ""))
            and (not self.late or action.late)
            and (not self.new or action.new or action.issue.new)
            and (not self.show or SHOWS[self.show][1](action))
            and self._has_text(action)
        )

    def _has_text(self, action: ActionPicture) -> bool:
        if not self.text:
            return True
        names = (name for _, name in action.leads)
        words = (
            action.words,
            action.issue.words,
            action.issue.added,
            *names,
            *(note.words for note in action.notes),
        )
        return self.text.casefold() in " ".join(words).casefold()


def narrowed(picture: PlanPicture, wanted: Wanted) -> PlanPicture:
    """The plan with only what is wanted; issues and priorities left empty by it fall away."""
    if not wanted:
        return picture
    return replace(picture, priorities=list(_narrowed_priorities(picture.priorities, wanted)))


def _narrowed_priorities(priorities: Iterable[PriorityPicture], wanted: Wanted):
    for priority in priorities:
        if wanted.priority is not None and priority.pk != wanted.priority:
            continue
        issues = [
            replace(issue, actions=[a for a in issue.actions if wanted.takes(a)]) for issue in priority.issues
        ]
        only_priority = replace(wanted, priority=None) == Wanted()
        issues = issues if only_priority else [issue for issue in issues if issue.actions]
        if issues or only_priority:
            yield replace(priority, issues=issues)


def outline_of(picture: PlanPicture) -> Outline:
    """The plan as words, for a paper, with the acronyms that stand in it."""
    outline = Outline(
        title=picture.title,
        board=picture.board,
        updated=picture.updated,
        updated_written=picture.updated_written,
        starts=picture.starts,
        ends=picture.ends,
        legend=picture.legend,
        purpose=picture.purpose,
        columns=picture.columns,
        priorities=[
            PriorityLine(
                title=priority.title,
                number=priority.number,
                heading=priority.heading,
                aim=priority.aim,
                focus=priority.focus,
                outcomes=[outcome.words for outcome in priority.outcomes],
                place=priority.place,
                issues=[
                    IssueLine(
                        words=issue.words,
                        number=issue.number,
                        number_written=issue.number_written,
                        new=issue.new,
                        added=issue.added,
                        place=issue.place,
                        actions=[action.line() for action in issue.actions],
                    )
                    for issue in priority.issues
                ],
            )
            for priority in picture.priorities
        ],
        dates_moved=dates_moved(picture.actions),
    )
    return replace(outline, glossary=used_in(texts_of(outline), picture.glossary))
