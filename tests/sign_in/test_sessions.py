"""A session ends after a while of nothing and after so many hours, says why, and takes nobody's words away."""

import pytest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import override_settings
from django.urls import path

from safeboard.config.urls import urlpatterns as house
from safeboard.people import limits, middleware
from safeboard.people.typing import typed_before
from tests.sign_in.people import Browser, a_person, words

pytestmark = pytest.mark.django_db
HOUR = 3600
ED = "ed@harrow.example"


def note(request):
    """A page with a form: it refuses what is empty, and says what was typed before."""
    if request.method == "POST" and request.POST.get("words"):
        return redirect("note")
    return HttpResponse(repr(typed_before(request)), status=400 if request.method == "POST" else 200)


urlpatterns = [*house, path("note/", note, name="note"), path("other/", note, name="other")]
with_a_note = pytest.mark.urls(__name__)


@pytest.fixture
def clock(monkeypatch):
    """clock.at, in seconds."""

    class Clock:
        at = 1_800_000_000.0

    monkeypatch.setattr(middleware, "now", lambda: Clock.at)
    return Clock


@pytest.fixture
def browser(clock):
    a_person()
    made = Browser()
    made.sign_in()
    return made


# The end of a session


def test_after_an_hour_of_nothing_somebody_is_signed_out_and_told_why(browser, clock):
    clock.at += HOUR
    page = browser.get("/your-account/", follow=True)
    assert page.redirect_chain == [("/sign-in/?next=/your-account/", 302)]
    assert "You were signed out because nothing was done here for 60 minutes. Sign in to go on." in words(
        page
    )


def test_a_second_before_the_hour_is_up_they_go_on(browser, clock):
    clock.at += HOUR - 1
    assert browser.is_in


def test_whoever_does_something_now_and_then_stays_signed_in(browser, clock):
    for _ in range(10):
        clock.at += HOUR - 100
        assert browser.is_in


def test_after_twelve_hours_even_the_busiest_are_signed_out_and_told_why(browser, clock):
    for _ in range(12):
        clock.at += HOUR - 100
        browser.get("/your-account/")
    clock.at += 1200
    page = browser.get("/your-account/", follow=True)
    assert "You were signed out because you signed in 12 hours ago. Sign in again to go on." in words(page)


def test_the_limits_are_settings(browser, clock):
    clock.at += 300
    with override_settings(SESSION_IDLE_SECONDS=300):
        page = browser.get("/your-account/", follow=True)
    assert "for 5 minutes" in words(page)


def test_why_is_said_once(browser, clock):
    clock.at += HOUR
    browser.get("/your-account/", follow=True)
    assert "You were signed out" not in words(browser.get("/sign-in/"))


def test_a_session_from_before_there_were_limits_begins_to_count(browser, clock):
    session = browser.session
    del session["signed_in_at"], session["seen_at"]
    session.save()
    assert browser.is_in
    clock.at += HOUR
    assert not browser.is_in


def test_signing_in_again_begins_anew(browser, clock):
    clock.at += 12 * HOUR
    browser.get("/your-account/")
    browser.sign_in()
    clock.at += HOUR - 1
    assert browser.is_in


def test_a_page_does_not_write_each_time_it_is_looked_at(browser, clock, django_assert_num_queries):
    clock.at += 59
    with django_assert_num_queries(3):  # the session, the person, the second factors
        browser.get("/your-account/")


@pytest.mark.parametrize(
    ("since", "seen", "why"),
    [
        (0, 0, None),
        (7199, 59, None),
        (60, 60, "You were signed out because nothing was done here for 1 minute. Sign in to go on."),
        (7200, 0, "You were signed out because you signed in 2 hours ago. Sign in again to go on."),
        (7200, 60, "You were signed out because you signed in 2 hours ago. Sign in again to go on."),
    ],
)
def test_the_rule_alone(since, seen, why):
    assert limits.why_over(now=10_000, since=10_000 - since, seen=10_000 - seen, idle=60, longest=7200) == why


# What was typed


@with_a_note
def test_words_typed_into_a_session_that_ended_are_there_after_signing_in(browser, clock):
    clock.at += HOUR
    sent = browser.post("/note/", {"words": "All ten audited.", "rating": "green"})
    assert sent.url == "/sign-in/?next=/note/"
    back = browser.sign_in(next="/note/")
    assert (back.status_code, back.url) == (302, "/note/")
    assert browser.get("/note/").content.decode() == "{'words': 'All ten audited.', 'rating': 'green'}"


