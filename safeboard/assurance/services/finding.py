"""What a board found in an answer becomes an action in its plan, in one step. The finding holds the link."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from safeboard.assurance.models import Finding
from safeboard.assurance.services.moderating import held_by
from safeboard.core.twice import just_kept
from safeboard.history.services import record
from safeboard.plans.services import add_action


@transaction.atomic
def find(to, question, *, board, words, themes=(), by, at):
    """Note a finding, without an action yet. themes: of the board. Returns the Finding; the form sent twice makes one. Raises
    ValidationError."""
    held = held_by(to, board)
    before = _just_found(held, question, board, words, by, at, action__isnull=True)
    if before and set(before.themes.all()) == set(themes):
        return before
    return _add(held, question, board, words, themes, None, by, at)


@transaction.atomic
def raise_action(to, question, *, board, words, issue, action, leads=(), due="", themes=(), by, at):
    """Note a finding and raise an action from it: both, or neither. Returns the Finding. Raises ValidationError.

    The form sent twice makes one. words: what was found. issue: of a plan of this board. action: what is to be done, in words;
    leads, due as in the plan.
    """
    held = held_by(to, board)
    if issue.priority.plan.board_id != board.pk:
        raise ValidationError("Choose an issue of this board’s own plan.")
    same = {"action__issue": issue, "action__words": action.strip(), "action__due_written": due.strip()}
    if before := _just_found(held, question, board, words, by, at, **same):
        return before
    added = add_action(
        issue,
        words=action,
        leads=leads,
        due=due,
        origin=origin_of(held, question),
        origin_url=settings.SITE.rstrip("/") + reverse("assurance:moderate", args=[held.pk, board.slug]),
        by=by,
        at=at,
    )
    return _add(held, question, board, words, themes, added, by, at)


def origin_of(to, question):
    """ "Section 11, 2026: Avon Police, question 2.1"."""
    return f"{to.exercise}: {to.agency}, question {question.code}"


def _just_found(to, question, board, words, by, at, **same):
    found = Finding.objects.filter(to=to, question=question, board=board, by_id=by.pk)
    return just_kept(found, at=at, words=words.strip(), **same)


def _add(to, question, board, words, themes, action, by, at):
    if not words.strip():
        raise ValidationError({"words": "Enter what was found"})
    if any(theme.board_id != board.pk for theme in themes):
        raise ValidationError({"themes": "Choose themes of this board"})
    row = Finding.objects.create(
        to=to,
        board=board,
        question=question,
        words=words.strip(),
        action=action,
        by_id=by.pk,
        by_name=by.name,
        at=at,
    )
    row.themes.set(themes)
    verb = "raised an action from" if action else "noted a finding in"
    record(by=by, verb=verb, thing=to, at=at, board=board, question=question.pk)
    return row
