"""Every address × every kind of person × GET and POST. The addresses come from the URLconf: none can be forgotten."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from safeboard.people.permissions import ROLES
from safeboard.plans import services
from safeboard.plans.models import Action, Plan
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db

SIGN_IN = "to sign in"
OUTSIDE = {"signed out": SIGN_IN, "other board": 404, "ended seat": 404}


def on_it(all_of_them, **but):
    """Those outside are kept out; everyone on the board gets one answer, save those named."""
    return OUTSIDE | dict.fromkeys(ROLES, all_of_them) | but


def signed_in(answer, **but):
    return (
        {"signed out": SIGN_IN, "other board": answer, "ended seat": answer}
        | dict.fromkeys(ROLES, answer)
        | but
    )


ONLY_READ = signed_in(405)
EXPECTED = {
    ("home:front", "GET"): signed_in(302, **{"ended seat": 200}),
    ("home:front", "POST"): ONLY_READ,
    ("people:sign_in", "GET"): signed_in(302, **{"signed out": 200}),
    ("people:sign_in", "POST"): signed_in(302, **{"signed out": 200}),
    ("people:sign_out", "GET"): signed_in(405),
    ("people:sign_out", "POST"): signed_in(302),
    ("plans:board", "GET"): on_it(200),
    ("plans:board", "POST"): ONLY_READ,
    ("plans:bring_in", "GET"): on_it(403, business_manager=200),
    ("plans:bring_in", "POST"): on_it(403, business_manager=400),
    ("plans:plan", "GET"): on_it(200),
    ("plans:plan", "POST"): ONLY_READ,
    ("plans:paper", "GET"): on_it(200),
    ("plans:paper", "POST"): ONLY_READ,
    ("plans:withdraw", "GET"): on_it(403, chair=200, business_manager=200),
    ("plans:withdraw", "POST"): on_it(403, chair=400, business_manager=400),
    ("plans:action", "GET"): on_it(200),
    ("plans:action", "POST"): ONLY_READ,
    ("plans:reading", "GET"): on_it(403, business_manager=200),
    ("plans:reading", "POST"): on_it(403, business_manager=302),
}
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


@pytest.fixture
def stage():
    """Addresses of one board's things, and a client for each kind of person."""
    board, other = make.a_board("Harrowmere"), make.a_board("Aldermoor")
    plan, draft = make.a_plan(board), make.a_draft(board)
    people = {role: make.someone(role, board) for role in ROLES}
    people["other board"] = make.someone("business_manager", other)
    people["ended seat"] = make.someone_who_left("business_manager", board)
    clients = {"signed out": Client()}
    for name, person in people.items():
        clients[name] = Client()
        clients[name].force_login(person)
    where = {
        "plans:board": [board.slug],
        "plans:bring_in": [board.slug],
        "plans:plan": [plan.pk],
        "plans:paper": [plan.pk, "html"],
        "plans:withdraw": [plan.pk],
        "plans:action": [make.actions_of(plan)[0].pk],
        "plans:reading": [draft.pk],
    }
    return clients, {name: reverse(name, args=where.get(name)) for name in set(every_address())}


def answers(clients, address, method="GET"):
    return {name: answer(client.generic(method, address)) for name, client in clients.items()}


def answer(response):
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith("/sign-in/?next=")
    return SIGN_IN if to_sign_in else response.status_code


@pytest.mark.parametrize(("name", "method"), EXPECTED)
def test_each_person_gets_the_answer_in_the_table(stage, name, method):
    clients, addresses = stage
    assert answers(clients, addresses[name], method) == EXPECTED[name, method]


@pytest.mark.parametrize("name", ["plans:plan", "plans:paper", "plans:action"])
def test_a_withdrawn_plan_is_hidden_save_from_those_who_may_withdraw(stage, name):
    services.withdraw_plan(Plan.objects.get(), why="Wrong file", **make.by_now())
    clients, addresses = stage
    assert answers(clients, addresses[name]) == SEES_WITHDRAWN


@pytest.mark.parametrize("name", ["plans:plan", "plans:paper", "plans:action"])
def test_a_restricted_plan_is_refused_to_those_without_the_permission(stage, name):
    Plan.objects.update(marking="restricted")
    clients, addresses = stage
    assert answers(clients, addresses[name]) == SEES_RESTRICTED


def test_a_restricted_action_is_refused_to_those_without_the_permission(stage):
    Action.objects.update(marking="restricted")
    clients, addresses = stage
    assert answers(clients, addresses["plans:action"]) == SEES_RESTRICTED


def test_a_restricted_action_is_not_in_the_plan_of_someone_without_the_permission(stage):
    Action.objects.update(marking="restricted")
    clients, addresses = stage
    counts = {role: clients[role].get(addresses["plans:plan"]).context["total"] for role in ROLES}
    assert counts == dict.fromkeys(ROLES, 1) | {"reader": 0, "lead": 0}
