"""The pages of a board's leads, meetings and words; and, of all its pages, how often they ask and how they refuse."""

import datetime

import pytest
from django.urls import reverse
from lxml import html

from safeboard.boards.models import Board, Lead, LeadName, Meeting, Term
from safeboard.boards.services import change_seat, rename_lead
from safeboard.boards.tests.cast import (
    DAY,
    a_board,
    a_lead,
    a_meeting,
    a_term,
    an_agency,
    at,
    by_now,
    errors_of,
    parts,
    said,
    sits,
    today,
    unchanged,
)
from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.history.models import Event

pytestmark = pytest.mark.django_db
TODAY = today()


@pytest.fixture
def board():
    return a_board("Harrowmere")


@pytest.fixture
def manager(board):
    return sits(board, "business_manager", name="Morgan Hale")


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager.user)
    return client


# --- Leads ---


def test_a_lead_nobody_answers_for_says_so(as_manager, board):
    a_lead(board)
    page = html.fromstring(as_manager.get(at("leads", board.slug)).content)
    assert [one.text for one in page.find_class("govuk-tag")] == ["Nobody answers for it"]


def test_leads_stand_under_what_they_are_called_today(as_manager, board):
    a_lead(board, "Comms")
    rename_lead(a_lead(board, "AAA"), name="Training", effective_on=TODAY, **by_now())
    shown = as_manager.get(at("leads", board.slug)).context["leads"]
    assert [(lead.called, lead.written) for lead in shown] == [("Comms", []), ("Training", ["AAA"])]


def test_a_board_without_leads_says_where_they_come_from(as_manager, board):
    page = as_manager.get(at("leads", board.slug)).content.decode()
    assert page.count("The board has no leads yet.") == 1


def test_a_lead_is_said_renamed_and_spelt_at_once(as_manager, board):
    lead = a_lead(board)
    sent = {"kind": "group", "name": "Policy", "new_name": "Policy Group", "spelling": "P.P.G."}
    as_manager.post(at("lead", lead.pk), sent)
    name = LeadName.objects.get()
    assert (str(Lead.objects.get().group), name.name, name.effective_on, name.by_name) == (
        "Policy",
        "Policy Group",
        TODAY,
        "Morgan Hale",
    )
    assert sorted(lead.spellings.values_list("spelling", flat=True)) == ["P.P.G.", "PPG", "Policy Group"]


def test_a_person_who_is_not_of_the_board_is_not_in_the_list(as_manager, board):
    stranger = sits(a_board()).user
    response = as_manager.post(at("lead", a_lead(board).pk), {"kind": "user", "person": stranger.pk})
    assert (response.status_code, errors_of(response)) == (400, {"person": ["Choose one from the list"]})


def test_a_person_is_asked_for_where_a_lead_is_one(as_manager, board):
    response = as_manager.post(at("lead", a_lead(board).pk), {"kind": "user"})
    assert errors_of(response) == {"person": ["Choose the person from the list"]}


def test_a_lead_of_another_board_is_not_there(as_manager):
    lead = a_lead(a_board())
    response = as_manager.post(at("lead", lead.pk), {"kind": "group"})
    assert (response.status_code, Lead.objects.get(pk=lead.pk).group) == (404, None)


# --- Meetings ---


def test_coming_meetings_come_soonest_first_and_past_ones_newest_first(as_manager, board):
    days = [TODAY + number * DAY for number in (-2, -1, 0, 1)]
    for day in days:
        a_meeting(board, day)
    context = as_manager.get(at("meetings", board.slug)).context
    assert [[one.date for one in context[name]] for name in ("coming", "past")] == [
        days[2:],
        [days[1], days[0]],
    ]


def test_a_meeting_is_added_and_changed(as_manager, board):
    as_manager.post(at("add_meeting", board.slug), {"kind": "Board", **parts("date", TODAY)})
    meeting = Meeting.objects.get()
    sent = {"kind": "Executive", **parts("date", TODAY + DAY), **parts("updates_by", TODAY)}
    as_manager.post(at("meeting", meeting.pk), sent)
    found = Meeting.objects.get()
    assert (found.kind, found.date, found.updates_by) == ("Executive", TODAY + DAY, TODAY)


def test_a_second_press_adds_no_second_meeting(as_manager, board):
    sent = {"kind": "Board", **parts("date", TODAY)}
    answers = [as_manager.post(at("add_meeting", board.slug), sent).status_code for _ in range(2)]
    assert (answers, Meeting.objects.count()) == ([302, 400], 1)


def test_a_cut_off_after_the_meeting_is_refused(as_manager, board):
    sent = {"kind": "Board", **parts("date", TODAY), **parts("papers_by", TODAY + DAY)}
    response = as_manager.post(at("add_meeting", board.slug), sent)
    assert errors_of(response) == {"papers_by": ["Enter a day for the papers that is not after the meeting"]}


def test_a_meeting_of_another_board_is_not_there(as_manager):
    meeting = a_meeting(a_board())
    response = as_manager.post(at("meeting", meeting.pk), {"kind": "X", **parts("date", TODAY)})
    assert (response.status_code, Meeting.objects.get().kind) == (404, "Board")


# --- Glossary ---


