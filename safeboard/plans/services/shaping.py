"""The plan's own shape: adding to it, changing its words, moving and dropping what is in it, adopting it at a meeting.

What was written stays in its row. A change is a row beside it with the day it holds from, so the plan can be shown as it
was on any day. Nothing is deleted: what is dropped says why, and can be taken up again.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from safeboard.boards.services import leads_named
from safeboard.history.services import record
from safeboard.plans.due import read_due
from safeboard.plans.models import (
    Action,
    ActionLead,
    Adoption,
    Issue,
    Marking,
    Milestone,
    Outcome,
    PartChange,
    Plan,
    Priority,
)
from safeboard.plans.painting import paint
from safeboard.plans.services.accepting import due_fields
from safeboard.plans.services.dating import hint_of
from safeboard.plans.services.standing import day_told, restand, said_words, told

CHANGEABLE = {
    "priority": {"number", "heading", "title", "aim"},
    "outcome": {"number", "words"},
    "issue": {"number", "words", "added"},
    "action": {"words", "impact", "budget", "contributors", "marking", "leads"},
}
"""What `change_part` may change of each part, by name."""


@transaction.atomic
def add_priority(plan, *, title, by, at, number="", aim="", effective_on=None):
    """Add a priority at the plan's end. Returns it. Raises ValidationError."""
    _hold_plan(plan)
    title = said_words(title, "Enter the priority’s title")
    row = {"title": title, "number": number.strip(), "aim": aim.strip()}
    return _added(Priority, plan, {"plan": plan}, row, by, at, effective_on)


@transaction.atomic
def add_outcome(priority, *, words, by, at, effective_on=None):
    """Add an outcome at the end of a priority's. Returns it. Raises ValidationError."""
    _hold_plan(priority.plan)
    words = said_words(words, "Enter the outcome")
    number = str(priority.outcomes.count() + 1)
    row = {"words": words, "number": number}
    return _added(Outcome, priority.plan, {"priority": priority}, row, by, at, effective_on)


@transaction.atomic
def add_issue(priority, *, words, by, at, number=None, effective_on=None):
    """Add an issue at the end of a priority's, marked NEW. Returns it. Raises ValidationError."""
    _hold_plan(priority.plan)
    words = said_words(words, "Enter the issue")
    number = (number or "").strip() or None
    row = {"words": words, "number": number, "number_written": number is not None, "new": True}
    return _added(Issue, priority.plan, {"priority": priority}, row, by, at, effective_on)


@transaction.atomic
def add_action(
    issue,
    *,
    words,
    by,
    at,
    leads=(),
    due="",
    impact="",
    budget="",
    contributors=(),
    marking=Marking.BOARD,
    origin="",
    origin_url="",
    effective_on=None,
):
    """Add an action at the end of an issue's, marked NEW. Returns it.

    leads: names as the plan writes them, in order. due: in the board's own words. contributors: Agency rows that help.
    origin, origin_url: what raised it, in words and as a link. Raises ValidationError.
    """
    plan = issue.priority.plan
    _hold_plan(plan)
    words = said_words(words, "Enter the action")
    if marking not in Marking.values:
        raise ValidationError("Choose who may read it from the list")
    read = read_due(due.strip(), hint=hint_of(plan))
    row = {"words": words, "new": True, "impact": impact.strip(), "budget": budget.strip()[:200]}
    row |= {"origin": origin, "origin_url": origin_url, "marking": marking, **due_fields(read)}
    row["contributors"] = [[agency.pk, agency.name] for agency in contributors]
    action = _added(Action, plan, {"issue": issue}, row, by, at, effective_on)
    Milestone.objects.bulk_create(
        Milestone(
            action=action, position=position, label=step.label, earliest=step.earliest, latest=step.latest
        )
        for position, step in enumerate(read.milestones)
    )
    _name_leads(action, _leads(plan, leads, by, at))
    restand(plan, at=at, only=[action.pk])
    return action


