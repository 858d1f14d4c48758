"""Rounds, their actions and who was asked, to take away."""

import csv
import io

import pytest
from django.urls import reverse

from safeboard.plans.models import Action
from safeboard.plans.tests import factories as make
from safeboard.rounds.models import Asks
from safeboard.rounds.tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def round(board):
    """Everything asked: two actions of one lead, for which Person 1 answers."""
    make.a_plan(board, make.promise("Secret"), make.promise("Open"))
    makers.answering(board, "Quality Group")
    return makers.a_round_now(board, asks=Asks.EVERYTHING)


def listed(client, person, name, *args, **asked):
    client.force_login(person)
    page = client.get(reverse(f"rounds:{name}", args=[*args, "csv"]), asked)
    return list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"), newline="")))


def test_rounds_are_listed_with_how_many_answered(client, board, round):
    (row,) = listed(client, make.someone("reader", board), "rounds_list", board.slug)
    assert [row[name] for name in ("Meeting", "State", "Answered", "Asked about")] == [
        "Board",
        "Open",
        "0",
        "2",
    ]


@pytest.mark.parametrize(
    ("show", "found"), [("", ["Secret", "Open"]), ("answered", []), ("outstanding", ["Secret", "Open"])]
)
def test_the_actions_of_a_round_are_narrowed_as_its_page_is(client, board, round, show, found):
    rows = listed(client, make.someone("chair", board), "rows_list", round.pk, show=show)
    assert [row["Action"] for row in rows] == found


@pytest.mark.parametrize(("role", "named"), [("business_manager", True), ("chair", True), ("reader", False)])
def test_who_was_asked_about_an_action_is_listed_for_those_who_see_it_on_the_page(
    client, board, round, role, named
):
    rows = listed(client, make.someone(role, board), "rows_list", round.pk)
    assert ["Asked" in row for row in rows] == [named, named]


def test_a_restricted_action_is_in_the_list_only_of_who_may_read_it(client, board, round):
    Action.objects.filter(words="Secret").update(marking="restricted", now_marking="restricted")
    seen = {
        role: [row["Action"] for row in listed(client, make.someone(role, board), "rows_list", round.pk)]
        for role in ("member", "reader")
    }
    assert seen == {"member": ["Secret", "Open"], "reader": ["Open"]}


@pytest.mark.parametrize(("role", "addresses"), [("business_manager", True), ("chair", False)])
def test_addresses_of_those_asked_are_only_for_who_runs_the_round(client, board, round, role, addresses):
    (row,) = listed(client, make.someone(role, board), "people_list", round.pk)
    assert ("E-mail address" in row, row["Asked"], row["Still owes"]) == (addresses, "2", "2")


def test_the_pages_lead_to_their_lists(client, board, round):
    client.force_login(make.someone("business_manager", board))
    page = client.get(reverse("rounds:round", args=[round.pk]), {"show": "outstanding"}).content.decode()
    page += client.get(reverse("rounds:rounds", args=[board.slug])).content.decode()
    links = [
        reverse("rounds:rows_list", args=[round.pk, "csv"]) + "?show=outstanding",
        reverse("rounds:people_list", args=[round.pk, "csv"]) + "?show=outstanding",
        reverse("rounds:rounds_list", args=[board.slug, "csv"]),
    ]
    assert [page.count(f'href="{link}"') for link in links] == [1, 1, 1]


@pytest.mark.parametrize(("name", "queries"), [("rounds_list", 5), ("rows_list", 35), ("people_list", 37)])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_as_often_for_three_rows_as_for_one(
    client, board, name, queries, rows, django_assert_num_queries
):
    make.a_plan(board, *(make.promise(f"Promise {n}") for n in range(rows)))
    for _ in range(rows):
        makers.answering(board, "Quality Group")
    round = makers.a_round_now(board, asks=Asks.EVERYTHING)
    client.force_login(make.someone("business_manager", board))
    address = reverse(f"rounds:{name}", args=[board.slug if name == "rounds_list" else round.pk, "csv"])
    with django_assert_num_queries(queries):
        client.get(address)
