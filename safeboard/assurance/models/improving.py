"""What an agency does about an answer of its own: a promise with an owner and a date, closed with evidence, signed off by a board."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeboard.assurance.models.returns import ProofVersion, Return
from safeboard.assurance.models.standards import Question
from safeboard.boards.models import Board
from safeboard.history.models import AppendOnly


class Improvement(models.Model):
    """due: in the agency's own words. last_day: the last one that these allow, empty where they name none."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Said to be done"
        SIGNED_OFF = "signed_off", "Signed off"

    to = models.ForeignKey(Return, models.PROTECT, related_name="improvements")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    words = models.TextField()
    owner = models.CharField(max_length=200)
    due = models.CharField(max_length=200)
    last_day = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "done", "signed_off"]), name="improvement_state_is_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="an_improvement_says_what"),
        ]
        indexes = [models.Index(fields=["to", "state"], name="improvements_of_a_return")]

    def __str__(self):
        return self.words[:200]

    @property
    def outstanding(self):
        return self.state != self.State.SIGNED_OFF


class ImprovementStep(AppendOnly):
    """What became of an improvement, and who said so. board: which one signed it off or opened it again."""

    class What(models.TextChoices):
        ADDED = "added", "Added"
        DONE = "done", "Said to be done"
        SIGNED_OFF = "signed_off", "Signed off"
        REOPENED = "reopened", "Opened again"

    improvement = models.ForeignKey(Improvement, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What)
    words = models.TextField(blank=True)
    proof = models.ForeignKey(ProofVersion, models.PROTECT, null=True, related_name="+")  # what shows it
    board = models.ForeignKey(Board, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__in=["done", "reopened"]) | ~Q(words=""), name="done_and_reopened_say_how"
            )
        ]

    def __str__(self):
        return f"{self.get_what_display()}: {self.words}"
