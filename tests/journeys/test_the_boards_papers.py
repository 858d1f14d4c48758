"""From how papers look to a pack that is kept: the manager prepares and issues it, a member reads it, later changes leave it."""

import hashlib
import re

from playwright.sync_api import expect

from tests.journeys.test_working_the_plan import sign_in_by_code

LOOKS = "How papers look"


def prepare_the_pack(page, site):
    page.goto(site.address("papers"))
    page.get_by_role("link", name="Prepare a paper").click()
    page.get_by_role("link", name="The pack", exact=True).click()
    page.get_by_label("For which meeting?").select_option(index=1)
    page.get_by_label("Title").fill("Papers for the autumn board")
    page.get_by_label("Author").fill("Morgan Hale")
    page.get_by_label("Assurance: the board says whether it is satisfied").check()
    page.get_by_label("Recommendation").fill("The board is asked to say whether it is assured.")
    page.get_by_role("button", name="Make the draft").click()


def bytes_of(page, link):
    with page.expect_download() as got:
        link.click()
    return got.value.path().read_bytes()


def test_a_pack_is_prepared_looked_at_issued_and_stays_as_it_was(open_page, site, picture):
    page = open_page()
    page.goto(site.address("papers"))
    page.get_by_role("link", name=LOOKS).click()
    page.get_by_label("Colour of headings").fill("#5b1e5e")
    page.get_by_label("How many past notes of each action?").fill("2")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Papers look so from now on.")

    prepare_the_pack(page, site)
    expect(page.get_by_role("heading", level=1)).to_have_text("Papers for the autumn board")
    picture(page, "draft-of-the-pack")
    page.get_by_role("link", name=re.compile("^Web page")).click()
    expect(page.locator("body")).to_contain_text("Draft")
    expect(page.locator("body")).to_contain_text("The board is asked to say whether it is assured.")
    page.go_back()

    page.get_by_role("link", name="Issue this paper").click()
    page.get_by_role("button", name="Issue it").click()
    expect(page.get_by_role("alert")).to_contain_text("It is issued, and kept as it is.")
    picture(page, "issued-paper")
    row = page.get_by_role("row").filter(has_text="PDF")
    first = bytes_of(page, row.get_by_role("link", name="PDF"))
    assert first.startswith(b"%PDF-")
    assert hashlib.sha256(first).hexdigest() in row.inner_text()

    issued = page.url
    page.goto(site.address("add a term"))
    page.get_by_label("Acronym").fill("ICB")
    page.get_by_label("What it means").fill("Integrated care board")
    page.get_by_role("button", name=re.compile("Add|Save")).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto(issued)
    assert bytes_of(page, page.get_by_role("row").filter(has_text="PDF").get_by_role("link")) == first


def test_a_member_reads_what_was_issued_and_sees_no_draft(open_page, site):
    lead = open_page(stranger=True, width=375)
    sign_in_by_code(lead, "jo@harrowmere.example")
    lead.goto(site.address("papers"))
    expect(lead.get_by_role("heading", name="Issued")).to_be_visible()
    expect(lead.get_by_role("heading", name="Drafts")).to_have_count(0)
    assert lead.goto(site.address("draft of the pack")).status == 403
    assert lead.goto(site.address("issued paper")).status == 200


def test_every_picture_has_its_sentence_and_its_table(open_page, site, picture):
    page = open_page()
    page.goto(site.address("pictures"))
    picture(page, "pictures")
    drawings = page.locator("figure")
    assert drawings.count() >= 5
    for number in range(drawings.count()):
        drawing = drawings.nth(number)
        words = drawing.locator("p").first.inner_text()
        assert words in drawing.get_by_role("img").first.text_content()
        drawing.locator("summary").first.click()
        expect(drawing.get_by_role("table")).to_be_visible()
