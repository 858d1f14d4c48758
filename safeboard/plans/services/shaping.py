"""Adding to a plan, and adopting it at a meeting. For `seen` see `parts`."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from safeboard.history.services import record
from safeboard.plans import places
from safeboard.plans.due import read_due
from safeboard.plans.models import Action, Adoption, Issue, Marking, Milestone, Outcome, Priority
from safeboard.plans.services.accepting import due_fields
from safeboard.plans.services.dating import hint_of
from safeboard.plans.services.parts import (
    AddedAlready,
    hold_and_paint,
    hold_plan,
    kind_of,
    leads_meant,
    name_leads,
    plan_of,
    require_fit,
    require_not_before,
    require_standing,
)
from safeboard.plans.services.standing import day_told, restand, said_words, told


@transaction.atomic
def add_priority(plan, *, title, by, at, number="", aim="", effective_on=None, seen=None):
    """Add a priority at the plan's end. Returns it. Raises ValidationError."""
    title = said_words(title, "Enter the priority’s title")
    row = {"title": title, "number": number.strip(), "aim": aim.strip()}
    return _added(Priority, plan, row, by, at, effective_on, seen)


@transaction.atomic
def add_outcome(priority, *, words, by, at, number="", effective_on=None, seen=None):
    """Add an outcome at the end of a priority's. Returns it. Raises ValidationError."""
    row = {"words": said_words(words, "Enter the outcome"), "number": number.strip()}
    return _added(Outcome, priority, row, by, at, effective_on, seen)


@transaction.atomic
def add_issue(priority, *, words, by, at, number=None, added="", effective_on=None, seen=None):
    """Add an issue at the end of a priority's, marked NEW. Returns it. Raises ValidationError.

    added: words that say what is new in it.
    """
    words = said_words(words, "Enter the issue")
    number = (number or "").strip() or None
    row = {"words": words, "number": number, "number_written": number is not None, "new": True}
    row["added"] = added.strip()
    return _added(Issue, priority, row, by, at, effective_on, seen)


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
    seen=None,
):
    """Add an action at the end of an issue's, marked NEW. Returns it.

    leads: names as the plan writes them, in order. due: in the board's own words. contributors: Agency rows that help.
    origin, origin_url: what raised it, in words and as a link. Raises ValidationError.
    """
    plan = plan_of(issue)
    words = said_words(words, "Enter the action")
    if marking not in Marking.values:
        raise ValidationError("Choose who may read it from the list")
    read = read_due(due.strip(), hint=hint_of(plan))
    row = {"words": words, "new": True, "impact": impact.strip(), "budget": budget.strip()}
    row |= {"origin": origin.strip(), "origin_url": origin_url, "marking": marking, **due_fields(read)}
    row["contributors"] = [[agency.pk, agency.name] for agency in contributors]
    action = _added(Action, issue, row, by, at, effective_on, seen)
    Milestone.objects.bulk_create(
        Milestone(
            action=action, position=position, label=step.label, earliest=step.earliest, latest=step.latest
        )
        for position, step in enumerate(read.milestones)
    )
    name_leads(action, leads_meant(plan, leads, by, at))
    restand(plan, at=at, only=[action.pk])
    return action


@transaction.atomic
def adopt_plan(plan, *, meeting, by, at, refresh=False, words=""):
    """A meeting adopted the plan, or its yearly refresh. Returns the Adoption. Raises ValidationError."""
    hold_plan(plan)
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


def _added(model, above, row, by, at, effective_on, seen):
    """The new part at the end of a place. above: the Plan, Priority or Issue it is added to."""
    plan, kind = plan_of(above), model._meta.model_name
    day = day_told(effective_on, at=at)
    picture = hold_and_paint(plan, at=at)
    inside = {places.ABOVE.get(kind, "plan"): above}
    if above is not plan:
        require_standing(kind_of(above), places.find(picture, kind_of(above), above.pk), "add to it")
        require_not_before(above, day, f"The {kind_of(above)} was added")
    here = model.objects.filter(**inside)
    words = {name: row[name] for name in ("title", "words") if name in row}
    if seen is not None and (twin := here.filter(pk__gt=seen, **words).first()):
        raise AddedAlready(twin)
    beside = places.beside(picture, kind, None if above is plan else above.pk)
    position = places.position_at_the_end(beside, here.aggregate(last=Max("position"))["last"])
    part = model(**inside, **row, position=position, effective_on=day, recorded_at=at)
    for name, value in row.items():
        require_fit(model, name, value)
    part.save()
    record(by=by, verb="added", thing=part, at=at, board=plan.board)
    return part
