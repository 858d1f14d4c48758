"""Which board, or which lead, the words of a command mean."""

from safeboard.boards.models import Board
from safeboard.boards.spelling import key_of


class Unnamed(Exception):
    """The words name nothing, or too much. Its text is one sentence that says what there is."""


def find_board(words):
    """The board of this name or web address, however its letters are written; None where there is none."""
    key = key_of(words)
    return next((board for board in Board.objects.all() if key in (key_of(board.name), board.slug)), None)


def board_meant(words=None):
    """The board these words name, in part if that is clear, or without words the only one there is. Raises Unnamed."""
    boards = list(Board.objects.all())
    if not boards:
        raise Unnamed("There is no board yet: bring in a plan with `safeboard import FILE`.")
    if words:
        return find_board(words) or _in_part(words, boards)
    if len(boards) > 1:
        raise Unnamed(f"Say which board with --board. There is {_listed(boards)}.")
    return boards[0]


def lead_meant(words, board):
    """The lead of a board that these words name: one of its spellings, or else a part of only one lead's name.

    Raises Unnamed.
    """
    spelling = board.spellings.filter(key=key_of(words)).select_related("lead").first()
    return spelling.lead if spelling else _in_part(words, list(board.leads.all()))


def _in_part(words, things):
    """The only thing with these words somewhere in its name."""
    found = [thing for thing in things if key_of(words) in key_of(thing.name)]
    if len(found) > 1:
        raise Unnamed(f"“{words}” could be any of these: {_listed(found)}.")
    if not found:
        raise Unnamed(f"Nothing here is called “{words}”. There is {_listed(things)}.")
    return found[0]


def _listed(things):
    names = [str(thing) for thing in things] or ["none"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
