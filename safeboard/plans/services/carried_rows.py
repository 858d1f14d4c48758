"""The rows of what goes on in the next plan, written table by table in a few statements, however many actions."""

import math

from django.db.models import Max
from django.utils import timezone

from safeboard.plans import places
from safeboard.plans.due import last_day_open, still_open
from safeboard.plans.models import Action, ActionLead, Carried, Issue, Milestone, Outcome, Priority
from safeboard.plans.painting import paint
from safeboard.plans.services.accepting import BATCH, due_fields
from safeboard.plans.services.standing import told


class CarriedRows:
    """plan, picture: the old one. into: the plan that follows; what it holds already is found again by its words."""

    def __init__(self, plan, picture, into, *, at):
        self.plan, self.picture, self.into, self.at = plan, picture, into, at
        self.day = timezone.localdate(at)
        self.clocks = {"effective_on": self.day, "recorded_at": at}
        (self.there,) = paint([into], day=self.day, ahead=True)
        self.priorities, self.issues = {}, {}  # by the key of the old one
        self.ends = {}

    def add(self, actions, *, words, by, whole=False):
        """words: why they go on. whole: places without an action go along too."""
        chosen = {action.issue.pk for action in actions}
        issues = [issue for issue in self.picture.issues if whole or issue.pk in chosen]
        over = {issue.priority.pk for issue in issues}
        self._add_priorities([one for one in self.picture.priorities if whole or one.pk in over])
        self._add_issues(issues)
        pairs = self._add_actions(actions)
        self._add_dates_and_leads(pairs)
        Carried.objects.bulk_create(
            [
                Carried(action_id=old.pk, into=new, words=words, **told(self.day, by, self.at))
                for old, new in pairs
            ],
            batch_size=BATCH,
        )

    def _add_priorities(self, priorities):
        here = {_named(one): one.pk for one in self.there.priorities}
        self.priorities = {one.pk: here[_named(one)] for one in priorities if _named(one) in here}
        new = [one for one in priorities if one.pk not in self.priorities]
        rows = [
            Priority(
                plan=self.into,
                position=self._end(Priority, "plan", self.into.pk),
                number=one.number,
                heading=one.heading,
                title=one.title,
                aim=one.aim,
                focus=one.focus,
                **self.clocks,
            )
            for one in new
        ]
        made = dict(zip((one.pk for one in new), Priority.objects.bulk_create(rows), strict=True))
        self.priorities |= {pk: row.pk for pk, row in made.items()}
        Outcome.objects.bulk_create(
            Outcome(
                priority=made[one.pk],
                position=position,
                number=outcome.number,
                words=outcome.words,
                **self.clocks,
            )
            for one in new
            for position, outcome in enumerate(one.outcomes)
        )
        self._add_themes(made)

    def _add_themes(self, made):
        through = Priority.themes.through
        through.objects.bulk_create(
            through(priority=made[row.priority_id], theme_id=row.theme_id)
            for row in through.objects.filter(priority__in=list(made))
        )

    def _add_issues(self, issues):
        here = {(one.priority.pk, _named(one)): one.pk for one in self.there.issues}
        found = {one.pk: here.get((self.priorities[one.priority.pk], _named(one))) for one in issues}
        self.issues = {pk: there for pk, there in found.items() if there}
        new = [one for one in issues if one.pk not in self.issues]
        rows = [
            Issue(
                priority_id=self.priorities[one.priority.pk],
                position=self._end(Issue, "priority", self.priorities[one.priority.pk]),
                number=one.number,
                number_written=one.number_written,
                words=one.words,
                added=one.added,
                **self.clocks,
            )
            for one in new
        ]
        made = Issue.objects.bulk_create(rows, batch_size=BATCH)
        self.issues |= {one.pk: row.pk for one, row in zip(new, made, strict=True)}

    def _add_actions(self, actions):
        rows = [self._action(one, still_open(one.due, one.met)) for one in actions]
        return list(zip(actions, Action.objects.bulk_create(rows, batch_size=BATCH), strict=True))

    def _action(self, old, due):
        issue = self.issues[old.issue.pk]
        return Action(
            issue_id=issue,
            position=self._end(Action, "issue", issue),
            words=old.words,
            impact=old.impact,
            budget=old.budget,
            contributors=[list(pair) for pair in old.contributors],
            marking=old.marking,
            origin=f"Carried from {self.plan.title}",
            origin_url=Action(pk=old.pk).get_absolute_url(),
            now_late_after=last_day_open(due),
            now_heard_on=old.heard_on,
            **due_fields(due),
            **self.clocks,
        )

    def _add_dates_and_leads(self, pairs):
        Milestone.objects.bulk_create(
            [
                Milestone(
                    action=new,
                    position=position,
                    label=step.label,
                    earliest=step.earliest,
                    latest=step.latest,
                )
                for old, new in pairs
                for position, step in enumerate(still_open(old.due, old.met).milestones)
            ],
            batch_size=BATCH,
        )
        ActionLead.objects.bulk_create(
            [
                ActionLead(action=new, lead_id=pk, position=position, written=name)
                for old, new in pairs
                for position, (pk, name) in enumerate(old.leads)
            ],
            batch_size=BATCH,
        )

    def _end(self, model, above, pk):
        """The next free position in a place of the new plan."""
        kind = model._meta.model_name
        if kind not in self.ends:
            way = {"priority": "plan", "issue": "priority__plan", "action": "issue__priority__plan"}[kind]
            rows = model.objects.filter(**{way: self.into}).order_by().values_list(above)
            self.ends[kind] = dict(rows.annotate(last=Max("position")))
        beside = places.beside(self.there, kind, None if kind == "priority" else pk)
        last = [self.ends[kind].get(pk, -1), *(math.ceil(one.order) for one in beside)]
        self.ends[kind][pk] = max(last) + 1
        return self.ends[kind][pk]


def _named(part):
    """By what a priority or an issue is known again in another plan."""
    return part.number, getattr(part, "title", ""), getattr(part, "heading", ""), getattr(part, "words", "")
