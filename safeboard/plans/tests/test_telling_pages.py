"""The page of one action: its story with all kinds of entries, its buttons, as at a day, and how many queries it asks."""

import datetime
import re

import pytest
from django.utils import timezone

from safeboard.boards.services import add_meeting
from safeboard.plans import services
from safeboard.plans.due import read_due
from safeboard.plans.story import step_name, timeline
from safeboard.plans.telling import Acts
from safeboard.plans.tests import factories as make
from safeboard.plans.tests import small_pictures
from safeboard.plans.tests.factories import a_board, a_plan, promise, someone
from safeboard.plans.tests.test_saying import a_lead, by, complete

pytestmark = pytest.mark.django_db
NOTHING_SAID = {"rating": "", "notes": []}


@pytest.fixture
def board():
    return a_board("Harrowmere")


@pytest.fixture
def action(board):
    return make.actions_of(a_plan(board, promise(**NOTHING_SAID)))[0]


@pytest.fixture
def lead(board, action):
    return a_lead(board, action)


@pytest.fixture
def manager(board):
    return someone("business_manager", board)


def a_long_story(action, lead, manager):
    """One of everything, in order."""
    board = action.plan.board
    meeting = add_meeting(board=board, date=timezone.localdate(), **make.by_now())
    wrong = services.post_update(action, words="Nine.", rating="amber", **by(lead))
    services.post_update(action, words="Eight.", corrects=wrong, **by(lead))
    services.rate_over(action, rating="red", why="No report", **by(manager))
    services.rate_over(action, rating="", why="It came", **by(manager))
    services.decline_date(
        services.ask_for_date(action, becomes="May 2016", why="Ill", **by(lead)),
        why="Too soon",
        **by(manager),
    )
    asked = services.ask_for_date(action, becomes="Review June 16, Report July 16", why="Ill", **by(lead))
    today = timezone.localdate()
    services.agree_date(asked, meeting=meeting, why="This once", effective_on=today, **by(manager))
    services.meet_step(action, position=0, words="Held", **by(lead))
    services.change_part(action, changes={"words": "Audit twelve cases"}, why="Two more", **by(manager))
    services.drop_part(action, why="Elsewhere", **by(manager))
    services.take_up_part(action, why="Not elsewhere", **by(manager))
    complete(action, lead)
    services.assure(action, words="Read", **by(manager))
    services.say_difference(action, answer="yes", words="Fewer wait", **by(lead))


def test_the_story_holds_everything_in_order(client, action, lead, manager):
    a_long_story(action, lead, manager)
    client.force_login(manager)
    story = client.get(action.get_absolute_url()).context["timeline"]
    assert [entry.kind for entry in story] == [
        "note",
        "note",
        "over",
        "lifted",
        "asked",
        "declined",
        "asked",
        "agreed",
        "date",
        "step",
        "changed",
        "dropped",
        "taken up",
        "note",
        "assured",
        "difference",
    ]


def test_every_kind_of_entry_has_its_words(client, action, lead, manager):
    a_long_story(action, lead, manager)
    client.force_login(manager)
    page = " ".join(client.get(action.get_absolute_url()).content.decode().split())
    story = re.sub(r"<[^>]+>", "", page[page.index('id="story"') : page.index('id="record"')])
    wanted = [
        f"Put right by {lead.name}: Eight.",
        f"{manager.name} set Red: Off target over the lead’s rating: No report",
        f"{manager.name} lifted the rating set over the lead’s: It came",
        f"{lead.name} asked for a new date, “May 2016” in place of “March 2016”: Ill",
        f"{manager.name} declined the new date: Too soon",
        f"{manager.name} agreed to the new date: This once",
        f"Agreed by {manager.name} at Board, {timezone.localdate():%-d %B %Y}.",
        f"{lead.name} said that this was met: Review. Held",
        f"{manager.name} changed its words. Two more",
        "Before: Audit ten cases Now: Audit twelve cases",
        f"{manager.name} dropped it from the plan: Elsewhere",
        f"{manager.name} took it up again. Not elsewhere",
        "Said to be complete. What shows it: The report of May",
        f"Assured by {manager.name}: Read",
        f"Did it make a difference? Yes, says {lead.name}: Fewer wait",
    ]
    assert [words for words in wanted if story.count(words) != 1] == []


