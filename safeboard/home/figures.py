"""The figures at `/metrics`: what the processes of this host have counted, and what the rows say of jobs and mail.

Jobs and messages are rows, so any host tells the same of them, whichever worker did the work.
"""

import os

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

from safeboard.core.commands import version
from safeboard.home import health

KIND = CONTENT_TYPE_LATEST
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder in which the processes of one server put their counts together; `serving` makes it."""


def all_of_them(*, at) -> bytes:
    """In Prometheus's text format. Six queries."""
    return _counted() + generate_latest(_of_rows(at))


def _counted():
    if not os.environ.get(FOLDER):
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return generate_latest(registry)


def _of_rows(at):
    registry = CollectorRegistry()
    registry.register(_Rows(at))
    return registry


class _Rows:
    def __init__(self, at):
        self.at = at

    def collect(self):
        yield InfoMetricFamily("safeboard", "What is installed.", {"version": version()})
        yield _gauge("safeboard_jobs", "Jobs by their state.", "state", _lower(health.jobs_by_state()))
        yield _seconds(
            "safeboard_oldest_job_seconds", "How long a job has waited.", health.oldest_job(at=self.at)
        )
        yield _seconds("safeboard_work_late_seconds", "How late the work is.", health.work_late(at=self.at))
        yield from _jobs_of_a_day(health.jobs_of_a_day(at=self.at))
        yield _gauge("safeboard_mail", "Messages by their state.", "state", health.mail_by_state())
        yield _seconds(
            "safeboard_oldest_mail_seconds", "How long a message is overdue.", health.oldest_mail(at=self.at)
        )


def _lower(counts):
    return {state.lower(): count for state, count in counts.items()}


def _gauge(name, words, label, counts):
    family = GaugeMetricFamily(name, words, labels=[label])
    for value, count in sorted(counts.items()):
        family.add_metric([value], count)
    return family


def _seconds(name, words, time):
    return GaugeMetricFamily(name, words, value=time.total_seconds())


def _jobs_of_a_day(rows):
    labels = ["job", "ended"]
    counts = GaugeMetricFamily(
        "safeboard_jobs_of_a_day", "Jobs that ended in the last 24 hours.", labels=labels
    )
    means = GaugeMetricFamily("safeboard_job_mean_seconds", "How long each of those took.", labels=labels)
    for job, ended, count, mean in rows:
        counts.add_metric([job, ended], count)
        means.add_metric([job, ended], mean)
    return counts, means
