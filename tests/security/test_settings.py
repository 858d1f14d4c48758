"""An installation reached by HTTPS behind a web server of its own; what it refuses to start with; what Django thinks of it."""

import json

import pytest

from safeboard.home import serving
from tests.alone import HOUSE, Alone

pytestmark = pytest.mark.django_db

REAL = {
    "SAFEBOARD_HTTPS": "true",
    "SAFEBOARD_HOSTS": "plans.example.org",
    "SAFEBOARD_PROXIES": "1",
    "SAFEBOARD_SECRET_KEY": "h7!x" * 20 + "Yq-2",
}
ASK = """
import json
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)

def sent(origin, **more):
    client = Client(enforce_csrf_checks=True, headers={"host": "plans.example.org", **more})
    client.get("/sign-in/")
    form = {"email": "jo@harrow.example", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    return client.post("/sign-in/", form, headers={"origin": origin, "referer": origin + "/"}).status_code

page = Client(headers={"host": "plans.example.org", "x-forwarded-proto": "https"}).get("/sign-in/")
print(json.dumps({
    "own": sent("https://plans.example.org"),
    "own, told so": sent("https://plans.example.org", **{"x-forwarded-proto": "https"}),
    "other": sent("https://elsewhere.example"),
    "hsts": page.headers.get("Strict-Transport-Security"),
    "cookie": [page.cookies["csrftoken"]["secure"], page.cookies["csrftoken"]["samesite"]],
    "host": Client(headers={"host": "elsewhere.example"}).get("/sign-in/").status_code,
}))
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    return Alone(tmp_path_factory.mktemp("real"), **REAL)


def test_behind_https_its_own_forms_are_taken_and_no_others(real):
    told = json.loads(real.run(script=ASK).splitlines()[-1])
    assert told["own"] != 403
    assert told["own, told so"] != 403
    assert (told["other"], told["host"]) == (403, 400)
    assert told["hsts"] == "max-age=31536000"
    assert told["cookie"] == [True, "Lax"]


def test_django_finds_nothing_to_mend_in_it(real):
    assert "no issues" in real.run("check", "--deploy", "--fail-level", "WARNING")


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("SECRET_KEY", "only-for-the-demo-and-tests-never-for-real-use", "SAFEBOARD_SECRET_KEY"),
        ("ALLOWED_HOSTS", ["*"], "SAFEBOARD_HOSTS"),
    ],
)
def test_it_does_not_start_with_what_would_let_anybody_in(settings, setting, value, says):
    settings.SECRET_KEY = "a long text of our own"
    setattr(settings, setting, value)
    with pytest.raises(serving.NotServed, match=says):
        serving.require_own_key()


def test_nothing_in_the_environment_shows_people_the_inside_of_a_failure():
    assert "\nDEBUG = False\n" in (HOUSE / "safeboard/config/settings.py").read_text()
