"""Django's flush, for the tests only: a live record is never emptied."""

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from safeboard.history import append_only


class Command(flush.Command):
    def handle(self, **options):
        if not settings.TESTING:
            raise CommandError("Safeboard never empties a record. To start again, use a new data folder.")
        with append_only.lifted(connections[options["database"]], who="test flush"):
            super().handle(**options)
