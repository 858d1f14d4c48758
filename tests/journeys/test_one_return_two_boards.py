"""Two boards ask five agencies once. The police answer once; each board makes of it what it will, and writes its own letter."""

import re

from playwright.sync_api import expect

from tests.journeys.test_working_the_plan import sign_in_by_code


def answer_everything(page, word):
    """Every question of the standard that is shown, by its score."""
    for group in page.get_by_role("group").filter(has=page.get_by_label(re.compile(f"^{word}"))).all():
        group.get_by_label(re.compile(f"^{word}")).check()


def test_police_answer_once_and_each_board_makes_its_own_of_it(open_page, site, picture):
    manager = open_page()
    manager.goto(site.address("two boards, to issue"))
    manager.get_by_role("link", name="Look at it and issue it").click()
    expect(manager.get_by_role("listitem").filter(has_text="@")).to_have_count(5)
    manager.get_by_role("button", name="Issue it").click()
    expect(manager.get_by_role("alert")).to_contain_text("It is issued")

    author = open_page(stranger=True, width=375)
    sign_in_by_code(author, "lee@harrowvale.example")
    author.goto("/returns/")
    author.get_by_role("link", name=re.compile("Section 11 of two boards")).click()
    author.get_by_role("link", name=re.compile("Leaders answer for it")).first.click()
    answer_everything(author, "2: Met in part")
    author.get_by_role("button", name=re.compile("^Save")).first.click()
    author.goto("/returns/")
    author.get_by_role("link", name=re.compile("Section 11 of two boards")).click()
    author.get_by_role("link", name=re.compile("hand", re.IGNORECASE)).first.click()
    author.get_by_role("button", name=re.compile("^Hand")).click()
    expect(author.locator("main")).to_contain_text("With the boards")

    found = {"harrowmere": "Begun", "wetherby": "3: Met"}
    letters = {}
    for slug, score in found.items():
        page = open_page()
        page.goto(site.address(f"two boards, {slug}"))
        page.get_by_role("link", name="Harrow Vale Constabulary").click()
        page.get_by_role("link", name="1.1", exact=True).click()
        page.get_by_label(re.compile(score.split(": ")[-1])).first.check()
        page.get_by_label("Why?").fill(f"Found by the board of {slug}.")
        page.get_by_role("button", name="Save and go on").click()
        page.goto(site.address(f"two boards, {slug}"))
        page.get_by_role("link", name="Harrow Vale Constabulary").click()
        main = page.locator("main")
        expect(main).to_contain_text(f"Found by the board of {slug}.")
        other = next(one for one in found if one != slug)
        expect(main).not_to_contain_text(f"Found by the board of {other}.")
        picture(page, f"return-as-{slug}-reads-it")

        page.get_by_role("link", name="1.1", exact=True).click()
        page.get_by_role("link", name="Note a finding, and raise an action from it").click()
        page.get_by_label("What was found?").fill("Nobody could name the lead.")
        page.get_by_label("What is to be done?").fill(f"Name the lead ({slug})")
        page.get_by_role("button", name="Keep it, and put the action in the plan").click()
        page.get_by_role("link", name=re.compile("the action in the plan")).click()
        expect(page.locator("main")).to_contain_text(
            "Section 11 of two boards: Harrow Vale Constabulary, question 1.1"
        )

        page.goto(site.address(f"two boards, {slug}"))
        page.get_by_role("link", name="Harrow Vale Constabulary").click()
        page.get_by_role("button", name="Write to Harrow Vale Constabulary").click()
        letters[slug] = [
            page.get_by_label(name).input_value() for name in ("What is strong", "What we ask you to mend")
        ]
        page.get_by_role("link", name="Send it as it was saved last").click()
        page.get_by_role("button", name="Send it").click()
        expect(page.get_by_role("alert")).to_contain_text("on its way")
    assert letters["harrowmere"] != letters["wetherby"]

    author.goto("/returns/")
    author.get_by_role("link", name=re.compile("Section 11 of two boards")).click()
    author.get_by_role("link", name="What boards say of your return").click()
    for slug in found:
        expect(author.locator("main")).to_contain_text(f"Found by the board of {slug}.")
    expect(author.get_by_role("link", name=re.compile("^PDF"))).to_have_count(2)
