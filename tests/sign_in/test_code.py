"""The ordinary way in: an e-mail address, a code sent to it, in. And by password, for those who have one."""

import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse

from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.people.models import User
from tests.sign_in.people import JO, PASSWORD, Browser, a_person, last_code, without_token, words

pytestmark = pytest.mark.django_db
STRANGER = "nobody@example.org"


@pytest.fixture
def browser():
    return Browser()


def test_somebody_signs_in_with_the_code_from_their_e_mail(browser):
    a_person()
    asked = browser.ask_for_code()
    assert (asked.status_code, asked.url) == (302, "/sign-in/code/")
    assert words(browser.get(asked.url)).startswith(f"Look in your e-mail If {JO} may sign in here,")
    entered = browser.enter(last_code())
    assert (entered.status_code, entered.url, browser.is_in) == (302, "/", True)


def test_the_e_mail_is_plain_words_to_that_address_alone(browser):
    a_person()
    browser.ask_for_code()
    (email,) = mail.outbox
    assert (email.to, email.subject, email.alternatives) == (
        [JO],
        "Your code for signing in to Safeboard",
        [],
    )
    assert email.body.startswith("Your code for signing in to Safeboard is:\n\n    ")
    assert email.extra_headers == {"X-Safeboard-Kind": "sign-in"}


def test_capital_letters_spaces_and_hyphens_do_not_matter(browser):
    a_person()
    browser.ask_for_code(f"  {JO.upper()} ")
    browser.enter(last_code().lower().replace("-", " "))
    assert browser.is_in


def test_afterwards_somebody_is_where_they_wanted_to_go(browser):
    a_person()
    wanted = browser.get("/your-account/")
    asked = browser.ask_for_code(next="/your-account/")
    entered = browser.enter(last_code(), next="/your-account/")
    assert [wanted.url, asked.url, entered.url] == [
        "/sign-in/?next=/your-account/",
        "/sign-in/code/?next=%2Fyour-account%2F",
        "/your-account/",
    ]


def test_nobody_is_led_to_another_site(browser):
    a_person()
    assert browser.sign_in(next="https://elsewhere.example/").url == "/"


def test_a_code_works_once(browser):
    a_person()
    browser.sign_in()
    browser.post("/sign-out/")
    browser.ask_for_code()
    assert browser.enter(last_code()).status_code == 302
    other = Browser()
    other.ask_for_code()
    browser.post("/sign-out/")
    assert (browser.enter(last_code()).url, browser.is_in) == ("/sign-in/", False)


def test_a_code_works_only_in_the_browser_that_asked(browser):
    a_person()
    browser.ask_for_code()
    other = Browser()
    assert (other.enter(last_code()).url, other.is_in) == ("/sign-in/", False)


def test_a_code_runs_out_after_ten_minutes_and_the_page_says_so(browser, monkeypatch):
    a_person()
    browser.ask_for_code()
    later = time.time() + 601
    monkeypatch.setattr(time, "time", lambda: later)
    page = browser.post("/sign-in/code/", {"code": last_code()}, follow=True)
    assert (page.redirect_chain, browser.is_in) == ([("/sign-in/", 302)], False)
    assert "The code has run out. Ask for a new one." in words(page)


def test_a_wrong_code_is_a_sentence_and_changes_nothing(browser):
    a_person()
    browser.ask_for_code()
    page = browser.enter("WRNG-WRNG")
    assert (page.status_code, error_pattern_faults(page.content.decode())) == (400, [])
    browser.enter(last_code())
    assert browser.is_in


def test_after_three_wrong_codes_the_right_one_comes_too_late(browser):
    a_person()
    browser.ask_for_code()
    codes = [browser.enter("WRNG-WRNG").status_code for _ in range(3)]
    browser.enter(last_code())
    assert (codes, browser.is_in) == ([400, 400, 302], False)


def test_somebody_who_mistyped_their_address_starts_again(browser):
    a_person()
    browser.ask_for_code("wrong@harrow.example")
    assert browser.get("/sign-in/").status_code == 200
    assert browser.sign_in().url == "/"


@pytest.mark.parametrize(
    "email", ["", "jo", "jo@", "a" * 300 + "@example.org", "jo@example.org\r\nBcc: x@example.org"]
)
def test_what_is_no_address_is_refused_with_a_sentence(browser, email):
    page = browser.ask_for_code(email)
    assert (page.status_code, error_pattern_faults(page.content.decode()), mail.outbox) == (400, [], [])


def test_somebody_whose_account_is_closed_gets_no_code_and_is_not_let_in(browser):
    a_person(password=PASSWORD)
    User.objects.update(is_active=False)
    browser.ask_for_code()
    browser.sign_in_with_password()
    assert (mail.outbox, browser.is_in) == ([], False)


def test_an_account_closed_between_asking_and_entering_stays_closed(browser):
    a_person()
    browser.ask_for_code()
    User.objects.update(is_active=False)
    assert (browser.enter(last_code()).url, browser.is_in) == ("/sign-in/", False)


