"""What Safeboard holds about one person: all of it for themself, what one board holds for that board's manager."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps

from safeboard.boards.models import Agency, Board, Group, Lead, Meeting, Post
from safeboard.core.held import AtErasure, Held, Person
from safeboard.privacy.register import can_be_found, in_order, register, rows_of, words_of

EVENTS = "history.Event"
NAMED = (Board, Agency, Group, Lead, Meeting, Post)
"""What a key in a row is said as a name of: things whose name is a column of their own."""
NOT_SHOWN = "[for its reader only]"


@dataclass(frozen=True, slots=True)
class Pile:
    """The rows of one model about a person. count: how many. becomes: what erasing the person does to them."""

    label: str
    words: str
    held: Held
    count: int

    @property
    def becomes(self) -> str:
        return str(self.held.at_erasure)

    @property
    def stays(self) -> bool:
        return self.held.at_erasure is AtErasure.STAYS


def person_of(user) -> Person:
    return Person(user.pk, user.email)


def piles(user, *, board=None) -> list[tuple[str, list[Pile]]]:
    """[(caption, its piles that are not empty)]. board: only what that board holds. One query a model."""
    person, shown = person_of(user), []
    for caption, labels in in_order(_where(board)):
        found = [_pile(person, label, board) for label in labels]
        if some := [pile for pile in found if pile.count]:
            shown.append((caption, some))
    return shown


def _pile(person, label, board):
    return Pile(label, words_of(label), register()[label], _rows(person, label, board).count())


def _where(board):
    """Labels of the models to look in. A model that is no board's is for the person alone."""
    return [
        label for label, held in register().items() if can_be_found(label, held) and (held.board or not board)
    ]


def _rows(person, label, board):
    """Behind the wall of a board stands nothing of another's, and no event about what is no board's."""
    held = register()[label]
    rows = rows_of(person, label, held)
    if board is None:
        return rows
    if label == EVENTS:
        rows = rows.filter(thing_type__in=[one.lower() for one, other in register().items() if other.board])
    return rows.filter(**{held.board: board.pk})


def everything(user, *, board=None):
    """[(caption, [(Pile, its rows as plain dicts, oldest first)])]. Secrets are left out."""
    person = person_of(user)
    return [
        (caption, [(pile, _plain(_rows(person, pile.label, board), pile)) for pile in found])
        for caption, found in piles(user, board=board)
    ]


def _plain(rows, pile):
    model, held = apps.get_model(pile.label), pile.held
    secret, words = held.secret.split(), held.words.split()
    columns = [each for each in model._meta.concrete_fields if each.name not in secret]
    values = list(rows.values(*[each.name for each in model._meta.concrete_fields]))
    names = {each.name: _names_of(each, values) for each in columns if each.related_model in NAMED}
    told = []
    for row in values:
        sealed = bool(held.sealed and row[held.sealed])
        told.append(
            {
                str(each.verbose_name): NOT_SHOWN
                if sealed and each.name in words
                else _value(each, row[each.name], names)
                for each in columns
            }
        )
    return told


def _names_of(column, values) -> dict[int, str]:
    keys = {row[column.name] for row in values} - {None}
    return {one.pk: str(one) for one in column.related_model._base_manager.filter(pk__in=keys)}


def _value(column, value, names) -> Any:
    if column.name in names:
        return names[column.name].get(value)
    if column.flatchoices and value in dict(column.flatchoices):
        return str(dict(column.flatchoices)[value])
    return value
