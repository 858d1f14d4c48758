"""The rows that join a plan to those before and after it."""

from django.db.models import Exists, OuterRef, Subquery

from safeboard.plans import from_rows
from safeboard.plans.models import Carried, DateChange, Marking, Update


def went_on(scope):
    """What was carried into the plan that follows. scope: action -> filter, as in `painting.Painter`. One query."""
    return Carried.objects.filter(**scope("action")).select_related("into__issue__priority__plan")


def came_from(scope):
    """What was carried here, with what `from_rows.came_from_of` needs of the story there, and the date confirmed. One query.

    Nothing is told to an action once it was carried on, so how it stands now is how it stood then.
    """
    told = DateChange.objects.filter(action=OuterRef("action"), first=True).order_by("-effective_on", "-pk")
    behind = Update.objects.filter(action=OuterRef("action"), marking=Marking.RESTRICTED)
    rows = Carried.objects.filter(**scope("into"))
    rows = rows.annotate(first_told=Subquery(told.values("due_written")[:1]), heard_restricted=Exists(behind))
    return rows.select_related("action__issue__priority__plan", "into__date_confirmed")


def origin_of(row, *, until, known_at, restricted):
    """Out of the plan before, and whether the date was confirmed by now. row: from `came_from`. Asks nothing more."""
    confirmed = getattr(row.into, "date_confirmed", None)
    if confirmed and (confirmed.effective_on > until or (known_at and confirmed.recorded_at > known_at)):
        confirmed = None
    return {
        "came_from": from_rows.came_from_of(row, restricted=restricted),
        "date_confirmed": confirmed and from_rows.confirmed_of(confirmed),
    }
