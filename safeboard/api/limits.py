"""How often one token and one calendar may be used in a minute."""

from django.conf import settings

from safeboard.core.limits import count

READINGS = 20
"""Of one calendar."""


def count_call(token):
    """Raises TooMany."""
    count(f"token {token.pk}", settings.API_CALLS_A_MINUTE)


def count_reading(feed):
    """Raises TooMany."""
    count(f"calendar {feed.pk}", READINGS)
