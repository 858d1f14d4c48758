"""Days as an iCalendar file (RFC 5545, 7986). No Django here.

There is no METHOD, so DTSTAMP says the same as LAST-MODIFIED: when what the entry says was last revised. The same days
give the same bytes, whoever asks and when.
"""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

MADE_BY = "-//Safeboard//Dues and meetings//EN"
LOOK_AGAIN = datetime.timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole day. uid: the same for as long as it is the same thing, whatever its day.

    times: how often its thing was changed; never less than before. changed: when that was last, in UTC.
    """

    uid: str
    day: datetime.date
    summary: str
    description: str
    url: str
    times: int
    changed: datetime.datetime


def calendar_bytes(name: str, entries: Iterable[Entry]) -> bytes:
    made = Calendar()
    made.add("prodid", MADE_BY)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", LOOK_AGAIN)
    for entry in sorted(entries, key=lambda one: (one.day, one.uid)):
        made.add_component(_event(entry))
    return made.to_ical()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed)
    event.add("last-modified", entry.changed)
    event.add("sequence", entry.times)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + datetime.timedelta(days=1))  # the first day it is over
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    return event


def etag_of(data: bytes) -> str:
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'
