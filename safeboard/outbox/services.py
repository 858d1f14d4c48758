"""Writing messages and links, stopping and sending again. Handing over is in `delivery.py`."""

import datetime
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from safeboard.history.services import record, record_many
from safeboard.outbox.links import hash_of, new_nonce, token_of
from safeboard.outbox.models import Link, LinkOpened, Message, State

A_MOMENT = datetime.timedelta(minutes=1)


@transaction.atomic
def write(*, by, at, **letter):
    """Add a message that waits to be sent. `{link}` in its body becomes the link's address when it is.

    letter: the words that `_fields` takes. A message of the same `key` is never written twice; the first one is returned.
    """
    fields = _fields(by=by, at=at, **letter)
    if fields["key"] is None:
        message, new = Message.objects.create(**fields), True
    else:
        message, new = Message.objects.get_or_create(key=fields["key"], defaults=fields)
    if new:
        record(by=by, verb="wrote", thing=message, at=at, board=message.board, kind=message.kind)
    return message


@transaction.atomic
def write_many(letters, *, by, at):
    """Add many messages in a fixed number of queries, each as `write` would. letters: [{its words, and its key}].

    A message of a key that is there already is not written again. Returns how many were.
    """
    written = set(
        Message.objects.filter(key__in=[one["key"] for one in letters]).values_list("key", flat=True)
    )
    messages = Message.objects.bulk_create(
        Message(**_fields(by=by, at=at, **letter)) for letter in letters if letter["key"] not in written
    )
    record_many([(one, one.board, {"kind": one.kind}) for one in messages], by=by, verb="wrote", at=at)
    return len(messages)


def _fields(
    *, to_email, to_name, subject, body, kind, by, at,
    board=None, user=None, link=None, not_before=None, about="", secret=False, key=None, again_of=None,
):  # fmt: skip
    validate_email(to_email)
    return {
        "to_email": to_email,
        "to_name": _one_line(to_name)[:200],
        "subject": _one_line(subject)[:300],
        "about": _one_line(about)[:200],
        "body": body,
        "kind": kind,
        "board": board,
        "user": user,
        "link": link,
        "secret": secret,
        "key": key,
        "again_of": again_of,
        "made_at": at,
        "made_by_name": by.name,
        "not_before": not_before or at,
        "message_id": f"<{uuid.uuid4()}@{urlsplit(settings.SITE).hostname}>",
    }


@transaction.atomic
def stop(message, *, by, at):
    """Take back what nobody has begun to hand over. Raises ValidationError."""
    body = {"body": ""} if message.secret else {}
    if not Message.objects.filter(pk=message.pk, state=State.WAITING).update(state=State.STOPPED, **body):
        raise ValidationError("It can no longer be stopped: look at what became of it.")
    record(by=by, verb="stopped", thing=message, at=at, board=message.board)


@transaction.atomic
def send_again(message, *, by, at):
    """Write the same message anew, with a Message-ID of its own. Returns it. Raises ValidationError."""
    if not message.may_go_again:
        raise ValidationError("It cannot be sent again.")
    if message.link and not message.link.works(at=at):
        raise ValidationError("The link in it no longer works, so it was not sent again.")
    last = message.agains.order_by("pk").last()
    if last and (last.waits or last.made_at > at - A_MOMENT):
        raise ValidationError("It is being sent again already.")
    new = write(
        **{name: getattr(message, name) for name in ("to_email", "to_name", "subject", "body", "kind")},
        **{name: getattr(message, name) for name in ("board", "user", "link", "about")},
        by=by,
        at=at,
        again_of=message,
        key=f"again {message.pk} after {last.pk if last else message.pk}",
    )
    record(by=by, verb="sent again", thing=message, at=at, board=message.board, as_message=new.pk)
    return new


def _one_line(words):
    return " ".join(words.split())


@transaction.atomic
def make_link(*, board, name, email, purpose, thing, by, at, user=None, ends_at=None):
    """A link that lets one person do one thing. `links.address_of(link)` is its address."""
    validate_email(email)
    nonce = new_nonce()
    link = Link.objects.create(
        board=board,
        user=user,
        name=_one_line(name)[:200],
        email=email,
        purpose=purpose,
        thing_type=thing._meta.label_lower,
        thing_id=thing.pk,
        made_at=at,
        ends_at=ends_at,
        nonce=nonce,
        token_hash=hash_of(token_of(nonce)),
    )
    record(by=by, verb="made", thing=link, at=at, board=board, purpose=purpose)
    return link


@transaction.atomic
def revoke_link(link, *, why, by, at):
    """Returns False where it had been revoked before."""
    revoked = Link.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at, revoked_why=why[:300])
    if revoked:
        record(by=by, verb="revoked", thing=link, at=at, board=link.board, why=why)
        link.refresh_from_db()
    return bool(revoked)


@transaction.atomic
def say_not_me(link, *, by, at):
    """Whoever opened it is not its addressee: it stops working."""
    Link.objects.filter(pk=link.pk, said_not_me_at=None).update(said_not_me_at=at)
    revoke_link(link, why="Whoever opened it said that they are not its addressee.", by=by, at=at)


@transaction.atomic
def log_opening(link, *, at, method, agent):
    """The only thing that opening a link writes."""
    return LinkOpened.objects.create(
        link=link, at=at, method=method[:10], agent=agent.replace("\0", "")[:200]
    )
