"""A board with somebody who worked its plan, was written to, and has left it."""

import datetime
import io
import json
import zipfile

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from safeboard.api import services as api
from safeboard.outbox import services as outbox
from safeboard.outbox.models import Message, State
from safeboard.plans import services as plans
from safeboard.plans.tests import factories as make

DAY = datetime.timedelta(days=1)
MOVED = {
    "words": "Nobody has begun with the audit of Elm House",
}


def now():
    return {"by": make.by_now()["by"], "at": timezone.now()}


def a_worker(board=None):
    """(the board, its manager, somebody whose seat answers for a lead there, and who has left something of every kind)."""
    board = board or make.a_board()
    plan = make.a_plan(board)
    manager, person = make.someone("business_manager", board), make.someone("lead", board)
    action = make.actions_of(plan)[0]
    plans.post_update(action, words=f"{MOVED['words']} of {board}", by=person, at=timezone.now())
    plans.keep_typing(action, who=f"user {person.pk}", data={"words": "Half"}, at=timezone.now())
    write_to(person, board)
    api.make_feed(user=person, board=None, by=person, at=timezone.now())
    api.make_token(person.seats.get(), name="Dashboard", by=person, at=timezone.now())
    Authenticator.objects.create(user=person, type="totp", data={"secret": "sealed-secret"})
    return board, manager, person


def write_to(person, board, *, words="Dear friend", state=State.SENT, **more):
    """A message to somebody, settled unless state says otherwise."""
    link = outbox.make_link(
        board=board, user=person, name=person.name, email=person.email, purpose="round", thing=board, **now()
    )
    to = {"to_email": person.email, "to_name": person.name, "user": person, "link": link, "board": board}
    message = outbox.write(**to, subject="Your actions", body=words, kind="round", **{**now(), **more})
    Message.objects.filter(pk=message.pk).update(state=state)
    return message


def leaves(person, *, ends=None):
    """Their seats end, yesterday where no day is given."""
    for seat in person.seats.all():
        type(seat).objects.filter(pk=seat.pk).update(ends=ends or timezone.localdate() - DAY)


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def signed_in(person):
    """A session of somebody's; its key."""
    return browser(person).session.session_key


def contents(data):
    """(the rows of a copy as JSON, the page to read) of a zip's bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return json.loads(archive.read("data.json")), archive.read("read-me.html").decode()


def again(person):
    return get_user_model().objects.get(pk=person.pk)
