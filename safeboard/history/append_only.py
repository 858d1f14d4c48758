"""Triggers that keep what is recorded: the database itself refuses to change or remove a row.

Installed after every migration, because SQLite drops a table's triggers when it rebuilds the table, and then
looked for again. Only one act may lift them, by name: emptying the test database. Restoring a backup need not, since it
only adds rows to tables that hold none.
"""

from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from safeboard.history.models import AppendOnly

WHO_MAY_LIFT = {"test flush"}
SAYS = "is kept as recorded: it cannot be changed or deleted"


def kept_tables(connection):
    """Names of the tables that hold append-only models and exist in this database."""
    there = set(connection.introspection.table_names())
    models = (model for model in apps.get_models() if issubclass(model, AppendOnly))
    return sorted(model._meta.db_table for model in models if model._meta.db_table in there)


def install(connection):
    """Put every trigger in place (again), then look that they are all there."""
    with connection.cursor() as cursor:
        for table in kept_tables(connection):
            for sql in _create(connection.vendor, table):
                cursor.execute(sql)
    if lacking := missing(connection):
        raise ImproperlyConfigured(
            f"The database does not keep these tables as recorded: {', '.join(lacking)}"
        )


def missing(connection):
    """Names of triggers that should be there and are not; [] when all is well."""
    expected = {name for table in kept_tables(connection) for name in _names(connection.vendor, table)}
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(expected - {name for (name,) in cursor.fetchall()})


@contextmanager
def lifted(connection, *, who):
    """Without the triggers for a moment. who: one of WHO_MAY_LIFT, anyone else is refused."""
    if who not in WHO_MAY_LIFT:
        raise PermissionError(
            f"{who} may not lift what keeps the record; only {' and '.join(sorted(WHO_MAY_LIFT))}"
        )
    tables = kept_tables(connection)
    with connection.cursor() as cursor:
        for table in tables:
            for name in _names(connection.vendor, table):
                on = f" ON {connection.ops.quote_name(table)}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(name)}{on}")
    try:
        yield
    finally:
        install(connection)


def install_after_migrate(*, using, **kwargs):
    """Receiver of post_migrate."""
    install(connections[using])


def _names(vendor, table):
    acts = ["update", "delete", "truncate" if vendor == "postgresql" else "replace"]
    return [f"{table}_no_{act}" for act in acts]


def _create(vendor, table):
    if vendor == "sqlite":
        for act in ("update", "delete"):
            yield f'DROP TRIGGER IF EXISTS "{table}_no_{act}"'
            yield (
                f'CREATE TRIGGER "{table}_no_{act}" BEFORE {act.upper()} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} {SAYS}'); END"
            )
        # INSERT OR REPLACE removes the old row without firing the delete trigger.
        yield f'DROP TRIGGER IF EXISTS "{table}_no_replace"'
        yield (
            f'CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id) '
            f"BEGIN SELECT RAISE(ABORT, '{table} {SAYS}'); END"
        )
        return
    yield (
        "CREATE OR REPLACE FUNCTION safeboard_keep_as_recorded() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '% {SAYS}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for act, level in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        yield (
            f'CREATE OR REPLACE TRIGGER "{table}_no_{act}" BEFORE {act.upper()} ON "{table}" '
            f"FOR EACH {level} EXECUTE FUNCTION safeboard_keep_as_recorded()"
        )
