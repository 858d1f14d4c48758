"""Whom a board chose to visit, and why: kept as it was drawn, so that nobody can say it was chosen otherwise. What they saw there."""

from django.conf import settings
from django.db import models

from safeboard.assurance.models.exercises import Exercise
from safeboard.assurance.models.returns import Return
from safeboard.assurance.models.standards import Question
from safeboard.boards.models import Agency, Board
from safeboard.history.models import AppendOnly


class Sample(AppendOnly):
    """size, at_random, seed: what it was drawn with. rules: as they read then."""

    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="samples")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    size = models.PositiveSmallIntegerField()
    at_random = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    rules = models.JSONField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        indexes = [models.Index(fields=["exercise", "board"], name="samples_of_a_board")]

    def __str__(self):
        return f"Visits of {self.exercise}, drawn {self.at:%-d %B %Y}"


class Chosen(AppendOnly):
    """One agency of a sample. reasons: sentences."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="chosen")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    reasons = models.JSONField()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "chosen"
        constraints = [models.UniqueConstraint(fields=["sample", "agency"], name="chosen_once_in_a_sample")]

    def __str__(self):
        return f"{self.agency} in {self.sample}"


class Visit(AppendOnly):
    """Somebody went and looked, for a board. who: who went. words: what they saw, on the whole."""

    to = models.ForeignKey(Return, models.PROTECT, related_name="visits")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    on = models.DateField()
    who = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        indexes = [models.Index(fields=["to", "board"], name="visits_of_a_return")]

    def __str__(self):
        return f"Visit of {self.on:%-d %B %Y}, {self.who}"


class VisitScore(AppendOnly):
    """What those who went would score an answer; the newest visit's stands. value: a point of the question's scale."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="scores")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    value = models.CharField(max_length=30)
    worth = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    words = models.TextField(blank=True)

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["visit", "question"], name="scored_once_in_a_visit")]

    def __str__(self):
        return f"{self.value}: {self.words}"
