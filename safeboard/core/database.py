"""Whether the database can be used, and making it where there is none."""

from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

EMPTY = "There is nothing in this Safeboard yet: bring in a plan with `safeboard import FILE`, or try `safeboard demo`."
BEHIND = "The database was made by an earlier Safeboard: keep a backup of it, then run `safeboard migrate`."


class NotReady(Exception):
    """The database cannot be used as it is. Its text is one sentence saying what to do."""


def require() -> None:
    """Raises NotReady unless the database can be reached and has every table this Safeboard knows."""
    if is_new():
        raise NotReady(EMPTY)
    _require_up_to_date()


def prepare() -> None:
    """Make the tables where there are none at all; never alters a database that somebody uses."""
    if is_new():
        call_command("migrate", verbosity=0, interactive=False)
    _require_up_to_date()


def make_folder() -> None:
    """The folder an SQLite database lies in."""
    if file := _file():
        file.parent.mkdir(parents=True, exist_ok=True)


def is_new() -> bool:
    """No table at all. Asks without making an SQLite file where there is none."""
    if (file := _file()) and not file.exists():
        return True
    try:
        return not connection.introspection.table_names()
    except OperationalError as error:
        raise NotReady(
            f"The database cannot be reached: {' '.join(str(error).split())}. Look at DATABASE_URL."
        ) from None


def _require_up_to_date() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady(BEHIND)


def _file() -> Path | None:
    """Where SQLite keeps it; None for PostgreSQL and for a database in memory."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        return None
    return Path(name)
