"""From a draft reading to a plan, and taking a plan back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from safeboard.boards.services import leads_named
from safeboard.documents.models import Reading
from safeboard.documents.services import settle_reading
from safeboard.history.services import record
from safeboard.plans.due import last_day_open, read_due
from safeboard.plans.models import (
    Action,
    ActionLead,
    Carried,
    DateChange,
    Issue,
    LegendMeaning,
    Milestone,
    Outcome,
    Plan,
    Priority,
    Update,
)
from safeboard.plans.outline import Outline, from_json
from safeboard.plans.rating import done_ratings

BATCH = 500


@transaction.atomic
def accept_reading(reading, *, by, at, ratings=None, notice=lambda stage: None):
    """Turn a draft reading into a plan.

    ratings: {place in line of an action, from 0: rating} a person gave where the file had none; the file's own are kept.
    notice: called with a word at each stage, for a progress bar.
    Raises ValidationError when the reading was settled already.
    """
    if not settle_reading(reading, state=Reading.State.ACCEPTED, by=by, at=at):
        raise ValidationError(
            "This reading has been accepted or left already. Look at the board's page for the plan."
        )
    outline = from_json(reading.outline)
    plan = _add_plan(outline, reading, at=at)
    notice("plan")
    _PlanRows(plan, outline, by=by, at=at, ratings=ratings or {}).add(notice)
    record(
        by=by,
        verb="accepted",
        thing=plan,
        at=at,
        board=plan.board,
        actions=len(outline.actions),
        doubts=len(outline.doubts),
        sha256=reading.document.sha256,
    )
    return plan


@transaction.atomic
def leave_reading(reading, *, by, at):
    """Do not take this draft. The file and what was read from it are kept."""
    if not settle_reading(reading, state=Reading.State.LEFT, by=by, at=at):
        raise ValidationError("This reading has been accepted or left already.")


@transaction.atomic
def withdraw_plan(plan, *, why, by, at):
    """Hide a plan accepted in error, and take it out of every count. Nothing is deleted. Raises ValidationError.

    Not one that was carried on from or into another: what is owed would be owed nowhere, or lead to nothing.
    """
    why = why.strip()
    if not why:
        raise ValidationError("Say why the plan is withdrawn.")
    Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    carried = Q(action__issue__priority__plan=plan) | Q(into__issue__priority__plan=plan)
    if Carried.objects.filter(carried).exists():
        raise ValidationError(
            "Actions were carried from it or into it, so it cannot be withdrawn: change or drop what should not be in it."
        )
    withdrawn = Plan.objects.filter(pk=plan.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=at, withdrawn_by_name=by.name, withdrawn_why=why
    )
    if not withdrawn:
        raise ValidationError("This plan has been withdrawn already.")
    record(by=by, verb="withdrew", thing=plan, at=at, board=plan.board, why=why)


def _add_plan(outline: Outline, reading, *, at):
    return Plan.objects.create(
        board=reading.board,
        title=outline.title[:300],
        purpose="\n".join(outline.purpose),
        starts=outline.starts,
        ends=outline.ends,
        updated_on=outline.updated,
        updated_written=outline.updated_written[:200],
        columns=outline.columns,
        reading=reading,
        accepted_at=at,
    )


class _PlanRows:
    """The rows of a new plan, written table by table in a few statements whatever its size."""

    def __init__(self, plan, outline, *, by, at, ratings):
        self.plan, self.outline, self.by, self.at, self.ratings = plan, outline, by, at, ratings
        self.done_ratings = done_ratings(outline.legend)
        self.said_on = min(outline.updated or at.date(), at.date())  # a plan dated ahead says so today

    def add(self, notice):
        self._add_legend()
        priorities = self._add_priorities()
        issues = self._add_issues(priorities)
        notice("issues")
        pairs = self._add_actions(issues)
        notice("actions")
        self._add_leads(pairs)
        self._add_dates(pairs)
        self._add_updates(pairs)
        notice("notes")

    def _add_legend(self):
        LegendMeaning.objects.bulk_create(
            LegendMeaning(
                plan=self.plan, position=position, rating=rating, meaning=meaning[:300], recorded_at=self.at
            )
            for position, (rating, meaning) in enumerate(self.outline.legend.items())
        )

    def _add_priorities(self):
        made = Priority.objects.bulk_create(
            Priority(
                plan=self.plan,
                position=position,
                place=line.place[:200],
                number=line.number[:20],
                heading=line.heading,
                title=line.title,
                aim=line.aim,
                focus=line.focus,
            )
            for position, line in enumerate(self.outline.priorities)
        )
        Outcome.objects.bulk_create(
            Outcome(
                priority=priority,
                position=position,
                number=str(position + 1),
                words=words,
                place=priority.place,
            )
            for priority, line in zip(made, self.outline.priorities, strict=True)
            for position, words in enumerate(line.outcomes)
        )
        return made

    def _add_issues(self, priorities):
        return Issue.objects.bulk_create(
            [
                Issue(
                    priority=priority,
                    position=position,
                    place=line.place[:200],
                    number=line.number,
                    number_written=line.number_written,
                    words=line.words,
                    added=line.added,
                    new=line.new,
                )
                for priority, above in zip(priorities, self.outline.priorities, strict=True)
                for position, line in enumerate(above.issues)
            ],
            batch_size=BATCH,
        )

    def _add_actions(self, issues):
        lines = [
            (issue, position, line)
            for issue, above in zip(issues, self.outline.issues, strict=True)
            for position, line in enumerate(above.actions)
        ]
        dues = [read_due(line.due, hint=self.outline.hint) for _, _, line in lines]
        actions = Action.objects.bulk_create(
            [
                Action(
                    issue=issue,
                    position=position,
                    place=line.place[:200],
                    words=line.words,
                    new=line.new,
                    effective_on=self.outline.starts and min(self.outline.starts, self.at.date()),
                    recorded_at=self.at,
                    **due_fields(due),
                    **self._columns(index, line, due),
                )
                for index, ((issue, position, line), due) in enumerate(zip(lines, dues, strict=True))
            ],
            batch_size=BATCH,
        )
        Milestone.objects.bulk_create(
            [
                Milestone(
                    action=action,
                    position=position,
                    label=step.label,
                    earliest=step.earliest,
                    latest=step.latest,
                )
                for action, due in zip(actions, dues, strict=True)
                for position, step in enumerate(due.milestones)
            ],
            batch_size=BATCH,
        )
        return [(action, line) for action, (_, _, line) in zip(actions, lines, strict=True)]

    def _columns(self, index, line, due):
        """What `restand` would find when all its rows are there."""
        rating = line.rating or self.ratings.get(index, "")
        revised = line.revised and read_due(line.revised, hint=self.outline.hint)
        return {
            "now_rating": rating,
            "now_done": rating in self.done_ratings,
            "now_late_after": last_day_open(revised or due),
            "now_heard_on": max((note.as_of or self.said_on for note in line.notes), default=None),
        }

    def _add_leads(self, pairs):
        named = leads_named(
            self.plan.board, [lead for _, line in pairs for lead in line.leads], by=self.by, at=self.at
        )
        ActionLead.objects.bulk_create(
            [
                ActionLead(action=action, lead=named[written], position=position, written=written)
                for action, line in pairs
                for position, written in enumerate(line.leads)
            ],
            batch_size=BATCH,
        )

    def _add_dates(self, pairs):
        DateChange.objects.bulk_create(
            [
                DateChange(
                    action=action,
                    was_written=line.due,
                    steps=steps_of(becomes),
                    why="The file gives a revised date beside the first one.",
                    effective_on=self.said_on,
                    recorded_at=self.at,
                    **due_fields(becomes),
                )
                for action, line in pairs
                if line.revised and (becomes := read_due(line.revised, hint=self.outline.hint))
            ],
            batch_size=BATCH,
        )

    def _add_updates(self, pairs):
        Update.objects.bulk_create(
            [
                update
                for index, (action, line) in enumerate(pairs)
                for update in self._updates_of(action, line, self.ratings.get(index))
            ],
            batch_size=BATCH,
        )

    def _updates_of(self, action, line, given):
        for note in line.notes:
            yield self._update(
                action,
                effective_on=note.as_of or self.said_on,
                dated=note.as_of is not None,
                opener=note.opener[:200],
                words=note.text,
            )
        if line.rating:
            yield self._update(action, rating=line.rating, rating_seen=line.rating_seen[:200])
        elif given:
            yield self._update(action, rating=given, rating_seen="given by hand", came=Update.Came.WEB)

    def _update(self, action, **said):
        usual = {"came": Update.Came.FILE, "effective_on": self.said_on, "marking": action.marking}
        return Update(
            action=action, by_id=self.by.pk, by_name=self.by.name, recorded_at=self.at, **{**usual, **said}
        )


def steps_of(due):
    """The milestones of a date as a change of date keeps them."""
    return [[step.label, step.earliest.isoformat(), step.latest.isoformat()] for step in due.milestones]


def due_fields(due):
    """What `due.py` reads in a date, as the columns that keep it."""
    return {
        "due_written": due.written,
        "due_kind": due.kind.value,
        "due_earliest": due.earliest,
        "due_latest": due.latest,
        "due_every": due.every,
    }
