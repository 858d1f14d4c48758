"""What a page, a command or a paper needs to read, ready to show."""

import datetime
from collections import defaultdict

from django.db.models import Q

from safeboard.plans.due import Due, Kind
from safeboard.plans.due import Milestone as Step
from safeboard.plans.models import (
    Action,
    ActionLead,
    DateChange,
    Issue,
    Marking,
    Milestone,
    Outcome,
    Plan,
    Update,
)
from safeboard.plans.picture import ActionPicture, IssuePicture, Moved, PlanPicture, PriorityPicture, Said


def latest_plan(board):
    """The board's standing plan that was accepted last, or None."""
    return Plan.objects.filter(board=board).standing().first()


def same_file(board, sha256):
    """A standing plan of this board made from the same bytes, or None."""
    return Plan.objects.filter(board=board, reading__document__sha256=sha256).standing().first()


def picture_of(plan, *, day, ahead=False, restricted=True):
    """The whole plan as it stands on a day: nine queries, whatever its size.

    day: what speaks of a later day is left out, unless `ahead`: a note read today may be dated next month.
    restricted: whether to show what is marked restricted.
    """
    return _Painter(plan, day, ahead, restricted).paint()


def action_picture(action, *, day, ahead=False, restricted=True):
    """One action of a plan as it stands on a day, inside its issue and priority."""
    picture = picture_of(action.issue.priority.plan, day=day, ahead=ahead, restricted=restricted)
    return next((found for found in picture.actions if found.pk == action.pk), None), picture


class _Painter:
    def __init__(self, plan, day, ahead, restricted):
        self.plan, self.day = plan, day
        self.until = datetime.date.max if ahead else day
        self.open_to = Marking.values if restricted else [Marking.PUBLIC, Marking.BOARD]

    def paint(self):
        self.legend = self._legend()
        self._gather()
        outcomes = _grouped(Outcome.objects.filter(priority__plan=self.plan), "priority_id")
        issues = _grouped(Issue.objects.filter(priority__plan=self.plan), "priority_id")
        priorities = [
            PriorityPicture(
                pk=row.pk,
                number=row.number,
                heading=row.heading,
                title=row.title,
                aim=row.aim,
                focus=row.focus,
                outcomes=[outcome.words for outcome in outcomes[row.pk]],
                place=row.place,
                issues=[self._issue(issue) for issue in issues[row.pk]],
            )
            for row in self.plan.priorities.all()
        ]
        for priority in priorities:
            for issue in priority.issues:
                issue.priority = priority
        plan = self.plan
        return PlanPicture(
            pk=plan.pk,
            title=plan.title,
            board=plan.board.name,
            purpose=plan.purpose.splitlines(),
            updated=plan.updated_on,
            updated_written=plan.updated_written,
            starts=plan.starts,
            ends=plan.ends,
            columns=plan.columns,
            legend=self.legend,
            day=self.day,
            priorities=priorities,
        )

    def _legend(self):
        """rating -> meaning; the newest meaning that holds on the day."""
        rows = self.plan.meanings.filter(Q(effective_on__isnull=True) | Q(effective_on__lte=self.until))
        newest = {
            row.rating: row
            for row in sorted(
                rows, key=lambda row: (row.effective_on is not None, row.effective_on or 0, row.pk)
            )
        }
        return {
            rating: row.meaning for rating, row in sorted(newest.items(), key=lambda pair: pair[1].position)
        }

    def _gather(self):
        mine = {"action__issue__priority__plan": self.plan}
        actions = Action.objects.filter(issue__priority__plan=self.plan, marking__in=self.open_to)
        actions = actions.filter(Q(effective_on__isnull=True) | Q(effective_on__lte=self.until))
        self.actions = _grouped(actions, "issue_id")
        self.leads = _grouped(ActionLead.objects.filter(**mine), "action_id")
        self.steps = _grouped(Milestone.objects.filter(**mine), "action_id")
        updates = Update.objects.filter(**mine, effective_on__lte=self.until, marking__in=self.open_to)
        self.updates = _grouped(updates.order_by("pk"), "action_id")
        moves = DateChange.objects.filter(**mine, effective_on__lte=self.until)
        self.moves = _grouped(moves.order_by("effective_on", "pk"), "action_id")

    def _issue(self, row):
        issue = IssuePicture(row.pk, row.number, row.number_written, row.words, row.added, row.new, row.place)
        issue.actions = [self._action(action, issue) for action in self.actions[row.pk]]
        return issue

    def _action(self, row, issue):
        steps, moved = self.steps[row.pk], [_moved(change) for change in self.moves[row.pk]]
        return ActionPicture(
            pk=row.pk,
            ref=f"A{row.pk}",
            words=row.words,
            new=row.new,
            place=row.place,
            origin=row.origin,
            first_due=_due(row, steps),
            leads=[(lead.lead_id, lead.written) for lead in self.leads[row.pk]],
            said=[_said(update) for update in self.updates[row.pk]],
            moved=moved,
            met=frozenset(
                step.position for step in steps if step.met_on and step.met_on <= self.day and not moved
            ),
            legend=self.legend,
            day=self.day,
            heard_by=self.plan.updated_on,
            issue=issue,
        )


def _grouped(rows, key):
    groups = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _due(row, steps=()):
    return Due(
        written=row.due_written,
        kind=Kind(row.due_kind),
        earliest=row.due_earliest,
        latest=row.due_latest,
        every=row.due_every,
        milestones=tuple(Step(step.label, step.earliest, step.latest) for step in steps),
    )


def _step(label, earliest, latest):
    return Step(label, datetime.date.fromisoformat(earliest), datetime.date.fromisoformat(latest))


def _moved(change):
    return Moved(
        pk=change.pk,
        was_written=change.was_written,
        becomes=_due(change, [_step(*step) for step in change.steps]),
        why=change.why,
        agreed_by_name=change.agreed_by_name,
        effective_on=change.effective_on,
        recorded_at=change.recorded_at,
    )


def _said(update):
    return Said(
        pk=update.pk,
        effective_on=update.effective_on,
        dated=update.dated,
        opener=update.opener,
        words=update.words,
        rating=update.rating,
        rating_seen=update.rating_seen,
        by_name=update.by_name,
        on_behalf_of=update.on_behalf_of,
        came=update.get_came_display(),
        recorded_at=update.recorded_at,
    )
