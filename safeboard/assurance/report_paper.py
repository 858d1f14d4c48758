"""The board's report of an exercise: who answered, what they say and what was found, what was raised. No table is touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from safeboard.assurance.heat_map_queries import HeatMap
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


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report tells. map: heat_map_queries.HeatMap. rates: [exercise_queries.Rate], the last of all. then: {standard's code:
    (mean now, mean last time)}. quality, short, themes: as `report_queries` gives them."""

    exercise: object
    board: object
    map: HeatMap
    rates: list
    quality: list
    short: list
    then: dict
    findings: list
    themes: list
    outstanding: list


def report_paper(told: Reported, *, look: Look, printed: str, draft: bool) -> Paper:
    first = Part(
        "Answers",
        (*_answers(told.exercise, told.board, told.map, told.rates), *_quality(told.quality)),
        landscape=False,
    )
    places = Part("Heat map", tuple(_places(told.map)), fresh=True)
    parts = [first, places]
    rest = (
        *_then(told.map.standards, told.then),
        *_short(told.short),
        *_themes(told.themes),
        *_found(told.findings),
        *_outstanding(told.exercise, told.outstanding),
    )
    if rest:
        parts.append(Part("Findings", rest, landscape=False, fresh=True))
    name = f"{told.exercise}: report"
    return Paper(name, tuple(parts), author=str(told.board), look=look, draft=draft, printed=printed)


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


def _quality(quality) -> Iterator[Block]:
    if not quality:
        return
    yield Heading("How full the returns are")
    columns = (
        Column("Agency", 40, heads=True),
        Column("Answers", 14),
        Column("In words too", 16),
        Column("As last time", 16),
        Column("With the evidence asked for", 20),
    )
    rows = [
        (
            one.name,
            str(one.answers),
            _of(one.in_words, one.answers),
            _of(one.unchanged, one.answers),
            _of(one.proved, one.wanted),
        )
        for one in quality
    ]
    yield _table("How full the returns are", columns, rows)


def _of(count: int, of: int) -> str:
    return f"{count} of {of} ({round(100 * count / of)}%)" if of else "none asked for"


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
    yield from (Text(Line(text=words)) for words in shown.mixed_words)
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
        Line(
            text="Only over questions that are the same in both, on the same scale, and agencies that were scored both times."
        )
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


def _short(short) -> Iterator[Block]:
    if not short:
        return
    yield Heading("Where most fall short")
    yield Text(
        Line(
            text="Less than two thirds up the scale: by the board’s score where it has scored, else by the agency’s own."
        )
    )
    columns = (Column("Question", 80, heads=True), Column("Agencies", 20))
    rows = [(f"{one.question.code} {one.question.words}", f"{one.count} of {one.of}") for one in short]
    yield _table("Questions on which most agencies fall short", columns, rows)


def _themes(themes) -> Iterator[Block]:
    if not themes:
        return
    yield Heading("Findings by theme")
    columns = (
        Column("Theme", 45, heads=True),
        Column("Findings", 15),
        Column("Agencies", 15),
        Column("Actions raised", 15),
    )
    rows = [(one.name, str(one.findings), str(one.agencies), str(one.actions)) for one in themes]
    yield _table("Findings by theme", columns, rows)


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


def _outstanding(exercise, improvements) -> Iterator[Block]:
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
            f"{one.question.code}: {one.words}" + _since(exercise, one.to.exercise),
            f"{one.owner}, {one.due}",
            one.get_state_display(),
        )
        for one in improvements
    ]
    yield _table("Promises of agencies that no board has signed off", columns, rows)


def _since(exercise, promised_in) -> str:
    return "" if promised_in == exercise else f" ({promised_in})"


def _table(title: str, columns: tuple[Column, ...], rows: Sequence[Sequence[str]]) -> Table:
    return Table(title, columns, tuple(Row(tuple(_cell(words) for words in row)) for row in rows))


def _cell(words: str) -> Cell:
    return Cell((Line(text=words),))
