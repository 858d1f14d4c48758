"""What the rows of messages and links hold about people."""

from django.db.models import Q

from safeboard.core.held import GONE_ADDRESS, GONE_NAME, RECORD, AtErasure, Held
from safeboard.outbox.models import Message, State


def unfinished(person):
    """What an app says is in the way of erasing somebody: sentences that say what to do first."""
    theirs = Q(user=person.pk) | Q(to_email__iexact=person.email)
    waiting = Message.objects.filter(theirs, state__in=[State.WAITING, State.CLAIMED])
    return ["A message to them waits to be sent. Stop it, or let it go first."] if waiting.exists() else []


HELD: dict[str, Held] = {
    "outbox.Link": Held(
        why="Lets one person answer without an account.",
        kept="its address for the days set after it ended; that it was made as long as the board's record",
        personal="user name email made_at ends_at revoked_at said_not_me_at",
        words="purpose revoked_why",
        secret="nonce token_hash",
        none="id board thing_type thing_id",
        address="email",
        board="board",
        at_erasure=AtErasure.EMPTIED,
        empties={"name": GONE_NAME, "email": GONE_ADDRESS},
    ),
    "outbox.LinkOpened": Held(
        why="That a link was opened, to tell whether a message arrived.",
        kept=RECORD,
        personal="agent",
        none="id link at method",
        also="link__user",
        board="link__board",
    ),
    "outbox.Message": Held(
        why="Every e-mail and what became of it: shows that somebody was asked.",
        kept="its words for the days set; that it went, as long as the board's record",
        personal="to_email to_name user made_at made_by_name not_before claimed_at sent_at",
        words="about subject body error",
        none="id board kind link secret key again_of message_id state claimed_by attempts interruptions",
        address="to_email",
        board="board",
        sealed="secret",
        at_erasure=AtErasure.EMPTIED,
        empties={
            "to_email": GONE_ADDRESS,
            "to_name": GONE_NAME,
            "subject": "Erased",
            "body": "",
            "error": "",
        },
    ),
}
