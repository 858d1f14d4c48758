"""The read API: what a seat lets its person read, in the shapes of `status --json`, and what is said of everything else."""

import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.api import endpoints, schemas
from safeboard.api.problems import NO_TOKEN, NOT_TAKEN, NOT_THERE
from safeboard.api.tests.makers import acts, given, reads, secret_of, token_of, with_token
from safeboard.boards.models import Lead, Seat
from safeboard.boards.services import add_meeting, seat
from safeboard.core import limits
from safeboard.plans import as_json, queries, services
from safeboard.plans.models import Action, Plan
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.factories import a_plan, actions_of, promise, someone

pytestmark = pytest.mark.django_db
HUGE = 10**30


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def secret(board):
    return secret_of("reader", board)


def days_ago(count):
    return timezone.localdate() - datetime.timedelta(days=count)


def words(found):
    return [one["words"] for one in found["items"]]


def problem_of(page):
    return page.status_code, page.headers["Content-Type"], page.json()["detail"]


# --- What is given ---


def test_the_plans_are_the_boards_own(board, secret):
    plan = a_plan(board)
    a_plan(make.a_board("Aldermoor"))
    assert given(secret, "plans") == {
        "count": 1,
        "page": 1,
        "pages": 1,
        "per_page": 50,
        "items": [
            {
                "id": plan.pk,
                "uid": str(plan.uid),
                "title": "Business Plan 2015-18",
                "board": "Harrowmere",
                "marking": "board",
                "starts": "2015-04-01",
                "ends": "2018-03-31",
                "updated": "Updated March 2016",
                "closed": False,
            }
        ],
    }


def test_a_plan_stands_as_the_command_says(board, secret):
    plan = a_plan(board, promise(rating="red"), promise(rating="green"))
    said = as_json.standing(queries.picture_of(plan, day=timezone.localdate(), ahead=True))
    assert given(secret, "plan", plan.pk) == said


def test_an_action_has_the_shape_that_the_command_gives(board, secret):
    plan = a_plan(board)
    picture = queries.picture_of(plan, day=timezone.localdate(), ahead=True)
    assert given(secret, "actions", plan.pk)["items"] == [as_json.action_of(one) for one in picture.actions]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Audit", "Train", "Write"]),
        ({"rating": "red"}, ["Audit"]),
        ({"rating": "none"}, ["Write"]),
        ({"late": "true"}, ["Audit"]),
        ({"new": "true"}, ["Train"]),
        ({"text": "TRAIN"}, ["Train"]),
        ({"show": "open"}, ["Audit", "Train", "Write"]),
        ({"lead": 0}, ["Write"]),
        ({"lead": HUGE}, []),
        ({"priority": HUGE}, []),
        ({"known_at": "2016-03-01"}, []),
    ],
    ids=str,
)
def test_actions_are_narrowed_as_on_the_page(board, secret, asked, found):
    plan = a_plan(
        board,
        promise("Audit", rating="red"),
        promise("Train", due="On going", new=True),
        promise("Write", leads=[], due="March 2030", rating=""),
    )
    assert words(given(secret, "actions", plan.pk, **asked)) == found


def test_actions_of_a_lead_are_found_by_its_key(board, secret):
    plan = a_plan(board, promise("Audit"), promise("Train", leads=["Training Group"]))
    lead = Lead.objects.get(name="Training Group")
    (found,) = given(secret, "actions", plan.pk, lead=lead.pk)["items"]
    assert (found["words"], found["leads"], found["lead_ids"]) == ("Train", ["Training Group"], [lead.pk])


def test_actions_as_at_a_day_are_as_they_stood(board, secret):
    plan = a_plan(board, promise(rating="green"))
    then = given(secret, "actions", plan.pk, as_at="2016-02-29")
    assert (then["as_at"], then["items"][0]["rating"]) == ("2016-02-29", "")


def test_lists_come_in_pages_that_hold_everything_once(board, secret):
    plan = a_plan(board, *(promise(f"Promise {n}") for n in range(5)))
    pages = [given(secret, "actions", plan.pk, per_page=2, page=page) for page in (1, 2, 3, 4)]
    assert [words(page) for page in pages] == [
        ["Promise 0", "Promise 1"],
        ["Promise 2", "Promise 3"],
        ["Promise 4"],
        [],
    ]
    assert [(page["count"], page["pages"]) for page in pages] == [(5, 3)] * 4


