"""What a plan's ratings mean, from a day on."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.history.services import record
from safeboard.plans.models import LegendMeaning
from safeboard.plans.rating import Rating
from safeboard.plans.services.parts import (
    ChangedMeanwhile,
    hold_and_paint,
    require_fit,
    require_not_before,
)
from safeboard.plans.services.standing import day_told, restand


@transaction.atomic
def change_meaning(plan, *, meanings, by, at, effective_on=None, seen=None):
    """Say what the ratings mean from a day on. Returns the rows added, [] where nothing changes.

    meanings: {rating: words}; "" takes a rating out of the legend, and a rating that is not named stays as it is. seen: the
    key of the newest meaning that the person saw; `ChangedMeanwhile` where another came since. Which actions are done
    follows from the new meanings at once. Raises ValidationError.
    """
    picture, rows = hold_and_paint(plan, at=at), list(LegendMeaning.objects.filter(plan=plan).order_by("pk"))
    changed = _changed(picture.legend, meanings)
    if not changed:
        return []
    if seen is not None and rows and rows[-1].pk > seen:
        raise ChangedMeanwhile(
            "Somebody else has changed the legend meanwhile. Look at it as it is now, and send yours again if it still holds."
        )
    day = day_told(effective_on, at=at)
    last = max((row for row in rows if row.effective_on), key=lambda row: row.effective_on, default=None)
    require_not_before(last, day, "The legend was changed")
    positions = {row.rating: row.position for row in rows}
    free = max(positions.values(), default=-1) + 1
    new = {rating: free + at for at, rating in enumerate(one for one in changed if one not in positions)}
    added = LegendMeaning.objects.bulk_create(
        LegendMeaning(
            plan=plan,
            rating=rating,
            meaning=meaning,
            position=(positions | new)[rating],
            effective_on=day,
            recorded_at=at,
            by_name=by.name,
        )
        for rating, meaning in changed.items()
    )
    restand(plan, at=at)
    was = {rating: picture.legend.get(rating, "") for rating in changed}
    record(
        by=by,
        verb="changed the legend of",
        thing=plan,
        at=at,
        board=plan.board,
        was=was,
        becomes=changed,
    )
    return added


def _changed(legend, meanings):
    """{rating: words} of what would be another. Raises ValidationError."""
    meanings = {rating: " ".join(words.split()) for rating, words in meanings.items()}
    if set(meanings) - {rating.value for rating in Rating}:
        raise ValidationError("Choose a rating from the list")
    for words in meanings.values():
        require_fit(LegendMeaning, "meaning", words)
    if not any((legend | meanings).values()):
        raise ValidationError("Enter what at least one rating means")
    return {rating: words for rating, words in meanings.items() if words != legend.get(rating, "")}
