"""Opening a round: what is asked of whom is frozen, and each person gets one message. All of it or nothing."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from safeboard.history.services import record
from safeboard.outbox import services as outbox
from safeboard.rounds.access import PURPOSE
from safeboard.rounds.asking import newcomers, who_to_ask
from safeboard.rounds.letters import asking_letter
from safeboard.rounds.models import Addressee, Asked, Round


@transaction.atomic
def open_round(
    plan, *, meeting, asks, updates_by, closes_on, reminders, by, at, words="", waits_for_look=False
):
    """Ask the leads of a plan for their updates before a meeting. Returns the Round.

    asks: one of `Asks`. reminders: days after `updates_by`, before it where negative. Raises ValidationError where a
    round for this meeting is open already, or there is nothing to ask.
    """
    today = timezone.localdate(at)
    _check(plan, meeting, updates_by, closes_on, today)
    asking = who_to_ask(plan, meeting=meeting, asks=asks, today=today)
    if not asking.actions:
        raise ValidationError("No action of this plan is due or silent, so there is nothing to ask.")
    round = _begin(
        board=plan.board,
        plan=plan,
        meeting=meeting,
        asks=asks,
        words=words.strip(),
        waits_for_look=waits_for_look,
        reminders=sorted(set(reminders)),
        opens_on=today,
        updates_by=updates_by,
        closes_on=closes_on,
        opened_at=at,
        opened_by_name=by.name,
    )
    asked = _freeze(round, asking.actions)
    for person in asking.people:
        _address(round, person, asked, by=by, at=at)
    counts = {"actions": len(asking.actions), "people": len(asking.mailed)}
    record(by=by, verb="opened", thing=round, at=at, board=round.board, **counts)
    return round


@transaction.atomic
def ask_newcomers(round, *, by, at):
    """Ask those who have come to answer for a lead of the round since it opened. Returns how many. Raises ValidationError."""
    round = held_open(round)
    people = newcomers(round, day=timezone.localdate(at))
    if not people:
        raise ValidationError("Everybody who answers for these leads has been asked already.")
    asked = {(one.lead_id, one.action_id): one for one in round.asked.all()}
    for person in people:
        known = Addressee.objects.filter(round=round, user=person.user).select_related("link").first()
        if known is None:
            _address(round, person, asked, by=by, at=at)
        else:
            known.asked.add(*(asked[lead, action.pk] for lead, action in person.asks))
            _write_of_more(round, known, person, by=by, at=at)
    record(by=by, verb="asked more people in", thing=round, at=at, board=round.board, people=len(people))
    return len(people)


def make_link(addressee, *, by, at):
    """A link for an addressee in place of the one they had. It works until the round closes."""
    round = addressee.round
    end = datetime.datetime.combine(round.closes_on + datetime.timedelta(days=1), datetime.time())
    link = outbox.make_link(
        board=round.board,
        name=addressee.name,
        email=addressee.email,
        purpose=PURPOSE,
        thing=addressee,
        user=addressee.user,
        ends_at=timezone.make_aware(end),
        by=by,
        at=at,
    )
    Addressee.objects.filter(pk=addressee.pk).update(link=link)
    addressee.link = link
    return link


def write_to(addressee, *, actions, key, by, at, reminder=False):
    """One message with all these actions. key: what makes it this one and no other within the round."""
    round = addressee.round
    subject, body = asking_letter(round, name=addressee.name, actions=actions, reminder=reminder)
    return outbox.write(
        to_email=addressee.email,
        to_name=addressee.name,
        subject=subject,
        body=body,
        kind="round",
        by=by,
        at=at,
        board=round.board,
        user=addressee.user,
        link=addressee.link,
        about=f"{'Reminder' if reminder else 'Asked'}: {round.meeting}",
        key=f"round {round.pk} {key} to {addressee.user_id}",
    )


def _check(plan, meeting, updates_by, closes_on, today):
    if plan.withdrawn_at:
        raise ValidationError("This plan has been withdrawn: there is nothing to ask.")
    if hasattr(plan, "closing"):
        raise ValidationError("This plan is closed: there is nothing to ask.")
    if meeting.board_id != plan.board_id:
        raise ValidationError("Choose a meeting of this plan's own board.")
    if not today <= updates_by <= meeting.date:
        raise ValidationError("Enter a last day for updates that is not before today or after the meeting.")
    if closes_on < updates_by:
        raise ValidationError("Enter a day for the close that is not before the last day for updates.")


def _begin(**fields):
    try:
        with transaction.atomic():
            return Round.objects.create(**fields)
    except IntegrityError:
        meeting = fields["meeting"]
        raise ValidationError(f"A round for “{meeting}” is open already. Nothing was sent again.") from None


def _freeze(round, actions):
    """{(lead's key, action's key): the Asked row}."""
    rows = [
        Asked(round=round, action_id=action.pk, lead_id=lead, lead_name=name[:200])
        for action in actions
        for lead, name in dict(action.leads).items() or [(None, "")]
    ]
    Asked.objects.bulk_create(rows)
    return {(row.lead_id, row.action_id): row for row in Asked.objects.filter(round=round)}


def _address(round, person, asked, *, by, at):
    addressee = Addressee.objects.create(
        round=round,
        user=person.user,
        name=person.user.name,
        email=person.user.email,
        agency=person.agency,
        opted_out=not person.wants,
        added_at=at,
    )
    addressee.asked.set(asked[lead, action.pk] for lead, action in person.asks)
    if person.wants:
        make_link(addressee, by=by, at=at)
        write_to(addressee, actions=person.actions, key="first", by=by, at=at)


def _write_of_more(round, addressee, person, *, by, at):
    """They were asked before, and answer for another lead besides now."""
    if addressee.link and addressee.link.works(at=at) and person.wants:
        key = f"more, {addressee.asked.count()} in all,"
        write_to(addressee, actions=person.actions, key=key, by=by, at=at)


def held_open(round):
    """The round, held. Raises ValidationError where it has closed."""
    held = (
        Round.objects.select_for_update(of=("self",))
        .select_related("board", "plan", "meeting")
        .get(pk=round.pk)
    )
    if not held.is_open:
        raise ValidationError("This round has closed. Open a new one to ask again.")
    return held
