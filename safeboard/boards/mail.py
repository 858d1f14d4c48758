"""The letters a board sends about seats. They go through Django's e-mail settings, inside the sender's transaction."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from safeboard.people.permissions import ROLES


def send_invitation(seat, *, by, address):
    """Tells a person who invited them to what, and how to sign in. address: the whole address of the sign-in page."""
    said = {"seat": seat, "role": ROLES[seat.role], "by": by, "address": address}
    EmailMessage(
        subject=" ".join(f"{by.name} has invited you to {seat.board}".split()),
        body=render_to_string("boards/mail/invitation.txt", said),
        to=[seat.user.email],
        headers={
            "X-Safeboard-Kind": "invitation",
            "X-Safeboard-About": ROLES[seat.role].name,
            "X-Safeboard-Board": str(seat.board_id),
        },
    ).send()
