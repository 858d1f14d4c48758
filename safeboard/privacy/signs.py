"""By what an erased account is known again in an older backup, without keeping whose it was.

sign = HMAC(secret key, the address, in small letters). Under another secret key nobody is known again, and that is said.
"""

from django.conf import settings
from django.utils.crypto import salted_hmac

ERASED_HOST = "erased.invalid"
"""No mail reaches it: RFC 2606 keeps `.invalid` free for ever."""


def sign_of(email, *, secret=None) -> str:
    return salted_hmac(
        "safeboard.privacy.signs", email.lower(), secret=secret, algorithm="sha256"
    ).hexdigest()


def is_of(sign, email) -> bool:
    """Whether a sign was made from this address, under the secret key or one that was used before."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(sign == sign_of(email, secret=secret) for secret in secrets)


def address_instead(pk) -> str:
    """What stands in place of an address: no two accounts may have the same."""
    return f"person-{pk}@{ERASED_HOST}"


def is_erased(user) -> bool:
    return user.email.endswith(f"@{ERASED_HOST}")
