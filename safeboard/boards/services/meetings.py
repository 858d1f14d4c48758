"""The board's meetings. None is ever deleted: dates were agreed at it, and updates asked for it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.boards.models import Meeting, MeetingWas
from safeboard.boards.services.founding import held, one_line
from safeboard.history.services import record

FIELDS = ["date", "kind", "updates_by", "papers_by"]


@transaction.atomic
def add_meeting(*, board, date, by, at, kind="Board", updates_by=None, papers_by=None):
    """Raises ValidationError where a day is after the meeting's, or this meeting is there already."""
    meeting = Meeting(board=held(board), recorded_at=at)
    _fill(meeting, date, kind, updates_by, papers_by)
    meeting.save()
    record(by=by, verb="added", thing=meeting, at=at, board=board, **_said(meeting))
    return meeting


@transaction.atomic
def change_meeting(meeting, *, date, kind, updates_by, papers_by, by, at):
    """Correct a meeting, past ones too. What it was stays in the history, and in what was known until then."""
    held(meeting.board)
    meeting = Meeting.objects.select_related("board").get(pk=meeting.pk)
    was, known = _said(meeting), MeetingWas(meeting=meeting, date=meeting.date, kind=meeting.kind, until=at)
    _fill(meeting, date, kind, updates_by, papers_by)
    becomes = _said(meeting)
    if was != becomes:
        meeting.save()
        if (known.date, known.kind) != (meeting.date, meeting.kind):
            known.save()
        changed = [name for name in FIELDS if was[name] != becomes[name]]
        details = {
            "was": {name: was[name] for name in changed},
            "becomes": {name: becomes[name] for name in changed},
        }
        record(by=by, verb="changed", thing=meeting, at=at, board=meeting.board, **details)
    return meeting


def _fill(meeting, date, kind, updates_by, papers_by):
    meeting.date, meeting.kind = date, one_line(kind)
    meeting.updates_by, meeting.papers_by = updates_by, papers_by
    if not meeting.kind:
        raise ValidationError("Enter what kind of meeting it is, such as Board.")
    if updates_by and updates_by > date:
        raise ValidationError("Enter a last day for updates that is not after the meeting.")
    if papers_by and papers_by > date:
        raise ValidationError("Enter a day for the papers that is not after the meeting.")
    same = Meeting.objects.filter(board=meeting.board, date=date, kind__iexact=meeting.kind)
    if same.exclude(pk=meeting.pk).exists():
        raise ValidationError(f"There is a meeting “{meeting}” already.")


def _said(meeting):
    return {name: str(getattr(meeting, name) or "") for name in FIELDS}
