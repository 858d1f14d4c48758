"""The doors to rounds: a person's, by their seat; and a link's, which opens one addressee's actions of one open round."""

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safeboard.boards.access import boards_for, led_by, require, seats_on
from safeboard.boards.models import Seat
from safeboard.outbox.access import link_for
from safeboard.outbox.links import hash_of
from safeboard.outbox.models import Link
from safeboard.people.models import User
from safeboard.people.permissions import ROLES, Permission
from safeboard.plans.access import plan_for
from safeboard.plans.models import Action, Marking
from safeboard.rounds.models import Addressee, Asked, Reply, Round

PURPOSE = "round"
RESTRICTED = Q(action__now_marking=Marking.RESTRICTED) | Q(
    action__now_marking="", action__marking=Marking.RESTRICTED
)
"""Of what a row is about, as it is marked now."""


class LinkOver(Exception):
    """A link that worked once. Its text is one sentence that says why it does not now, and nothing of the plan."""


CLOSED = "The round it was sent for has closed."
REVOKED = "It was taken back."
NOT_THEIRS = "Somebody said that it did not reach the person it was meant for."
NO_SEAT = "The person it was sent to no longer answers for these actions."


def round_for(user, pk, permission=Permission.READ_BOARD):
    """A round of one of this person's boards. That of a withdrawn or restricted plan is as hidden as its plan."""
    rounds = Round.objects.filter(board__in=boards_for(user)).select_related("board", "meeting")
    round = get_object_or_404(rounds, pk=pk)
    round.plan = plan_for(user, round.plan_id, permission)
    return round


def sees_names(rights):
    """Whether those who were asked are named to somebody with these rights on the board."""
    return rights.run_rounds or rights.agree_dates


def require_names(rights):
    if not sees_names(rights):
        raise PermissionDenied(
            "Only those who ask the leads or agree dates may see who was asked. Ask your board's business manager."
        )


def addressee_of(user, pk, permission=Permission.RUN_ROUNDS):
    """Somebody who was asked in a round of one of this person's boards."""
    people = Addressee.objects.filter(round__board__in=boards_for(user)).select_related("user", "link__board")
    addressee = get_object_or_404(people, pk=pk)
    addressee.round = round_for(user, addressee.round_id, permission)
    return addressee


def reply_for(user, pk, permission=Permission.RUN_ROUNDS):
    """A held reply in a round of one of this person's boards."""
    replies = Reply.objects.filter(addressee__round__board__in=boards_for(user), held=True)
    found = get_object_or_404(
        replies.select_related("addressee__user", "action__issue__priority__plan__board"), pk=pk
    )
    found.addressee.round = round_for(user, found.addressee.round_id, permission)
    if found.action.marking_now == Marking.RESTRICTED:
        require(seats_on(user, found.addressee.round.board_id), Permission.READ_RESTRICTED)
    return found


def addressee_for(token, *, at):
    """Whose link this is. 404 where it never was one; LinkOver where it was, and does not work now."""
    try:
        link = link_for(token, purpose=PURPOSE, at=at)
    except Http404:
        _raise_why(token)
        raise
    people = Addressee.objects.select_related(
        "round__plan__closing", "round__board", "round__meeting", "user"
    )
    addressee = get_object_or_404(people, link=link)
    addressee.link = link
    if not link.is_to(addressee):
        raise Http404
    if not addressee.round.takes_answers(today=timezone.localdate(at)):
        raise LinkOver(CLOSED)
    if not led_by(addressee.user, timezone.localdate(at)).filter(board=addressee.round.board).exists():
        raise LinkOver(NO_SEAT)
    return addressee


def open_to(addressee, *, day):
    """Actions of the round that an addressee was asked about, answers for today by a lead the action has now, and that
    may be read without signing in."""
    asked = Asked.objects.filter(
        addressees=addressee,
        lead__in=led_by(addressee.user, day),
        action__lead_lines__current=True,
        action__lead_lines__lead=F("lead"),
    ).exclude(RESTRICTED)
    actions = Action.objects.filter(pk__in=asked.values("action"), now_dropped=False, carried_on__isnull=True)
    return actions if addressee.round.plan.marking != Marking.RESTRICTED else actions.none()


def action_open_to(addressee, pk, *, day):
    """One of them; 404 for every other action there is."""
    actions = open_to(addressee, day=day).select_related("issue__priority__plan__board")
    return get_object_or_404(actions, pk=pk)


def managers_of(board, *, day):
    """The people who run a board's rounds on a day."""
    roles = [key for key, role in ROLES.items() if role.may(Permission.RUN_ROUNDS)]
    seats = Seat.objects.current(today=day).filter(board=board, role__in=roles)
    return User.objects.filter(pk__in=seats.values("user"), is_active=True).order_by("name", "pk")


def _raise_why(token):
    link = Link.objects.filter(token_hash=hash_of(token), purpose=PURPOSE).first()
    if link is None:
        return
    if link.said_not_me_at:
        raise LinkOver(NOT_THEIRS)
    closed = Round.objects.filter(addressees__link=link).exclude(state=Round.State.OPEN).exists()
    if closed or not link.revoked_at:
        raise LinkOver(CLOSED)
    raise LinkOver(REVOKED)
