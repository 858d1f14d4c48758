"""What comes round for sign-in."""

from django.core.management import call_command

from safeboard.jobs.registry import periodic


@periodic("forget sessions that have ended", days=1)
def forget_sessions():
    """Rows of sessions that nobody can use any more, those that held what somebody typed while signed out among them."""
    call_command("clearsessions", verbosity=0)
