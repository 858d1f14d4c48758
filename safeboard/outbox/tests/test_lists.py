"""The messages of a board to take away."""

import csv
import io

import pytest
from django.urls import reverse

from safeboard.outbox import services
from safeboard.outbox.queries import A_PAGE
from safeboard.outbox.tests import makers as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


def a_message(board, kind="round", **more):
    usual = {
        "to_email": "zoe@example.org",
        "to_name": "Zoë",
        "subject": "Your actions",
        "body": "Secret words",
    }
    return services.write(**{**usual, **more}, kind=kind, board=board, by=make.BY, at=make.AT)


def listed(client, board, **asked):
    client.force_login(make.someone("business_manager", board))
    page = client.get(reverse("outbox:messages_list", args=[board.slug, "csv"]), asked)
    return list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"), newline="")))


def test_a_message_is_listed_without_its_body(client, board):
    a_message(board)
    assert listed(client, board) == [
        {
            "Message": "Your actions",
            "To": "Zoë",
            "E-mail address": "zoe@example.org",
            "Kind": "Round",
            "Written": "2016-03-01 12:00",
            "By": "Command line",
            "State": "Waiting",
            "Sent": "",
            "What was answered": "",
        }
    ]


def test_the_list_is_narrowed_as_the_page_is_and_has_every_page_of_it(client, board):
    for number in range(A_PAGE + 1):
        a_message(board, subject=f"Round {number}")
    a_message(board, kind="invitation", subject="Welcome")
    assert [len(listed(client, board, kind="round", page=2)), len(listed(client, board))] == [
        A_PAGE + 1,
        A_PAGE + 2,
    ]


def test_the_page_leads_to_the_whole_list_with_its_filters(client, board):
    a_message(board)
    client.force_login(make.someone("business_manager", board))
    page = client.get(reverse("outbox:messages", args=[board.slug]), {"kind": "round", "page": 1})
    link = reverse("outbox:messages_list", args=[board.slug, "csv"])
    assert page.content.decode().count(f'href="{link}?kind=round"') == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_rows_as_for_one(client, board, rows, django_assert_num_queries):
    for _ in range(rows):
        a_message(board)
    client.force_login(make.someone("business_manager", board))
    with django_assert_num_queries(5):
        client.get(reverse("outbox:messages_list", args=[board.slug, "csv"]))
