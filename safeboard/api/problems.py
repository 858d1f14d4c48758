"""What the API says when it cannot give what was asked: problem JSON (RFC 9457), with a sentence that says what to do."""

import json
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from ninja.errors import AuthenticationError, ValidationError

from safeboard.core.limits import TooMany

PROBLEM = "application/problem+json"
NO_TOKEN = (
    "Send a token that works, as “Authorization: Bearer …”. A token stops working when it is revoked or its seat ends; "
    "make one on the page /tokens/ of Safeboard."
)
NOT_THERE = "There is nothing here that this token may read."
NOT_TAKEN = "Something in the address cannot be used: see errors."


class NoDays(Exception):
    """Two days that cannot be compared. Its text is one sentence; `where`: the name in the address."""

    def __init__(self, where, sentence):
        super().__init__(sentence)
        self.where = where


def problem(status, detail, *, errors=(), headers=None):
    """errors: (where, what is wrong there)."""
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    said["errors"] = [{"where": where, "what": what} for where, what in errors]
    return HttpResponse(json.dumps(said), status=status, content_type=PROBLEM, headers=headers)


def say_problems(api):
    """Give the API these answers."""
    api.add_exception_handler(AuthenticationError, _no_token)
    api.add_exception_handler(Http404, lambda request, error: problem(404, NOT_THERE))
    api.add_exception_handler(PermissionDenied, lambda request, error: problem(403, str(error)))
    api.add_exception_handler(ValidationError, _not_taken)
    api.add_exception_handler(NoDays, _no_days)
    api.add_exception_handler(TooMany, _too_many)


def _no_token(request, error):
    return problem(401, NO_TOKEN, headers={"WWW-Authenticate": 'Bearer realm="Safeboard"'})


def _too_many(request, error):
    return problem(429, str(error), headers={"Retry-After": str(error.wait)})


def _no_days(request, error):
    return problem(409, str(error), errors=[(error.where, str(error))])


def _not_taken(request, error):
    return problem(422, NOT_TAKEN, errors=[(_where(one["loc"]), _sentence(one)) for one in error.errors])


def _where(loc):
    """("query", "asked", "page") is "page"."""
    return str(loc[-1])


def _sentence(one):
    if one["type"] == "extra_forbidden":
        return "There is no such thing to ask for."
    return f"{one['msg']}."
