"""Turns and interrupted jobs. What a machine does to its own queue is no history."""

import datetime

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from safeboard.jobs.models import Periodic
from safeboard.jobs.registry import DUTIES

LONGEST_JOB = datetime.timedelta(minutes=15)
TRIES = 3
FINISHED_KEPT = datetime.timedelta(days=1)


def queue_due(*, at):
    """Put every periodic job whose time has come into the queue, once however many workers ask. Returns how many."""
    rows = {row.name: row for row in Periodic.objects.all()}
    return sum(_take_turn(duty, rows.get(duty.name), at) for duty in DUTIES.values())


def _take_turn(duty, row, at):
    if row is None:
        row, _ = Periodic.objects.get_or_create(
            name=duty.name, defaults={"every": duty.every.total_seconds(), "next_run": at}
        )
    if row.next_run > at:
        return 0
    missed = (at - row.next_run) // duty.every
    with transaction.atomic():  # a turn that is taken is in the queue, or neither is
        taken = Periodic.objects.filter(pk=row.pk, next_run=row.next_run).update(
            next_run=row.next_run + duty.every * (missed + 1), every=duty.every.total_seconds()
        )
        if taken:
            duty.task.enqueue()
    return taken


def free_interrupted(*, at, restarted=""):
    """Put jobs back into the queue whose worker was killed: they run for too long, or their worker starts anew.

    One that was interrupted TRIES times has failed. Returns how many were freed.
    """
    freed = 0
    for job in DBTaskResult.objects.running().only("started_at", "worker_ids"):
        theirs = bool(restarted) and job.worker_ids[-1:] == [restarted]
        if theirs or job.started_at < at - LONGEST_JOB:
            held = DBTaskResult.objects.filter(
                pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at
            )
            freed += held.update(**_after_interruption(len(job.worker_ids), at))
    return freed


def _after_interruption(tries, at):
    if tries < TRIES:
        return {"status": TaskResultStatus.READY, "started_at": None}
    return {
        "status": TaskResultStatus.FAILED,
        "finished_at": at,
        "exception_class_path": "builtins.InterruptedError",
        "traceback": f"InterruptedError: its worker stopped in the middle {tries} times.",
    }


def forget_finished(*, at):
    """What went well is kept for a day; what failed stays for as long as settings say, see privacy/retention.py."""
    done = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=at - FINISHED_KEPT)
    done.delete()
