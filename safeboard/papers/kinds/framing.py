"""What every paper has: its head, its cover sheet, the acronyms at its end. No Django here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from safeboard.core.acronyms import used_in
from safeboard.core.drawing import Drawing
from safeboard.core.paper.blocks import Block, Facts, Heading, Legend, Line, Part, Picture, Text
from safeboard.papers.material import Cover, Material
from safeboard.plans.looking import Days
from safeboard.plans.papers.layout import ACRONYMS, OR
from safeboard.plans.rating import label

PURPOSES = {
    "decision": "For decision: the board is asked to decide",
    "assurance": "For assurance: the board is asked whether it is satisfied",
    "information": "For information: nothing is asked of the board",
}
"""What a paper is brought for, in the words its cover sheet says it with."""


def count(number: int, one: str, many: str = "") -> str:
    """ "1 action", "1,204 actions", "no actions"."""
    words = one if number == 1 else many or f"{one}s"
    return f"{number:,} {words}" if number else f"no {words}"


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def text(words: str, *, keep: bool = False, quiet: bool = False) -> Text:
    return Text(Line(text=words), keep=keep, quiet=quiet)


def counts(title: str, found: list[tuple[str, int]]) -> Iterator[Block]:
    """How many of each, and in a sentence what there is none of."""
    some = tuple((words, f"{number:,}") for words, number in found if number)
    none = [words for words, number in found if not number]
    if some:
        yield Facts(title, some)
    if none:
        yield text(f"None: {'; '.join(words[:1].lower() + words[1:] for words in none)}.")


def as_at(material: Material) -> str:
    """ "As at 8 March 2016, as it was known on 9 March 2016"; one day said once where both are it."""
    picture = material.picture
    known = picture.known_at.date() if picture.known_at else None
    return Days(picture.day, None if known == picture.day else known).words


def drawing_block(drawing: Drawing) -> Picture:
    return Picture(drawing.svg, drawing.title, drawing.words, drawing.wide, drawing.narrow)


def legend_of(material: Material) -> Legend:
    picture = material.picture
    return Legend(
        tuple((rating, label(rating, picture.legend)) for rating in picture.shown_ratings if rating)
    )


def head(material: Material, title: str, *, legend: bool = True, level: int = 1) -> Iterator[Block]:
    """Whose paper it is, what it is called, of which plan and day, for which meeting, and what the ratings mean."""
    picture = material.picture
    yield text(picture.board)
    yield Heading(title, level)
    about = "" if picture.title in title else picture.title
    meeting = f"For {material.meeting}" if material.meeting else ""
    said = (one for one in (about, as_at(material), meeting) if one)
    yield text(". ".join(said) + ".")
    ratings = legend_of(material)
    if legend and ratings.entries:
        yield ratings


def cover_facts(material: Material) -> Iterator[Block]:
    """Who brings a paper and what the board is asked, under its heading in a pack; nothing where nobody said."""
    if cover := material.cover:
        pairs = tuple(pair for pair in _said_on(cover) if pair[1])
        if pairs:
            yield Facts("About this paper", pairs)
        yield from (text(line) for line in cover.words.splitlines() if line.strip())


def _said_on(cover: Cover) -> tuple[tuple[str, str], ...]:
    return (
        ("Author", cover.author),
        ("Purpose", PURPOSES.get(cover.purpose, cover.purpose)),
        ("Recommendation", cover.recommendation),
    )


def cover_part(material: Material, title: str) -> Part:
    """The sheet in front: who brings the paper to which meeting, for what, and what the board is asked."""
    cover = material.cover
    facts = (
        ("Meeting", material.meeting),
        *(_said_on(cover) if cover else ()),
        ("Plan", material.picture.title),
        ("As at", as_at(material).removeprefix("As at ")),
    )
    blocks: list[Block] = [text(material.picture.board), Heading(title, 1)]
    blocks.append(Facts("About this paper", tuple(pair for pair in facts if pair[1])))
    if cover:
        blocks += [text(line) for line in cover.words.splitlines() if line.strip()]
    return Part("Cover", tuple(blocks), landscape=False)


def acronyms_part(parts: tuple[Part, ...], material: Material) -> tuple[Part, ...]:
    """The acronyms that stand in these parts, explained; nothing where none of the board's does."""
    lines = [Text(Line(f"{acronym}:", said)) for acronym, said in _acronyms(parts, material)]
    return (Part("Acronyms", (Heading(ACRONYMS), *lines), parts[-1].landscape),) if lines else ()


def acronyms_line(part: Part, material: Material) -> tuple[Text, ...]:
    """The same for one page, as one small paragraph."""
    said = "; ".join(f"{acronym}: {meanings}" for acronym, meanings in _acronyms((part,), material))
    return (Text(Line(f"{ACRONYMS}:", f"{said}."), quiet=True),) if said else ()


def _acronyms(parts: tuple[Part, ...], material: Material) -> Iterator[tuple[str, str]]:
    for acronym, meanings in used_in(texts_of(parts), material.picture.glossary).items():
        yield acronym, OR.join(meanings)


def texts_of(thing: object) -> Iterator[str]:
    """Every text in a part or a block; of a drawing its title and words, not the letters of its picture."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Picture):
        yield from (thing.title, thing.words)
    elif isinstance(thing, tuple):
        for one in thing:
            yield from texts_of(one)
    elif is_dataclass(thing):
        for each in fields(thing):
            if each.name not in {"sheet", "rating", "key"}:
                yield from texts_of(getattr(thing, each.name))


def lowered(part: Part) -> Part:
    """The part with each heading a level down: it stands inside something that has a title."""
    blocks = (replace(one, level=one.level + 1) if isinstance(one, Heading) else one for one in part.blocks)
    return replace(part, blocks=tuple(blocks))
