from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from safeboard.boards.models import Board, Lead, LeadSpelling, Seat
from safeboard.boards.spelling import key_of
from safeboard.history.services import record


@transaction.atomic
def add_board(*, name, by, at, kind=Board.Kind.CHILDREN):
    """Add a board; its web address is made from its name and stays free of clashes."""
    stem = slugify(name)[:70] or "board"
    slug, count = stem, 2
    while Board.objects.filter(slug=slug).exists():
        slug, count = f"{stem}-{count}", count + 1
    board = Board(name=name.strip(), slug=slug, kind=kind)
    board.full_clean()
    board.save()
    record(by=by, verb="added", thing=board, at=at, board=board)
    return board


@transaction.atomic
def seat(*, user, board, role, starts, by, at, agency=None, ends=None, answers_for=()):
    """Give someone a seat on a board from a day."""
    if ends and ends < starts:
        raise ValidationError("A seat ends on or after the day it starts.")
    new = Seat(user=user, board=board, role=role, agency=agency, starts=starts, ends=ends)
    new.full_clean()
    new.save()
    new.answers_for.set(answers_for)
    record(by=by, verb="gave a seat", thing=new, at=at, board=board, role=role, starts=starts.isoformat())
    return new


@transaction.atomic
def leads_named(board, spellings, *, by, at):
    """The leads that these spellings name on a board, new ones added. Returns {spelling: Lead}. A few queries in all."""
    known = {row.key: row.lead for row in board.spellings.select_related("lead")}
    found = {}
    for spelling in dict.fromkeys(spellings):
        key = key_of(spelling[:200])
        if key not in known:
            known[key] = _add_lead(board, spelling, by=by, at=at)
        found[spelling] = known[key]
    return found


def _add_lead(board, spelling, *, by, at):
    lead = Lead.objects.create(board=board, name=spelling[:200])
    LeadSpelling.objects.create(board=board, lead=lead, spelling=spelling[:200])
    record(by=by, verb="added", thing=lead, at=at, board=board)
    return lead