# Nobody learns who has an account


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_asking_for_a_code_looks_the_same_for_a_stranger(closed):
    a_person()
    User.objects.update(is_active=not closed)
    pages = {}
    for email in (JO, STRANGER):
        browser = Browser()
        asked = browser.ask_for_code(email)
        code_page = browser.get(asked.url)
        wrong = [browser.enter("WRNG-WRNG") for _ in range(2)]
        last = browser.post("/sign-in/code/", {"code": "WRNG-WRNG"}, follow=True)
        pages[email] = [
            (page.status_code, page.headers.get("Location"), without_token(page, email))
            for page in [asked, code_page, *wrong, last]
        ]
    assert pages[JO] == pages[STRANGER]


def test_a_wrong_password_looks_the_same_for_a_stranger_and_for_who_has_none():
    a_person(password=PASSWORD)
    a_person("ed@harrow.example")
    pages = {
        (page.status_code, without_token(page, email))
        for email in (JO, "ed@harrow.example", STRANGER)
        for page in [Browser().sign_in_with_password(email, "wrong")]
    }
    assert len(pages) == 1


def test_too_many_tries_look_the_same_for_a_stranger():
    a_person()
    pages = {}
    for email in (JO, STRANGER):
        last = [Browser().ask_for_code(email) for _ in range(4)][-1]
        pages[email] = (last.status_code, without_token(last, email))
    assert pages[JO] == pages[STRANGER]


@pytest.mark.parametrize(
    "path",
    ["/signup/", "/sign-up/", "/accounts/signup/", "/accounts/login/", "/password/reset/", "/accounts/"],
)
def test_there_is_no_page_to_sign_up_on(browser, path):
    assert browser.get(path).status_code == 404


# Passwords


def test_somebody_signs_in_with_the_password_they_were_given(browser):
    a_person(password=PASSWORD)
    answer = browser.sign_in_with_password(JO.upper(), next="/your-account/")
    assert (answer.status_code, answer.url, browser.is_in) == (302, "/your-account/", True)


def test_a_wrong_password_is_a_sentence(browser):
    a_person(password=PASSWORD)
    page = browser.sign_in_with_password(password="wrong")
    assert (page.status_code, error_pattern_faults(page.content.decode())) == (400, [])
    assert "Enter the e-mail address and password you were given." in words(page)


def test_the_sign_in_page_leads_to_the_password_page_and_takes_along_where_to_go(browser):
    page = browser.get("/sign-in/?next=/your-account/").content.decode()
    assert 'href="/sign-in/password/?next=/your-account/"' in page


# Limits on trying


def test_a_fourth_code_within_a_minute_is_refused_with_429_from_whatever_browser():
    a_person()
    answers = [Browser().ask_for_code() for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert len(mail.outbox) == 3
    assert error_pattern_faults(answers[-1].content.decode()) == []
    assert "Too many tries. Wait a few minutes, then try again." in words(answers[-1])


def test_a_sixth_wrong_password_for_one_address_is_refused_with_429_and_the_right_one_too():
    a_person(password=PASSWORD)
    codes = [Browser().sign_in_with_password(password="wrong").status_code for _ in range(6)]
    assert codes == [400] * 5 + [429]
    assert Browser().sign_in_with_password().status_code == 429


def test_one_machine_trying_many_addresses_is_stopped():
    codes = [Browser().ask_for_code(f"person{number}@example.org").status_code for number in range(21)]
    assert codes == [302] * 20 + [429]


def test_behind_a_proxy_each_machine_is_counted_for_itself():
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        codes = [
            Browser(headers={"X-Forwarded-For": f"192.0.2.{number}"})
            .ask_for_code(f"person{number}@example.org")
            .status_code
            for number in range(21)
        ]
    assert codes == [302] * 21


def test_a_proxy_nobody_named_is_not_believed():
    codes = [
        Browser(headers={"X-Forwarded-For": f"192.0.2.{number}"})
        .ask_for_code(f"person{number}@example.org")
        .status_code
        for number in range(21)
    ]
    assert codes[-1] == 429


def test_what_was_counted_is_not_pushed_out_by_other_tries():
    a_person()
    for _ in range(4):
        Browser().ask_for_code()
    cache.set_many({f"other-{number}": 1 for number in range(1000)})
    assert Browser().ask_for_code().status_code == 429


def test_the_limits_are_counted_where_every_process_sees_them(settings):
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_where_not_a_form_but_a_page_is_limited_it_says_so_too(browser):
    a_person(password=PASSWORD)
    browser.sign_in_with_password()
    pages = [browser.post("/your-account/confirm/password/", {"password": "wrong"}) for _ in range(11)]
    assert pages[-1].status_code == 429
    assert words(pages[-1]).startswith("You cannot do that Too many tries from here. Wait a few minutes")


# The account


def test_the_account_says_who_one_is_and_how_one_signed_in(browser):
    a_person()
    browser.sign_in()
    page = words(browser.get(reverse("people:account")))
    assert page.startswith(f"Your account Name Jo Day E-mail address {JO} Signed in ")
    assert ", with a code sent by e-mail Is your name" in page


def test_signing_out_is_a_post_and_ends_it(browser):
    a_person()
    browser.sign_in()
    assert browser.get("/sign-out/").status_code == 405
    assert (browser.post("/sign-out/").url, browser.is_in) == ("/sign-in/", False)


def test_every_form_needs_the_token_of_its_page():
    a_person(password=PASSWORD)
    strict = Browser(enforce_csrf_checks=True)
    assert [strict.ask_for_code().status_code, strict.sign_in_with_password().status_code] == [403, 403]
