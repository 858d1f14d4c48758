"""Whether what stands beside each action is what was said of it, and whether everything said is in the history."""

from collections.abc import Iterator

from django.utils import timezone

from safeboard.history.models import Event
from safeboard.history.verifying import Fault
from safeboard.plans.models import Action, Plan, Update
from safeboard.plans.painting import paint
from safeboard.plans.services.standing import COLUMNS, columns_of


def how_many() -> int:
    return Action.objects.count()


def faults(step=lambda: None) -> Iterator[Fault]:
    """Everything in the plans that does not add up, plan after plan. step: called after each action."""
    for plan in Plan.objects.select_related("board").order_by("pk"):
        yield from _of_plan(plan, step)


def _of_plan(plan, step):
    kept = {row.pop("pk"): row for row in _actions(plan).values("pk", *COLUMNS)}
    told = set(
        Event.objects.filter(thing_type="plans.action", thing_id__in=kept.keys(), details__has_key="update")
        .order_by()
        .values_list("details__update", flat=True)
    )
    (picture,) = paint([plan], day=timezone.localdate(), ahead=True)
    for shown in [*picture.actions, *picture.left_out.actions]:
        what = f"A{shown.pk} of {plan.board}"
        if columns_of(shown) != kept[shown.pk]:
            yield Fault(
                what,
                "What lists find it by is not what was said of it: say something about it, and it is worked out anew.",
            )
        step()
    untold = Update.objects.filter(action__issue__priority__plan=plan).exclude(came=Update.Came.FILE)
    for pk, action in untold.order_by("pk").values_list("pk", "action"):
        if pk not in told:
            yield Fault(
                f"Update {pk} of A{action} of {plan.board}", "The history does not say who recorded it."
            )


def _actions(plan):
    return Action.objects.filter(issue__priority__plan=plan)
