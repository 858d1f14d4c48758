"""What a lead is, and what it is called."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.boards.models import Group, Lead, LeadName, LeadSpelling, Post
from safeboard.boards.queries import names_of
from safeboard.boards.services.founding import held, join_agency, one_line
from safeboard.boards.spelling import key_of
from safeboard.history.services import record

KINDS = ["group", "post", "agency", "user"]


@transaction.atomic
def change_lead(lead, *, starts, by, at, new_name="", effective_on=None, spelling="", **what):
    """All that the page of a lead asks, at once: see the three verbs below."""
    say_what_lead_is(lead, starts=starts, by=by, at=at, **what)
    if new_name:
        rename_lead(lead, name=new_name, effective_on=effective_on, by=by, at=at)
    if spelling:
        add_spelling(lead, spelling=spelling, by=by, at=at)


@transaction.atomic
def say_what_lead_is(lead, *, kind, by, at, starts, name="", agency=None, user=None):
    """Say that a lead is a group or a post of this name, this agency, or this person (kind: "user"). kind "": not said.

    A group, a post or an agency that is not there yet is added; an agency joins the board from the day `starts`.
    """
    board = held(lead.board)
    lead, name = Lead.objects.get(pk=lead.pk), one_line(name)
    becomes: dict = dict.fromkeys(KINDS)
    if kind in ("group", "post"):
        becomes[kind] = _named(Group if kind == "group" else Post, name or lead.name, board, by=by, at=at)
    elif kind == "agency":
        becomes[kind] = agency or join_agency(name or lead.name, board=board, starts=starts, by=by, at=at)
    elif kind == "user":
        if user is None or not board.seats.filter(user=user).exists():
            raise ValidationError("Choose a person who has a seat on this board.")
        becomes[kind] = user
    was = {key: getattr(lead, key) for key in KINDS}
    if was != becomes:
        Lead.objects.filter(pk=lead.pk).update(**becomes)
        record(
            by=by,
            verb="said what it is",
            thing=lead,
            at=at,
            board=board,
            was=_said(was),
            becomes=_said(becomes),
        )


@transaction.atomic
def rename_lead(lead, *, name, effective_on, by, at):
    """What a lead is called from a day on. The old name stays a way of spelling it, and the new one becomes one too."""
    board, name = held(lead.board), one_line(name)
    called = names_of(board, day=effective_on)[lead.pk]
    if called == name:
        raise ValidationError(f"It is called “{name}” on {effective_on:%-d %B %Y} already.")
    _spell(lead, name, board=board)
    LeadName.objects.create(lead=lead, name=name, effective_on=effective_on, recorded_at=at, by_name=by.name)
    change = {"was": called, "becomes": name, "from_day": effective_on.isoformat()}
    record(by=by, verb="renamed", thing=lead, at=at, board=board, **change)


@transaction.atomic
def add_spelling(lead, *, spelling, by, at):
    """Another way in which a plan may write this lead. Raises ValidationError where it names another."""
    board, spelling = held(lead.board), one_line(spelling)
    if _spell(lead, spelling, board=board):
        record(by=by, verb="added a spelling of", thing=lead, at=at, board=board, spelling=spelling)


def _spell(lead, spelling, *, board):
    """Add a spelling where it is new. Returns it, or None."""
    key = key_of(spelling)
    if not key:
        raise ValidationError("Enter a name with letters or figures in it.")
    known = board.spellings.filter(key=key).select_related("lead").first()
    if known and known.lead_id != lead.pk:
        raise ValidationError(f"“{spelling}” is how {known.lead} is written: one spelling means one lead.")
    return None if known else LeadSpelling.objects.create(board=board, lead=lead, spelling=spelling)


def _named(model, name, board, *, by, at):
    thing = model.objects.filter(board=board, name__iexact=name).first()
    if thing is None:
        thing = model.objects.create(board=board, name=name)
        record(by=by, verb="added", thing=thing, at=at, board=board)
    return thing


def _said(what):
    return {key: str(value) for key, value in what.items() if value}
