"""Changing a seat and ending it."""

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from safeboard.boards import access
from safeboard.boards.models import Seat
from safeboard.boards.services import change_seat, end_seat, set_reminders
from safeboard.boards.tests.cast import DAY, LONG_AGO, a_board, a_lead, by_now, sits, today, unchanged
from safeboard.history.models import Event

pytestmark = pytest.mark.django_db
YESTERDAY, TODAY, TOMORROW = today() - DAY, today(), today() + DAY


@pytest.fixture
def board():
    return a_board("Harrowmere")


def leads(seat):
    return sorted(lead.name for lead in seat.answers_for.all())


def again(seat):
    return Seat.objects.get(pk=seat.pk)


def last_event(thing):
    return Event.objects.filter(thing_type="boards.seat", thing_id=thing.pk).last()


# --- Ending ---


def test_the_leads_pass_to_the_successor_and_the_ended_seat_keeps_them(board):
    old = sits(board, "lead", a_lead(board, "PPG"), a_lead(board, "Comms"))
    new = sits(board, "lead", a_lead(board, "Training"))
    end_seat(old, ends=TODAY, successor=new, **by_now())
    assert (leads(old), leads(new), again(old).ends) == (
        ["Comms", "PPG"],
        ["Comms", "PPG", "Training"],
        TODAY,
    )


def test_the_history_keeps_the_old_name_and_what_passed_on(board):
    old, new = sits(board, "lead", a_lead(board), name="Old Hand"), sits(board, name="New Hand")
    end_seat(old, ends=TODAY, successor=new, **by_now())
    ended, took = last_event(old), last_event(new)
    assert (ended.verb, ended.thing_name, ended.details["leads"]) == (
        "ended",
        "Old Hand as Lead on Harrowmere",
        ["PPG"],
    )
    assert (took.verb, took.details) == (
        "took over",
        {"leads": ["PPG"], "of": "Old Hand as Lead on Harrowmere"},
    )


def test_a_seat_that_ended_yesterday_gives_nothing_today(board):
    seat = sits(board, "member", a_lead(board))
    end_seat(seat, ends=YESTERDAY, **by_now())
    assert (list(access.boards_for(seat.user)), list(access.led_by(seat.user))) == ([], [])
    with pytest.raises(Http404):
        access.board_for(seat.user, board.slug)


@pytest.mark.parametrize("starts", [LONG_AGO, TODAY, TOMORROW])
def test_a_seat_taken_away_at_once_gives_nothing_from_now_on(board, starts):
    seat = sits(board, starts=starts)
    end_seat(seat, **by_now())
    assert (list(access.boards_for(seat.user)), again(seat).ends) == ([], YESTERDAY)
    assert last_event(seat).details["began"] == starts.isoformat()


def test_a_seat_cannot_end_before_its_first_day(board):
    seat = sits(board, starts=TODAY)
    with pytest.raises(ValidationError, match="Enter a last day on or after"):
        end_seat(seat, ends=YESTERDAY, **by_now())
    assert again(seat).ends is None


def test_a_second_press_changes_nothing(board):
    old, new = sits(board, "lead", a_lead(board)), sits(board)
    end_seat(old, ends=TOMORROW, successor=new, **by_now())
    with pytest.raises(ValidationError, match="already. Nothing was done again"):
        end_seat(old, ends=TOMORROW, successor=new, **by_now())
    assert Event.objects.filter(verb="ended").count() == 1


def test_an_ended_seat_is_not_ended_again(board):
    seat = sits(board, ends=YESTERDAY)
    with pytest.raises(ValidationError, match="stays as it was"):
        end_seat(seat, ends=TODAY, **by_now())


def test_a_seat_whose_end_is_known_can_still_hand_its_leads_on(board):
    old, new = sits(board, "lead", a_lead(board), ends=TOMORROW), sits(board)
    end_seat(old, ends=TOMORROW, successor=new, **by_now())
    assert leads(new) == ["PPG"]


