"""Files as they came, and what was read from them before anyone accepted it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeboard.boards.models import Board


class Document(models.Model):
    """One file kept as it came. The bytes lie in the files folder under their SHA-256."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="documents")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_by_name = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["board", "sha256"], name="documents_by_hash")]

    def __str__(self):
        return self.name


class Reading(models.Model):
    """What a reader made of a document: a draft for a person to look at and accept, or leave."""

    class State(models.TextChoices):
        DRAFT = "draft", "Waiting to be looked at"
        ACCEPTED = "accepted", "Accepted"
        LEFT = "left", "Left"

    document = models.ForeignKey(Document, models.PROTECT, related_name="readings")
    outline = models.JSONField()
    decided = models.JSONField(
        default=dict
    )  # what a person chose about the doubts of the reading before this one
    given = models.JSONField(default=dict)  # ratings given by hand so far: place in the file -> rating
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "accepted", "left"]), name="reading_state_is_known"
            )
        ]

    def __str__(self):
        return f"Reading of {self.document}"

    @property
    def board(self):
        return self.document.board
