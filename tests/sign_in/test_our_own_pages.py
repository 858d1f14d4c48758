"""Every page and every e-mail of signing in is ours: nobody ever sees one of allauth's own."""

from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import Client, signals
from django.urls import get_resolver

from safeboard.people import allauth_urls, urls
from tests.sign_in.people import Browser, a_person
from tests.sign_in.test_second_factor import set_up_app, set_up_passkey

HOUSE = Path(__file__).resolve().parents[2] / "safeboard"
# Functions of ours; one of allauth's that leads on or answers with JSON; one that ends where our adapter says.
WITHOUT_A_PAGE = {"account", "second_factor", "mfa_index", "mfa_login_webauthn", "openid_connect_callback"}
SIGNED_OUT = {"sign_out"}  # Django's, which leads on


def views():
    return {pattern.name: pattern.callback for pattern in (*urls.urlpatterns, *allauth_urls.urlpatterns)}


def ours(name):
    return HOUSE in Path(get_template(name).origin.name).parents


def test_every_page_has_a_template_of_ours():
    classes = {name: getattr(view, "view_class", None) for name, view in views().items()}
    named = {
        name: kind.template_name for name, kind in classes.items() if getattr(kind, "template_name", None)
    }
    assert set(views()) - set(named) == WITHOUT_A_PAGE
    assert [name for name in set(named) - SIGNED_OUT if not ours(named[name])] == []


def test_no_other_address_of_allauth_is_there():
    theirs = {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and name.startswith(("account_", "mfa_", "socialaccount_", "openid_"))
    }
    assert theirs == {pattern.name for pattern in allauth_urls.urlpatterns}


@pytest.mark.django_db(transaction=True)
def test_nothing_that_is_shown_or_sent_on_the_way_is_of_allauth(client: Client):
    seen = set()

    def look(sender, template, **kwargs):
        if template.origin and "allauth" in Path(template.origin.name).parts:
            seen.add(template.name)

    signals.template_rendered.connect(look)
    try:
        a_person()
        browser = Browser()
        browser.sign_in()
        set_up_app(browser)
        set_up_passkey(browser)
        for page in views_without_arguments():
            browser.get(page)
            browser.post(page)
            client.get(page)
            client.post(page)
    finally:
        signals.template_rendered.disconnect(look)
    assert seen == set()


def views_without_arguments():
    return [
        f"/{pattern.pattern}"
        for pattern in (*urls.urlpatterns, *allauth_urls.urlpatterns)
        if "<" not in str(pattern.pattern) and pattern.name != "sign_out"
    ]
