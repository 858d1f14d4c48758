"""The addresses of one-time links. The database alone does not give one: it takes the secret key to work a token out.

token = HMAC(secret key, the row's nonce)    can be worked out again, so the same message can be sent again
token_hash = SHA-256(token)                  kept; a token that comes back is looked up by it
"""

import base64
import hashlib
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

LINK_PATH = "/r/{token}/"
PLACE = "{link}"
INSTEAD = "[the person’s own link]"


class NoAddress(Exception):
    """The secret key was changed since the link was made, so its address cannot be worked out again."""


def new_nonce():
    return secrets.token_urlsafe(32)


def token_of(nonce, *, secret=None):
    made = salted_hmac("safeboard.outbox.links", nonce, secret=secret, algorithm="sha256")
    return base64.urlsafe_b64encode(made.digest()).rstrip(b"=").decode()


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(link):
    """The whole address of a link. Raises NoAddress."""
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        token = token_of(link.nonce, secret=secret)
        if hash_of(token) == link.token_hash:
            return settings.SITE + LINK_PATH.format(token=token)
    raise NoAddress


def with_address(body, link):
    return body.replace(PLACE, address_of(link)) if link else body
