"""Meetings, as evidence."""

from safeboard.boards.finding import Finder, findable
from safeboard.boards.models import Meeting

findable(
    Finder(
        kind="Meeting",
        page="boards:meeting",
        rows=lambda user, board: Meeting.objects.filter(board=board),
        words=["kind"],
        tell=lambda meeting: (str(meeting), meeting.date),
    )
)
