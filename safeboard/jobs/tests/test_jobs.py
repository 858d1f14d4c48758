"""Turns are taken once, what a killed worker held comes back, and a worker goes on whatever fails."""

import datetime

import pytest
from django.db import OperationalError
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from safeboard.jobs import registry, services, working
from safeboard.jobs.models import Periodic
from safeboard.jobs.working import Worker

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2016, 3, 1, 12, 0, tzinfo=datetime.UTC)
RAN = []
at_work = pytest.mark.django_db(transaction=True)  # between laps a worker lets go of connections


@task
def runs():
    RAN.append(1)


@task
def fails():
    raise ValueError("broken")


def later(**more):
    return AT + datetime.timedelta(**more)


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    RAN.clear()
    ours = {"look": registry.Duty("look", datetime.timedelta(minutes=10), runs)}
    monkeypatch.setattr(services, "DUTIES", ours)
    monkeypatch.setattr(working, "LAPS", [])
    monkeypatch.setattr(working, "RESCUES", [services.free_interrupted])


def worker(name="one", at=AT):
    return Worker(name, clock=lambda: at)


def a_job(*, worker="one", started=AT, times=1):
    """One that a killed worker left running."""
    runs.enqueue()
    job = DBTaskResult.objects.get()
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=started, worker_ids=[worker] * times
    )
    return job


def status(job):
    job.refresh_from_db()
    return job.status


def test_a_periodic_job_is_due_at_once_and_then_every_time():
    turns = [services.queue_due(at=later(minutes=minutes)) for minutes in (0, 0, 9, 10, 19, 20)]
    assert turns == [1, 0, 0, 1, 0, 1]


def test_turns_missed_are_made_up_for_once_and_the_rhythm_stays():
    services.queue_due(at=AT)
    assert [services.queue_due(at=later(minutes=minutes)) for minutes in (47, 49, 50)] == [1, 0, 1]


def test_a_turn_seen_by_two_is_taken_by_one():
    services.queue_due(at=AT)
    seen = Periodic.objects.get()
    duty = services.DUTIES["look"]
    assert [services._take_turn(duty, seen, later(minutes=10)) for _ in range(2)] == [1, 0]
    assert DBTaskResult.objects.count() == 2


def test_a_turn_whose_job_could_not_be_queued_is_not_taken(monkeypatch):
    services.queue_due(at=AT)

    def away(*args, **kwargs):
        raise OperationalError("away")

    with monkeypatch.context() as patch:
        patch.setattr(type(runs), "enqueue", away)
        with pytest.raises(OperationalError):
            services.queue_due(at=later(minutes=10))
    assert services.queue_due(at=later(minutes=10)) == 1


@at_work
def test_a_worker_queues_what_is_due_and_runs_it():
    worker().until_idle()
    assert (RAN, DBTaskResult.objects.get().status) == ([1], TaskResultStatus.SUCCESSFUL)


@at_work
def test_a_job_that_fails_is_kept_as_failed_and_the_next_one_runs():
    fails.enqueue()
    worker().until_idle()
    assert (RAN, DBTaskResult.objects.failed().count()) == ([1], 1)


@pytest.mark.parametrize(("minutes", "freed"), [(15, 0), (16, 1)])
def test_a_job_that_runs_for_too_long_goes_back_into_the_queue(minutes, freed):
    job = a_job()
    assert services.free_interrupted(at=later(minutes=minutes)) == freed
    assert (status(job) == TaskResultStatus.READY) == bool(freed)


@at_work
def test_a_worker_that_starts_anew_takes_back_its_job_and_runs_it():
    job = a_job()
    worker("two", later(seconds=1))._rescue()
    assert status(job) == TaskResultStatus.RUNNING
    worker("one", later(seconds=1)).until_idle()
    assert (status(job), job.worker_ids) == (TaskResultStatus.SUCCESSFUL, ["one", "one"])


def test_a_job_interrupted_three_times_has_failed():
    job = a_job(times=3)
    services.free_interrupted(at=later(hours=1))
    assert (status(job), job.traceback) == (
        TaskResultStatus.FAILED,
        "InterruptedError: its worker stopped in the middle 3 times.",
    )


def test_what_went_well_is_forgotten_after_a_day_and_what_failed_is_not():
    for state, days in (("SUCCESSFUL", 2), ("FAILED", 2)):
        runs.enqueue()
        DBTaskResult.objects.ready().update(status=state, finished_at=later(days=-days))
    services.forget_finished(at=AT)
    assert [job.status for job in DBTaskResult.objects.all()] == ["FAILED"]


@at_work
def test_laps_are_called_until_they_have_nothing_left_to_do(monkeypatch):
    left = [2, 1, 0]
    monkeypatch.setattr(working, "LAPS", [lambda **words: left.pop(0)])
    monkeypatch.setattr(services, "DUTIES", {})
    worker().until_idle()
    assert left == []


def test_rescue_comes_at_the_start_with_the_workers_name_and_then_every_minute(monkeypatch):
    calls, at = [], [AT]
    monkeypatch.setattr(working, "RESCUES", [lambda *, at, restarted: calls.append(restarted)])
    one = Worker("one", clock=lambda: at[0])
    for seconds in (0, 30, 61, 90):
        at[0] = later(seconds=seconds)
        one._rescue()
    assert calls == ["one", ""]


@at_work
def test_a_worker_goes_on_when_the_database_was_away(monkeypatch, caplog):
    monkeypatch.setattr(working, "REST", 0)
    monkeypatch.setattr(working, "REST_AFTER_FAILURE", 0)
    monkeypatch.setattr(working.connections, "close_all", lambda: None)
    one, laps = worker(), []

    def lap(**words):
        laps.append(1)
        if len(laps) == 1:
            raise OperationalError("away")
        one.stop()
        return 0

    monkeypatch.setattr(working, "LAPS", [lap])
    one.run()
    assert (len(laps), [record.message for record in caplog.records if record.name == working.__name__]) == (
        2,
        ["Worker one could not go on; it tries again."],
    )
