"""An exercise: one or several boards ask agencies, once, by a published version of a set."""

from django.db import models
from django.db.models import Q

from safeboard.assurance.models.standards import SetVersion
from safeboard.boards.models import Agency, Board
from safeboard.history.models import AppendOnly


class Exercise(models.Model):
    """board: the one that runs it; `TakesPart` has every board that reads, itself among them.

    signatures: the parts people sign off in, in their words ("Chief officer"; "Head", "Chair of governors"); all must.
    peers_look: whether another agency looks at each return.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Being prepared"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    board = models.ForeignKey(Board, models.PROTECT, related_name="exercises")
    version = models.ForeignKey(SetVersion, models.PROTECT, related_name="exercises")
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)  # the manager's own, in the first message
    due_on = models.DateField()
    reminders = models.JSONField(default=list)  # days after it is due, before where negative
    signatures = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open", "closed"]), name="exercise_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", opened_at__isnull=True)
                | Q(state="open", opened_at__isnull=False, closed_at__isnull=True)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="an_exercise_says_when",
            ),
        ]

    def __str__(self):
        return self.title


class TakesPart(models.Model):
    """A board of an exercise. agreed_at: when it said yes; the board that runs it has from the first."""

    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="taking_part")
    board = models.ForeignKey(Board, models.PROTECT, related_name="takes_part")
    agreed_at = models.DateTimeField(null=True)
    agreed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exercise", "board"], name="a_board_takes_part_once")]

    def __str__(self):
        return f"{self.board} in {self.exercise}"


class Asked(models.Model):
    """An agency that is to be asked, until the exercise is issued and it has a Return. Who authors: by e-mail."""

    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="to_ask")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)
    author_email = models.EmailField()

    class Meta:
        verbose_name_plural = "asked"
        constraints = [models.UniqueConstraint(fields=["exercise", "agency"], name="an_agency_is_asked_once")]

    def __str__(self):
        return f"{self.agency}: {self.author_name}"


class ReminderMade(AppendOnly):
    """The reminders of one day were made, all of them at once. The row is the turn: nobody makes them again."""

    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="reminders_made")
    due_on = models.DateField()
    made_at = models.DateTimeField()
    messages = models.PositiveIntegerField()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "reminders made"
        constraints = [models.UniqueConstraint(fields=["exercise", "due_on"], name="reminders_of_a_day_once")]

    def __str__(self):
        return f"Reminders of {self.due_on:%-d %B %Y}"
