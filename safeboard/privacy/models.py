"""What was taken out of Safeboard, without what it was: who was erased, by key, and what became too old to keep."""

from django.db import models

from safeboard.history.models import AppendOnly


class Erased(AppendOnly):
    """An account was emptied. person: its key. sign: by which the same account is known again in an older backup, see `signs.py`."""

    person = models.BigIntegerField()
    sign = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "erased"

    def __str__(self):
        return f"Person {self.person}"


class LetGo(AppendOnly):
    """So many rows became too old to keep. rule: one of `days.DAYS`."""

    rule = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "let go"

    def __str__(self):
        return self.rule
