"""One row of a plan's story as the pictures hold it. Asks nothing of the database."""

import datetime

from safeboard.plans.due import Due, Kind
from safeboard.plans.due import Milestone as Step
from safeboard.plans.models import Difference, Update
from safeboard.plans.told import (
    Answered,
    Assured,
    CameFrom,
    Changed,
    Checked,
    Closed,
    Confirmed,
    Differed,
    Dropped,
    Moved,
    Proof,
    Said,
    StepMet,
    WentOn,
)

CAME, HEARD, ANSWERS = (
    {"": ""} | dict(choices)
    for choices in (Update.Came.choices, Update.Heard.choices, Difference.Answer.choices)
)

FILE = Update.Came.FILE.value


def due_of(row, steps=()):
    return Due(
        written=row.due_written,
        kind=Kind(row.due_kind),
        earliest=row.due_earliest,
        latest=row.due_latest,
        every=row.due_every,
        milestones=tuple(steps),
    )


def steps_of(row):
    day = datetime.date.fromisoformat
    return [Step(label, day(earliest), day(latest)) for label, earliest, latest in row.steps]


def meeting_words(kind, date):
    """ "Board, 8 December 2015"."""
    return f"{kind}, {date:%-d %B %Y}"


def moved_of(row, meeting=""):
    """meeting: what the meeting it was agreed at was called then."""
    return Moved(
        pk=row.pk,
        was_written=row.was_written,
        becomes=due_of(row, steps_of(row)),
        why=row.why,
        agreed_by_name=row.agreed_by_name,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        asked_by_name=row.asked_by_name,
        meeting=meeting,
    )


def said_of(row, proofs, assurance):
    return Said(  # by place, since a long plan has thousands
        row.pk,
        row.effective_on,
        row.dated,
        row.opener,
        row.words,
        row.rating,
        row.rating_seen,
        row.by_name,
        row.on_behalf_of,
        CAME[row.came],
        row.recorded_at,
        row.by_id,
        row.complete,
        row.evidence,
        row.over,
        HEARD[row.heard],
        row.came == FILE,
        row.corrects_id,
        None,
        row.marking,
        [Proof(one.pk, one.link or one.document__name, one.link) for one in proofs],
        assurance and assured_of(assurance),
    )


def assured_of(row):
    return Assured(
        row.pk, row.update_said_id, row.by_name, row.words, row.effective_on, row.ask_on, row.recorded_at
    )


def answered_of(row, meeting=""):
    return Answered(row.agreed, row.why, row.by_name, meeting, row.effective_on, row.recorded_at)


def step_met_of(row, due, now):
    return StepMet(row.position, row.met, row.by_name, row.words, row.effective_on, row.recorded_at, due, now)


def differed_of(row):
    return Differed(
        row.pk,
        ANSWERS[row.answer],
        row.words,
        row.by_name,
        row.effective_on,
        row.ask_again_on,
        row.recorded_at,
    )


def checked_of(row):
    return Checked(row.on, row.why, row.by_name, row.effective_on, row.recorded_at)


def changed_of(row, was):
    return Changed(row.pk, was, row.becomes, row.why, row.by_name, row.effective_on, row.recorded_at)


def dropped_of(part, row):
    return Dropped(part, row.why, row.by_name, row.effective_on)


def went_on_of(row):
    plan = "into__issue__priority__plan"
    return WentOn(
        getattr(row, f"{plan}__title"),
        getattr(row, plan),
        row.into_id,
        row.words,
        row.by_name,
        row.effective_on,
        row.recorded_at,
    )


def origin_of(row, *, until, known_at, restricted):
    """Out of the plan before, and whether the date was confirmed by now."""
    return {
        "came_from": came_from_of(row, restricted=restricted),
        "date_confirmed": _confirmed(row, until, known_at),
    }


def came_from_of(row, *, restricted):
    """restricted: whether the last word heard there may speak of what is restricted."""
    plan = "action__issue__priority__plan"
    return CameFrom(
        plan_title=getattr(row, f"{plan}__title"),
        plan_pk=getattr(row, plan),
        action_pk=row.action_id,
        first_due=row.first_told if row.first_told is not None else row.action__due_written,
        heard_on=row.action__now_heard_on if restricted or not row.heard_restricted else None,
        words=row.words,
        by_name=row.by_name,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
    )


def _confirmed(row, until, known_at):
    words, by_name, day, moment = (
        getattr(row, f"into__date_confirmed__{name}")
        for name in ("words", "by_name", "effective_on", "recorded_at")
    )
    if day is None or day > until or (known_at and moment > known_at):
        return None
    return Confirmed(words, by_name, day, moment)


def closed_of(row):
    return Closed(row.words, row.by_name, row.effective_on)
