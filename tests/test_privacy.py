"""Every column of every model says what it holds about people, and what is said holds."""

from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps

from safeboard.boards.models import Board
from safeboard.core.held import AtErasure
from safeboard.history.models import AppendOnly
from safeboard.people.models import User
from safeboard.privacy.days import as_table
from safeboard.privacy.naming import CALLED
from safeboard.privacy.register import CAPTIONS, accounts_in, as_page, can_be_found, register

HOUSE = Path(__file__).resolve().parents[1]
HELD = register()
MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def test_every_model_is_declared_and_no_other():
    assert sorted(HELD) == sorted(MODELS)


@pytest.mark.parametrize("label", MODELS)
def test_every_column_is_declared_once_and_no_other(label):
    there = [each.name for each in MODELS[label]._meta.concrete_fields]
    assert Counter(HELD[label].columns()) == Counter(there)


@pytest.mark.parametrize("label", MODELS)
def test_a_column_that_points_at_an_account_is_personal(label):
    assert set(accounts_in(MODELS[label])) <= set(HELD[label].personal.split())


@pytest.mark.parametrize("label", MODELS)
def test_where_something_about_a_person_is_held_it_can_be_found_or_says_why_not(label):
    held = HELD[label]
    holds = bool(held.personal or held.special or held.words)
    assert holds <= (can_be_found(label, held) or bool(held.unfound))


@pytest.mark.parametrize("label", MODELS)
def test_what_is_kept_as_recorded_stays_when_somebody_is_erased(label):
    if issubclass(MODELS[label], AppendOnly):
        assert HELD[label].at_erasure is AtErasure.STAYS


@pytest.mark.parametrize("label", MODELS)
def test_only_what_says_nothing_about_a_person_is_never_emptied(label):
    held = HELD[label]
    assert set(held.empties) <= set(held.columns()) - set(held.none.split())


@pytest.mark.parametrize("label", MODELS)
def test_a_look_up_leads_to_a_board_or_an_account(label):
    held = HELD[label]
    ends = {name: end_of(MODELS[label], name) for name in [*held.board.split(), *held.also.split()]}
    wanted = dict.fromkeys(held.board.split(), Board) | dict.fromkeys(held.also.split(), User)
    assert ends == (wanted if label != "history.Event" else {"board_id": None})


def end_of(model, look_up):
    """The model that a look-up leads to; None for a column that is no key."""
    for name in look_up.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def test_what_is_given_a_name_for_people_is_there():
    assert set(CALLED) <= set(MODELS)


def test_every_app_with_something_about_people_has_a_caption():
    about = {label.split(".")[0] for label, held in HELD.items() if held.personal or held.words}
    assert about <= set(CAPTIONS)


def test_the_record_of_processing_is_made_from_the_declarations():
    """To make it anew: python -c "…; print(as_page(), end='')" > docs/privacy.md, see docs/guide/peoples-data.md."""
    assert (HOUSE / "docs" / "privacy.md").read_text() == as_page()


def test_the_guide_says_how_long_things_are_kept():
    assert as_table() in (HOUSE / "docs" / "guide" / "peoples-data.md").read_text()
