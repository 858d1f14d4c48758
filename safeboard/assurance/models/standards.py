"""Sets of standards: what agencies are asked. A version that was published is never altered; the next one is another."""

from django.db import models
from django.db.models import Q

from safeboard.assurance.kinds import ANSWER_KINDS, SET_KINDS
from safeboard.boards.models import Board
from safeboard.history.models import AppendOnly


class StandardSet(models.Model):
    """Section 11, a schools' audit, a questionnaire: what stays the same from year to year. board: whose it is.

    draft: the next version as it is being written, in the shape of `outline.SetOutline`; empty where nobody writes one.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="standard_sets")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=list(SET_KINDS.items()))
    draft = models.JSONField(default=dict, blank=True)
    draft_number = models.PositiveIntegerField(
        default=0
    )  # grows with every save, so that two do not write over each other
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["board", "name"], name="one_set_a_name"),
            models.CheckConstraint(condition=Q(kind__in=list(SET_KINDS)), name="set_kind_is_known"),
        ]

    def __str__(self):
        return self.name


class SetVersion(AppendOnly):
    """A set as it was published. number: 1, 2, 3…; what a return is answered by."""

    set = models.ForeignKey(StandardSet, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)  # what those who answer are told first
    what_changed = models.TextField(blank=True)
    published_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["set", "number"], name="one_version_a_number")]

    def __str__(self):
        return f"{self.set}, version {self.number}"


class Scale(AppendOnly):
    """Points to choose from: [{"key": "2", "label": "Met in part", "words": "…", "worth": 2, "rating": "amber"}].

    In the order they are shown. worth: a number that is larger where it is better, or None where the point says nothing
    of better or worse. rating: what colour stands beside it, or "".
    """

    version = models.ForeignKey(SetVersion, models.PROTECT, related_name="scales")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=100)
    points = models.JSONField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_scale_a_code")]

    def __str__(self):
        return self.name


class Standard(AppendOnly):
    """One standard. code: the same in every version that holds it. section: the heading it stands under, or ""."""

    version = models.ForeignKey(SetVersion, models.PROTECT, related_name="standards")
    code = models.CharField(max_length=30)
    place = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    words = models.TextField(blank=True)

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_standard_a_code")]

    def __str__(self):
        return f"{self.code} {self.title}"


class Question(AppendOnly):
    """One question. code: the same in every version that asks the same; another question has another code.

    sectors: whom it is asked of, everyone where empty. exercise: empty, or the one in which a board asks it besides;
    its answer is then read by that board and no other.
    """

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="questions")
    exercise = models.ForeignKey("Exercise", models.PROTECT, null=True, related_name="extra_questions")
    board = models.ForeignKey(Board, models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=30)
    place = models.PositiveSmallIntegerField()
    words = models.TextField()
    kind = models.CharField(max_length=10, choices=list(ANSWER_KINDS.items()))
    scale = models.ForeignKey(Scale, models.PROTECT, null=True, related_name="+")
    choices = models.JSONField(default=list)
    help = models.TextField(blank=True)
    good = models.TextField(blank=True)  # what good evidence looks like
    sectors = models.JSONField(default=list)
    evidence_wanted = models.BooleanField(default=False)
    optional = models.BooleanField(default=False)

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "code"], condition=Q(exercise__isnull=True), name="one_question_a_code"
            ),
            models.UniqueConstraint(fields=["exercise", "board", "code"], name="one_extra_question_a_code"),
            models.CheckConstraint(condition=Q(kind__in=list(ANSWER_KINDS)), name="answer_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind="score", scale__isnull=False) | ~Q(kind="score") & Q(scale__isnull=True),
                name="a_score_has_a_scale",
            ),
            models.CheckConstraint(
                condition=Q(exercise__isnull=True, board__isnull=True)
                | Q(exercise__isnull=False, board__isnull=False),
                name="an_extra_question_is_of_a_board",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.words}"[:300]
