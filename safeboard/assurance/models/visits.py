"""Whom a board chose to visit, and why: kept as it was drawn, so that nobody can say it was chosen otherwise."""

from django.db import models

from safeboard.assurance.models.exercises import Exercise
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
