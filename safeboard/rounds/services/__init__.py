"""The verbs of a round. Each is one transaction, says who acts, and writes history."""

from safeboard.rounds.services.answering import answer, opt_out, say_not_me
from safeboard.rounds.services.chasing import chase, close_round, remind
from safeboard.rounds.services.looking import let_in, new_link, revoke, set_aside
from safeboard.rounds.services.opening import ask_newcomers, open_round

__all__ = [
    "answer",
    "ask_newcomers",
    "chase",
    "close_round",
    "let_in",
    "new_link",
    "open_round",
    "opt_out",
    "remind",
    "revoke",
    "say_not_me",
    "set_aside",
]
