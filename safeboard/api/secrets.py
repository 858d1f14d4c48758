"""What a token and a calendar's address hold: 256 random bits. Only their SHA-256 is kept, so nothing kept opens anything."""

import hashlib
from secrets import token_urlsafe

TOKEN = "sbt_"
"""How a token begins, so that people, and programs that look for lost secrets, know it when they see it."""


def new_secret(prefix=""):
    return prefix + token_urlsafe(32)


def digest_of(secret):
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
