"""Changing a plan's words, moving what is in it, dropping it and taking it up again. For `seen` see `parts`.

What was written stays in its row. A change is a row beside it with the day it holds from, so the plan can be shown as it
was on any day. Nothing is deleted: what is dropped says why, and can be taken up again.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeboard.history.services import record
from safeboard.plans import places
from safeboard.plans.models import Action, Issue, Marking, PartChange, Priority
from safeboard.plans.painting import paint
from safeboard.plans.services.parts import (
    hold_part,
    in_full,
    kind_of,
    leads_meant,
    name_leads,
    plan_of,
    require_fit,
    require_not_before,
    require_seen,
    require_standing,
)
from safeboard.plans.services.standing import day_told, refuse_gone_on, restand, said_words, told

CHANGEABLE = {
    "priority": {"number", "heading", "title", "aim"},
    "outcome": {"number", "words"},
    "issue": {"number", "words", "added"},
    "action": {"words", "impact", "budget", "contributors", "marking", "leads"},
}
"""What `change_part` may change of each part, by name."""


@transaction.atomic
def change_part(part, *, changes, by, at, why="", effective_on=None, seen=None):
    """Change the words or other particulars of a priority, outcome, issue or action from a day on.

    changes: {name: new value}, names as in CHANGEABLE; what is as it stands already is left out. "leads": names in order.
    "contributors": Agency rows. Returns the PartChange, None where nothing changes. Raises ValidationError.
    """
    kind = kind_of(part)
    if unknown := set(changes) - CHANGEABLE[kind]:
        raise ValidationError(f"This cannot be changed here: {', '.join(sorted(unknown))}.")
    shown, _ = hold_part(part, at=at)
    require_standing(kind, shown, "change it")
    becomes = {name: _clean(part, name, value, by, at) for name, value in changes.items()}
    becomes = {name: value for name, value in becomes.items() if value != _value(shown, name)}
    if not becomes:
        return None
    require_seen(shown, seen)
    change = _changed(part, becomes, why, by, at, effective_on, "changed")
    if "leads" in becomes:
        name_leads(part, becomes["leads"], change)
    _mark_current(part, becomes, at=at)
    return change


@transaction.atomic
def drop_part(part, *, why, by, at, effective_on=None, seen=None):
    """Take a part out of the plan, with all that is in it. Returns the PartChange. Raises ValidationError."""
    why = said_words(why, "Enter why it is dropped")
    shown, _ = hold_part(part, at=at)
    if kind_of(part) == "action":
        refuse_gone_on(shown)
    if shown.dropped:
        raise ValidationError(f"It was dropped already, on {in_full(shown.dropped.effective_on)}.")
    require_seen(shown, seen)
    require_not_before(_last(shown, "dropped"), effective_on, "It was taken up again")
    return _changed(part, {"dropped": True}, why, by, at, effective_on, "dropped")


@transaction.atomic
def take_up_part(part, *, by, at, why="", effective_on=None, seen=None):
    """Put a dropped part back into the plan. Returns the PartChange. Raises ValidationError."""
    kind = kind_of(part)
    shown, _ = hold_part(part, at=at)
    if not shown.dropped:
        raise ValidationError("It is in the plan already.")
    above = places.inside(kind, shown)
    if above and above.dropped:
        raise ValidationError(f"Its {above.dropped.part} was dropped: take that up again first.")
    require_seen(shown, seen)
    require_not_before(_last(shown, "dropped"), effective_on, "It was dropped")
    return _changed(part, {"dropped": False}, why, by, at, effective_on, "took up again")


@transaction.atomic
def move_part(part, *, by, at, to=None, after=None, why="", effective_on=None, seen=None):
    """Put a part somewhere else: behind `after`, one of its kind, or first where that is None.

    to: the issue (for an action) or the priority (for an issue or an outcome) it goes to, of the same plan; where it is
    unless given. Returns the PartChange, None where it is there already. Raises ValidationError.
    """
    plan, kind = plan_of(part), kind_of(part)
    shown, picture = hold_part(part, at=at, all_of_it=True)
    require_standing(kind, shown, "move it")
    above = _place_meant(picture, kind, shown, to, plan)
    if above and to is not None:
        require_not_before(to, effective_on, f"That {kind_of(to)} was added")
    becomes = {} if above is places.inside(kind, shown) else {places.ABOVE[kind]: above.pk}
    here = places.beside(picture, kind, above and above.pk)
    others = [one for one in here if one.pk != part.pk]
    if not becomes and _follows(here, part.pk, after):
        return None
    require_seen(shown, seen)
    order = _order(kind, others, after, plan, by, at)
    return _changed(part, {"order": order} | becomes, why, by, at, effective_on, "moved")


def _changed(part, becomes, why, by, at, effective_on, verb):
    plan, kind = plan_of(part), kind_of(part)
    require_not_before(part, effective_on, "It was added")
    change = PartChange.objects.create(
        plan=plan,
        becomes=becomes,
        why=why.strip(),
        **{kind: part},
        **told(day_told(effective_on, at=at), by, at),
    )
    if kind == "action" or "dropped" in becomes:
        restand(plan, at=at, only=[part.pk] if kind == "action" else None)
    record(by=by, verb=verb, thing=part, at=at, board=plan.board, why=change.why, becomes=becomes)
    return change


# --- Places ---


def _place_meant(picture, kind, shown, to, plan):
    """The picture of the issue or priority that is meant, where the part is unless it is given; None for a priority."""
    if to is None:
        return places.inside(kind, shown)
    if kind_of(to) != places.ABOVE.get(kind) or plan_of(to).pk != plan.pk:
        raise ValidationError("Choose a place in the same plan")
    above = places.find(picture, kind_of(to), to.pk)
    if above.dropped:
        raise ValidationError(f"That {kind_of(to)} was dropped meanwhile: choose another place.")
    return above


def _follows(here, pk, after):
    """Whether a part stands right behind `after` already, or first."""
    standing = [one.pk for one in here if not one.dropped]
    place = standing.index(pk)
    return (standing[place - 1] if place else None) == (after and after.pk)


def _order(kind, others, after, plan, by, at):
    """The number that puts a part behind `after`. Where none is left there, the parts beside it are numbered anew."""
    after = after and after.pk
    if after is not None and after not in [one.pk for one in others if not one.dropped]:
        raise ValidationError("What it should come after has been moved or dropped meanwhile: choose again.")
    order = places.behind(others, after)
    if order is not None:
        return order
    today = timezone.localdate(at)
    PartChange.objects.bulk_create(
        PartChange(
            plan=plan,
            becomes={"order": float(number)},
            why=places.RENUMBERED,
            **{f"{kind}_id": one.pk},
            **told(today, by, at),
        )
        for number, one in enumerate(others)
    )
    place = [one.pk for one in others].index(after)
    return place + 0.5


# --- Values ---


def _clean(part, name, value, by, at):
    """What a name becomes, as a change keeps it. Raises ValidationError."""
    if name == "leads":
        return leads_meant(plan_of(part), value, by, at)
    if name == "contributors":
        return [[agency.pk, agency.name] for agency in value]
    if name == "marking" and value not in Marking.values:
        raise ValidationError("Choose who may read it from the list")
    value = (value or "").strip()
    if not value and name == ("title" if isinstance(part, Priority) else "words"):
        raise ValidationError(f"Enter the {kind_of(part)}’s words")
    require_fit(type(part), name, value)
    return value or (None if isinstance(part, Issue) and name == "number" else "")


def _value(shown, name):
    value = getattr(shown, name)
    return [list(pair) for pair in value] if name in ("leads", "contributors") else value


def _last(shown, name):
    """The last change of a part that speaks of something."""
    return next((change for change in reversed(shown.changes) if name in change.becomes), None)


def _mark_current(action, becomes, *, at):
    """Which leads hold now and who may read it, for finding: by the change of the latest day, which need not be the last made."""
    if not {"leads", "marking"} & set(becomes):
        return
    (picture,) = paint([plan_of(action)], day=timezone.localdate(at), ahead=True, only=[action.pk])
    shown = places.find(picture, "action", action.pk)
    holds = _last(shown, "leads")
    lines = action.lead_lines.all()
    lines.exclude(change=holds and holds.pk).update(current=False)
    lines.filter(change=holds and holds.pk).update(current=True)
    Action.objects.filter(pk=action.pk).update(now_marking=shown.marking)
