"""Handing messages over: claimed before, settled after, never inside a transaction.

waiting ─claim→ claimed ─taken→ sent
                   ├─ not this time → waiting, longer each time; after the last wait, failed
                   ├─ refused → failed
                   └─ interrupted → perhaps sent ─claim, once→ claimed; a second time it is left to a person
"""

import datetime
import time
from email.utils import formataddr

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F

from safeboard.history.services import CommandLine, record
from safeboard.outbox.links import NoAddress, with_address
from safeboard.outbox.models import SENDABLE, Message, State
from safeboard.outbox.post import Post
from safeboard.outbox.trouble import Sent, Trouble, without_secrets

OUTBOX = CommandLine("Outbox")
TOO_LONG = datetime.timedelta(minutes=5)
WAITS = [datetime.timedelta(minutes=each) for each in (1, 5, 30, 120, 360, 720, 1440)]
INTERRUPTED = "Safeboard was interrupted while it handed this over: it may have been sent."


def deliver(*, at, limit, worker, stopping=lambda: False):
    """Hand over what is due, at most `limit`, over one connection. Returns how many were taken in hand."""
    due = list(Message.objects.due(at).values_list("pk", flat=True)[:limit])
    now, taken = _clock_from(at), 0
    with Post() as post:
        for pk in due:
            if stopping():
                break
            if message := _claim(pk, at=now(), worker=worker):
                taken += 1
                _hand_over(message, post, now)
    return taken


def free_the_interrupted(*, at, restarted=""):
    """Mark what a killed worker held as perhaps sent: claimed too long ago, or by the worker that starts anew."""
    held = Message.objects.filter(state=State.CLAIMED)
    ours = held.filter(claimed_by=restarted) if restarted else held.none()
    return sum(
        _settle(message, Trouble(INTERRUPTED, Sent.PERHAPS), at)
        for message in (held.filter(claimed_at__lt=at - TOO_LONG) | ours).select_related("board")
    )


def _clock_from(at):
    """What o'clock it is while a batch takes its time, for a caller that said when it began."""
    began = time.monotonic()
    return lambda: at + datetime.timedelta(seconds=time.monotonic() - began)


def _claim(pk, *, at, worker):
    """The message, which is now ours alone; None where somebody else has it."""
    claimed = Message.objects.filter(SENDABLE, pk=pk).update(
        state=State.CLAIMED, claimed_at=at, claimed_by=worker, attempts=F("attempts") + 1
    )
    return Message.objects.select_related("link", "board").get(pk=pk) if claimed else None


def _hand_over(message, post, now):
    try:
        post.hand_over(_as_email(message, at=now()))
        _settle(message, None, now())
    except Trouble as trouble:
        _settle(message, trouble, now())


def _as_email(message, *, at):
    """Raises Trouble where its link is of no use any more."""
    if message.link and not message.link.works(at=at):
        raise Trouble("The link in it no longer works.", Sent.NO_NEVER)
    try:
        body = with_address(message.body, message.link)
    except NoAddress:
        raise Trouble("The secret key was changed since its link was made.", Sent.NO_NEVER) from None
    try:
        to = formataddr((message.to_name, message.to_email))
    except UnicodeError:
        raise Trouble("The address has letters that e-mail cannot carry.", Sent.NO_NEVER) from None
    return EmailMessage(
        subject=message.subject,
        body=body,
        to=[to],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )


def _settle(message, trouble, at):
    """Write down what became of a claim. Returns False where that claim is somebody else's by now.

    A worker so slow that its message was taken for interrupted still says that it was sent.
    """
    claims = Message.objects.filter(pk=message.pk, attempts=message.attempts)
    if trouble is None:
        taken = claims.filter(state__in=[State.CLAIMED, State.PERHAPS])
        return bool(taken.update(state=State.SENT, sent_at=at, error="", **_erased(message)))
    becomes = _after(message, trouble, at)
    verb, why = f"marked as {becomes['state'].value}", without_secrets(trouble.words)[:500]
    with transaction.atomic():
        settled = claims.filter(state=State.CLAIMED).update(**becomes, error=why)
        if settled and becomes["state"] != State.WAITING:
            record(by=OUTBOX, verb=verb, thing=message, at=at, board=message.board, why=why)
    return bool(settled)


def _after(message, trouble, at):
    """The fields of a message that was not sent, or only perhaps."""
    later = trouble.sent is Sent.NO_TRY_LATER and message.attempts <= len(WAITS)
    if trouble.sent is Sent.PERHAPS and not message.interruptions:
        return {"state": State.PERHAPS, "interruptions": 1, "not_before": at}
    if later:
        state = State.PERHAPS if message.interruptions else State.WAITING
        return {"state": state, "not_before": at + WAITS[message.attempts - 1]}
    if (
        message.interruptions
    ):  # what was handed over at first may have arrived, so it is never said to have failed
        return {"state": State.PERHAPS, "interruptions": 2, **_erased(message)}
    return {"state": State.FAILED, **_erased(message)}


def _erased(message):
    return {"body": ""} if message.secret else {}
