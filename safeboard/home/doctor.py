"""What is wrong with an installation, in plain words, and what to do about it. Everything here only looks.

A check is a function that yields Ills; they are asked one after the other, and those that need the database only where it answers.
"""

from __future__ import annotations

import inspect
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import TaskResultStatus

from safeboard.boards.access import KEEPING
from safeboard.boards.models import Board, Seat, current_on
from safeboard.core.commands import how_many
from safeboard.history import append_only
from safeboard.home import health
from safeboard.outbox.models import State

LEAST_FREE = 1024**3
LATE = timedelta(minutes=5)
LONG = timedelta(hours=1)
SKEW = timedelta(seconds=30)
OLDEST_BACKUP = timedelta(days=2)
SHORTEST_KEY = 40
NAME = re.compile(r"SAFEBOARD_[A-Z0-9_]+")


@dataclass(frozen=True, slots=True)
class Ill:
    """says: what is wrong, a sentence. do: what to do about it, a sentence. grave: whether it is wrong, or only worth a look."""

    says: str
    do: str
    grave: bool = True


def ills(*, at: datetime) -> Iterator[Ill]:
    """All that is wrong at a moment; nothing when all is well."""
    yield from of_settings()
    yield from of_names()
    yield from of_files()
    yield from of_backups(at)
    if fault := health.database_fault():
        yield of_database(fault)
        return
    for check in OF_ROWS:
        yield from check(at)


