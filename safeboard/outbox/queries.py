from django.core.paginator import Paginator

from safeboard.outbox.links import INSTEAD, PLACE
from safeboard.outbox.models import Message

A_PAGE = 50


def kinds_of(board):
    """The kinds of message that a board has sent, in the order of the alphabet."""
    return list(
        Message.objects.filter(board=board).order_by("kind").values_list("kind", flat=True).distinct()
    )


def messages_of(board, *, state="", kind=""):
    """A board's messages without their bodies, newest first. The caller has come through the board's door."""
    wanted = {name: value for name, value in (("state", state), ("kind", kind)) if value}
    return Message.objects.filter(board=board, **wanted).order_by("-made_at", "-pk").defer("body")


def page_of_messages(board, *, state="", kind="", number=1):
    return Paginator(messages_of(board, state=state, kind=kind), A_PAGE).get_page(number)


def shown_body(message):
    """A message's words for a page: no secret, and no address that would let its reader act as another."""
    return "" if message.secret else message.body.replace(PLACE, INSTEAD)


def agains_of(message):
    """What was sent of it again, oldest first."""
    return list(message.agains.order_by("pk"))
