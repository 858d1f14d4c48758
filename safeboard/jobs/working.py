"""A worker: lap after lap it queues what is due, runs one job, and takes the rows that wait."""

import datetime
import logging
import os
import secrets
import socket
import time

from django.db import close_old_connections, connections
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker as Queue
from django_tasks_db.models import DBTaskResult

from safeboard.jobs import services
from safeboard.jobs.registry import LAPS, RESCUES

logger = logging.getLogger(__name__)
RESCUE_EVERY = datetime.timedelta(minutes=1)
REST, REST_AFTER_FAILURE, NAP = 1.0, 5.0, 0.2


def own_name():
    """Of this process: "server-4321-9f3c". Nobody else has it, so nothing is taken back in its name."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(2)}"


class Worker:
    """name: a worker that starts anew under its old name takes back at once what it held; two must not share one.

    clock: tells the time. orphaned: whether nobody looks after it any more, so that it must end.
    `stop` may be called by a signal or from another thread.
    """

    def __init__(self, name, *, clock, orphaned=lambda: False):
        self.name, self.clock, self.orphaned = name, clock, orphaned
        self.asked_to_stop = False
        self.rescued_at = None

    def stop(self, *signal):
        self.asked_to_stop = True

    def stopping(self):
        return self.asked_to_stop or self.orphaned()

    def run(self):
        """Until asked to stop. A failure (the database is away) is logged, and tried again after a rest."""
        while not self.stopping():
            try:
                rest = 0 if self.lap() else REST
            except Exception:
                logger.exception("Worker %s could not go on; it tries again.", self.name)
                connections.close_all()
                rest = REST_AFTER_FAILURE
            self._rest(rest)

    def until_idle(self):
        """Lap after lap for as long as there is something to do."""
        while not self.stopping() and self.lap():
            pass

    def lap(self):
        """Returns how much was done; 0 when nothing waits."""
        close_old_connections()
        self._rescue()
        done = services.queue_due(at=self.clock()) + self._run_one_job()
        for lap in LAPS:
            if not self.stopping():
                done += lap(at=self.clock(), worker=self.name, stopping=self.stopping)
        close_old_connections()
        return done

    def _rescue(self):
        at, restarted = self.clock(), "" if self.rescued_at else self.name
        if self.rescued_at is None or at - self.rescued_at >= RESCUE_EVERY:
            for rescue in RESCUES:
                rescue(at=at, restarted=restarted)
            self.rescued_at = at

    def _run_one_job(self):
        """The queue is ours only where settings.TASKS keeps it in the database."""
        ours = isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend)
        if not ours or not DBTaskResult.objects.ready().exists():
            return 0
        queue = Queue(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=1,
            worker_id=self.name,
            excluded_queue_names=[],
        )
        queue.run()
        return queue._run_tasks

    def _rest(self, seconds):
        """In naps, so that a request to stop is heard soon."""
        ends = time.monotonic() + seconds
        while not self.stopping() and (left := ends - time.monotonic()) > 0:
            time.sleep(min(NAP, left))
