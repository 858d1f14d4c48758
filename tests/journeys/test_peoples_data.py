"""Somebody asks what is held about them, the manager hands it over, and erases somebody who left."""

import json
import re
import zipfile

from playwright.sync_api import expect

from tests.journeys.stage import EMAIL


def taken(page, button):
    """The zip that a button gives: (what it holds, the page to read)."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    with zipfile.ZipFile(download.value.path()) as archive:
        return json.loads(archive.read("data.json")), archive.read("read-me.html").decode()


def test_a_person_takes_a_copy_of_all_that_is_held_about_them(open_page, picture):
    page = open_page(width=375)
    page.goto("/your-account/")
    page.get_by_role("link", name="Your details").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your details")
    picture(page, "your-details-on-a-telephone")
    held, to_read = taken(page, "Take a copy of all of it")
    assert (held["person"]["email"], EMAIL in to_read) == (EMAIL, True)


def test_the_manager_hands_over_what_the_board_holds_about_a_member(open_page, site, picture):
    page = open_page()
    page.goto(site.address("people"))
    page.get_by_role("link", name="People’s data").click()
    picture(page, "peoples-data")
    page.get_by_role("link", name="What is held about Jo Lindqvist").click()
    held, to_read = taken(page, "Make a copy to hand over")
    assert (held["person"]["name"], "What is held about Jo Lindqvist" in to_read) == ("Jo Lindqvist", True)
    assert [pile for pile in held["held"] if pile["what"].startswith("Who is signed in")] == []


def test_the_manager_erases_somebody_who_left_and_the_seat_stays_on_record(open_page, site, picture):
    page = open_page()
    page.goto(site.address("people's data"))
    page.get_by_role("link", name="Erase Ash Penrose").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Erase Ash Penrose")
    picture(page, "erase-somebody")
    page.get_by_role("button", name="Erase Ash Penrose").click()
    expect(page.get_by_role("alert").first).to_contain_text("Tick the box")
    page.get_by_label(re.compile("I have read")).check()
    page.get_by_role("button", name="Erase Ash Penrose").click()
    expect(page.get_by_text("They are erased.")).to_be_visible()
    expect(page.get_by_role("link", name="Erase Ash Penrose")).to_have_count(0)
    page.goto(site.address("people"))
    page.get_by_text("Past seats").click()
    row = page.get_by_role("row").filter(has_text="Ash Penrose")
    expect(row).to_be_visible()
    expect(row).not_to_contain_text("ash@")


def test_somebody_who_sits_is_not_erased_and_the_page_says_what_to_do_first(open_page, site):
    page = open_page()
    page.goto(site.address("erase somebody who sits"))
    expect(page.locator("main")).to_contain_text("End it first")
    expect(page.get_by_role("button", name=re.compile("Erase"))).to_have_count(0)
