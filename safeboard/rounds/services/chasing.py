"""What happens to an open round by itself: reminders on their days, and the close."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeboard.boards.queries import people_answering
from safeboard.core.working_days import is_working_day
from safeboard.history.services import CommandLine, record
from safeboard.outbox import services as outbox
from safeboard.outbox.models import Link, Message, State
from safeboard.plans.models import Typing
from safeboard.rounds.asking import shown_actions
from safeboard.rounds.models import Addressee, Asked, Reminder, Round
from safeboard.rounds.services.opening import write_to

CHASER = CommandLine("Update rounds")
OFFICE_HOURS = range(8, 18)  # when reminders are made, so that none arrives at night


def chase(*, at):
    """Close the rounds whose last day is over, and make the reminders that are due. Returns how many messages.

    One round's trouble does not keep the others waiting; it is raised at the end, in an ExceptionGroup.
    """
    made, troubles = 0, []
    rounds = Round.objects.filter(state=Round.State.OPEN).select_related("board", "plan__closing", "meeting")
    for round in rounds.order_by("pk"):
        try:
            made += _see_to(round, at=at)
        except Exception as trouble:
            troubles.append(trouble)
    if troubles:
        raise ExceptionGroup("Not every round could be seen to", troubles)
    return made


def _see_to(round, *, at):
    today = timezone.localdate(at)
    if not round.takes_answers(today=today):
        with suppress(ValidationError):  # somebody closed it at this moment
            close_round(round, by=CHASER, at=at)
    elif is_working_day(today) and timezone.localtime(at).hour in OFFICE_HOURS:
        return remind(round, by=CHASER, at=at)
    return 0


@transaction.atomic
def remind(round, *, by, at):
    """Make the reminders of the latest day that has come, once. Returns how many messages were written.

    A day that was missed altogether, since no worker ran, is made up for on the next; of several only the latest.
    """
    today = timezone.localdate(at)
    due = [day for day in round.reminder_days if day.on <= today]
    held = Round.objects.select_for_update().filter(pk=round.pk, state=Round.State.OPEN)
    if not due or not held.first():
        return 0
    last = round.reminders_made.order_by("-number").first()
    if last and last.number >= due[-1].number:
        return 0
    messages = 0
    for addressee, actions in _who_still_owes(round, at=at, today=today):
        write_to(addressee, actions=actions, key=f"reminder {due[-1].number}", by=by, at=at, reminder=True)
        messages += 1
    Reminder.objects.create(
        round=round, number=due[-1].number, due_on=due[-1].on, made_at=at, messages=messages
    )
    record(by=by, verb="reminded the leads in", thing=round, at=at, board=round.board, messages=messages)
    return messages


@transaction.atomic
def close_round(round, *, by, at):
    """Nothing more comes in by its links, and what waits to be sent is stopped. Raises ValidationError if it has closed."""
    closed = Round.objects.filter(pk=round.pk, state=Round.State.OPEN).update(
        state=Round.State.CLOSED, closed_at=at, closed_by_name=by.name
    )
    if not closed:
        raise ValidationError("This round has closed already.")
    round.refresh_from_db(fields=["state", "closed_at", "closed_by_name"])
    record(by=by, verb="closed", thing=round, at=at, board=round.board)
    links = [one.link_id for one in round.addressees.all() if one.link_id]
    for message in Message.objects.filter(link__in=links, state=State.WAITING).select_related("board"):
        with suppress(ValidationError):  # it is being handed over at this moment
            outbox.stop(message, by=by, at=at)
    for link in Link.objects.filter(pk__in=links, revoked_at=None).select_related("board"):
        outbox.revoke_link(link, why="The round has closed.", by=by, at=at)
    Typing.objects.filter(who__in=[f"link {link}" for link in links]).delete()


def _who_still_owes(round, *, at, today):
    """[(Addressee, its ActionPictures)] of those who may be written to: seated, willing, with a link that works."""
    rows = {row.pk: row for row in Asked.objects.filter(round=round, lead__isnull=False).owed(at)}
    answering = people_answering({row.lead_id for row in rows.values()}, day=today)
    willing = {
        (one.user.pk, lead) for lead, found in answering.items() for one in found if one.seat.wants_reminders
    }
    shown = shown_actions({row.action_id for row in rows.values()}, day=today)
    addressees = Addressee.objects.filter(round=round, link__isnull=False).order_by("pk")
    for addressee in addressees.select_related("link", "user").prefetch_related("asked"):
        addressee.round = round
        owed = [rows[one.pk] for one in addressee.asked.all() if one.pk in rows]
        actions = {row.action_id for row in owed if (addressee.user_id, row.lead_id) in willing}
        if actions and addressee.link.works(at=at):
            yield addressee, [shown[pk] for pk in sorted(actions)]
