"""A round while its plan comes to an end: what went on is asked about no more, and a closed plan takes no answers."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeboard.plans.services import close_plan, start_next_plan
from safeboard.plans.tests.factories import a_board, a_plan, actions_of, promise
from safeboard.rounds import queries, services
from safeboard.rounds.models import Asked
from safeboard.rounds.tests.makers import (
    BY,
    OPENED,
    a_meeting,
    a_round,
    a_round_now,
    answering,
    on,
    page,
    token_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return a_board("Harrowmere")


@pytest.fixture
def plan(board):
    return a_plan(board, promise("First"), promise("Second"))


@pytest.fixture
def lead(board, plan):
    return answering(board, "Quality Group")


def gone_on(plan, *actions, at):
    carry = [action.pk for action in actions]
    return start_next_plan(plan, title="The next plan", starts=None, ends=None, carry=carry, by=BY, at=at)


def test_what_went_on_is_not_open_to_a_link_and_the_rest_is(client, board, plan, lead):
    first, second = actions_of(plan)
    token = token_of(a_round_now(board), lead)
    gone_on(plan, first, at=timezone.now())
    assert client.post(page("answer", token, first.pk), {"words": "Well"}).status_code == 404
    assert client.post(page("answer", token, second.pk), {"words": "Well"}).status_code == 302
    assert [task.action.words for task in client.get(page("link", token)).context["tasks"]] == ["Second"]


def test_what_went_on_is_owed_no_more_and_counted_no_more(board, plan, lead):
    round = a_round(board)
    gone_on(plan, actions_of(plan)[0], at=OPENED)
    assert [one.action.words for one in Asked.objects.owed(OPENED)] == ["Second"]
    shown = queries.round_shown(round, at=OPENED, restricted=True)
    assert sorted((row.action.words, row.state) for row in shown.rows) == [
        ("First", "dropped"),
        ("Second", "outstanding"),
    ]
    ((_, tally),) = queries.rounds_of(board, at=OPENED)
    assert (tally.asked, shown.tally.asked) == (1, 1)


def test_somebody_new_is_not_asked_about_what_went_on(board, plan, lead):
    round = a_round(board)
    gone_on(plan, actions_of(plan)[0], at=OPENED)
    answering(board, "Quality Group")
    (new,) = queries.newcomers_of(round, today=OPENED.date())
    assert [action.words for action in new.actions] == ["Second"]


def test_the_round_of_a_closed_plan_closes_and_its_links_are_over(client, board, plan, lead):
    round = a_round_now(board)
    token, at = token_of(round, lead), timezone.now()
    gone_on(plan, *actions_of(plan), at=at)
    close_plan(plan, by=BY, at=at)
    page_over = client.get(page("link", token))
    assert (page_over.status_code, str(page_over.context["why"])) == (
        410,
        "The round it was sent for has closed.",
    )
    services.chase(at=at)
    round.refresh_from_db()
    assert round.state == "closed"


def test_no_round_opens_for_a_closed_plan(board):
    done = a_plan(board, promise(rating="green"))
    close_plan(done, by=BY, at=OPENED)
    with pytest.raises(ValidationError, match="This plan is closed: there is nothing to ask."):
        a_round(board, plan=done, meeting=a_meeting(board))


def test_the_next_plan_asks_for_what_it_took_over(board, plan, lead):
    into = gone_on(plan, *actions_of(plan), at=OPENED)
    later = a_round(board, plan=into, at=on("2016-03-22"))
    assert sorted(one.action.words for one in later.asked.all()) == ["First", "Second"]
