"""Changing a seat and ending it. Each verb holds the board first, so that of two managers who end each other one is refused."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from safeboard.boards.access import ANSWERING, KEEPING
from safeboard.boards.models import Seat, current_on
from safeboard.boards.services.founding import held, join_agency
from safeboard.history.services import record
from safeboard.people.permissions import ROLES

DAY = datetime.timedelta(days=1)


@transaction.atomic
def change_seat(
    seat, *, role, agency, answers_for, by, at, role_from=None, agency_name="", ends=None, deputises_for=None
):
    """Make a seat what is given here. Returns the seat that goes on.

    Another role from a later day than the first ends this seat the day before and begins a new one, which takes
    over leads and deputies; what the old one was stays. role_from: today where not given. Raises ValidationError.
    """
    today = timezone.localdate(at)
    seat = _going_on(seat, today)
    role_from = role_from or max(today, seat.starts)
    check_answers(seat.board, role, answers_for)
    _check_days(seat, role, role_from, ends)
    _check_deputy(seat, deputises_for)
    if agency_name:
        agency = join_agency(agency_name, board=seat.board, starts=today, by=by, at=at)
    check_not_twice(seat.user, seat.board, role, agency, starts=today, ends=ends, but=seat)
    leaves_off = role not in KEEPING and seat.role in KEEPING
    _check_somebody_keeps_the_board(seat, until=role_from - DAY if leaves_off else ends, today=today)
    if role != seat.role:
        seat = _in_role(seat, role, role_from, ends=ends, today=today, by=by, at=at)
    fields = {"agency": agency, "ends": ends, "deputises_for": deputises_for}
    _set(seat, fields, answers_for, by=by, at=at)
    return seat


@transaction.atomic
def end_seat(seat, *, by, at, ends=None, successor=None):
    """End a seat after a day, and let a successor's seat on the same board answer for its leads besides.

    The seat keeps what it answered for. Without a day it is taken away at once, today included, even where it has not
    begun. Raises ValidationError.
    """
    today = timezone.localdate(at)
    seat = _going_on(seat, today)
    leads, was = list(seat.answers_for.all()), seat.ends
    starts, last = (seat.starts, ends) if ends else (min(seat.starts, today - DAY), today - DAY)
    if last < starts:
        raise ValidationError(
            f"Enter a last day on or after {seat.starts:%-d %B %Y}, the first day of the seat, or take it away at once."
        )
    if successor:
        successor = Seat.objects.select_related("board", "user").get(pk=successor.pk)
        _check_successor(seat, successor, last, leads)
    elif was == last:
        raise ValidationError(f"The seat ends on {last:%-d %B %Y} already. Nothing was done again.")
    _check_somebody_keeps_the_board(seat, until=last, today=today)
    Seat.objects.filter(pk=seat.pk).update(starts=starts, ends=last)
    names = sorted(lead.name for lead in leads)
    ended = {"was": _day(was), "becomes": _day(last), "began": _day(seat.starts), "leads": names}
    record(by=by, verb="ended", thing=seat, at=at, board=seat.board, **ended, successor=str(successor or ""))
    if successor and leads:
        successor.answers_for.add(*leads)
        record(by=by, verb="took over", thing=successor, at=at, board=seat.board, leads=names, of=str(seat))


@transaction.atomic
def set_reminders(seats, *, wants, by, at):
    """Let a person say whether the board's reminders are to reach them, for these seats of theirs."""
    for seat in seats:
        if seat.wants_reminders != wants:
            Seat.objects.filter(pk=seat.pk).update(wants_reminders=wants)
            verb = "asked for reminders" if wants else "asked for no reminders"
            record(by=by, verb=verb, thing=seat, at=at, board=seat.board)


def check_answers(board, role, leads):
    if any(lead.board_id != board.pk for lead in leads):
        raise ValidationError("Choose leads of this board.")
    if leads and role not in ANSWERING:
        raise ValidationError(
            f"A {ROLES[role].name.lower()} answers for no leads: choose another role, or no leads."
        )


def check_not_twice(user, board, role, agency, *, starts, ends, but=None):
    """Two seats at one time differ in role or in agency. but: the seat that is being changed."""
    same = Seat.objects.filter(user=user, board=board, role=role, agency=agency)
    same = same.filter(Q(ends__isnull=True) | Q(ends__gte=starts))
    if ends:
        same = same.filter(starts__lte=ends)
    if same.exclude(pk=but.pk if but else None).exists():
        place = f"as {ROLES[role].name.lower()}{f' for {agency}' if agency else ''}"
        raise ValidationError(f"{user} has a seat on {board} {place} already. Change that one instead.")


