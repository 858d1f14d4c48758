"""What is logged: a line a request with its number, and in no line who it was, what they typed or what lets somebody in."""

import io
import json
import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.test import Client

from safeboard.api.models import CalendarFeed
from safeboard.api.tests.makers import token_of
from safeboard.core import logs
from safeboard.home import views
from safeboard.plans.tests.factories import a_board, someone

pytestmark = pytest.mark.django_db
SECRET = "Xb2-" + "k" * 39
E_MAIL = "jo.day@harrow.example"


IN_EACH_FORM = pytest.mark.parametrize("logged", logs.FORMS, indirect=True)


@pytest.fixture
def logged(request):
    """Everything that any logger says, as it would be written, in JSON unless asked: call it for the text."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.FORMS[getattr(request, "param", "json")]())
    root, levels = logging.getLogger(), {}
    for name in ("", "django.request", "safeboard.requests"):
        logger = logging.getLogger(name)
        levels[logger] = logger.level
        logger.setLevel(logging.INFO)
    root.addHandler(handler)
    yield written.getvalue
    root.removeHandler(handler)
    for logger, level in levels.items():
        logger.setLevel(level)


@pytest.fixture
def lines(logged):
    return lambda: [json.loads(line) for line in logged().splitlines()]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def test_each_request_has_a_number_which_its_answer_and_its_line_carry(client, lines):
    answers = [client.get("/sign-in/"), client.get("/nowhere/")]
    told = [line for line in lines() if line["logger"] == "safeboard.requests"]
    assert [line["request"] for line in told] == [answer.headers["X-Request-ID"] for answer in answers]
    assert len({line["request"] for line in told}) == 2
    assert [(line["route"], line["method"], line["status"]) for line in told] == [
        ("/sign-in/", "GET", 200),
        ("", "GET", 404),
    ]
    assert all(line["milliseconds"] > 0 for line in told)


@pytest.mark.parametrize(
    ("proxies", "sent", "kept"),
    [(1, "balancer-00001", True), (0, "balancer-00001", False), (1, "x\ny", False), (1, "a" * 65, False)],
)
def test_a_number_is_taken_over_only_from_a_web_server_of_ours(client, settings, proxies, sent, kept):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    answer = client.get("/sign-in/", headers={"x-request-id": sent})
    assert (answer.headers["X-Request-ID"] == sent) == kept


@IN_EACH_FORM
def test_what_is_logged_names_nobody_and_lets_nobody_in(client, logged):
    board = a_board()
    person = someone("member", board)
    _, token = token_of(person, board)
    client.post("/sign-in/", {"email": person.email})
    client.get(f"/?name={person.email}")
    for address in (f"/r/{SECRET}/", f"/q/{SECRET}/", f"/calendar/{SECRET}.ics", f"/nowhere/{E_MAIL}/"):
        client.get(address)
    client.get("/api/plans", headers={"authorization": f"Bearer {token}"})
    client.force_login(person)
    client.get(f"/boards/{board.slug}/?lead={person.name}")
    told = logged()
    assert [
        word for word in (person.email, person.name, E_MAIL, SECRET, token, board.slug) if word in told
    ] == []
    assert client.session.session_key not in told
    assert CalendarFeed.objects.count() == 0


@IN_EACH_FORM
def test_a_failure_tells_where_and_not_what_somebody_typed(client, logged, monkeypatch):
    typed = f"{E_MAIL} said that Sam was hurt; {SECRET}"

    def fail(user):
        raise ValueError(typed)

    monkeypatch.setattr(views, "boards_with_roles", fail)
    client.force_login(someone("member", a_board()))
    answer = client.get("/boards/")
    assert answer.headers["X-Request-ID"] in answer.content.decode()
    told = logged()
    assert answer.headers["X-Request-ID"] in told
    assert "in fail" in told
    assert "ValueError" in told
    assert [word for word in (E_MAIL, "Sam was hurt", SECRET) if word in told] == []


@IN_EACH_FORM
def test_what_the_machine_says_of_a_failure_is_told(client, logged, monkeypatch):
    def fail(user):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(views, "boards_with_roles", fail)
    client.force_login(someone("member", a_board()))
    client.get("/boards/")
    assert "the server closed the connection" in logged()


def test_another_form_is_refused_with_a_sentence():
    with pytest.raises(ImproperlyConfigured, match="set it to json or plain"):
        logs.settings_for("xml", testing=True)
