"""What comes through a link: an answer about one action, "this is not me", "no more reminders"."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeboard.boards.access import seats_of
from safeboard.boards.services import set_reminders
from safeboard.history.services import CommandLine, record
from safeboard.outbox import services as outbox
from safeboard.plans import services as plans
from safeboard.plans.models import Update
from safeboard.rounds.access import managers_of
from safeboard.rounds.letters import not_me_letter
from safeboard.rounds.models import Addressee, Reply

A_MOMENT = datetime.timedelta(minutes=2)
EMPTY = {"words": "", "rating": "", "complete": False, "evidence": "", "becomes": "", "why": ""}


@transaction.atomic
def answer(addressee, action, *, said, by, at, signed_in_as=""):
    """Say how an action is going, and ask for a new date, by a link. Returns the Reply. Raises ValidationError.

    said: {"words", "rating", "complete", "evidence", "becomes", "why"}, any of them left out. by: the addressee's User.
    Where the round waits for the manager's look it is tried, and held. The same sent twice at once is taken once.
    """
    addressee = _held(addressee, at)
    said = EMPTY | {name: said[name] for name in EMPTY if name in said}
    last = addressee.replies.filter(action=action).order_by("pk").last()
    if last and last.said == said and last.said_at > at - A_MOMENT:
        return last
    held = addressee.round.waits_for_look
    if held:
        _try(action, said, by=by, at=at)
        made = {}
    else:
        made = put_in(action, said, by=by, at=at)
    reply = Reply.objects.create(addressee=addressee, action=action, said=said, said_at=at, held=held, **made)
    plans.forget_typing(action, who=addressee.typist)
    details = {"by_link": addressee.link_id, "action": action.pk, "held": held, "signed_in_as": signed_in_as}
    record(
        by=by,
        verb="answered by link in",
        thing=addressee.round,
        at=at,
        board=addressee.round.board,
        **details,
    )
    return reply


def put_in(action, said, *, by, at, effective_on=None):
    """Write what was said into the plan. Returns the rows made: {"update_made", "request_made"}, either may be missing."""
    made = {}
    if said["words"].strip() or said["rating"] or said["complete"]:
        names = ("words", "rating", "complete", "evidence")
        made["update_made"] = plans.post_update(
            action,
            **{name: said[name] for name in names},
            by=by,
            at=at,
            effective_on=effective_on,
            came=Update.Came.LINK,
        )
    if said["becomes"].strip() or said["why"].strip():
        made["request_made"] = plans.ask_for_date(
            action,
            becomes=said["becomes"],
            why=said["why"],
            by=by,
            at=at,
            effective_on=effective_on,
            came=Update.Came.LINK,
        )
    if not made:
        raise ValidationError("Enter what has changed, or ask for a new date")
    return made


@transaction.atomic
def say_not_me(addressee, *, at):
    """Whoever opened the link is not its addressee: it stops working, and the board's managers are told."""
    link, board = addressee.link, addressee.round.board
    by = CommandLine(f"Whoever opened the link of {addressee.name}"[:200])
    outbox.say_not_me(link, by=by, at=at)
    record(by=by, verb="said it is not them, by link in", thing=addressee.round, at=at, board=board)
    subject, body = not_me_letter(addressee)
    for manager in managers_of(board, day=timezone.localdate(at)):
        outbox.write(
            to_email=manager.email,
            to_name=manager.name,
            subject=subject,
            body=body,
            kind="round",
            by=by,
            at=at,
            board=board,
            user=manager,
            about="A link reached somebody else",
            key=f"not me {link.pk} to {manager.pk}",
        )


@transaction.atomic
def opt_out(addressee, *, by, at):
    """No more messages of the board's rounds. The link they hold goes on working."""
    board = addressee.round.board
    seats = seats_of(addressee.user, day=timezone.localdate(at)).filter(board=board)
    set_reminders(seats.select_related("board", "user"), wants=False, by=by, at=at)
    record(by=by, verb="opted out by link in", thing=addressee.round, at=at, board=board)


class _TakenBack(Exception):
    """It would do."""


def _try(action, said, **who):
    """Raises ValidationError where the plan would not take it. Nothing is written."""
    try:
        with transaction.atomic():
            put_in(action, said, **who)
            raise _TakenBack
    except _TakenBack:
        pass


def _held(addressee, at):
    """The addressee, held so that two answers come one after the other. Raises ValidationError where the link is over."""
    held = (
        Addressee.objects.select_for_update(of=("self",))
        .select_related("round__plan__closing", "round__board", "round__meeting", "user", "link")
        .get(pk=addressee.pk)
    )
    open_still = held.round.takes_answers(today=timezone.localdate(at))
    if not open_still or not held.link or not held.link.works(at=at):
        raise ValidationError("This link no longer works, so nothing was kept.")
    return held
