"""Inviting people to a board."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from safeboard.boards.models import Agency, Seat
from safeboard.boards.services import end_seat, invite, invite_again, join_agency
from safeboard.boards.tests.cast import DAY, SIGN_IN, a_board, a_lead, a_person, by_now, sits, today
from safeboard.history.models import Event
from safeboard.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return a_board("Harrowmere")


def invited(board, **but):
    usual = {
        "email": "Ann@Example.org",
        "name": "Ann Lee",
        "role": "lead",
        "starts": today(),
        "address": SIGN_IN,
    }
    return invite(board=board, **{**usual, **by_now(), **but})


def test_an_invited_person_has_a_seat_from_the_day_given(board):
    lead = a_lead(board)
    seat = invited(board, answers_for=[lead], agency_name="Council", ends=today() + DAY)
    assert (
        seat.user.email,
        seat.role,
        str(seat.agency),
        seat.starts,
        seat.ends,
        list(seat.answers_for.all()),
    ) == (
        "ann@example.org",
        "lead",
        "Council",
        today(),
        today() + DAY,
        [lead],
    )


def test_a_letter_says_who_invited_them_to_what_and_how_to_sign_in(board):
    manager = sits(board, "business_manager", name="Morgan Hale").user
    invited(board, by=manager)
    (letter,) = mail.outbox
    said = {
        words: letter.body.count(words) for words in ("Morgan Hale", "Harrowmere", "lead", SIGN_IN, "code")
    }
    assert (letter.to, letter.subject, {words for words, times in said.items() if not times}) == (
        ["ann@example.org"],
        "Morgan Hale has invited you to Harrowmere",
        set(),
    )


def test_the_letter_names_its_board_and_kind_for_the_outbox(board):
    invited(board)
    assert mail.outbox[0].extra_headers == {
        "X-Safeboard-Kind": "invitation",
        "X-Safeboard-About": "Lead",
        "X-Safeboard-Board": str(board.pk),
    }


def test_names_with_line_breaks_and_marks_stay_plain_words_in_the_letter(board):
    invited(board, name="Ann\r\nBcc: all@example.org <b>O'Lee</b>")
    assert mail.outbox[0].body.splitlines()[0] == "Dear Ann Bcc: all@example.org <b>O'Lee</b>,"


def test_who_has_an_account_keeps_their_name(board):
    known = a_person("Ann Known")
    seat = invited(board, email=known.email.upper(), name="Another Name")
    assert (seat.user, seat.user.name, User.objects.count()) == (known, "Ann Known", 1)


def test_the_letter_is_the_same_whether_there_was_an_account_or_not(board):
    known = a_person("Ann Lee")
    invited(board, email=known.email)
    invited(board, email="new@example.org")
    bodies = {letter.body.replace(letter.to[0], "") for letter in mail.outbox}
    assert len(bodies) == 1


def test_the_same_seat_twice_is_refused_and_no_second_letter_goes(board):
    invited(board)
    with pytest.raises(ValidationError, match="Ann Lee has a seat on Harrowmere as lead already"):
        invited(board)
    assert (Seat.objects.count(), len(mail.outbox)) == (1, 1)


def test_a_person_may_have_two_seats_on_one_board_for_two_agencies(board):
    first, second = invited(board, agency_name="Council"), invited(board, agency_name="Police")
    assert (first.user, str(first.agency), str(second.agency)) == (second.user, "Council", "Police")


def test_who_left_may_be_invited_again_to_a_new_seat(board):
    end_seat(invited(board, starts=today() - 9 * DAY), ends=today() - DAY, **by_now())
    invited(board)
    assert Seat.objects.count() == 2


def test_another_boards_lead_is_refused(board):
    foreign = a_lead(a_board())
    with pytest.raises(ValidationError, match="Choose leads of this board"):
        invited(board, answers_for=[foreign])
    assert (Seat.objects.count(), User.objects.count(), len(mail.outbox)) == (0, 0, 0)


def test_a_reader_answers_for_no_lead(board):
    with pytest.raises(ValidationError, match="A reader answers for no leads"):
        invited(board, role="reader", answers_for=[a_lead(board)])


def test_an_agency_known_on_another_board_is_the_same_agency(board):
    other = invited(a_board(), agency_name="Council")
    here = invited(board, agency_name=" council ")
    assert (here.agency, Agency.objects.count()) == (other.agency, 1)


def test_the_agency_joins_the_board_once(board):
    invited(board, agency_name="Council")
    invited(board, agency_name="Council", email="b@example.org")
    assert list(board.memberships.values_list("agency__name", "starts")) == [("Council", today())]


def test_an_agency_another_board_adds_at_the_same_moment_is_taken(board, monkeypatch):
    known = join_agency("Council", board=a_board(), starts=today(), **by_now())
    monkeypatch.setattr(QuerySet, "first", lambda self: None)  # what was not there yet when it was looked for
    assert join_agency("Council", board=board, starts=today(), **by_now()) == known


def test_a_letter_that_cannot_be_kept_undoes_the_seat(board, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("no room")

    monkeypatch.setattr("safeboard.boards.mail.EmailMessage.send", fail)
    with pytest.raises(OSError, match="no room"), transaction.atomic():
        invited(board)
    assert (Seat.objects.count(), User.objects.count()) == (0, 0)


def test_an_invitation_is_in_the_history(board):
    seat = invited(board, answers_for=[a_lead(board)])
    events = Event.objects.filter(thing_type="boards.seat", thing_id=seat.pk).order_by("pk")
    assert [(event.verb, event.board_id) for event in events] == [
        ("gave a seat", board.pk),
        ("invited", board.pk),
    ]


def test_an_invitation_is_sent_again_later(board):
    seat = invited(board)
    later = timezone.now() + datetime.timedelta(minutes=6)
    invite_again(seat, by=by_now()["by"], at=later, address=SIGN_IN)
    assert [letter.body for letter in mail.outbox] == [mail.outbox[0].body] * 2


def test_a_second_press_sends_no_second_letter(board):
    seat = invited(board)
    with pytest.raises(ValidationError, match="a moment ago"):
        invite_again(seat, address=SIGN_IN, **by_now())
    assert len(mail.outbox) == 1


def test_an_ended_seat_is_not_invited_again(board):
    seat = sits(board, ends=today() - DAY)
    with pytest.raises(ValidationError, match="The seat ended on"):
        invite_again(seat, address=SIGN_IN, **by_now())
    assert mail.outbox == []
