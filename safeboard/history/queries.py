from django.db.models import Count, Max

from safeboard.history.models import Event


def events_of(thing, *, board=None):
    """Everything done to one record, in the order it was done. The caller has come through the record's door.

    board: only what was done for that board, of a record that several work on.
    """
    events = Event.objects.filter(thing_type=thing._meta.label_lower, thing_id=thing.pk)
    return (events.filter(board_id=board.pk) if board else events).order_by("at", "pk")


def touched(model, pks):
    """{key: (how often something was done to that record, when last)} of those to which anything was. One query."""
    rows = Event.objects.filter(thing_type=model._meta.label_lower, thing_id__in=pks)
    counted = rows.order_by().values("thing_id").annotate(times=Count("pk"), last=Max("at"))
    return {row["thing_id"]: (row["times"], row["last"]) for row in counted}
