"""Every paper of the real plan as at 1 March 2016: it can be written, and its figures are the plan page's."""

import datetime

import pytest

from safeboard.papers.kinds import KINDS
from safeboard.papers.material import Cover, Material
from safeboard.papers.tests.paper_words import facts, rows, sentences, tables
from safeboard.papers.writing import paper_of, write
from safeboard.plans import bringing_in, queries
from safeboard.plans.tests import factories as make
from safeboard.plans.tests import real_plan

pytestmark = [pytest.mark.django_db, real_plan.needs_the_real_plan]

DECEMBER, MARCH = datetime.date(2015, 12, 8), datetime.date(2016, 3, 1)
EVERY = tuple(key for key in KINDS if key != "pack")
BEGINNINGS = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK", "html": b"<!DOCTYPE html>"}


@pytest.fixture
def material():
    data = real_plan.text_bytes()
    plan = bringing_in.bring_in(
        data, name="plan.txt", outline=bringing_in.read(data), board=make.a_board(), **make.by_now()
    )
    before, picture = (queries.picture_of(plan, day=day) for day in (DECEMBER, MARCH))
    return Material(
        picture,
        before=before,
        trend=[before, picture],
        meeting="Board, 8 March 2016",
        cover=Cover("The manager", "assurance"),
        chosen=EVERY,
    )


def made_of(kind, material):
    return paper_of(kind, material, draft=True, printed_on=MARCH)


def test_every_kind_in_every_form_is_written(material):
    files = {
        (kind, form): write(made_of(kind, material), form) for kind in KINDS for form in KINDS[kind].forms
    }

    assert {key for key, data in files.items() if not data.lstrip().startswith(BEGINNINGS[key[1]])} == set()


def test_the_exceptions_count_the_eighteen_late_of_the_plans_page(material):
    made = made_of("exceptions", material)

    assert (len(material.picture.late), facts(made, "How many of each")["Late"], len(rows(made, "Late"))) == (
        18,
        "18",
        18,
    )


def test_every_open_action_is_on_the_list_of_each_of_its_leads(material):
    made = made_of("lead", material)
    listed = sum(len(rows(made, title)) for title in tables(made))

    assert listed == sum(len(dict(one.leads)) or 1 for one in material.picture.actions if one.open)


def test_the_years_end_holds_every_action_once(material):
    made = made_of("year", material)
    counted = facts(made, "How many of each")

    assert sum(int(counted.get(name, 0)) for name in ("Delivered", "Carried on", "Still open")) == len(
        material.picture.actions
    )


def test_an_imported_plan_is_marked_for_the_board_so_nothing_is_public(material):
    assert sentences(made_of("public", material))[-1] == "Nothing in the plan is marked public yet."
