"""Which questions are the same as in an earlier exercise, so that what was scored then and now compares."""

from safeboard.assurance.models import Exercise, Question
from safeboard.assurance.scoring import same_worths


def exercises_before(exercise):
    """Those by the same set that were opened before this one, as a queryset, the latest first."""
    earlier = Exercise.objects.filter(
        version__set=exercise.version.set_id, opened_at__lt=exercise.opened_at
    ).exclude(pk=exercise.pk)
    return earlier.order_by("-opened_at", "-pk")


def questions_as_now(exercise, versions):
    """{key of a question of these versions: key of the question of this exercise that is the same}. One query.

    The same: both have the same code in a standard of the same code, and scales of the same worths. Boards' own never are.
    """
    rows = Question.objects.filter(
        standard__version__in={*versions, exercise.version_id}, exercise__isnull=True, scale__isnull=False
    )
    rows = list(rows.values_list("pk", "standard__version", "standard__code", "code", "scale__points"))
    now = {
        (standard, code): (pk, points)
        for pk, version, standard, code, points in rows
        if version == exercise.version_id
    }
    same = {}
    for pk, version, standard, code, points in rows:
        key, worths = now.get((standard, code), (None, ()))
        if version in versions and key and same_worths(points, worths):
            same[pk] = key
    return same
