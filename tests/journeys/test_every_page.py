"""What holds on every page: no barrier axe can find, nothing out of the keyboard's reach, 320 pixels enough, valid HTML."""

import io

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.html_validity import can_validate, html_errors

PAGES = [
    "sign in",
    "home",
    "board",
    "board without a plan",
    "bring in",
    "plan",
    "plan, filtered",
    "plan, nothing left",
    "plan, wrong filter",
    "plan as at a day",
    "action",
    "reading",
    "reading, doubted",
    "reading, settled",
    "withdraw",
    "not there",
]
# Here the script moves to the error summary at once, as it should, so the way from the top is tried without it.
STARTS_LOWER = ["plan, wrong filter"]
REACHABLE = """() => {
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  window.reachable = [...document.querySelectorAll(all)].filter(one =>
    one.checkVisibility({visibilityProperty: true}) && !one.disabled
    && (one.type !== 'radio' || one.checked));  // arrows lead from one to the next
  return window.reachable.map(one => one.outerHTML.slice(0, 90));
}"""
WHERE = "() => window.reachable.indexOf(document.activeElement)"
STOPS_OF_ONE = 5  # a day's field has a stop for each of its parts


def go(open_page, site, name, **how):
    page = open_page(stranger=name == "sign in", **how)
    page.goto(site.address(name))
    return page


def test_every_page_of_the_stage_is_looked_at(site):
    assert list(site.pages) == PAGES


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_serious(open_page, site, name, width):
    page = go(open_page, site, name, width=width)
    open_all(page)
    found = Axe().run(page).response["violations"]
    assert [
        (one["id"], [node["target"] for node in one["nodes"]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ] == []


def open_all(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_page_fits_320_pixels(open_page, site, name, scripts):
    page = go(open_page, site, name, width=320, scripts=scripts)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_everything_in_the_order_of_the_page(open_page, site, name):
    page = go(open_page, site, name, scripts=name not in STARTS_LOWER)
    there = page.evaluate(REACHABLE)
    met = []
    for _ in range(len(there) + STOPS_OF_ONE):
        page.keyboard.press("Tab")
        at = page.evaluate(WHERE)
        if at == -1 or (met and at < met[-1]):
            break
        if at not in met:
            met.append(at)
    assert [there[at] for at in met] == there


@pytest.mark.parametrize("name", PAGES)
def test_the_first_stop_skips_to_the_words_of_the_page(open_page, site, name):
    page = go(open_page, site, name, scripts=name not in STARTS_LOWER)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main-content"


@pytest.mark.skipif(
    not can_validate(), reason="the HTML validator needs Java and build/vnu.jar (make test puts it there)"
)
def test_every_page_is_valid_html(open_page, site):
    page, stranger = open_page(scripts=False), open_page(stranger=True, scripts=False)
    pages = [
        (name, (stranger if name == "sign in" else page).goto(site.address(name)).text()) for name in PAGES
    ]
    assert html_errors(pages) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_on_the_page_is_against_the_security_policy(open_page, site, name):
    page = open_page(stranger=name == "sign in")
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(site.address(name), wait_until="networkidle")
    assert [words for words in said if "404" not in words or name != "not there"] == []


def test_the_plan_prints_on_landscape_a4(open_page, site):
    page = go(open_page, site, "plan")
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        width, height = (float(side) for side in paper.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (842, 595)


def test_a_printed_plan_hides_no_note(open_page, site):
    page = go(open_page, site, "plan")
    page.emulate_media(media="print")
    hidden = page.evaluate(
        "[...document.querySelectorAll('.sb-older p')].filter(one => !one.getClientRects().length).length"
    )
    assert hidden == 0
