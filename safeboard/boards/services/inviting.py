"""Inviting people to a board."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from safeboard.boards.mail import send_invitation
from safeboard.boards.models import Seat
from safeboard.boards.services.founding import held, join_agency, one_line, seat
from safeboard.boards.services.seating import check_answers, check_not_twice
from safeboard.history.models import Event
from safeboard.history.services import record
from safeboard.people.models import User
from safeboard.people.services import add_person

MOMENT = datetime.timedelta(minutes=5)


@transaction.atomic
def invite(
    *,
    email,
    name,
    board,
    role,
    starts,
    by,
    at,
    address,
    agency=None,
    agency_name="",
    answers_for=(),
    ends=None,
):
    """Seat a person from a day, and write to tell them. Returns the Seat.

    Whoever has an account keeps it and the name they have there. address: the whole address of the sign-in page.
    agency_name: an agency that may not be on the board yet. Raises ValidationError.
    """
    held(board)
    check_answers(board, role, answers_for)
    if agency_name:
        agency = join_agency(agency_name, board=board, starts=starts, by=by, at=at)
    user = _account_of(email, one_line(name), by=by, at=at)
    check_not_twice(user, board, role, agency, starts=starts, ends=ends)
    new = seat(
        user=user,
        board=board,
        role=role,
        starts=starts,
        ends=ends,
        agency=agency,
        answers_for=answers_for,
        by=by,
        at=at,
    )
    _write_to(new, verb="invited", by=by, at=at, address=address)
    return new


@transaction.atomic
def invite_again(seat, *, by, at, address):
    """Write the invitation once more. Raises ValidationError where the seat has ended or a letter has just gone."""
    held(seat.board)
    seat = Seat.objects.select_related("board", "user", "agency").get(pk=seat.pk)
    if seat.ends and seat.ends < timezone.localdate(at):
        raise ValidationError(f"The seat ended on {seat.ends:%-d %B %Y}. Invite them to a new one.")
    letters = Event.objects.filter(thing_type="boards.seat", thing_id=seat.pk, verb__startswith="invited")
    if letters.filter(at__gt=at - MOMENT, at__lte=at).exists():
        raise ValidationError("An invitation went to them a moment ago. It was not sent again.")
    _write_to(seat, verb="invited again", by=by, at=at, address=address)


def _write_to(seat, *, verb, by, at, address):
    record(by=by, verb=verb, thing=seat, at=at, board=seat.board)
    send_invitation(seat, by=by, address=address)


def _account_of(email, name, *, by, at):
    """The account with this address, or a new one: also where another process makes it at this moment."""
    known = User.objects.filter(email__iexact=email.strip())
    if found := known.first():
        return found
    try:
        with transaction.atomic():
            return add_person(email=email, name=name, by=by, at=at)
    except (IntegrityError, ValidationError):
        if found := known.first():
            return found
        raise
