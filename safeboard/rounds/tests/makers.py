"""A board in March 2016 whose leads are asked before the meeting of 12 April. The cut-off is Friday, 1 April."""

import datetime

from django.urls import reverse
from django.utils import timezone

from safeboard.boards.models import Lead
from safeboard.boards.services import add_meeting
from safeboard.history.services import CommandLine
from safeboard.outbox.links import address_of
from safeboard.plans.models import Plan
from safeboard.plans.tests import factories as make
from safeboard.rounds import services
from safeboard.rounds.models import Addressee, Asks

BY = CommandLine("Morgan Hale")
DAY = datetime.timedelta(days=1)


def on(day, hour=10):
    """At that hour in England."""
    return timezone.make_aware(datetime.datetime.fromisoformat(day) + datetime.timedelta(hours=hour))


OPENED = on("2016-03-21")


def a_meeting(board, day="2016-04-12", **more):
    usual = {"kind": "Board", "updates_by": datetime.date(2016, 4, 1), "papers_by": None}
    date = datetime.date.fromisoformat(day)
    return add_meeting(board=board, date=date, **{**usual, **more}, by=BY, at=OPENED)


def answering(board, *names, role="lead", ends=None, person=None):
    """Somebody whose seat answers for the leads of these names."""
    person = person or make.someone(role, board, ends=ends)
    person.seats.get(board=board).answers_for.add(*Lead.objects.filter(board=board, name__in=names))
    return person


def a_round(board, *, at=OPENED, plan=None, meeting=None, **more):
    """Opened at a moment, for the board's plan."""
    usual = {
        "asks": Asks.DUE,
        "updates_by": datetime.date(2016, 4, 1),
        "closes_on": datetime.date(2016, 4, 12),
        "reminders": [-7, -2, 1],
    }
    plan = plan or Plan.objects.get(board=board)
    meeting = meeting or a_meeting(board)
    return services.open_round(plan, meeting=meeting, **{**usual, **more}, by=BY, at=at)


def a_round_now(board, **more):
    """One that is open on the very day of the test, for pages."""
    at, today = timezone.now(), timezone.localdate()
    known = board.meetings.filter(date=today + 21 * DAY).first()
    meeting = known or a_meeting(board, (today + 21 * DAY).isoformat(), updates_by=today + 14 * DAY)
    days = {"updates_by": today + 14 * DAY, "closes_on": today + 21 * DAY}
    return a_round(board, at=at, meeting=meeting, **{**days, **more})


def addressee(round, person):
    return Addressee.objects.select_related("link", "user", "round__board").get(round=round, user=person)


def token_of(round, person):
    return address_of(addressee(round, person).link).rsplit("/", 2)[1]


def page(name, token, *args):
    return reverse(f"rounds:{name}", args=[token, *args])
