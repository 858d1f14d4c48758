"""What the rows of tokens and calendars hold about people."""

from safeboard.core.held import AtErasure, Held

HELD: dict[str, Held] = {
    "api.Token": Held(
        why="Lets another program read what a seat may.",
        kept="until the account is erased; revoked: for the days set",
        personal="seat made_at by_name last_used_on revoked_at",
        secret="digest",
        none="id name",
        also="seat__user",
        board="seat__board",
        at_erasure=AtErasure.GOES,
    ),
    "api.CalendarFeed": Held(
        why="A person's calendar by a secret address.",
        kept="until the account is erased; revoked: for the days set",
        personal="user made_at last_read_on revoked_at",
        secret="digest",
        none="id board",
        at_erasure=AtErasure.GOES,
    ),
}
