"""From one plan to the next: what is unfinished goes on there, its date is confirmed, and the old plan closes.

Nothing is copied as done, and no update is copied: the story so far stays in the old plan, and each action leads to it.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeboard.history.services import record
from safeboard.plans.models import Action, Closing, DateConfirmed, LegendMeaning, PartChange, Plan
from safeboard.plans.pages import name_of
from safeboard.plans.painting import paint
from safeboard.plans.services.carried_rows import CarriedRows
from safeboard.plans.services.parts import hold_plan, require_fit
from safeboard.plans.services.standing import hold_open, plan_after, restand, said_words, set_down, told

MEANWHILE = "Some of these were carried on, dropped or completed meanwhile: look at the list again."


@transaction.atomic
def start_next_plan(
    plan, *, title, starts, ends, carry, by, at, drop=None, purpose=None, whole=False, words=""
):
    """Start the plan that follows this one, with the unfinished actions that were chosen. Returns the new Plan.

    carry: keys of open actions. drop: {key: why} of those that are dropped from this plan instead; the others stay open here.
    purpose: as it is here where None. whole: priorities, outcomes and issues go along even without an action. words: why
    they go on. Raises ValidationError.
    """
    title = said_words(title, "Enter the title of the next plan")
    require_fit(Plan, "title", title)
    if starts and ends and ends < starts:
        raise ValidationError("Enter a last day that is not before the first")
    picture = _held(plan, at=at)
    if follows := plan_after(plan):
        raise ValidationError(f"“{follows}” follows this plan already. Carry on into that one.")
    into = Plan.objects.create(
        board=plan.board,
        title=title,
        purpose=plan.purpose if purpose is None else purpose.strip(),
        starts=starts,
        ends=ends,
        columns=plan.columns,
        marking=plan.marking,
        follows=plan,
        accepted_at=at,
    )
    LegendMeaning.objects.bulk_create(
        LegendMeaning(plan=into, position=position, rating=rating, meaning=meaning, recorded_at=at)
        for position, (rating, meaning) in enumerate(picture.legend.items())
    )
    counts = _go_on(plan, picture, into, carry, drop or {}, words, by, at, whole=whole)
    record(by=by, verb="started", thing=into, at=at, board=plan.board, follows=plan.pk, **counts)
    return into


@transaction.atomic
def carry_on(plan, *, carry, by, at, drop=None, words=""):
    """Carry more unfinished actions into the plan that follows already. Returns that Plan. For the rest see `start_next_plan`.

    An issue that has the same words there is the same issue. Raises ValidationError.
    """
    into = plan_after(plan)
    if into is None:
        raise ValidationError("No plan follows this one yet: start the next plan first.")
    picture = _held(plan, at=at)
    hold_plan(into)
    counts = _go_on(plan, picture, into, carry, drop or {}, words, by, at)
    record(by=by, verb="carried more into", thing=into, at=at, board=plan.board, follows=plan.pk, **counts)
    return into


@transaction.atomic
def confirm_date(action, *, by, at, words=""):
    """Say that the date a carried action brought with it holds. Returns the DateConfirmed. Raises ValidationError."""
    shown = hold_open(action, at=at)
    if not shown.date_to_confirm:
        raise ValidationError("The date of this action does not wait to be confirmed.")
    row = DateConfirmed.objects.create(
        action=action, words=words.strip(), **told(timezone.localdate(at), by, at)
    )
    set_down(action, "confirmed the date of", by=by, at=at, date=shown.due.written)
    return row


@transaction.atomic
def close_plan(plan, *, by, at, words=""):
    """Say that the plan's time is over: it can be read, and is no longer worked. Returns the Closing.

    Raises ValidationError while an action is open that was neither carried on nor dropped.
    """
    picture = _held(plan, at=at)
    if still_open := [action for action in picture.actions if action.open]:
        raise ValidationError(open_words(still_open))
    row = Closing.objects.create(plan=plan, words=words.strip(), **told(timezone.localdate(at), by, at))
    record(by=by, verb="closed", thing=plan, at=at, board=plan.board, words=row.words)
    return row


def open_words(actions):
    """ "12 actions are still open: 3 in 1. Neglect, 9 in 2. Voice. Carry them on, or drop them with a reason, first." """
    places: dict[str, int] = {}
    for action in actions:
        name = name_of(action.issue.priority)
        places[name] = places.get(name, 0) + 1
    count, where = len(actions), ", ".join(f"{count} in {name}" for name, count in places.items())
    one, it = (f"{count} actions are", "them") if count > 1 else ("1 action is", "it")
    return f"{one} still open: {where}. Carry {it} on, or drop {it} with a reason, first."


def _held(plan, *, at):
    """The plan's picture, with the plan and all its actions held, so that nobody says something about one meanwhile."""
    hold_plan(plan)
    held = Action.objects.select_for_update(of=("self",)).filter(issue__priority__plan=plan)
    list(held.order_by("pk").values_list("pk", flat=True))
    return paint([plan], day=timezone.localdate(at), ahead=True)[0]


def _go_on(plan, picture, into, carry, drop, words, by, at, *, whole=False):
    """What is chosen goes on or is dropped. Returns how many of each."""
    carry = set(carry)
    is_open = {action.pk: action for action in picture.actions if action.open}
    if (carry | set(drop)) - set(is_open):
        raise ValidationError(MEANWHILE)
    if carry & set(drop):
        raise ValidationError("An action is either carried on or dropped: choose one of the two.")
    actions = [action for pk, action in is_open.items() if pk in carry]
    CarriedRows(plan, picture, into, at=at).add(actions, words=words.strip(), by=by, whole=whole)
    _drop(plan, {pk: said_words(why, "Enter why each is dropped") for pk, why in drop.items()}, by, at)
    return {"carried": len(actions), "dropped": len(drop)}


def _drop(plan, drop, by, at):
    if not drop:
        return
    today = timezone.localdate(at)
    PartChange.objects.bulk_create(
        PartChange(plan=plan, action_id=pk, becomes={"dropped": True}, why=why, **told(today, by, at))
        for pk, why in drop.items()
    )
    restand(plan, at=at, only=list(drop))
    for action in Action.objects.filter(pk__in=drop).order_by("pk"):
        why = drop[action.pk]
        record(
            by=by,
            verb="dropped",
            thing=action,
            at=at,
            board=plan.board,
            why=why,
            becomes={"dropped": True},
        )
