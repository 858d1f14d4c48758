"""`safeboard verify` on what is recorded: each way in which it might not add up is made, past the services, and told."""

import json

import pytest
from django.db import connection
from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Answer, Improvement, Return, Said
from safeboard.assurance.tests import factories as assured
from safeboard.history import append_only
from safeboard.history.models import Event
from safeboard.home.management.commands.verify import WALKS
from safeboard.plans.models import Action, Update
from safeboard.plans.services import post_update
from safeboard.plans.tests.factories import a_plan, actions_of
from tests.running import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    made = a_plan(assured.a_board())
    post_update(actions_of(made)[0], words="Begun.", **assured.by_now())
    return made


@pytest.fixture
def to(plan):
    police = assured.an_agency("Harrow Police", plan.board)
    (made,) = assured.issued(assured.an_exercise(assured.a_version(plan.board)), police)
    promise = {"words": "Name the lead", "owner": "Jo", "due": "June 2030"}
    services.add_improvement(made, questions_of(made)[0], **promise, **assured.by_now())
    return assured.submitted(made)


def told():
    return [f"{fault.what}: {fault.says}" for walk in WALKS for fault in walk.faults()]


def test_what_the_services_recorded_adds_up(to):
    assert told() == []


def test_a_column_that_says_something_else_than_the_entries_is_told(plan):
    Action.objects.update(now_heard_on="1999-01-01")
    (fault,) = told()
    assert "What lists find it by is not what was said of it" in fault


def test_an_update_without_its_history_is_told(plan):
    with append_only.lifted(connection, who="test flush"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM history_event WHERE verb = 'updated'")
    (fault,) = told()
    assert fault.startswith(f"Update {Update.objects.latest('pk').pk} of A")
    assert not Event.objects.filter(verb="updated").exists()


def test_an_answer_that_is_not_what_was_said_last_is_told(to):
    one = Answer.objects.first()
    Said.objects.create(
        to=to, question=one.question, number=9, value="0", at=timezone.now(), by_name="Somebody"
    )
    (fault,) = told()
    assert fault.startswith(f"Answer {one.pk} of return {to.pk}: It is not what was last said")


def test_a_return_or_an_improvement_that_is_not_as_its_last_step_left_it_is_told(to):
    Return.objects.update(state=Return.State.ACCEPTED)
    Improvement.objects.update(state=Improvement.State.DONE)
    assert [one.partition(":")[2] for one in told()] == [" It does not stand as its last step left it."] * 2


def test_what_was_handed_over_and_is_gone_is_told(to):
    with append_only.lifted(connection, who="test flush"), connection.cursor() as cursor:
        cursor.execute("UPDATE assurance_step SET said = '[999999]' WHERE what = 'submitted'")
    (fault,) = told()
    assert "Some of what was handed over is not there." in fault


def test_a_table_that_lost_what_keeps_it_is_told_and_the_command_ends_with_one(plan):
    with append_only.lifted(connection, who="test flush"):
        done = run("verify", "--json")
    faults = json.loads(done.out)["faults"]
    assert (done.code, ["history_event" in what for what, _ in faults].count(True)) == (1, 1)
