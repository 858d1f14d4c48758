"""What can be done to a board, its people, leads, meetings and glossary. Each verb says by whom and when."""

from safeboard.boards.services.founding import (
    add_board,
    change_settings,
    join_agency,
    leads_named,
    say_sector,
    seat,
)
from safeboard.boards.services.glossary import add_term, strike_term
from safeboard.boards.services.inviting import invite, invite_again
from safeboard.boards.services.leads import add_spelling, change_lead, rename_lead, say_what_lead_is
from safeboard.boards.services.meetings import add_meeting, change_meeting
from safeboard.boards.services.seating import change_seat, end_seat, set_reminders
from safeboard.boards.services.themes import keep_themes

__all__ = [
    "add_board",
    "add_meeting",
    "add_spelling",
    "add_term",
    "change_lead",
    "change_meeting",
    "change_seat",
    "change_settings",
    "end_seat",
    "invite",
    "invite_again",
    "join_agency",
    "keep_themes",
    "leads_named",
    "rename_lead",
    "say_sector",
    "say_what_lead_is",
    "seat",
    "set_reminders",
    "strike_term",
]
