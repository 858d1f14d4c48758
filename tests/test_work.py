"""`safeboard work`: what it refuses, and that it does what waits. Killed workers: safeboard/outbox/tests."""

import datetime

import pytest
from django.core import mail

from safeboard.history.services import CommandLine
from safeboard.home.management.commands import work
from safeboard.outbox.models import Message
from safeboard.outbox.services import write
from tests.running import run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own_key(settings, monkeypatch):
    settings.SECRET_KEY = "a long text of our own"
    monkeypatch.setattr(work.signal, "signal", lambda number, act: None)  # pytest has its own


def test_working_with_the_key_that_everybody_knows_is_refused():
    done = run("work", "--once")
    assert (done.code, done.err.split(" to a ")[0]) == (2, "Set SAFEBOARD_SECRET_KEY")


def test_a_mail_server_without_the_sites_own_address_is_refused(own_key, settings):
    settings.MAIL_URL, settings.SITE_NAMED = "smtp://mail.example.org", ""
    done = run("work", "--once")
    assert (done.code, done.err) == (
        2,
        "Set SAFEBOARD_SITE to the site's own address: the links in e-mails begin with it.\n",
    )


def test_once_sends_what_waits_and_ends(own_key):
    at = datetime.datetime(2016, 3, 1, tzinfo=datetime.UTC)
    for number in range(25):
        write(
            to_email=f"lead{number}@example.org", to_name="", subject="Hello", body="Words", kind="round",
            by=CommandLine(), at=at,
        )  # fmt: skip
    done = run("work", "--once", "--name", "one")
    assert (done.code, done.out, done.err, len(mail.outbox)) == (0, "", "", 25)
    assert set(Message.objects.values_list("state", "claimed_by")) == {("sent", "one")}
