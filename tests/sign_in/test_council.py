"""Signing in through a council's own sign-on, against a real OpenID provider."""

import urllib.request
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import override_settings

from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.people.models import User
from safeboard.people.sign_on import SignOn, as_providers
from scripts.run_tests import sign_on_node
from tests.sign_in import council
from tests.sign_in.people import JO, PASSWORD, Browser, a_person, words
from tests.sign_in.test_second_factor import set_up_app, set_up_passkey

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not sign_on_node(), reason="No Node, or no build/oidc-provider: run make test"),
]
VERIFIED = {"email": JO, "email_verified": True}
PEOPLE = {
    JO: VERIFIED,
    "unsaid@harrow.example": {"email": JO},
    "unverified@harrow.example": {"email": JO, "email_verified": False},
    "rogue@harrow.example": {"email": "ann@alder.example", "email_verified": True},
    "new@harrow.example": {"email": "new@harrow.example", "email_verified": True},
    "namesake@harrow.example": VERIFIED,
}


@pytest.fixture(scope="module")
def address():
    with council.a_sign_on(PEOPLE) as found:
        yield found


@pytest.fixture(autouse=True)
def harrow(address):
    with set_up(address) as sign_on:
        yield sign_on


@contextmanager
def set_up(address, **more):
    usual = {
        "id": "harrow",
        "name": "Harrow Council",
        "domains": frozenset({"harrow.example"}),
        "server_url": address,
        "client_id": council.CLIENT["client_id"],
        "secret": council.CLIENT["client_secret"],
    }
    sign_on = SignOn(**{**usual, **more})
    with override_settings(SIGN_ONS=[sign_on], SOCIALACCOUNT_PROVIDERS=as_providers([sign_on])):
        yield sign_on


def through_the_council(browser, email=JO, **more):
    """The page at the end. email: typed here, and who they are there."""
    return browser.get(council.way_back(council.way_out(browser.ask_for_code(email, **more))))


def test_somebody_of_the_council_is_sent_there_and_comes_back_signed_in():
    a_person()
    browser = Browser()
    back = through_the_council(browser, next="/your-account/")
    assert (back.status_code, back.url, browser.is_in, mail.outbox) == (302, "/your-account/", True, [])
    assert ", with your council’s sign-on Is your name" in words(browser.get("/your-account/"))


def test_they_come_in_again_as_the_same_person():
    a_person()
    for _ in range(2):
        browser = Browser()
        assert through_the_council(browser).url == "/"
    assert [account.user.email for account in SocialAccount.objects.all()] == [JO]


def test_the_sign_on_is_asked_with_a_challenge_and_told_who_comes():
    out = urlsplit(council.way_out(Browser().ask_for_code()))
    asked = {name: values[0] for name, values in parse_qs(out.query).items()}
    assert {name: asked[name] for name in ("code_challenge_method", "login_hint", "response_type")} == {
        "code_challenge_method": "S256",
        "login_hint": JO,
        "response_type": "code",
    }
    assert (len(asked["code_challenge"]), len(asked["state"]) >= 16) == (43, True)


def test_somebody_of_the_council_is_sent_there_whether_they_have_an_account_or_not():
    pages = [Browser().ask_for_code(email) for email in (JO, "nobody@harrow.example")]
    a_person()
    pages.append(Browser().ask_for_code())
    assert len({(page.status_code, words(page)) for page in pages}) == 1


def test_somebody_of_no_council_gets_a_code():
    a_person("ann@alder.example")
    assert Browser().sign_in("ann@alder.example").url == "/"


def refused(browser, email):
    page = through_the_council(browser, email)
    assert (page.status_code, browser.is_in) == (403, False)
    return words(page)


def test_somebody_who_is_not_here_is_told_so_and_no_account_is_made():
    assert refused(Browser(), "new@harrow.example").startswith(
        "You were not signed in Harrow Council could not sign you in: nobody here has the address new@harrow.example."
    )
    assert (User.objects.count(), SocialAccount.objects.count()) == (0, 0)


