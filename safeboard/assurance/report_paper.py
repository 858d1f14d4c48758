"""The board's report of an exercise: who answered, what they say and what was found, what was raised. No table is touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

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


def report_paper(
    exercise, board, shown, rates, findings, then, outstanding, *, look: Look, printed: str, draft: bool
) -> Paper:
    """shown: moderation_queries.HeatMap. rates: [exercise_queries.Rate]. then: {standard's code: (mean now, mean last time)}.
    outstanding: [Improvement]."""
    first = Part("Answers", tuple(_answers(exercise, board, shown, rates)), landscape=False)
    places = Part("Heat map", tuple(_places(shown)), fresh=True)
    parts = [first, places]
    if rest := (*_then(shown.standards, then), *_found(findings), *_outstanding(outstanding)):
        parts.append(Part("Findings", rest, landscape=False, fresh=True))
    return Paper(
        f"{exercise}: report", tuple(parts), author=str(board), look=look, draft=draft, printed=printed
    )


def _answers(exercise, board, shown, rates) -> Iterator[Block]:
    yield Text(Line(strong=str(board)))
    yield Heading(f"{exercise}: what agencies say, and what was found", level=1)
    every = rates[-1]
    yield Facts(
        "The exercise",
        (
            ("Standards", str(exercise.version)),
            ("Returns", f"{every.handed_over} of {every.asked} handed over ({every.per_cent}%)"),
            ("Self beside what others found", " ".join(shown.all.words) or "nothing was scored yet"),
        ),
    )
    yield Heading("How many answered")
    columns = (
        Column("What it is", 40, heads=True),
        Column("Asked", 15),
        Column("Handed over", 15),
        Column("Rate", 15),
    )
    rows = [(one.name, str(one.asked), str(one.handed_over), f"{one.per_cent}%") for one in rates]
    yield _table("Returns by what the agency is", columns, rows)


def _places(shown) -> Iterator[Block]:
    yield Heading("Agency by standard")
    if not shown.rows:
        yield Text(Line(text="No return is with the board yet."))
        return
    yield Text(
        Line(
            text="Own mean / moderated mean, and the point it is nearest to. Agencies by name; this is no ranking."
        )
    )
    columns = (Column("Agency", 30, heads=True), *(Column(standard.code, 16) for standard in shown.standards))
    rows = [(to.agency.name, places) for to, places in shown.rows] + [("All", shown.foot)]
    yield Table(
        "Means by agency and standard",
        columns,
        tuple(Row((_cell(name), *(_place(place) for place in places))) for name, places in rows),
    )
    yield Heading("What the standards are called", level=3, bookmarked=False)
    for standard in shown.standards:
        yield Text(Line(strong=standard.code, text=standard.title))


def _place(place) -> Cell:
    if not place.words:
        return _cell("–")
    means = " / ".join("–" if mean is None else f"{mean:.1f}" for mean in (place.own, place.moderated))
    return Cell((Line(text=means), Line(text=place.words)), rating=place.rating)


def _then(standards, then) -> Iterator[Block]:
    rows = [(standard, *then[standard.code]) for standard in standards if standard.code in then]
    if not rows:
        return
    yield Heading("Last time and this time")
    yield Text(
        Line(text="Only over questions that are the same in both, and agencies that answered both times.")
    )
    columns = (
        Column("Standard", 50, heads=True),
        Column("Last time", 15),
        Column("This time", 15),
        Column("Change", 15),
    )
    yield _table(
        "Moderated means, last time and this time",
        columns,
        [(str(one), f"{last:.1f}", f"{now:.1f}", _change(now - last)) for one, now, last in rows],
    )


def _change(difference: Decimal) -> str:
    if abs(difference) < Decimal("0.05"):
        return "the same"
    return f"{abs(difference):.1f} {'higher' if difference > 0 else 'lower'}"


def _found(findings) -> Iterator[Block]:
    if not findings:
        return
    yield Heading("What was found")
    columns = (
        Column("Agency", 25, heads=True),
        Column("Question", 12),
        Column("Found", 45),
        Column("Action", 45),
    )
    rows = [
        (one.to.agency.name, one.question.code, one.words, one.action.words if one.action else "none yet")
        for one in findings
    ]
    yield _table("Findings and the actions they raised", columns, rows)


def _outstanding(improvements) -> Iterator[Block]:
    if not improvements:
        return
    yield Heading("What agencies still have to mend")
    columns = (
        Column("Agency", 25, heads=True),
        Column("What", 50),
        Column("Who, by when", 25),
        Column("State", 20),
    )
    rows = [
        (
            one.to.agency.name,
            f"{one.question.code}: {one.words}",
            f"{one.owner}, {one.due}",
            one.get_state_display(),
        )
        for one in improvements
    ]
    yield _table("Promises of agencies that no board has signed off", columns, rows)


def _table(title: str, columns: tuple[Column, ...], rows: Sequence[Sequence[str]]) -> Table:
    return Table(title, columns, tuple(Row(tuple(_cell(words) for words in row)) for row in rows))


def _cell(words: str) -> Cell:
    return Cell((Line(text=words),))
