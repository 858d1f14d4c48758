"""Tests that begin on one day end on it: the clock stops just before midnight, as long as they run."""

import datetime

import pytest
from django.utils import timezone

_now = timezone.now
_LAST = timezone.make_aware(
    datetime.datetime.combine(timezone.localdate(), datetime.time(23, 59, 59)),
    timezone.get_default_timezone(),
)


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: min(_now(), _LAST))
