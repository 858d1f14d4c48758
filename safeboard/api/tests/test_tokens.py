"""Tokens on the web: made once, shown once, revoked by who made them or by who keeps the board's seats."""

import pytest
from django.test import Client
from django.urls import reverse

from safeboard.api.models import Token
from safeboard.api.tests.makers import reads, token_of
from safeboard.history.models import Event
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db
TOKENS = "/tokens/"


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def made(client, person, name="Dashboard"):
    return client.post(TOKENS, {"seat": person.seats.get().pk, "name": name})


def test_it_is_shown_once_and_only_its_digest_is_kept(board):
    person = make.someone("member", board)
    client = signed_in(person)
    shown = made(client, person).context["made"][1]
    assert reads(shown, "plans").status_code == 200
    assert shown not in client.get(TOKENS).content.decode()
    kept = [*Token.objects.values_list("digest", "name"), *Event.objects.values_list("thing_name", "details")]
    assert shown not in str(kept)


def test_a_seat_of_somebody_else_cannot_be_chosen(board):
    person, other = make.someone("reader", board), make.someone("business_manager", board)
    refused = signed_in(person).post(TOKENS, {"seat": other.seats.get().pk, "name": "Mine"})
    assert refused.context["form"].errors["seat"] == ["Choose one from the list"]
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Enter a name, so that you know later what the token is for"),
        ("x" * 101, "Enter a name of at most 100 letters"),
        (" Dashboard ", "This seat has a token “Dashboard” already. Revoke it, or choose another name."),
    ],
)
def test_a_name_that_does_not_do_is_refused(board, name, says):
    person = make.someone("member", board)
    token_of(person, board)
    refused = made(signed_in(person), person, name)
    assert (refused.status_code, refused.context["form"].errors["name"]) == (400, [says])
    assert Token.objects.count() == 1


@pytest.mark.parametrize("role", ["member", "business_manager"])
def test_it_is_revoked_by_its_person_and_by_who_keeps_the_seats(board, role):
    person = make.someone("member", board)
    token, secret = token_of(person, board)
    who = person if role == "member" else make.someone(role, board)
    client = signed_in(who)
    address = reverse("api:revoke_token", args=[token.pk])
    said = [[str(m) for m in client.get(client.post(address).url).context["messages"]] for _ in range(2)]
    assert reads(secret, "plans").status_code == 401
    assert said == [
        ["The token “Dashboard” lets nobody in any more."],
        ["The token “Dashboard” was revoked before. Nothing was done again."],
    ]


def test_the_manager_sees_every_token_of_the_board_and_why_one_does_not_work(board):
    manager, gone = make.someone("business_manager", board), make.someone_who_left("member", board)
    token_of(manager, board, "Mine")
    token_of(gone, board, "Theirs")
    page = signed_in(manager).get(reverse("api:board_tokens", args=[board.slug]))
    assert [(one.token.name, one.standing) for one in page.context["tokens"]] == [
        ("Theirs", "Its seat has ended"),
        ("Mine", ""),
    ]


def test_who_has_no_seat_is_told_so(board):
    page = signed_in(make.someone_who_left("member", board)).get(TOKENS)
    assert "You have no seat today" in page.content.decode()
