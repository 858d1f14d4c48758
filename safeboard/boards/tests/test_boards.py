"""Seats, doors and the names of leads."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.utils import timezone

from safeboard.boards import access
from safeboard.boards.models import Lead, Seat
from safeboard.boards.services import add_board, leads_named, seat
from safeboard.history.models import Event
from safeboard.history.services import CommandLine
from safeboard.people.permissions import Permission
from safeboard.people.services import add_person

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2016, 3, 1, 12, tzinfo=datetime.UTC)
BY = {"by": CommandLine(), "at": NOON}
DAY = datetime.timedelta(days=1)


@pytest.fixture
def board():
    return add_board(name="Harrowmere", **BY)


@pytest.fixture
def person():
    return add_person(email="a@example.org", name="A Person", **BY)


def a_seat(person, board, role="reader", *, starts=-1, ends=None):
    today = timezone.localdate()
    return seat(
        user=person,
        board=board,
        role=role,
        starts=today + starts * DAY,
        ends=None if ends is None else today + ends * DAY,
        **BY,
    )


@pytest.mark.parametrize(
    ("starts", "ends", "lets_in"), [(-1, None, True), (0, 0, True), (-5, -1, False), (1, None, False)]
)
def test_only_a_seat_current_today_lets_in(board, person, starts, ends, lets_in):
    a_seat(person, board, starts=starts, ends=ends)
    assert list(access.boards_for(person)) == ([board] if lets_in else [])


def test_a_board_without_a_seat_is_not_there(board, person):
    with pytest.raises(Http404):
        access.board_for(person, board.slug)


def test_another_boards_seat_does_not_open_this_one(board, person):
    a_seat(person, add_board(name="Elsewhere", **BY), "business_manager")
    with pytest.raises(Http404):
        access.board_for(person, board.slug)


def test_a_refusal_names_who_may(board, person):
    a_seat(person, board, "reader")
    with pytest.raises(PermissionDenied, match="Ask your board's business manager"):
        access.board_for(person, board.slug, Permission.BRING_IN_PLANS)


def test_two_seats_add_up(board, person):
    a_seat(person, board, "reader")
    a_seat(person, board, "business_manager")
    assert access.board_for(person, board.slug, Permission.BRING_IN_PLANS) == board


def test_someone_made_inactive_has_no_seat(board, person):
    a_seat(person, board)
    person.is_active = False
    assert list(access.boards_for(person)) == []


def test_a_seat_cannot_end_before_it_starts(board, person):
    with pytest.raises(ValidationError, match="ends on or after"):
        a_seat(person, board, starts=0, ends=-1)


def test_the_database_refuses_an_unknown_role(board, person):
    held = a_seat(person, board)
    with pytest.raises(IntegrityError):
        Seat.objects.filter(pk=held.pk).update(role="king")


def test_a_lead_is_found_again_in_another_dress(board):
    leads_named(board, ["Comms Group"], **BY)
    found = leads_named(board, ["comms  group", "Comms Group", "CSE Group"], **BY)
    assert (found["comms  group"], Lead.objects.count()) == (found["Comms Group"], 2)


def test_two_boards_have_their_own_leads(board):
    leads_named(board, ["PPG"], **BY)
    leads_named(add_board(name="Elsewhere", **BY), ["PPG"], **BY)
    assert Lead.objects.count() == 2


def test_boards_of_one_name_have_different_addresses(board):
    assert add_board(name="Harrowmere!", **BY).slug == "harrowmere-2"


def test_what_is_done_is_in_the_history(board, person):
    a_seat(person, board)
    assert [(event.verb, event.by_name) for event in Event.objects.order_by("pk")] == [
        ("added", "Command line"),
        ("added", "Command line"),
        ("gave a seat", "Command line"),
    ]


def test_one_address_is_one_person(person):
    with pytest.raises(ValidationError):
        add_person(email="A@Example.org", name="Again", **BY)
