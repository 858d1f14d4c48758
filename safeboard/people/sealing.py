"""Secrets of second factors, encrypted where they lie: whoever reads the database or a backup cannot make codes of them."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"safeboard second factor"


class NotOurs(Exception):
    """What was encrypted under another secret key."""


def encrypt(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def decrypt(words: str) -> str:
    """Raises NotOurs."""
    try:
        return _keys().decrypt(words.encode()).decode()
    except InvalidToken:
        raise NotOurs from None


def _keys():
    """The secret key's own first; those it took the place of may still open what they closed."""
    return MultiFernet([_key(words) for words in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(words):
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(words.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
