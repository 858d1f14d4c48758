"""When a session ends: after a while of nothing, and at the latest after so many hours. Pure."""

IDLE = "You were signed out because nothing was done here for {idle}. Sign in to go on."
OVER = "You were signed out because you signed in {longest} ago. Sign in again to go on."


def why_over(*, now, since, seen, idle, longest):
    """The sentence that says why a session is over; None while it is not.

    now, since (signed in at), seen (last did something): seconds of one clock. idle, longest: seconds.
    """
    if now - since >= longest:
        return OVER.format(longest=_so_many(longest // 3600, "hour"))
    if now - seen >= idle:
        return IDLE.format(idle=_so_many(idle // 60, "minute"))
    return None


def _so_many(number, what):
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
