import logging

import pytest
from django.urls import get_resolver

from safeboard.core.logs import FORMS
from safeboard.core.secret_addresses import hidden

SECRET = "Xb2-" + "k" * 40


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"GET /r/{SECRET}/12/", "GET /r/…/12/"),
        (f"/q/{SECRET}/?a=1", "/q/…/?a=1"),
        (f"/calendar/{SECRET}.ics", "/calendar/….ics"),
        ("/plans/12/", "/plans/12/"),
    ],
)
def test_an_address_that_lets_in_its_holder_is_logged_without_its_secret(address, shown):
    assert hidden(address) == shown


@pytest.mark.parametrize("form", FORMS)
def test_a_traceback_is_logged_without_the_secret_too(form):
    try:
        raise ValueError(f"/q/{SECRET}/ failed")
    except ValueError as error:
        failed = (type(error), error, error.__traceback__)
    line = logging.LogRecord("django.request", logging.ERROR, "", 1, "Failed: %s", (f"/q/{SECRET}/",), failed)
    assert SECRET not in FORMS[form]().format(line)


def test_no_page_of_the_site_lets_in_by_an_address_that_would_be_logged():
    patterns = {str(each) for each in _patterns(get_resolver())}
    secret = {each for each in patterns if "token>" in each or "secret>" in each}
    assert len(secret) >= 5
    assert [each for each in secret if SECRET in hidden("/" + _filled(each))] == []


def _patterns(resolver, before=""):
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from _patterns(one, here)
        else:
            yield here


def _filled(pattern):
    return pattern.replace("<str:token>", SECRET).replace("<str:secret>", SECRET)
