"""The doors to messages and to one-time links."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from safeboard.boards.access import boards_for, require, seats_on
from safeboard.outbox.links import hash_of
from safeboard.outbox.models import Link, Message
from safeboard.people.permissions import Permission


def message_for(user, pk):
    """A message of one of this person's boards; 404 elsewhere, 403 for those who may not see what was sent."""
    messages = Message.objects.filter(board__in=boards_for(user)).select_related("board", "link", "again_of")
    message = get_object_or_404(messages, pk=pk)
    require(seats_on(user, message.board_id), Permission.READ_MESSAGES)
    return message


def link_for(token, *, purpose, at):
    """The link that a token opens; 404 when it is unknown, revoked, ended, or for another purpose.

    The caller asks `link.is_to(thing)` for what it is about to show or change.
    """
    links = Link.objects.filter(token_hash=hash_of(token), purpose=purpose)
    link = links.select_related("board", "user").first()
    if link is None or not link.works(at=at):
        raise Http404
    return link
