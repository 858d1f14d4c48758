"""Safeboard in processes of its own, on a database of its own: an SQLite file, or one on DATABASE_URL's server."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

HOUSE = Path(__file__).resolve().parents[1]
PATIENCE = 60  # seconds
BEGIN = """
import datetime, threading, django
django.setup()
from django.db import connection, transaction
from django.utils import timezone
from safeboard.history.services import CommandLine
from safeboard.outbox.services import write

def a_message(number, **more):
    return write(
        to_email=f"lead{number}@example.org", to_name=f"Lead {number}", subject=f"Number {number}", body="Words",
        kind="round", by=CommandLine(), at=timezone.now(), **more,
    )

@transaction.atomic
def messages(count):
    for number in range(count):
        a_message(number)

def at_once(count, work):
    def one(number):
        ready.wait()
        work(number)
        connection.close()
    ready = threading.Barrier(count)
    threads = [threading.Thread(target=one, args=[number]) for number in range(count)]
    for each in threads: each.start()
    for each in threads: each.join()
"""


class Alone:
    """folder: its data. url: of its PostgreSQL database, or "" for SQLite. more: settings of the environment."""

    def __init__(self, folder, url="", **more):
        self.folder, self.url = folder, url
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("SAFEBOARD_")}
        self.environment = {
            **inherited,
            "SAFEBOARD_DATA": str(folder),
            "SAFEBOARD_SECRET_KEY": "of this test",
            "SAFEBOARD_SITE": "https://plans.example.org",
            "SAFEBOARD_LOG": "plain",  # what a process says is read by tests
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "safeboard.config.settings",
            **more,
        }

    def start(self, *words, script=None):
        command = [sys.executable, *(["-c", BEGIN + script] if script else ["-m", "safeboard"]), *words]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, cwd=HOUSE, env=self.environment, stdout=pipe, stderr=subprocess.STDOUT, text=True
        )

    def run(self, *words, script=None):
        """What it wrote. Fails where it fails."""
        process = self.start(*words, script=script)
        out, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, out
        return out

    def mails(self):
        """The files in the outbox folder."""
        return sorted(path.name for path in (self.folder / "outbox").glob("[!.]*"))

    def messages(self, *columns):
        """Rows of the outbox, as Django has them."""
        script = f"from safeboard.outbox.models import Message\nprint(list(Message.objects.order_by('pk').values_list(*{columns!r})))"
        return eval(self.run(script=script))


def until(true):
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends, "It took too long."
        time.sleep(0.01)


def end(process, number):
    """Stop one with a signal; returns its exit code."""
    process.send_signal(number)
    process.communicate(timeout=PATIENCE)
    return process.returncode


@contextmanager
def a_copied_database(model, name):
    """A PostgreSQL database made from another one, or an empty one. Yields its address."""
    made = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    server = urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{model}"' if model else ""))
        try:
            yield made
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory):
    """A database with all its tables and nothing in them, to be copied: a folder, or a name."""
    folder = tmp_path_factory.mktemp("made")
    if connection.vendor == "sqlite":
        Alone(folder).run("migrate")
        yield folder
        return
    name = urlsplit(os.environ["DATABASE_URL"]).path[1:] + "_made"
    with a_copied_database("", name) as url:
        Alone(folder, url).run("migrate")
        yield name


@pytest.fixture
def alone(empty_tables, tmp_path):
    """A new Safeboard with nothing in it."""
    if connection.vendor == "sqlite":
        shutil.copytree(empty_tables, tmp_path / "data")
        yield Alone(tmp_path / "data")
        return
    with a_copied_database(empty_tables, f"{empty_tables}_copy") as url:
        yield Alone(tmp_path / "data", url)
