"""What a working copy that comes back says of itself, so far as it can be true. No Django here.

Anybody can write anything into the properties of a file. What cannot be true is not believed: the file is then read as one
that knows nothing of Safeboard.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_NOTES = 1000


@dataclass(frozen=True, slots=True)
class Written:
    """How a plan was painted for a file: the words of `painting.paint`. notes: how many of each action; None for all."""

    day: datetime.date
    known_at: datetime.datetime
    ahead: bool
    restricted: bool
    notes: int | None = None


def plan_named(said: Mapping[str, str]) -> uuid.UUID | None:
    """The plan a file says it is of; None where it names none that could be."""
    try:
        return uuid.UUID(said.get("plan", ""))
    except ValueError:
        return None


def written_as(said: Mapping[str, str], *, since: datetime.datetime, at: datetime.datetime) -> Written | None:
    """How the file says it was written; None where it does not say so, or not so that it can be true.

    said: see `printing.identity_of`. since, at: the moments between which it can have been written.
    """
    try:
        written = Written(
            day=datetime.date.fromisoformat(said["day"]),
            known_at=datetime.datetime.fromisoformat(said["known at"]),
            ahead=said.get("ahead") == "yes",
            restricted=said.get("restricted") != "no",
            notes=int(said["notes"]) if said.get("notes") else None,
        )
        true = since <= written.known_at <= at and (written.notes is None or 0 <= written.notes <= MOST_NOTES)
    except (KeyError, ValueError, TypeError, OverflowError):
        return None
    return written if true else None


def to_json(written: Written | None) -> dict[str, Any]:
    """As `Proposal.base` keeps it; {} for a file that knows nothing of Safeboard."""
    if written is None:
        return {}
    return {
        "day": written.day.isoformat(),
        "known_at": written.known_at.isoformat(),
        "ahead": written.ahead,
        "restricted": written.restricted,
        "notes": written.notes,
    }


def from_json(data: Mapping[str, Any]) -> Written | None:
    """The inverse of `to_json`."""
    if not data:
        return None
    return Written(
        datetime.date.fromisoformat(data["day"]),
        datetime.datetime.fromisoformat(data["known_at"]),
        data["ahead"],
        data["restricted"],
        data["notes"],
    )
