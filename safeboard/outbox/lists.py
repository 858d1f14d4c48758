"""The messages of a board as a list to take away: what the page of messages shows, never a body or an address in it."""

from django.utils import timezone

from safeboard.core.listing import Listing


def messages(board, found) -> Listing:
    columns = [
        "Message",
        "To",
        "E-mail address",
        "Kind",
        "Written",
        "By",
        "State",
        "Sent",
        "What was answered",
    ]
    rows = [
        (
            one.about or one.subject,
            one.to_name,
            one.to_email,
            one.kind.capitalize(),
            _wall_clock(one.made_at),
            one.made_by_name,
            one.get_state_display(),
            _wall_clock(one.sent_at),
            one.error,
        )
        for one in found
    ]
    return Listing(f"Messages of {board.name}", columns, rows)


def _wall_clock(moment):
    return moment and timezone.localtime(moment).replace(tzinfo=None, microsecond=0)
