"""Every e-mail a row, and the links in them that act for one person on one thing."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeboard.boards.models import Board
from safeboard.history.models import AppendOnly


class Link(models.Model):
    """Lets its addressee do one thing without an account. The address itself is not kept: see `links.py`."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="links")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField()
    purpose = models.CharField(max_length=30)
    thing_type = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.CharField(max_length=300, blank=True)
    said_not_me_at = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(max_length=43, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["thing_type", "thing_id"], name="links_to_a_thing")]

    def __str__(self):
        return f"Link for {self.name}"

    def works(self, *, at):
        return self.revoked_at is None and (self.ends_at is None or at < self.ends_at)

    def is_to(self, thing):
        """Whether it was made for this record and no other."""
        return (self.thing_type, self.thing_id) == (thing._meta.label_lower, thing.pk)


class LinkOpened(AppendOnly):
    """A link was opened, by whomever: a mail scanner does that too, so it means nothing more."""

    link = models.ForeignKey(Link, models.PROTECT, related_name="openings")
    at = models.DateTimeField()
    method = models.CharField(max_length=10)
    agent = models.CharField(max_length=200)

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "link openings"

    def __str__(self):
        return f"{self.link} opened"


class State(models.TextChoices):
    WAITING = "waiting", "Waiting"
    CLAIMED = "claimed", "Being sent"
    SENT = "sent", "Sent"
    PERHAPS = "perhaps sent", "Perhaps sent"
    FAILED = "failed", "Failed"
    STOPPED = "stopped", "Stopped"


# A message interrupted once is handed over once more; interrupted twice, it is left to a person.
SENDABLE = Q(state=State.WAITING) | Q(state=State.PERHAPS, interruptions=1)


class MessageQuerySet(models.QuerySet):
    def due(self, at):
        """What may be handed over now. Codes come first: somebody sits and waits for one."""
        return self.filter(SENDABLE, state__in=[State.WAITING, State.PERHAPS], not_before__lte=at).order_by(
            "-secret", "not_before", "pk"
        )


class Message(models.Model):
    """An e-mail to one person. What is sent is what stands here, `{link}` filled in."""

    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="messages")
    kind = models.CharField(max_length=30)
    about = models.CharField(max_length=200, blank=True)
    to_email = models.EmailField()
    to_name = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    link = models.ForeignKey(Link, models.PROTECT, null=True, blank=True, related_name="messages")
    secret = models.BooleanField(default=False)  # never shown, and erased when it is settled
    key = models.CharField(max_length=200, unique=True, null=True, blank=True)  # never written twice
    again_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="agains")
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    not_before = models.DateTimeField()
    message_id = models.CharField(max_length=255, unique=True)

    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    interruptions = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="message_state_is_known")
        ]
        indexes = [
            models.Index(fields=["state", "not_before"], name="messages_that_wait"),
            models.Index(fields=["board", "-made_at"], name="messages_of_a_board"),
        ]

    def __str__(self):
        """It goes into the history, which keeps no address."""
        return f"{self.about or self.subject}{f' to {self.to_name}' if self.to_name else ''}"

    @property
    def waits(self):
        """Nobody has begun to hand it over: it can be stopped."""
        return self.state == State.WAITING

    @property
    def left_to_a_person(self):
        return self.state == State.PERHAPS and self.interruptions > 1

    @property
    def may_go_again(self):
        settled = self.state in {State.SENT, State.FAILED, State.STOPPED} or self.left_to_a_person
        return settled and not self.secret and bool(self.body)
