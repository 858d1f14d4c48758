"""A passkey in a real browser: added, and used to come in. The authenticator is the browser's own virtual one."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK
from tests.journeys.test_working_the_plan import sign_in_by_code


@pytest.fixture
def page(browser, site):
    """On localhost, since a browser gives no passkey to a bare number over plain HTTP."""
    at = site.at.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=at, viewport=DESK, locale="en-GB")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()


def test_a_passkey_is_added_and_lets_its_owner_in(page):
    sign_in_by_code(page, "noor@harrowmere.example")
    page.goto("/your-account/second-factor/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(lambda url: "second-factor/passkey" not in url)
    page.goto("/your-account/")
    expect(page.locator("main")).to_contain_text("Passkey")
    page.get_by_role("button", name="Sign out").click()

    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Business Plan 2025-28")
