"""For how long what is no board's record is kept. No Django here: settings read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

MOST = 36_500


@dataclass(frozen=True, slots=True)
class Rule:
    """days: unless the installation says otherwise. what: what goes. why: the reason for so many."""

    days: int
    what: str
    why: str


RULES: dict[str, Rule] = {
    "messages": Rule(
        365,
        "the words of e-mails that were sent, failed or were stopped; that they went stays",
        "a year's meetings: whether somebody was asked, and how, is questioned within it",
    ),
    "links": Rule(
        365, "name and address on links that have ended; that they were opened stays", "as for messages"
    ),
    "typing": Rule(
        30, "what somebody began to type and did not send", "it is there to be gone on with, not to be kept"
    ),
    "drafts": Rule(
        180,
        "files read in and never accepted, with what was read from them",
        "two quarters: a plan not taken up by then will be sent anew",
    ),
    "access": Rule(
        365, "tokens and calendar links that were revoked", "to see in a year's review what had access"
    ),
    "survey addresses": Rule(30, "addresses of surveys that are closed", "they open nothing any more"),
    "sessions": Rule(0, "who was signed in, once that has ended", "nobody can use it any more"),
    "limits": Rule(
        0,
        "what was counted against guessing (sign-in that failed, calls), once it has run out",
        "it has done its work",
    ),
    "failed jobs": Rule(30, "jobs of the worker that failed", "so that a failure can be looked into"),
    "unused accounts": Rule(
        365,
        "nothing: accounts without a seat, unused for so long, are listed to be looked at",
        "a person decides",
    ),
}


class Unreadable(ValueError):
    """The setting cannot be read. Its text is one sentence."""


def read(written: str) -> Mapping[str, int]:
    """{rule: days} from the setting, such as `{"messages": 90}`; rules it does not name keep their own. Raises Unreadable."""
    try:
        said = json.loads(written or "{}")
    except ValueError:
        raise Unreadable('SAFEBOARD_KEEP_DAYS is not JSON: write it as {"messages": 90}.') from None
    if not isinstance(said, dict) or not set(said) <= set(RULES):
        raise Unreadable(f"SAFEBOARD_KEEP_DAYS may name only these: {', '.join(RULES)}.")
    for name, days in said.items():
        if type(days) is not int or not 0 <= days <= MOST:
            raise Unreadable(
                f"SAFEBOARD_KEEP_DAYS says no number of days for “{name}”: give a whole one up to {MOST:,}."
            )
    return {name: rule.days for name, rule in RULES.items()} | said


def as_table() -> str:
    """The table of rules in docs/guide/peoples-data.md."""
    lines = ["| Rule | What goes | After days | Why |", "| --- | --- | --- | --- |"]
    lines += [f"| `{name}` | {rule.what} | {rule.days} | {rule.why} |" for name, rule in RULES.items()]
    return "\n".join(lines)
