"""The mail server is down for an hour of fake time; the clock goes over summer time and the year's end, and back."""

import datetime
import socket
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from django_tasks_db.models import DBTaskResult

from safeboard.jobs import services as jobs
from safeboard.jobs.models import Periodic
from safeboard.jobs.registry import DUTIES
from safeboard.outbox.models import Message
from safeboard.outbox.tests.makers import AT, a_message, deliver

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
MINUTE = datetime.timedelta(minutes=1)
MESSAGES = 20


class Letterbox:
    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):
        self.taken += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def mail_server(settings):
    """(what it took, what lets it answer): nothing listens before that."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.OUTBOX_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    letterbox = Letterbox()
    server = Controller(letterbox, hostname="127.0.0.1", port=port)
    yield letterbox.taken, server.start
    server.stop(no_assert=True)


def test_after_an_hour_without_a_mail_server_each_message_comes_once(mail_server):
    taken, answers_again = mail_server
    wanted = sorted(a_message().to_email for _ in range(MESSAGES))
    for minute in range(60):
        deliver(at=AT + minute * MINUTE)
    assert set(Message.objects.values_list("state", flat=True)) == {"waiting"}
    assert taken == []
    answers_again()
    for minute in range(60, 60 + 24 * 60, 5):
        deliver(at=AT + minute * MINUTE)
    assert sorted(taken) == wanted
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def times_taken(start, end, step):
    """How often each periodic job was put into the queue while the clock went from one moment to another."""
    at = start
    while at <= end:
        jobs.queue_due(at=at)
        at += step
    return DBTaskResult.objects.count()


@pytest.mark.parametrize(
    "night",
    [
        datetime.datetime(2026, 3, 29, 0, 30, tzinfo=LONDON),  # the clock goes from one to two
        datetime.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON),  # from two back to one
        datetime.datetime(2026, 12, 31, 23, 0, tzinfo=LONDON),  # into another year
    ],
)
def test_what_comes_round_comes_as_often_as_in_any_other_three_hours(night):
    begins = night.astimezone(datetime.UTC)
    usual = sum(datetime.timedelta(hours=3) // duty.every + 1 for duty in DUTIES.values())
    assert times_taken(begins, begins + datetime.timedelta(hours=3), MINUTE) == usual


def test_a_clock_that_is_put_back_does_nothing_twice_and_one_put_forward_skips_nothing_for_good():
    hour = datetime.timedelta(hours=1)
    first = times_taken(AT, AT + hour, MINUTE)
    assert times_taken(AT, AT + hour, MINUTE) == first  # put back by an hour: those turns are taken
    later = AT + 48 * hour
    assert times_taken(later, later, MINUTE) == first + len(
        DUTIES
    )  # once each, not once for every turn missed
    assert all(row.next_run > later for row in Periodic.objects.all())
