"""A passkey or an authenticator app beside the code, recovery codes for when both are lost; compulsory where the setting says so."""

import json
import time
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.staticfiles.finders import find
from django.core import mail
from lxml import html as lxml_html

from safeboard.boards.services import seat
from safeboard.core.middleware import CONTENT_SECURITY_POLICY
from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.history.models import Event
from safeboard.people import sealing
from safeboard.plans.tests import factories as make
from tests.running import run
from tests.sign_in.authenticator import Passkey, figures
from tests.sign_in.people import JO, PASSWORD, Browser, a_person, words

pytestmark = pytest.mark.django_db
APP, PASSKEY, CODES = (
    f"/your-account/second-factor/{name}/" for name in ("app", "passkey", "recovery-codes")
)
MANAGERS = "safeboard.boards.access.keeps_a_board"


@pytest.fixture
def jo():
    return a_person()


@pytest.fixture
def browser(jo):
    """Signed in by code, a moment ago."""
    made = Browser()
    made.sign_in()
    return made


def set_up_app(browser):
    """Returns the app's secret."""
    page = lxml_html.fromstring(browser.get(APP).content)
    secret = page.xpath("string(//main//strong)")
    answer = browser.post(APP, {"code": figures(secret)})
    assert (answer.status_code, answer.url) == (302, CODES)
    return secret


def options_on(page):
    tree = lxml_html.fromstring(page.content)
    return json.loads(tree.xpath("string(//script[@type='application/json'])"))


def set_up_passkey(browser, **more):
    passkey = Passkey(**more)
    answer = passkey.created(options_on(browser.get(PASSKEY)))
    form = {"name": "Work laptop", "passwordless": "on", "credential": json.dumps(answer)}
    return passkey, browser.post(PASSKEY, form)


def codes_of(browser):
    return lxml_html.fromstring(browser.get(CODES).content).xpath("//main//li/text()")


def a_little_later(monkeypatch, seconds):
    """An app's figures work once: the next are shown half a minute later."""
    later = time.time() + seconds
    monkeypatch.setattr(time, "time", lambda: later)


# The authenticator app


def test_from_setting_up_the_app_on_its_figures_are_asked_for(browser, monkeypatch):
    secret = set_up_app(browser)
    a_little_later(monkeypatch, 60)
    again = Browser()
    assert (again.sign_in().url, again.is_in) == ("/sign-in/second-factor/", False)
    assert again.get("/sign-in/second-factor/").status_code == 200
    entered = again.post("/sign-in/second-factor/", {"code": figures(secret)})
    assert (entered.status_code, entered.url, again.is_in) == (302, "/", True)


def test_the_figures_are_asked_for_after_a_password_too(jo, browser, monkeypatch):
    jo.set_password(PASSWORD)
    jo.save()
    browser.sign_in()
    set_up_app(browser)
    again = Browser()
    assert (again.sign_in_with_password().url, again.is_in) == ("/sign-in/second-factor/", False)


def test_wrong_figures_are_a_sentence_and_let_nobody_in(browser):
    set_up_app(browser)
    again = Browser()
    again.sign_in()
    page = again.post("/sign-in/second-factor/", {"code": "000000"})
    assert (page.status_code, error_pattern_faults(page.content.decode()), again.is_in) == (400, [], False)


def test_guessing_figures_is_stopped(browser):
    secret = set_up_app(browser)
    again = Browser()
    again.sign_in()
    pages = [again.post("/sign-in/second-factor/", {"code": "000000"}) for _ in range(6)]
    assert [page.status_code for page in pages] == [400] * 5 + [429]
    assert again.post("/sign-in/second-factor/", {"code": figures(secret)}).status_code == 429


def test_figures_seen_over_a_shoulder_do_not_work_a_second_time(browser, monkeypatch):
    secret = set_up_app(browser)
    a_little_later(monkeypatch, 60)
    for expected in (302, 400):
        again = Browser()
        again.sign_in()
        answer = again.post("/sign-in/second-factor/", {"code": figures(secret)})
        assert answer.status_code == expected


