"""A real server with its own data, and a real browser. Without Chromium every journey is left out, and says so."""

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.stage import EMAIL, PASSWORD

HOUSE = Path(__file__).resolve().parents[2]
PICTURES = HOUSE / "docs" / "guide" / "pictures"
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
DESK = {"width": 1280, "height": 900}
TRIES = 200


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next((path for path in map(shutil.which, BROWSERS) if path), None)


def pytest_collection_modifyitems(items):
    if chromium():
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="No Chromium here: set CHROMIUM, or install chromium"))


@dataclass(frozen=True)
class Site:
    """at: "http://127.0.0.1:40123". pages: addresses by what they are (see stage.py)."""

    at: str
    pages: dict[str, str]

    def address(self, name: str) -> str:
        return self.at + self.pages[name]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    data = tmp_path_factory.mktemp("site")
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "SAFEBOARD_DATA": str(data),
        "SAFEBOARD_DEMO": "1",
        "PYTHONPATH": str(HOUSE),
    }
    told = subprocess.run(
        [sys.executable, "-m", "tests.journeys.stage"],
        cwd=HOUSE,
        env=environment,
        check=True,
        capture_output=True,
    )
    port = free_port()
    with (data / "server.log").open("wb") as log:
        words = [sys.executable, "-m", "safeboard", "serve", "--port", str(port), "--workers", "1"]
        server = subprocess.Popen(words, cwd=HOUSE, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/sign-in/", server, data / "server.log")
            yield Site(f"http://127.0.0.1:{port}", json.loads(told.stdout))
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def wait_for(address, server, log):
    """Until the server answers; each try waits for at most a tenth of a second."""
    for _ in range(TRIES):
        try:
            server.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            pass
        else:
            pytest.fail(f"The server stopped: {log.read_text()}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            continue
    pytest.fail(f"The server does not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield found
        found.close()


@pytest.fixture(scope="session")
def signed_in(browser, site):
    """The cookies of the business manager."""
    context = browser.new_context(base_url=site.at)
    page = context.new_page()
    sign_in(page, site)
    state = context.storage_state()
    context.close()
    return state


def sign_in(page, site):
    page.goto(site.address("sign in"))
    page.get_by_role("link", name="Sign in with a password").click()
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.fixture
def open_page(browser, site, signed_in):
    """open_page(width=320, scripts=False, stranger=True): a page in a window of its own, closed afterwards."""
    opened = []

    def open_one(*, width=DESK["width"], scripts=True, stranger=False):
        context = browser.new_context(
            base_url=site.at,
            locale="en-GB",
            timezone_id="Europe/London",
            viewport={**DESK, "width": width},
            java_script_enabled=scripts,
            storage_state=None if stranger else signed_in,
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def picture():
    """picture(page, "plan"): into the guide, where SAFEBOARD_PICTURES is set."""

    def take(page, name):
        if os.environ.get("SAFEBOARD_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png")

    return take
