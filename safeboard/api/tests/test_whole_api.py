"""The API keeps what its own description promises, whatever is sent: every endpoint is tried with made-up requests, good and bad."""

import json

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode

from safeboard.api.endpoints import api
from safeboard.api.tests.makers import secret_of
from safeboard.boards.services import add_meeting
from safeboard.plans import services
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db
CASES = 40
"""Requests made up for each endpoint, each way."""


class App(WSGIHandler):
    """Safeboard inside this test's transaction: it leaves the connection to the database open."""

    def __call__(self, environ, start_response):
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            return super().__call__(environ, start_response)
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)


@pytest.fixture
def there():
    """(a secret that lets in, the keys of what it may read)"""
    board = make.a_board("Harrowmere")
    plan = make.a_plan(board, make.promise("Audit"), make.promise("Train"))
    add_meeting(board=board, date=make.LONG_AGO, **make.by_now())
    action = make.actions_of(plan)[0]
    services.post_update(action, words="Half way.", **make.by_now())
    return secret_of("member", board), {"plan_id": plan.pk, "action_id": action.pk}


def described():
    """The description as it is given away."""
    return json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/"), default=str))


@pytest.fixture(autouse=True)
def as_often_as_it_likes(settings):
    settings.API_CALLS_A_MINUTE = 10**6


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("address", described()["paths"])
def test_every_answer_is_one_that_is_described(there, address, mode):
    secret, keys = there
    schema = schemathesis.openapi.from_dict(described())
    schema.app = App()
    operation = schema[address]["GET"]
    answered = set()

    @settings(max_examples=CASES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers(case):
        cache.clear()
        if mode is GenerationMode.POSITIVE:
            case.path_parameters = {name: keys[name] for name in case.path_parameters}
        answered.add(case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}).status_code)

    answers()
    assert mode is GenerationMode.NEGATIVE or 200 in answered