@transaction.atomic
def change_part(part, *, changes, by, at, why="", effective_on=None):
    """Change the words or other particulars of a priority, outcome, issue or action from a day on.

    changes: {name: new value}, names as in CHANGEABLE; what stays as it is is left out. "leads": names in order.
    "contributors": Agency rows. Returns the PartChange, None where nothing changes. Raises ValidationError.
    """
    plan = plan_of(part)
    shown = _shown(part, at=at)
    becomes = {name: _clean(name, value, plan, by, at) for name, value in changes.items()}
    if unknown := set(becomes) - CHANGEABLE[kind_of(part)]:
        raise ValidationError(f"This cannot be changed here: {', '.join(sorted(unknown))}.")
    _require_words(part, becomes)
    becomes = {name: value for name, value in becomes.items() if value != _value(shown, name)}
    if not becomes:
        return None
    change = _changed(part, becomes, why, by, at, effective_on, "changed")
    if "leads" in becomes:
        _name_leads(part, becomes["leads"], change)
        _mark_current_leads(part, at=at)
    return change


@transaction.atomic
def drop_part(part, *, why, by, at, effective_on=None):
    """Take a part out of the plan, with all that is in it. Returns the PartChange. Raises ValidationError."""
    why = said_words(why, "Enter why it is dropped")
    if _shown(part, at=at).dropped:
        raise ValidationError("It was dropped already.")
    return _changed(part, {"dropped": True}, why, by, at, effective_on, "dropped")


@transaction.atomic
def take_up_part(part, *, by, at, why="", effective_on=None):
    """Put a dropped part back into the plan. Returns the PartChange. Raises ValidationError."""
    dropped = _shown(part, at=at).dropped
    if not dropped:
        raise ValidationError("It is in the plan already.")
    if dropped.part != kind_of(part):
        raise ValidationError(f"Its {dropped.part} was dropped: take that up again first.")
    return _changed(part, {"dropped": False}, why, by, at, effective_on, "took up again")


@transaction.atomic
def move_part(part, *, by, at, to=None, after=None, why="", effective_on=None):
    """Put a part somewhere else: behind `after`, one of its kind, or first where that is None.

    to: the issue (for an action) or the priority (for an issue or an outcome) it goes to, of the same plan; where it is
    unless given. Returns the PartChange. Raises ValidationError.
    """
    plan = plan_of(part)
    kind = kind_of(part)
    picture = _hold_and_paint(plan, at=at)
    above = {"action": "issue", "issue": "priority", "outcome": "priority"}.get(kind)
    if to is not None and (kind_of(to) != above or plan_of(to).pk != plan.pk):
        raise ValidationError("Choose a place in the same plan")
    inside = to.pk if to is not None else _place(picture, kind, part.pk)
    siblings = [one for one in _siblings(picture, kind, inside) if one.pk != part.pk]
    becomes = {"order": _between(siblings, after)}
    if to is not None:
        becomes[above] = to.pk
    return _changed(part, becomes, why, by, at, effective_on, "moved")


@transaction.atomic
def adopt_plan(plan, *, meeting, by, at, refresh=False, words=""):
    """A meeting adopted the plan, or its yearly refresh. Returns the Adoption. Raises ValidationError."""
    _hold_plan(plan)
    if meeting.board_id != plan.board_id:
        raise ValidationError("Choose a meeting of this plan's own board")
    day = day_told(meeting.date, at=at, future="Choose a meeting that has been held")
    try:
        with transaction.atomic():
            adoption = Adoption.objects.create(
                plan=plan, meeting=meeting, refresh=refresh, words=words.strip(), **told(day, by, at)
            )
    except IntegrityError:
        raise ValidationError("This was recorded for that meeting already.") from None
    verb = "recorded the refresh of" if refresh else "recorded the adoption of"
    record(by=by, verb=verb, thing=plan, at=at, board=plan.board, meeting=str(meeting))
    return adoption


def kind_of(part):
    """ "priority", "outcome", "issue" or "action"."""
    return part._meta.model_name


def plan_of(part):
    if isinstance(part, Priority):
        return part.plan
    return part.issue.priority.plan if isinstance(part, Action) else part.priority.plan


def _hold_plan(plan):
    """Those who reshape one plan do so one after the other. Raises ValidationError where it is withdrawn."""
    if Plan.objects.select_for_update().get(pk=plan.pk).withdrawn_at:
        raise ValidationError("This plan has been withdrawn: nothing in it can be changed.")


def _hold_and_paint(plan, *, at):
    _hold_plan(plan)
    (picture,) = paint([plan], day=at.date(), ahead=True)
    return picture


