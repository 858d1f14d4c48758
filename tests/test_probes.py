"""What machines ask of a host: /health/live, /health/ready and /metrics."""

import datetime

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from safeboard.core import measures
from safeboard.history.services import CommandLine
from safeboard.home import figures, health
from safeboard.jobs.models import Periodic
from safeboard.outbox.services import write
from safeboard.plans.tests.factories import a_board, someone

pytestmark = pytest.mark.django_db
TOKEN = "a token of the test"


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def balancer():
    """It asks by the number of the machine, which no setting names."""
    return Client(headers={"host": "10.1.2.3"})


@pytest.fixture
def metrics(settings):
    settings.METRICS_TOKEN = TOKEN
    return lambda: Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()


def test_a_host_lives_without_asking_the_database_anything(balancer, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = balancer.get("/health/live")
    assert (answer.status_code, answer.content, answer.cookies) == (200, b"alive\n", {})


def test_a_host_is_ready_and_tells_how_late_the_work_is(balancer):
    now = timezone.now()
    Periodic.objects.create(name="remind", every=600, next_run=now - datetime.timedelta(seconds=90))
    answer = balancer.get("/health/ready")
    assert (answer.status_code, answer.cookies) == (200, {})
    assert answer.json()["ready"]
    assert answer.json()["work_late_seconds"] >= 90


def test_a_host_whose_database_is_away_is_not_ready_and_says_no_more_than_that(balancer, monkeypatch):
    def away():
        raise OperationalError("no route to postgres://safeboard:secret@10.0.0.1")

    monkeypatch.setattr(health.connection, "ensure_connection", away)
    answer = balancer.get("/health/ready")
    assert (answer.status_code, answer.json()) == (
        503,
        {"ready": False, "faults": {"database": "it does not answer"}},
    )


def test_a_host_that_is_ahead_of_its_database_is_not_ready(balancer, monkeypatch):
    monkeypatch.setattr(health, "migrations_waiting", lambda: ["plans.0099_later"])
    assert balancer.get("/health/ready").json()["faults"]["database"] == "1 migration not yet run"


def test_a_host_that_cannot_keep_a_file_is_not_ready(balancer, monkeypatch):
    monkeypatch.setattr(health.os, "access", lambda *asked: False)
    assert balancer.get("/health/ready").json()["faults"] == {"files": "the folder cannot be written to"}


@pytest.mark.parametrize("page", ["/health/live", "/health/ready", "/metrics"])
def test_a_probe_takes_nothing_in(balancer, page):
    assert balancer.post(page).status_code == 405


def test_there_are_no_figures_without_a_token_and_none_for_another(settings):
    assert Client().get("/metrics").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    sent = [{}, {"authorization": "Bearer another"}, {"authorization": TOKEN[:-1]}]
    assert [Client().get("/metrics", headers=headers).status_code for headers in sent] == [401, 401, 401]


def test_requests_are_counted_by_the_pattern_of_their_address_and_not_by_what_was_asked(metrics):
    board = a_board()
    client = Client()
    client.force_login(someone("member", board))
    client.get(f"/boards/{board.slug}/?name=jo@example.org")
    told = metrics()
    assert 'safeboard_request_seconds_count{method="GET",route="/boards/<slug:slug>/",status="2xx"}' in told
    assert board.slug not in told
    assert "jo@example.org" not in told


def test_jobs_and_mail_are_told_from_their_rows(metrics):
    now = timezone.now()
    DBTaskResult.objects.create(
        task_path="safeboard.rounds.duties.remind", args_kwargs={}, status="SUCCESSFUL", backend_name="default",
        run_after=now, queue_name="default", exception_class_path="", traceback="",
        started_at=now - datetime.timedelta(seconds=4), finished_at=now,
    )  # fmt: skip
    words = {"subject": "Hello", "body": "Words", "kind": "round"}
    write(to_email="a@example.org", to_name="", **words, by=CommandLine(), at=now)
    told = metrics()
    assert 'safeboard_jobs{state="successful"} 1.0' in told
    assert 'safeboard_jobs_of_a_day{ended="successful",job="remind"} 1.0' in told
    assert 'safeboard_job_mean_seconds{ended="successful",job="remind"} 4.0' in told
    assert 'safeboard_mail{state="waiting"} 1.0' in told
    assert "example.org" not in told


@pytest.mark.parametrize("rows", [1, 3])
def test_figures_ask_as_often_for_three_rows_as_for_one(rows, django_assert_num_queries):
    words = {"subject": "Hello", "body": "Words", "kind": "round"}
    for _ in range(rows):
        write(to_email="a@example.org", to_name="", **words, by=CommandLine(), at=timezone.now())
    with django_assert_num_queries(6):
        figures.all_of_them(at=timezone.now())


def test_the_reading_of_a_file_is_timed_by_how_it_ended(metrics):
    with measures.reading():
        pass
    with pytest.raises(ValueError, match="no"), measures.reading():
        raise ValueError("no")
    told = metrics()
    assert 'safeboard_reading_seconds_count{ended="read"} 1.0' in told
    assert 'safeboard_reading_seconds_count{ended="refused"} 1.0' in told
