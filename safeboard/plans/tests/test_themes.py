"""The board's list of themes."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from safeboard.boards.models import Theme
from safeboard.boards.services import keep_themes
from safeboard.history.queries import events_of
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


def names(board):
    return [theme.name for theme in Theme.objects.filter(board=board)]


def test_the_list_is_as_it_was_written_last(board):
    keep_themes(board, ["Neglect", " E-safety ", "", "neglect"], **make.by_now())
    keep_themes(board, ["NEGLECT", "Slavery"], **make.by_now())
    assert names(board) == ["NEGLECT", "Slavery"]
    assert events_of(board).last().details == {"added": ["Slavery"], "gone": ["E-safety"]}


def test_a_theme_that_is_used_stays(board):
    keep_themes(board, ["Neglect", "Slavery"], **make.by_now())
    make.a_plan(board).priorities.get().themes.add(Theme.objects.get(name="Neglect"))
    with pytest.raises(ValidationError, match="“Neglect” is used"):
        keep_themes(board, ["E-safety"], **make.by_now())
    assert names(board) == ["Neglect", "Slavery"]


def test_two_boards_have_lists_of_their_own(board):
    other = make.a_board("Aldermoor")
    for each in (board, other):
        keep_themes(each, ["Neglect"], **make.by_now())
    keep_themes(other, [], **make.by_now())
    assert (names(board), names(other)) == (["Neglect"], [])


def test_the_manager_writes_it_on_a_page(board):
    client = Client()
    client.force_login(make.someone("business_manager", board))
    page = f"/boards/{board.slug}/settings/themes/"
    assert client.post(page, {"themes": "Neglect\r\nE-safety"}).status_code == 302
    assert client.get(page).context["form"].initial["themes"] == "E-safety\nNeglect"
