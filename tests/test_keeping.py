"""Backups that are sealed, looked at, made by an earlier Safeboard, or taken while people work; and moving from SQLite to PostgreSQL and back."""

import json
import os
import sqlite3
import zipfile
from contextlib import closing, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests.alone import Alone, a_copied_database, until
from tests.running import PLAN

pytestmark = pytest.mark.django_db  # so that the run on PostgreSQL has them too
EARLIER = Path(__file__).parent / "earlier" / "before-assurance.zip"
KEY = "a long random text of the test"
WRITERS = 2
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
WAYS = (
    ["from PostgreSQL to SQLite", "from SQLite to PostgreSQL"] if ON_POSTGRESQL else ["from SQLite to SQLite"]
)

WORK = """
import io
from django.core.management import call_command
from safeboard.boards.models import Board
from safeboard.people.models import User
from safeboard.plans.models import Action
from safeboard.plans import services
from django.db import OperationalError
who = User.objects.first()
actions = list(Action.objects.all())
number = 0
while True:
    try:
        services.post_update(
            actions[number % len(actions)], words=f"Word {number} of {NAME}", by=who, at=timezone.now(),
            files=[(f"{NAME}-{number}.txt", f"{NAME} {number}".encode())],
        )
    except OperationalError:  # SQLite was busy for too long: nothing was acknowledged, so it is said again
        continue
    number += 1
    print(number, flush=True)
"""


@pytest.fixture
def with_a_plan(alone, tmp_path):
    return bring_in_a_plan(alone, tmp_path)


def bring_in_a_plan(safeboard, folder):
    """A board with a plan and somebody who manages it."""
    plan = folder / "plan.html"
    plan.write_bytes(PLAN)
    safeboard.run("adduser", "jo@harrow.example", "--name", "Jo Day", "--board", "Harrowmere")
    safeboard.run("import", str(plan), "--accept", "--board", "Harrowmere")
    return safeboard


@pytest.fixture(params=WAYS)
def two_databases(request, alone, tmp_path):
    """(a Safeboard with a plan, one without any table)"""
    if request.param != "from SQLite to PostgreSQL":
        yield bring_in_a_plan(alone, tmp_path), Alone(tmp_path / "other")
        return
    on_sqlite = Alone(tmp_path / "sqlite")
    on_sqlite.run("migrate")
    with new_database("_other") as url:
        yield bring_in_a_plan(on_sqlite, tmp_path), Alone(tmp_path / "other", url)


def manifest_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


# --- Sealed, and looked at ---


def test_a_sealed_backup_comes_back_with_its_key_and_not_without(with_a_plan, tmp_path):
    key, backup = tmp_path / "key", tmp_path / "backup"
    key.write_text(KEY + "\n")
    assert ", sealed." in with_a_plan.run("backup", str(backup), "--key-file", str(key))
    assert b"Audit ten cases" not in backup.read_bytes()
    assert "is whole: " in with_a_plan.run("backup", str(backup), "--check", "--key-file", str(key))
    new = Alone(tmp_path / "new")
    without = new.start("restore", str(backup))
    assert "--key-file" in without.communicate()[0]
    assert without.returncode == 2
    assert not (tmp_path / "new").exists()
    assert "Restored" in new.run("restore", str(backup), "--key-file", str(key))
    assert "Audit ten cases" in new.run("status")


def test_a_key_that_could_be_guessed_is_refused(with_a_plan, tmp_path):
    key = tmp_path / "key"
    for text, says in ((" \n", "is empty"), ("short", "too short")):
        key.write_text(text)
        process = with_a_plan.start("backup", str(tmp_path / "backup"), "--key-file", str(key))
        assert says in process.communicate()[0]
    assert not (tmp_path / "backup").exists()


def test_a_backup_that_was_damaged_is_told_when_it_is_looked_at(with_a_plan, tmp_path):
    backup = tmp_path / "backup"
    with_a_plan.run("backup", str(backup))
    with zipfile.ZipFile(backup) as archive:
        actions = archive.getinfo("rows/plans.Action.jsonl")
    data = bytearray(backup.read_bytes())
    data[actions.header_offset + 60 + actions.compress_size // 2] ^= 1  # 60: about as long as its head
    backup.write_bytes(data)
    process = with_a_plan.start("backup", str(backup), "--check")
    assert "changed or damaged" in process.communicate()[0]
    assert process.returncode == 2


# --- Of an earlier Safeboard ---


def test_a_backup_of_an_earlier_safeboard_comes_back_and_goes_forward(tmp_path):
    """The file was written before there was any assurance: its tables are made as they were, and taken forward with the rows."""
    rows = manifest_of(EARLIER)["rows"]
    with new_database("_earlier") as url:
        new = Alone(tmp_path / "data", url)
        assert f"Restored {sum(rows.values())} rows" in new.run("restore", str(EARLIER))
        assert "All of it adds up" in new.run("verify")
        later = tmp_path / "later.zip"
        new.run("backup", str(later))
    kept = manifest_of(later)["rows"]
    assert {label: kept[label] for label in rows} == rows
    assert set(manifest_of(later)["migrations"]) > set(manifest_of(EARLIER)["migrations"])


def test_a_backup_of_an_earlier_safeboard_is_not_restored_among_later_tables(alone, tmp_path):
    process = alone.start("restore", str(EARLIER))
    assert "that has no tables yet" in process.communicate()[0]
    assert process.returncode == 2


def new_database(name):
    """Yields the address of one without any table, of the kind that this run of the tests uses."""
    if connection.vendor == "sqlite":
        return nullcontext("")
    return a_copied_database("", urlsplit(os.environ["DATABASE_URL"]).path[1:] + name)


# --- While people work, and to the other kind of database ---


def test_a_backup_taken_while_people_work_comes_back_on_another_database(two_databases, tmp_path):
    with_a_plan, other = two_databases
    backup = tmp_path / "backup"
    writers = [with_a_plan.start(script=f"NAME = 'W{number}'\n{WORK}") for number in range(WRITERS)]
    try:
        assert [writer.stdout.readline() for writer in writers] == ["1\n"] * WRITERS
        written_before = updates(with_a_plan)
        with_a_plan.run("backup", str(backup))
        until(lambda: updates(with_a_plan) > manifest_of(backup)["rows"]["plans.Update"])
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    kept = manifest_of(backup)
    assert kept["lost"] == []
    assert kept["rows"]["plans.Update"] >= written_before >= WRITERS
    other.run("restore", str(backup))
    assert "All of it adds up" in other.run("verify")
    assert updates(other) == kept["rows"]["plans.Update"]
    other.run(script=f"NAME = 'after'\n{WORK}".replace("while True", "while number < 1"))
    back = tmp_path / "back.zip"
    other.run("backup", str(back))
    assert manifest_of(back)["rows"]["plans.Update"] == kept["rows"]["plans.Update"] + 1


def updates(safeboard):
    """How many there are, by asking the database itself."""
    query = "SELECT count(*) FROM plans_update"
    if safeboard.url:
        with psycopg.connect(safeboard.url) as asked:
            return asked.execute(query).fetchone()[0]
    with closing(sqlite3.connect(safeboard.folder / "safeboard.sqlite3", timeout=30)) as asked:
        return asked.execute(query).fetchone()[0]
