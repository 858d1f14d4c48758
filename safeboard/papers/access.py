"""The doors to papers. Another board's: 404. A draft: for those who prepare papers. Restricted things: for those who may read them."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from safeboard.boards.access import boards_for, require, seats_on
from safeboard.papers.models import IssuedFile, Paper
from safeboard.people.permissions import Permission


def issued_on(board, *, restricted):
    """The issued papers of a board whose door has been passed, the newest first."""
    papers = Paper.objects.filter(board=board, state=Paper.State.ISSUED)
    return papers if restricted else papers.filter(restricted=False)


def drafts_on(board):
    """Drafts that are neither issued nor discarded: only for those who prepare papers."""
    return Paper.objects.filter(board=board, state=Paper.State.DRAFT)


def draft_for(user, pk):
    """A draft this person may change; 404 once it is issued or discarded."""
    paper = prepared_for(user, pk)
    if paper.state != Paper.State.DRAFT:
        raise Http404
    return paper


def prepared_for(user, pk):
    """A paper in whatever state, for those who prepare papers."""
    return _paper(user, pk, Permission.PREPARE_PAPERS)


def paper_for(user, pk):
    """A draft for those who prepare papers; an issued paper for the whole board."""
    paper = _paper(user, pk, Permission.READ_BOARD)
    if paper.state != Paper.State.ISSUED:
        require(seats_on(user, paper.board_id), Permission.PREPARE_PAPERS)
    return paper


def issued_for(user, pk, permission=Permission.READ_BOARD):
    """A paper that was issued; 404 before."""
    paper = _paper(user, pk, permission)
    if paper.state != Paper.State.ISSUED:
        raise Http404
    return paper


def file_for(user, pk, form):
    """The bytes of an issued paper in one form."""
    paper = issued_for(user, pk)
    files = IssuedFile.objects.select_related("document")
    return get_object_or_404(files, issued__paper=paper, form=form)


def _paper(user, pk, permission):
    papers = Paper.objects.filter(board__in=boards_for(user))
    paper = get_object_or_404(
        papers.select_related("board", "plan__board", "meeting", "issued__style__logo"), pk=pk
    )
    seats = seats_on(user, paper.board_id)
    require(seats, permission)
    if paper.restricted:
        require(seats, Permission.READ_RESTRICTED)
    return paper
