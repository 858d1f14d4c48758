"""A council's sign-on: npm's oidc-provider on loopback (scripts/oidc-provider), and what a browser does on its way there and back."""

import json
import re
import subprocess
import urllib.request
from contextlib import contextmanager
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urljoin

from scripts.run_tests import sign_on_node

HOUSE = Path(__file__).resolve().parents[2]
PROVIDER = HOUSE / "build" / "oidc-provider"
HERE = "http://testserver"
CALLBACK = "/sign-in/with/harrow/"
CLIENT = {
    "client_id": "safeboard",
    "client_secret": "known to both",
    "redirect_uris": [f"{HERE}{CALLBACK}"],
    "grant_types": ["authorization_code"],
    "response_types": ["code"],
}
STEPS = 10


@contextmanager
def a_sign_on(people):
    """Its address. people: what it says of whom, by what they are called there."""
    command = [sign_on_node(), "server.js", json.dumps({"client": CLIENT, "people": people})]
    with subprocess.Popen(
        command, cwd=PROVIDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


class _Stay(urllib.request.HTTPRedirectHandler):
    """Shows every answer, also those that lead on."""

    def http_error_302(self, request, answer, *args):
        return answer

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def way_out(page):
    """Where the page that leads away leads to, by itself and by its link."""
    text = page.content.decode()
    (refresh,) = re.findall(r'<meta http-equiv="refresh" content="0; url=([^"]+)">', text)
    assert f'href="{refresh}"' in text
    return unescape(refresh)


def way_back(address):
    """Follow the sign-on's redirects until it sends the browser back to us; that address, without our host."""
    opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(CookieJar()))
    for _ in range(STEPS):
        with opener.open(address, timeout=20) as answer:
            leads_on = answer.headers["Location"]
            assert leads_on, f"{address} leads no further: {answer.read()}"
        address = urljoin(address, leads_on)
        if address.startswith(HERE):
            return address.removeprefix(HERE)
    raise AssertionError("The sign-on leads round in circles.")