def test_a_term_is_added_and_taken_out(as_manager, board):
    as_manager.post(at("add_term", board.slug), {"acronym": "RAG", "meaning": "Red, amber, green"})
    term = Term.objects.get()
    response = as_manager.post(at("strike_term", term.pk), {"why": ""}, follow=True)
    assert (said(response)[-1], response.context["letters"]) == (
        "“Red, amber, green” is taken out of the glossary.",
        [],
    )


def test_two_meanings_are_both_on_the_page(as_manager, board):
    a_term(board, "RAG", "Red, amber, green")
    a_term(board, "RAG", "Reading group")
    page = html.fromstring(as_manager.get(at("glossary", board.slug)).content)
    assert [one.text.strip() for one in page.find_class("govuk-summary-list__value")] == [
        "Red, amber, green",
        "Reading group",
    ]


def test_a_term_of_another_board_is_not_there(as_manager):
    term = a_term(a_board())
    assert (as_manager.post(at("strike_term", term.pk)).status_code, Term.objects.count()) == (404, 1)


# --- Settings ---


def test_the_settings_are_kept_and_what_they_were_too(as_manager, board):
    as_manager.post(at("settings", board.slug), {"check_every_months": "4", "difference_after_months": "6"})
    found = Board.objects.get()
    assert (found.check_every_months, found.difference_after_months, Event.objects.last().details["was"]) == (
        4,
        6,
        {"check_every_months": 3, "difference_after_months": 6},
    )


@pytest.mark.parametrize("months", ["0", "61", "x", "", "9" * 40, "1.5"])
def test_a_number_of_months_that_is_none_is_refused(as_manager, board, months):
    sent = {"check_every_months": months, "difference_after_months": "6"}
    response = as_manager.post(at("settings", board.slug), sent)
    assert (response.status_code, errors_of(response)) == (
        400,
        {"check_every_months": ["Enter a number of months from 1 to 60"]},
    )


# --- From one board to another ---


def test_only_ones_own_boards_are_offered(client, board):
    person = sits(board, "member").user
    second = sits(a_board("Aldermoor"), "lead", person=person)
    sits(second.board, "chair", person=person)
    a_board("Not theirs")
    client.force_login(person)
    boards = client.get(reverse("home:boards")).context["boards"]
    assert [(one.name, one.roles) for one in boards] == [
        ("Aldermoor", ["Lead", "Chair"]),
        ("Harrowmere", ["Member"]),
    ]


def test_the_way_about_a_board_stands_on_its_pages(as_manager, board):
    page = html.fromstring(as_manager.get(at("people", board.slug)).content)
    items = page.xpath("//ul[@id='navigation']//a")
    wanted = ["Board", "People", "Meetings", "Glossary"]
    assert [one.text for one in items if one.text in wanted] == wanted
    assert page.xpath("//ul[@id='navigation']//a[@aria-current]/text()") == ["People"]


def test_a_page_of_no_board_has_no_board_in_its_way_about(as_manager):
    page = html.fromstring(as_manager.get(reverse("home:boards")).content)
    assert page.xpath("//ul[@id='navigation']//a[contains(@href, 'people')]") == []


# --- Refusals and queries ---


def forms_of(board, seat):
    return [
        at("invite", board.slug),
        at("seat", seat.pk),
        at("end_seat", seat.pk),
        at("lead", a_lead(board).pk),
        at("add_meeting", board.slug),
        at("meeting", a_meeting(board).pk),
        at("add_term", board.slug),
        at("settings", board.slug),
    ]


def test_every_refused_form_follows_the_error_pattern(as_manager, board):
    faults = {
        address: error_pattern_faults(as_manager.post(address).content.decode())
        for address in forms_of(board, sits(board))
    }
    assert {address: found for address, found in faults.items() if found} == {}


def test_what_a_service_refuses_follows_the_error_pattern(as_manager, manager):
    response = as_manager.post(at("end_seat", manager.pk), parts("ends", TODAY))
    assert error_pattern_faults(response.content.decode()) == []


PAGES = {"people": 8, "leads": 10, "meetings": 5, "glossary": 5, "my_seat": 7, "invite": 7}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_asks_as_often_for_three_rows_as_for_one(
    as_manager, board, manager, name, rows, django_assert_num_queries
):
    for number in range(rows):
        lead = a_lead(board, f"Lead {number}")
        agency = an_agency(board, f"Agency {number}")
        manager.answers_for.add(lead)
        seat = sits(board, "lead", lead, agency=agency)
        sits(board, "lead", lead, ends=TODAY - DAY)
        sits(board, "lead", lead, person=manager.user, agency=agency)
        change_seat(**unchanged(sits(board), deputises_for=seat))
        a_meeting(board, TODAY + datetime.timedelta(days=number))
        a_term(board, f"A{number}")
    with django_assert_num_queries(PAGES[name]):
        as_manager.get(at(name, board.slug))


@pytest.mark.parametrize("name", ["seat", "end_seat", "lead"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_form_asks_as_often_for_three_choices_as_for_one(
    as_manager, board, name, rows, django_assert_num_queries
):
    leads = [a_lead(board, f"Lead {number}") for number in range(rows)]
    seats = [sits(board, "lead", lead, agency=an_agency(board, lead.name)) for lead in leads]
    thing = leads[0] if name == "lead" else seats[0]
    with django_assert_num_queries({"seat": 11, "end_seat": 5, "lead": 12}[name]):
        as_manager.get(at(name, thing.pk))
