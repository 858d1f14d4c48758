"""When two spellings name the same lead."""

import re


def key_of(spelling: str) -> str:
    """Letters and digits only, in small letters: "T&WFD " and "TWFD" differ, "Comms  Group" and "comms group" do not."""
    return re.sub(r"[^\w&]+", " ", spelling.casefold()).strip()
