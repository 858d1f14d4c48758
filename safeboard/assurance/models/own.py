"""A board's assessment of itself, against what inspectors look for: descriptor by descriptor, with evidence from anywhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from safeboard.assurance.models.standards import Question, SetVersion
from safeboard.boards.models import Board
from safeboard.history.models import AppendOnly
from safeboard.plans.models import Action


class OwnAssessment(models.Model):
    """follows: the one before it by the same set, whose judgements stand beside its own."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="own_assessments")
    version = models.ForeignKey(SetVersion, models.PROTECT, related_name="own_assessments")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    title = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    begun_by_name = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("assurance:own_assessment", args=[self.pk])

    @property
    def is_open(self):
        return self.closed_at is None


class OwnJudgement(AppendOnly):
    """What the board says of a descriptor: the newest holds. number: 1, 2, 3… within the descriptor. value: a point of its scale."""

    class Sure(models.TextChoices):
        TESTED = "tested", "Tested by somebody outside"
        OURS = "ours", "Tested by us"
        BELIEF = "belief", "We believe so"

    to = models.ForeignKey(OwnAssessment, models.PROTECT, related_name="judgements")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    value = models.CharField(max_length=30)
    worth = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    words = models.TextField()
    sure = models.CharField(max_length=10, choices=Sure)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["to", "question", "number"], name="judged_one_after_the_other"),
            models.CheckConstraint(condition=~Q(words=""), name="an_own_judgement_says_why"),
            models.CheckConstraint(
                condition=Q(sure__in=["tested", "ours", "belief"]), name="how_sure_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.value}: {self.words}"


class Shows(models.Model):
    """Something that shows it: a thing of Safeboard's, or a page elsewhere. kind, title, on: as they were when it was linked.

    address: a path here, or a whole address elsewhere. ended_at: it was taken away again.
    """

    to = models.ForeignKey(OwnAssessment, models.PROTECT, related_name="shown_by")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=500)
    on = models.DateField(null=True)
    added_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "shows"
        constraints = [
            models.UniqueConstraint(
                fields=["to", "question", "address"],
                condition=Q(ended_at__isnull=True),
                name="a_thing_is_linked_once",
            )
        ]

    def __str__(self):
        return f"{self.kind}: {self.title}"


class OwnGap(AppendOnly):
    """What is missing, and the action it raised in the plan."""

    to = models.ForeignKey(OwnAssessment, models.PROTECT, related_name="gaps")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    words = models.TextField()
    action = models.OneToOneField(Action, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_gap_says_what_is_missing")]

    def __str__(self):
        return self.words[:200]
