"""The business manager brings in the board's plan, gives a rating, accepts it, and finds an action in it."""

import re

import pytest
from playwright.sync_api import expect

from safeboard import samples
from tests.journeys.conftest import sign_in

SAMPLE = f"{samples.__path__[0]}/harrowmere-plan.docx"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request, open_page):
    return open_page(stranger=True, scripts=request.param)


def test_from_a_file_to_an_action(page, site):
    sign_in(page, site)
    page.goto(site.address("bring in"))

    upload(page, SAMPLE, again=True)
    expect(page.get_by_role("heading", name="Is this your plan?")).to_be_visible()

    page.get_by_label("Rating of: Map the places where children say they do not feel safe").select_option(
        label="Red: Off target"
    )
    accept(page)
    expect(page.get_by_role("alert")).to_contain_text("“Business Plan 2025-28” is now the board’s plan.")
    expect(page.locator("#count")).to_have_text("41 of 41 actions")

    page.get_by_label("Rating", exact=True).select_option(label="Red: Off target")
    page.get_by_label("New only").check()
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"rating=red.*new=on"))
    expect(page.locator("#count")).to_contain_text("1 of 41 actions")

    page.get_by_role("link", name="Whole story").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Map the places where children say")
    expect(page.get_by_role("region", name="What was declared")).to_contain_text(
        "Given by Morgan Hale when the plan was brought in; the file had none."
    )


def upload(page, path, *, again):
    """Choose a file and send it; tick the box where this board has a plan from it already."""
    choose(page, path)
    box = page.get_by_label("Bring it in again")
    if again and box.count():
        box.check()
        choose(page, path)


def choose(page, path):
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Read the file").click()


def accept(page):
    same = page.get_by_label("Accept it all the same, as a second plan")
    if same.count():
        same.check()
    page.get_by_role("button", name="Accept this plan").click()


def test_a_file_that_is_no_plan_is_explained_beside_the_field(page, site, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all, please find the plan attached.")
    sign_in(page, site)
    page.goto(site.address("bring in"))
    choose(page, letter)
    expect(page).to_have_title(re.compile("^Error: Bring in a plan"))
    summary = page.get_by_role("alert").get_by_role("link")
    expect(summary).to_contain_text("No table of actions was found in this file.")
    summary.click()
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "id_file"


def test_the_plan_is_filtered_by_keyboard_alone(open_page, site):
    page = open_page()
    page.goto(site.address("plan"))
    tab_to(page, "id_text")
    page.keyboard.type("neglect")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("text=neglect"))
    expect(page.get_by_role("list", name="Filters in use").get_by_role("link")).to_have_text(
        "Remove Words in it: neglect ✕"
    )


def tab_to(page, wanted):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == wanted:
            return
    pytest.fail(f"The keyboard does not reach {wanted}")


def test_the_guide_has_its_pictures(open_page, site, picture):
    page = open_page()
    shown = {
        "board": "board",
        "bring-in": "bring in",
        "reading": "reading, doubted",
        "plan": "plan",
        "plan-filtered": "plan, filtered",
        "action": "action",
    }
    for name, address in shown.items():
        page.goto(site.address(address))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        picture(page, name)
    paper = page.request.get(f"{site.address('plan')}paper.html")
    sheet = open_page()
    sheet.set_content(paper.text())
    expect(sheet.get_by_role("heading", level=1)).to_be_visible()
    picture(sheet, "paper")
    phone = open_page(width=375)
    phone.goto(site.address("board"))
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    picture(phone, "board-on-a-telephone")
