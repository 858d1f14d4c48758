"""Reminding those who owe a return: only them, once a day, in words that fit how far they are."""

import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from safeboard.assurance.letters import reminder_letter
from safeboard.assurance.models import Exercise, Part, ReminderMade, Return, Step
from safeboard.assurance.services.issuing import write_to
from safeboard.core.working_days import is_working_day, next_working_day
from safeboard.history.services import CommandLine, record

CHASER = CommandLine("Assurance reminders")
OFFICE_HOURS = range(8, 18)  # so that none arrives at night
OWING = (Return.State.OPEN, Return.State.SENT_BACK)


def chase(*, at):
    """Make the reminders that are due in every open exercise. Returns how many messages.

    One exercise's trouble does not keep the others waiting; it is raised at the end, in an ExceptionGroup.
    """
    today, made, troubles = timezone.localdate(at), 0, []
    if not is_working_day(today) or timezone.localtime(at).hour not in OFFICE_HOURS:
        return 0
    for exercise in Exercise.objects.filter(state=Exercise.State.OPEN).select_related("board").order_by("pk"):
        try:
            if due_today(exercise, today):
                made += remind(exercise, by=CHASER, at=at)
        except Exception as trouble:
            troubles.append(trouble)
    if troubles:
        raise ExceptionGroup("Not every exercise could be seen to", troubles)
    return made


def due_today(exercise, today):
    """Whether one of its reminders has come that was not made: on its day, or on the first working day after it."""
    days = (
        next_working_day(exercise.due_on + datetime.timedelta(days=offset)) for offset in exercise.reminders
    )
    come = [day for day in days if timezone.localdate(exercise.opened_at) < day <= today]
    return bool(come) and not exercise.reminders_made.filter(due_on__gte=max(come)).exists()


@transaction.atomic
def remind(exercise, *, by, at):
    """Write to the authors who owe a return. Once a day, however often it is asked for. Returns how many messages."""
    today = timezone.localdate(at)
    held = Exercise.objects.select_for_update(of=("self",)).select_related("board").get(pk=exercise.pk)
    if held.state != Exercise.State.OPEN or held.reminders_made.filter(due_on=today).exists():
        return 0
    messages = 0
    for to, part, why in _who_owes(held):
        to.exercise = held
        letter = reminder_letter(to, why=why, today=today)
        key = f"reminder {today.isoformat()}"
        write_to(to, part.user, letter=letter, about=f"Reminder: {held}", key=key, by=by, at=at)
        messages += 1
    ReminderMade.objects.create(exercise=held, due_on=today, made_at=at, messages=messages)
    record(by=by, verb="reminded those who owe in", thing=held, at=at, board=held.board, messages=messages)
    return messages


def _who_owes(exercise):
    """[(Return, the author's Part, why it was sent back or "")]. `to.answered` counts its answers. Three queries."""
    returns = Return.objects.filter(exercise=exercise, state__in=OWING).select_related("agency")
    returns = list(
        returns.annotate(answered=Count("answers", filter=Q(answers__counts=True))).order_by("agency__name")
    )
    back = Step.objects.filter(to__in=returns, what=Step.What.SENT_BACK).order_by("pk")
    why = dict(back.values_list("to", "why"))
    parts = Part.objects.filter(to__in=returns, role=Part.As.AUTHOR, ended_at__isnull=True).select_related(
        "user"
    )
    by_return: dict = {}
    for part in parts.order_by("pk"):
        by_return.setdefault(part.to_id, []).append(part)
    for to in returns:
        for part in by_return.get(to.pk, ()):
            yield to, part, why.get(to.pk, "") if to.state == Return.State.SENT_BACK else ""
