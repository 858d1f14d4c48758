"""Django's migrate, which also makes the data folder: SQLite would not."""

from django.core.management.commands import migrate

from safeboard.core import database


class Command(migrate.Command):
    def handle(self, *args, **options):
        database.make_folder()
        super().handle(*args, **options)
