"""Django's migrate, which also makes the data folder (SQLite would not) and the table of the cache."""

from django.core.management import call_command
from django.core.management.commands import migrate

from safeboard.core import database


class Command(migrate.Command):
    def execute(self, *args, **options):  # before the checks, which open the database
        database.make_folder()
        return super().execute(*args, **options)

    def handle(self, *args, **options):
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            call_command("createcachetable", database=options["database"], verbosity=0)
