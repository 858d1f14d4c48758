"""`safeboard doctor`: each ill is made, and told in a sentence that says what to do."""

import datetime
import json
import os
import time

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from safeboard.boards.models import Seat
from safeboard.history import append_only
from safeboard.history.services import CommandLine
from safeboard.home import doctor, health
from safeboard.jobs.models import Periodic
from safeboard.outbox.models import Message, State
from safeboard.outbox.services import write
from safeboard.plans.tests.factories import a_board, someone
from tests.running import run

pytestmark = pytest.mark.django_db
AGO = datetime.timedelta(hours=3)


@pytest.fixture(autouse=True)
def healthy(settings, tmp_path, monkeypatch):
    """An installation with nothing wrong: its settings, a backup, a board that somebody manages."""
    for name in [one for one in os.environ if one.startswith("SAFEBOARD_")]:  # of whoever runs the tests
        monkeypatch.delenv(name)
    settings.SECRET_KEY = "k" * 50
    settings.SESSION_COOKIE_SECURE = True
    settings.SITE_NAMED = "https://plans.example.org"
    settings.ALLOWED_HOSTS = ["plans.example.org"]
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.BACKUPS = tmp_path / "backups"
    settings.BACKUPS.mkdir()
    (settings.BACKUPS / "one.zip").write_bytes(b"1")
    someone("business_manager", a_board())
    return settings


def said():
    return [ill.says for ill in doctor.ills(at=timezone.now())]


def test_nothing_is_said_where_nothing_is_wrong():
    assert said() == []
    done = run("doctor")
    assert (done.code, done.out) == (0, "Nothing is wrong. `safeboard verify` looks at every file.\n")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DEMO", True, "It runs as a demonstration"),
        ("SECRET_KEY", "only-for-the-demo-and-tests-never-for-real-use", "no secret key of its own"),
        ("SECRET_KEY", "short", "shorter than 40 letters"),
        ("SESSION_COOKIE_SECURE", False, "reached by HTTPS"),
        ("ALLOWED_HOSTS", ["*"], "answers under any name"),
        ("SITE_NAMED", "", "does not know its own address"),
        ("SITE_NAMED", "http://plans.example.org", "do not begin with https://"),
        ("OUTBOX_BACKEND", "safeboard.outbox.folder.FolderBackend", "to a folder and to nobody"),
        ("BACKUPS", "", "not known where backups are kept"),
    ],
)
def test_a_setting_that_is_wrong_is_told(healthy, name, value, says):
    setattr(healthy, name, value)
    (told,) = said()
    assert says in told


def test_a_name_that_looks_like_a_setting_and_is_none_is_told(monkeypatch):
    monkeypatch.setenv("SAFEBOARD_HOST", "plans.example.org")
    assert said() == ["SAFEBOARD_HOST is set, and no setting has that name."]


def test_an_old_backup_is_told(healthy):
    old = time.time() - 3 * 24 * 3600
    os.utime(healthy.BACKUPS / "one.zip", (old, old))
    assert said() == [f"There is no backup of the last 2 days in {healthy.BACKUPS}."]


def test_a_full_disk_is_told(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 5 * 1024**2}))
    (told,) = said()
    assert told.startswith("There are 5 MB left")


def test_a_folder_that_cannot_be_written_to_is_told(monkeypatch):
    monkeypatch.setattr(health.os, "access", lambda *asked: False)
    assert [one.split(":")[0] for one in said()][0] == "Files cannot be kept"


def test_a_database_that_is_behind_is_told_and_what_to_do(monkeypatch):
    monkeypatch.setattr(health, "migrations_waiting", lambda: ["plans.0099_later"])
    (ill,) = doctor.ills(at=timezone.now())
    assert "1 migration not yet run" in ill.says
    assert "safeboard migrate" in ill.do


def test_triggers_that_are_gone_are_told():
    with append_only.lifted(connection, who="test flush"):
        (told,) = said()
    assert "does not keep what was recorded" in told


def test_work_that_nobody_does_is_told():
    Periodic.objects.create(name="remind", every=600, next_run=timezone.now() - AGO)
    assert said() == ["No worker is at work: what comes round is 3 hours late."]


def test_jobs_that_failed_are_told():
    now = timezone.now()
    DBTaskResult.objects.create(
        task_path="a.b", args_kwargs={}, status="FAILED", backend_name="default", run_after=now,
        queue_name="default", exception_class_path="", traceback="",
    )  # fmt: skip
    assert said() == ["1 job failed."]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"not_before": timezone.now() - AGO}, "An e-mail has waited 3 hours to be sent."),
        ({"state": State.FAILED}, "1 e-mail could not be sent."),
    ],
)
def test_mail_that_does_not_go_is_told(change, says):
    words = {"subject": "Hello", "body": "Words", "kind": "round"}
    write(to_email="a@example.org", to_name="", **words, by=CommandLine(), at=timezone.now())
    Message.objects.update(**change)
    assert said() == [says]


def test_a_board_that_nobody_can_manage_is_told():
    Seat.objects.update(ends=timezone.localdate() - AGO - datetime.timedelta(days=1))
    (told,) = said()
    assert told.startswith("Nobody can manage Board ")


def test_what_is_wrong_ends_the_command_with_one_and_is_there_for_a_script(healthy):
    healthy.SITE_NAMED, healthy.BACKUPS = "", ""
    done = run("doctor", "--json")
    told = json.loads(done.out)
    assert (done.code, told["wrong"], len(told["found"])) == (1, 1, 2)
    assert "1 thing to put right." in run("doctor").out
