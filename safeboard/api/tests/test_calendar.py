"""The calendar of a person: what they answer for, their boards' meetings, by an address that can be taken back."""

import datetime
import logging

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.api import limits, services
from safeboard.api.models import CalendarFeed
from safeboard.api.tests.makers import acts, calendar_at, events_at, feed_of
from safeboard.boards.models import Lead
from safeboard.boards.services import add_meeting, change_meeting
from safeboard.core import limits as core_limits
from safeboard.core.logs import Lines
from safeboard.plans import services as plans
from safeboard.plans.models import Action
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.factories import a_plan, actions_of, promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


def lead_of(board, *promises):
    """Somebody who answers for these, in a plan of the board."""
    a_plan(board, *promises)
    person = make.someone("lead", board)
    person.seats.get().answers_for.add(Lead.objects.get(board=board, name="Quality Group"))
    return person


def days(address):
    return {str(event["SUMMARY"]): event.decoded("DTSTART") for event in events_at(address).values()}


@pytest.mark.parametrize(
    ("written", "summary", "day"),
    [
        ("31 March 2030", "Due: Audit", datetime.date(2030, 3, 31)),
        ("March 2030", "Due: Audit", datetime.date(2030, 3, 31)),
        ("2029-30", "Due: Audit", datetime.date(2030, 3, 31)),
    ],
)
def test_what_is_due_stands_on_the_last_day_its_words_allow(board, written, summary, day):
    address = feed_of(lead_of(board, promise("Audit", due=written)))
    assert days(address)[summary] == day


def test_what_has_no_date_stands_on_the_day_it_is_looked_at_again(board):
    address = feed_of(lead_of(board, promise("Audit", due="On going")))
    (summary,) = days(address)
    assert summary == "Look again: Audit"


def test_each_milestone_stands_on_its_own_day(board):
    address = feed_of(lead_of(board, promise("Audit", due="First review Dec 29, refresh in June 30")))
    assert sorted(days(address).values()) == [datetime.date(2029, 12, 31), datetime.date(2030, 6, 30)]


def test_what_is_done_and_what_others_answer_for_is_not_there(board):
    address = feed_of(
        lead_of(board, promise("Mine", due="March 2030"), promise("Theirs", leads=["Training"]))
    )
    plans.post_update(
        Action.objects.get(words="Mine"), words="Done.", complete=True, evidence="Seen.", **make.by_now()
    )
    assert days(address) == {}


def test_meetings_stand_there_with_the_days_for_updates_and_papers(board):
    day = timezone.localdate() + datetime.timedelta(days=30)
    before = {"updates_by": day - datetime.timedelta(days=14), "papers_by": day - datetime.timedelta(days=7)}
    add_meeting(board=board, date=day, **before, **make.by_now())
    found = {
        str(uid).split("-", 2)[-1]: event
        for uid, event in events_at(feed_of(make.someone("member", board))).items()
    }
    assert sorted(event.decoded("DTSTART") for event in found.values()) == [*before.values(), day]


def test_a_change_keeps_the_entry_and_counts_up(board):
    day = timezone.localdate() + datetime.timedelta(days=30)
    meeting = add_meeting(board=board, date=day, **make.by_now())
    address = feed_of(make.someone("member", board))
    (was,) = events_at(address).values()
    moved = {"date": day + datetime.timedelta(days=1), "updates_by": None, "papers_by": None}
    change_meeting(meeting, kind="Board", **moved, **make.by_now())
    (now,) = events_at(address).values()
    assert now["UID"] == was["UID"]
    assert now["SEQUENCE"] > was["SEQUENCE"]
    assert now.decoded("DTSTART") == day + datetime.timedelta(days=1)


def test_what_is_restricted_stands_there_without_its_words(board):
    person = lead_of(board, promise("About one child", due="March 2030"))
    Action.objects.update(marking="restricted")
    assert "About one child" not in Client().get(feed_of(person)).content.decode()


def test_words_stay_words(board):
    person = lead_of(board, promise("Audit;\nBEGIN:VEVENT, \\n “ten” " + "long " * 60, due="March 2030"))
    page = Client().get(feed_of(person)).content
    assert page.count(b"BEGIN:VEVENT\r\n") == 1
    assert max(len(line) for line in page.split(b"\r\n")) <= 75
    (event,) = calendar_at(feed_of(person)).walk("VEVENT")
    assert "Audit; BEGIN:VEVENT, \\n “ten”" in str(event["DESCRIPTION"]).replace("\n", " ")


def test_one_board_can_be_chosen(board):
    other = make.a_board("Aldermoor")
    person = make.someone("member", board)
    from_other = add_meeting(board=other, date=timezone.localdate(), **make.by_now())
    assert events_at(feed_of(person, board)) == {}
    assert events_at(feed_of(make.someone("member", other), other)).keys() == {f"meeting-{from_other.pk}"}


def test_a_new_link_ends_the_one_before_and_a_revoked_one_shows_nothing(board):
    person = make.someone("member", board)
    first, second = feed_of(person), feed_of(person)
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]
    client = Client()
    client.force_login(person)
    feed = CalendarFeed.objects.get(revoked_at=None)
    client.post(reverse("api:revoke_calendar", args=[feed.pk]))
    assert Client().get(second).status_code == 404


def test_it_ends_with_the_seat(board):
    person = make.someone("member", board)
    address = feed_of(person)
    person.seats.update(ends=timezone.localdate() - datetime.timedelta(days=1))
    assert Client().get(address).status_code == 404


def test_it_is_not_sent_again_while_nothing_has_changed(board):
    address = feed_of(make.someone("member", board))
    etag = Client().get(address).headers["ETag"]
    again = Client().get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_its_address_is_in_no_log_and_is_told_to_nobody(board):
    address = feed_of(make.someone("member", board))
    line = logging.LogRecord("django.request", logging.ERROR, "", 1, f"Not Found: {address}", (), None)
    secret = address.rsplit("/", 1)[-1].removesuffix(".ics")
    assert secret not in Lines().format(line)
    assert Client().get(address).headers["Referrer-Policy"] == "no-referrer"
    assert secret not in str(list(CalendarFeed.objects.values()))


def test_it_may_be_read_so_often_a_minute(board, monkeypatch):
    monkeypatch.setattr(core_limits, "now", lambda: 60_000_010.0)
    cache.clear()
    address = feed_of(make.someone("member", board))
    answers = [Client().get(address).status_code for _ in range(limits.READINGS + 1)]
    assert answers == [200] * limits.READINGS + [429]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_often_for_three_actions_as_for_one(board, rows, django_assert_num_queries):
    person = lead_of(board, *(promise(f"Promise {n}", due="March 2030") for n in range(rows)))
    for number in range(rows):
        day = timezone.localdate() + datetime.timedelta(days=number)
        add_meeting(board=board, date=day, **make.by_now())
    feed, secret = services.make_feed(user=person, board=None, **acts(person))
    services.note_reading(feed, day=timezone.localdate())
    address = reverse("api:feed", args=[secret])
    assert len(actions_of(board.plans.get())) == rows
    with django_assert_num_queries(44):
        Client().get(address)
