from django.shortcuts import get_object_or_404

from safeboard.boards.access import boards_for, require, seats_on
from safeboard.documents.models import Reading


def reading_for(user, pk, permission):
    """A reading of a file of one of this person's boards; 404 elsewhere, 403 without the permission."""
    readings = Reading.objects.filter(document__board__in=boards_for(user))
    reading = get_object_or_404(readings.select_related("document__board"), pk=pk)
    require(seats_on(user, reading.document.board_id), permission)
    return reading
