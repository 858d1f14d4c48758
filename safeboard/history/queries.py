from safeboard.history.models import Event


def events_of(thing):
    """Everything done to one record, in the order it was done. The caller has come through the record's door."""
    return Event.objects.filter(thing_type=thing._meta.label_lower, thing_id=thing.pk).order_by("at", "pk")
