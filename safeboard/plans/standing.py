"""The plan that a command means: the board's standing one, as it was on a day."""

from safeboard.boards.naming import board_meant
from safeboard.plans.looking import Days
from safeboard.plans.models import Plan
from safeboard.plans.queries import end_of, latest_plan, picture_of

LONGEST_NUMBER = 18  # figures of a key


class NoPlan(Exception):
    """The board has no plan. Its text is one sentence saying what to do."""


def standing_picture(board, *, today, as_at=None, known_at=None):
    """As it stands today, or as it stood at a day; known_at: with only what was known by the end of that day. For someone
    with a shell on the server, so what is marked restricted is in it. Raises NoPlan."""
    return picture_of(_latest(board), known_at=end_of(known_at), **Days(as_at, known_at).shown(today))


def plan_meant(words, board_words=None):
    """The standing plan that these words name: its number, or "latest" for the newest of the board.

    board_words: the board, where there is more than one. Raises NoPlan; Unnamed.
    """
    if words == "latest":
        return _latest(board_meant(board_words))
    if not words.isdecimal() or len(words) > LONGEST_NUMBER:
        raise NoPlan(f"“{words}” is not a plan: give its number, as in its page’s address, or “latest”.")
    found = Plan.objects.filter(pk=int(words)).select_related("board").standing().first()
    if found is None:
        raise NoPlan(f"There is no plan with the number {words} here.")
    return found


def _latest(board):
    plan = latest_plan(board)
    if plan is None:
        raise NoPlan(f"{board} has no plan yet: bring one in with `safeboard import FILE --accept`.")
    return plan
