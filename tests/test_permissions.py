"""Every address × every kind of person × GET and POST. The addresses come from the URLconf: none can be forgotten.

What each gets stands in `tests/matrix/`, one table an app.
"""

import copy

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from safeboard.plans import services
from safeboard.plans.models import Action, Plan
from safeboard.plans.tests import factories as make
from tests.matrix import api, assurance, boards, home, outbox, papers, people, plans, privacy, returns, rounds
from tests.matrix.cast import SIGN_IN, on_it, set_the_stage

pytestmark = pytest.mark.django_db

AREAS = [home, people, boards, outbox, plans, rounds, api, papers, assurance, returns, privacy]
EXPECTED = {key: answers for area in AREAS for key, answers in area.EXPECTED.items()}
SEES_WITHDRAWN = on_it(404, chair=200, business_manager=200)
SEES_RESTRICTED = on_it(200, reader=403, lead=403)


def every_address(patterns=None, namespace=""):
    """Names of all there is in the URLconf, with their namespaces. An address without a name is an error."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{namespace}{pattern.name}"
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_address(pattern.url_patterns, inner)


def test_every_address_says_whom_it_lets_in():
    assert {(name, method) for name in every_address() for method in ("GET", "POST")} == set(EXPECTED)


@pytest.fixture(scope="module")
def everything(django_db_setup, django_db_blocker):
    """What is there, with `addresses`: one of each name in the URLconf. Made once; what a test does to it is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        stage = set_the_stage()
        where = {name: args for area in AREAS for name, args in area.where(stage).items()}
        stage.addresses = {name: reverse(name, args=where.get(name)) for name in every_address()}
        yield stage
        transaction.set_rollback(True)


@pytest.fixture
def stage(everything, db):
    """With clients and things of this test's own."""
    return copy.deepcopy(everything)


def answers(clients, address, method="GET"):
    return {name: answer(once(client, method, address)) for name, client in clients.items()}


def once(client, method, address):
    """As the first who tries: how often an address may be tried is another test's."""
    cache.clear()
    return client.generic(method, address)


def answer(response):
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith("/sign-in/?next=")
    return SIGN_IN if to_sign_in else response.status_code


@pytest.mark.parametrize(("name", "method"), EXPECTED)
def test_each_person_gets_the_answer_in_the_table(stage, name, method):
    assert answers(stage.clients, stage.addresses[name], method) == EXPECTED[name, method]


@pytest.mark.parametrize("name", api.BY_TOKEN)
def test_each_token_gets_the_answer_in_the_table(stage, name):
    assert answers(api.by_token(stage), stage.addresses[f"api:read:{name}"]) == api.BY_TOKEN[name]


@pytest.mark.parametrize("name", api.BY_TOKEN_WHERE_RESTRICTED)
def test_each_token_gets_the_answer_in_the_table_of_what_is_restricted(stage, name):
    clients = api.by_token(stage)
    api.restrict(stage)
    found = answers(clients, stage.addresses[f"api:read:{name}"])
    assert found == api.BY_TOKEN_WHERE_RESTRICTED[name]


@pytest.mark.parametrize("name", ["plans:plan", "plans:paper", "plans:action"])
def test_a_withdrawn_plan_is_hidden_save_from_those_who_may_withdraw(stage, name):
    address = stage.addresses[name]
    services.withdraw_plan(stage.plan, why="Wrong file", **make.by_now())
    assert answers(stage.clients, address) == SEES_WITHDRAWN


@pytest.mark.parametrize("name", ["plans:plan", "plans:paper", "plans:action"])
def test_a_restricted_plan_is_refused_to_those_without_the_permission(stage, name):
    address = stage.addresses[name]
    Plan.objects.update(marking="restricted")
    assert answers(stage.clients, address) == SEES_RESTRICTED


def test_a_restricted_action_is_refused_to_those_without_the_permission(stage):
    address = stage.addresses["plans:action"]
    Action.objects.update(marking="restricted")
    assert answers(stage.clients, address) == SEES_RESTRICTED


def test_a_restricted_action_is_not_in_the_plan_of_someone_without_the_permission(stage):
    page = stage.addresses["plans:plan"]
    Action.objects.update(marking="restricted")
    counts = {role: stage.clients[role].get(page).context["total"] for role in ("member", "reader", "lead")}
    assert counts == {"member": 1, "reader": 0, "lead": 0}
