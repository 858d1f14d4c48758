"""The plan that a command means: the board's standing one, as it was on a day."""

from safeboard.plans.looking import Days
from safeboard.plans.queries import end_of, latest_plan, picture_of


class NoPlan(Exception):
    """The board has no plan. Its text is one sentence saying what to do."""


def standing_picture(board, *, today, as_at=None, known_at=None):
    """As it stands today, or as it stood at a day; known_at: with only what was known by the end of that day. For someone
    with a shell on the server, so what is marked restricted is in it. Raises NoPlan."""
    plan = latest_plan(board)
    if plan is None:
        raise NoPlan(f"{board} has no plan yet: bring one in with `safeboard import FILE --accept`.")
    return picture_of(plan, known_at=end_of(known_at), **Days(as_at, known_at).shown(today))
