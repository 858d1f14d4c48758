"""The looking pages' shapes: the days asked for, my work, the chair's view, a comparison. Asks nothing of the database."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from safeboard.core import charts
from safeboard.core.acronyms import used_in
from safeboard.core.drawing import Drawing
from safeboard.plans import pictures
from safeboard.plans.attention import SHOWS, Move, move_of
from safeboard.plans.compare import LISTS, Comparison
from safeboard.plans.dates_moved import agreed
from safeboard.plans.pages import Figure, address, in_plain_words
from safeboard.plans.picture import PlanPicture
from safeboard.plans.promise import ActionPicture
from safeboard.plans.rating import label

SOON_DAYS = 30
MOVES_SHOWN = 30
"""How many moves the chair's view lists before it leads to the plan for the rest."""


def written(day: datetime.date) -> str:
    return f"{day:%-d %B %Y}"


# --- The days a person asked for ---


@dataclass(frozen=True, slots=True)
class Days:
    """as_at: the day to show. known_at: what Safeboard had learned by the end of that day. None: not asked for."""

    as_at: datetime.date | None = None
    known_at: datetime.date | None = None

    @property
    def words(self) -> str:
        """ "As at 1 March 2016, as it was known on 8 March 2016"; "" where no day was asked for."""
        at = f"As at {written(self.as_at)}" if self.as_at else ""
        known = f"as it was known on {written(self.known_at)}" if self.known_at else ""
        said = ", ".join(part for part in (at, known) if part)
        return said[:1].upper() + said[1:]

    @property
    def wanted(self) -> dict[str, str]:
        """For `address`."""
        days = {"as_at": self.as_at, "known_at": self.known_at}
        return {name: day.isoformat() for name, day in days.items() if day}

    @property
    def query(self) -> str:
        """ "?as-at=2016-03-01", to keep them behind a link."""
        return address("", **self.wanted)

    def shown(self, today: datetime.date) -> dict:
        """day and ahead, for a picture. What was known on a day is shown as at that day, as the page then was, where no
        other day was asked for."""
        return {"day": self.as_at or self.known_at or today, "ahead": self.as_at is None}


# --- My work ---


@dataclass(frozen=True, slots=True)
class WorkRow:
    """plan: the picture it is in. note: what asks for attention beside its date."""

    action: ActionPicture
    plan: PlanPicture
    due_words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """key: also its address on the page. tells: its rows ask for a word of the person's own."""

    key: str
    words: str
    rows: list[WorkRow]
    tells: bool = True


GROUPS = {
    "late": "Late",
    "soon": "Due before the next board, or in the next 30 days",
    "check": "To be looked at",
    "difference": "Did it make a difference?",
    "later": "Later",
}


def my_work(work, today: datetime.date) -> dict:
    """What a person owes, soonest first, and what waits for their answer. work: a `queries.Work`."""
    groups: dict[str, list[WorkRow]] = {key: [] for key in GROUPS}
    answers: list[WorkRow] = []
    for plan in work.pictures:
        soon = max(work.next_boards.get(plan.pk, today), today + datetime.timedelta(SOON_DAYS))
        for action in plan.actions:
            if action.pk in work.owed and not action.done:
                groups[_group(action, soon)].append(_row(action, plan, _asked_note(action)))
            if action.pk in work.differences and _asks_difference(action):
                groups["difference"].append(
                    _row(action, plan, f"To be asked {_on(action.ask_difference_on)}")
                )
            if note := _to_answer(action, work):
                answers.append(_row(action, plan, note))
    made = [WorkGroup(key, GROUPS[key], sorted(rows, key=_soonest)) for key, rows in groups.items() if rows]
    return {"groups": made, "answers": answers}


def _group(action, soon):
    if action.late:
        return "late"
    if action.late_after and action.late_after <= soon:
        return "soon"
    if action.next_check and action.next_check <= action.day:
        return "check"
    return "later"


def _soonest(row):
    day = row.action.ask_difference_on or row.action.ask_on or datetime.date.max
    return day, row.action.pk


def _row(action, plan, note=""):
    return WorkRow(action, plan, in_plain_words(action.due), note)


