"""A plan as it stands on a day, in memory: what every page, the terminal and every paper show. No Django here."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from safeboard.plans import rating as ratings
from safeboard.plans.due import Due, days_late, is_late, months_slipped
from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, IssueLine, Outline, PriorityLine


@dataclass(slots=True)
class Said:
    """One update as it is shown. dated: it named a date of its own."""

    pk: int
    effective_on: datetime.date
    dated: bool
    opener: str
    words: str
    rating: str
    rating_seen: str
    by_name: str
    on_behalf_of: str
    came: str
    recorded_at: datetime.datetime


@dataclass(slots=True)
class Moved:
    """One change of date: what it was, what it became, why, and from which day that holds."""

    pk: int
    was_written: str
    becomes: Due
    why: str
    agreed_by_name: str
    effective_on: datetime.date
    recorded_at: datetime.datetime


@dataclass(slots=True)
class ActionPicture:
    """One promise on a day. leads: (pk, name as the plan writes it). met: positions of milestones met by then."""

    pk: int
    ref: str
    words: str
    new: bool
    place: str
    origin: str
    first_due: Due
    leads: list[tuple[int, str]]
    said: list[Said]
    moved: list[Moved]
    met: frozenset[int]
    legend: dict[str, str]
    day: datetime.date
    heard_by: datetime.date | None
    issue: IssuePicture

    @property
    def due(self) -> Due:
        """The date that holds now."""
        return self.moved[-1].becomes if self.moved else self.first_due

    @property
    def months_slipped(self) -> int:
        return months_slipped(self.first_due, self.due) if self.moved else 0

    @property
    def rating(self) -> str:
        return self.rated_by.rating if self.rated_by else ""

    @property
    def rated_by(self) -> Said | None:
        """The update whose rating holds: the last day spoken of, and of one day the last said."""
        rated = (said for said in self.said if said.rating)
        return max(rated, key=lambda said: (said.effective_on, said.pk), default=None)

    @property
    def rating_label(self) -> str:
        return ratings.label(self.rating, self.legend)

    @property
    def done(self) -> bool:
        return self.rating in ratings.done_ratings(self.legend)

    @property
    def late(self) -> bool:
        return is_late(self.due, today=self.day, done=self.done, met=self.met)

    @property
    def days_late(self) -> int:
        """Days since the last day its words allow; 0 where it is not late."""
        return days_late(self.due, today=self.day, done=self.done, met=self.met)

    @property
    def notes(self) -> list[Said]:
        """Updates that say something in words, in the order they were written down: the board's own order."""
        return [said for said in self.said if said.words or said.opener]

    @property
    def latest_note(self) -> Said | None:
        """The note of the latest day; one without a date of its own only where no other has one."""
        return max(self.notes, key=lambda note: (note.dated, note.effective_on, note.pk), default=None)

    @property
    def older_notes(self) -> list[Said]:
        """Every other note, the last written down first."""
        latest = self.latest_note
        return [note for note in reversed(self.notes) if note is not latest]

    @property
    def evidence(self) -> list[ratings.Reason]:
        """What the dates and the notes say, beside what was declared."""
        return ratings.evidence(
            due=self.due,
            today=self.day,
            done=self.done,
            met=self.met,
            last_heard=max((note.effective_on for note in self.notes), default=None),
            heard_since=self.heard_by,
            words_of_evidence=any(note.words for note in self.notes),
            moves=len(self.moved),
        )

    def line(self) -> ActionLine:
        return ActionLine(
            words=self.words,
            leads=[name for _, name in self.leads],
            due=self.first_due.written,
            revised=self.moved[-1].becomes.written if self.moved else "",
            rating=self.rating,
            notes=[
                Note(note.words, note.effective_on if note.dated else None, note.opener)
                for note in self.notes
            ],
            new=self.new,
            ref=self.ref,
            place=self.place,
        )


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


@dataclass(slots=True)
class PriorityPicture:
    pk: int
    number: str
    heading: str
    title: str
    aim: str
    focus: list[str]
    outcomes: list[str]
    place: str
    issues: list[IssuePicture] = field(default_factory=list)

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
    """day: the day the plan is shown as at."""

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
class LeadLoad:
    """pk 0 and no name: nobody."""

    pk: int
    name: str
    total: int = 0
    open: int = 0
    late: int = 0

    def add(self, action: ActionPicture) -> None:
        self.total += 1
        self.open += not action.done
        self.late += action.late


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked to see. Empty fields ask nothing. rating "none" asks for what is not rated; lead 0 for nobody."""

    lead: int | None = None
    rating: str = ""
    late: bool = False
    priority: int | None = None
    text: str = ""
    new: bool = False

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
    """The plan as words, for a paper."""
    return Outline(
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
                outcomes=priority.outcomes,
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
    )
