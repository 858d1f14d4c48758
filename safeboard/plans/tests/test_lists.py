"""The lists of plans to take away: what the page shows, narrowed as it is, and nothing it would not show."""

import csv
import datetime
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from safeboard.boards.models import Lead
from safeboard.boards.services import add_meeting
from safeboard.plans import lists, services
from safeboard.plans.models import Action, Plan
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.factories import a_plan, actions_of, promise, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def in_csv(client, name, *args, **asked):
    """[{heading: words}] of a list."""
    address = reverse(f"plans:{name}", args=[*args, "csv"])
    asked = {key.replace("_", "-"): value for key, value in asked.items()}
    data = client.get(address, asked).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data, newline="")))


def words(rows, name="Action"):
    return [row[name] for row in rows]


def lead_of(board):
    person = someone("lead", board)
    person.seats.get().answers_for.add(Lead.objects.get(board=board, name="Quality Group"))
    return person


# --- The actions of a plan ---


def test_the_list_holds_what_the_page_says_of_an_action(board):
    plan = a_plan(board, promise("=Audit ten", due="March 2016", new=True))
    (row,) = in_csv(signed_in(someone("reader", board)), "actions_list", plan.pk)
    days_late = (timezone.localdate() - datetime.date(2016, 3, 31)).days
    assert row == {
        "Ref": f"A{actions_of(plan)[0].pk}",
        "Priority": "1. Children are heard",
        "Issue number": "1",
        "Issue": "Cases drift",
        "Action": "'=Audit ten",
        "New": "Yes",
        "Leads": "Quality Group",
        "Due, as written": "March 2016",
        "Last day": "2016-03-31",
        "First due, as written": "March 2016",
        "Dates moved": "0",
        "Months slipped": "0",
        "Rating": "Amber: On target",
        "Done": "No",
        "Done on": "",
        "Days late": str(days_late),
        "Assured": "No",
        "Last heard": "2015-12-01",
        "Latest note": "Begun.",
        "Marking": "board",
    }


def test_in_excel_the_last_day_is_a_day(board):
    plan = a_plan(board, promise(due="March 2016"))
    page = signed_in(someone("reader", board)).get(reverse("plans:actions_list", args=[plan.pk, "xlsx"]))
    sheet = load_workbook(io.BytesIO(page.content)).worksheets[0]
    day = sheet.cell(2, 1 + list(lists.ACTION).index("Last day"))
    assert (day.is_date, day.value) == (True, datetime.datetime(2016, 3, 31))


def test_a_list_is_a_file_with_a_name_and_nobody_keeps_it_on_the_way(board):
    plan = a_plan(board)
    page = signed_in(someone("reader", board)).get(reverse("plans:actions_list", args=[plan.pk, "csv"]))
    assert [page.headers[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")] == [
        "text/csv; charset=utf-8",
        'attachment; filename="actions-of-business-plan-2015-18.csv"',
        "private, no-store",
    ]


def test_a_form_that_is_none_is_not_there(board):
    page = reverse("plans:actions_list", args=[a_plan(board).pk, "exe"])
    assert signed_in(someone("reader", board)).get(page).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"rating": "red"},
        {"late": "on"},
        {"text": "train"},
        {"show": "open"},
        {"lead": "0"},
        {"new": "on"},
        {"as_at": "2016-03-01"},
        {"known_at": "2016-03-01"},
        {"rating": "purple", "as_at": "soon"},
    ],
    ids=str,
)
def test_the_list_has_the_actions_of_the_page_with_the_same_filters(board, asked):
    plan = a_plan(
        board,
        promise("Audit", rating="red"),
        promise("Train", due="On going", new=True),
        promise("Write", leads=[], due="March 2030", rating="green"),
    )
    client = signed_in(someone("reader", board))
    page = client.get(plan.get_absolute_url(), {key.replace("_", "-"): each for key, each in asked.items()})
    assert words(in_csv(client, "actions_list", plan.pk, **asked)) == [
        action.words for action in page.context["shown"].actions
    ]


def test_the_page_leads_to_its_list_with_its_filters(board):
    plan = a_plan(board, promise(rating="red"))
    page = signed_in(someone("reader", board)).get(plan.get_absolute_url(), {"rating": "red", "late": "on"})
    for kind in ("csv", "xlsx"):
        link = f'href="{reverse("plans:actions_list", args=[plan.pk, kind])}?rating=red&amp;late=on"'
        assert page.content.decode().count(link) == 1


@pytest.mark.parametrize(
    ("role", "seen"), [("reader", ["Open"]), ("lead", ["Open"]), ("member", ["Secret", "Open"])]
)
def test_a_restricted_action_is_in_the_list_only_of_who_may_read_it(board, role, seen):
    plan = a_plan(board, promise("Secret"), promise("Open"))
    Action.objects.filter(words="Secret").update(marking="restricted")
    person = someone(role, board)
    assert words(in_csv(signed_in(person), "actions_list", plan.pk)) == seen


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_actions_as_for_one(board, rows, django_assert_num_queries):
    plan = a_plan(board, *(promise(f"Promise {n}") for n in range(rows)))
    client = signed_in(someone("reader", board))
    with django_assert_num_queries(29):
        client.get(reverse("plans:actions_list", args=[plan.pk, "csv"]))


