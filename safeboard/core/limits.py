"""How often one caller may come in a minute, whoever the caller is: a token, a calendar, an address on the network.

Counted in the database's cache, so that the limit holds for every process, under a key that tells nobody who it was. Two that come at
the very same moment may count as one: this keeps a program that runs wild, or guesses, from hurting others; it is no account.
"""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.crypto import salted_hmac

MINUTE = 60
UNKNOWN = 20
"""Secrets that are none, from one address."""


class TooMany(Exception):
    """wait: seconds until it may be tried again."""

    def __init__(self, wait):
        super().__init__(
            f"Too many calls in this minute. Try again in {wait} second{'' if wait == 1 else 's'}."
        )
        self.wait = wait


def now() -> float:
    return time.time()


def count(who: str, most: int):
    """Raises TooMany."""
    at = now()
    key = f"limit-{salted_hmac('safeboard.core.limits', who).hexdigest()}-{int(at // MINUTE)}"
    came = cache.get(key, 0)
    if came >= most:
        raise TooMany(MINUTE - int(at % MINUTE))
    cache.set(key, came + 1, 2 * MINUTE)


def count_from(request, what: str, most: int):
    """What comes from one address on the network. Raises TooMany."""
    count(f"{what} from {get_adapter().get_client_ip(request)}", most)


def count_unknown(request):
    """A secret that opens nothing. Raises TooMany."""
    count_from(request, "unknown", UNKNOWN)
