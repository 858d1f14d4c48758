"""Tokens and calendar links of people on boards, and what is read with them."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from safeboard.api import services
from safeboard.plans.tests import factories as make


def acts(person):
    return {"by": person, "at": timezone.now()}


def token_of(person, board, name="Dashboard"):
    """(the token, its secret)"""
    seat = person.seats.get(board=board)
    return services.make_token(seat, name=name, **acts(person))


def secret_of(role, board):
    """Of a new person with that seat. The first use of today is over, so that only what is read is counted."""
    token, secret = token_of(make.someone(role, board), board)
    services.note_use(token, day=timezone.localdate())
    return secret


def with_token(secret):
    return Client(headers={"Authorization": f"Bearer {secret}"})


def reads(secret, name, *args, **asked):
    return with_token(secret).get(reverse(f"api:read:{name}", args=args), asked)


def given(secret, name, *args, **asked):
    page = reads(secret, name, *args, **asked)
    assert page.status_code == 200, page.content
    return page.json()


def feed_of(person, board=None):
    """The address of a new calendar link."""
    _, secret = services.make_feed(user=person, board=board, **acts(person))
    return reverse("api:feed", args=[secret])


def calendar_at(address):
    return Calendar.from_ical(Client().get(address).content)


def events_at(address):
    """{uid before the @: event}"""
    return {str(event["UID"]).split("@")[0]: event for event in calendar_at(address).walk("VEVENT")}
