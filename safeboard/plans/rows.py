"""The rows that a picture is painted from: every query, written once (`core.remembered`)."""

from django.db.models import Exists, OuterRef, Q, Subquery

from safeboard.boards.models import LeadName, Meeting, Term
from safeboard.core.remembered import Remembered
from safeboard.plans.models import (
    Action,
    ActionLead,
    Assurance,
    Carried,
    Closing,
    DateAnswer,
    DateChange,
    DateRequest,
    Difference,
    Evidence,
    Issue,
    LegendMeaning,
    Marked,
    Marking,
    Milestone,
    MilestoneMet,
    NextCheck,
    Outcome,
    PartChange,
    Priority,
    Update,
)

AT_A_MEETING = ("meeting__kind", "meeting__date")
INTO = "into__issue__priority__plan"
FROM = "action__issue__priority__plan"
CONFIRMED = tuple(
    f"into__date_confirmed__{name}" for name in ("words", "by_name", "effective_on", "recorded_at")
)


class Scope:
    """What is asked about. plans, boards: keys. only: keys of actions, or None for all. latest, known_at: the two clocks."""

    def __init__(self, plans, boards, only, latest, known_at):
        self.plans, self.boards, self.only = plans, boards, only
        self.latest, self.known_at = latest, known_at

    def of_actions(self, rows, action="action"):
        if self.only is not None:
            return rows.filter(**{f"{action}__in": self.only})
        return rows.filter(**{f"{action}__issue__priority__plan__in": self.plans})

    def by_now(self, rows):
        """Rows that both clocks let through; a part without a day or a moment of its own is there as long as its plan."""
        return self.known(rows.filter(Q(effective_on__isnull=True) | Q(effective_on__lte=self.latest)))

    def known(self, rows):
        if self.known_at is None:
            return rows
        return rows.filter(Q(recorded_at__isnull=True) | Q(recorded_at__lte=self.known_at))

    def told(self, model, *order):
        """What was told about the actions, by now."""
        return whole(self.by_now(self.of_actions(model.objects.order_by(*order))))

    def in_plans(self, model, plan="plan"):
        return self.by_now(model.objects.filter(**{f"{plan}__in": self.plans}))


def whole(rows, *more, without=()):
    """Every column of the rows' model by its name in Python, the key as "pk", and more of what stands beside it."""
    names = ["pk" if field.primary_key else field.attname for field in rows.model._meta.concrete_fields]
    return rows.values_list(*(name for name in names if name not in without), *more)


def _write(*, plans, boards, only, latest, known_at):
    scope = Scope(plans, boards, only, latest, known_at)
    return _of_plans(scope) | _of_boards(scope) | _of_actions(scope) | _told(scope)


def _of_plans(scope):
    changes = scope.in_plans(PartChange).order_by("effective_on", "pk")
    if scope.only is not None:
        changes = changes.filter(Q(action__isnull=True) | Q(action__in=scope.only))
    rows = {
        "closings": whole(scope.in_plans(Closing)),
        "changes": whole(changes),
        "legends": whole(scope.in_plans(LegendMeaning)),
        "marked": whole(Marked.objects.filter(plan__in=scope.plans).order_by("pk")),
        "priorities": whole(scope.in_plans(Priority)),
        "issues": whole(scope.in_plans(Issue, "priority__plan"), "priority__plan"),
    }
    return (
        rows
        if scope.only is not None
        else rows | {"outcomes": whole(scope.in_plans(Outcome, "priority__plan"))}
    )


def _of_boards(scope):
    names = LeadName.objects.filter(lead__board__in=scope.boards).order_by("effective_on", "pk")
    return {
        "names": scope.by_now(names).values_list("lead_id", "name", "effective_on"),
        "terms": whole(scope.by_now(Term.objects.filter(board__in=scope.boards))),
        "meetings": whole(scope.known(Meeting.objects.filter(board__in=scope.boards))),
    }


def _of_actions(scope):
    actions = Action.objects.filter(issue__priority__plan__in=scope.plans)
    if scope.only is not None:
        actions = actions.filter(pk__in=scope.only)
    return {
        "actions": whole(scope.by_now(actions)),
        "leads": whole(scope.of_actions(ActionLead.objects.filter(change__isnull=True))),
        "steps": whole(scope.of_actions(Milestone.objects)),
    }


def _told(scope):
    moves = scope.known(scope.of_actions(DateChange.objects.order_by("effective_on", "pk")))
    proofs = scope.known(scope.of_actions(Evidence.objects.order_by("pk"), "update__action"))
    answers = scope.by_now(scope.of_actions(DateAnswer.objects, "request__action"))
    return {
        "updates": scope.told(Update, "pk"),
        "moves": whole(moves, *AT_A_MEETING),
        "requests": scope.told(DateRequest, "effective_on", "pk"),
        "answers": whole(answers, *AT_A_MEETING),
        "steps_met": scope.told(MilestoneMet, "pk"),
        "differences": scope.told(Difference, "effective_on", "pk"),
        "checks": scope.told(NextCheck, "pk"),
        "assurances": scope.told(Assurance, "pk"),
        "proofs": proofs.values_list("pk", "update_id", "link", "document__name"),
        "went_on": whole(scope.by_now(scope.of_actions(Carried.objects)), INTO, f"{INTO}__title"),
        "came_from": _came_from(scope),
    }


def _came_from(scope):
    """What was carried here, with what `from_rows.came_from_of` needs of the story there, and the date confirmed.

    Nothing is told to an action once it was carried on, so how it stands now is how it stood then.
    """
    told = DateChange.objects.filter(action=OuterRef("action"), first=True).order_by("-effective_on", "-pk")
    behind = Update.objects.filter(action=OuterRef("action"), marking=Marking.RESTRICTED)
    rows = scope.by_now(scope.of_actions(Carried.objects, "into")).annotate(
        first_told=Subquery(told.values("due_written")[:1]), heard_restricted=Exists(behind)
    )
    there = (FROM, f"{FROM}__title", "action__due_written", "action__now_heard_on")
    return whole(rows, *there, "first_told", "heard_restricted", *CONFIRMED)


ROWS = Remembered(_write)
"""{name: its rows}, 24 queries; 23 where `only` names the actions."""
