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


@pytest.mark.parametrize("restricted", [True, False])
def test_only_public_actions_and_what_was_said_while_they_were_public_are_told(restricted):
    shown, board_only, kept = [
        promise(words, leads=["RB"], notes=[Note("Leaks from the file.", None)])
        for words in ("Open a hub", "Board secret", "Kept apart")
    ]
    plan = make.a_plan(make.a_board(), shown, board_only, kept)
    first, second, third = actions_of(plan)
    tell(first, "Leaks: said before it was public.")
    mark(first, "public")
    tell(first, "The hub is open, says RB.")
    tell(second, "Leaks: said of a board’s action.")
    mark(third, "public")
    tell(third, "Leaks: said while it was public.")
    mark(third, "restricted")

    made = public_paper(plan, restricted=restricted)

    told = f"{timezone.localdate():%B %Y}: The hub is open, says a named person."
    assert rows(made, TABLE) == [["Open a hub", "A named person", "By 31 March 2016", "", told]]
    assert [word for word in ("Leaks", "Board secret", "Kept apart", "RB") if word in every_word(made)] == []


def test_a_plan_that_is_restricted_tells_nothing():
    plan = make.a_plan(make.a_board(), promise("Open a hub"))
    mark(actions_of(plan)[0], "public")
    plan.marking = "restricted"

    assert "Open a hub" not in every_word(public_paper(plan))
