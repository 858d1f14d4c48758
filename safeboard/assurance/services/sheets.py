"""A return that was filled in as a spreadsheet: the file is kept as it came, and its answers go in together or not at all."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.assurance.services.answering import answer, held_with_agency
from safeboard.documents.services import keep
from safeboard.history.services import record


@transaction.atomic
def bring_in_sheet(to, *, name, data, by, at):
    """Keep the file as it came; nothing is answered by it yet. Returns the Document. Raises ValidationError."""
    held = held_with_agency(to)
    return keep(data, name=name, kind="return", board=held.exercise.board, by=by, at=at)


@transaction.atomic
def answer_from_sheet(to, changes, *, by, at):
    """Answer all that a sheet changes, or nothing. changes: [return_sheet.Change]. Returns how many. Raises ValidationError."""
    held = held_with_agency(to)
    for change in changes:
        said = {"value": change.value, "words": change.words, "not_applicable": change.not_applicable}
        try:
            answer(held, change.question, seen=change.seen, by=by, at=at, **said)
        except ValidationError as refused:
            raise ValidationError(
                f"{change.place}: {' '.join(refused.messages)} Nothing was saved."
            ) from None
    if changes:
        record(
            by=by,
            verb="answered by a spreadsheet",
            thing=held,
            at=at,
            board=held.exercise.board,
            rows=len(changes),
        )
    return len(changes)
