"""What is recorded stays as recorded: in the ORM, and in the database behind it."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from safeboard.boards.models import Lead, LeadName, Meeting, Term
from safeboard.boards.services import add_board
from safeboard.history import append_only
from safeboard.history.models import AppendOnly, Event, Refused
from safeboard.history.services import CommandLine
from safeboard.plans.models import (
    Action,
    Adoption,
    Assurance,
    DateAnswer,
    DateChange,
    DateRequest,
    Difference,
    Evidence,
    Issue,
    LegendMeaning,
    MilestoneMet,
    NextCheck,
    PartChange,
    Plan,
    Priority,
    Update,
)

NOON = datetime.datetime(2016, 3, 1, 12, tzinfo=datetime.UTC)
TODAY = NOON.date()
KEPT = {
    LeadName: "name",
    Term: "meaning",
    Update: "words",
    DateChange: "why",
    LegendMeaning: "meaning",
    PartChange: "why",
    Adoption: "words",
    Evidence: "link",
    Assurance: "words",
    Difference: "words",
    DateRequest: "why",
    DateAnswer: "why",
    MilestoneMet: "words",
    NextCheck: "why",
    Event: "by_name",
}
"""What is kept as recorded, and a field of words of each."""


def one_of_each():
    board = add_board(name="Harrowmere", by=CommandLine(), at=NOON)
    known = {"recorded_at": NOON}
    said = known | {"effective_on": TODAY, "by_name": "X"}
    LeadName.objects.create(lead=Lead.objects.create(board=board, name="PPG"), name="Policy Group", **said)
    Term.objects.create(board=board, acronym="RAG", meaning="Red, amber, green", **said)
    meeting = Meeting.objects.create(board=board, date=TODAY)
    plan = Plan.objects.create(board=board, title="Plan", accepted_at=NOON)
    LegendMeaning.objects.create(plan=plan, position=0, rating="red", meaning="Off target", **known)
    priority = Priority.objects.create(plan=plan, position=0)
    issue = Issue.objects.create(priority=priority, position=0)
    action = Action.objects.create(issue=issue, position=0, words="Audit", **known)
    update = Update.objects.create(action=action, words="Begun", came="file", **said)
    Evidence.objects.create(update=update, link="https://example.org/minutes", **known)
    Assurance.objects.create(update_said=update, action=action, words="Seen", ask_on=TODAY, **said)
    Difference.objects.create(action=action, answer="yes", words="Fewer wait", **said)
    request = DateRequest.objects.create(action=action, why="Late report", came="web", **said)
    DateAnswer.objects.create(request=request, agreed=True, why="Agreed", meeting=meeting, **said)
    DateChange.objects.create(action=action, why="Late report", effective_on=TODAY, **known)
    MilestoneMet.objects.create(action=action, position=0, words="Met", **said)
    NextCheck.objects.create(action=action, on=TODAY, why="After the audit", **said)
    PartChange.objects.create(plan=plan, action=action, becomes={"words": "Audit ten"}, why="More", **said)
    Adoption.objects.create(plan=plan, meeting=meeting, words="Agreed", **said)


def test_every_append_only_model_of_boards_plans_and_history_is_tried_here():
    models = {model for model in apps.get_models() if issubclass(model, AppendOnly)}
    assert {one for one in models if one._meta.app_label in ("boards", "plans", "history")} == set(KEPT)


@pytest.fixture(params=KEPT, ids=lambda model: model.__name__)
def kept(request, db):
    one_of_each()
    return request.param.objects.get() if request.param is not Event else Event.objects.first()


def a_field(model):
    return KEPT[model]


def test_saving_it_again_is_refused(kept):
    setattr(kept, a_field(type(kept)), "changed")
    with pytest.raises(Refused):
        kept.save()


def test_deleting_it_is_refused(kept):
    with pytest.raises(Refused):
        kept.delete()


@pytest.mark.parametrize("manager", ["objects", "_base_manager", "_default_manager"])
def test_no_queryset_changes_or_deletes_it(kept, manager):
    rows = getattr(type(kept), manager).all()
    field = a_field(type(kept))
    for attempt in (
        lambda: rows.update(**{field: "changed"}),
        lambda: rows.delete(),
        lambda: rows.bulk_update([kept], [field]),
        lambda: rows.update_or_create(pk=kept.pk, defaults={field: "changed"}),
        lambda: rows.filter(pk=kept.pk).update(**{field: F(field)}),
    ):
        with pytest.raises(Refused):
            attempt()


def test_the_database_refuses_to_change_it(kept):
    table, field = kept._meta.db_table, a_field(type(kept))
    with (
        pytest.raises(DatabaseError, match="kept as recorded"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET {field} = 'changed'")


def test_the_database_refuses_to_delete_it(kept):
    with (
        pytest.raises(DatabaseError, match="kept as recorded"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {kept._meta.db_table}")


def test_the_database_refuses_to_empty_or_replace_it(kept):
    table = kept._meta.db_table
    sql = {
        "postgresql": f"TRUNCATE {table} CASCADE",
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    }[connection.vendor]
    connection.check_constraints()  # PostgreSQL will not empty a table whose rows still wait for their check
    with (
        pytest.raises(DatabaseError, match="kept as recorded"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.django_db
def test_a_missing_trigger_is_noticed():
    table = Update._meta.db_table
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_no_update{on}")
    assert append_only.missing(connection) == [f"{table}_no_update"]


@pytest.mark.django_db
def test_rebuilding_the_table_in_a_migration_leaves_the_triggers_in_place():
    """SQLite rebuilds a table to alter a column, and drops its triggers with the old one."""
    with (
        connection.schema_editor(atomic=False)
        if connection.vendor == "postgresql"
        else _rebuilding() as editor
    ):
        editor._remake_table(Update) if connection.vendor == "sqlite" else None
    lost = append_only.missing(connection)
    call_command("migrate", verbosity=0)
    assert (bool(lost), append_only.missing(connection)) == (connection.vendor == "sqlite", [])


def _rebuilding():
    from django.db.backends.sqlite3.schema import DatabaseSchemaEditor

    editor = DatabaseSchemaEditor(connection, atomic=False)
    editor.deferred_sql = []

    class Opened:
        def __enter__(self):
            return editor

        def __exit__(self, *args):
            for sql in editor.deferred_sql:
                editor.execute(sql)

    return Opened()


@pytest.mark.django_db
def test_a_migration_that_cannot_put_them_back_fails(monkeypatch):
    monkeypatch.setattr(append_only, "_create", lambda vendor, table: [])
    with connection.cursor() as cursor:
        on = f" ON {Update._meta.db_table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {Update._meta.db_table}_no_delete{on}")
    with pytest.raises(ImproperlyConfigured, match="plans_update_no_delete"):
        append_only.install(connection)


@pytest.mark.django_db
def test_only_the_tests_flush_may_lift_them():
    with pytest.raises(PermissionError), append_only.lifted(connection, who="a clever admin"):
        pass
    assert append_only.missing(connection) == []


@pytest.mark.django_db
def test_flush_is_refused_outside_the_tests(settings):
    settings.TESTING = False
    with pytest.raises(CommandError, match="never empties"):
        call_command("flush", interactive=False)


@pytest.mark.django_db(transaction=True)
def test_the_tests_themselves_can_be_emptied():
    one_of_each()
    call_command("flush", interactive=False, verbosity=0)
    assert (Update.objects.count(), append_only.missing(connection)) == (0, [])
