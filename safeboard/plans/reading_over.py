"""Read a file over a plan that stands, and keep what it proposes for a person to go through.

    proposal = reading_over.read_over(plan, data, name="plan.docx", by=user, at=now)

Raises Unreadable, Stranger, NothingNew or ReadAlready, each with one sentence; ValidationError for a plan that is not worked.
"""

import hashlib

from django.db import transaction
from django.utils import timezone

from safeboard.documents.services import keep, keep_reading
from safeboard.plans import bringing_in, working_copies
from safeboard.plans.models import Plan, Proposal
from safeboard.plans.offers import compared
from safeboard.plans.outline import Outline, to_json
from safeboard.plans.proposing import left_empty, stranger
from safeboard.plans.queries import legends_of
from safeboard.plans.services import make_proposal
from safeboard.plans.services.parts import hold_plan


class Stranger(Exception):
    """The file is of another plan. Its text is one sentence that says what to do."""


class NothingNew(Exception):
    """The file says nothing that the plan does not say. Its text is one sentence."""


class ReadAlready(Exception):
    """The same bytes were read over this plan before. Its text is one sentence; `proposal` is what came of it."""

    def __init__(self, proposal):
        super().__init__(
            "This very file was read over this plan before, and what it proposed is kept with what was taken or left since. "
            "To go through it once more from the beginning, save the file again in its own program and read that copy."
        )
        self.proposal = proposal


def read_over(plan, data: bytes, *, name, by, at) -> Proposal:
    """name: the file's name as it came."""
    hold_off(plan)
    file, said = bringing_in.read_copy(data, legends=legends_of(plan))
    return proposed(plan, data, name=name, file=file, said=said, by=by, at=at)


@transaction.atomic
def proposed(plan, data: bytes, *, name, file: Outline, said, by, at) -> Proposal:
    """The proposal of a file that was read. said: what the file says of itself, see `printing.identity_of`."""
    hold_plan(plan)
    same = Proposal.objects.filter(plan=plan, reading__document__sha256=hashlib.sha256(data).hexdigest())
    if before := same.order_by("pk").first():
        raise ReadAlready(before)
    written = _written(plan, said, at)
    reading, now = compared(plan, file, written, day=timezone.localdate(at))
    if written is None and stranger(reading, file):
        raise Stranger(
            f"Hardly a row of this file is in “{plan}”: {reading.alike} of {len(file.actions)}. Where it is a plan of its own, "
            "choose “Bring in a plan” on the board’s page; else read it over the plan it belongs to."
        )
    if not reading.proposed:
        raise NothingNew(
            f"This file says nothing that “{plan}” does not say, so there is nothing to go through. "
            f"A plan’s title, its purpose and its legend are not compared.{left_empty(reading)}"
        )
    document = keep(data, name=name, kind=bringing_in.kind_named(data), board=plan.board, by=by, at=at)
    kept = keep_reading(document, outline=to_json(file), by=by, at=at)
    return make_proposal(plan, kept, base=working_copies.to_json(written), by=by, at=at)


@transaction.atomic
def hold_off(plan):
    """Raises ValidationError where a plan is withdrawn or closed: nothing is read over it."""
    hold_plan(plan)


def _written(plan, said, at):
    """How the file was written; None where it does not say. Raises Stranger where it is a copy of another plan."""
    uid = working_copies.plan_named(said)
    if uid is None:
        return None
    if uid == plan.uid:
        return working_copies.written_as(said, since=plan.accepted_at, at=at)
    other = Plan.objects.filter(uid=uid, board=plan.board_id).standing().first()
    whose = f"“{other}”" if other else "another plan, which this board does not have here"
    where = "read it over that plan" if other else "read it over the plan it was written from"
    raise Stranger(f"This file is a working copy of {whose}, not of “{plan}”: {where}.")
