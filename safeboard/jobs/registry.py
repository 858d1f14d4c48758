"""What workers do, as each app says in its `duties.py`. Like commands, duties may read the clock.

    @periodic("remind the leads", minutes=10)    a job put into the queue in time, once however many workers there are
    @each_lap                                    called all the time by every worker: takes rows that wait
    @rescue                                      called at the start and every minute: frees what a killed worker held

A job may be run again after its worker was killed, and a lap never sees what another worker holds: so each of them
starts from rows, and takes a row by a conditional UPDATE.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django_tasks import task
from django_tasks.base import Task


@dataclass(frozen=True, slots=True)
class Duty:
    name: str
    every: datetime.timedelta
    task: Task


DUTIES: dict[str, Duty] = {}
LAPS: list[Callable[..., int]] = []
RESCUES: list[Callable[..., int]] = []


def periodic(name, **every):
    """Make a function without arguments a job that comes round. every: as for timedelta, such as minutes=10."""

    def keep(function):
        duty = Duty(name, datetime.timedelta(**every), task(function))
        DUTIES[name] = duty
        return duty.task

    return keep


def each_lap(function):
    """function(*, at, worker, stopping) -> how many it did. stopping(): whether it should come to an end."""
    LAPS.append(function)
    return function


def rescue(function):
    """function(*, at, restarted) -> how many it freed. restarted: the worker that starts anew, or ""."""
    RESCUES.append(function)
    return function
