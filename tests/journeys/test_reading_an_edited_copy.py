"""The manager sends the plan round in Word, and reads what comes back over the plan, which has moved on meanwhile."""

import re

import pytest
from playwright.sync_api import expect

from safeboard.plans.tests.edited_papers import ACTION, DUE, PROGRESS, WordPaper
from tests.journeys.conftest import DESK
from tests.journeys.test_every_page import barriers

AUDIT, TRAIN, ASK, WRITE, MEET = (
    "Audit ten cases of neglect",
    "Train every school nurse",
    "Ask children what helped",
    "Write to the new head",
    "Meet young carers",
)


def the_copy(page, tmp_path):
    """The Word copy of the plan that is shown, edited by hand."""
    with page.expect_download() as got:
        page.get_by_role("link", name=re.compile("^Word")).click()
    paper = WordPaper(got.value.path().read_bytes())
    paper.add_line(AUDIT, PROGRESS, "Update April 2026: All ten were read.")
    paper.put(TRAIN, ACTION, "school nurse", "school nurse and health visitor")
    paper.write(ASK, DUE, "June 2031")
    paper.add(ASK, {ACTION: "Ask parents what helped", DUE: "May 2030", PROGRESS: ""})
    paper.delete(WRITE)
    paper.write(MEET, PROGRESS, "Red: Off target\nUpdate Dec 15: Begun.")
    edited = tmp_path / "plan-from-the-leads.docx"
    edited.write_bytes(paper.bytes())
    return edited


def say_meanwhile(page, plan):
    """Somebody changes on the web what the file changes otherwise."""
    page.goto(plan)
    open_action(page, TRAIN)
    page.get_by_role("link", name="Change its words or leads").click()
    page.get_by_label("Action", exact=True).fill(f"{TRAIN} twice a year")
    page.get_by_label(re.compile("^Why")).fill("Once is not enough.")
    page.get_by_role("button", name="Change the action").click()
    expect(page.get_by_role("alert")).to_contain_text("changed")


def open_action(page, words):
    page.get_by_role("row").filter(has_text=words).get_by_role("link", name="Whole story").click()


def offer(page, words):
    return page.locator(".sb-about").filter(has_text=words)


def press(page, button, says):
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_contain_text(says)


@pytest.mark.parametrize(
    ("width", "plan", "decided", "left_out"),
    [
        (1280, "a plan to edit", "Leave", "and health visitor"),
        (375, "a plan to edit on a telephone", "Take", "twice a year"),
    ],
    ids=["desk", "telephone"],
)
def test_what_came_back_in_word_is_gone_through(
    open_page, site, picture, tmp_path, width, plan, decided, left_out
):
    page, plan = open_page(width=width), site.address(plan)
    page.goto(plan)
    copy = the_copy(page, tmp_path)
    say_meanwhile(page, plan)

    page.goto(plan)
    page.get_by_role("link", name="Read an edited copy").click()
    page.locator("input[type=file]").set_input_files(copy)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What “plan-from-the-leads.docx” would change")
    expect(page.locator("#summary")).to_have_text(
        "1 new update, 1 new rating, 1 date, 1 change of words, 1 new action, 1 row that is no longer there, 1 conflict."
    )
    assert (barriers(page), page.evaluate("document.documentElement.scrollWidth")) == ([], width)
    if width == DESK["width"]:
        picture(page, "edited-copy")

    rating = offer(page, MEET)
    expect(rating.locator("dd")).to_have_text(["Amber: On target", "Red: Off target"])
    rating.get_by_role("checkbox").check()
    press(page, "Take what is ticked", "1 thing was taken into the plan.")
    press(page, "Take everything that is not in conflict", "3 things were taken into the plan.")
    expect(offer(page, AUDIT)).to_have_count(0)

    conflict = offer(page, TRAIN)
    expect(conflict.locator("dd")).to_have_text(
        [f"{TRAIN} twice a year", TRAIN, "Train every school nurse and health visitor"]
    )
    conflict.get_by_role("checkbox").check()
    press(page, f"{decided} what is ticked", "1 thing was")

    gone = offer(page, WRITE)
    gone.get_by_role("checkbox").check()
    page.get_by_role("button", name="Take what is ticked").click()
    page.get_by_role("alert").get_by_role("link", name="Enter why it is dropped").click()
    gone.get_by_label("Why is it dropped?").fill("The head has left again.")
    page.get_by_role("button", name="Take what is ticked").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "“plan-from-the-leads.docx” has been gone through"
    )
    assert barriers(page) == []

    page.goto(plan)
    main = page.locator("main")
    expect(main).to_contain_text("All ten were read.")
    expect(main).to_contain_text("Ask parents what helped")
    expect(main).not_to_contain_text(left_out)
    expect(main).not_to_contain_text(WRITE)
    open_action(page, ASK)
    expect(page.locator("main")).to_contain_text("June 2031")
    page.goto(plan)
    open_action(page, AUDIT)
    expect(page.locator("main")).to_contain_text("All ten were read.")
