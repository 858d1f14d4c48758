"""Surveys that keep no names: practitioners, or those around a chair, answer a set by an address that names nobody.

What one person said cannot be put together again. Each answer is a row of its own with a random key, and says neither who nor
when; that somebody replied is another row, which does not point at the answers.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeboard.assurance.models.exercises import Exercise
from safeboard.assurance.models.standards import Question, SetVersion
from safeboard.boards.models import Agency, Board
from safeboard.history.models import AppendOnly


class Survey(models.Model):
    """exercise: the one whose answers it stands beside, where there is one. one_time: whether each address works once.

    closes_on: the last day on which it is answered.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Being prepared"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    board = models.ForeignKey(Board, models.PROTECT, related_name="surveys")
    version = models.ForeignKey(SetVersion, models.PROTECT, related_name="surveys")
    exercise = models.ForeignKey(Exercise, models.PROTECT, null=True, related_name="surveys")
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)  # what those who answer are told first
    closes_on = models.DateField()
    one_time = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", opened_at__isnull=True)
                | Q(state="open", opened_at__isnull=False, closed_at__isnull=True)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="a_survey_says_when",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("assurance:survey", args=[self.pk])

    def takes_replies(self, today):
        return self.state == self.State.OPEN and today <= self.closes_on


class SurveyGroup(models.Model):
    """Those whose answers are shown together. agency: where they are its people. size: how many addresses that work once."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    size = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["survey", "name"], name="one_survey_group_a_name")]

    def __str__(self):
        return self.name


class SurveyAddress(models.Model):
    """An address by which a group answers. used: it worked once and has; nothing says what was answered by it.

    nonce, token_hash: as in `outbox.links`.
    """

    group = models.ForeignKey(SurveyGroup, models.PROTECT, related_name="addresses")
    nonce = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    used = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "survey addresses"

    def __str__(self):
        return f"An address of {self.group}"


class Reply(AppendOnly):
    """That somebody of a group answered. key: of the page that was sent, so that a double click counts once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(SurveyGroup, models.PROTECT, related_name="replies")
    key = models.UUIDField(unique=True)

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "replies"

    def __str__(self):
        return f"A reply of {self.group}"


class Heard(AppendOnly):
    """One answer of somebody. value: a point's key, a choice, a number, or the words. worth: of a score, else empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(SurveyGroup, models.PROTECT, related_name="heard")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    value = models.TextField()
    worth = models.DecimalField(max_digits=6, decimal_places=2, null=True)

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "heard"
        indexes = [models.Index(fields=["group", "question"], name="heard_of_a_group")]

    def __str__(self):
        return self.value[:200]