@pytest.mark.parametrize(
    ("successor", "words"),
    [
        (lambda old: sits(a_board()), "Choose another seat of this board"),
        (lambda old: old, "Choose another seat of this board"),
        (lambda old: sits(old.board, ends=TODAY), "Choose a seat that goes on"),
        (lambda old: sits(old.board, "reader"), "A reader answers for no leads"),
    ],
)
def test_a_seat_that_cannot_take_the_leads_over_is_refused_and_nothing_changed(board, successor, words):
    old = sits(board, "lead", a_lead(board))
    other = successor(old)
    with pytest.raises(ValidationError, match=words):
        end_seat(old, ends=TODAY, successor=other, **by_now())
    assert (again(old).ends, list(Seat.objects.filter(answers_for__isnull=False))) == (None, [old])


# --- The last business manager ---


def test_the_last_business_manager_is_not_ended(board):
    only = sits(board, "business_manager", name="Morgan Hale")
    sits(board, "chair")
    sits(a_board(), "business_manager")
    with pytest.raises(ValidationError, match="Morgan Hale is the board's last business manager"):
        end_seat(only, ends=TODAY, **by_now())
    assert again(only).ends is None


def test_one_of_two_business_managers_is_ended(board):
    first, _ = sits(board, "business_manager"), sits(board, "business_manager")
    end_seat(first, ends=TODAY, **by_now())
    assert again(first).ends == TODAY


def test_two_business_managers_cannot_each_end_the_other_in_turn(board):
    first, second = sits(board, "business_manager"), sits(board, "business_manager")
    end_seat(first, ends=TODAY + 9 * DAY, **by_now())
    with pytest.raises(ValidationError, match="last business manager"):
        end_seat(second, ends=TODAY, **by_now())


@pytest.mark.parametrize("but", [{"ends": TODAY + 30 * DAY}, {"starts": TODAY + 2 * DAY}])
def test_a_business_manager_who_leaves_a_gap_does_not_count(board, but):
    only = sits(board, "business_manager")
    sits(board, "business_manager", **but)
    with pytest.raises(ValidationError, match="last business manager"):
        end_seat(only, ends=TODAY, **by_now())


def test_somebody_made_inactive_does_not_count(board):
    only, other = sits(board, "business_manager"), sits(board, "business_manager")
    other.user.is_active = False
    other.user.save()
    with pytest.raises(ValidationError, match="last business manager"):
        end_seat(only, **by_now())


def test_a_business_manager_who_starts_the_day_after_is_enough(board):
    first = sits(board, "business_manager")
    sits(board, "business_manager", starts=TOMORROW)
    end_seat(first, ends=TODAY, **by_now())
    assert again(first).ends == TODAY


@pytest.mark.parametrize("but", [{"role": "member"}, {"ends": TODAY}])
def test_the_last_business_manager_is_not_changed_into_none(board, but):
    only = sits(board, "business_manager")
    with pytest.raises(ValidationError, match="last business manager"):
        change_seat(**unchanged(only, **but))
    assert (again(only).role, again(only).ends) == ("business_manager", None)


def test_a_last_day_can_be_put_off_for_the_last_business_manager(board):
    only = sits(board, "business_manager", ends=TOMORROW)
    change_seat(**unchanged(only, ends=TODAY + 9 * DAY))
    assert again(only).ends == TODAY + 9 * DAY


# --- Changing ---


def test_another_role_from_a_day_ends_the_seat_the_day_before_and_begins_a_new_one(board):
    seat = sits(board, "lead", a_lead(board))
    new = change_seat(**unchanged(seat, role="group_chair", role_from=TOMORROW))
    assert [(one.role, one.starts, one.ends, leads(one)) for one in (again(seat), new)] == [
        ("lead", LONG_AGO, TODAY, ["PPG"]),
        ("group_chair", TOMORROW, None, ["PPG"]),
    ]


