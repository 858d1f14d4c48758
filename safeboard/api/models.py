"""What lets another program read: a token for one seat, and a calendar's secret address for one person."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from safeboard.boards.models import Board, Seat


class Token(models.Model):
    """Reads what one seat lets its person read, for as long as it does. The secret itself is not kept: see `secrets.py`."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "name"], condition=Q(revoked_at__isnull=True), name="one_token_a_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_token_has_a_name"),
        ]

    def __str__(self):
        return self.name


class CalendarFeed(models.Model):
    """A person's dues and meetings for their calendar, by a secret address. board: of this one only; empty: of all of theirs."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_feeds")
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_read_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "board"], condition=Q(revoked_at__isnull=True), name="one_calendar_a_board"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True, board__isnull=True),
                name="one_calendar_of_all_boards",
            ),
        ]

    def __str__(self):
        return f"Calendar of {self.user}{f' for {self.board}' if self.board else ''}"