def _going_on(seat, today):
    """The seat as it is now, its board held; refused where it is over."""
    held(seat.board)
    seat = Seat.objects.select_related("board", "user", "agency", "deputises_for").get(pk=seat.pk)
    if seat.ends and seat.ends < today:
        raise ValidationError(
            f"The seat ended on {seat.ends:%-d %B %Y} and stays as it was. Nothing was done again."
        )
    return seat


def _check_days(seat, role, role_from, ends):
    if ends and ends < seat.starts:
        raise ValidationError(
            f"Enter a last day on or after {seat.starts:%-d %B %Y}, the first day of the seat."
        )
    if role == seat.role:
        return
    if role_from < seat.starts:
        raise ValidationError(
            f"Enter a day on or after {seat.starts:%-d %B %Y}, the first day of the seat, for the new role."
        )
    if ends and role_from > ends:
        raise ValidationError("Enter a day for the new role that is not after the last day of the seat.")


def _check_deputy(seat, principal):
    if principal is None:
        return
    if principal.board_id != seat.board_id:
        raise ValidationError("Choose a seat of this board to deputise for.")
    if principal.user_id == seat.user_id:
        raise ValidationError("Nobody deputises for themselves: choose another person's seat.")


def _check_successor(seat, successor, last, leads):
    if successor.board_id != seat.board_id or successor.pk == seat.pk:
        raise ValidationError("Choose another seat of this board to take over the leads.")
    if successor.ends and successor.ends <= last:
        raise ValidationError(f"Choose a seat that goes on after {last:%-d %B %Y} to take over the leads.")
    check_answers(seat.board, successor.role, leads)
    if seat.ends == last and set(leads) <= set(successor.answers_for.all()):
        raise ValidationError(f"The seat ends on {last:%-d %B %Y} already. Nothing was done again.")


def _check_somebody_keeps_the_board(seat, *, until, today):
    """Refuse what would leave a board, on the next day or in the end, without anyone who may invite people.

    until: the last day this seat would still let its person do so; None for ever. Another seat counts only if it lasts
    as long as this one would have.
    """
    if seat.role not in KEEPING or until is None or (seat.ends and until >= seat.ends):
        return
    others = Seat.objects.filter(
        current_on(max(until + DAY, today)), board=seat.board, role__in=KEEPING, user__is_active=True
    ).exclude(pk=seat.pk)
    as_long = Q(ends__isnull=True) | (Q(ends__gte=seat.ends) if seat.ends else Q(pk__in=[]))
    if not others.filter(as_long).exists():
        roles = " or ".join(ROLES[key].name.lower() for key in KEEPING)
        raise ValidationError(
            f"{seat.user} is the board's last {roles} whose seat goes on. Invite another {roles} "
            f"who starts by {max(until + DAY, today):%-d %B %Y} first, then do this."
        )


def _in_role(seat, role, role_from, *, ends, today, by, at):
    """The seat in another role from a day: itself where that is its first day, otherwise a new one."""
    change = {"was": seat.role, "becomes": role, "from_day": _day(role_from)}
    if role_from == seat.starts:
        Seat.objects.filter(pk=seat.pk).update(role=role)
        seat.role = role
        record(by=by, verb="changed", thing=seat, at=at, board=seat.board, **change)
        return seat
    new = Seat.objects.create(
        user=seat.user,
        board=seat.board,
        role=role,
        agency=seat.agency,
        starts=role_from,
        ends=ends,
        deputises_for=seat.deputises_for,
        wants_reminders=seat.wants_reminders,
    )
    new.answers_for.set(seat.answers_for.all())
    Seat.objects.filter(pk=seat.pk).update(ends=role_from - DAY)
    if role_from <= today:
        seat.deputies.update(deputises_for=new)
    record(by=by, verb="ended", thing=seat, at=at, board=seat.board, **change)
    record(by=by, verb="gave a seat", thing=new, at=at, board=seat.board, role=role, starts=_day(role_from))
    return new


def _set(seat, fields, leads, *, by, at):
    """Write what differs, and what it was, into the history."""
    before, leads = set(seat.answers_for.all()), set(leads)
    changed = {name: value for name, value in fields.items() if getattr(seat, name) != value}
    was = {name: str(getattr(seat, name) or "") for name in changed}
    becomes = {name: str(value or "") for name, value in changed.items()}
    if before != leads:
        was, becomes = was | {"answers_for": _names(before)}, becomes | {"answers_for": _names(leads)}
    if was or becomes:
        Seat.objects.filter(pk=seat.pk).update(**fields)
        seat.answers_for.set(leads)
        seat.refresh_from_db()
        record(by=by, verb="changed", thing=seat, at=at, board=seat.board, was=was, becomes=becomes)


def _names(leads):
    return sorted(lead.name for lead in leads)


def _day(day):
    return day.isoformat() if day else ""
