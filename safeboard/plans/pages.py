"""Pictures in the shapes that pages want: figures with links, bars, a timeline. Asks nothing of the database."""

import datetime
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from safeboard.core import charts
from safeboard.plans.dates_moved import moved_in_words, path_of
from safeboard.plans.due import Due, Kind, days_late, occurrence, occurrences_met, plain
from safeboard.plans.picture import ActionPicture, PlanPicture, Wanted, narrowed, outline_of
from safeboard.plans.rating import label
from safeboard.plans.story import sides, step_name, timeline

AS_AT = "as-at"
KNOWN_AT = "known-at"

LATE_SHOWN = 15
"""How many late actions a board's page lists before it leads to the plan for the rest."""


def address(path: str, **wanted) -> str:
    """A page with its filters: "/plans/1/?rating=red&as-at=2016-03-31"; empty ones are left out."""
    pairs = {key.replace("_", "-"): value for key, value in wanted.items() if value not in ("", None, False)}
    return f"{path}?{urlencode(pairs)}" if pairs else path


# --- The board's page ---


def state_of(plan, picture: PlanPicture) -> dict:
    """How a plan stands: what the board's page shows of it."""
    path = plan.get_absolute_url()
    late = late_actions(picture)
    return {
        "plan": plan,
        "picture": picture,
        "figures": figures(picture, path),
        "chart": priority_chart(picture, path),
        "late": late[:LATE_SHOWN],
        "late_count": len(late),
        "late_href": address(path, late="on"),
        "loads": lead_rows(picture, path),
    }


@dataclass(frozen=True, slots=True)
class Figure:
    """One number at the head of a page, and the rows behind it. rating: whose colour it wears, or ""."""

    words: str
    count: int
    href: str
    kind: str = ""


def figures(picture: PlanPicture, path: str) -> list[Figure]:
    """How many actions, how many late, of each rating, and marked NEW."""
    actions = picture.actions
    counts = [
        Figure(
            label(rating, picture.legend),
            sum(action.rating == rating for action in actions),
            address(path, rating=rating or "none"),
            rating or "none",
        )
        for rating in picture.shown_ratings
    ]
    return [
        Figure("Actions", len(actions), path),
        Figure("Late", len(picture.late), address(path, late="on"), "late"),
        *counts,
        Figure("New", sum(action.new or action.issue.new for action in actions), address(path, new="on")),
    ]


def priority_chart(picture: PlanPicture, path: str) -> charts.Chart:
    rows = (
        charts.Row(name_of(priority), priority.counts, address(path, priority=priority.pk))
        for priority in picture.priorities
    )
    return charts.rating_bars(
        key="priorities", title="Ratings by priority", of="Priority", legend=picture.legend, rows=rows
    )


def name_of(priority) -> str:
    """ "2. Children feel safe"; whatever of number and title there is."""
    title = priority.title or priority.heading
    return (
        f"{priority.number}. {title}" if priority.number and title else title or f"Priority {priority.number}"
    )


@dataclass(frozen=True, slots=True)
class LateAction:
    action: ActionPicture
    days: int


def late_actions(picture: PlanPicture) -> list[LateAction]:
    """Late actions with the days since the last day their words allow, longest overdue first."""
    late = [
        LateAction(action, days_late(action.due, today=picture.day, met=action.met))
        for action in picture.late
    ]
    return sorted(late, key=lambda row: -row.days)


@dataclass(frozen=True, slots=True)
class LeadRow:
    """What one lead carries, and where each number leads."""

    name: str
    open: int
    late: int
    total: int
    href: str
    href_late: str


def lead_rows(picture: PlanPicture, path: str) -> list[LeadRow]:
    return [
        LeadRow(
            load.name or "Nobody is named",
            load.open,
            load.late,
            load.total,
            address(path, lead=str(load.pk)),
            address(path, lead=str(load.pk), late="on"),
        )
        for load in picture.load()
    ]


# --- The plan's page ---


