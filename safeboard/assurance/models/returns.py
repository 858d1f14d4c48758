"""A return: what one agency answers in one exercise, once, for every board that reads it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeboard.assurance.models.exercises import Exercise
from safeboard.assurance.models.standards import Question, Standard
from safeboard.boards.models import SECTORS, Agency, Board
from safeboard.documents.models import Document
from safeboard.history.models import AppendOnly


class Return(models.Model):
    """state: who has it in hand. due_on: its own last day, which may be later than the exercise's."""

    class State(models.TextChoices):
        OPEN = "open", "With the agency"
        SUBMITTED = "submitted", "With the boards"
        SENT_BACK = "sent_back", "Sent back to the agency"
        ACCEPTED = "accepted", "Accepted"

    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="returns")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="returns")
    sector = models.CharField(max_length=20, choices=list(SECTORS.items()))
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "agency"], name="one_return_an_agency"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "submitted", "sent_back", "accepted"]),
                name="return_state_is_known",
            ),
        ]
        indexes = [models.Index(fields=["agency", "issued_at"], name="returns_of_an_agency")]

    def __str__(self):
        return f"{self.agency}: {self.exercise}"

    @property
    def with_agency(self):
        return self.state in (self.State.OPEN, self.State.SENT_BACK)


class Part(models.Model):
    """Somebody's part in a return. They need no seat: this row is their right, until it ends.

    standards: of a colleague, what was shared with them. signature: of a signatory, in which part they sign.
    """

    class As(models.TextChoices):
        AUTHOR = "author", "Author"
        COLLEAGUE = "colleague", "Colleague"
        SIGNATORY = "signatory", "Signs off"

    to = models.ForeignKey(Return, models.PROTECT, related_name="parts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="parts")
    role = models.CharField(max_length=10, choices=As)
    standards = models.ManyToManyField(Standard, related_name="+")
    signature = models.CharField(max_length=100, blank=True)
    invited_at = models.DateTimeField()
    invited_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["to", "user", "role", "signature"],
                condition=Q(ended_at__isnull=True),
                name="a_part_is_had_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["author", "colleague", "signatory"]), name="part_role_is_known"
            ),
        ]
        indexes = [models.Index(fields=["user", "to"], name="parts_of_a_person")]

    def __str__(self):
        return f"{self.user} in {self.to}"


class Readable(models.Model):
    """The agency lets a board read its return. ended_at: it took that back, before the board had it."""

    to = models.ForeignKey(Return, models.PROTECT, related_name="readable")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["to", "board"], condition=Q(ended_at__isnull=True), name="a_board_may_read_once"
            )
        ]

    def __str__(self):
        return f"{self.board} reads {self.to}"


class Said(AppendOnly):
    """What was said to a question, one row each time it is saved. value: a point's key, a choice, or as it was typed.

    not_applicable: why the question does not apply; then there is no value. carried: where it stood last time; a row that was
    carried is not an answer until somebody confirms it, which adds a row. number: 1, 2, 3… within the question.
    """

    to = models.ForeignKey(Return, models.PROTECT, related_name="said")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    value = models.CharField(max_length=2000, blank=True)
    words = models.TextField(blank=True)
    not_applicable = models.TextField(blank=True)
    carried = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    confirmed = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "said"
        constraints = [
            models.UniqueConstraint(fields=["to", "question", "number"], name="said_one_after_the_other"),
            models.CheckConstraint(
                condition=Q(confirmed=True) | Q(carried__isnull=False), name="only_what_was_carried_waits"
            ),
        ]

    def __str__(self):
        return self.value or self.words or self.not_applicable


class Answer(models.Model):
    """The answer as it stands: the newest Said of each question, so that nothing has to be searched for it."""

    to = models.ForeignKey(Return, models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    said = models.OneToOneField(Said, models.PROTECT, related_name="+")
    worth = models.DecimalField(
        max_digits=6, decimal_places=2, null=True
    )  # of a score that counts, else empty
    counts = models.BooleanField(default=True)  # confirmed, and something is said

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "question"], name="one_answer_a_question")]
        indexes = [models.Index(fields=["question", "to"], name="answers_to_a_question")]

    def __str__(self):
        return str(self.said)


class Proof(models.Model):
    """A document of an agency that shows something, used in as many answers and returns as it serves."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="proofs")
    title = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "title"], name="one_proof_a_title")]

    def __str__(self):
        return self.title


class ProofVersion(AppendOnly):
    proof = models.ForeignKey(Proof, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    expires_on = models.DateField(null=True)
    added_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["proof", "number"], name="one_proof_version_a_number")]

    def __str__(self):
        return f"{self.proof}, version {self.number}"


class ProofUse(models.Model):
    """A version of a proof stands beside an answer. ended_at: it was taken away again."""

    to = models.ForeignKey(Return, models.PROTECT, related_name="proofs_used")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    version = models.ForeignKey(ProofVersion, models.PROTECT, related_name="uses")
    carried = models.BooleanField(default=False)  # from last time; nobody has confirmed that it still holds
    added_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["to", "question", "version"],
                condition=Q(ended_at__isnull=True),
                name="a_proof_stands_once",
            )
        ]

    def __str__(self):
        return f"{self.version} in {self.to}"


class Signed(AppendOnly):
    """Somebody signed the return off as it was. said: the keys of the rows that stood then; a change after it needs another."""

    to = models.ForeignKey(Return, models.PROTECT, related_name="signed")
    signature = models.CharField(max_length=100)
    said = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "signed"

    def __str__(self):
        return f"{self.signature}: {self.by_name}"


class Step(AppendOnly):
    """A return changed hands. said: the keys of the answers that stood then, so that what the boards had can be shown."""

    class What(models.TextChoices):
        ISSUED = "issued", "Issued"
        SUBMITTED = "submitted", "Submitted"
        SENT_BACK = "sent_back", "Sent back"
        ACCEPTED = "accepted", "Accepted"

    to = models.ForeignKey(Return, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What)
    why = models.TextField(blank=True)
    said = models.JSONField(default=list)
    board = models.ForeignKey(
        Board, models.PROTECT, null=True, related_name="+"
    )  # which board sent back or accepted
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="sent_back") | ~Q(why=""), name="sent_back_with_a_reason"
            )
        ]
        indexes = [models.Index(fields=["to", "at"], name="steps_of_a_return")]

    def __str__(self):
        return f"{self.get_what_display()}: {self.to}"
