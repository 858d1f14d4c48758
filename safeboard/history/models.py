"""Who did what, when. Rows are added and never altered: names are kept, so nothing here points at a row that may change."""

from typing import Any

from django.db import models


class Refused(Exception):
    """An attempt to change or delete what has been recorded."""


class AppendOnlyQuerySet(models.QuerySet):
    """Reads and adds; the paths that would alter or remove rows raise `Refused`."""

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        raise Refused(f"{self.model._meta.verbose_name_plural} are kept as recorded: add a new one instead.")

    update = delete = bulk_update = update_or_create = _refuse


class AppendOnly(models.Model):
    """A row that is written once. The database refuses too: see `append_only.py`."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Refused(f"A {self._meta.verbose_name} is kept as recorded: add a new one instead.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise Refused(f"A {self._meta.verbose_name} is kept as recorded and cannot be deleted.")


class Event(AppendOnly):
    """One thing somebody did to one record."""

    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    thing_type = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    thing_name = models.CharField(max_length=300)
    board_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    class Meta(AppendOnly.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["thing_type", "thing_id", "at"], name="history_of_a_thing"),
            models.Index(fields=["board_id", "at"], name="history_of_a_board"),
        ]

    def __str__(self):
        return f"{self.by_name} {self.verb} {self.thing_name}"
