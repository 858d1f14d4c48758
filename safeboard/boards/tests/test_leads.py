"""What leads are, what they are called, and who answers for them."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from safeboard.boards import access, queries
from safeboard.boards.models import Group, Lead, LeadName
from safeboard.boards.services import (
    add_spelling,
    change_lead,
    change_seat,
    end_seat,
    leads_named,
    rename_lead,
    say_what_lead_is,
)
from safeboard.boards.tests.cast import DAY, a_board, a_lead, a_person, by_now, sits, today, unchanged
from safeboard.history.models import Event
from safeboard.history.services import CommandLine

pytestmark = pytest.mark.django_db
TODAY = today()
JAN, MARCH, JUNE = (datetime.date(2016, month, 1) for month in (1, 3, 6))


@pytest.fixture
def board():
    return a_board("Harrowmere")


@pytest.fixture
def lead(board):
    return a_lead(board, "PPG")


def at_noon(day):
    return {"by": CommandLine(), "at": datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)}


def named(lead, name, from_day, *, recorded):
    rename_lead(lead, name=name, effective_on=from_day, **at_noon(recorded))


def called(lead, day, known=None):
    known_at = at_noon(known)["at"] if known else None
    return queries.names_of(lead.board, day=day, known_at=known_at)[lead.pk]


# --- Names, by both clocks ---


def test_a_lead_has_the_name_the_plan_wrote_until_it_is_renamed(lead):
    named(lead, "Policy Group", MARCH, recorded=MARCH)
    assert [called(lead, day) for day in (MARCH - DAY, MARCH, JUNE)] == [
        "PPG",
        "Policy Group",
        "Policy Group",
    ]


def test_of_two_names_from_one_day_the_last_recorded_holds(lead):
    named(lead, "Wrong", MARCH, recorded=MARCH)
    named(lead, "Right", MARCH, recorded=JUNE)
    assert called(lead, MARCH) == "Right"


def test_an_earlier_name_learned_later_shows_in_its_own_days(lead):
    named(lead, "From March", MARCH, recorded=MARCH)
    named(lead, "From January", JAN, recorded=JUNE)
    assert [called(lead, day) for day in (JAN, MARCH)] == ["From January", "From March"]


def test_what_was_known_at_a_time_does_not_hold_what_came_later(lead):
    named(lead, "From January", JAN, recorded=JUNE)
    assert [called(lead, JAN, known=day) for day in (MARCH, JUNE)] == ["PPG", "From January"]


def test_names_of_two_boards_are_apart(board, lead):
    other = a_lead(a_board(), "PPG")
    named(lead, "Policy Group", JAN, recorded=JAN)
    assert queries.names_of(other.board, day=JUNE) == {other.pk: "PPG"}


def test_a_new_name_is_also_a_spelling(board, lead):
    named(lead, "Policy Group", MARCH, recorded=MARCH)
    assert leads_named(board, ["policy group", "PPG"], **by_now()) == {"policy group": lead, "PPG": lead}


def test_a_name_that_is_another_leads_is_refused(board, lead):
    a_lead(board, "Comms")
    with pytest.raises(ValidationError, match="“comms” is how Comms is written"):
        named(lead, "comms", MARCH, recorded=MARCH)
    assert LeadName.objects.count() == 0


def test_a_second_press_gives_no_second_name(lead):
    named(lead, "Policy Group", MARCH, recorded=MARCH)
    with pytest.raises(ValidationError, match="It is called “Policy Group” on 1 March 2016 already"):
        named(lead, "Policy  Group", MARCH, recorded=MARCH)
    assert LeadName.objects.count() == 1


def test_a_name_without_a_letter_is_refused(lead):
    with pytest.raises(ValidationError, match="letters or figures"):
        named(lead, "–", MARCH, recorded=MARCH)


def test_a_spelling_is_added_once(lead):
    for _ in range(2):
        add_spelling(lead, spelling="Policy & Procedure", **by_now())
    assert sorted(lead.spellings.values_list("spelling", flat=True)) == ["PPG", "Policy & Procedure"]


# --- What it is ---


@pytest.mark.parametrize(("kind", "words"), [("group", "Group"), ("post", "Post"), ("agency", "Agency")])
def test_a_lead_is_said_to_be_a_thing_of_a_name(lead, kind, words):
    say_what_lead_is(lead, kind=kind, name="Policy and Procedure", starts=TODAY, **by_now())
    assert queries.what_it_is(Lead.objects.get()) == f"{words}: Policy and Procedure"


def test_a_group_is_not_made_twice(board, lead):
    for each in (lead, a_lead(board, "Policy Gp")):
        say_what_lead_is(each, kind="group", name="Policy Group", starts=TODAY, **by_now())
    assert Group.objects.get().leads.count() == 2


def test_a_lead_is_one_thing_at_a_time(board, lead):
    person = sits(board, name="Rae Boyd").user
    say_what_lead_is(lead, kind="group", starts=TODAY, **by_now())
    say_what_lead_is(lead, kind="user", user=person, starts=TODAY, **by_now())
    found = Lead.objects.get()
    assert (found.group, found.user) == (None, person)


def test_what_it_was_is_in_the_history(lead):
    say_what_lead_is(lead, kind="group", name="Policy Group", starts=TODAY, **by_now())
    say_what_lead_is(lead, kind="", starts=TODAY, **by_now())
    event = Event.objects.last()
    assert (event.verb, event.details) == (
        "said what it is",
        {"was": {"group": "Policy Group"}, "becomes": {}},
    )


def test_a_person_of_another_board_is_refused(lead):
    with pytest.raises(ValidationError, match="a seat on this board"):
        say_what_lead_is(lead, kind="user", user=sits(a_board()).user, starts=TODAY, **by_now())


def test_what_is_refused_in_part_is_refused_whole(board, lead):
    a_lead(board, "Comms")
    with pytest.raises(ValidationError):
        change_lead(lead, kind="group", name="G", spelling="Comms", starts=TODAY, **by_now())
    assert (Lead.objects.get(pk=lead.pk).group, Group.objects.count()) == (None, 0)


# --- Who answers ---


def answering(lead, day=TODAY):
    return [(one.user.name, one.deputy) for one in queries.people_answering([lead.pk], day=day)[lead.pk]]


def deputy_of(seat, **more):
    deputy = sits(seat.board, **more)
    change_seat(**unchanged(deputy, deputises_for=seat))
    return deputy


def led(person, day=None):
    return [lead.name for lead in access.led_by(person, day)]


def test_a_seat_and_then_its_deputy_answer_for_a_lead(board, lead):
    seat = sits(board, "lead", lead, name="Zoe Main")
    deputy = deputy_of(seat, name="Abe Deputy")
    assert (answering(lead), led(seat.user), led(deputy.user)) == (
        [("Zoe Main", False), ("Abe Deputy", True)],
        ["PPG"],
        ["PPG"],
    )


def test_nobody_answers_for_a_lead_without_a_seat(board, lead):
    sits(board, "lead", a_lead(board, "Comms"))
    assert answering(lead) == []


def test_who_answers_goes_by_the_day(board, lead):
    seat = sits(board, "lead", lead, name="Ann", ends=TODAY - DAY)
    assert [(answering(lead, day), led(seat.user, day)) for day in (TODAY - DAY, TODAY)] == [
        ([("Ann", False)], ["PPG"]),
        ([], []),
    ]


def test_a_deputy_of_an_ended_seat_answers_for_nothing(board, lead):
    seat = sits(board, "lead", lead)
    deputy = deputy_of(seat)
    end_seat(seat, ends=TODAY - DAY, **by_now())
    assert (answering(lead), led(deputy.user)) == ([], [])


def test_a_deputy_whose_own_seat_ended_answers_for_nothing(board, lead):
    seat = sits(board, "lead", lead, name="Ann")
    deputy = deputy_of(seat)
    end_seat(deputy, ends=TODAY - DAY, **by_now())
    assert (answering(lead), led(deputy.user)) == ([("Ann", False)], [])


def test_a_deputys_deputy_answers_for_nothing(board, lead):
    seat = sits(board, "lead", lead, name="Ann")
    third = deputy_of(deputy_of(seat, name="Ben"), name="Cat")
    assert (answering(lead), led(third.user)) == ([("Ann", False), ("Ben", True)], [])


def test_somebody_made_inactive_answers_for_nothing(board, lead):
    seat = sits(board, "lead", lead)
    seat.user.is_active = False
    seat.user.save()
    assert (answering(lead), led(seat.user)) == ([], [])


def test_a_reader_answers_for_nothing(board, lead):
    seat = sits(board, "reader", lead)
    assert (answering(lead), led(seat.user)) == ([], [])


def test_one_person_with_two_seats_answers_once(board, lead):
    person = a_person("Ann")
    sits(board, "lead", lead, person=person)
    sits(board, "member", lead, person=person)
    assert (answering(lead), led(person)) == ([("Ann", False)], ["PPG"])


def test_a_person_leads_on_every_board_they_sit_on(board, lead):
    other = a_lead(a_board(), "Comms")
    person = sits(board, "lead", lead).user
    sits(other.board, "lead", other, person=person)
    assert sorted(led(person)) == ["Comms", "PPG"]


@pytest.mark.parametrize("rows", [1, 3])
def test_who_answers_is_asked_in_two_queries(board, rows, django_assert_num_queries):
    leads = [a_lead(board, f"Lead {number}") for number in range(rows)]
    for lead in leads:
        deputy_of(sits(board, "lead", lead))
    with django_assert_num_queries(2):
        found = queries.people_answering([lead.pk for lead in leads], day=TODAY)
    assert [len(found[lead.pk]) for lead in leads] == [2] * rows