def test_the_new_role_gives_its_permissions_only_from_its_day(board):
    seat = sits(board, "member")
    change_seat(**unchanged(seat, role="chair", role_from=TOMORROW))
    assert [one.role for one in access.seats_of(seat.user)] == ["member"]


def test_a_role_from_the_first_day_is_put_right_in_the_seat_itself(board):
    seat = sits(board, "lead", starts=TODAY)
    assert (change_seat(**unchanged(seat, role="member")).pk, again(seat).role) == (seat.pk, "member")


def test_a_role_before_the_first_day_is_refused(board):
    seat = sits(board, starts=TODAY)
    with pytest.raises(ValidationError, match="the first day of the seat, for the new role"):
        change_seat(**unchanged(seat, role="member", role_from=YESTERDAY))


def test_a_role_after_the_last_day_is_refused(board):
    seat = sits(board, ends=TODAY)
    with pytest.raises(ValidationError, match="not after the last day"):
        change_seat(**unchanged(seat, role="member", role_from=TOMORROW))


@pytest.mark.parametrize("role_from", [None, TOMORROW])
def test_a_second_press_begins_no_second_new_seat(board, role_from):
    seat = sits(board)
    change_seat(**unchanged(seat, role="member", role_from=role_from))
    with pytest.raises(ValidationError):
        change_seat(**unchanged(seat, role="member", role_from=role_from))
    assert Seat.objects.count() == 2


def test_deputies_go_on_with_the_new_role(board):
    seat = sits(board, "lead", a_lead(board))
    deputy = sits(board)
    change_seat(**unchanged(deputy, deputises_for=seat))
    change_seat(**unchanged(seat, role="member"))
    assert [lead.name for lead in access.led_by(deputy.user)] == ["PPG"]


def test_what_was_and_what_becomes_is_in_the_history(board):
    seat = sits(board, "lead", a_lead(board, "PPG"))
    change_seat(**unchanged(seat, agency_name="Council", answers_for=[a_lead(board, "Comms")], ends=TOMORROW))
    assert last_event(seat).details == {
        "was": {"agency": "", "ends": "", "answers_for": ["PPG"]},
        "becomes": {"agency": "Council", "ends": TOMORROW.isoformat(), "answers_for": ["Comms"]},
    }


def test_nothing_changed_is_nothing_recorded(board):
    seat = sits(board, "lead", a_lead(board))
    change_seat(**unchanged(seat))
    assert last_event(seat).verb == "gave a seat"


def test_an_ended_seat_is_not_changed(board):
    seat = sits(board, ends=YESTERDAY)
    with pytest.raises(ValidationError, match="stays as it was"):
        change_seat(**unchanged(seat, role="member"))


@pytest.mark.parametrize(
    ("but", "words"),
    [
        (lambda seat: {"answers_for": [a_lead(a_board())]}, "Choose leads of this board"),
        (lambda seat: {"deputises_for": sits(a_board())}, "Choose a seat of this board"),
        (
            lambda seat: {"deputises_for": sits(seat.board, "member", person=seat.user)},
            "another person's seat",
        ),
        (
            lambda seat: {"role": "reader", "answers_for": [a_lead(seat.board)]},
            "A reader answers for no leads",
        ),
        (lambda seat: {"ends": LONG_AGO - DAY}, "Enter a last day on or after"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changed(board, but, words):
    seat = sits(board)
    with pytest.raises(ValidationError, match=words):
        change_seat(**unchanged(seat, **but(seat)))
    assert (again(seat).role, again(seat).ends, leads(seat)) == ("lead", None, [])


def test_reminders_can_be_left_and_asked_for_again(board):
    seat = sits(board)
    set_reminders([seat], wants=False, **by_now())
    left = again(seat)
    set_reminders([left], wants=True, **by_now())
    verbs = Event.objects.filter(thing_id=seat.pk, thing_type="boards.seat").order_by("pk")
    assert (left.wants_reminders, again(seat).wants_reminders, [event.verb for event in verbs][1:]) == (
        False,
        True,
        ["asked for no reminders", "asked for reminders"],
    )