def test_a_council_cannot_sign_in_somebody_of_another():
    a_person("ann@alder.example")
    said = refused(Browser(), "rogue@harrow.example")
    assert "it said an address that is not one of its own, ann@alder.example." in said
    assert SocialAccount.objects.count() == 0


@pytest.mark.parametrize("who", ["unverified@harrow.example", "unsaid@harrow.example"])
def test_an_address_it_does_not_say_is_verified_lets_nobody_in(who):
    a_person()
    assert f"it did not say that {JO} is verified as yours." in refused(Browser(), who)
    assert SocialAccount.objects.count() == 0


def test_where_it_vouches_for_its_addresses_it_need_not_say_so(address):
    a_person()
    with set_up(address, vouches=True):
        browser = Browser()
        assert through_the_council(browser, "unsaid@harrow.example").url == "/"
        refused(Browser(), "unverified@harrow.example")


def test_somebody_whose_account_here_is_closed_stays_out():
    a_person()
    through_the_council(Browser())
    User.objects.update(is_active=False)
    assert "nobody here has the address" in refused(Browser(), JO)


def test_an_account_there_that_is_tied_to_somebody_else_here_stays_theirs():
    jo = a_person()
    through_the_council(Browser())
    User.objects.filter(pk=jo.pk).update(email="jo.day@harrow.example")
    a_person("other@harrow.example")
    User.objects.filter(email="other@harrow.example").update(email=JO)
    assert "it is tied to somebody else here." in refused(Browser(), JO)


def test_nothing_of_what_it_says_about_somebody_is_kept():
    a_person()
    for _ in range(2):
        through_the_council(Browser())
    assert SocialAccount.objects.get().extra_data == {}


def test_whom_it_turns_away_is_told_so():
    a_person("turned-away@harrow.example")
    assert "signing in there was stopped" in refused(Browser(), "turned-away@harrow.example")


def test_an_answer_that_nobody_asked_for_is_refused():
    a_person()
    asked, other = Browser(), Browser()
    back = council.way_back(council.way_out(asked.ask_for_code()))
    page = other.get(back)
    assert (page.status_code, other.is_in) == (403, False)
    assert asked.get(back).status_code == 302


def test_an_answer_works_once():
    a_person()
    browser = Browser()
    back = council.way_back(council.way_out(browser.ask_for_code()))
    assert browser.get(back).status_code == 302
    browser.post("/sign-out/")
    assert (browser.get(back).status_code, browser.is_in) == (403, False)


def test_a_council_that_does_not_answer_is_a_sentence():
    with set_up("http://127.0.0.1:1"):
        page = Browser().ask_for_code()
    assert (page.status_code, error_pattern_faults(page.content.decode())) == (400, [])
    assert "Harrow Council’s sign-on does not answer. Try again in a few minutes." in words(page)


def test_a_password_and_a_passkey_do_not_go_round_the_council(settings):
    """Whoever the council has let go must not come in by another door."""
    sign_ons, settings.SIGN_ONS = settings.SIGN_ONS, []
    a_person(password=PASSWORD)
    browser = Browser()
    browser.sign_in()
    set_up_passkey(browser)
    settings.SIGN_ONS = sign_ons
    other = Browser()
    page = other.post("/sign-in/password/", {"login": JO, "password": PASSWORD}, follow=True)
    assert (page.redirect_chain, other.is_in) == ([("/sign-in/", 302)], False)
    assert "Sign in with your e-mail address, through Harrow Council." in words(page)


def test_a_second_factor_is_asked_for_after_the_council_as_well():
    a_person()
    browser = Browser()
    through_the_council(browser)
    set_up_app(browser)
    again = Browser()
    assert (through_the_council(again).url, again.is_in) == ("/sign-in/second-factor/", False)


def test_the_way_there_is_not_closed_by_our_own_policy():
    """A form may lead only to us, also by redirect: so the answer to the form is a page."""
    page = Browser().ask_for_code()
    assert (page.status_code, "form-action 'self'" in page.headers["Content-Security-Policy"]) == (200, True)


def test_the_provider_is_a_real_one(address):
    with urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=10) as answer:
        assert b'"authorization_endpoint"' in answer.read()