def of_settings() -> Iterator[Ill]:
    if settings.DEMO:
        yield Ill(
            "It runs as a demonstration: anybody reads every e-mail at /outbox/.",
            "Unset SAFEBOARD_DEMO before real people use it.",
        )
    elif settings.SECRET_KEY.startswith("only-for-the-demo"):
        yield Ill(
            "It has no secret key of its own.", "Set SAFEBOARD_SECRET_KEY to a long random text, and keep it."
        )
    elif len(settings.SECRET_KEY) < SHORTEST_KEY:
        yield Ill(
            f"The secret key is shorter than {SHORTEST_KEY} letters, so it might be guessed.",
            "Set SAFEBOARD_SECRET_KEY to a longer one; everybody has to sign in again, and set up second factors anew.",
        )
    if not settings.SESSION_COOKIE_SECURE:
        yield Ill(
            "It does not know that it is reached by HTTPS, so a browser would send who is signed in without it too.",
            "Put a web server with HTTPS before it and set SAFEBOARD_HTTPS=true.",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Ill("It answers under any name.", "Set SAFEBOARD_HOSTS to the names it has, with commas.")
    if not settings.SITE_NAMED:
        yield Ill(
            "It does not know its own address, with which links in e-mails begin.",
            "Set SAFEBOARD_SITE, such as https://plans.example.org.",
        )
    elif settings.SESSION_COOKIE_SECURE and not settings.SITE_NAMED.startswith("https://"):
        yield Ill(
            "Links in e-mails do not begin with https://.", "Set SAFEBOARD_SITE to the address that does."
        )
    if settings.OUTBOX_BACKEND.endswith("FolderBackend"):
        yield Ill(
            "E-mails go to a folder and to nobody.",
            "Set SAFEBOARD_MAIL_URL to your mail server, then look at Messages.",
        )


def of_names() -> Iterator[Ill]:
    """Of names in the environment that look like settings and are none: somebody mistyped one."""
    known = set(NAME.findall(inspect.getsource(import_module(os.environ["DJANGO_SETTINGS_MODULE"]))))
    for name in sorted(set(NAME.findall(" ".join(os.environ))) - known):
        yield Ill(
            f"{name} is set, and no setting has that name.", "Look it up in docs/setting-up.md.", grave=False
        )


def of_files() -> Iterator[Ill]:
    if fault := health.files_fault():
        yield Ill(
            f"Files cannot be kept: {fault}.", "Let the user it runs as write there, or mend the storage."
        )
    if fault := health.folder_fault(settings.DATA_DIR):
        yield Ill(
            f"The data folder {settings.DATA_DIR}: {fault}.",
            "Let the user it runs as write there: look at SAFEBOARD_DATA.",
        )
    free = shutil.disk_usage(_nearest(settings.DATA_DIR)).free
    if free < LEAST_FREE:
        yield Ill(
            f"There are {free // 1024**2:,} MB left on the disk of {settings.DATA_DIR}.",
            "Make room: an upload or a paper that finds none is refused.",
        )


def _nearest(path) -> Path:
    path = Path(path)
    return path if path.exists() else _nearest(path.parent)


def of_backups(at) -> Iterator[Ill]:
    """Of the folder in SAFEBOARD_BACKUPS, where there is one."""
    if not settings.BACKUPS:
        yield Ill(
            "It is not known where backups are kept.",
            "Set SAFEBOARD_BACKUPS to their folder, and have `safeboard backup` write one there each night.",
            grave=False,
        )
        return
    times = [one.stat().st_mtime for one in Path(settings.BACKUPS).glob("*") if one.is_file()]
    if not times or at.timestamp() - max(times) > OLDEST_BACKUP.total_seconds():
        yield Ill(
            f"There is no backup of the last {OLDEST_BACKUP.days} days in {settings.BACKUPS}.",
            "Run `safeboard backup` into it, and see why the nightly one did not.",
        )


def of_database(fault) -> Ill:
    if fault == health.AWAY:
        return Ill(f"The database: {fault}.", "Look at DATABASE_URL and at whether the server runs.")
    return Ill(f"The database: {fault}.", "Take a backup, then run `safeboard migrate`.")


def of_triggers(at) -> Iterator[Ill]:
    if lacking := append_only.missing(connection):
        yield Ill(
            f"The database does not keep what was recorded: {len(lacking)} triggers are missing, such as {lacking[0]}.",
            "Run `safeboard migrate`, which puts them in place, and ask who took them away.",
        )


def of_clock(at) -> Iterator[Ill]:
    before = time.time()
    if connection.vendor == "sqlite" or not Board.objects.exists():
        return
    theirs = Board.objects.values_list(Now(), flat=True)[:1].get()
    apart = abs(theirs.timestamp() - before)
    if apart > SKEW.total_seconds():
        yield Ill(
            f"The clocks of this machine and of the database are {apart:.0f} seconds apart.",
            "Keep both by a time server: what was known at a moment depends on them.",
        )


def of_work(at) -> Iterator[Ill]:
    late = health.work_late(at=at)
    if late > LATE:
        yield Ill(
            f"No worker is at work: what comes round is {_words(late)} late.",
            "Run `safeboard work` beside the web server, as a service that is started again.",
        )
    failed = health.jobs_by_state()[TaskResultStatus.FAILED]
    if failed:
        yield Ill(f"{how_many(failed, 'job')} failed.", "Look for it in the log of the worker.", grave=False)


def of_mail(at) -> Iterator[Ill]:
    late = health.oldest_mail(at=at)
    if late > LONG:
        yield Ill(
            f"An e-mail has waited {_words(late)} to be sent.",
            "See whether the worker runs and the mail server takes mail: Messages says what it answered.",
        )
    failed = health.mail_by_state().get(State.FAILED, 0)
    if failed:
        yield Ill(
            f"{how_many(failed, 'e-mail')} could not be sent.",
            "Look at Messages: put addresses right and send them again.",
            grave=False,
        )


def of_boards(at) -> Iterator[Ill]:
    kept = Seat.objects.filter(current_on(timezone.localdate(at)), role__in=KEEPING).values("board")
    for board in Board.objects.exclude(pk__in=kept).order_by("name"):
        yield Ill(
            f"Nobody can manage {board}: it has no business manager or chair today.",
            f"Run `safeboard adduser E-MAIL --name NAME --board “{board}”`.",
        )


OF_ROWS: tuple[Callable[[datetime], Iterator[Ill]], ...] = (
    of_triggers,
    of_clock,
    of_work,
    of_mail,
    of_boards,
)


def _words(time) -> str:
    hours, minutes = divmod(int(time.total_seconds()) // 60, 60)
    return f"{hours} hours" if hours > 1 else f"{60 * hours + minutes} minutes"
