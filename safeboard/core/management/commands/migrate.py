"""Django's migrate, which also makes the data folder: SQLite would not."""

from django.core.management.commands import migrate

from safeboard.core import database


class Command(migrate.Command):
    def execute(self, *args, **options):  # before the checks, which open the database
        database.make_folder()
        return super().execute(*args, **options)
