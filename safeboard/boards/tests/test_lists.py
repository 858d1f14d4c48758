"""The lists of a board to take away: people, leads, meetings, glossary."""

import csv
import datetime
import io

import pytest
from django.urls import reverse

from safeboard.boards.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return cast.a_board("Harrowmere")


def rows_of(client, board, person, name):
    """Every row of a list, the headings first."""
    client.force_login(person)
    page = client.get(reverse(f"boards:{name}_list", args=[board.slug, "csv"]))
    return list(csv.reader(io.StringIO(page.content.decode("utf-8-sig"), newline="")))


def test_people_are_listed_with_what_they_answer_for(client, board):
    today, lead = cast.today(), cast.a_lead(board)
    cast.sits(board, "lead", lead, name="Zoë")
    cast.sits(board, "member", name="Past", ends=today - cast.DAY)
    cast.sits(board, "reader", name="Coming", starts=today + cast.DAY)
    me = cast.sits(board, "reader", name="Reader").user
    assert rows_of(client, board, me, "people") == [
        ["Name", "Role", "Deputy for", "Agency", "Answers for", "Since", "Until", "Standing"],
        ["Zoë", "Lead", "", "", "PPG", "2015-04-01", "", "Sits"],
        ["Reader", "Reader", "", "", "", "2015-04-01", "", "Sits"],
        ["Coming", "Reader", "", "", "", str(today + cast.DAY), "", "Will sit"],
        ["Past", "Member", "", "", "", "2015-04-01", str(today - cast.DAY), "Sat"],
    ]


@pytest.mark.parametrize(("role", "has"), [("business_manager", 1), ("chair", 0), ("reader", 0)])
def test_addresses_are_only_for_those_who_keep_the_seats(client, board, role, has):
    other = cast.sits(board, "lead").user
    listed = rows_of(client, board, cast.sits(board, role).user, "people")
    assert sum(row.count(other.email) for row in listed) == has


def test_leads_are_listed_with_who_answers(client, board):
    lead = cast.a_lead(board)
    me = cast.sits(board, "lead", lead, name="Zoë").user
    assert rows_of(client, board, me, "leads") == [
        ["Lead", "What it is", "Also written", "Who answers"],
        ["PPG", "", "", "Zoë"],
    ]


def test_meetings_are_listed_those_to_come_first(client, board):
    today = cast.today()
    coming, past = today + 30 * cast.DAY, today - 30 * cast.DAY
    cast.a_meeting(board, past)
    cast.a_meeting(board, coming, updates_by=coming - 7 * cast.DAY)
    me = cast.sits(board, "reader").user
    assert rows_of(client, board, me, "meetings") == [
        ["Day", "Kind", "Updates by", "Papers due"],
        [str(coming), "Board", str(coming - 7 * cast.DAY), ""],
        [str(past), "Board", "", ""],
    ]


def test_the_glossary_is_listed(client, board):
    cast.a_term(board)
    me = cast.sits(board, "reader").user
    assert rows_of(client, board, me, "glossary") == [
        ["Acronym", "Meaning", "Since"],
        ["CSE", "Child sexual exploitation", ""],
    ]


@pytest.mark.parametrize(("name", "queries"), [("people", 8), ("leads", 9), ("meetings", 4), ("glossary", 4)])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_as_often_for_three_rows_as_for_one(
    client, board, name, queries, rows, django_assert_num_queries
):
    me = cast.sits(board, "reader").user
    for number in range(rows):
        cast.sits(board, "lead", cast.a_lead(board, f"PPG {number}"))
        cast.a_meeting(board, cast.today() + datetime.timedelta(days=number))
        cast.a_term(board, f"A{number}")
    client.force_login(me)
    address = reverse(f"boards:{name}_list", args=[board.slug, "csv"])
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("name", ["people", "leads", "meetings", "glossary"])
def test_the_page_leads_to_its_list(client, board, name):
    cast.sits(board, "lead", cast.a_lead(board))
    cast.a_meeting(board)
    cast.a_term(board)
    client.force_login(cast.sits(board, "reader").user)
    page = client.get(reverse(f"boards:{name}", args=[board.slug])).content.decode()
    links = [reverse(f"boards:{name}_list", args=[board.slug, kind]) for kind in ("csv", "xlsx")]
    assert [page.count(f'href="{link}"') for link in links] == [1, 1]