def _shown(part, *, at):
    """The part as it stands after everything recorded, dropped or not."""
    picture = _hold_and_paint(plan_of(part), at=at)
    return next(one for one in _all_of(picture, kind_of(part)) if one.pk == part.pk)


def _all_of(picture, kind):
    standing = {
        "priority": picture.priorities,
        "outcome": [one for priority in picture.priorities for one in priority.outcomes],
        "issue": picture.issues,
        "action": picture.actions,
    }[kind]
    left_out = {
        "priority": picture.left_out.priorities,
        "outcome": picture.left_out.outcomes,
        "issue": picture.left_out.issues,
        "action": picture.left_out.actions,
    }[kind]
    return [*standing, *left_out]


def _siblings(picture, kind, inside):
    """The standing parts of a kind in one place, in their order."""
    if kind == "priority":
        return picture.priorities
    if kind == "action":
        return next((issue.actions for issue in picture.issues if issue.pk == inside), [])
    above = next((priority for priority in picture.priorities if priority.pk == inside), None)
    return (above.issues if kind == "issue" else above.outcomes) if above else []


def _place(picture, kind, pk):
    if kind == "priority":
        return None
    if kind == "action":
        return next((one.issue.pk for one in picture.actions if one.pk == pk), None)
    for priority in picture.priorities:
        if any(one.pk == pk for one in (priority.issues if kind == "issue" else priority.outcomes)):
            return priority.pk
    return None


def _between(siblings, after):
    """A number that puts a part behind `after`, or first."""
    orders = [one.order for one in siblings]
    if after is None:
        return orders[0] - 1 if orders else 0
    place = next((at for at, one in enumerate(siblings) if one.pk == after.pk), None)
    if place is None:
        raise ValidationError("What it should come after has been moved or dropped meanwhile: choose again.")
    follows = orders[place + 1] if place + 1 < len(orders) else orders[place] + 2
    return (orders[place] + follows) / 2


def _added(model, plan, inside, row, by, at, effective_on):
    day = day_told(effective_on, at=at)
    position = (model.objects.filter(**inside).aggregate(last=Max("position"))["last"] or 0) + 1
    part = model(**inside, **row, position=position, effective_on=day, recorded_at=at)
    part.full_clean(validate_constraints=False)
    part.save()
    record(by=by, verb="added", thing=part, at=at, board=plan.board)
    return part


def _changed(part, becomes, why, by, at, effective_on, verb):
    plan, kind = plan_of(part), kind_of(part)
    change = PartChange.objects.create(
        plan=plan,
        becomes=becomes,
        why=why.strip(),
        **{kind: part},
        **told(day_told(effective_on, at=at), by, at),
    )
    restand(plan, at=at, only=[part.pk] if kind == "action" else None)
    record(by=by, verb=verb, thing=part, at=at, board=plan.board, why=change.why, becomes=becomes)
    return change


def _clean(name, value, plan, by, at):
    if name == "leads":
        return _leads(plan, value, by, at)
    if name == "contributors":
        return [[agency.pk, agency.name] for agency in value]
    if name == "marking" and value not in Marking.values:
        raise ValidationError("Choose who may read it from the list")
    return value.strip() if isinstance(value, str) else value


def _value(shown, name):
    value = getattr(shown, name)
    return [list(pair) for pair in value] if name in ("leads", "contributors") else value


def _require_words(part, becomes):
    name = "title" if isinstance(part, Priority) else "words"
    if name in becomes and not becomes[name]:
        raise ValidationError(f"Enter the {kind_of(part)}’s words")


def _leads(plan, names, by, at):
    written = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    named = leads_named(plan.board, written, by=by, at=at)
    return [[named[name].pk, name] for name in written]


def _name_leads(action, leads, change=None):
    ActionLead.objects.bulk_create(
        ActionLead(action=action, lead_id=pk, position=position, written=name, change=change)
        for position, (pk, name) in enumerate(leads)
    )


def _mark_current_leads(action, *, at):
    """Those of the change whose day is the latest hold, which need not be the one just made."""
    (picture,) = paint([action.issue.priority.plan], day=at.date(), ahead=True, only=[action.pk])
    (shown,) = [*picture.actions, *picture.left_out.actions]
    holds = next((change.pk for change in reversed(shown.changes) if "leads" in change.becomes), None)
    action.lead_lines.exclude(change=holds).update(current=False)
    action.lead_lines.filter(change=holds).update(current=True)