# --- My work ---


def test_my_work_is_listed_with_what_it_asks(board):
    plan = a_plan(board, promise("Audit", due="March 2016"), promise("Train", due="March 2030"))
    lead = lead_of(board)
    rows = in_csv(signed_in(lead), "my_work_list")
    assert [(row["What"], row["Board"], row["Action"], row["Last day"]) for row in rows] == [
        ("Late", "Harrowmere", "Audit", "2016-03-31"),
        ("Later", "Harrowmere", "Train", "2030-03-31"),
    ]
    services.ask_for_date(
        actions_of(plan)[0], becomes="June 2030", why="Staff left", by=lead, at=timezone.now()
    )
    rows = in_csv(signed_in(someone("chair", board)), "my_work_list")
    assert [(row["What"], row["Note"]) for row in rows] == [
        ("For you to answer", f"{lead.name} asks for “June 2030”: Staff left")
    ]


def test_my_work_holds_nothing_restricted_for_who_may_not_read_it(board):
    a_plan(board, promise("Secret"), promise("Open"))
    Action.objects.filter(words="Secret").update(marking="restricted")
    assert words(in_csv(signed_in(lead_of(board)), "my_work_list")) == ["Open"]


@pytest.mark.parametrize("rows", [1, 3])
def test_my_work_asks_as_often_for_three_actions_as_for_one(board, rows, django_assert_num_queries):
    a_plan(board, *(promise(f"Promise {n}") for n in range(rows)))
    client = signed_in(lead_of(board))
    with django_assert_num_queries(33):
        client.get(reverse("plans:my_work_list", args=["csv"]))


# --- Dates asked for ---


def asked_twice(board):
    plan = a_plan(board, promise("Secret", due="May 2030"), promise("Open", due="May 2030"))
    for action in actions_of(plan):
        services.ask_for_date(
            action, becomes="June 2030", why="Staff left", on_behalf_of="RB", **make.by_now()
        )


def test_dates_asked_for_are_listed_with_why(board):
    asked_twice(board)
    rows = in_csv(signed_in(someone("chair", board)), "dates_list", board.slug)
    assert [(row["Action"], row["Asked for"], row["Why"], row["Asked by"]) for row in rows] == [
        ("Secret", "June 2030", "Staff left", "RB"),
        ("Open", "June 2030", "Staff left", "RB"),
    ]


def test_a_date_asked_for_a_restricted_action_is_in_the_list_only_of_who_may_read_it(board):
    asked_twice(board)
    Action.objects.filter(words="Secret").update(marking="restricted", now_marking="restricted")
    assert words(in_csv(signed_in(someone("reader", board)), "dates_list", board.slug)) == ["Open"]


# --- What changed ---


def dropped_two(board):
    plan = a_plan(board, promise("Secret"), promise("Open"), promise("Stays"))
    add_meeting(board=board, date=timezone.localdate() - datetime.timedelta(days=30), **make.by_now())
    for action in actions_of(plan)[:2]:
        services.drop_part(action, why="Merged.", **make.by_now())
    return plan


def test_what_changed_is_listed_by_what_became_of_it(board):
    plan, today = dropped_two(board), timezone.localdate()
    rows = in_csv(signed_in(someone("chair", board)), "changes_list", plan.pk)
    assert [(row["What changed"], row["Words"], row["What became of it"]) for row in rows][:2] == [
        ("Dropped", "Secret", f"{today:%-d %B %Y}, Command line: Merged."),
        ("Dropped", "Open", f"{today:%-d %B %Y}, Command line: Merged."),
    ]


def test_the_list_of_changes_is_of_the_days_of_the_page(board):
    plan, today = dropped_two(board), timezone.localdate()
    client = signed_in(someone("chair", board))
    days = {"from": "2016-03-01", "to": (today - datetime.timedelta(days=1)).isoformat()}
    assert (
        words(in_csv(client, "changes_list", plan.pk, **days), "What changed")
        == ["Silent: not a word between"] * 3
    )


def test_what_changed_of_a_restricted_action_is_in_the_list_only_of_who_may_read_it(board):
    plan = dropped_two(board)
    Action.objects.filter(words="Secret").update(marking="restricted")
    rows = in_csv(signed_in(someone("reader", board)), "changes_list", plan.pk)
    assert [row["Words"] for row in rows if row["What changed"] == "Dropped"] == ["Open"]


def test_where_no_earlier_day_is_known_the_list_is_empty(board):
    plan = a_plan(board)
    Plan.objects.filter(pk=plan.pk).update(updated_on=None)
    assert in_csv(signed_in(someone("reader", board)), "changes_list", plan.pk) == []
