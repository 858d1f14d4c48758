"""The manager's part: replies that wait for a look, and people's links."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from safeboard.boards.queries import people_answering
from safeboard.history.services import record
from safeboard.outbox import services as outbox
from safeboard.rounds.asking import shown_actions
from safeboard.rounds.models import Addressee, Asked, Look
from safeboard.rounds.services.answering import put_in
from safeboard.rounds.services.opening import held_open, make_link, write_to

A_MOMENT = datetime.timedelta(minutes=1)
SEEN = "Somebody has looked at this reply already. Nothing was done again."


@transaction.atomic
def let_in(reply, *, by, at):
    """A held reply goes into the plan as its author's, of the day they said it. Returns the Look. Raises ValidationError."""
    _check_waits(reply)
    author, day = reply.addressee.user, timezone.localdate(reply.said_at)
    made = put_in(reply.action, reply.said, by=author, at=at, effective_on=day)
    return _look(reply, True, "", made, by=by, at=at)


@transaction.atomic
def set_aside(reply, *, why, by, at):
    """A held reply stays out of the plan, and is kept with the reason. Returns the Look. Raises ValidationError."""
    _check_waits(reply)
    if not why.strip():
        raise ValidationError("Enter why it is set aside")
    return _look(reply, False, why.strip(), {}, by=by, at=at)


@transaction.atomic
def revoke(addressee, *, by, at, why=""):
    """An addressee's link stops working. Raises ValidationError where there is none that works."""
    link = addressee.link
    if link is None or not outbox.revoke_link(
        link, why=why.strip() or "Revoked by the manager.", by=by, at=at
    ):
        raise ValidationError(f"{addressee.name} has no link that works.")


@transaction.atomic
def new_link(addressee, *, by, at):
    """A link in place of the one they had, which stops working, and a message with it. Raises ValidationError."""
    round = held_open(addressee.round)
    addressee = Addressee.objects.select_related("user", "link__board").get(pk=addressee.pk)
    addressee.round = round
    if addressee.link and addressee.link.made_at > at - A_MOMENT:
        raise ValidationError(f"A link for {addressee.name} was made a moment ago. No other was made.")
    actions = _to_ask_again(addressee, at=at)
    if addressee.link:
        outbox.revoke_link(addressee.link, why="A new link took its place.", by=by, at=at)
    addressee.name, addressee.email = addressee.user.name, addressee.user.email
    addressee.opted_out = False
    addressee.save(update_fields=["name", "email", "opted_out"])
    link = make_link(addressee, by=by, at=at)
    return write_to(addressee, actions=actions, key=f"link {link.pk}", by=by, at=at)


def _to_ask_again(addressee, *, at):
    """What they owe by the seats they hold today. Raises ValidationError where they are not to be written to."""
    owed = list(Asked.objects.filter(addressees=addressee, lead__isnull=False).owed(at))
    day = timezone.localdate(at)
    answering = people_answering({row.lead_id for row in owed}, day=day)
    seats = {lead: one.seat for lead in answering for one in answering[lead] if one.user == addressee.user}
    if seats and not any(seat.wants_reminders for seat in seats.values()):
        raise ValidationError(f"{addressee.name} wants no reminders, so no link was made.")
    actions = {row.action_id for row in owed if row.lead_id in seats}
    if not actions:
        raise ValidationError(f"{addressee.name} owes nothing in this round, so no link was made.")
    return list(shown_actions(actions, day=day).values())


def _check_waits(reply):
    if not reply.held or Look.objects.filter(reply=reply).exists():
        raise ValidationError(SEEN)


def _look(reply, accepted, why, made, *, by, at):
    try:
        with transaction.atomic():
            look = Look.objects.create(
                reply=reply, accepted=accepted, why=why, by_id=by.pk, by_name=by.name, at=at, **made
            )
    except IntegrityError:
        raise ValidationError(SEEN) from None
    verb = "let in a reply about" if accepted else "set aside a reply about"
    board, author = reply.addressee.round.board, reply.addressee.name
    record(by=by, verb=verb, thing=reply.action, at=at, board=board, reply=reply.pk, author=author, why=why)
    return look
