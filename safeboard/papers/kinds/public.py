"""The public version: only what is marked public, in words anybody can read, and nobody named. No Django here.

What is marked is the plan for its aims and outcomes, an action, and each update; so of a plan that is not itself marked public the
priorities' titles are shown and nothing else of them. Nothing says when a date was another. A rating shows where a public update gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from safeboard.core.acronyms import written_out
from safeboard.core.paper.blocks import Block, Bullets, Cell, Heading, Line, Part
from safeboard.core.plain_words import LONG_SENTENCE, ease_of, long_sentences
from safeboard.papers.kinds.framing import capital, count, head, text
from safeboard.papers.kinds.rows import cell, table, where
from safeboard.papers.material import Material
from safeboard.plans.due import plain
from safeboard.plans.picture import PlanPicture, PriorityPicture
from safeboard.plans.promise import ActionPicture, stand
from safeboard.plans.publishing import OF_A_BODY, telling
from safeboard.plans.rating import done_ratings, label
from safeboard.plans.told import Said

TITLE = "What we promised, and what has been done"
PUBLIC, RESTRICTED = "public", "restricted"
SOMEBODY = "A lead named in the plan"
SPELLED = re.compile(r"[A-Z]{4,}s?")
"""Four capitals and more are an acronym's, and no person's initials."""


def build(material: Material) -> tuple[Part, ...]:
    top = list(head(material, material.title or TITLE, legend=False))
    writer = Writer(material)
    told = [] if material.picture.marking == RESTRICTED else list(_priorities(material, writer))
    if not told:
        return (Part("Public", (*top, text("Nothing in the plan is marked public yet."))),)
    return (Part("Public", (*top, *told)),)


@dataclass(slots=True)
class Writer:
    """Writes for the public: nobody's name or initials, acronyms written out where they first stand."""

    material: Material
    seen: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = sorted(hidden_leads(self.material), key=len, reverse=True)

    def words(self, said: str) -> str:
        for name in self.names:
            said = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", SOMEBODY[:1].lower() + SOMEBODY[1:], said)
        return capital(written_out(said, self.material.picture.glossary, self.seen))

    def lead(self, pk: int, name: str) -> str:
        said = public_name(self.material, pk, name)
        return written_out(said, self.material.picture.glossary, self.seen)


def public_name(material: Material, pk: int, name: str) -> str:
    """What a lead is called in public: the group, post or agency it is known to be; its own name where no word of it can be
    a person's; else SOMEBODY, which does not say that it is one."""
    if role := material.roles.get(pk):
        return role
    words = [word.strip("(),.:;") for word in re.split(r"[\s/]+", name)]
    glossary = material.picture.glossary
    body = all(
        not word or word.casefold() in OF_A_BODY or word in glossary or SPELLED.fullmatch(word)
        for word in words
    )
    return name if body and any(words) else SOMEBODY


def hidden_leads(material: Material) -> set[str]:
    """Names of leads, of the whole plan, that a public paper must not say."""
    picture = material.picture
    named = {one for action in [*picture.actions, *picture.left_out.actions] for one in action.leads}
    return {name for pk, name in named if public_name(material, pk, name) != name}


def public_actions(priority: PriorityPicture) -> list[ActionPicture]:
    """Those marked public on the day and now that have words of their own: an issue's words nobody marks."""
    return [one for one in priority.actions if one.words and _is_public(one)]


def _is_public(action: ActionPicture) -> bool:
    return action.marking == action.marking_today == PUBLIC


def public_updates(action: ActionPicture) -> list[Said]:
    return [said for said in action.counted if said.marking == PUBLIC]


def _priorities(material: Material, writer: Writer) -> Iterator[Block]:
    picture = material.picture
    for priority in picture.priorities:
        actions = public_actions(priority)
        if not actions:
            continue
        yield Heading(_heading(priority, writer))
        if picture.marking == PUBLIC:
            yield from (text(writer.words(line)) for line in priority.aim.splitlines() if line.strip())
            if priority.outcomes:
                yield text("What we want to come of it:", keep=True)
                yield Bullets(tuple(writer.words(outcome.words) for outcome in priority.outcomes))
        columns = [
            ("What we said we would do", 50),
            ("Who", 24),
            ("By when", 24),
            ("How it stands", 20),
            ("What has been done", 60),
        ]
        rows = [_row(action, picture, writer) for action in actions]
        yield table(f"What we promised: {priority.title or priority.heading}", columns, rows)


