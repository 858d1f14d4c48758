"""Five nurses answer on a telephone and nobody knows who; the manager reads what was heard, and shows by it how the board knows."""

import re

from playwright.sync_api import expect

GROUP = "Staff of the first site"


def answer(page, address):
    """One reply by somebody who has nothing but the address."""
    page.goto(address)
    expect(page.get_by_text("You answer as one of")).to_be_visible()
    page.get_by_role("group", name=re.compile("I know who leads")).get_by_label(re.compile("Begun")).check()
    page.get_by_label("A briefing").check()
    page.get_by_label("What would make the largest difference?").fill("Time to read what is sent round.")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def test_five_answer_on_a_telephone_and_only_then_is_anything_told(open_page, site, picture):
    manager = open_page()
    manager.goto(site.address("survey, open"))
    row = manager.get_by_role("row").filter(has_text=GROUP)
    address = re.search(r"https?://\S+", row.inner_text())[0]
    address = site.at + re.sub(r"^https?://[^/]+", "", address)

    phone = open_page(stranger=True, width=375)
    phone.goto(address)
    picture(phone, "survey-on-a-telephone")
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.get_by_role("alert")).to_contain_text("There is a problem")
    for _ in range(5):
        answer(phone, address)

    manager.reload()
    expect(row).to_contain_text("5")
    expect(manager.locator("main")).not_to_contain_text("Time to read what is sent round.")
    manager.get_by_role("button", name="Close it now").click()
    main = manager.locator("main")
    expect(main).to_contain_text("5 replies")
    expect(main).to_contain_text("Time to read what is sent round.")
    picture(manager, "survey-heard")

    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Nothing to answer here")


def test_a_descriptor_is_judged_shown_by_what_the_board_has_and_what_is_missing_is_raised(
    open_page, site, picture
):
    page = open_page()
    page.goto(site.address("a self-assessment"))
    page.get_by_role("link", name="2.2", exact=True).click()
    page.get_by_label(re.compile("^Requires improvement")).check()
    page.get_by_label("What is so, and how do you know?").fill("Ten files were read; three said why.")
    page.get_by_label("Tested by us").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()

    page.get_by_label(re.compile("Find evidence")).fill("children")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_text("found for “children”")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Link it.")).first.click()
    picture(page, "descriptor")

    page.get_by_role("link", name="Raise an action for what is missing").click()
    page.get_by_label("What is missing?").fill("Nobody asks children.")
    page.get_by_label("What is to be done?").fill("Ask ten children what helped")
    page.get_by_role("button", name="Put it in the plan").click()
    page.get_by_role("link", name=re.compile("Ask ten children what helped")).click()
    expect(page.locator("main")).to_contain_text("Self-assessment, autumn, descriptor")
