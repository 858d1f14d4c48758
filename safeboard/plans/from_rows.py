"""One row of a plan's story as the pictures hold it. Asks nothing of the database."""

import datetime

from safeboard.plans.due import Due, Kind
from safeboard.plans.due import Milestone as Step
from safeboard.plans.models import Update
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


def meeting_words(meeting):
    """ "Board, 8 December 2015". meeting: a Meeting, what it was (MeetingWas), or None."""
    return f"{meeting.kind}, {meeting.date:%-d %B %Y}" if meeting else ""


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
    return Said(
        pk=row.pk,
        effective_on=row.effective_on,
        dated=row.dated,
        opener=row.opener,
        words=row.words,
        rating=row.rating,
        rating_seen=row.rating_seen,
        by_name=row.by_name,
        on_behalf_of=row.on_behalf_of,
        came=row.get_came_display(),
        recorded_at=row.recorded_at,
        by=row.by_id,
        complete=row.complete,
        evidence=row.evidence,
        over=row.over,
        heard=row.get_heard_display(),
        from_file=row.came == Update.Came.FILE,
        corrects=row.corrects_id,
        marking=row.marking,
        proofs=[Proof(one.pk, str(one), one.link) for one in proofs],
        assured=assurance and assured_of(assurance),
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
        row.get_answer_display(),
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
    into = row.into
    return WentOn(
        into.plan.title, into.plan.pk, into.pk, row.words, row.by_name, row.effective_on, row.recorded_at
    )


def came_from_of(row, *, restricted):
    """restricted: whether the last word heard there may speak of what is restricted."""
    old = row.action
    return CameFrom(
        plan_title=old.plan.title,
        plan_pk=old.plan.pk,
        action_pk=old.pk,
        first_due=row.first_told if row.first_told is not None else old.due_written,
        heard_on=old.now_heard_on if restricted or not row.heard_restricted else None,
        words=row.words,
        by_name=row.by_name,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
    )


def confirmed_of(row):
    return Confirmed(row.words, row.by_name, row.effective_on, row.recorded_at)


def closed_of(row):
    return Closed(row.words, row.by_name, row.effective_on)
