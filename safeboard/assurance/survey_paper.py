"""What was heard in a survey, as a paper. No table is touched. results: survey_queries.Results, which leaves out whom it may not tell."""

from __future__ import annotations

from collections.abc import Iterator

from safeboard.assurance.kinds import LEAST_HEARD
from safeboard.core.paper.blocks import (
    Block,
    Bullets,
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

HOW = f"Nothing is told of a group in which fewer than {LEAST_HEARD} answered; no name, address or time is kept."


def survey_paper(survey, results, *, look: Look, printed: str) -> Paper:
    blocks = (*_front(survey, results), *_rows(results))
    part = Part("What was heard", blocks, landscape=False)
    return Paper(f"{survey}: what was heard", (part,), author=str(survey.board), look=look, printed=printed)


def _front(survey, results) -> Iterator[Block]:
    yield Text(Line(strong=str(survey.board)))
    yield Heading(f"{survey}: what was heard", level=1)
    facts = [("Asked by", str(survey.version)), ("Until", f"{survey.closes_on:%-d %B %Y}")]
    facts += [(column.name, f"{column.replies} replied") for column in results.columns]
    if results.hidden:
        facts.append(("Nothing is told of", ", ".join(results.hidden)))
    yield Facts("The survey", tuple(facts))
    yield Text(Line(text=HOW), quiet=True)
    if not results.rows:
        yield Text(Line(text="Too few answered for anything to be told."))


def _rows(results) -> Iterator[Block]:
    standard = None
    for question, told in results.rows:
        if question.standard != standard:
            standard = question.standard
            yield Heading(str(standard))
        yield Heading(f"{question.code} {question.words}", level=3, bookmarked=False)
        yield from _told(question, results.columns, told)


def _told(question, columns, told) -> Iterator[Block]:
    there = [(column, one) for column, one in zip(columns, told, strict=True) if one]
    if any(one.words for _, one in there):
        for column, one in there:
            if not column.is_total:  # whose words stand above it
                yield Text(Line(strong=f"{column.name} ({one.count})"), keep=True)
                yield Bullets(one.words)
        return
    labels = [label for label, _ in there[0][1].shares]
    mean = any(one.mean is not None for _, one in there)
    heads = (Column("Who", 30, heads=True), Column("Answered", 12), *[Column("Mean", 10)] * mean)
    yield Table(
        f"Answers to {question.code}",
        (*heads, *(Column(label, 12) for label in labels)),
        tuple(_row(column.name, one, mean) for column, one in there),
    )


def _row(name, told, mean) -> Row:
    means = ["" if told.mean is None else f"{told.mean:.1f}"] * mean
    words = (name, str(told.count), *means, *(str(count) for _, count in told.shares))
    return Row(tuple(Cell((Line(text=one),)) for one in words))
