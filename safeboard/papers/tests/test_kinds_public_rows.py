"""What reaches the public version from the tables: every row that could leak is made first."""

import pytest
from django.utils import timezone

from safeboard.papers.tests.paper_words import every_word, paper, rows
from safeboard.plans import queries, services
from safeboard.plans.notes import Note
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.factories import actions_of, promise

pytestmark = pytest.mark.django_db

TABLE = "What we promised: Children are heard"


def mark(action, marking):
    services.change_part(action, changes={"marking": marking}, **make.by_now())


def tell(action, words):
    services.post_update(action, words=words, effective_on=timezone.localdate(), **make.by_now())


def public_paper(plan, *, restricted=True):
    return paper("public", queries.picture_of(plan, day=timezone.localdate(), restricted=restricted))


def make_public(plan, words):
    """What was said in these words."""
    picture = queries.picture_of(plan, day=timezone.localdate())
    said = [(one, True) for action in picture.actions for one in action.said if one.words == words]
    services.mark_public(plan, updates=said, **make.by_now())


@pytest.mark.parametrize("restricted", [True, False])
def test_only_what_was_marked_public_of_actions_that_are_public_is_told(restricted):
    shown, board_only, kept = [
        promise(words, leads=["RB"], notes=[Note("Leaks from the file.", None)])
        for words in ("Open a hub", "Board secret", "Kept apart")
    ]
    plan = make.a_plan(make.a_board(), shown, board_only, kept)
    first, second, third = actions_of(plan)
    mark(first, "public")
    tell(first, "Leaks: said while the action was public, and nobody marked it.")
    tell(first, "The hub is open, says RB.")
    make_public(plan, "The hub is open, says RB.")
    tell(second, "Leaks: marked, of an action that is the board’s.")
    make_public(plan, "Leaks: marked, of an action that is the board’s.")
    mark(third, "public")
    tell(third, "Leaks: marked before it was restricted.")
    make_public(plan, "Leaks: marked before it was restricted.")
    mark(third, "restricted")

    made = public_paper(plan, restricted=restricted)

    who = "lead named in the plan"
    told = f"{timezone.localdate():%B %Y}: The hub is open, says a {who}."
    assert rows(made, TABLE) == [["Open a hub", f"A {who}", "By 31 March 2016", "", told]]
    assert [word for word in ("Leaks", "Board secret", "Kept apart", "RB") if word in every_word(made)] == []


def test_a_note_of_the_imported_plan_can_be_made_public():
    plan = make.a_plan(make.a_board(), promise("Open a hub", notes=[Note("The hub is open.", None)]))
    mark(actions_of(plan)[0], "public")
    make_public(plan, "The hub is open.")

    assert rows(public_paper(plan), TABLE)[0][-1] == "The hub is open."


def test_aims_and_outcomes_are_told_once_the_plan_is_marked_and_not_of_the_time_before():
    plan = make.a_plan(make.a_board(), promise("Open a hub"))
    mark(actions_of(plan)[0], "public")
    before = timezone.now()
    services.mark_plan(plan, "public", **make.by_now())
    plan.refresh_from_db()
    pictures = [
        queries.picture_of(plan, day=timezone.localdate(), **known) for known in ({}, {"known_at": before})
    ]
    assert [one.marking for one in pictures] == ["public", "board"]


def test_a_plan_that_is_restricted_tells_nothing():
    plan = make.a_plan(make.a_board(), promise("Open a hub"))
    mark(actions_of(plan)[0], "public")
    plan.marking = "restricted"

    assert "Open a hub" not in every_word(public_paper(plan))
