"""What is held about a person as a file to hand over: a zip with the rows as JSON, and the same as a page to read."""

import datetime
import io
import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.text import slugify

from safeboard.core.paper.blocks import Block, Facts, Heading, Line, Paper, Part, Text
from safeboard.core.paper.forms import write
from safeboard.privacy.holding import everything

ABOUT = (
    "This is what Safeboard holds about {name}{where}, as it was on {day}. Passwords, keys and secret addresses are left out. "
    "Files that were brought in are named, not enclosed: ask the board for them. "
    "Where others have written about {name} in their own words, no program can find it for sure: ask the board for that, too."
)
QUIET = ("id",)


def copy_of(user, *, board=None, at) -> bytes:
    """The zip. board: only what that board holds; then without what is the account's own."""
    held = everything(user, board=board)
    about = ABOUT.format(name=user.name, where=f" for {board}" if board else "", day=_day(at))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", as_json(user, held, about, at))
        archive.writestr("read-me.html", write(as_paper(user, held, about), "html"))
    return made.getvalue()


def name_of(user, *, board=None) -> str:
    """Of the file: "jo-bloggs-harrowmere.zip"."""
    words = " ".join([user.name, board.slug if board else "everything"])
    return f"{slugify(words)[:100].strip('-') or 'copy'}.zip"


def as_json(user, held, about, at) -> str:
    told = {
        "about": about,
        "made_at": at.isoformat(),
        "person": {"name": user.name, "email": user.email},
        "held": [
            {"what": f"{caption}: {pile.words}", "why": pile.held.why, "kept": pile.held.kept, "rows": rows}
            for caption, piles in held
            for pile, rows in piles
        ],
    }
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def as_paper(user, held, about) -> Paper:
    who = Facts("Who", (("Name", user.name), ("E-mail address", user.email)))
    blocks: list[Block] = [Heading(f"What is held about {user.name}", level=1), Text(Line(text=about)), who]
    for caption, piles in held:
        blocks.append(Heading(caption))
        for pile, rows in piles:
            blocks.append(Heading(f"{pile.words} ({len(rows)})", level=3))
            blocks.append(Text(Line(text=f"{pile.held.why} Kept {pile.held.kept}."), keep=True))
            blocks += [Facts(f"{pile.words} {number}", _facts(row)) for number, row in enumerate(rows, 1)]
    return Paper(f"What is held about {user.name}", (Part("Held", tuple(blocks), landscape=False),))


def _facts(row):
    told = {name: _said(value) for name, value in row.items() if name.lower() not in QUIET}
    return tuple((name[:1].upper() + name[1:], words) for name, words in told.items() if words)


def _said(value) -> str:
    """A value in words; "" for what is empty."""
    if isinstance(value, bool):
        return "Yes" if value else ""
    if isinstance(value, datetime.datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder) if value else ""
    return "" if value is None else str(value)


def _day(at):
    return f"{timezone.localtime(at):%-d %B %Y}"
