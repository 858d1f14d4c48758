"""The pages of a board's people: what they show and what they refuse."""

import pytest
from django.core import mail
from lxml import html

from safeboard.boards.models import Seat
from safeboard.boards.services import change_seat, rename_lead
from safeboard.boards.tests.cast import (
    DAY,
    a_board,
    a_lead,
    a_person,
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


def invitation(**but):
    usual = {"email": "ann@example.org", "name": "Ann Lee", "role": "lead", **parts("starts", TODAY)}
    return {**usual, **but}


def seat_sent(seat, **but):
    """What the form of a seat posts where nothing is changed."""
    return {"role": seat.role, "answers_for": [lead.pk for lead in seat.answers_for.all()], **but}


# --- People ---


def test_people_are_shown_as_sitting_coming_and_past(as_manager, board):
    sits(board, "lead", name="Now")
    sits(board, "lead", name="Soon", starts=TODAY + DAY)
    sits(board, "lead", name="Once", ends=TODAY - DAY)
    people = as_manager.get(at("people", board.slug)).context["people"]
    assert [
        [shown.seat.user.name for shown in some] for some in (people.sitting, people.coming, people.past)
    ] == [
        ["Morgan Hale", "Now"],
        ["Soon"],
        ["Once"],
    ]


def test_a_seat_says_what_its_leads_are_called_today(as_manager, board):
    lead = a_lead(board)
    sits(board, "lead", lead)
    rename_lead(lead, name="Policy Group", effective_on=TODAY, **by_now())
    shown = as_manager.get(at("people", board.slug)).context["people"].sitting
    assert [one.leads for one in shown] == [[], ["Policy Group"]]


@pytest.mark.parametrize(("ends", "words"), [(None, "Ann"), (TODAY - DAY, "Ann (that seat has ended)")])
def test_a_deputy_is_shown_as_one(as_manager, board, ends, words):
    seat = sits(board, name="Ann")
    change_seat(**unchanged(sits(board, name="Ben"), deputises_for=seat))
    Seat.objects.filter(pk=seat.pk).update(ends=ends)
    people = as_manager.get(at("people", board.slug)).context["people"]
    assert [one.deputises for one in people.sitting if one.seat.user.name == "Ben"] == [words]


@pytest.mark.parametrize(("role", "times"), [("member", 0), ("business_manager", 1)])
def test_addresses_and_buttons_are_for_those_who_keep_seats(client, board, role, times):
    other = sits(board, name="Ann Lee")
    client.force_login(sits(board, role).user)
    page = client.get(at("people", board.slug)).content.decode()
    shown = (other.user.email, f'"{at("seat", other.pk)}"', f'"{at("invite", board.slug)}"')
    found = [page.count(words) for words in shown]
    assert found == [times] * 3


def test_an_invited_person_stands_among_the_people(as_manager, board):
    lead, agency = a_lead(board), an_agency(board)
    response = as_manager.post(
        at("invite", board.slug), invitation(answers_for=[lead.pk], agency=agency.pk), follow=True
    )
    seat = Seat.objects.get(user__email="ann@example.org")
    assert (said(response), seat.agency, list(seat.answers_for.all())) == (
        ["ann@example.org is invited to Harrowmere. The e-mail says how to sign in."],
        agency,
        [lead],
    )


def test_the_letter_leads_to_the_whole_address_of_the_sign_in_page(as_manager, board):
    as_manager.post(at("invite", board.slug), invitation())
    assert mail.outbox[0].body.splitlines().count("http://testserver/sign-in/") == 1


def test_the_manager_reads_the_same_whether_the_address_had_an_account(as_manager, board):
    known = a_person("Known Already")
    answers = [
        said(as_manager.post(at("invite", board.slug), invitation(email=email), follow=True))[0].replace(
            email, ""
        )
        for email in (known.email, "new@example.org")
    ]
    assert answers[0] == answers[1]


def test_a_second_press_invites_nobody_twice(as_manager, board):
    as_manager.post(at("invite", board.slug), invitation())
    response = as_manager.post(at("invite", board.slug), invitation())
    assert (response.status_code, errors_of(response), len(mail.outbox)) == (
        400,
        {"__all__": ["Ann Lee has a seat on Harrowmere as lead already. Change that one instead."]},
        1,
    )


@pytest.mark.parametrize(
    ("field", "foreign", "words"),
    [
        ("answers_for", lambda: a_lead(a_board()), "Choose leads from the list"),
        ("agency", lambda: an_agency(a_board(), "Far"), "Choose one from the list"),
    ],
)
def test_what_is_another_boards_is_as_if_it_were_not_there(as_manager, board, field, foreign, words):
    response = as_manager.post(at("invite", board.slug), invitation(**{field: foreign().pk}))
    assert (response.status_code, errors_of(response), Seat.objects.filter(board=board).count()) == (
        400,
        {field: [words]},
        1,
    )


@pytest.mark.parametrize(
    "wrong",
    [{"answers_for": ["x"]}, {"answers_for": [9**30]}, {"agency": "x"}, {"role": "king"}, {"name": "\0"}],
)
def test_what_no_page_offers_is_refused(as_manager, board, wrong):
    response = as_manager.post(at("invite", board.slug), invitation(**wrong))
    assert (response.status_code, list(errors_of(response))) == (400, list(wrong))


def test_a_last_day_before_the_first_is_refused(as_manager, board):
    response = as_manager.post(at("invite", board.slug), invitation(**parts("ends", TODAY - DAY)))
    assert errors_of(response) == {"ends": ["Enter a last day that is not before the first day"]}


def test_a_seat_is_changed(as_manager, board):
    seat, lead = sits(board), a_lead(board)
    sent = seat_sent(seat, role="member", answers_for=[lead.pk], agency_name="Council")
    as_manager.post(at("seat", seat.pk), sent)
    new = Seat.objects.get(user=seat.user, role="member")
    assert (new.starts, str(new.agency), list(new.answers_for.all())) == (TODAY, "Council", [lead])


@pytest.mark.parametrize(
    ("field", "foreign"),
    [
        ("answers_for", lambda: a_lead(a_board())),
        ("agency", lambda: an_agency(a_board())),
        ("deputises_for", lambda: sits(a_board())),
    ],
)
def test_a_seat_takes_nothing_of_another_board(as_manager, board, field, foreign):
    seat = sits(board)
    response = as_manager.post(at("seat", seat.pk), seat_sent(seat, **{field: [foreign().pk]}))
    assert (
        response.status_code,
        list(errors_of(response)),
        Event.objects.filter(verb="changed").count(),
    ) == (
        400,
        [field],
        0,
    )


def test_a_seat_keeps_its_agency_where_that_has_left_the_board(as_manager, board):
    agency = an_agency(board)
    agency.memberships.update(ends=TODAY - DAY)
    seat, lead = sits(board, agency=agency), a_lead(board)
    as_manager.post(at("seat", seat.pk), seat_sent(seat, agency=agency.pk, answers_for=[lead.pk]))
    seat.refresh_from_db()
    assert (seat.agency, list(seat.answers_for.all())) == (agency, [lead])


def test_an_agency_that_has_left_the_board_is_no_longer_offered(as_manager, board):
    an_agency(board).memberships.update(ends=TODAY - DAY)
    form = as_manager.get(at("invite", board.slug)).context["form"]
    assert list(form.fields["agency"].queryset) == []


@pytest.mark.parametrize("name", ["seat", "end_seat", "invite_again"])
def test_a_seat_of_another_board_is_not_there(as_manager, name):
    seat = sits(a_board())
    response = as_manager.post(at(name, seat.pk), {"role": "reader", **parts("ends", TODAY)})
    assert (response.status_code, Seat.objects.get(pk=seat.pk).ends, len(mail.outbox)) == (404, None, 0)


def test_a_manager_of_one_board_who_is_a_member_of_another_cannot_end_its_seats(client, board):
    other = a_board()
    person = sits(board, "business_manager").user
    sits(other, "member", person=person)
    client.force_login(person)
    assert client.post(at("end_seat", sits(other).pk), parts("ends", TODAY)).status_code == 403


def test_ending_a_seat_says_who_takes_over(as_manager, board):
    old, new = sits(board, "lead", a_lead(board), name="Ann"), sits(board, name="Ben")
    response = as_manager.post(
        at("end_seat", old.pk), {**parts("ends", TODAY), "successor": new.pk}, follow=True
    )
    assert (said(response), [lead.name for lead in new.answers_for.all()]) == (
        [f"The seat of Ann ends on {TODAY:%-d %B %Y}. Ben takes over their leads."],
        ["PPG"],
    )


def test_a_successor_on_another_board_is_refused(as_manager, board):
    old, far = sits(board, "lead", a_lead(board)), sits(a_board())
    response = as_manager.post(at("end_seat", old.pk), {**parts("ends", TODAY), "successor": far.pk})
    assert (response.status_code, errors_of(response), Seat.objects.get(pk=old.pk).ends) == (
        400,
        {"successor": ["Choose one from the list"]},
        None,
    )


def test_a_seat_is_taken_away_at_once(as_manager, board):
    seat = sits(board, starts=TODAY)
    as_manager.post(at("end_seat", seat.pk), {"at_once": "on"})
    assert Seat.objects.get(pk=seat.pk).ends == TODAY - DAY


def test_ending_the_last_manager_is_refused_on_the_page(as_manager, manager):
    response = as_manager.post(at("end_seat", manager.pk), parts("ends", TODAY))
    (words,) = errors_of(response)["__all__"]
    assert (response.status_code, words.split(". ")[0]) == (
        400,
        "Morgan Hale is the board's last business manager whose seat goes on",
    )


def test_a_past_seat_has_no_form_and_refuses_a_change(as_manager, board):
    seat = sits(board, ends=TODAY - DAY)
    page = html.fromstring(as_manager.get(at("seat", seat.pk)).content)
    response = as_manager.post(at("seat", seat.pk), seat_sent(seat, role="member"))
    assert (page.xpath("//main//form"), response.status_code, Seat.objects.get(pk=seat.pk).role) == (
        [],
        400,
        "lead",
    )


def test_inviting_again_writes_once(as_manager, board):
    seat = sits(board)
    for _ in range(2):
        response = as_manager.post(at("invite_again", seat.pk), follow=True)
    assert (said(response), len(mail.outbox)) == (
        ["An invitation went to them a moment ago. It was not sent again."],
        1,
    )


# --- One's own seat ---


def test_a_person_leaves_reminders_for_their_own_seats_only(client, board):
    own, other = sits(board), sits(board)
    elsewhere = sits(a_board(), person=own.user)
    client.force_login(own.user)
    client.post(at("my_seat", board.slug), {})
    wants = [Seat.objects.get(pk=seat.pk).wants_reminders for seat in (own, other, elsewhere)]
    assert wants == [False, True, True]


def test_looking_at_ones_seat_changes_nothing(client, board):
    seat = sits(board)
    client.force_login(seat.user)
    client.get(at("my_seat", board.slug))
    assert Seat.objects.get(pk=seat.pk).wants_reminders


def test_reminders_are_asked_for_again(client, board):
    seat = sits(board)
    Seat.objects.update(wants_reminders=False)
    client.force_login(seat.user)
    response = client.post(at("my_seat", board.slug), {"wants_reminders": "on"}, follow=True)
    assert said(response) == ["Reminders of Harrowmere reach you by e-mail."]
