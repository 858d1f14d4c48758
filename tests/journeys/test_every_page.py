"""What holds on every page: no barrier axe can find, nothing out of the keyboard's reach, 320 pixels enough, valid HTML."""

import io
import re

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.html_validity import can_validate, html_errors
from tests.journeys.conftest import DESK
from tests.journeys.stage import PAGES, STRANGERS

# Here the script moves to the error summary at once, as it should, so the way from the top is tried without it.
STARTS_LOWER = ["plan, wrong filter"]
REACHABLE = """() => {
  const group = one => [...document.querySelectorAll(`input[type=radio][name="${one.name}"]`)];
  const stop = one => group(one).find(other => other.checked) || group(one)[0];
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  window.reachable = [...document.querySelectorAll(all)].filter(one =>
    one.checkVisibility({visibilityProperty: true}) && !one.disabled
    && (one.type !== 'radio' || one === stop(one)));  // arrows lead from one to the next
  return window.reachable.map(one => one.outerHTML.slice(0, 90));
}"""
GONE = re.compile(r"status of (404|410)")
WHERE = "() => window.reachable.indexOf(document.activeElement)"
READ: list[tuple[str, str]] = []
STOPS_OF_ONE = 10  # a day's field has a stop for each of its parts


@pytest.fixture(scope="module")
def windows(browser, site, signed_in):
    """One window with scripts and one without, for the manager and for a stranger; kept for all pages, which is quicker."""
    contexts = {
        (stranger, scripts): browser.new_context(
            base_url=site.at,
            locale="en-GB",
            viewport=DESK,
            java_script_enabled=scripts,
            storage_state=None if stranger else signed_in,
        )
        for stranger in (True, False)
        for scripts in (True, False)
    }
    pages = {who: context.new_page() for who, context in contexts.items()}
    yield lambda name, scripts=True: pages[name in STRANGERS, scripts]
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_is_found_and_the_keyboard_reaches_everything(windows, site, name):
    page = windows(name, scripts=True)
    page.set_viewport_size(DESK)
    said = []

    def hear(message):
        said.extend([message.text] if message.type == "error" else [])

    page.on("console", hear)
    page.goto(site.address(name), wait_until="networkidle")
    page.remove_listener("console", hear)
    faults = {"against the security policy": [words for words in said if not GONE.search(words)]}
    if name not in STARTS_LOWER:
        faults["first stop"] = first_stop(page)
        page.goto(site.address(name))
        faults["out of the keyboard's reach, or out of order"] = keyboard(page)
    open_all(page)
    faults["at 1280 pixels"] = barriers(page)
    page.set_viewport_size({"width": 320, "height": 900})
    faults["at 320 pixels"] = barriers(page)
    faults["wider than 320 pixels"] = page.evaluate("document.documentElement.scrollWidth - 320") or []
    assert {what: found for what, found in faults.items() if found} == {}


def barriers(page):
    return [
        (one["id"], [node["target"] for node in one["nodes"]])
        for one in Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def open_all(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def keyboard(page):
    there = page.evaluate(REACHABLE)
    met = []
    for _ in range(len(there) + STOPS_OF_ONE):
        page.keyboard.press("Tab")
        at = page.evaluate(WHERE)
        if at == -1 or (met and at < met[-1]):
            break
        if at not in met:
            met.append(at)
    return [words for at, words in enumerate(there) if at not in met]


def first_stop(page):
    """The first press of Tab leads to the words of the page."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    where = page.evaluate("location.hash")
    return [] if where == "#main-content" else [where]


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_the_page_is_there_and_fits_320_pixels(windows, site, name):
    page = windows(name, scripts=False)
    page.set_viewport_size({"width": 320, "height": 900})
    answer = page.goto(site.address(name))
    READ.append((name, answer.text()))
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.skipif(
    not can_validate(), reason="the HTML validator needs Java and build/vnu.jar (make test puts it there)"
)
def test_every_page_is_valid_html(windows, site):
    """Those that the test before this one has read; alone, it reads them itself."""
    pages = READ or [(name, windows(name, scripts=False).goto(site.address(name)).text()) for name in PAGES]
    assert html_errors(pages) == []


def test_the_plan_prints_on_landscape_a4(open_page, site):
    page = open_page()
    page.goto(site.address("plan"))
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        width, height = (float(side) for side in paper.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (842, 595)


def test_a_printed_plan_hides_no_note(open_page, site):
    page = open_page()
    page.goto(site.address("plan"))
    page.emulate_media(media="print")
    hidden = page.evaluate(
        "[...document.querySelectorAll('.sb-older p')].filter(one => !one.getClientRects().length).length"
    )
    assert hidden == 0
