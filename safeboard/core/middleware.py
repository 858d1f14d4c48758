"""Headers that tell the browser what a page of Safeboard may never do; and what may come in with a form."""

from safeboard.core.printable import NOT_IN_XML, printable

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

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


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
