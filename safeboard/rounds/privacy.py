"""What the rows of rounds hold about people."""

from safeboard.core.held import GONE_ADDRESS, IN_HISTORY, RECORD, AtErasure, Held
from safeboard.rounds.models import Addressee, Round


def unfinished(person):
    """What is in the way of erasing somebody: rounds that still ask them, and words of theirs that nobody has looked at."""
    theirs = Addressee.objects.filter(user=person.pk).select_related("round__meeting", "round__board")
    asked = theirs.filter(round__state=Round.State.OPEN)
    held = theirs.filter(replies__held=True, replies__look__isnull=True).distinct()
    return [
        *(f"The {one.round} of {one.round.board} asks them. Close it first." for one in asked),
        *(
            f"A reply of theirs in the {one.round} waits for a look. Let it in or leave it first."
            for one in held
        ),
    ]


HELD: dict[str, Held] = {
    "rounds.Round": Held(
        why="A round of asking.",
        kept=RECORD,
        personal="opened_at opened_by_name closed_at closed_by_name",
        words="words",
        none="id board plan meeting asks waits_for_look reminders opens_on updates_by closes_on state",
        board="board",
        unfound=IN_HISTORY,
    ),
    "rounds.Asked": Held(
        why="Which lead was asked about which action.",
        kept=RECORD,
        personal="lead lead_name",
        none="id round action",
        also="addressees__user lead__user",
        board="round__board",
    ),
    "rounds.Addressee_asked": Held(
        why="Which actions stood in whose message.",
        kept=RECORD,
        personal="addressee asked",
        none="id",
        also="addressee__user",
        board="addressee__round__board",
    ),
    "rounds.Addressee": Held(
        why="Who was asked, at what address.",
        kept="its address until the account is erased; that they were asked as long as the board's record",
        personal="user name email opted_out added_at",
        none="id round agency link",
        address="email",
        board="round__board",
        at_erasure=AtErasure.EMPTIED,
        empties={"email": GONE_ADDRESS},
    ),
    "rounds.Reply": Held(
        why="What came back, as it was typed.",
        kept=RECORD,
        personal="said_at",
        words="said",
        none="id addressee action held update_made request_made",
        also="addressee__user",
        board="addressee__round__board",
    ),
    "rounds.Look": Held(
        why="What the manager made of a reply.",
        kept=RECORD,
        personal="by by_name at",
        words="why",
        none="id reply accepted update_made request_made",
        also="reply__addressee__user",
        board="reply__addressee__round__board",
    ),
    "rounds.Reminder": Held(
        why="That reminders went.",
        kept=RECORD,
        none="id round number due_on made_at messages",
        board="round__board",
    ),
}
