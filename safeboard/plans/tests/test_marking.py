"""Saying what of a plan the public may read."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from safeboard.plans import publishing, queries, services
from safeboard.plans.models import Action, Marked, Update
from safeboard.plans.notes import Note
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.factories import actions_of, promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    notes = [Note("The hub is open.", None), Note("JT met with Sarah Jones of the school.", None)]
    return make.a_plan(
        make.a_board("Harrowmere"), promise("Open a hub", notes=notes), promise("Audit ten cases")
    )


@pytest.fixture
def manager(plan):
    client = Client()
    client.force_login(make.someone("business_manager", plan.board))
    return client


def picture(plan, **known):
    return queries.picture_of(plan, day=timezone.localdate(), ahead=True, **known)


def markings(plan, **known):
    return {
        said.words: said.marking
        for action in picture(plan, **known).actions
        for said in action.said
        if said.words
    }


def page(plan):
    return f"/plans/{plan.pk}/public/"


def test_what_is_said_is_the_boards_until_somebody_marks_it(plan):
    action = actions_of(plan)[0]
    services.change_part(action, changes={"marking": "public"}, why="Agreed", **make.by_now())
    services.post_update(action, words="Said of something public.", **make.by_now())
    assert markings(plan)["Said of something public."] == "board"


def test_what_was_said_of_something_restricted_cannot_be_public(plan):
    action = actions_of(plan)[0]
    services.change_part(action, changes={"marking": "restricted"}, why="A family", **make.by_now())
    services.post_update(action, words="Said of a family.", **make.by_now())
    services.change_part(action, changes={"marking": "public"}, why="Agreed", **make.by_now())
    (said,) = [one for one in picture(plan).actions[0].said if one.words == "Said of a family."]
    with pytest.raises(ValidationError, match="stays so"):
        services.mark_public(plan, updates=[(said, True)], **make.by_now())
    assert Marked.objects.count() == 0


def test_what_is_marked_later_is_not_known_before(plan):
    before = timezone.now()
    said = picture(plan).actions[0].said[0]
    services.mark_public(plan, updates=[(said, True)], **make.by_now())
    assert (markings(plan)[said.words], markings(plan, known_at=before)[said.words]) == ("public", "board")


def test_a_manager_ticks_what_may_be_read(plan, manager):
    first, second = actions_of(plan)
    manager.post(page(plan), {"actions": [first.pk, second.pk]})
    assert [one.marking_now for one in Action.objects.order_by("pk")] == ["public", "public"]
    hub, named = Update.objects.filter(action=first).exclude(words="").order_by("pk")
    manager.post(
        page(plan), {"was_actions": [first.pk, second.pk], "actions": [first.pk], "updates": [hub.pk]}
    )
    assert [one.marking_now for one in Action.objects.order_by("pk")] == ["public", "board"]
    assert {words: markings(plan)[words] for words in (hub.words, named.words)} == {
        "The hub is open.": "public",
        named.words: "board",
    }


def test_all_actions_of_a_priority_are_made_public_at_once(plan, manager):
    manager.post(page(plan), {"do": "all"})
    assert {one.marking_now for one in Action.objects.all()} == {"public"}


def test_what_somebody_else_marked_meanwhile_is_not_undone(plan, manager):
    """The page was shown before; on it nothing was public."""
    first, second = actions_of(plan)
    services.mark_public(plan, actions=[(first, True)], **make.by_now())
    manager.post(page(plan), {"actions": [second.pk]})
    assert {one.marking_now for one in Action.objects.all()} == {"public"}


def test_a_row_of_another_plan_is_refused_and_nothing_is_changed(plan, manager):
    theirs = actions_of(make.a_plan(make.a_board("Aldermoor")))[0]
    sent = manager.post(page(plan), {"actions": [theirs.pk]})
    assert (sent.status_code, Action.objects.get(pk=theirs.pk).marking_now) == (400, "board")


def test_the_page_says_what_could_name_somebody(plan, manager):
    services.mark_public(plan, actions=[(actions_of(plan)[0], True)], **make.by_now())
    shown = manager.get(page(plan)).context["shown"][0]
    assert {one.said.words: one.telling for one in shown.updates if one.said.words} == {
        "The hub is open.": [],
        "JT met with Sarah Jones of the school.": [
            "“JT” may be somebody’s initials, or an acronym that the glossary lacks.",
            "“Sarah Jones” may be somebody’s name.",
        ],
    }


def test_the_plans_own_words_are_let_out_and_kept_again(plan, manager):
    for do, marking in (("public", "public"), ("public", "public"), ("board", "board")):
        manager.post(f"{page(plan)}plan/", {"do": do})
        plan.refresh_from_db()
        assert plan.marking == marking
    assert [(one.was, one.marking) for one in Marked.objects.order_by("pk")] == [
        ("board", "public"),
        ("public", "board"),
    ]


def test_words_of_bodies_and_months_are_no_names():
    words = "Agreed by the Safeguarding Board in Spring March and sent to the Youth Offending Team."
    assert publishing.telling(words, {}) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_three_actions_as_for_one(rows, django_assert_num_queries):
    plan = make.a_plan(make.a_board(), *[promise(f"Audit {number}") for number in range(rows)])
    client = Client()
    client.force_login(make.someone("business_manager", plan.board))
    with django_assert_num_queries(29):
        client.get(page(plan))
