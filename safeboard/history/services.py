"""Write down who did what. Every service that writes calls `record` inside its own transaction."""

from dataclasses import dataclass

from safeboard.history.models import Event


@dataclass(frozen=True, slots=True)
class CommandLine:
    """Someone with a shell on the server: no account, so the name of what acts."""

    name: str = "Command line"
    pk: None = None


def record(*, by, verb, thing, at, board=None, **details):
    """Add one event.

    by: anything with `pk` and `name` (a User, or CommandLine). thing: any saved model instance.
    details: plain JSON values worth keeping ("was", "becomes", "why").
    """
    event = _event(thing, board, details, by=by, verb=verb, at=at)
    event.save(force_insert=True)
    return event


def record_many(things, *, by, verb, at):
    """Add one event for each of many things, in one query. things: [(saved model instance, its board or None, details)]."""
    Event.objects.bulk_create(_event(*one, by=by, verb=verb, at=at) for one in things)


def _event(thing, board, details, *, by, verb, at):
    return Event(
        at=at,
        by_id=by.pk,
        by_name=by.name,
        verb=verb,
        thing_type=thing._meta.label_lower,
        thing_id=thing.pk,
        thing_name=str(thing)[:300],
        board_id=board.pk if board else None,
        details=details,
    )
