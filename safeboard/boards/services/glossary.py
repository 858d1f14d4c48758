"""What the board's acronyms mean. Rows are added only: a meaning is taken back by a row that strikes it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeboard.boards.models import Term
from safeboard.boards.queries import terms_on
from safeboard.boards.services.founding import held, one_line
from safeboard.history.services import record


@transaction.atomic
def add_term(*, board, acronym, meaning, by, at, effective_on=None):
    """effective_on: the day from which it means this; None for always. Raises ValidationError where it does already."""
    held(board)
    acronym, meaning = one_line(acronym), one_line(meaning)
    if not any(letter.isalnum() for letter in acronym):
        raise ValidationError("Enter an acronym with letters or figures in it.")
    day = max(effective_on or timezone.localdate(at), timezone.localdate(at))
    if any((term.acronym, term.meaning) == (acronym, meaning) for term in terms_on(board, day=day)):
        raise ValidationError(f"{acronym} means “{meaning}” here already.")
    term = Term(
        board=board,
        acronym=acronym,
        meaning=meaning,
        effective_on=_after_struck(board, acronym, meaning, effective_on, at),
        recorded_at=at,
        by_name=by.name,
    )
    term.full_clean(exclude=["effective_on"])  # none: always
    term.save()
    record(by=by, verb="added to the glossary", thing=term, at=at, board=board)
    return term


@transaction.atomic
def strike_term(term, *, by, at, why="", effective_on=None):
    """Take one meaning back from a day on, today where none is given. Raises ValidationError where it was already."""
    held(term.board)
    day = max(filter(None, [effective_on or timezone.localdate(at), term.effective_on]))
    if not any(
        (one.acronym, one.meaning) == (term.acronym, term.meaning) for one in terms_on(term.board, day=day)
    ):
        raise ValidationError("It was taken out of the glossary already. Nothing was done again.")
    struck = Term.objects.create(
        board=term.board,
        acronym=term.acronym,
        meaning=term.meaning,
        struck=True,
        effective_on=day,
        recorded_at=at,
        by_name=by.name,
    )
    record(by=by, verb="took out of the glossary", thing=struck, at=at, board=term.board, why=why.strip())
    return struck


def _after_struck(board, acronym, meaning, effective_on, at):
    """The day from which it means this. Where it was taken out before, it can come back only after that."""
    struck = Term.objects.filter(board=board, acronym=acronym, meaning=meaning, struck=True)
    last = struck.order_by("-effective_on").values_list("effective_on", flat=True).first()
    return max(effective_on or timezone.localdate(at), last) if last else effective_on
