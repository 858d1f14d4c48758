"""What may be named as evidence from anywhere in Safeboard: each app says in its `findable.py` what of it can be found, and by which words.

    findable(Finder("Action", page="plans:action", rows=actions, words=["words"], tell=lambda action: (action.words, None)))

Whoever links a thing keeps its kind, title and address, and no key of it: so an app above needs nothing of those it links.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import Resolver404, resolve, reverse

AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A thing of a board. kind: what it is, in a word. path: of its page. on: the day it speaks of, where it has one."""

    kind: str
    title: str
    path: str
    on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """page: the name of a thing's page in the URLconf, whose first argument is its key. rows(user, board): those of the board that
    this person may read. words: the fields that are looked through. tell: a row's title, and the day it speaks of or None.
    more(board): further arguments of the page."""

    kind: str
    page: str
    rows: Callable[..., QuerySet]
    words: list[str]
    tell: Callable[..., tuple[str, datetime.date | None]]
    more: Callable[..., list] = field(default=lambda board: [])

    def found(self, row, board) -> Found:
        title, on = self.tell(row)
        path = reverse(self.page, args=[row.pk, *self.more(board)])
        return Found(self.kind, " ".join(title.split())[:300], path, on)


FINDERS: dict[str, Finder] = {}


def findable(finder: Finder) -> None:
    FINDERS[finder.page] = finder


def find(user, board, words: str) -> list[Found]:
    """What of a board has all these words in one of its fields, at most so many of a kind. One query a kind."""
    asked = words.split()
    return list(_search(user, board, asked)) if asked else []


def _search(user, board, asked) -> Iterator[Found]:
    for finder in FINDERS.values():
        wanted = Q()
        for word in asked:
            here = Q()
            for name in finder.words:
                here |= Q(**{f"{name}__icontains": word})
            wanted &= here
        rows = finder.rows(user, board).filter(wanted).distinct().order_by("-pk")
        yield from (finder.found(row, board) for row in rows[:AT_MOST])


def at_address(user, board, address: str) -> Found | None:
    """The thing whose page has this address, a path or a whole one of this Safeboard; None where it is none of the board's."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.netloc and parts.netloc != urlsplit(settings.SITE).netloc:
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    finder = FINDERS.get(match.view_name)
    key = next(iter(match.kwargs.values()), None)
    if finder is None or not isinstance(key, int):
        return None
    row = finder.rows(user, board).filter(pk=key).first()
    return finder.found(row, board) if row else None
