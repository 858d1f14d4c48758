"""A database from before the columns for finding: they are filled as the pictures say."""

import datetime
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from safeboard.history import append_only
from safeboard.plans.models import Action, Plan
from safeboard.plans.queries import picture_of
from safeboard.plans.services.standing import columns_of

BEFORE = [("plans", "0001_initial"), ("boards", "0001_initial")]
NOON = datetime.datetime(2016, 3, 1, 12, tzinfo=datetime.UTC)
COLUMNS = ["words", "now_rating", "now_done", "now_dropped", "now_late_after", "now_heard_on", "now_marking"]


def day(month, number=1, year=2016):
    return datetime.date(year, month, number)


@pytest.fixture
def before(transactional_db):
    """The models as they were then, in a database of then; afterwards it is today's again."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps.get_model
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)


def a_plan(model, **meanings):
    board = model("boards", "Board").objects.create(name="Harrowmere", slug="harrowmere")
    plan = model("plans", "Plan").objects.create(board=board, title="Plan", accepted_at=NOON)
    for position, (rating, meaning) in enumerate(meanings.items()):
        model("plans", "LegendMeaning").objects.create(
            plan=plan, position=position, rating=rating, meaning=meaning, recorded_at=NOON
        )
    priority = model("plans", "Priority").objects.create(plan=plan, position=0)
    return model("plans", "Issue").objects.create(priority=priority, position=0)


def an_action(model, issue, words, **more):
    position = model("plans", "Action").objects.count()
    return model("plans", "Action").objects.create(
        issue=issue, position=position, words=words, recorded_at=NOON, **more
    )


def an_update(model, action, on, **more):
    model("plans", "Update").objects.create(
        action=action, effective_on=on, came="file", by_name="X", recorded_at=NOON, **more
    )


def a_move(model, action, on, **more):
    model("plans", "DateChange").objects.create(
        action=action, effective_on=on, why="Later", due_kind="month", recorded_at=NOON, **more
    )


def columns():
    return {row.pop("words"): tuple(row.values()) for row in Action.objects.values(*COLUMNS)}


def pictured():
    shown = picture_of(Plan.objects.get(), day=day(12), ahead=True)
    return {one.words: (*columns_of(one).values(), "") for one in shown.actions}


def test_the_columns_of_actions_that_were_there_before_are_filled_a_batch_at_a_time(before, monkeypatch):
    monkeypatch.setattr(import_module("safeboard.plans.migrations.0003_columns_for_finding"), "BATCH", 2)
    issue = a_plan(before, red="Off target", blue="Complete")
    an_action(before, issue, "Nothing said")
    rated = an_action(before, issue, "Rated", due_kind="month", due_latest=day(6, 30))
    an_update(before, rated, day(2), rating="red", words="Behind")
    an_update(before, rated, day(1), rating="blue", words="Done")
    an_update(before, rated, day(3), opener="March:")
    an_update(before, rated, day(4), rating="blue")
    twice = an_action(before, issue, "Rated twice on a day", due_kind="ongoing", due_latest=day(6, 30))
    an_update(before, twice, day(2), rating="blue")
    an_update(before, twice, day(2), rating="red")
    stepped = an_action(before, issue, "In steps", due_kind="milestones", due_latest=day(6, 30))
    for position, month in enumerate([5, 6]):
        before("plans", "Milestone").objects.create(
            action=stepped, position=position, earliest=day(month), latest=day(month, 28)
        )
    moved = an_action(before, issue, "Moved", due_kind="month", due_latest=day(1, 31))
    a_move(before, moved, day(2), due_latest=day(9, 30))
    a_move(before, moved, day(1), due_latest=day(6, 30))
    call_command("migrate", verbosity=0)
    assert columns() == {
        "Nothing said": ("", False, False, None, None, ""),
        "Rated": ("blue", True, False, day(6, 30), day(3), ""),
        "Rated twice on a day": ("red", False, False, None, None, ""),
        "In steps": ("", False, False, day(5, 28), None, ""),
        "Moved": ("", False, False, day(9, 30), None, ""),
    }
    assert pictured() == columns()
    assert append_only.missing(connection) == []