def test_the_picture_for_the_app_is_an_element_and_not_data(browser):
    page = browser.get(APP)
    tree = lxml_html.fromstring(page.content)
    assert [picture.findtext("title") for picture in tree.xpath("//main//svg")] == [
        "QR code for your authenticator app"
    ]
    assert tree.xpath("//@src[starts-with(., 'data:')] | //@style | //*[local-name()='style']") == []


def test_the_secret_lies_in_the_database_encrypted(browser):
    secret = set_up_app(browser)
    kept = {row.type: row.data for row in Authenticator.objects.all()}
    assert secret not in json.dumps(kept)
    assert sealing.decrypt(kept["totp"]["secret"]) == secret


def test_under_another_secret_key_nobody_gets_in_and_is_told_why(browser, settings, monkeypatch):
    secret = set_up_app(browser)
    settings.SECRET_KEY = "another"
    again = Browser()
    again.sign_in()
    page = again.post("/sign-in/second-factor/", {"code": figures(secret)})
    assert (page.status_code, again.is_in) == (400, False)
    assert "Your second factor was set up under another secret key of this Safeboard." in words(page)


def test_a_secret_key_that_was_replaced_still_opens_what_it_closed(settings):
    closed = sealing.encrypt("secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert sealing.decrypt(closed) == "secret"


def test_removing_the_app_takes_the_recovery_codes_along(browser):
    set_up_app(browser)
    assert browser.get(f"{APP}remove/").status_code == 200
    assert browser.post(f"{APP}remove/").url == "/your-account/"
    assert list(Authenticator.objects.all()) == []


@pytest.mark.django_db(transaction=True)
def test_somebody_is_told_by_e_mail_of_every_change(browser):
    mail.outbox.clear()
    set_up_app(browser)
    browser.post(f"{APP}remove/")
    assert [email.body.splitlines()[0] for email in mail.outbox] == [
        "An authenticator app was set up as second factor.",
        "The authenticator app was removed as second factor.",
    ]


def test_setting_up_and_removing_stand_in_the_history(browser):
    set_up_passkey(browser)
    pk = Authenticator.objects.get(type="webauthn").pk
    browser.post(f"{PASSKEY}{pk}/remove/")
    noted = Event.objects.exclude(verb="added").values_list("by_name", "verb", "thing_name", "details")
    assert list(noted) == [
        ("Jo Day", "set up a second factor for", "Jo Day", {"kind": "webauthn"}),
        ("Jo Day", "removed a second factor of", "Jo Day", {"kind": "webauthn"}),
        ("Jo Day", "removed a second factor of", "Jo Day", {"kind": "recovery_codes"}),
    ]


# Lost


def test_a_command_removes_them_for_somebody_who_has_lost_them_all(browser):
    set_up_app(browser)
    set_up_passkey(browser)
    done = run("removefactors", JO.upper())
    assert (done.code, done.out) == (0, "Jo Day had 2 second factors, and now has none.\n")
    again = Browser()
    assert (again.sign_in().url, again.is_in) == ("/", True)
    assert Event.objects.order_by("pk").last().verb == "removed every second factor of"


def test_the_command_refuses_somebody_it_does_not_know():
    done = run("removefactors", "nobody@example.org")
    assert (done.code, done.err) == (2, "Nobody who may sign in has the address nobody@example.org.\n")


# Recovery codes


def test_a_recovery_code_gets_somebody_in_once(browser):
    set_up_app(browser)
    code = codes_of(browser)[0]
    answers = []
    for _ in range(2):
        again = Browser()
        again.sign_in()
        answers.append(again.post("/sign-in/second-factor/", {"code": code}).status_code)
    assert answers == [302, 400]
    assert len(codes_of(browser)) == 9


def test_new_recovery_codes_take_the_place_of_the_old(browser):
    set_up_app(browser)
    old = codes_of(browser)
    assert browser.post(f"{CODES}new/").url == CODES
    assert (len(codes_of(browser)), set(old) & set(codes_of(browser))) == (10, set())


# Passkeys


def test_a_passkey_signs_in_by_itself_without_a_code(browser):
    passkey, added = set_up_passkey(browser)
    assert (added.status_code, added.url) == (302, CODES)
    mail.outbox.clear()
    again = Browser()
    options = again.get("/sign-in/passkey/", headers={"Accept": "application/json"}).json()
    answer = json.dumps(passkey.used(options["request_options"]))
    entered = again.post("/sign-in/passkey/", {"credential": answer, "next": "/your-account/"})
    assert (entered.status_code, entered.url, again.is_in, mail.outbox) == (302, "/your-account/", True, [])
    assert ", with a passkey Is your name" in words(again.get("/your-account/"))


def test_a_passkey_is_the_second_factor_of_who_signs_in_by_code(browser):
    passkey, _ = set_up_passkey(browser)
    again = Browser()
    assert again.sign_in().url == "/sign-in/second-factor/"
    answer = json.dumps(passkey.used(options_on(again.get("/sign-in/second-factor/"))))
    assert again.post("/sign-in/second-factor/", {"credential": answer}).url == "/"
    assert again.is_in


def test_an_answer_from_another_site_is_not_taken(browser):
    _, added = set_up_passkey(browser, origin="https://testserver.elsewhere.example")
    assert (added.status_code, error_pattern_faults(added.content.decode())) == (400, [])
    assert list(Authenticator.objects.all()) == []


def test_an_answer_cannot_be_sent_twice(browser):
    passkey, _ = set_up_passkey(browser)
    again = Browser()
    options = again.get("/sign-in/passkey/", headers={"Accept": "application/json"}).json()
    answer = json.dumps(passkey.used(options["request_options"]))
    again.post("/sign-in/passkey/", {"credential": answer})
    again.post("/sign-out/")
    again.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    assert (again.post("/sign-in/passkey/", {"credential": answer}).url, again.is_in) == ("/sign-in/", False)


@pytest.mark.parametrize("credential", ["", "x", "{}", "[]", "null", '{"response": {"userHandle": "MQ"}}'])
def test_nonsense_in_place_of_a_passkey_lets_nobody_in(browser, credential):
    set_up_passkey(browser)
    again = Browser()
    again.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    answer = again.post("/sign-in/passkey/", {"credential": credential})
    assert (answer.status_code, again.is_in) == (302, False)
    assert browser.post(PASSKEY, {"credential": credential}).status_code == 400


def test_a_passkey_is_removed_by_nobody_else(browser):
    set_up_passkey(browser)
    pk = Authenticator.objects.get(type="webauthn").pk
    a_person("ed@harrow.example")
    other = Browser()
    other.sign_in("ed@harrow.example")
    assert other.post(f"{PASSKEY}{pk}/remove/").status_code == 404
    assert browser.get(f"{PASSKEY}{pk}/remove/").status_code == 200
    assert browser.post(f"{PASSKEY}{pk}/remove/").url == "/your-account/"
    assert list(Authenticator.objects.all()) == []


def test_the_passkey_pages_run_no_script_of_their_own(browser):
    """Scripts come from our own address, and what they read is data, which the browser does not run."""
    set_up_passkey(browser)
    again = Browser()
    again.sign_in()
    for page in (Browser().get("/sign-in/"), again.get("/sign-in/second-factor/"), browser.get(PASSKEY)):
        scripts = lxml_html.fromstring(page.content).xpath("//script")
        own = [each.get("type") for each in scripts if not each.get("src")]
        assert [src for each in scripts if (src := each.get("src")) and not src.startswith("/static/")] == []
        assert set(own) <= {"application/json"}
        assert page.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_the_scripts_are_there():
    assert [bool(find(name)) for name in ("people/passkeys.js", "mfa/js/webauthn-json.js")] == [True, True]


# Confirming that it is really them


def test_after_a_quarter_of_an_hour_changing_a_second_factor_asks_who_it_is(browser, monkeypatch):
    secret = set_up_app(browser)
    a_little_later(monkeypatch, 901)
    asked = browser.get(f"{APP}remove/")
    assert unquote(asked.url) == f"/your-account/confirm/code/?next={APP}remove/"
    assert browser.get(asked.url).status_code == 200
    wrong = browser.post(asked.url, {"code": "000000"})
    assert (wrong.status_code, error_pattern_faults(wrong.content.decode())) == (400, [])
    right = browser.post(asked.url, {"code": figures(secret), "next": f"{APP}remove/"})
    assert (right.status_code, right.url) == (302, f"{APP}remove/")
    assert browser.get(f"{APP}remove/").status_code == 200


def test_it_can_be_confirmed_by_passkey_or_by_password(jo, browser, monkeypatch):
    jo.set_password(PASSWORD)
    jo.save()
    browser.sign_in()
    passkey, _ = set_up_passkey(browser)
    a_little_later(monkeypatch, 901)
    assert unquote(browser.get(CODES).url) == f"/your-account/confirm/password/?next={CODES}"
    assert (
        browser.post(f"/your-account/confirm/password/?next={CODES}", {"password": "wrong"}).status_code
        == 400
    )
    by_passkey = f"/your-account/confirm/passkey/?next={CODES}"
    answer = json.dumps(passkey.used(options_on(browser.get(by_passkey))))
    assert browser.post(by_passkey, {"credential": answer}).url == CODES
    assert browser.get(CODES).status_code == 200


# Compulsory


@pytest.fixture
def manager(jo, settings):
    settings.NEEDS_SECOND_FACTOR = MANAGERS
    board = make.a_board()
    seat(user=jo, board=board, role="business_manager", starts=make.LONG_AGO, **make.by_now())
    return board


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_manager_without_one_gets_nowhere_but_to_where_it_is_set_up(browser, manager, method):
    pages = ["/", f"/boards/{manager.slug}/", "/your-account/", f"/boards/{manager.slug}/bring-in/"]
    answers = [getattr(browser, method)(page) for page in pages]
    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, "/your-account/second-factor/")
    ] * 4
    assert [browser.get(page).status_code for page in ("/your-account/second-factor/", APP, PASSKEY)] == [
        200
    ] * 3


