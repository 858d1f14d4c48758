"""A board's self-assessment as a paper, with a numbered index of its evidence. No table is touched. groups: own_queries.descriptors_of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import count

from safeboard.core.paper.blocks import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Line,
    Look,
    Paper,
    Part,
    Row,
    Table,
    Text,
)

COLUMNS = (
    Column("Descriptor", 40, heads=True),
    Column("Grade", 16),
    Column("What is so, and how we know", 60),
    Column("How sure", 14),
    Column("Evidence", 12),
    Column("Missing, and the action", 34),
)


def own_paper(assessment, groups, *, look: Look, printed: str) -> Paper:
    numbers = _numbers(groups)
    parts = [
        Part("Self-assessment", (*_front(assessment, groups), *_standards(groups, numbers))),
        Part("Evidence", tuple(_index(groups, numbers)), landscape=False, fresh=True),
    ]
    return Paper(
        str(assessment),
        tuple(parts),
        author=str(assessment.board),
        look=look,
        draft=assessment.is_open,
        printed=printed,
    )


def _numbers(groups) -> dict[str, int]:
    """{address: its number in the index}: one thing has one number, however often it is linked."""
    following = count(1)
    numbers: dict[str, int] = {}
    for _, descriptors in groups:
        for one in descriptors:
            for shows in one.shows:
                if shows.address not in numbers:
                    numbers[shows.address] = next(following)
    return numbers


def _front(assessment, groups) -> Iterator[Block]:
    descriptors = [one for _, group in groups for one in group]
    grades = Counter(one.label for one in descriptors if one.judgement)
    lacking = [one for one in descriptors if one.wants]
    yield Text(Line(strong=str(assessment.board)))
    yield Heading(str(assessment), level=1)
    yield Facts(
        "The self-assessment",
        (
            ("Against", str(assessment.version)),
            ("Judged", f"{sum(grades.values())} of {len(descriptors)} descriptors"),
            ("Grades", ", ".join(f"{label} {number}" for label, number in grades.items()) or "none yet"),
            ("Not judged, without evidence, or only believed", str(len(lacking))),
        ),
    )


def _standards(groups, numbers) -> Iterator[Block]:
    for standard, descriptors in groups:
        yield Heading(str(standard))
        yield Table(f"Descriptors of {standard}", COLUMNS, tuple(_row(one, numbers) for one in descriptors))


def _row(one, numbers) -> Row:
    judged = one.judgement
    grade = [Line(text=one.label or "not judged yet")]
    if one.last:
        grade.append(Line(text=f"Last time: {one.last_label}"))
    evidence = ", ".join(str(numbers[shows.address]) for shows in one.shows) or "none"
    gaps = [Line(text=f"{gap.words} A{gap.action_id}: {gap.action.words}") for gap in one.gaps]
    return Row(
        (
            Cell((Line(strong=one.question.code, text=one.question.words),)),
            Cell(tuple(grade), rating=one.rating),
            Cell((Line(text=judged.words if judged else ""),)),
            Cell((Line(text=judged.get_sure_display() if judged else ""),)),
            Cell((Line(text=evidence),)),
            Cell(tuple(gaps)),
        )
    )


def _index(groups, numbers) -> Iterator[Block]:
    yield Heading("Evidence")
    things: dict[str, tuple] = {}
    for _, descriptors in groups:
        for one in descriptors:
            for shows in one.shows:
                things.setdefault(shows.address, (shows, []))[1].append(one.question.code)
    if not things:
        yield Text(Line(text="Nothing is linked yet."))
        return
    columns = (Column("No", 6, heads=True), Column("What", 60), Column("Day", 18), Column("Shows", 16))
    rows = [
        (str(numbers[address]), f"{shows.kind}: {shows.title}", _day(shows.on), ", ".join(codes))
        for address, (shows, codes) in things.items()
    ]
    yield Table(
        "Evidence, in the order it is named",
        columns,
        tuple(Row(tuple(_cell(words) for words in row)) for row in rows),
    )


def _day(on) -> str:
    return f"{on:%-d %B %Y}" if on else ""


def _cell(words: str) -> Cell:
    return Cell((Line(text=words),))
