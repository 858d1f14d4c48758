"""Whom to visit: by stated rules and by a draw, with the reasons kept."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Sample
from safeboard.assurance.outline import QuestionLine
from safeboard.assurance.sampling import Facts, pick, reasons_of
from safeboard.assurance.sampling_queries import facts_of
from safeboard.assurance.tests import factories as make

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = Decimal(1), Decimal(2), Decimal(3)


def facts(agency=1, **more):
    return Facts(agency, f"School {agency}", **{"handed_over": True, "own": TWO, **more})


@pytest.mark.parametrize(
    ("more", "reasons"),
    [
        ({"handed_over": False}, ["silent"]),
        ({"share_of_best": ONE, "proved": Decimal("0.5")}, ["perfect"]),
        ({"share_of_best": ONE, "proved": Decimal("0.6")}, []),
        ({"share_of_best": ONE, "proved": None}, []),
        ({"own": THREE, "last": TWO}, ["jump"]),
        ({"own": THREE, "last": Decimal("2.1")}, []),
        ({"gap": ONE}, ["gap"]),
        ({"gap": Decimal(-2)}, []),
        ({"own": THREE, "last": ONE, "gap": TWO}, ["jump", "gap"]),
        ({}, []),
    ],
)
def test_each_rule_is_met_from_its_limit_on(more, reasons):
    assert reasons_of(facts(**more)) == reasons


def test_those_that_meet_most_come_first_and_some_are_drawn_at_random():
    some = [facts(1, gap=ONE, own=THREE, last=ONE), facts(2, gap=ONE), facts(3, handed_over=False)]
    rest = [facts(number) for number in range(4, 20)]
    drawn = pick([*some, *rest], size=4, at_random=2, seed=7)
    assert [one.agency for one in drawn[:2]] == [1, 3]
    assert [one.reasons for one in drawn[2:]] == [[], []]
    assert drawn == pick([*reversed(rest), *some], size=4, at_random=2, seed=7)
    assert drawn != pick([*some, *rest], size=4, at_random=2, seed=8)


@pytest.mark.parametrize(("risky", "others"), [(5, 0), (0, 5), (1, 2)])
def test_where_one_kind_runs_out_the_other_fills(risky, others):
    all_facts = [facts(number, gap=TWO) for number in range(risky)]
    all_facts += [facts(100 + number) for number in range(others)]
    assert len(pick(all_facts, size=3, at_random=1, seed=1)) == 3


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


def test_the_facts_come_from_the_record(board):
    version = make.a_version(board, QuestionLine("1", "So?", scale="met", evidence_wanted=True))
    agency, silent = (make.an_agency(name, board) for name in ("Harrow School", "Quiet School"))
    (last,) = make.issued(make.an_exercise(version), agency)
    make.submitted(last, "1")
    now, _ = make.issued(make.an_exercise(version, title="2028"), agency, silent)
    make.submitted(now, "3")
    services.judge(now, questions_of(now)[0], board=board, value="1", why="None of it.", **make.by_now())
    one, other = facts_of(now.exercise, board)
    assert one == Facts(agency.pk, "Harrow School", True, THREE, ONE, ONE, Decimal(0), TWO)
    assert reasons_of(one) == ["perfect", "jump", "gap"]
    assert reasons_of(other) == ["silent"]


@pytest.mark.parametrize(("size", "at_random"), [(0, 0), (3, 0), (1, 2), (1, -1)])
def test_a_sample_that_cannot_be_drawn_is_refused(board, size, at_random):
    agencies = [make.an_agency(f"School {number}", board) for number in range(2)]
    (to, _) = make.issued(make.an_exercise(make.a_version(board)), *agencies)
    with pytest.raises(ValidationError, match="Enter a number"):
        services.draw_sample(to.exercise, board=board, size=size, at_random=at_random, **make.by_now())
    assert not Sample.objects.exists()


def test_a_manager_draws_and_the_reasons_are_kept(board):
    agencies = [make.an_agency(f"School {number}", board) for number in range(3)]
    (to, *_) = make.issued(make.an_exercise(make.a_version(board)), *agencies)
    make.submitted(to)
    client = Client()
    client.force_login(make.someone("business_manager", board))
    address = reverse("assurance:visits", args=[to.exercise_id, board.slug])
    assert client.post(address, {"size": "many", "at_random": "0"}).status_code == 400
    client.post(address, {"size": "2", "at_random": "0"})
    sample = Sample.objects.get()
    assert {tuple(one.reasons) for one in sample.chosen.all()} == {("It has not handed over a return.",)}
    assert "It has not handed over a return." in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_facts_are_asked_for_as_often_for_three_as_for_one(board, count, django_assert_num_queries):
    agencies = [make.an_agency(f"School {number}", board) for number in range(count)]
    returns = make.issued(make.an_exercise(make.a_version(board)), *agencies)
    for to in returns:
        make.submitted(to)
    with django_assert_num_queries(18):
        facts_of(returns[0].exercise, board)