def test_an_action_comes_with_its_story_oldest_first(board, secret):
    action = actions_of(a_plan(board, promise(due="December 2029")))[0]
    manager = someone("business_manager", board)
    meeting = add_meeting(board=board, date=timezone.localdate(), **make.by_now())
    services.move_date(action, becomes="June 2030", why="Staff left", meeting=meeting, **acts(manager))
    services.change_part(action, changes={"words": "Audit twenty"}, why="More", **acts(manager))
    services.post_update(action, words="Half way.", **acts(manager))
    found = given(secret, "action", action.pk)
    assert (found["words"], found["due"]["written"], found["plan"]["id"]) == (
        "Audit twenty",
        "June 2030",
        action.plan.pk,
    )
    assert [(one["kind"], one["words"], one["became"]) for one in found["changes"]] == [
        ("note", "Begun.", []),
        ("rating", "", []),
        ("asked", "Staff left", [{"name": "date", "was": "December 2029", "now": "June 2030"}]),
        ("date", "Staff left", [{"name": "date", "was": "December 2029", "now": "June 2030"}]),
        ("changed", "More", [{"name": "words", "was": "Audit ten cases", "now": "Audit twenty"}]),
        ("note", "Half way.", []),
    ]


def test_updates_come_as_they_were_recorded_and_name_their_correction(board, secret):
    action = actions_of(a_plan(board, promise(notes=[], rating="")))[0]
    manager = someone("business_manager", board)
    wrong = services.post_update(action, words="Nine.", **acts(manager))
    right = services.post_update(action, words="Ten.", corrects=wrong, **acts(manager))
    found = given(secret, "updates", action.pk)
    assert [(one["id"], one["words"], one["corrects"], one["corrected_by"]) for one in found["items"]] == [
        (wrong.pk, "Nine.", None, right.pk),
        (right.pk, "Ten.", wrong.pk, None),
    ]


def test_the_updates_of_a_plan_come_together_and_from_a_day_on(board, secret):
    plan = a_plan(board, promise("Audit", notes=[], rating=""), promise("Train", notes=[], rating=""))
    audit, train = actions_of(plan)
    long_ago = timezone.now() - datetime.timedelta(days=40)
    services.post_update(train, words="Booked.", by=make.by_now()["by"], at=long_ago)
    services.post_update(audit, words="Begun.", **make.by_now())
    found = given(secret, "plan_updates", plan.pk)
    assert [(one["words"], one["action"]) for one in found["items"]] == [
        ("Booked.", train.pk),
        ("Begun.", audit.pk),
    ]
    assert words(given(secret, "plan_updates", plan.pk, **{"from": days_ago(1)})) == ["Begun."]
    assert words(given(secret, "plan_updates", plan.pk, lead=0)) == []


def test_what_was_said_of_a_restricted_action_stands_in_the_plans_updates_of_who_may_read_it(board):
    plan = a_plan(board, promise("Secret", notes=[], rating=""))
    services.post_update(actions_of(plan)[0], words="Named.", **make.by_now())
    Action.objects.update(marking="restricted")
    seen = {
        role: words(given(secret_of(role, board), "plan_updates", plan.pk)) for role in ("reader", "member")
    }
    assert seen == {"reader": [], "member": ["Named."]}


def test_changes_are_since_the_last_board_unless_a_day_is_named(board, secret):
    plan = a_plan(board, promise("Audit"), promise("Train"))
    add_meeting(board=board, date=days_ago(30), **make.by_now())
    services.drop_part(actions_of(plan)[0], why="Merged.", **make.by_now())
    found = given(secret, "changes", plan.pk)
    assert (found["since"], found["counts"]["dropped"]) == (days_ago(30).isoformat(), 1)
    assert [(one["what"], one["words"]) for one in found["items"]] == [
        ("dropped", "Audit"),
        ("silent", "Train"),
    ]
    earlier = given(secret, "changes", plan.pk, **{"from": days_ago(20), "to": days_ago(10)})
    assert (earlier["since"], earlier["as_at"], earlier["counts"]["dropped"]) == (
        days_ago(20).isoformat(),
        days_ago(10).isoformat(),
        0,
    )


def test_meetings_are_the_boards_own_the_first_first(board, secret):
    add_meeting(board=make.a_board("Aldermoor"), date=days_ago(1), **make.by_now())
    for days in (-30, 30):
        add_meeting(board=board, date=days_ago(days), **make.by_now())
    found = given(secret, "meetings")["items"]
    assert [(one["date"], one["kind"], one["board"]) for one in found] == [
        (days_ago(30).isoformat(), "Board", "Harrowmere"),
        (days_ago(-30).isoformat(), "Board", "Harrowmere"),
    ]


