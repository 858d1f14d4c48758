"""A file read over a plan: keeping what it proposes, and taking or leaving it, one thing at a time or many together.

Whoever takes holds the proposal, the plan and its actions, and reads the file over the plan anew before anything is done. So
two people, or two clicks, go one after the other, and the second sees what the first did.
"""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeboard.documents.models import Reading
from safeboard.documents.services import settle_reading
from safeboard.history.services import record
from safeboard.plans.models import Action, Proposal, ProposalAnswer
from safeboard.plans.offers import Offers, offers_of
from safeboard.plans.proposing.changes import Proposed, What
from safeboard.plans.services.parts import ChangedMeanwhile, hold_plan
from safeboard.plans.services.standing import restood_together
from safeboard.plans.services.taking import Taking

FINISHED = "This file was gone through already: nothing was done again."
ANSWERED = "This was taken or left already: nothing was done again."
MEANWHILE = "The plan was changed after this page was shown, so nothing was done. Look again at what the plan says now, and choose again."


@transaction.atomic
def make_proposal(plan, reading, *, base, by, at):
    """Keep what a reading of a file proposes for a plan. Returns the Proposal. base: see the model.

    Raises ValidationError where the plan is withdrawn or closed.
    """
    hold_plan(plan)
    proposal = Proposal.objects.create(plan=plan, reading=reading, base=base, made_at=at)
    record(by=by, verb="read over the plan", thing=proposal, at=at, board=plan.board)
    return proposal


@transaction.atomic
def take_proposed(proposal, *, chosen: Mapping[str, str], by, at, words: Mapping[str, str] | None = None):
    """Do to the plan what was chosen, all of it or nothing. Returns the ProposalAnswers.

    chosen: by key, the `seen` of what the person looked at. words: by key, why something is dropped, or what shows that it is
    complete. What was answered already is left out. Raises ChangedMeanwhile; ValidationError with what was refused and why.
    """
    offers = _hold(proposal, at=at)
    hold_plan(proposal.plan)
    wanted = _chosen(offers, chosen)
    if idle := [one for one in wanted if one.what is What.NOTE_GONE]:
        raise ValidationError(f"Nothing can be taken of {idle[0].what}: what was said stays said.")
    taking = Taking(offers, {one.key: one for one in wanted}, words or {}, by=by, at=at)
    with restood_together(proposal.plan, at=at):
        for one in wanted:
            try:
                taking.take(one)
            except ValidationError as refusal:
                said = " ".join(refusal.messages)
                raise ValidationError(f"Nothing was taken. {called(one, offers)}: {said}") from refusal
    return _answered(offers, wanted, True, by, at)


@transaction.atomic
def leave_proposed(proposal, *, chosen: Collection[str], by, at):
    """The plan stays as it is in this. Returns the ProposalAnswers. chosen: keys. Raises ValidationError."""
    offers = _hold(proposal, at=at)
    return _answered(offers, _chosen(offers, dict.fromkeys(chosen)), False, by, at)


@transaction.atomic
def finish_proposal(proposal, *, by, at):
    """What was not answered is left, and the file is done with. Returns the ProposalAnswers. Raises ValidationError."""
    offers = _hold(proposal, at=at)
    return _answered(offers, offers.waiting, False, by, at)


def called(one: Proposed, offers: Offers) -> str:
    """ "A12, another date: “June 2027”", to say what was decided, or refused."""
    shown = offers.shown(one) if one.part else None
    words = one.wanted or one.now
    about = f"{shown.ref}, " if shown and hasattr(shown, "ref") else ""
    return f"{about}{one.what}: “{words}”" if about else f"{str(one.what).capitalize()}: “{words}”"


def _hold(proposal, *, at) -> Offers:
    """What it offers now, with everything held that could make that another: its reading too, which says whether it is done with."""
    held = Proposal.objects.select_for_update(of=("self", "reading"))
    held = held.select_related("plan__board", "reading__document")
    found = held.get(pk=proposal.pk)
    if found.reading.state != Reading.State.DRAFT:
        raise ValidationError(FINISHED)
    _hold_actions(found.plan)
    return offers_of(found, day=timezone.localdate(at))


def _hold_actions(plan):
    """In the order in which `restand` holds them, after the plan's own row."""
    list(type(plan).objects.select_for_update(no_key=True).filter(pk=plan.pk))
    actions = Action.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    list(actions.filter(issue__priority__plan=plan).values_list("pk", flat=True))


def _chosen(offers: Offers, chosen: Mapping[str, str | None]) -> list[Proposed]:
    """In the plan's order. A `seen` of None asks for no look."""
    answered = {answer.key for answer in offers.answers}
    left = {key: seen for key, seen in chosen.items() if key not in answered}
    if not left:
        raise ValidationError(ANSWERED)
    found = [one for one in offers.open if one.key in left and left[one.key] in (None, one.seen)]
    if len(found) < len(left):
        raise ChangedMeanwhile(MEANWHILE)
    return found


def _answered(offers: Offers, some: Collection[Proposed], taken: bool, by, at):
    """Keep what was decided; when nothing waits any more the file is done with."""
    proposal = offers.proposal
    answers = ProposalAnswer.objects.bulk_create(
        ProposalAnswer(
            proposal=proposal,
            key=one.key,
            what=called(one, offers),
            taken=taken,
            by_id=by.pk,
            by_name=by.name,
            recorded_at=at,
        )
        for one in some
    )
    record(
        by=by,
        verb="took into the plan from" if taken else "left out of the plan from",
        thing=proposal,
        at=at,
        board=proposal.plan.board,
        count=len(answers),
    )
    if not {one.key for one in offers.waiting} - {one.key for one in some}:
        any_taken = taken or any(answer.taken for answer in offers.answers)
        state = Reading.State.ACCEPTED if any_taken else Reading.State.LEFT
        settle_reading(proposal.reading, state=state, by=by, at=at)
    return answers
