"""One connection to whatever takes the mail: settings.OUTBOX_BACKEND, any of Django's e-mail backends."""

from contextlib import suppress

from django.conf import settings
from django.core.mail import get_connection

from safeboard.outbox import trouble


class Post:
    """Opened when the first message is handed over, and anew after it broke; where nobody answers, asked only once."""

    def __init__(self):
        self.connection = None
        self.closed = None  # the Trouble that keeps it closed

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._close()

    def hand_over(self, email):
        """Raises Trouble."""
        self._open()
        try:
            if not self.connection.send_messages([email]):
                raise trouble.NotTaken("The mail server did not take it and gave no reason.")
        except Exception as error:
            self._close()
            raise trouble.while_handing_over(error) from error

    def _open(self):
        if self.closed:
            raise self.closed
        if self.connection:
            return
        try:
            connection = get_connection(settings.OUTBOX_BACKEND)
            connection.open()
        except Exception as error:
            self.closed = trouble.before_handing_over(error)
            raise self.closed from error
        self.connection = connection

    def _close(self):
        """What was taken stays taken, whatever is wrong with the farewell."""
        connection, self.connection = self.connection, None
        with suppress(Exception):
            if connection:
                connection.close()
