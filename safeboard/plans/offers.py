"""What a file read over a plan proposes, as the plan stands today: read anew each time it is asked for."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils import timezone

from safeboard.boards.models import LeadSpelling
from safeboard.boards.spelling import key_of
from safeboard.plans import outline, places, working_copies
from safeboard.plans.models import Proposal, ProposalAnswer
from safeboard.plans.outline import ActionLine, Outline
from safeboard.plans.picture import PlanPicture
from safeboard.plans.proposing import read_over
from safeboard.plans.proposing.changes import Proposed, Reading, What
from safeboard.plans.queries import picture_of
from safeboard.plans.working_copies import Written


@dataclass(frozen=True, slots=True)
class Offers:
    """file: as it was read. now: the plan after everything recorded, dropped or not. reading: all that the file proposes.

    since: the moment the file was written, or, of one that knows nothing of Safeboard, the plan accepted.
    said_on: the day for what names none: the file's own "updated" where that is newer than the plan's, else the day it was
    read over. answers: what was decided already, in the order it was.
    """

    proposal: Proposal
    file: Outline
    now: PlanPicture
    reading: Reading
    since: datetime.datetime
    said_on: datetime.date
    answers: list[ProposalAnswer]

    @property
    def open(self) -> list[Proposed]:
        """What waits for an answer, and what is only for information, in the plan's order."""
        answered = {answer.key for answer in self.answers}
        return [one for one in self.reading.proposed if one.key not in answered]

    @property
    def waiting(self) -> list[Proposed]:
        """What waits for an answer."""
        return [one for one in self.open if one.what is not What.NOTE_GONE]

    def shown(self, proposed: Proposed):
        """The picture of the part it concerns, or, of something new, of what it goes into; None where that is new too."""
        kind_and_key = proposed.part or proposed.inside
        return places.find(self.now, *kind_and_key) if kind_and_key else None

    def line_at(self, place: str) -> ActionLine | None:
        """The action that stands at a place in the file."""
        return next((line for line in self.file.actions if line.place == place), None)


def offers_of(proposal, *, day) -> Offers:
    """What a proposal offers, as the plan stands on a day. A fixed number of queries: two paintings, and two more."""
    plan, file = proposal.plan, outline.from_json(proposal.reading.outline)
    written = working_copies.from_json(proposal.base)
    reading, now = compared(plan, file, written, day=day)
    return Offers(
        proposal=proposal,
        file=file,
        now=now,
        reading=reading,
        since=written.known_at if written else plan.accepted_at,
        said_on=day_said(plan, file, read_over_on=timezone.localdate(proposal.made_at), day=day),
        answers=list(proposal.answers.order_by("pk")),
    )


def compared(plan, file: Outline, written: Written | None, *, day) -> tuple[Reading, PlanPicture]:
    """What a file would change of a plan, and the plan as it stands on a day.

    written: how the file was written; None for one that knows nothing of Safeboard, which is read over the plan as it was
    accepted.
    """
    now = picture_of(plan, day=day, ahead=True)
    reading = read_over(
        file, now=now, base=_base(plan, written), note_limit=written.notes if written else None
    )
    return replace(reading, proposed=_without_spellings(plan, reading.proposed, now)), now


def day_said(plan, file: Outline, *, read_over_on, day):
    """See `Offers.said_on`."""
    newer = file.updated and (plan.updated_on is None or file.updated > plan.updated_on)
    return min(file.updated if newer else read_over_on, day)


def _base(plan, written: Written | None) -> PlanPicture:
    if written is None:
        on = timezone.localdate(plan.accepted_at)
        return picture_of(plan, day=on, ahead=True, known_at=plan.accepted_at)
    return picture_of(
        plan,
        day=written.day,
        ahead=written.ahead,
        known_at=written.known_at,
        restricted=written.restricted,
    )


def _without_spellings(plan, proposed: Sequence[Proposed], now: PlanPicture) -> list[Proposed]:
    """Without other leads that are the same leads, called by another of their names. One query."""
    names = [name for one in proposed if one.what is What.LEADS for name in one.value]
    keys = Q(key__in={key_of(name[:200]) for name in names})
    known = dict(LeadSpelling.objects.filter(keys, board=plan.board_id).values_list("key", "lead"))

    def same(one: Proposed) -> bool:
        if one.what is not What.LEADS or one.part is None:
            return False
        meant = dict.fromkeys(known.get(key_of(name[:200])) for name in one.value)
        return list(meant) == [pk for pk, _ in places.find(now, *one.part).leads]

    return [one for one in proposed if not same(one)]


def evidence_in(notes) -> str:
    """The words of the newest note, which stand beside the rating in the file."""
    said = [note for note in notes if note.text]
    dated = [note for note in said if note.as_of]
    return max(dated, key=lambda note: note.as_of).text if dated else said[-1].text if said else ""
