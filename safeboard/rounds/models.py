"""Rounds of chasing: what was asked of whom for a meeting, and what they answered by their links."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from safeboard.boards.models import Board, Lead, Meeting
from safeboard.history.models import AppendOnly, AppendOnlyQuerySet
from safeboard.outbox.models import Link
from safeboard.plans.models import Action, DateRequest, Plan, Update
from safeboard.rounds.reminders import reminder_days


class Asks(models.TextChoices):
    DUE = "due", "What is due by the meeting, and what has been silent since the last one"
    EVERYTHING = "everything", "Every open action"


class Round(models.Model):
    """The leads are asked for their updates before a meeting. What is asked is frozen when it opens."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    board = models.ForeignKey(Board, models.PROTECT, related_name="rounds")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rounds")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="rounds")
    asks = models.CharField(max_length=12, choices=Asks)
    words = models.TextField(blank=True)  # the manager's own, in every message
    waits_for_look = models.BooleanField(default=False)
    reminders = models.JSONField(default=list)  # days after the cut-off, before it where negative
    opens_on = models.DateField()
    updates_by = models.DateField()
    closes_on = models.DateField()  # the last day its links work
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state="open"), name="one_open_round_a_meeting"
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "closed"]), name="round_state_is_known"),
            models.CheckConstraint(condition=Q(asks__in=Asks.values), name="what_a_round_asks_is_known"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("updates_by")), name="round_closes_after_its_cut_off"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False),
                name="a_closed_round_says_when",
            ),
        ]

    def __str__(self):
        return f"Round for {self.meeting}"

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def reminder_days(self):
        return reminder_days(
            self.reminders, opens_on=self.opens_on, updates_by=self.updates_by, closes_on=self.closes_on
        )

    def takes_answers(self, *, today):
        """Whether its links still work. A plan that was withdrawn or closed takes none."""
        worked = self.plan.withdrawn_at is None and not hasattr(self.plan, "closing")
        return self.is_open and today <= self.closes_on and worked


class AskedQuerySet(AppendOnlyQuerySet):
    def with_answers(self, at):
        """Adds `answered`: whoever said something about it while the round was open, however it came; or a held reply
        was let in. And `waits`: a held reply waits for the manager's look. at: until when, of a round still open."""
        until = Coalesce(OuterRef("round__closed_at"), Value(at), output_field=DateTimeField())
        within = {
            "action": OuterRef("action"),
            "recorded_at__gte": OuterRef("round__opened_at"),
            "recorded_at__lte": until,
        }
        replies = Reply.objects.filter(
            addressee__round=OuterRef("round"), action=OuterRef("action"), held=True
        )
        said = Exists(Update.objects.filter(over=False, **within)) | Exists(
            DateRequest.objects.filter(**within)
        )
        let_in = Exists(replies.filter(look__accepted=True))
        return self.annotate(answered=said | let_in, waits=Exists(replies.filter(look__isnull=True)))

    def owed(self, at):
        """What still waits for a word."""
        return self.with_answers(at).still_asked().filter(answered=False, waits=False)

    def still_asked(self):
        """What is still of the plan: not what was dropped, or carried into the next plan, since."""
        return self.filter(action__now_dropped=False, action__carried_on__isnull=True)


class Asked(AppendOnly):
    """One action that one lead was asked about. Without a lead where the plan names nobody."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="asked")
    action = models.ForeignKey(Action, models.PROTECT, related_name="+")
    lead = models.ForeignKey(Lead, models.PROTECT, null=True, related_name="+")
    lead_name = models.CharField(max_length=200, blank=True)  # as it was called then

    objects: ClassVar = AskedQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "asked"
        constraints = [
            models.UniqueConstraint(fields=["round", "action", "lead"], name="a_lead_is_asked_once"),
            models.UniqueConstraint(
                fields=["round", "action"],
                condition=Q(lead__isnull=True),
                name="nobody_is_asked_once",
            ),
        ]

    def __str__(self):
        return f"{self.lead_name or 'Nobody'}: {self.action_id}"


class Addressee(models.Model):
    """A person who was asked, with all their actions in one message. agency: whom they came from then.

    opted_out: they wanted no reminders when they were to be asked, so nothing was sent and there is no link.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="addressees")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    agency = models.CharField(max_length=200, blank=True)
    asked = models.ManyToManyField(Asked, related_name="addressees")
    link = models.OneToOneField(Link, models.PROTECT, null=True, related_name="+")  # the one that holds now
    opted_out = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="a_person_is_asked_once")]

    def __str__(self):
        return f"{self.name} in the {self.round}"

    @property
    def typist(self):
        """Whose drafts are theirs: their link's, so that nobody else finds them."""
        return f"link {self.link_id}"


class Reply(AppendOnly):
    """What came by a link. said: as it was typed. held: it is not in the plan until the manager lets it in."""

    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="replies")
    action = models.ForeignKey(Action, models.PROTECT, related_name="+")
    said = models.JSONField()
    said_at = models.DateTimeField()
    held = models.BooleanField()
    update_made = models.OneToOneField(Update, models.PROTECT, null=True, related_name="+")
    request_made = models.OneToOneField(DateRequest, models.PROTECT, null=True, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(
                condition=Q(held=True, update_made__isnull=True, request_made__isnull=True)
                | Q(held=False, update_made__isnull=False)
                | Q(held=False, request_made__isnull=False),
                name="a_reply_is_in_the_plan_or_held",
            )
        ]
        indexes = [models.Index(fields=["action", "held"], name="replies_about_an_action")]

    def __str__(self):
        return self.said.get("words") or self.said.get("becomes") or "A reply"


class Look(AppendOnly):
    """What the manager made of a held reply: let in, or set aside with a reason."""

    reply = models.OneToOneField(Reply, models.PROTECT, related_name="look")
    accepted = models.BooleanField()
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    update_made = models.OneToOneField(Update, models.PROTECT, null=True, related_name="+")
    request_made = models.OneToOneField(DateRequest, models.PROTECT, null=True, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted=True) | ~Q(why=""), name="a_reply_is_set_aside_with_a_reason"
            )
        ]

    def __str__(self):
        return "let in" if self.accepted else f"set aside: {self.why}"


class Reminder(AppendOnly):
    """The reminders of one day were made, all of them at once. The row is the turn: nobody makes them again."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reminders_made")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    made_at = models.DateTimeField()
    messages = models.PositiveIntegerField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="a_reminder_is_made_once")]

    def __str__(self):
        return f"Reminder {self.number} of {self.round}"
