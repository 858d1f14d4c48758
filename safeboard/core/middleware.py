"""A number and a line for each request; headers that tell the browser what a page may never do; what may come in with a form."""

import errno
import logging
import re
import secrets
import time

from django.conf import settings
from django.db import OperationalError

from safeboard.core import measures
from safeboard.core.logs import REQUEST, route_of
from safeboard.core.printable import NOT_IN_XML, printable
from safeboard.core.views import no_room

log = logging.getLogger("safeboard.requests")
NUMBER = re.compile(r"[A-Za-z0-9_-]{8,64}")

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Pages hold a board's business: a shared computer's browser must not keep them.
    "Cache-Control": "private, no-store",
}

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


class NumberedRequestsMiddleware:
    """Gives each request a number, which the answer, the page of a failure and every line that is logged of it carry.

    A number that comes with the request is taken over where a web server of ours stands before this one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token, began = REQUEST.set(_number_of(request)), time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = REQUEST.get()
            _tell(request, response.status_code, time.perf_counter() - began)
            return response
        finally:
            REQUEST.reset(token)


def _number_of(request):
    sent = request.headers.get("X-Request-ID", "")
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT and NUMBER.fullmatch(sent):
        return sent
    return secrets.token_hex(8)


def _tell(request, status, seconds):
    route, method = route_of(request), request.method if request.method in METHODS else "other"
    measures.request(route, method, status, seconds)
    facts = {"method": method, "route": route, "status": status, "milliseconds": round(1000 * seconds, 1)}
    log.info("%s %s %s", method, route, status, extra={"facts": facts})


class NoRoomMiddleware:
    """A disk that is full is told as that, by whatever it stopped: a file, or SQLite."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        if not full and not (isinstance(error, OperationalError) and "disk is full" in str(error)):
            return None
        log.error("There is no room left on the disk.")
        return no_room(request)


class SecurityHeadersMiddleware:
    """Sets each header unless the view has set its own (static files say how long they may be kept)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class PrintableFormsMiddleware:
    """Drops, from what a form sends, characters that no paper can hold: words pasted from Word and PDFs come with them.

    After `CsrfViewMiddleware`, which has read the form by then. A NUL stays, for fields to refuse: nobody pastes one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.content_type not in FORMS or not any(
            NOT_IN_XML.search(value) for _, values in request.POST.lists() for value in values
        ):
            return
        sent = request.POST.copy()
        for name, values in request.POST.lists():
            sent.setlist(name, [_kept(value) for value in values])
        sent._mutable = False
        request.POST = sent


def _kept(value):
    return value if "\x00" in value else printable(value)
