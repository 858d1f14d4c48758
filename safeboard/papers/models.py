"""The board's papers: drafts that are changed until they are right, and what was issued, kept as its bytes for ever."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeboard.boards.models import Board, Meeting
from safeboard.documents.models import Document
from safeboard.history.models import AppendOnly
from safeboard.papers.kinds import KINDS
from safeboard.plans.models import PaperStyle, Plan

PURPOSES = [
    ("decision", "Decision: the board decides"),
    ("assurance", "Assurance: the board says whether it is satisfied"),
    ("information", "Information: nothing is asked of the board"),
]
ASKED = ("title", "author", "purpose", "recommendation", "words", "priority", "lead", "chosen")
"""What a person says of a draft beside its kind, its meeting and whether restricted things are in it."""
KIND_CHOICES = [(key, kind.words) for key, kind in KINDS.items()]


class Paper(models.Model):
    """One paper: a draft until it is issued or discarded.

    priority, lead: the key of the one it is about, empty for all. chosen: the kinds a pack is made of. restricted: whether what is marked restricted is in it. replaces: the issued paper it puts right, and why.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Issued"
        DISCARDED = "discarded", "Discarded"

    board = models.ForeignKey(Board, models.PROTECT, related_name="papers")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="papers")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="papers")
    kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    title = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=12, choices=PURPOSES, blank=True)
    recommendation = models.TextField(blank=True)
    words = models.TextField(blank=True)
    priority = models.PositiveBigIntegerField(null=True)
    lead = models.PositiveBigIntegerField(null=True)
    chosen = models.JSONField(default=list)
    restricted = models.BooleanField(default=False)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    why = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "issued", "discarded"]), name="paper_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(why=""), name="a_paper_is_replaced_with_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["board", "state", "made_at"], name="papers_of_a_board")]

    def __str__(self):
        return self.called

    @property
    def called(self):
        return self.title or KINDS[self.kind].words

    def day(self, today):
        """The day it shows the plan as at: its meeting's where that has come, else today. A draft moves on with the days."""
        return min(self.meeting.date, today) if self.meeting else today


class Issued(AppendOnly):
    """A paper as the board saw it, whole: nothing in it is read from rows that may change.

    day: the day it shows the plan as at. known_at: the moment up to which the record is in it. meeting_words: the meeting as it
    was called. said: the fields of `ASKED` as they were. roles: see `Material.roles`; nobody keeps what a lead was. inside: the
    fields of `ASKED` of each paper that a pack has in it, by kind, as they were.
    """

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="issued")
    board = models.ForeignKey(Board, models.PROTECT, related_name="issued_papers")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="issued_papers")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="issued_papers")
    kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    title = models.CharField(max_length=200)
    day = models.DateField()
    known_at = models.DateTimeField()
    meeting_words = models.CharField(max_length=200, blank=True)
    said = models.JSONField()
    roles = models.JSONField(default=dict)
    inside = models.JSONField(default=dict)
    restricted = models.BooleanField()
    style = models.ForeignKey(PaperStyle, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        indexes = [models.Index(fields=["board", "day"], name="issued_papers_of_a_board")]

    def __str__(self):
        return self.title

    @property
    def asked(self):
        """The paper as it was asked for: a Paper that is in no table."""
        fixed = {name: getattr(self, name) for name in ("board", "plan", "meeting", "kind", "restricted")}
        return Paper(**fixed, **self.said)

    @property
    def purpose_words(self):
        return dict(PURPOSES).get(self.said["purpose"], "")


class IssuedFile(AppendOnly):
    """The bytes of an issued paper in one form, and what they must add up to."""

    issued = models.ForeignKey(Issued, models.PROTECT, related_name="files")
    form = models.CharField(max_length=5)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["issued", "form"], name="one_file_a_form")]

    def __str__(self):
        return f"{self.issued}, {self.form}"