def _asked_note(action):
    if asked := action.date_asked_for:
        return f"“{asked.wanted.written}” was asked for and waits for an answer"
    return f"To be looked at {_on(action.next_check)}" if action.next_check else ""


def _asks_difference(action):
    return action.ask_difference_on is not None and action.ask_difference_on <= action.day


def _to_answer(action, work):
    """What waits for this person's answer, in words; "" where nothing does. Nobody assures what they said themselves."""
    asked, said = action.date_asked_for, action.awaits_assurance
    if asked and action.pk in work.dates:
        who = asked.on_behalf_of or asked.by_name
        return f"{who} asks for “{asked.wanted.written}”: {asked.why}"
    if said and action.pk in work.assurances and said.by != work.user:
        return f"{said.speaker} says it is complete, {_on(said.effective_on)}: {said.evidence or said.words}"
    return ""


def _on(day):
    return f"on {written(day)}" if day else ""


# --- The chair's view ---


@dataclass(frozen=True, slots=True)
class MoveRow:
    action: ActionPicture
    move: Move


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What one lead carries that is still open, and where each number leads."""

    name: str
    open: int
    late: int
    href: str
    href_late: str


STANDING = ["off-target", "silent", "asked", "at-odds", "to-assure"]


def chairs_view(
    picture: PlanPicture, comparison: Comparison | None, days: Days, paths: tuple[str, str]
) -> dict:
    """One screen. comparison: since the last board, None where none is known. paths: of the plan, of the comparison."""
    plan, compared = paths
    moves = sorted(_moves(picture), key=lambda row: (-row.move.days, row.action.pk))
    return {
        "picture": picture,
        "figures": _standing_figures(picture, plan, days),
        "since": comparison and comparison.before.day,
        "changes": _change_figures(comparison, compared, days) if comparison else [],
        "chart": _load_chart(picture, plan, days),
        "loads": _load_rows(picture, plan, days),
        "moves": moves[:MOVES_SHOWN],
        "acronyms": acronyms_of(moves[:MOVES_SHOWN], picture.glossary),
        "move_count": len(moves),
        "moves_href": address(plan, show="waiting", **days.wanted),
    }


def _moves(picture):
    return [MoveRow(action, move) for action in picture.actions if (move := move_of(action))]


def _standing_figures(picture, path, days):
    late = Figure("Late", len(picture.late), address(path, late="on", **days.wanted), "late")
    shown = [_shown_figure(picture, path, days, key) for key in STANDING]
    return [shown[0], late, *shown[1:]]


def _shown_figure(picture, path, days, key):
    words, like_that = SHOWS[key]
    count = sum(map(like_that, picture.actions))
    return Figure(words, count, address(path, show=key, **days.wanted))


def _change_figures(comparison, path, days):
    start = {"from": comparison.before.day.isoformat(), "known_at": days.wanted.get("known_at")}
    if days.as_at or days.known_at:
        start["to"] = comparison.after.day.isoformat()
    href = address(path, **start)
    return [Figure(LISTS[key], count, f"{href}#{key}") for key, count in comparison.counts.items()]


def _load_rows(picture, path, days):
    return [
        LoadRow(
            load.name or "Nobody is named",
            load.open,
            load.late,
            address(path, lead=str(load.pk), show="open", **days.wanted),
            address(path, lead=str(load.pk), late="on", **days.wanted),
        )
        for load in picture.load()
        if load.open
    ]


def _load_chart(picture, path, days):
    rows = (
        charts.Row(load.name, {"late": load.late, "open": load.open - load.late}, load.href)
        for load in _load_rows(picture, path, days)
    )
    return charts.load_bars(key="load", title="Open actions of each lead", of="Lead", rows=rows)


# --- Two dates compared ---


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """action: None where another part of the plan changed. said: what became of it, a sentence each."""

    words: str
    said: list[str]
    action: ActionPicture | None = None


@dataclass(frozen=True, slots=True)
class ChangeList:
    key: str
    words: str
    rows: list[ChangeRow] = field(default_factory=list)


def changes(comparison: Comparison) -> list[ChangeList]:
    """Every list of a comparison, ready to show."""
    return [
        ChangeList(key, words, [_change_row(key, one) for one in getattr(comparison, key)])
        for key, words in LISTS.items()
    ]


def _change_row(key, one):
    action = one if isinstance(one, ActionPicture) else one.action
    said = [words for words in _SAID[key](one) if words]
    return ChangeRow(action.words if action else one.part, said, action)


def _went_on(action):
    yield (
        f"{written(action.went_on.effective_on)}, into “{action.went_on.plan_title}”."
        if action.went_on
        else ""
    )


def _moved_place(one):
    yield "" if one.action else one.words
    yield f"From “{one.was}” to “{one.becomes}”." if one.was or one.becomes else "Within its place."


def _completed(action):
    day = f"Done on {written(action.done_on)}" if action.done_on else "Done"
    days = action.late_when_done
    yield f"{day}, {days:,} {'day' if days == 1 else 'days'} late." if days else f"{day}."
    yield "Assured." if action.assured else "Nobody has assured it yet." if action.awaits_assurance else ""


def _rated(one):
    was = label(one.was, {one.was: one.was_meaning})
    yield f"From {was} to {label(one.becomes, {one.becomes: one.becomes_meaning})}."


def _moved(one):
    for move in one.moves:
        how = agreed(move)
        yield f"“{move.was_written or 'no date'}” became “{move.becomes.written or 'no date'}”" + (
            f", {how}: {move.why}" if how else f": {move.why}"
        )


def _dropped(action):
    why = action.dropped
    yield f"{written(why.effective_on)}, {why.by_name}: {why.why}" if why else ""


def _taken_up(action):
    yield action.rating_label


def _added(action):
    yield f"Since {written(action.since)}, due {action.due.written or 'without a date'}."


def _handed_over(one):
    yield f"From {_all(one.was)} to {_all(one.becomes)}."


def _all(names: Iterable[str]) -> str:
    return " and ".join(names) or "nobody"


def _reworded(one):
    yield f"It said: {one.was or '(no words)'}"
    yield f"It says: {one.becomes or '(no words)'}"


def _silent(action):
    yield f"The last word was of {written(action.heard_on)}." if action.heard_on else "Never a word."


_SAID = {
    "completed": _completed,
    "rated": _rated,
    "moved": _moved,
    "added": _added,
    "dropped": _dropped,
    "taken_up": _taken_up,
    "handed_over": _handed_over,
    "went_on": _went_on,
    "moved_place": _moved_place,
    "reworded": _reworded,
    "silent": _silent,
}


def compare_page(comparison: Comparison) -> dict:
    made = changes(comparison)
    rows = [row for each in made for row in each.rows]
    return {
        "picture": comparison.after,
        "before": comparison.before,
        "changes": made,
        "figures": [Figure(each.words, len(each.rows), f"#{each.key}") for each in made],
        "acronyms": acronyms_of(rows, comparison.after.glossary),
    }


# --- The plan in pictures ---


@dataclass(frozen=True, slots=True)
class PriorityTimeline:
    words: str
    drawing: Drawing


def pictures_page(trend: list[PlanPicture]) -> dict:
    """Every drawing of a plan; its timeline a priority at a time, so that it stays legible. trend: see `queries.trend_of`."""
    picture = trend[-1]
    return {
        "drawings": [
            pictures.rating_by_priority(picture),
            pictures.trend_by_meeting(trend),
            pictures.load_by_lead(picture),
            pictures.slippage(picture),
        ],
        "timelines": [
            PriorityTimeline(pictures.name_of(one), pictures.timeline(picture, priority=one.pk))
            for one in picture.priorities
            if one.actions
        ],
    }


# --- Acronyms ---


def acronyms_of(rows: Iterable, glossary: dict[str, list[str]]) -> dict[str, list[str]]:
    """The acronyms that stand in these actions. rows: things with an `action`, which may be None."""
    actions = [row.action for row in rows if row.action]
    texts = (text for action in actions for text in (action.words, *(name for _, name in action.leads)))
    return used_in(texts, glossary)