def plan_page(picture: PlanPicture, form, path: str) -> dict:
    """The plan with only what was asked for, and what that was. form: a FilterForm.

    whole: nothing is left out of the priorities that are shown, so their aims and outcomes stand there too.
    """
    wanted = form.wanted()
    shown = narrowed(picture, wanted)
    return {
        "picture": picture,
        "shown": shown,
        "whole": replace(wanted, priority=None) == Wanted(),
        "count": len(shown.actions),
        "total": len(picture.actions),
        "chosen": chosen(form, path),
        "as_at_field": form[AS_AT],
        "known_at_field": form[KNOWN_AT],
        "more_open": any(form[name].errors or form.cleaned_data.get(name) for name in ("show", KNOWN_AT)),
        "acronyms": outline_of(shown).glossary,
    }


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in use, and the page without it."""

    words: str
    href: str


def chosen(form, path: str) -> list[Chosen]:
    """The filters in use, in words. form: a FilterForm that has been looked through."""
    used = {
        name: form.data[name]
        for name in form.fields
        if (value := form.cleaned_data.get(name)) or (value == 0 and value is not False)
    }
    return [
        Chosen(form.words_for(name), address(path, **{key: used[key] for key in used if key != name}))
        for name in used
    ]


# --- The action's page ---


def story_of(action: ActionPicture, *, updated: datetime.date | None = None) -> dict:
    """An action, its dates in plain words and its story in order. updated: see `story.timeline`."""
    lead_says, set_over = sides(action)
    return {
        "shown": action,
        "due_words": in_plain_words(action.due),
        "first_due_words": in_plain_words(action.first_due),
        "path": path_of(action) if len(action.dates) > 1 else "",
        "moved_words": moved_in_words(action),
        "steps": steps(action),
        "rated_by": action.rated_by,
        "lead_says": lead_says,
        "set_over": set_over,
        "timeline": timeline(action, updated=updated),
    }


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone, or an occurrence of a recurrence: its label, the last day, and how it stands.

    position: its place in line. words: what a button says. on: the day it was met.
    """

    position: int
    label: str
    by: datetime.date
    state: str
    on: datetime.date | None = None
    words: str = ""


OCCURRENCE = {
    "year": "This year’s is done",
    "quarter": "This quarter’s is done",
    "month": "This month’s is done",
    "week": "This week’s is done",
}


def steps(action: ActionPicture) -> list[Step]:
    """Its milestones; of a recurrence that names a day, the occurrences met and the next one."""
    due = action.due
    if due.kind is Kind.RECURRING and due.latest:
        return [_occurrence(action, number) for number in range(occurrences_met(action.met) + 1)]
    return [
        Step(
            at,
            step_name(due, at),
            mark.latest,
            _state(at in action.met, action, mark.latest),
            action.met_on(at),
            "Say that it is met",
        )
        for at, mark in enumerate(due.milestones)
    ]


def step_at(action: ActionPicture, position: int) -> Step | None:
    return next((step for step in steps(action) if step.position == position), None)


def _occurrence(action, number):
    by = occurrence(action.due, number)
    state = _state(number in action.met, action, by)
    words = OCCURRENCE[action.due.every]
    return Step(number, step_name(action.due, number), by, state, action.met_on(number), words)


def _state(met: bool, action: ActionPicture, by: datetime.date) -> str:
    if met:
        return "Met"
    if action.done:
        return "The action is complete"
    return "Late" if by < action.day else "Still to come"


def in_plain_words(due: Due) -> str:
    """What Safeboard reads in a date: "Any day up to 30 June 2016"; why there is no day where there is none."""
    if due.kind in (Kind.DAY, Kind.MONTH) and due.latest:
        return f"Any day up to {due.latest:%-d %B %Y}"
    if due.kept_as_words:
        return "Kept as words: Safeboard reads no day in it, so it is never counted as late"
    if due.kind is Kind.NONE:
        return "The plan gives no date"
    if due.kind is Kind.ONGOING and not due.latest:
        return f"{_capital(plain(due))}, so it is never counted as late"
    return _capital(plain(due))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
