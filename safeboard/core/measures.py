"""What is counted while pages are answered, for `/metrics`. Labels are patterns and words of ours, so that there are few of them."""

import time
from contextlib import contextmanager

from django.conf import settings
from prometheus_client import REGISTRY, Histogram, disable_created_metrics

disable_created_metrics()
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
REQUESTS = Histogram(
    "safeboard_request_seconds",
    "How long answers took, by the pattern of the address.",
    ["route", "method", "status"],
    buckets=SECONDS,
    registry=REGISTRY,
)
READINGS = Histogram(
    "safeboard_reading_seconds",
    "How long the reading of a file took, by how it ended.",
    ["ended"],
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
    registry=REGISTRY,
)


def request(route: str, method: str, status: int, seconds: float) -> None:
    """One answer. status: 404 is counted as "4xx"."""
    if settings.METRICS_TOKEN:
        REQUESTS.labels(route, method, f"{status // 100}xx").observe(seconds)


@contextmanager
def reading():
    """Around the reading of one file; a failure counts as "refused"."""
    began, ended = time.perf_counter(), "refused"
    try:
        yield
        ended = "read"
    finally:
        if settings.METRICS_TOKEN:
            READINGS.labels(ended).observe(time.perf_counter() - began)
