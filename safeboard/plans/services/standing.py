"""The `now_` columns of actions: how each stands after everything recorded, kept for finding."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeboard.history.services import record
from safeboard.plans.models import Action, Plan
from safeboard.plans.painting import paint
from safeboard.plans.promise import ActionPicture

BATCH = 500
COLUMNS = ["now_rating", "now_done", "now_dropped", "now_late_after", "now_heard_on"]


def columns_of(shown: ActionPicture) -> dict:
    """What the columns say of an action in this picture."""
    return {
        "now_rating": shown.rating,
        "now_done": shown.done,
        "now_dropped": shown.dropped is not None,
        "now_late_after": shown.late_after,
        "now_heard_on": shown.heard_on,
    }


_gathered: ContextVar[set[int] | None] = ContextVar("actions to restand", default=None)


@contextmanager
def restood_together(plan, *, at):
    """Many verbs on one plan, in a transaction that holds its actions: their columns are worked out once, at the end."""
    gathered: set[int] = set()
    before = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(before)
    if gathered:
        restand(plan, at=at, only=sorted(gathered))


@transaction.atomic(savepoint=False)
def restand(plan, *, at, only=None):
    """Work the columns out anew, for all actions of a plan or only those of these keys.

    They are held first, so that nobody says something about one between the looking and the writing.
    """
    if (gathered := _gathered.get()) is not None:
        gathered.update(_keys(plan) if only is None else only)
        return
    held = (
        Action.objects.select_for_update(of=("self",), no_key=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    list(held.filter(issue__priority__plan=plan) if only is None else held.filter(pk__in=only))
    (picture,) = paint([plan], day=timezone.localdate(at), ahead=True, only=only)
    now = {shown.pk: columns_of(shown) for shown in [*picture.actions, *picture.left_out.actions]}
    was = (
        {
            row.pop("pk"): row
            for row in Action.objects.filter(issue__priority__plan=plan).values("pk", *COLUMNS)
        }
        if only is None
        else {}
    )
    _write({pk: columns for pk, columns in now.items() if columns != was.get(pk)})


def _write(changed):
    """changed: {action's key: its columns}. One of them, as after an update, is written without the long way round."""
    if len(changed) == 1:
        ((pk, columns),) = changed.items()
        Action.objects.filter(pk=pk).update(**columns)
    else:
        rows = [Action(pk=pk, **columns) for pk, columns in changed.items()]
        Action.objects.bulk_update(rows, COLUMNS, batch_size=BATCH)


def _keys(plan):
    return Action.objects.filter(issue__priority__plan=plan).values_list("pk", flat=True)


def hold(action, *, at) -> ActionPicture:
    """The action as it stands, held until the transaction ends, so that two who write to it do so one after the other.

    Raises ValidationError where its plan is withdrawn or closed.
    """
    held = (
        Action.objects.select_for_update(of=("self",))
        .select_related("issue__priority__plan__board")
        .get(pk=action.pk)
    )
    if held.plan.withdrawn_at:
        raise ValidationError("This plan has been withdrawn: nothing can be added to it.")
    (picture,) = paint([held.plan], day=timezone.localdate(at), ahead=True, only=[held.pk])
    if picture.closed:
        refuse_closed(held.plan, picture.closed)
    return next(iter([*picture.actions, *picture.left_out.actions]))


def hold_open(action, *, at) -> ActionPicture:
    """As `hold`, and refused where the action was dropped or goes on in the next plan."""
    shown = hold(action, at=at)
    refuse_gone_on(shown)
    if shown.dropped:
        on = f"{shown.dropped.effective_on:%-d %B %Y}"
        raise ValidationError(f"This action was dropped on {on}. Take it up again before you add to it.")
    return shown


def plan_after(plan):
    """The standing plan that follows this one, or None."""
    return Plan.objects.filter(follows=plan).select_related("board").standing().first()


def refuse_closed(plan, closed):
    """closed: a Closing, or the picture's Closed. Raises ValidationError."""
    after = plan_after(plan)
    goes_on = f" It goes on in “{after}”." if after else ""
    on = f"{closed.effective_on:%-d %B %Y}"
    raise ValidationError(f"“{plan}” was closed on {on}: nothing in it can be added to or changed.{goes_on}")


def refuse_gone_on(shown):
    """Raises ValidationError where an action was carried into the next plan."""
    if gone := shown.went_on:
        on = f"{gone.effective_on:%-d %B %Y}"
        raise ValidationError(f"This action goes on in “{gone.plan_title}” since {on}: say it there.")


def day_told(effective_on, *, at, future="Enter a day that is not after today"):
    """The day something speaks of: as given, else the day of `at`. Raises ValidationError for a day to come."""
    today = timezone.localdate(at)
    if effective_on and effective_on > today:
        raise ValidationError(future)
    return effective_on or today


def said_words(words, sentence):
    """The words without blanks around them. Raises ValidationError with the sentence where there are none."""
    words = (words or "").strip()
    if not words:
        raise ValidationError(sentence)
    return words


def told(day, by, at):
    """The columns of a Told row."""
    return {"by_id": by.pk, "by_name": by.name, "effective_on": day, "recorded_at": at}


def set_down(action, verb, *, by, at, **details):
    """After a row was added to an action: how it stands now, and who did it."""
    restand(action.plan, at=at, only=[action.pk])
    record(by=by, verb=verb, thing=action, at=at, board=action.plan.board, **details)
