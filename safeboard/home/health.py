"""How an installation is doing: what the probes, the figures and `safeboard doctor` ask of it. Everything here only reads."""

import os
from datetime import timedelta
from functools import cache

from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Min
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from safeboard.core.commands import how_many
from safeboard.jobs.models import Periodic
from safeboard.outbox.models import SENDABLE, Message

AWAY = "it does not answer"
NEVER_STORED = "never-stored"
"""A name that no file has: to ask for it shows whether the storage answers."""


def why_not_ready() -> dict[str, str]:
    """{what: why} of what keeps this host from answering; {} when it can. Says nothing that is secret."""
    checks = {"database": database_fault, "files": files_fault}
    return {what: fault for what, check in checks.items() if (fault := check())}


def database_fault() -> str:
    """ "" when the database answers and has every table that this Safeboard knows."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = migrations_waiting()
    except DatabaseError:
        return AWAY
    return f"{how_many(len(waiting), 'migration')} not yet run" if waiting else ""


def migrations_waiting() -> list[str]:
    """Names of migrations that have not run here. Once there are none, that is remembered: they are never taken back."""
    try:
        return _waiting()
    except _Waiting as found:
        return found.args[0]


class _Waiting(Exception):
    """Raised, so that only an answer without any is remembered."""


@cache
def _waiting() -> list[str]:
    executor = MigrationExecutor(connection)
    waiting = [str(one) for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if waiting:
        raise _Waiting(waiting)
    return []


def files_fault() -> str:
    """ "" when files can be kept: the folder may be written to, or the storage elsewhere answers."""
    if isinstance(default_storage, FileSystemStorage):
        return folder_fault(default_storage.location)
    try:
        default_storage.exists(NEVER_STORED)
    except Exception:  # each storage has errors of its own
        return "the storage does not answer"
    return ""


def folder_fault(path) -> str:
    """Of a folder that is there or can be made."""
    while not os.path.exists(path):
        path = os.path.dirname(path)
    return "" if os.access(path, os.W_OK | os.X_OK) else "the folder cannot be written to"


def work_late(*, at) -> timedelta:
    """By how much the job that is most overdue is late; nothing where a worker keeps up. One query."""
    first = Periodic.objects.aggregate(first=Min("next_run"))["first"]
    return max(at - first, timedelta()) if first else timedelta()


def jobs_by_state() -> dict[str, int]:
    """{"READY": 2, …}: every state there is. One query."""
    found = dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in TaskResultStatus.values}


def oldest_job(*, at) -> timedelta:
    """How long the job that waits longest has waited. One query."""
    first = DBTaskResult.objects.ready().order_by().aggregate(first=Min("run_after"))["first"]
    return max(at - first, timedelta()) if first else timedelta()


def jobs_of_a_day(*, at) -> list[tuple[str, str, int, float]]:
    """[(job, how it ended, how many, seconds each on average)] of those that ended in the last 24 hours. One query."""
    took = ExpressionWrapper(F("finished_at") - F("started_at"), DurationField())
    ended = DBTaskResult.objects.filter(finished_at__gt=at - timedelta(days=1), started_at__isnull=False)
    rows = ended.order_by().values_list("task_path", "status").annotate(count=Count("pk"), mean=Avg(took))
    return [
        (path.rsplit(".", 1)[-1], state.lower(), count, mean.total_seconds())
        for path, state, count, mean in rows
    ]


def mail_by_state() -> dict[str, int]:
    """{"waiting": 2, …}: the states of messages that there are. One query."""
    return dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))


def oldest_mail(*, at) -> timedelta:
    """How long the message that is longest overdue has waited to be sent. One query."""
    first = Message.objects.filter(SENDABLE).aggregate(first=Min("not_before"))["first"]
    return max(at - first, timedelta()) if first else timedelta()