@pytest.mark.parametrize("name", ["action_of", "update_of", "entry_of"])
def test_nothing_that_is_worked_out_is_left_out_of_the_schema(board, name):
    """The schema is written out once more: what it does not name is not given."""
    schema = {"action_of": schemas.Action, "update_of": schemas.Update, "entry_of": schemas.Change}[name]
    action = actions_of(a_plan(board))[0]
    shown, _ = queries.action_picture(action, day=timezone.localdate())
    made = {
        "action_of": lambda: as_json.action_of(shown),
        "update_of": lambda: as_json.update_of(shown.said[0], {}),
        "entry_of": lambda: as_json.entry_of(endpoints.queries.timeline(shown)[0]),
    }[name]()
    assert list(made) == list(schema.model_fields)


# --- Who is let in ---


def test_without_a_token_nothing_is_read(board):
    page = Client().get(reverse("api:read:plans"))
    assert problem_of(page) == (401, "application/problem+json", NO_TOKEN)
    assert page.headers["WWW-Authenticate"] == 'Bearer realm="Safeboard"'


def test_being_signed_in_is_no_token(client, board):
    client.force_login(someone("business_manager", board))
    assert client.get(reverse("api:read:plans")).status_code == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic {}", "{}", "Bearer x{}", "Bearer \udcff"])
def test_a_token_that_is_none_is_refused(board, secret, header):
    headers = {"Authorization": header.format(secret).encode("utf-8", "surrogateescape").decode("latin-1")}
    assert Client(headers=headers).get(reverse("api:read:plans")).status_code == 401


def test_a_token_ends_with_its_seat(board):
    person = someone("member", board)
    _, secret = token_of(person, board)
    assert reads(secret, "plans").status_code == 200
    Seat.objects.filter(user=person).update(ends=days_ago(1))
    assert reads(secret, "plans").status_code == 401


def test_a_token_of_somebody_who_may_not_sign_in_any_more_is_refused(board):
    person = someone("member", board)
    _, secret = token_of(person, board)
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert reads(secret, "plans").status_code == 401


def test_a_token_reads_by_its_own_seat_and_not_by_its_persons_others(board):
    other, person = make.a_board("Aldermoor"), someone("reader", board)
    theirs = a_plan(other)
    hidden = a_plan(board, promise("Secret"), promise("Open"))
    Action.objects.filter(words="Secret").update(marking="restricted")
    _, secret = token_of(person, board)
    for place, role in ((board, "member"), (other, "business_manager")):
        seat(user=person, board=place, role=role, starts=make.LONG_AGO, **make.by_now())
    assert [one["id"] for one in given(secret, "plans")["items"]] == [hidden.pk]
    assert reads(secret, "plan", theirs.pk).status_code == 404
    assert words(given(secret, "actions", hidden.pk)) == ["Open"]


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("lead", 403), ("member", 200)])
def test_a_restricted_action_is_read_by_who_may(board, role, status):
    action = actions_of(a_plan(board))[0]
    Action.objects.filter(pk=action.pk).update(marking="restricted")
    secret = secret_of(role, board)
    for name in ("action", "updates"):
        page = reads(secret, name, action.pk)
        assert (page.status_code, "Audit ten" in page.content.decode()) == (
            status,
            status == 200 and name == "action",
        )


@pytest.mark.parametrize(("role", "dropped"), [("reader", ["Open"]), ("member", ["Secret", "Open"])])
def test_what_changed_of_a_restricted_action_is_told_to_who_may_read_it(board, role, dropped):
    plan = a_plan(board, promise("Secret"), promise("Open"))
    for action in actions_of(plan):
        services.drop_part(action, why="Merged.", **make.by_now())
    Action.objects.filter(words="Secret").update(marking="restricted")
    found = given(secret_of(role, board), "changes", plan.pk, **{"from": days_ago(1)})
    assert words(found) == dropped


def test_a_restricted_plan_is_in_no_list_of_who_may_not_read_it(board):
    Plan.objects.filter(pk=a_plan(board).pk).update(marking="restricted")
    seen = {role: given(secret_of(role, board), "plans")["count"] for role in ("reader", "member")}
    assert seen == {"reader": 0, "member": 1}


def test_the_day_of_the_last_use_is_kept(board):
    token, secret = token_of(someone("reader", board), board)
    reads(secret, "plans")
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()


# --- What is not given ---


@pytest.mark.parametrize("pk", [0, -1, HUGE])
@pytest.mark.parametrize("name", ["plan", "actions", "plan_updates", "changes", "action", "updates"])
def test_what_is_not_there_is_said_to_be_so(secret, name, pk):
    assert problem_of(reads(secret, name, pk)) == (404, "application/problem+json", NOT_THERE)