def test_as_at_a_day_only_what_was_so_then_is_shown_without_buttons(client, action, lead, manager):
    a_long_story(action, lead, manager)
    client.force_login(manager)
    response = client.get(action.get_absolute_url(), {"as-at": "2016-03-01"})
    assert (response.context["timeline"], "acts" in response.context) == ([], False)
    assert response.content.decode().count("/tell/") == 0


def test_a_dropped_action_says_since_when_and_why(client, action, manager):
    services.drop_part(action, why="Done elsewhere", effective_on=datetime.date(2016, 3, 8), **by(manager))
    client.force_login(manager)
    response = client.get(action.get_absolute_url())
    page = " ".join(response.content.decode().split())
    words = f"<strong>It was dropped</strong> on 8 March 2016 by {manager.name}: Done elsewhere"
    assert (page.count(words), bool(response.context["acts"])) == (1, False)


def test_an_action_of_a_withdrawn_plan_has_no_buttons(client, action, manager):
    services.withdraw_plan(action.plan, why="Wrong file", **make.by_now())
    client.force_login(manager)
    assert client.get(action.get_absolute_url()).context["acts"] == Acts()


@pytest.mark.parametrize(
    ("role", "acts"),
    [
        ("reader", Acts()),
        ("member", Acts()),
        ("lead", Acts(tell=True, ask=True, steps=True)),
        ("chair", Acts(rate=True, move=True)),
        ("business_manager", Acts(tell=True, ask=True, steps=True, rate=True, move=True)),
    ],
)
def test_each_person_sees_their_own_buttons(client, board, action, role, acts):
    client.force_login(a_lead(board, action) if role == "lead" else someone(role, board))
    assert client.get(action.get_absolute_url()).context["acts"] == acts


def test_buttons_follow_how_it_stands(client, action, lead, manager):
    complete(action, lead)
    client.force_login(manager)
    acts = client.get(action.get_absolute_url()).context["acts"]
    assert (acts.assure, acts.ask, acts.move, acts.steps, acts.difference) == (
        True,
        False,
        False,
        False,
        False,
    )


def test_every_button_leads_to_a_page(client, board, lead, manager):
    action = make.actions_of(a_plan(board, promise(due="First review Dec 15, Refresh in June 16")))[0]
    services.post_update(action, words="Nine.", **by(lead))
    services.ask_for_date(action, becomes="June 2016", why="Ill", **by(lead))
    client.force_login(manager)
    page = client.get(action.get_absolute_url()).content.decode()
    links = re.findall(r'href="(/(?:actions/\d+/\w|updates|dates-asked-for)[^"]*)"', page)
    assert {client.get(link).status_code for link in links} == {200}
    assert len(links) == 8  # three of them correct an update


def test_words_of_people_are_never_markup(client, action, lead, manager):
    services.post_update(action, words="<script>alert(1)</script>", **by(lead))
    client.force_login(manager)
    assert client.get(action.get_absolute_url()).content.decode().count("<script>alert") == 0


def test_who_helps_the_impact_and_the_budget_are_shown(client, board, action, manager):
    changes = {"impact": "Fewer wait", "budget": "£2,000"}
    services.change_part(action, changes=changes, **by(manager))
    client.force_login(manager)
    shown = client.get(action.get_absolute_url()).content.decode()
    story = shown.index('id="story"')
    assert (shown[:story].count("Fewer wait"), shown[:story].count("£2,000")) == (1, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_a_long_story_as_for_a_short_one(
    client, board, action, lead, manager, rows, django_assert_num_queries
):
    for number in range(rows):
        services.post_update(action, words=f"Number {number}", links=["https://example.org/"], **by(lead))
        services.rate_over(action, rating="red", why=f"Why {number}", **by(manager))
    client.force_login(manager)
    with django_assert_num_queries(32):
        client.get(action.get_absolute_url())


def test_a_step_has_a_name_whatever_the_date_says():
    assert [step_name(read_due(words), 1) for words in ("annually, March 2016", "March 2016")] == [
        "Year 2",
        "Milestone 2",
    ]


def test_an_action_of_which_nothing_was_told_has_no_story():
    assert timeline(small_pictures.action()) == []
