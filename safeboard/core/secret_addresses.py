"""Addresses that let in whoever holds them: kept out of what is logged (see logs.py)."""

import re

SECRET = re.compile(r"(/r/|/q/|/calendar/)[\w-]{20,}")


def hidden(words: str) -> str:
    """ "/r/…/12/" for "/r/Xb2…/12/"."""
    return SECRET.sub(r"\1…", words)
