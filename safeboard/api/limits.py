"""How often one token, one calendar, or one address with secrets that are none may come in a minute.

Counted in the database's cache, so that the limit holds for every process. Two that come at the very same moment may count
as one: this keeps a program that runs wild, or guesses, from hurting others; it is no account.
"""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache

MINUTE = 60
UNKNOWN = 20
"""Secrets that are none, from one address."""
READINGS = 20
"""Of one calendar."""


class TooMany(Exception):
    """wait: seconds until it may be tried again."""

    def __init__(self, wait):
        super().__init__(
            f"Too many calls in this minute. Try again in {wait} second{'' if wait == 1 else 's'}."
        )
        self.wait = wait


def now() -> float:
    return time.time()


def count_call(token):
    """Raises TooMany."""
    _count(f"token {token.pk}", settings.API_CALLS_A_MINUTE)


def count_reading(feed):
    """Raises TooMany."""
    _count(f"calendar {feed.pk}", READINGS)


def count_unknown(request):
    """A secret that opens nothing. Raises TooMany."""
    _count(f"unknown from {get_adapter().get_client_ip(request)}", UNKNOWN)


def _count(who, most):
    at = now()
    key = f"api:{who}:{int(at // MINUTE)}".replace(" ", "-")
    came = cache.get(key, 0)
    if came >= most:
        raise TooMany(MINUTE - int(at % MINUTE))
    cache.set(key, came + 1, 2 * MINUTE)
