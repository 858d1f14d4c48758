"""What becomes too old to keep goes, day by day, and nothing else does."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from safeboard.api.models import CalendarFeed, Token
from safeboard.assurance.models import SurveyAddress
from safeboard.assurance.services import close_survey
from safeboard.assurance.tests import factories as assurance
from safeboard.assurance.tests.survey_cast import a_survey
from safeboard.core.held import GONE_ADDRESS
from safeboard.documents.models import Document, Reading
from safeboard.documents.services import keep
from safeboard.history.models import AppendOnly, Event
from safeboard.jobs.duties import forget_finished
from safeboard.jobs.registry import DUTIES
from safeboard.outbox.models import Link, Message
from safeboard.people.models import User
from safeboard.plans.models import Plan, Typing
from safeboard.plans.tests import factories as make
from safeboard.privacy import days, retention
from safeboard.privacy.models import LetGo
from safeboard.privacy.tests.makers import a_worker, leaves, now, signed_in, write_to
from tests.running import run

pytestmark = pytest.mark.django_db


def later(**time):
    return timezone.now() + datetime.timedelta(**time)


def sweep(**time):
    return retention.sweep(at=later(**time))


def day_before_and_on(rule):
    """What goes by a rule a day before its time, and then on the day after it."""
    kept = days.RULES[rule].days
    return sweep(days=kept - 1).get(rule, 0), sweep(days=kept + 1).get(rule, 0)


# What goes


def test_the_words_of_a_message_go_after_a_year_and_that_it_went_stays():
    _, _, person = a_worker()
    assert day_before_and_on("messages") == (0, 1)
    message = Message.objects.get(user=person)
    assert (message.body, message.subject, message.to_email) == ("", "Your actions", person.email)
    assert message.may_go_again is False


@pytest.mark.parametrize("state", ["waiting", "claimed"])
def test_a_message_that_is_not_settled_is_left_alone(state):
    a_worker()
    Message.objects.update(state=state)
    assert sweep(days=800).get("messages", 0) == 0


def test_the_address_on_a_link_goes_a_year_after_it_ended():
    a_worker()
    assert sweep(days=800).get("links", 0) == 0
    Link.objects.update(revoked_at=timezone.now())
    assert day_before_and_on("links") == (0, 1)
    assert Link.objects.get().email == GONE_ADDRESS


def test_what_was_typed_and_never_sent_goes_after_a_month():
    a_worker()
    assert (*day_before_and_on("typing"), Typing.objects.count()) == (0, 1, 0)


def test_a_file_that_was_never_accepted_goes_with_its_bytes(django_capture_on_commit_callbacks):
    board = make.a_board()
    name = make.a_draft(board, data=b"Never accepted").document.file.name
    plan = make.a_plan(board)
    with django_capture_on_commit_callbacks(execute=True):
        assert day_before_and_on("drafts") == (0, 1)
    assert (default_storage.exists(name), Reading.objects.count(), Document.objects.count()) == (False, 1, 1)
    assert default_storage.exists(Plan.objects.get(pk=plan.pk).reading.document.file.name) is True


def test_bytes_that_another_document_has_too_stay(django_capture_on_commit_callbacks):
    board = make.a_board()
    make.a_draft(board, data=b"The same")
    other = keep(b"The same", name="kept.docx", kind="word", board=board, **now())
    with django_capture_on_commit_callbacks(execute=True):
        sweep(days=400)
    assert (Document.objects.get(), default_storage.exists(other.file.name)) == (other, True)


def test_bytes_that_come_in_while_they_are_let_go_of_are_stored_again(django_capture_on_commit_callbacks):
    board = make.a_board()
    with django_capture_on_commit_callbacks(execute=True):
        document = keep(b"At that moment", name="a.docx", kind="word", board=board, **now())
        default_storage.delete(document.file.name)
    assert default_storage.exists(document.file.name) is True


def test_revoked_tokens_and_calendars_go_after_a_year_and_others_stay():
    a_worker()
    assert sweep(days=800).get("access", 0) == 0
    Token.objects.update(revoked_at=timezone.now())
    CalendarFeed.objects.update(revoked_at=timezone.now())
    assert day_before_and_on("access") == (0, 2)
    assert (Token.objects.count(), CalendarFeed.objects.count()) == (0, 0)


def test_addresses_of_a_survey_go_a_month_after_it_closed():
    survey = a_survey(assurance.a_version(make.a_board()), "Nurses")
    assert sweep(days=800).get("survey addresses", 0) == 0
    close_survey(survey, **now())
    assert (*day_before_and_on("survey addresses"), SurveyAddress.objects.count()) == (0, 1, 0)


def test_sessions_go_once_they_have_ended():
    signed_in(make.someone("member", make.a_board()))
    assert (sweep(hours=1).get("sessions", 0), sweep(days=3).get("sessions", 0)) == (0, 1)
    assert Session.objects.count() == 0


def test_what_was_counted_against_guessing_goes_once_it_has_run_out():
    cache.set("tries-from-somewhere", 3, 60)
    assert (sweep(seconds=30).get("limits", 0), sweep(minutes=5).get("limits", 0)) == (0, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM safeboard_cache")
        assert cursor.fetchone() == (0,)


def test_failed_jobs_go_after_a_month():
    forget_finished.enqueue()
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())
    assert (*day_before_and_on("failed jobs"), DBTaskResult.objects.count()) == (0, 1, 0)


def test_nothing_that_is_kept_as_recorded_is_ever_touched():
    assert [
        step.rule for step in retention.STEPS if issubclass(step.due(timezone.now()).model, AppendOnly)
    ] == []


# How it goes


def test_it_goes_in_batches_and_the_rest_on_the_next_day():
    board, _, person = a_worker()
    for _ in range(4):
        write_to(person, board)
    at = later(days=800)
    assert retention.sweep(at=at, batch=2, batches=2)["messages"] == 4
    assert retention.sweep(at=at, batch=2, batches=2)["messages"] == 1
    assert "messages" not in retention.sweep(at=at, batch=2, batches=2)


def test_a_batch_that_fails_takes_nothing_and_records_nothing(monkeypatch):
    a_worker()

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(retention, "record", fails)
    with pytest.raises(RuntimeError):
        sweep(days=800)
    assert (Message.objects.get().body, LetGo.objects.count()) == ("Dear friend", 0)


def test_what_went_is_counted_in_the_history():
    a_worker()
    sweep(days=40)
    event = Event.objects.get(verb="let go")
    assert (event.by_name, event.thing_name, event.details) == ("Retention", "typing", {"count": 1})


def test_a_second_sweep_finds_nothing_and_records_nothing():
    a_worker()
    at = later(days=800)
    assert (bool(retention.sweep(at=at)), retention.sweep(at=at)) == (True, {})


def test_the_worker_does_it_once_a_day():
    duty = DUTIES["let go of what is too old to keep"]
    assert duty.every == datetime.timedelta(days=1)
    a_worker()
    Typing.objects.update(saved_at=later(days=-31))
    duty.task.call()
    assert Typing.objects.count() == 0


# The settings and the command


def test_an_installation_says_its_own_days(settings):
    settings.KEEP_DAYS = days.read('{"typing": 2}')
    a_worker()
    assert (sweep(days=1), sweep(days=3)["typing"]) == ({}, 1)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("soon", "is not JSON"),
        ('{"updates": 3}', "may name only these"),
        ("[3]", "may name only these"),
        ('{"typing": -1}', "says no number of days"),
        ('{"typing": true}', "says no number of days"),
        ('{"typing": 1e9}', "says no number of days"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(written, says):
    with pytest.raises(days.Unreadable, match=says):
        days.read(written)


def test_a_dry_run_says_what_would_go_and_takes_nothing():
    a_worker()
    Typing.objects.update(saved_at=later(days=-31))
    done = run("retention", "--dry-run")
    assert "typing: 1 (what somebody began to type and did not send; kept 30 days)\n" in done.out
    assert (done.code, Typing.objects.count()) == (0, 1)
    assert run("retention").out.startswith("typing: 1 ")
    assert (run("retention").out, Typing.objects.count()) == ("Nothing was too old.\n", 0)


# Unused accounts


def test_an_account_without_a_seat_that_nobody_used_for_a_year_is_to_be_looked_at():
    _, _, person = a_worker()
    leaves(person)
    assert list(retention.unused_accounts(at=timezone.now())) == []
    assert list(retention.unused_accounts(at=later(days=367))) == [person]
    User.objects.filter(pk=person.pk).update(last_login=later(days=300))
    assert list(retention.unused_accounts(at=later(days=367))) == []
