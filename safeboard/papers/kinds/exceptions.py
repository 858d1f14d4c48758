"""What asks for the board's attention, each row with whose move it is and since when. No Django here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from safeboard.core.paper.blocks import Block, Cell, Heading, Part
from safeboard.papers.kinds.framing import count, counts, head, text
from safeboard.papers.kinds.rows import (
    action_cell,
    cell,
    date_cell,
    last_word,
    leads_cell,
    rating_cell,
    table,
)
from safeboard.papers.material import Material
from safeboard.plans.attention import SHOWS, move_of
from safeboard.plans.looking import written
from safeboard.plans.promise import ActionPicture

TITLE = "Exceptions: what asks for attention"


@dataclass(frozen=True, slots=True)
class Section:
    """heading: of its list. said: of the column that says what is the matter. order: what comes first."""

    sheet: str
    heading: str
    explained: str
    said: str
    takes: Callable[[ActionPicture], bool]
    says: Callable[[ActionPicture], Iterable[str]]
    order: Callable[[ActionPicture], tuple]


def build(material: Material) -> tuple[Part, ...]:
    actions = material.picture.actions
    found = [(one, sorted(filter(one.takes, actions), key=one.order)) for one in SECTIONS]
    top = list(head(material, material.title or TITLE))
    if not any(rows for _, rows in found):
        return (Part("Counts", (*top, text("Nothing in the plan asks for attention."))),)
    waiting = sum(move_of(action) is not None for action in actions)
    top.append(
        text(f"Somebody has to act on {waiting:,} of the {count(len(actions), 'action')}. {ONE_IN_SEVERAL}")
    )
    top += counts("How many of each", [(one.heading, len(rows)) for one, rows in found])
    lists = (Part(one.sheet, tuple(_list(one, rows))) for one, rows in found if rows)
    return (Part("Counts", tuple(top)), *lists)


ONE_IN_SEVERAL = "An action stands in each list it belongs to."


def _list(one: Section, actions: list[ActionPicture]) -> Iterator[Block]:
    yield Heading(f"{one.heading} ({len(actions):,})")
    yield text(one.explained, keep=True, quiet=True)
    columns = [("Action", 46), ("Lead", 20), ("Date", 18), ("Rating", 18), (one.said, 36), (WHOSE, 30)]
    yield table(one.heading, columns, (_row(one, action) for action in actions))


WHOSE = "Whose move, since when"


def _row(one: Section, action: ActionPicture) -> list[Cell]:
    return [
        action_cell(action),
        leads_cell(action),
        date_cell(action),
        rating_cell(action),
        cell(*one.says(action)),
        _move(action),
    ]


def _move(action: ActionPicture) -> Cell:
    move = move_of(action)
    if move is None:
        return cell("Nobody’s: nothing presses")
    days = f"{count(move.days, 'day')}, " if move.days else ""
    return cell(move.whose, f"{move.what} ({days}since {written(move.since)})")


def _off_target(action):
    said = action.rated_by
    if said:
        yield f"{said.speaker} rated it on {written(said.effective_on)}" if said.speaker else ""
    yield _last_words(action)


def _late(action):
    since = f", since {written(action.late_after)}" if action.late_after else ""
    yield f"{count(action.days_late, 'day')}{since}"
    yield _last_words(action)


def _silent(action):
    yield last_word(action)


def _asked(action):
    asked = action.date_asked_for
    if asked:
        who = asked.on_behalf_of or asked.by_name
        yield f"{who} asked on {written(asked.effective_on)} for “{asked.wanted.written}”, not “{asked.was_written or 'no date'}”"
        yield asked.why


def _at_odds(action):
    if action.lead_says and action.lead_says.rating != action.rating and action.standing.over:
        over = action.standing.over
        yield f"The lead says {_label(action, action.lead_says.rating)}; {over.by_name} rated it {action.rating_label}: {over.words}"
    yield from (reason.sentence for reason in action.evidence if reason.slug in {"late", "no-evidence"})


def _label(action, rating):
    from_legend = action.legend.get(rating, "")
    return f"{rating.capitalize()}: {from_legend}" if from_legend else rating.capitalize() or "nothing"


def _to_assure(action):
    said = action.awaits_assurance
    if said:
        yield f"{said.speaker} said so on {written(said.effective_on)}"
        yield f"Evidence: {said.evidence}" if said.evidence else ""


def _to_confirm(action):
    came = action.came_from
    yield f"From {came.plan_title}, {written(came.effective_on)}" if came else ""


def _last_words(action):
    note = action.latest_note
    return (
        f"{last_word(action)}: {note.words}" if note and note.words and action.heard_on else last_word(action)
    )


def _in_plans_order(action):
    return ()


def _longest_late(action):
    return (-action.days_late,)


def _longest_waiting(action):
    move = move_of(action)
    return (-move.days if move else 0,)


SECTIONS = (
    Section(
        "Off target",
        "Rated off target",
        "Rated as behind, by what this board’s colours mean.",
        "What was said",
        SHOWS["off-target"][1],
        _off_target,
        _in_plans_order,
    ),
    Section(
        "Late",
        "Late",
        "Past the last day that the date’s own words allow, the longest first.",
        "How late",
        lambda action: action.late,
        _late,
        _longest_late,
    ),
    Section(
        "Silent",
        "Silent since the last meeting",
        "Open, and no word from a lead since the last meeting.",
        "Last word",
        SHOWS["silent"][1],
        _silent,
        _in_plans_order,
    ),
    Section(
        "Dates asked for",
        "Dates asked for and not answered",
        "A date moves only when the chair or the board agrees.",
        "What is asked, and why",
        SHOWS["asked"][1],
        _asked,
        _longest_waiting,
    ),
    Section(
        "Declared and evidenced",
        "Declared against evidenced",
        "The rating says one thing, and the lead or the record another.",
        "What the record says",
        SHOWS["at-odds"][1],
        _at_odds,
        _in_plans_order,
    ),
    Section(
        "Not assured",
        "Complete but not assured",
        "Said to be complete; another person has not yet confirmed it.",
        "Who said so, on what evidence",
        SHOWS["to-assure"][1],
        _to_assure,
        _longest_waiting,
    ),
    Section(
        "Dates to confirm",
        "Dates to be confirmed",
        "Carried on from the plan before with its date; nobody has said since that the date holds.",
        "Where it came from",
        SHOWS["date-to-confirm"][1],
        _to_confirm,
        _in_plans_order,
    ),
)
