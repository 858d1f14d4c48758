"""The board's list of themes: the harms and subjects it tags its work with."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.boards.models import Theme
from safeboard.boards.services.founding import held, one_line
from safeboard.history.services import record

MOST = 100


@transaction.atomic
def keep_themes(board, names, *, by, at):
    """Make these the board's themes. One that is used cannot go. Raises ValidationError, and then nothing is changed.

    Where only capitals differ it is the same theme, as it is written now.
    """
    held(board)
    wanted = {one_line(name).casefold(): one_line(name)[:200] for name in names if one_line(name)}
    if len(wanted) > MOST:
        raise ValidationError(f"Enter {MOST} themes or fewer.")
    there = {theme.name.casefold(): theme for theme in Theme.objects.filter(board=board)}
    gone = [theme for key, theme in there.items() if key not in wanted]
    new = [name for key, name in wanted.items() if key not in there]
    for theme in gone:
        if _is_used(theme):
            raise ValidationError(f"“{theme}” is used, so it stays in the list. Put it back.")
        theme.delete()
    for key, theme in there.items():
        if key in wanted and theme.name != wanted[key]:
            theme.name = wanted[key]
            theme.save(update_fields=["name"])
    Theme.objects.bulk_create(Theme(board=board, name=name) for name in new)
    if gone or new:
        record(
            by=by,
            verb="changed the themes of",
            thing=board,
            at=at,
            board=board,
            added=new,
            gone=list(map(str, gone)),
        )


def _is_used(theme):
    """Whether anything of any app is tagged with it."""
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: theme}).exists()
        for relation in Theme._meta.related_objects
    )
