"""The house's EMAIL_BACKEND: whatever is sent through Django becomes rows of the outbox, and nothing is sent here.

Headers say more, and are not sent on: X-Safeboard-Kind ("invitation"), X-Safeboard-About (short words for lists) and
X-Safeboard-Board (its number). Mail that names no kind is secret, since it may hold a code to sign in with.
"""

from email.utils import parseaddr

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from safeboard.boards.models import Board
from safeboard.history.services import CommandLine
from safeboard.outbox.services import write

SECRET_KINDS = {"notice", "sign-in"}
SENDER = CommandLine("Safeboard")


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        """In the transaction of whoever sends: undone with it. One row for each recipient."""
        with transaction.atomic():
            return sum(self._keep(email) for email in email_messages)

    def _keep(self, email):
        if email.attachments:
            raise ValueError("The outbox keeps words only: put a link in place of what is attached.")
        said = {name.lower(): value for name, value in email.extra_headers.items()}
        kind, board = said.get("x-safeboard-kind", "notice"), said.get("x-safeboard-board")
        at = timezone.now()
        for name, address in map(parseaddr, email.recipients()):
            write(
                to_email=address,
                to_name=name,
                subject=email.subject,
                body=email.body,
                kind=kind,
                about=said.get("x-safeboard-about", ""),
                board=Board.objects.get(pk=board) if board else None,
                secret=kind in SECRET_KINDS,
                by=SENDER,
                at=at,
            )
        return 1 if email.recipients() else 0
