"""Boards, people with seats and leads for the tests of this app, made by the services that the pages use."""

import datetime
from itertools import count

from django.urls import reverse
from django.utils import timezone

from safeboard.boards.models import Agency, Membership
from safeboard.boards.services import add_board, add_meeting, add_term, leads_named, seat
from safeboard.history.services import CommandLine
from safeboard.people.services import add_person

_number = count(1)
LONG_AGO = datetime.date(2015, 4, 1)
DAY = datetime.timedelta(days=1)
SIGN_IN = "https://board.example.org/sign-in/"


def by_now():
    return {"by": CommandLine(), "at": timezone.now()}


def today():
    return timezone.localdate()


def a_board(name=None):
    return add_board(name=name or f"Board {next(_number)}", **by_now())


def a_person(name=None):
    number = next(_number)
    return add_person(email=f"p{number}@example.org", name=name or f"Person {number}", **by_now())


def sits(board, role="lead", *leads, person=None, name=None, starts=LONG_AGO, ends=None, agency=None):
    """A seat: of a new person, unless one is given."""
    return seat(
        user=person or a_person(name),
        board=board,
        role=role,
        starts=starts,
        ends=ends,
        agency=agency,
        answers_for=leads,
        **by_now(),
    )


def a_lead(board, name="PPG"):
    return leads_named(board, [name], **by_now())[name]


def unchanged(seat, **but):
    """What change_seat is to be given where all but this stays as it is."""
    now = {
        "role": seat.role,
        "agency": seat.agency,
        "answers_for": list(seat.answers_for.all()),
        "ends": seat.ends,
        "deputises_for": seat.deputises_for,
    }
    return {"seat": seat, **now, **by_now(), **but}


def parts(name, day):
    """A day as a form posts it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def at(name, *args):
    return reverse(f"boards:{name}", args=args)


def said(response):
    return [str(message) for message in response.context["messages"]]


def errors_of(response):
    return {name: list(words) for name, words in response.context["form"].errors.items()}


def an_agency(board, name="Council"):
    agency = Agency.objects.create(name=name)
    Membership.objects.create(board=board, agency=agency, starts=LONG_AGO)
    return agency


def a_meeting(board, date=None, **more):
    return add_meeting(board=board, date=date or today(), **more, **by_now())


def a_term(board, acronym="CSE", meaning="Child sexual exploitation"):
    return add_term(board=board, acronym=acronym, meaning=meaning, **by_now())