def _heading(priority: PriorityPicture, writer: Writer) -> str:
    return writer.words(priority.title or priority.heading or f"Priority {priority.number}")


def _row(action: ActionPicture, picture: PlanPicture, writer: Writer) -> list[Cell]:
    said = public_updates(action)
    rating = _rating(said, picture)
    updates = [_update(one, writer) for one in said if one.words and not one.over]
    leads = dict.fromkeys(writer.lead(pk, name) for pk, name in action.leads)
    return [
        cell(writer.words(action.words)),
        cell(*leads),
        cell(capital(plain(action.due))),
        cell(label(rating, picture.legend) if rating else "", rating=rating),
        Cell(tuple(updates)),
    ]


def _rating(said: list[Said], picture: PlanPicture) -> str:
    held = stand(said, done_ratings(picture.legend)).rated_by
    return held.rating if held else ""


def _update(said: Said, writer: Writer) -> Line:
    return Line(f"{said.effective_on:%B %Y}:" if said.dated else "", writer.words(said.words))


# --- For the manager, on a draft and beside it ---


def texts(parts: tuple[Part, ...]) -> list[str]:
    """The running words of the paper: of paragraphs, lists and cells, not headings."""
    return [*_running(parts)]


def _running(parts):
    for block in (block for part in parts for block in part.blocks):
        if isinstance(block, Bullets):
            yield from block.items
        for row in getattr(block, "rows", ()):
            yield from (line.text for one in (row.cells[0], row.cells[-1]) for line in one.lines if line.text)


def on_draft(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts, the first with the reading age under its head."""
    ease = ease_of(texts(parts))
    if not ease.words:
        return parts
    words = (
        f"Reading age: about {ease.age} (Flesch–Kincaid grade {ease.grade}). This line stands in drafts only."
    )
    first, at = parts[0], 3
    blocks = (*first.blocks[:at], text(words, quiet=True), *first.blocks[at:])
    return (replace(first, blocks=blocks), *parts[1:])


def hints(material: Material) -> list[str]:
    """What the manager may want to look at before a public version is issued, a sentence each; nothing of it is printed."""
    said = texts(build(material))
    return [
        *_left_out(material.picture),
        *(f"A sentence of more than {LONG_SENTENCE} words: “{one}”" for one in long_sentences(said)),
        *telling_in(material),
        *(
            f"“{name}” is shown as “{SOMEBODY}”. If it is a group, a post or an agency, say so on the board’s page of leads."
            for name in sorted(_leads_not_named(material))
        ),
        *_of_several_meanings(said, material.picture),
    ]


def _left_out(picture: PlanPicture) -> Iterator[str]:
    if picture.marking == RESTRICTED:
        yield "The plan is restricted, so the paper tells nothing."
        return
    actions = picture.actions
    hidden = [one for one in actions if not _is_public(one)]
    if len(hidden) == len(actions):
        yield "No action is marked public, so the paper tells nothing. Mark what may be told on the plan’s page “What the public may read”."
    elif hidden:
        yield f"Not marked public, and left out: {count(len(hidden), 'action')} of {len(actions):,}."
    for one in actions:
        if _is_public(one) and not one.words:
            yield f"{where(one) or one.ref} has an action that is public but has no words of its own, and is left out."


def telling_in(material: Material) -> list[str]:
    """What in the paper could name somebody, a sentence each: whoever issues it says that they have looked at each."""
    glossary = material.picture.glossary
    return list(
        dict.fromkeys(
            f"{warning} It stands in: “{one}”"
            for one in texts(build(material))
            for warning in telling(one, glossary)
        )
    )


def _leads_not_named(material: Material) -> set[str]:
    shown = {
        one for above in material.picture.priorities for each in public_actions(above) for one in each.leads
    }
    return {name for pk, name in shown if public_name(material, pk, name) == SOMEBODY}


def _of_several_meanings(said: list[str], picture: PlanPicture) -> Iterator[str]:
    for acronym in (one for one, meanings in picture.glossary.items() if len(meanings) > 1):
        if any(re.search(rf"(?<![\w&]){re.escape(acronym)}(?![\w&])", words) for words in said):
            yield f"“{acronym}” has several meanings in the glossary and is not written out."