@with_a_note
def test_they_are_there_when_the_session_was_lost_altogether(browser):
    del browser.cookies["safeboard_session"]
    browser.post("/note/", {"words": "All ten audited."})
    browser.sign_in()
    assert browser.get("/note/").content.decode() == "{'words': 'All ten audited.'}"


@with_a_note
def test_they_are_there_after_a_password_too(browser, clock):
    a_person(ED, password="one-two-three")
    other = Browser()
    other.sign_in_with_password(ED, "one-two-three")
    clock.at += HOUR
    other.post("/note/", {"words": "Kept."})
    other.sign_in_with_password(ED, "one-two-three")
    assert other.get("/note/").content.decode() == "{'words': 'Kept.'}"


@with_a_note
def test_nobody_else_is_given_them(browser, clock):
    a_person(ED)
    clock.at += HOUR
    browser.post("/note/", {"words": "Not for Ed."})
    browser.sign_in(ED)
    assert browser.get("/note/").content.decode() == "{}"


@with_a_note
def test_nobody_else_is_given_them_where_the_session_was_lost_altogether(browser):
    a_person(ED)
    del browser.cookies["safeboard_session"]
    browser.post("/note/", {"words": "Not for Ed."})
    browser.sign_in(ED)
    assert browser.get("/note/").content.decode() == "{}"


@with_a_note
def test_nobody_else_is_given_them_later(browser, clock):
    """Also where the next person signs in over the session of the one before."""
    a_person(ED)
    clock.at += HOUR
    browser.post("/note/", {"words": "Not for Ed."})
    browser.sign_in()
    browser.post("/sign-out/")
    browser.sign_in(ED)
    assert browser.get("/note/").content.decode() == "{}"


@with_a_note
def test_a_cookie_somebody_wrote_themselves_makes_nothing_theirs(browser, clock):
    ed = a_person(ED)
    del browser.cookies["safeboard_session"]
    browser.cookies["safeboard_person"] = str(ed.pk)
    browser.post("/note/", {"words": "Kept, nobody known."})
    browser.sign_in()
    assert browser.get("/note/").content.decode() == "{'words': 'Kept, nobody known.'}"


@with_a_note
def test_they_stay_until_they_are_taken_and_then_they_go(browser, clock):
    clock.at += HOUR
    browser.post("/note/", {"words": "Kept."})
    browser.sign_in()
    assert browser.post("/note/", {"words": ""}).status_code == 400
    assert browser.get("/note/").content.decode() == "{'words': 'Kept.'}"
    assert browser.post("/note/", {"words": "Kept."}).status_code == 302
    assert browser.get("/note/").content.decode() == "{}"


@with_a_note
def test_each_address_has_its_own(browser, clock):
    clock.at += HOUR
    browser.post("/note/", {"words": "One."})
    browser.post("/other/", {"words": "Two."})
    browser.sign_in()
    assert [browser.get(page).content.decode() for page in ("/note/", "/other/")] == [
        "{'words': 'One.'}",
        "{'words': 'Two.'}",
    ]


@with_a_note
def test_no_file_no_token_and_no_password_is_kept(browser, clock, tmp_path):
    clock.at += HOUR
    file = tmp_path / "plan.txt"
    file.write_text("secret")
    with file.open() as opened:
        browser.post(
            "/note/",
            {
                "words": "W",
                "file": opened,
                "csrfmiddlewaretoken": "t",
                "new_password": "p",
                "leads": ["1", "2"],
            },
        )
    browser.sign_in()
    assert browser.get("/note/").content.decode() == "{'words': 'W', 'leads': ['1', '2']}"


@with_a_note
def test_too_much_is_not_kept(browser, clock):
    clock.at += HOUR
    browser.post("/note/", {"words": "w" * 41 * 1024})
    browser.sign_in()
    assert browser.get("/note/").content.decode() == "{}"


@with_a_note
def test_no_more_than_five_addresses_are_kept(browser, clock):
    clock.at += HOUR
    for number in range(8):
        browser.post(f"/boards/board-{number}/bring-in/", {"words": str(number)})
    assert len(browser.session["typed"]) == 5
