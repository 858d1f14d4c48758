"""The feedback letter of a board to an agency: its words drafted from the scores, and the paper made of them. No table.

groups: [moderation_queries.Group], as the board reads the return.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal

from safeboard.assurance.scoring import falls_short, highest
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

PARTS = {
    "opening": "Beginning",
    "strengths": "What is strong",
    "mend": "What we ask you to mend",
    "closing": "End",
}
"""The words of a letter, in their order, and what people call them."""


def drafted(to, board, groups) -> dict[str, str]:
    """The words of a letter as the scores give them, one line for each thing: a person edits them before it is sent."""
    rows = [row for group in groups for row in group.rows if row.own and row.own.worth is not None]
    strong = [row for row in rows if row.own.worth == highest(row.question.scale.points)]
    mend = [row for row in rows if falls_short(row.question.scale.points, row.own.worth)]
    return {
        "opening": f"Thank you for the return of {to.agency} to “{to.exercise}”. {board} has read it and looked at the "
        f"evidence. {_gap_words(groups)}",
        "strengths": "\n".join(f"{row.question.code} {row.question.words} {row.own.why}" for row in strong),
        "mend": "\n".join(_mend(row) for row in mend),
        "closing": "Please answer our questions on the page of your return. We look at what was mended in the next exercise.",
    }


def _mend(row) -> str:
    self_words = (
        f" You said “{row.said_words}”; we found “{row.own_words}”." if row.gap and row.gap.mean else ""
    )
    return f"{row.question.code} {row.question.words}{self_words} {row.own.why}"


def _gap_words(groups) -> str:
    gaps = [group.gap for group in groups if group.gap]
    count = sum(one.count for one in gaps)
    if not count:
        return "We have not scored single answers."
    mean = sum((one.mean * one.count for one in gaps), Decimal(0)) / count
    if not mean:
        return "On the whole our scores are yours."
    direction = "higher" if mean > 0 else "lower"
    return f"On the whole you score yourselves {direction} than we do, by {abs(mean):.1f} of a point."


def letter_paper(
    to, board, words: Mapping[str, str], groups, *, look: Look, day: datetime.date, by: str, draft: bool
) -> Paper:
    """The letter as a paper. words: see PARTS. day, by: when it is signed, and by whom."""
    blocks = (
        Text(Line(text=f"{day:%-d %B %Y}")),
        Heading(f"{to.exercise}: {to.agency}", level=1),
        *_words(words.get("opening", "")),
        *_section("strengths", words),
        *_section("mend", words),
        *_scores(groups, board),
        *_words(words.get("closing", "")),
        Facts("Signed", (("For the board", str(board)), ("By", by))),
    )
    part = Part("Letter", tuple(blocks), landscape=False)
    return Paper(f"Feedback to {to.agency}", (part,), author=str(board), look=look, draft=draft)


def _section(name: str, words: Mapping[str, str]) -> Iterator[Block]:
    lines = tuple(line.strip() for line in words.get(name, "").splitlines() if line.strip())
    if lines:
        yield Heading(PARTS[name])
        yield Bullets(lines)


def _words(words: str) -> Iterator[Block]:
    for line in words.splitlines():
        if line.strip():
            yield Text(Line(text=line.strip()))


def _scores(groups, board) -> Iterator[Block]:
    rows = [row for group in groups for row in group.rows if row.own]
    if not rows:
        return
    yield Heading("Question by question")
    columns = (
        Column("Question", 50, heads=True),
        Column("You said", 20),
        Column("We found", 20),
        Column("Why", 50),
    )
    yield Table("Scores, question by question", columns, tuple(_score(row) for row in rows))


def _score(row) -> Row:
    said = (f"{row.question.code} {row.question.words}", row.said_words, row.own_words, row.own.why)
    return Row(tuple(Cell((Line(text=words),)) for words in said))