def test_an_address_that_is_none_is_said_to_be_so(secret):
    page = with_token(secret).get("/api/plan/1")
    assert problem_of(page) == (404, "application/problem+json", NOT_THERE)


def test_an_action_that_was_not_there_on_a_day_is_not_there(board, secret):
    action = actions_of(a_plan(board))[0]
    assert reads(secret, "action", action.pk, known_at="2015-01-01").status_code == 404


@pytest.mark.parametrize(
    ("asked", "errors"),
    [
        (
            {"rating": "purple"},
            [{"where": "rating", "what": "Choose one of red, amber, green, blue, none."}],
        ),
        ({"rateing": "red"}, [{"where": "rateing", "what": "There is no such thing to ask for."}]),
        ({"page": 0}, [{"where": "page", "what": "Input should be greater than or equal to 1."}]),
        ({"per_page": 101}, [{"where": "per_page", "what": "Input should be less than or equal to 100."}]),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_refused_and_named(board, secret, asked, errors):
    page = reads(secret, "actions", a_plan(board).pk, **asked)
    assert problem_of(page) == (422, "application/problem+json", NOT_TAKEN)
    assert page.json()["errors"] == errors


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (
            {"from": "2016-03-01", "to": "2016-02-01"},
            "The first day is after the second: name an earlier one, or a later second.",
        ),
        ({}, "No meeting of the board is known before the second day: name the first day."),
    ],
    ids=str,
)
def test_days_that_cannot_be_compared_are_explained(board, secret, asked, says):
    plan = a_plan(board)
    Plan.objects.filter(pk=plan.pk).update(updated_on=None)
    page = reads(secret, "changes", plan.pk, **asked)
    assert (page.status_code, page.json()["errors"]) == (409, [{"where": "from", "what": says}])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_are_can_be_asked_for(board, secret, day):
    plan = a_plan(board, promise(), promise(due="On going"), promise(due="annually"))
    for name, pk in (("plan", plan.pk), ("actions", plan.pk), ("action", actions_of(plan)[0].pk)):
        answers = [reads(secret, name, pk, **{clock: day}).status_code for clock in ("as_at", "known_at")]
        there = 404 if name == "action" and day == "0001-01-01" else 200
        assert answers == [there, there]


def test_nothing_is_changed_by_the_api(secret, board):
    page = with_token(secret).post(reverse("api:read:plan", args=[a_plan(board).pk]))
    assert (page.status_code, page.headers["Allow"]) == (405, "GET")


# --- How often ---


@pytest.fixture
def minute(monkeypatch):
    """One minute, ten seconds in."""
    monkeypatch.setattr(limits, "now", lambda: 60_000_010.0 // 60 * 60 + 10)
    cache.clear()


def test_a_token_may_come_so_often_a_minute(board, settings, minute):
    settings.API_CALLS_A_MINUTE = 2
    one, other = secret_of("reader", board), secret_of("reader", board)
    assert [reads(one, "plans").status_code for _ in range(3)] == [200, 200, 429]
    page = reads(one, "plans")
    assert (page.headers["Retry-After"], page.json()["detail"]) == (
        "50",
        "Too many calls in this minute. Try again in 50 seconds.",
    )
    assert reads(other, "plans").status_code == 200


def test_guessing_is_slowed_down_and_keeps_no_token_out(board, secret, minute):
    tried = [reads(f"sbt_guess{n}", "plans").status_code for n in range(limits.UNKNOWN + 1)]
    assert tried == [401] * limits.UNKNOWN + [429]
    assert reads(secret, "plans").status_code == 200


# --- How many queries ---


@pytest.mark.parametrize(
    ("name", "queries_asked"),
    [
        ("plans", 11),
        ("actions", 35),
        ("plan", 35),
        ("changes", 59),
        ("updates", 34),
        ("plan_updates", 35),
        ("meetings", 9),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_as_often_for_three_rows_as_for_one(
    board, secret, name, queries_asked, rows, django_assert_num_queries
):
    for number in range(rows):
        add_meeting(board=board, date=days_ago(number + 1), **make.by_now())
        plan = a_plan(board, *(promise(f"Promise {n}") for n in range(rows)))
    action = actions_of(plan)[0]
    for number in range(rows):
        services.post_update(action, words=f"Word {number}.", **make.by_now())
    args = {"plans": [], "meetings": [], "updates": [action.pk]}.get(name, [plan.pk])
    with django_assert_num_queries(queries_asked):
        given(secret, name, *args)
