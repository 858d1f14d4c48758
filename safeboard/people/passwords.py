"""A password for someone to begin with."""

import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz"  # without those that look like figures or like one another
GROUPS, LONG = 4, 5


def new_password():
    """Four groups of five letters: about 90 bits, and easy to copy from a screen."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LONG)) for _ in range(GROUPS))
