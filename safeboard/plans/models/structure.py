"""A plan is promises. What was written is kept as typed; what happens later is added beside it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from safeboard.boards.models import Board, Lead, Theme
from safeboard.documents.models import Reading
from safeboard.history.models import AppendOnly
from safeboard.plans import due
from safeboard.plans.rating import Rating

DUE_KINDS = [(kind.value, kind.value.capitalize()) for kind in due.Kind]
RATINGS = [(rating.value, rating.value.capitalize()) for rating in Rating]


class Marking(models.TextChoices):
    """Who may read it. Nothing is published unmarked."""

    PUBLIC = "public", "Public"
    BOARD = "board", "Board"
    RESTRICTED = "restricted", "Restricted"


def marking_field():
    return models.CharField(max_length=10, choices=Marking, default=Marking.BOARD)


def known(field, values, name):
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(values)}), name=name)


class PlanQuerySet(models.QuerySet):
    def standing(self):
        """Plans that count: withdrawn ones are kept, and hidden."""
        return self.filter(withdrawn_at__isnull=True)

    def working(self):
        """Standing plans that are worked: a closed one is only read."""
        return self.standing().filter(closing__isnull=True)

    def working_first(self):
        """Those that are worked, newest first; then the closed ones, the last closed first."""
        return self.order_by(F("closing__effective_on").desc(nulls_first=True), "-accepted_at", "-pk")


class Plan(models.Model):
    """uid: what a file written from the plan knows it by, here and in any copy of this Safeboard; no other plan has it.

    follows: the plan it carries on, from the year before.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    board = models.ForeignKey(Board, models.PROTECT, related_name="plans")
    title = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    updated_on = models.DateField(
        null=True, blank=True
    )  # first day of the month the file says it was updated
    updated_written = models.CharField(max_length=200, blank=True)
    columns = models.JSONField(default=dict)  # the board's own column headings, by role
    marking = marking_field()
    reading = models.OneToOneField(Reading, models.PROTECT, null=True, related_name="plan")
    accepted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_why = models.TextField(blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-accepted_at", "-pk"]
        constraints = [
            known("marking", Marking.values, "plan_marking_is_known"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="plan_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
                name="plan_is_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["board", "withdrawn_at"], name="standing_plans_of_a_board")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:plan", args=[self.pk])


class LegendMeaning(AppendOnly):
    """What a rating means to this board from a day on. The newest meaning of a rating holds."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="meanings")
    position = models.PositiveSmallIntegerField()
    rating = models.CharField(max_length=10, choices=RATINGS)
    meaning = models.CharField(max_length=300)
    effective_on = models.DateField(null=True)  # empty: as far back as the plan goes
    recorded_at = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True)  # empty: with the plan itself

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [known("rating", [r.value for r in Rating], "legend_rating_is_known")]

    def __str__(self):
        return f"{self.rating}: {self.meaning}"


class Part(models.Model):
    """A piece of a plan as it was first written, in its first place: see PartChange for what became of it.

    place: where in the source file it came from. Both clocks: empty means with the plan itself.
    """

    position = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True)
    effective_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["position"]


class Priority(Part):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="priorities")
    number = models.CharField(max_length=20, blank=True)
    heading = models.TextField(blank=True)
    title = models.TextField(blank=True)
    aim = models.TextField(blank=True)
    focus = models.JSONField(default=list)  # the list under the aim, in words
    themes = models.ManyToManyField(Theme, blank=True, related_name="priorities")

    class Meta(Part.Meta):
        verbose_name_plural = "priorities"
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="priorities_stand_in_order")]

    def __str__(self):
        return self.title


class Outcome(Part):
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="outcomes")
    number = models.CharField(max_length=20, blank=True)
    words = models.TextField()

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["priority", "position"], name="outcomes_stand_in_order")
        ]

    def __str__(self):
        return self.words


class Issue(Part):
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="issues")
    number = models.CharField(max_length=40, null=True, blank=True)  # None: it has none
    number_written = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    added = models.TextField(blank=True)
    new = models.BooleanField(default=False)

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["priority", "position"], name="issues_stand_in_order")]

    def __str__(self):
        return self.words


class DueWords(models.Model):
    """A completion date as people write it, and what `due.py` reads in it."""

    due_written = models.TextField(blank=True)
    due_kind = models.CharField(max_length=12, choices=DUE_KINDS, default=due.Kind.NONE.value)
    due_earliest = models.DateField(null=True)
    due_latest = models.DateField(null=True)
    due_every = models.CharField(max_length=20, blank=True)

    class Meta:
        abstract = True


class Action(Part, DueWords):
    """One promise. The due date here is the first one given and never changes: see DateChange.

    The `now_` columns are only for finding: how it stands after everything recorded, worked out anew by `restand`
    with each thing that is said. What a page shows is painted from the rows themselves.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="actions")
    words = models.TextField(blank=True)
    new = models.BooleanField(default=False)
    origin = models.TextField(blank=True)  # what raised it, in words, kept from its birth
    origin_url = models.CharField(max_length=300, blank=True)
    impact = models.TextField(blank=True)  # how one will know that it made a difference
    budget = models.CharField(max_length=200, blank=True)
    contributors = models.JSONField(default=list)  # agencies that help: [their key, their name] each
    leads = models.ManyToManyField(Lead, through="ActionLead", related_name="actions")
    marking = marking_field()
    now_rating = models.CharField(max_length=10, blank=True)
    now_done = models.BooleanField(default=False)
    now_dropped = models.BooleanField(default=False)
    now_late_after = models.DateField(
        null=True
    )  # the last day its words allow, or that of the next open milestone
    now_heard_on = models.DateField(null=True)  # the latest day anybody spoke of
    now_marking = models.CharField(
        max_length=10, choices=Marking, blank=True
    )  # empty: as it was first marked

    class Meta(Part.Meta):
        constraints = [
            known("due_kind", [kind.value for kind in due.Kind], "action_due_kind_is_known"),
            known("marking", Marking.values, "action_marking_is_known"),
            models.UniqueConstraint(fields=["issue", "position"], name="actions_stand_in_order"),
        ]
        indexes = [
            models.Index(fields=["due_latest"], name="actions_by_last_day"),
            models.Index(fields=["now_done", "now_late_after"], name="open_actions_by_last_day"),
        ]

    def __str__(self):
        return self.words or f"Action {self.pk}"

    def get_absolute_url(self):
        return reverse("plans:action", args=[self.pk])

    @property
    def plan(self):
        return self.issue.priority.plan

    @property
    def marking_now(self):
        return self.now_marking or self.marking


class ActionLead(models.Model):
    """Who answers for an action, in the order and the spelling of the plan.

    The first leads are those without a `change`; a change of leads adds its own. `current`: those that hold now, for finding.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="lead_lines")
    lead = models.ForeignKey(Lead, models.PROTECT, related_name="lead_lines")
    position = models.PositiveSmallIntegerField()
    written = models.TextField()
    change = models.ForeignKey("PartChange", models.PROTECT, null=True, related_name="lead_lines")
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "position"],
                condition=Q(change__isnull=True),
                name="first_leads_stand_in_order",
            ),
            models.UniqueConstraint(fields=["change", "position"], name="changed_leads_stand_in_order"),
        ]
        indexes = [models.Index(fields=["lead", "current"], name="actions_of_a_lead")]

    def __str__(self):
        return self.written


class Milestone(models.Model):
    """One dated step inside a completion date ("First review Dec 15, Refresh in June 16")."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    label = models.TextField(blank=True)
    earliest = models.DateField()
    latest = models.DateField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["action", "position"], name="milestones_stand_in_order"),
            models.CheckConstraint(
                condition=Q(latest__gte=F("earliest")), name="milestone_ends_after_it_starts"
            ),
        ]

    def __str__(self):
        return self.label
