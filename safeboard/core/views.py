"""The pages for when something did not go as asked. Settings and urls name them; nothing links to them."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from safeboard.core.logs import REQUEST


def bad_request(request, exception) -> HttpResponse:
    """A file over the size setting gets its own page and sentence; both are 400, as nothing was read."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "core/errors/413.html", {"words": str(exception)}, status=400)
    return render(request, "core/errors/400.html", status=400)


def refused(request, exception) -> HttpResponse:
    """What was refused is said where the door said it: `raise PermissionDenied("Only … may accept a plan.")`."""
    return render(request, "core/errors/403.html", {"words": str(exception)}, status=403)


def stale_form(request, reason="") -> HttpResponse:
    """For CSRF_FAILURE_VIEW: a form that stood open too long, or came from elsewhere."""
    context = {
        "words": "The page stood open too long, or was opened before you signed in.",
        "who": "Go back, reload the page and send it again.",
    }
    return render(request, "core/errors/403.html", context, status=403)


def not_found(request, exception) -> HttpResponse:
    return render(request, "core/errors/404.html", status=404)


def too_many(request) -> HttpResponse:
    """For allauth's limits on how often something may be tried."""
    context = {
        "words": "Too many tries from here.",
        "who": "Wait a few minutes, then go back and try again.",
    }
    return render(request, "core/errors/403.html", context, status=429)


def no_room(request) -> HttpResponse:
    """The disk is full. Asks nothing of the database, which may lie on it."""
    words = render_to_string("core/errors/507.html", {"number": REQUEST.get()})
    return HttpResponse(words, status=507)


def failed(request) -> HttpResponse:
    """Asks nothing of the database or of the person's session: either may be what failed."""
    return HttpResponseServerError(render_to_string("core/errors/500.html", {"number": REQUEST.get()}))
