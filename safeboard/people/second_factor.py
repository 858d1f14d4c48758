"""Who may not go on without a second factor. Pure: settings read it."""

from django.core.exceptions import ImproperlyConfigured


def asked_by(words: str, *, managers: str) -> str | None:
    """The dotted name of what says so of a user; None where nobody needs one. managers: who asks for "managers"."""
    known = {"none": None, "managers": managers, "everyone": f"{__name__}.{is_somebody.__name__}"}
    if words not in known:
        raise ImproperlyConfigured(f"SAFEBOARD_SECOND_FACTOR is {words}: say {', '.join(known)}.")
    return known[words]


def is_somebody(user) -> bool:
    return user.is_authenticated
