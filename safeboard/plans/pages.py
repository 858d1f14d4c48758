"""Pictures in the shapes that pages want: figures with links, bars, a timeline. Asks nothing of the database."""

import datetime
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from safeboard.core import charts
from safeboard.plans.due import Due, Kind, days_late, plain
from safeboard.plans.picture import ActionPicture, PlanPicture, Wanted, narrowed
from safeboard.plans.rating import label

AS_AT = "as-at"

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
        "as_at": form.cleaned_data.get(AS_AT),
        "as_at_field": form[AS_AT],
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


def story_of(action: ActionPicture) -> dict:
    """An action, its dates in plain words and its story in order."""
    return {
        "shown": action,
        "due_words": in_plain_words(action.due),
        "first_due_words": in_plain_words(action.first_due),
        "days": days_late(action.due, today=action.day, done=action.done, met=action.met),
        "steps": steps(action),
        "rated_by": action.rated_by,
        "timeline": timeline(action),
    }


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone: its label, the last day, and how it stands."""

    label: str
    by: datetime.date
    state: str


def steps(action: ActionPicture) -> list[Step]:
    return [
        Step(mark.label, mark.latest, _state(at in action.met, action, mark.latest))
        for at, mark in enumerate(action.due.milestones)
    ]


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment in the story of an action. kind: "note", "rating" or "date"; what: the Said or Moved itself."""

    kind: str
    when: str
    day: datetime.date
    what: object
    label: str = ""


def timeline(action: ActionPicture) -> list[Entry]:
    """Notes, ratings and changes of date in one line, oldest first."""
    told = [entry for said in action.said for entry in _told(said, action)]
    moved = [
        Entry("date", f"{move.effective_on:%-d %B %Y}", move.effective_on, move) for move in action.moved
    ]
    return sorted(told + moved, key=lambda entry: entry.day)


def _told(said, action):
    when = _when(said, action.heard_by)
    if said.words or said.opener:
        yield Entry("note", when, said.effective_on, said)
    if said.rating:
        yield Entry("rating", when, said.effective_on, said, action.legend.get(said.rating, ""))


def _when(said, updated) -> str:
    """The note's own opener, as the board typed it, where it has one. updated: when the plan says it was updated."""
    if said.opener:
        return said.opener.rstrip(" :;–—-.")
    if said.effective_on != updated:
        return f"{said.effective_on:%-d %B %Y}"
    when = f"{updated:%B %Y}, when the plan was updated"
    return f"No date of its own, so: {when}" if said.words and not said.dated else when
