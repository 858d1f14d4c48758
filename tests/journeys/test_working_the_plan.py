"""Between two meetings: somebody is invited, a lead answers from a link, the manager asks, the chair agrees and compares."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

TRIES = 40
CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.MULTILINE)
ACTION = "Put right what the audit found about younger and disabled children"


@pytest.fixture
def stranger(open_page):
    """A window of somebody who is not signed in. stranger(width=375)"""
    return lambda **how: open_page(stranger=True, **how)


def newest_mail(page, to, subject):
    """Open the newest e-mail to this address in the demo's folder; it comes a moment after it was written."""
    for _ in range(TRIES):
        page.goto("/outbox/")
        mail = page.get_by_role("listitem").filter(has_text=to).filter(has_text=subject)
        if mail.count():
            mail.first.get_by_role("link").click()
            return page.locator("main")
        page.wait_for_timeout(250)
    return pytest.fail(f"No e-mail “{subject}” to {to} came")


def the_meeting(days):
    """As the pages name the board's meeting so many days from today (see `demonstration.work_begun`)."""
    return f"Board, {timezone.localdate() + datetime.timedelta(days=days):%-d %B %Y}"


def sign_in_by_code(page, to):
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(to)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your e-mail")
    folder = page.context.new_page()
    code = CODE.search(newest_mail(folder, to, "Your code").inner_text())[0]
    folder.close()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()


def test_somebody_invited_signs_in_with_the_code_that_came(open_page, stranger, site, picture):
    manager = open_page()
    manager.goto(site.address("people"))
    manager.get_by_role("link", name="Invite somebody").click()
    manager.get_by_label("E-mail address").fill("robin@harrowmere.example")
    manager.get_by_label("Name", exact=True).fill("Robin Ashdown")
    manager.get_by_label("Lead", exact=True).check()
    manager.get_by_label("Licensing Team").check()
    picture(manager, "invite")
    manager.get_by_role("button", name="Invite").click()
    expect(manager.get_by_role("alert")).to_contain_text("robin@harrowmere.example is invited")

    robin = stranger(width=375)
    letter = newest_mail(robin, "robin@harrowmere.example", "Harrowmere")
    expect(letter).to_contain_text("Morgan Hale")
    sign_in_by_code(robin, "robin@harrowmere.example")
    expect(robin.get_by_role("heading", level=1)).to_have_text("Business Plan 2025-28")
    robin.goto("/my-work/")
    picture(robin, "my-work-on-a-telephone")
    expect(robin.get_by_role("heading", level=1)).to_have_text("My work")


def test_a_lead_answers_three_actions_from_the_link_on_a_telephone(stranger, site, picture):
    page = stranger(width=375)
    page.goto(site.address("round link"))
    picture(page, "round-link")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jo Lindqvist, your actions")
    owed = page.get_by_role("link", name=re.compile("^Answer"))
    before = owed.count()
    for turn in range(3):
        page.get_by_role("link", name=re.compile("^Answer")).first.click()
        page.get_by_label("How is it going?").fill(f"Done for {turn + 1} of four districts.")
        page.get_by_label("Amber: On target").check()
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("is kept")
    expect(page.get_by_role("link", name=re.compile("^Answer"))).to_have_count(before - 3)
    expect(page.get_by_text("Answered", exact=True)).to_have_count(3)


def test_what_a_lead_types_outlives_a_closed_tab(stranger, site):
    page = stranger(width=375)
    page.goto(site.address("round link, answer"))
    with page.expect_response(lambda answer: "typing" in answer.url) as kept:
        page.get_by_label("How is it going?").type("Half a sentence about")
    assert kept.value.status == 204
    page.close()
    again = stranger(width=375)
    again.goto(site.address("round link, answer"))
    expect(again.get_by_label("How is it going?")).to_have_value("Half a sentence about")


def test_the_manager_runs_a_round(open_page, stranger, site, picture):
    page = open_page()
    page.goto(site.address("open a round"))
    page.get_by_label("Which meeting?").select_option(label=the_meeting(107))
    page.get_by_role("button", name="Show who will be asked").click()
    expect(page.get_by_role("heading", name="Who will be asked for what")).to_be_visible()
    picture(page, "round-before-sending")
    page.get_by_role("button", name="Open the round and send").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Round for Board")
    picture(page, "round")
    letter = newest_mail(stranger(), "sam@harrowmere.example", "")
    address = re.search(r"http://\S+/r/\S+", letter.inner_text())[0]
    lead = stranger(width=375)
    lead.goto(site.at + "/r/" + address.split("/r/")[1])
    expect(lead.get_by_role("heading", level=1)).to_have_text("Sam Okafor, your actions")


def test_the_chair_agrees_a_date_and_compares_two_meetings(stranger, site, picture):
    chair = stranger()
    sign_in_by_code(chair, "chair@harrowmere.example")
    chair.goto(site.address("chair's view"))
    picture(chair, "chairs-view")
    chair.goto(site.address("answer a date"))
    expect(chair.locator("main")).to_contain_text("March 2027")
    chair.get_by_label("Agree").check()
    chair.get_by_label("At which meeting?").select_option(label=the_meeting(16))
    chair.get_by_role("button", name=re.compile("answer", re.IGNORECASE)).click()
    expect(chair.get_by_role("alert")).to_contain_text("March 2027")
    chair.goto(site.address("compare"))
    chair.get_by_label("From the meeting").select_option(label=the_meeting(-160))
    chair.get_by_role("button", name="Compare").click()
    moved = chair.get_by_role("row").filter(has_text="Refresh the strategy").filter(has_text="March 2027")
    expect(moved).to_have_count(1)
    picture(chair, "compare")


def test_a_lead_says_how_an_action_goes_and_a_second_person_assures_it(open_page, stranger, site, picture):
    lead = stranger()
    sign_in_by_code(lead, "priya@harrowmere.example")
    lead.goto("/my-work/")
    lead.get_by_role("link", name=ACTION).first.click()
    lead.get_by_role("link", name="Say how it goes").click()
    lead.get_by_label("What has changed?").fill("Every file has been put right and read again.")
    lead.get_by_label("This is complete").check()
    lead.get_by_label("What shows that it is complete?").fill("The second audit of 12 files.")
    lead.get_by_role("button", name="Send the update").click()
    expect(lead.get_by_role("alert")).to_contain_text("recorded")
    manager = open_page()
    manager.goto(lead.url)
    manager.get_by_role("link", name=re.compile("^Assure")).click()
    manager.get_by_label(re.compile("satisfies")).fill("I have read the second audit.")
    manager.get_by_role("button", name=re.compile("Assure|assured|Record")).click()
    expect(manager.get_by_role("alert")).to_be_visible()
    picture(manager, "action-complete")
