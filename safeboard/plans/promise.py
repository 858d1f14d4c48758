"""One promise as it stands on a day, in memory: what was said, asked, moved and met, and what follows from it. No Django."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from safeboard.plans import rating as ratings
from safeboard.plans.check import next_check
from safeboard.plans.due import Due, days_late, is_late, last_day_open, months_slipped
from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine
from safeboard.plans.told import (
    Asked,
    Assured,
    CameFrom,
    Changed,
    Checked,
    Confirmed,
    Differed,
    Dropped,
    Moved,
    Said,
    StepMet,
    WentOn,
)

if TYPE_CHECKING:
    from safeboard.plans.picture import IssuePicture


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands by what was said: the statement that rates it, and since when it is done."""

    rated_by: Said | None
    done_by: Said | None
    lead_says: Said | None
    over: Said | None


@dataclass(slots=True)
class ActionPicture:
    """One promise on a day. leads: (pk, name as it is called then). met: positions of steps met by then.

    first_due: the date it was first given. written_due: the one the plan's row gives, where somebody said that was not
    the first and no move leads there. since: the day the promise was made. contributors: (pk, name) of agencies that help.
    marking_today: how it is marked now, whatever it was on the day.
    went_on: into the plan that follows, where it is owed from then on. came_from: out of the plan before.
    """

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
    written_due: Due | None = None
    since: datetime.date = datetime.date.min
    every_months: int = 3
    origin_url: str = ""
    marking: str = "board"
    marking_today: str = "board"
    impact: str = ""
    budget: str = ""
    contributors: list[tuple[int, str]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    steps_met: list[StepMet] = field(default_factory=list)
    differences: list[Differed] = field(default_factory=list)
    checks: list[Checked] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)
    dropped: Dropped | None = None
    went_on: WentOn | None = None
    came_from: CameFrom | None = None
    date_confirmed: Confirmed | None = None
    order: float = 0
    opened_at: datetime.datetime | None = None
    _standing: Standing | None = None

    def keep_to_what_was_open(self, *, born_restricted: bool) -> None:
        """For a reader who may not see what is restricted: leave out what was said while it was, if it ever was.

        Updates have a marking of their own. That a date moved or a step was met stays, without the words about it.
        `opened_at` then says until when it was restricted.
        """
        marked = [
            at
            for at, change in enumerate(self.changes)
            if "restricted" in (change.was.get("marking"), change.becomes.get("marking"))
        ]
        if not marked and not born_restricted:
            return
        never = datetime.datetime.max.replace(tzinfo=datetime.UTC)
        opened = self.opened_at = self.changes[marked[-1]].recorded_at if marked else never
        self.changes = self.changes[marked[-1] + 1 :] if marked else []
        self.asked = [one for one in self.asked if one.recorded_at > opened]
        self.differences = [one for one in self.differences if one.recorded_at > opened]
        self.checks = [one if one.recorded_at > opened else replace(one, why="") for one in self.checks]
        self.moved = [one if one.recorded_at > opened else replace(one, why="") for one in self.moved]
        self.steps_met = [
            one if one.recorded_at > opened else replace(one, words="") for one in self.steps_met
        ]
        if self.dropped:
            self.dropped = replace(self.dropped, why="")
        if self.went_on and self.went_on.recorded_at <= opened:
            self.went_on = replace(self.went_on, words="")
        if self.came_from and self.came_from.recorded_at <= opened:
            self.came_from = replace(self.came_from, action_pk=None, first_due="", words="")
        if self.date_confirmed and self.date_confirmed.recorded_at <= opened:
            self.date_confirmed = replace(self.date_confirmed, words="")

    @property
    def called(self) -> str:
        """Its words; its issue's where the board wrote none in the action's own column."""
        return self.words or self.issue.words or self.ref

    @property
    def open(self) -> bool:
        """Still owed in this plan: not done, not dropped, not carried on into the next."""
        return not (self.done or self.dropped or self.went_on)

    # Its date

    @property
    def due(self) -> Due:
        """The date that holds now."""
        return self.moved[-1].becomes if self.moved else self.written_due or self.first_due

    @property
    def dates(self) -> list[Due]:
        """Every date it had, the first first."""
        return [
            self.first_due,
            *([self.written_due] if self.written_due else []),
            *(m.becomes for m in self.moved),
        ]

    @property
    def months_slipped(self) -> int:
        return months_slipped(self.first_due, self.due)

    @property
    def late(self) -> bool:
        return self.open and is_late(self.due, today=self.day, met=self.met)

    @property
    def days_late(self) -> int:
        """Days since the last day its words allow; 0 where it is not late."""
        return days_late(self.due, today=self.day, met=self.met) if self.open else 0

    @property
    def late_after(self) -> datetime.date | None:
        """The last day open to it, whether it is done or not; None where no day makes it late."""
        return last_day_open(self.due, self.met)

    @property
    def late_when_done(self) -> int:
        """Days it was late on the day it was done; 0 where it was not, or nobody said which day that was."""
        return days_late(self.due, today=self.done_on, met=self.met) if self.done_on else 0

    @property
    def next_check(self) -> datetime.date | None:
        """When to look again at an open action that no day makes late."""
        if not self.open:
            return None
        return next_check(
            self.due,
            since=self.since,
            last_heard=self.heard_on,
            chosen=self.checks[-1].on if self.checks else None,
            every_months=self.every_months,
            met=self.met,
        )

    def met_on(self, position: int) -> datetime.date | None:
        """The day on which a step of the date that holds was met; None where it is not met."""
        said = [step for step in self.steps_met if step.now and step.position == position]
        return said[-1].effective_on if said and said[-1].met else None

    @property
    def ask_on(self) -> datetime.date | None:
        """The next day on which its lead owes a word: its last day, or the next check. None when it is done."""
        if not self.open:
            return None
        days = [day for day in (self.late_after, self.next_check) if day]
        return min(days, default=None)

    @property
    def date_asked_for(self) -> Asked | None:
        """The new date that waits for an answer; none is given any more where it went on elsewhere."""
        if self.went_on:
            return None
        return next((asked for asked in reversed(self.asked) if asked.answer is None), None)

    @property
    def date_to_confirm(self) -> bool:
        """It came from the plan before with its date, and nobody has said that the date holds, or moved it, since."""
        return self.open and self.came_from is not None and not (self.date_confirmed or self.moved)

    # What was said

    @property
    def counted(self) -> list[Said]:
        """What was said and has not been corrected since."""
        return [said for said in self.said if said.corrected_by is None]

    @property
    def standing(self) -> Standing:
        if self._standing is None:
            self._standing = stand(self.counted, ratings.done_ratings(self.legend))
        return self._standing

    @property
    def rated_by(self) -> Said | None:
        """The update whose rating holds: the one set over the lead's, else the latest (see `stand`)."""
        return self.standing.rated_by

    @property
    def rating(self) -> str:
        return self.rated_by.rating if self.rated_by else ""

    @property
    def lead_says(self) -> Said | None:
        """The lead's own latest rating, where another was set over it."""
        return self.standing.lead_says if self.standing.over else None

    @property
    def rating_label(self) -> str:
        return ratings.label(self.rating, self.legend)

    @property
    def done(self) -> bool:
        return self.standing.done_by is not None

    @property
    def done_by(self) -> Said | None:
        """The update since which it is done without a break."""
        return self.standing.done_by

    @property
    def done_on(self) -> datetime.date | None:
        """The day it was said to be done; None where it is not, or a file gave only a rating."""
        by = self.done_by
        return by.effective_on if by and (by.complete or not by.from_file) else None

    @property
    def assured(self) -> Assured | None:
        """The assurance of its completion, if another person has given it since it was last completed."""
        return self._completion.assured if self._completion else None

    @property
    def _completion(self) -> Said | None:
        said = [said for said in self.counted if said.complete]
        return max(said, key=_order) if self.done and said else None

    @property
    def awaits_assurance(self) -> Said | None:
        """The completion that waits for a second person; None where there is none."""
        said = self._completion
        return said if said and said.assured is None else None

    @property
    def ask_difference_on(self) -> datetime.date | None:
        """When to ask whether it made a difference; None where that is not to be asked (any more)."""
        if not self.assured:
            return None
        asked_since = [one for one in self.differences if one.effective_on >= self.assured.effective_on]
        return asked_since[-1].ask_again_on if asked_since else self.assured.ask_on

    @property
    def notes(self) -> list[Said]:
        """Updates that say something in words, in the order they were written down: the board's own order."""
        return [said for said in self.counted if said.words or said.opener]

    @property
    def heard_on(self) -> datetime.date | None:
        """The latest day its lead, or somebody for them, spoke of: a note, or a new date asked for; in the plan before too.

        A rating set over the lead's is not a word from the lead.
        """
        days = [note.effective_on for note in self.notes if not note.over]
        days += [asked.effective_on for asked in self.asked]
        if self.came_from and self.came_from.heard_on:
            days.append(self.came_from.heard_on)
        return max(days, default=None)

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
        """What the dates and the notes say, beside what was declared; nothing of what is owed elsewhere now."""
        if self.went_on:
            return []
        return ratings.evidence(
            due=self.due,
            today=self.day,
            done=self.done,
            done_on=self.done_on,
            met=self.met,
            last_heard=self.heard_on,
            heard_since=self.heard_by,
            words_of_evidence=any(note.words for note in self.notes),
            moves=len(self.moved),
        )

    @property
    def silent(self) -> bool:
        """Open, and not a word since the last meeting."""
        return any(reason.slug == "silent" for reason in self.evidence)

    @property
    def at_odds(self) -> bool:
        """The rating that holds says something else than the lead does, or than the record."""
        over = self.lead_says is not None and self.lead_says.rating != self.rating
        late = (
            self.late and bool(self.rating) and not ratings.means_off_target(self.legend.get(self.rating, ""))
        )
        return over or late or any(reason.slug == "no-evidence" for reason in self.evidence)

    def line(self) -> ActionLine:
        return ActionLine(
            words=self.words,
            leads=[name for _, name in self.leads],
            due=self.first_due.written,
            revised=self.due.written if len(self.dates) > 1 else "",
            rating=self.rating,
            notes=[
                Note(note.told, note.effective_on if note.dated else None, note.opener) for note in self.notes
            ],
            new=self.new,
            ref=self.ref,
            place=self.place,
        )


def stand(said: Iterable[Said], done_ratings: set[str]) -> Standing:
    """Whose rating holds, and since when the action is done, by what was said up to a day.

    Of one day the last recorded counts as the later. What the chair or the manager set over the lead's rating holds
    until they set another or lift it, whatever the lead says meanwhile: neither may quietly undo the other. "This is
    complete" makes it done whatever the legend's colours mean; a later rating that does not mean done takes it up again.
    """
    lead = over = None
    lead_done = over_done = False
    done_by = None
    for one in sorted((one for one in said if one.rating or one.complete or one.over), key=_order):
        if one.over:
            over, over_done = (one, one.rating in done_ratings) if one.rating else (None, False)
        else:
            lead = one if one.rating else lead
            lead_done = one.complete or one.rating in done_ratings
        done = over_done if over else lead_done
        done_by = (done_by or one) if done else None
    return Standing(over or lead, done_by, lead, over)


def _order(said: Said):
    return said.effective_on, said.pk
