"""What the public may read: the plan's aims and outcomes, single actions, single updates. Nothing is public before somebody marks it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.history.services import record
from safeboard.plans.models import Action, Marked, Marking, Plan
from safeboard.plans.services.parts import hold_plan
from safeboard.plans.services.reshaping import change_part
from safeboard.plans.services.standing import restood_together


@transaction.atomic
def mark_plan(plan, marking, *, by, at):
    """Say who may read the plan's own aims and outcomes; restricted: all of the plan. Returns the Marked, None where it is so
    already. Raises ValidationError."""
    if marking not in Marking.values:
        raise ValidationError({"marking": "Choose who may read it"})
    hold_plan(plan)
    was = Plan.objects.values_list("marking", flat=True).get(pk=plan.pk)
    if was == marking:
        return None
    Plan.objects.filter(pk=plan.pk).update(marking=marking)
    said = {"by_id": by.pk, "by_name": by.name, "recorded_at": at}
    row = Marked.objects.create(plan=plan, was=was, marking=marking, **said)
    record(by=by, verb="changed who may read", thing=plan, at=at, board=plan.board, was=was, becomes=marking)
    return row


@transaction.atomic
def mark_public(plan, *, actions=(), updates=(), by, at):
    """Say what of a plan the public may read. Returns how many were changed. Raises ValidationError.

    actions: [(Action of the plan, whether it is public)]. updates: [(Said of the plan, whether it is public)]. What is as it is
    asked for is left; what is restricted cannot be public.
    """
    hold_plan(plan)
    count = 0
    with restood_together(plan, at=at):
        for action, public in actions:
            count += _mark_action(action, public, by=by, at=at)
    rows = [row for said, public in updates if (row := _marked(plan, said, public, by=by, at=at))]
    Marked.objects.bulk_create(rows)
    if rows:
        record(by=by, verb="marked what is public in", thing=plan, at=at, board=plan.board, updates=len(rows))
    return count + len(rows)


def _mark_action(action, public, *, by, at):
    now = Action.objects.get(pk=action.pk).marking_now
    wanted = Marking.PUBLIC if public else Marking.BOARD
    if now == wanted or (now == Marking.RESTRICTED and not public):
        return False
    if now == Marking.RESTRICTED:
        raise ValidationError(f"A{action.pk} is restricted. Say first that the board may read it.")
    return change_part(action, changes={"marking": wanted}, by=by, at=at) is not None


def _marked(plan, said, public, *, by, at):
    wanted = Marking.PUBLIC if public else Marking.BOARD
    if said.marking == wanted or (said.marking == Marking.RESTRICTED and not public):
        return None
    if said.marking == Marking.RESTRICTED:
        raise ValidationError(
            "What was said of something restricted stays so: have it said again, without what must not be told."
        )
    return Marked(
        plan=plan,
        update_said_id=said.pk,
        was=said.marking,
        marking=wanted,
        by_id=by.pk,
        by_name=by.name,
        recorded_at=at,
    )
