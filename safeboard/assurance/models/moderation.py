"""What each board makes of a return. A board's is its own: another reads it only where it is shared, the agency reads all."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeboard.assurance.models.exercises import Exercise
from safeboard.assurance.models.returns import Return
from safeboard.assurance.models.standards import Question
from safeboard.boards.models import Agency, Board, Theme
from safeboard.documents.models import Document
from safeboard.history.models import AppendOnly
from safeboard.plans.models import Action


class Judgement(AppendOnly):
    """A board's score of one answer, and why. The newest holds. value: a point of the question's scale.

    peer: empty, or the agency that looked as a peer, whose view is advice to the board and never its score.
    """

    to = models.ForeignKey(Return, models.PROTECT, related_name="judgements")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    peer = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    value = models.CharField(max_length=30)
    worth = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="a_judgement_has_a_reason")]
        indexes = [models.Index(fields=["to", "board", "question"], name="judgements_of_a_return")]

    def __str__(self):
        return f"{self.value}: {self.why}"


class JudgementsShared(models.Model):
    """A board lets another of the exercise read what it makes of the returns. ended_at: it took that back."""

    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="judgements_shared")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    reader = models.ForeignKey(Board, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "judgements shared"
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "board", "reader"],
                condition=Q(ended_at__isnull=True),
                name="judgements_are_shared_once",
            )
        ]

    def __str__(self):
        return f"{self.board} with {self.reader}"


class Asking(AppendOnly):
    """One message of the talk between a board and an agency about an answer. from_board: whose words they are."""

    to = models.ForeignKey(Return, models.PROTECT, related_name="askings")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    from_board = models.BooleanField()
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        indexes = [models.Index(fields=["to", "board", "question"], name="talk_about_an_answer")]

    def __str__(self):
        return self.words


class Peer(models.Model):
    """Another agency is asked to look at a return for a board. interests: what it declared, before it reads anything."""

    to = models.ForeignKey(Return, models.PROTECT, related_name="peers")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="peer_of")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=200)
    interests = models.TextField(blank=True)
    declared_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["to", "board", "user"],
                condition=Q(ended_at__isnull=True),
                name="a_peer_is_asked_once",
            )
        ]

    def __str__(self):
        return f"{self.agency} looks at {self.to}"


class Finding(AppendOnly):
    """What a board found in an answer, and the action it raised in its plan."""

    to = models.ForeignKey(Return, models.PROTECT, related_name="findings")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    words = models.TextField()
    themes = models.ManyToManyField(Theme, related_name="findings")
    action = models.OneToOneField(Action, models.PROTECT, null=True, related_name="finding")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_finding_says_what")]
        indexes = [models.Index(fields=["board", "to"], name="findings_of_a_board")]

    def __str__(self):
        return self.words


class Letter(models.Model):
    """A board's feedback to an agency: a draft until it is sent; then `SentLetter` has what was sent.

    words: {"opening", "strengths", "mend", "closing"}, as they were drafted from the scores and then edited.
    """

    to = models.ForeignKey(Return, models.PROTECT, related_name="letters")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    words = models.JSONField()
    number = models.PositiveIntegerField(
        default=1
    )  # grows with every save, so that two do not write over each other
    begun_at = models.DateTimeField()
    is_sent = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["to", "board"], condition=Q(is_sent=False), name="one_draft_letter_a_board"
            )
        ]

    def __str__(self):
        return f"Letter of {self.board} to {self.to.agency}"


class SentLetter(AppendOnly):
    """A letter as it was sent, whole: its bytes in Word and in PDF. The documents know their SHA-256."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="sent")
    docx = models.ForeignKey(Document, models.PROTECT, related_name="+")
    pdf = models.ForeignKey(Document, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False

    def __str__(self):
        return f"{self.letter}, {self.at:%-d %B %Y}"
