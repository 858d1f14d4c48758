"""The papers a board is brought: what each is called, what it is for, in which forms it can be had. No Django here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from safeboard.core.paper.blocks import Part
from safeboard.papers.kinds import changed, drawn, exceptions, lead, pack, plan, priority, public, year
from safeboard.papers.material import Material

Build = Callable[[Material], tuple[Part, ...]]
EVERY_FORM = ("pdf", "docx", "xlsx", "html")
NO_SHEETS = ("pdf", "docx", "html")


@dataclass(frozen=True, slots=True)
class Kind:
    """words: what people call it. sentence: what it is for. forms: keys of `core.paper.forms.FORMS`.

    build: its parts, its own head first, without cover sheet and acronyms (see `writing.paper_of`).
    title: what it is called where the material gives it no title. on_draft: what a draft says besides.
    front: it has a first sheet even without a cover. pages: each of its parts is one page, with its acronyms at its foot.
    """

    words: str
    sentence: str
    forms: tuple[str, ...]
    build: Build
    title: Callable[[Material], str]
    on_draft: Callable[[tuple[Part, ...]], tuple[Part, ...]] | None = None
    front: bool = False
    pages: bool = False


def _pack(material: Material) -> tuple[Part, ...]:
    return tuple(pack.papers_in(material, {key: kind.build for key, kind in KINDS.items() if key != "pack"}))


KINDS: dict[str, Kind] = {
    "plan": Kind(
        "Full plan update",
        "The whole plan in the board’s own layout, with its progress notes.",
        EVERY_FORM,
        plan.build,
        lambda material: material.picture.title or material.picture.board or "Plan",
    ),
    "changed": Kind(
        "What changed since the last board",
        "What was completed, rated, moved, added or dropped since the board last met.",
        EVERY_FORM,
        changed.build,
        lambda material: changed.TITLE,
    ),
    "exceptions": Kind(
        "Exceptions",
        "What is off target, late, silent or at odds with the record, and whose move it is.",
        EVERY_FORM,
        exceptions.build,
        lambda material: exceptions.TITLE,
    ),
    "priority": Kind(
        "A page for each priority",
        "What each priority is for, how it stands, what was done, what slipped and what comes next.",
        NO_SHEETS,
        priority.build,
        priority.title,
        pages=True,
    ),
    "lead": Kind(
        "A list for each lead",
        "What each lead owes, by date, to send to them or to bring to the board.",
        EVERY_FORM,
        lead.build,
        lead.title,
    ),
    "pictures": Kind(
        "The plan in pictures",
        "Ratings, trend, load, slippage and when each action is due, each with a sentence and its table.",
        EVERY_FORM,
        drawn.build,
        lambda material: drawn.TITLE,
    ),
    "year": Kind(
        "The year’s end",
        "What was delivered, carried on or dropped and why, and whether it made a difference.",
        EVERY_FORM,
        year.build,
        lambda material: year.TITLE,
    ),
    "public": Kind(
        "The public version",
        "Only what is marked public, in plain words and with nobody named.",
        NO_SHEETS,
        public.build,
        lambda material: public.TITLE,
        on_draft=public.on_draft,
    ),
    "pack": Kind(
        "The pack",
        "The papers you choose in one, with a cover sheet, contents and one list of acronyms.",
        NO_SHEETS,
        _pack,
        pack.title,
        front=True,
    ),
}
"""In the order a page offers them."""