def test_a_manager_who_has_set_one_up_goes_on(browser, manager):
    set_up_app(browser)
    assert [browser.get(page).status_code for page in (CODES, "/your-account/")] == [200, 200]


def test_a_manager_without_one_can_sign_out(browser, manager):
    assert browser.post("/sign-out/").url == "/sign-in/"


def test_a_manager_who_removes_the_last_one_has_to_set_up_another(browser, manager):
    set_up_app(browser)
    browser.post(f"{APP}remove/")
    assert browser.get("/your-account/").url == "/your-account/second-factor/"


def test_others_are_left_alone(manager):
    browser = Browser()
    browser.force_login(make.someone("reader", manager))
    assert browser.get("/your-account/").status_code == 200


def test_an_ended_seat_asks_for_nothing(settings):
    settings.NEEDS_SECOND_FACTOR = MANAGERS
    browser = Browser()
    browser.force_login(make.someone_who_left("business_manager", make.a_board()))
    assert browser.get("/your-account/").status_code == 200


def test_it_can_be_asked_of_everyone(browser, settings):
    settings.NEEDS_SECOND_FACTOR = "safeboard.people.second_factor.is_somebody"
    assert browser.get("/").url == "/your-account/second-factor/"


def test_the_account_lists_what_there_is(browser):
    set_up_app(browser)
    set_up_passkey(browser)
    page = words(browser.get("/your-account/"))
    assert "Authenticator app Added " in page
    assert "Work laptop Passkey, added " in page
    assert page.endswith(
        "Add another Your recovery codes Elsewhere Your dues and meetings in your calendar Tokens for other programs "
        "Your details: what is held about you"
    )


def test_somebody_with_a_seat_but_signed_in_with_a_wrong_address_sees_no_second_factor_page():
    a = Browser()
    a.ask_for_code(JO)
    assert a.get("/sign-in/second-factor/").url == "/sign-in/"
