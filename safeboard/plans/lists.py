"""What the pages of plans list, as lists to take away. No Django here."""

from __future__ import annotations

from collections.abc import Iterable

from safeboard.core.listing import Listing, Value
from safeboard.plans.dates_moved import moved_in_words
from safeboard.plans.looking import ChangeList, Days, WorkGroup, WorkRow, written
from safeboard.plans.pages import in_plain_words, name_of
from safeboard.plans.picture import PlanPicture
from safeboard.plans.promise import ActionPicture

ANSWERS = "For you to answer"

ACTION = {
    "Ref": lambda one: one.ref,
    "Priority": lambda one: name_of(one.issue.priority),
    "Issue number": lambda one: one.issue.number,
    "Issue": lambda one: one.issue.words,
    "Action": lambda one: one.words,
    "New": lambda one: one.new or one.issue.new,
    "Leads": lambda one: _names(one),
    "Due, as written": lambda one: one.due.written,
    "Last day": lambda one: one.late_after,
    "First due, as written": lambda one: one.first_due.written,
    "Dates moved": lambda one: len(one.moved),
    "Months slipped": lambda one: one.months_slipped,
    "Rating": lambda one: one.rating_label,
    "Done": lambda one: one.done,
    "Done on": lambda one: one.done_on,
    "Days late": lambda one: one.days_late or one.late_when_done,
    "Assured": lambda one: one.assured is not None,
    "Last heard": lambda one: one.heard_on,
    "Latest note": lambda one: one.latest_note.told if one.latest_note else "",
    "Marking": lambda one: one.marking,
}
"""A heading, and what stands under it of an ActionPicture. "Days late" of what is done: on the day it was done."""


def actions(picture: PlanPicture, days: Days) -> Listing:
    """Every action of a plan, or of the part of it that was asked for."""
    title = ", ".join(part for part in (f"Actions of {picture.title or 'the plan'}", days.words) if part)
    rows = [tuple(read(action) for read in ACTION.values()) for action in picture.actions]
    return Listing(title, list(ACTION), rows)


def my_work(groups: Iterable[WorkGroup], answers: Iterable[WorkRow]) -> Listing:
    """groups, answers: see `looking.my_work`."""
    columns = ["What", "Board", "Ref", "Action", "Due, as written", "Which means", "Last day", "Rating"]
    rows = [_work(ANSWERS, row) for row in answers]
    rows += [_work(group.words, row) for group in groups for row in group.rows]
    return Listing("My work", [*columns, "Last heard", "Note"], rows)


def _work(what: str, row: WorkRow) -> tuple[Value, ...]:
    one = row.action
    due = (one.due.written, row.due_words, one.late_after)
    return what, row.plan.board, one.ref, one.words, *due, one.rating_label, one.heard_on, row.note


def dates_asked_for(board: str, waiting: Iterable[tuple[PlanPicture, ActionPicture]]) -> Listing:
    """waiting: see `telling.dates_waiting`."""
    columns = ["Plan", "Ref", "Action", "Leads", "Now due, as written", "So far", "Asked for", "Which means"]
    rows = [_waiting(picture, one) for picture, one in waiting]
    return Listing(f"Dates asked for, {board}", [*columns, "Why", "Asked by", "Asked on"], rows)


def _waiting(picture: PlanPicture, one: ActionPicture) -> tuple[Value, ...]:
    asked = one.date_asked_for
    wanted = (asked.wanted.written, in_plain_words(asked.wanted), asked.why)
    who = (asked.on_behalf_of or asked.by_name, asked.effective_on)
    return picture.title, one.ref, one.words, _names(one), one.due.written, moved_in_words(one), *wanted, *who


def changes(before: PlanPicture, after: PlanPicture, changed: Iterable[ChangeList]) -> Listing:
    """changed: see `looking.changes`."""
    columns = ["What changed", "Ref", "Words", "Leads", "What became of it"]
    rows: list[tuple[Value, ...]] = [
        (each.words, *_which(row.action), row.words, _names(row.action), "\n".join(row.said))
        for each in changed
        for row in each.rows
    ]
    title = f"What changed in {after.title or 'the plan'}, {written(before.day)} to {written(after.day)}"
    return Listing(title, columns, rows)


def _which(action: ActionPicture | None) -> tuple[str]:
    return (action.ref if action else "",)


def _names(action: ActionPicture | None) -> str:
    return ", ".join(name for _, name in action.leads) if action else ""
