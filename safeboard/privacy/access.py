"""The door to what a board holds about somebody: the board's business manager, and those who have or had a seat there."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from safeboard.boards.access import board_for
from safeboard.people.models import User
from safeboard.people.permissions import Permission
from safeboard.privacy.signs import is_erased


def board_for_data(user, slug):
    """The board, if this person may hand over or erase what is held about people there."""
    return board_for(user, slug, Permission.KEEP_PEOPLES_DATA)


def person_for(user, slug, pk):
    """(the person, the board). Whoever never had a seat there is as if not there, and so is one who was erased."""
    board = board_for_data(user, slug)
    person = get_object_or_404(User.objects.filter(seats__board=board).distinct(), pk=pk)
    if is_erased(person):
        raise Http404
    return person, board
