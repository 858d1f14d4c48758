"""A school's office answers what it is asked: confirms last time's answers, answers, shares, has it signed, hands it over."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.test_working_the_plan import newest_mail, sign_in_by_code

OFFICE = "office@harrowlane.example"
RETURN = re.compile("^Schools’ audit ?, Harrow Lane")
SIGNERS = {"Head": "head@harrowlane.example", "Chair of governors": "governor@harrowlane.example"}


def barriers(page):
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]


def holds(code):
    """The name of the button that confirms last time's answer."""
    return re.compile(f"It still holds: confirm it ?, question {code}")


def way_in(open_page, email, subject):
    """A window of somebody who comes by the letter they got."""
    page = open_page(stranger=True, width=375)
    newest_mail(page, email, subject)
    sign_in_by_code(page, email)
    return page


def test_a_school_office_answers_on_a_telephone_and_hands_it_over(open_page, site, picture):
    page = way_in(open_page, OFFICE, "Schools’ audit")
    expect(page.get_by_role("heading", level=1)).to_have_text("My returns")
    assert barriers(page) == []
    page.get_by_role("link", name=RETURN).click()
    picture(page, "return-on-a-telephone")
    share(page)
    page.get_by_role("link", name="Begin with 1 Leaders answer for it").click()
    answer_the_first_standard(page, picture)
    answer_the_second_standard(page)
    for number, (part, email) in enumerate(SIGNERS.items(), start=1):
        ask_to_sign(page, part, email)
        signs(open_page, part, email)
        page.goto(page.url.replace("people", "hand-over"))
        expect(page.get_by_text("Signed", exact=True)).to_have_count(number)
    picture(page, "return-to-hand-over")
    assert barriers(page) == []
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_role("alert")).to_contain_text("It is with the boards now.")
    page.get_by_role("link", name="what was handed over").click()
    expect(page.get_by_text("All but one governor could say.")).to_be_visible()


def share(page):
    page.get_by_role("link", name="Share it with colleagues").click()
    form = page.locator("form").filter(has=page.get_by_role("button", name="Share"))
    form.get_by_label("Their name").fill("Col League")
    form.get_by_label("Their e-mail address").fill("col@harrowlane.example")
    form.get_by_label("2 Staff are recruited safely").check()
    form.get_by_role("button", name="Share").click()
    expect(page.get_by_role("alert")).to_contain_text("Col League can answer what you shared.")
    page.locator(".govuk-back-link").click()


def answer_the_first_standard(page, picture):
    """Confirms 1.1 as it was, and answers 1.2 anew; what is typed is saved without a button."""
    picture(page, "standard-on-a-telephone")
    page.get_by_role("button", name=holds("1.1")).click()
    expect(page.get_by_role("button", name=holds("1.1"))).to_have_count(0)
    page.get_by_text("It has changed: answer anew, question 1.2").click()
    section = page.locator("section").filter(has_text="There is a deputy.")
    section.get_by_label("3: Met").check()
    section.get_by_label("Comment, question 1.2").fill("All but one governor could say.")
    expect(section.get_by_role("status")).to_contain_text("Saved at")
    page.reload()
    expect(page.get_by_label("Comment, question 1.2")).to_have_value("All but one governor could say.")
    assert barriers(page) == []
    page.get_by_role("button", name="Save, and go on to 2").click()


def answer_the_second_standard(page):
    page.get_by_role("button", name=holds("2.1")).click()
    page.get_by_role("button", name="Save, and go back to the return").click()
    page.get_by_role("link", name="Sign off and hand over").click()


def ask_to_sign(page, part, email):
    page.goto(page.url.replace("hand-over", "people"))
    form = page.locator("form").filter(has=page.get_by_role("button", name="Ask them to sign"))
    form.get_by_label("Their name").fill(part)
    form.get_by_label("Their e-mail address").fill(email)
    form.get_by_label(part, exact=True).check()
    form.get_by_role("button", name="Ask them to sign").click()
    expect(page.get_by_role("alert")).to_contain_text("They are asked to sign off")


def signs(open_page, part, email):
    page = way_in(open_page, email, "You are asked to sign off")
    page.get_by_role("link", name=RETURN).click()
    page.get_by_role("link", name="See what is still to be done").click()
    page.get_by_role("button", name=f"Sign as {part}").click()
    expect(page.get_by_role("alert")).to_contain_text(f"You have signed it off as {part}.")
