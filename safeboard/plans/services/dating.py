"""Dates move only when somebody asks, somebody agrees, and both say why. The first date is never lost."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from safeboard.plans.due import Kind, YearHint, occurrences_met, read_due
from safeboard.plans.models import DateAnswer, DateChange, DateRequest, MilestoneMet, NextCheck, Update
from safeboard.plans.services.accepting import due_fields, steps_of
from safeboard.plans.services.standing import day_told, hold_open, said_words, set_down, told


@transaction.atomic
def ask_for_date(action, *, becomes, why, by, at, on_behalf_of="", came=Update.Came.WEB, effective_on=None):
    """Ask for a new date, in the board's own words ("June 16"), with the reason. Returns the DateRequest.

    Raises ValidationError where nothing would move, another request waits, or the action is done.
    """
    shown = hold_open(action, at=at)
    if shown.date_asked_for:
        raise ValidationError(
            f"“{shown.date_asked_for.wanted.written}” was asked for already and waits for an answer."
        )
    return _ask(shown, action, becomes, why, by, at, on_behalf_of, came, day_told(effective_on, at=at))


@transaction.atomic
def agree_date(request, *, meeting, by, at, why="", effective_on=None):
    """Agree to a new date at a meeting of the board. Returns the DateChange.

    It holds from the day of the meeting, or from today where the meeting is still to come. Raises ValidationError.
    """
    shown = hold_open(request.action, at=at)
    if meeting is not None and meeting.date < request.effective_on:
        raise ValidationError("Choose a meeting that was not held before the date was asked for")
    asked_by = request.on_behalf_of or request.by_name
    return _agree(shown, request, meeting, why, by, at, effective_on, asked_by)


@transaction.atomic
def decline_date(request, *, why, by, at, meeting=None, effective_on=None):
    """Decline a new date, with the reason. Returns the DateAnswer. Raises ValidationError."""
    hold_open(request.action, at=at)
    why = said_words(why, "Enter why the new date is declined")
    _same_board(request.action, meeting)
    answer = _answer(request, False, why, meeting, by, at, day_told(effective_on, at=at))
    set_down(request.action, "declined a new date for", by=by, at=at, asked=request.due_written, why=why)
    return answer


@transaction.atomic
def move_date(action, *, becomes, why, meeting, by, at, asked_by="", effective_on=None):
    """Record a move that was asked for and agreed elsewhere, such as at a meeting. Returns the DateChange.

    asked_by: the name of who asked, "" where nobody knows.
    """
    shown = hold_open(action, at=at)
    if shown.date_asked_for:
        raise ValidationError("A new date was asked for and waits for an answer: answer that first.")
    day = _day_agreed(meeting, effective_on, at)
    request = _ask(shown, action, becomes, why, by, at, asked_by, Update.Came.WEB, day)
    return _agree(shown, request, meeting, "", by, at, day, request.on_behalf_of)


@transaction.atomic
def tell_first_date(action, *, first, why, by, at):
    """Say what the first date was, where the plan's file knew only a later one. The date that holds stays as it is.

    The moves from there may be recorded with `move_date`, each with the day and the meeting of its own. Returns the
    DateChange. Raises ValidationError.
    """
    shown = hold_open(action, at=at)
    first = said_words(first, "Enter the first date, such as December 2015")
    why = said_words(why, "Enter how you know that this was the first date")
    read = read_due(first, hint=hint_of(action.plan))
    if first == shown.first_due.written:
        raise ValidationError("That is the first date it has: enter another")
    row = DateChange.objects.create(
        action=action,
        first=True,
        was_written=shown.first_due.written,
        steps=steps_of(read),
        why=why,
        agreed_by_name=by.name,
        effective_on=min(shown.since, timezone.localdate(at)),
        recorded_at=at,
        **due_fields(read),
    )
    set_down(action, "told the first date of", by=by, at=at, was=row.was_written, first=first, why=why)
    return row


@transaction.atomic
def meet_step(action, *, position, by, at, met=True, met_on=None, words=""):
    """Say that a milestone, or a recurrence's next occurrence, was met on a day; or, said in error, was not.

    position: its place in line, from 0; of a recurrence, how many occurrences were met before.
    What is taken back speaks of the day it was said to be met on, so that it was met on no day. Raises ValidationError.
    """
    shown = hold_open(action, at=at)
    steps = _steps_open_to(shown)
    if position not in steps:
        raise ValidationError("This action has no such milestone: look at its page again.")
    if (position in shown.met) == met:
        raise ValidationError(f"This was said already: it is {'met' if met else 'not met'}.")
    day = day_told(met_on, at=at) if met else shown.met_on(position)
    row = MilestoneMet.objects.create(
        action=action,
        change_id=shown.moved[-1].pk if shown.moved else None,
        position=position,
        met=met,
        words=words.strip(),
        **told(day, by, at),
    )
    verb = "met a milestone of" if met else "took back a milestone of"
    set_down(action, verb, by=by, at=at, step=position + 1, on=row.effective_on.isoformat())
    return row


@transaction.atomic
def set_next_check(action, *, on, by, at, why=""):
    """Choose the day to look again at an action that no day makes late. Returns the NextCheck. Raises ValidationError."""
    shown = hold_open(action, at=at)
    if on < timezone.localdate(at):
        raise ValidationError("Enter a day that is not before today")
    if shown.next_check is None:
        raise ValidationError("This action has a last day of its own, so no other check is set.")
    row = NextCheck.objects.create(
        action=action, on=on, why=why.strip(), **told(timezone.localdate(at), by, at)
    )
    set_down(action, "set the next check of", by=by, at=at, on=on.isoformat())
    return row


def hint_of(plan):
    """The years a plan speaks of, for dates that name no year."""
    return YearHint(plan.starts, plan.ends)


def _ask(shown, action, becomes, why, by, at, on_behalf_of, came, day):
    becomes = said_words(becomes, "Enter the new date, such as June 2016")
    why = said_words(why, "Enter why the date has to move")
    wanted = read_due(becomes, hint=hint_of(action.plan))
    if shown.done:
        raise ValidationError("This action is complete, so its date stays as it is.")
    if becomes == shown.due.written:
        raise ValidationError("That is the date it has: enter another")
    request = DateRequest.objects.create(
        action=action,
        was_written=_moves_from(shown),
        steps=steps_of(wanted),
        why=why,
        on_behalf_of=on_behalf_of.strip()[:200],
        came=came,
        **due_fields(wanted),
        **told(day, by, at),
    )
    set_down(
        action, "asked for a new date for", by=by, at=at, was=shown.due.written, becomes=becomes, why=why
    )
    return request


def _agree(shown, request, meeting, why, by, at, effective_on, asked_by):
    if meeting is None:
        raise ValidationError("Choose the meeting at which the new date was agreed")
    _same_board(request.action, meeting)
    day = _day_agreed(meeting, effective_on, at)
    _answer(request, True, why.strip(), meeting, by, at, day)
    change = DateChange.objects.create(
        action=request.action,
        was_written=_moves_from(shown),
        steps=request.steps,
        why=request.why,
        asked_by_name=asked_by,
        agreed_by_name=by.name,
        request=request,
        meeting=meeting,
        effective_on=day,
        recorded_at=at,
        due_written=request.due_written,
        due_kind=request.due_kind,
        due_earliest=request.due_earliest,
        due_latest=request.due_latest,
        due_every=request.due_every,
    )
    details = {"was": change.was_written, "becomes": change.due_written, "meeting": str(meeting)}
    set_down(request.action, "agreed a new date for", by=by, at=at, **details)
    return change


def _moves_from(shown):
    """The date it had last: the first, where no move is known, whatever the row of the plan gives."""
    return (shown.moved[-1].becomes if shown.moved else shown.first_due).written


def _answer(request, agreed, why, meeting, by, at, day):
    try:
        with transaction.atomic():
            return DateAnswer.objects.create(
                request=request, agreed=agreed, why=why, meeting=meeting, **told(day, by, at)
            )
    except IntegrityError:
        raise ValidationError("This request has been answered already.") from None


def _day_agreed(meeting, effective_on, at):
    today = timezone.localdate(at)
    return effective_on or (min(meeting.date, today) if meeting else today)


def _same_board(action, meeting):
    if meeting is not None and meeting.board_id != action.plan.board_id:
        raise ValidationError("Choose a meeting of this action's own board")


def _steps_open_to(shown):
    """Places that may be said to be met or not."""
    if shown.due.kind is Kind.RECURRING and shown.due.latest:
        return range(occurrences_met(shown.met) + 1)
    return range(len(shown.due.milestones))
