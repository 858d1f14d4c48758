"""A board, what it goes by, and the ground on which the other verbs stand."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from safeboard.boards.models import (
    SECTORS,
    Agency,
    Board,
    BoardWas,
    Lead,
    LeadSpelling,
    Membership,
    Seat,
    current_on,
)
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
    leads = sorted(lead.name for lead in answers_for)
    record(
        by=by,
        verb="gave a seat",
        thing=new,
        at=at,
        board=board,
        role=role,
        starts=starts.isoformat(),
        leads=leads,
    )
    return new


def held(board):
    """The board, locked until the transaction ends, so that two people's changes of its seats come one after the other.

    SQLite has one writer at a time and needs no lock.
    """
    return Board.objects.select_for_update().get(pk=board.pk)


def one_line(words):
    """Words without line breaks or doubled spaces: what goes into a name, and from there into a letter's heading."""
    return " ".join(words.split())


@transaction.atomic
def join_agency(name, *, board, starts, by, at):
    """The agency of this name, which other boards may know already, and its membership of this board from a day."""
    name = one_line(name)
    agency = Agency.objects.filter(name__iexact=name).first() or _new_agency(name, board, by=by, at=at)
    if not agency.memberships.filter(current_on(starts), board=board).exists():
        Membership.objects.create(board=board, agency=agency, starts=starts)
        record(by=by, verb="joined to the board", thing=agency, at=at, board=board, starts=starts.isoformat())
    return agency


def _new_agency(name, board, *, by, at):
    """A new agency: or the one that another board, which this one does not hold, has added at this moment."""
    agency = Agency(name=name)
    agency.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            agency.save()
    except IntegrityError:
        return Agency.objects.get(name__iexact=name)
    record(by=by, verb="added", thing=agency, at=at, board=board)
    return agency


@transaction.atomic
def say_sector(agency, *, sector, board, by, at):
    """Say what an agency is: one of `SECTORS`. board: on whose behalf. Raises ValidationError."""
    if sector not in SECTORS:
        raise ValidationError({"sector": "Choose what the agency is from the list"})
    was, agency.sector = agency.sector, sector
    if was != sector:
        agency.save(update_fields=["sector"])
        record(by=by, verb="said what it is:", thing=agency, at=at, board=board, was=was, becomes=sector)
    return agency


@transaction.atomic
def change_settings(board, *, check_every_months, difference_after_months, by, at):
    """How often what has no date is looked at, and when "did it make a difference?" is asked. In months."""
    board, becomes = (
        held(board),
        {
            "check_every_months": check_every_months,
            "difference_after_months": difference_after_months,
        },
    )
    was = {name: getattr(board, name) for name in becomes}
    if min(becomes.values()) < 1 or max(becomes.values()) > 60:
        raise ValidationError("Enter a number of months from 1 to 60.")
    if was != becomes:
        Board.objects.filter(pk=board.pk).update(**becomes)
        if was["check_every_months"] != check_every_months:
            BoardWas.objects.create(board=board, check_every_months=was["check_every_months"], until=at)
        record(by=by, verb="changed", thing=board, at=at, board=board, was=was, becomes=becomes)


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
