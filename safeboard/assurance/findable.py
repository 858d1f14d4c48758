"""Exercises, returns, letters and surveys, as evidence."""

from safeboard.assurance.models import Exercise, Return, Survey
from safeboard.boards.access import seats_on
from safeboard.boards.finding import Finder, findable
from safeboard.people.permissions import Permission


def _may(user, board, permission):
    return any(seat.may(permission) for seat in seats_on(user, board.pk))


def exercises(user, board):
    issued = Exercise.objects.exclude(state=Exercise.State.DRAFT)
    return (
        issued.filter(taking_part__board=board) if _may(user, board, Permission.MODERATE) else issued.none()
    )


def returns(user, board):
    had = Return.objects.filter(
        readable__board=board, readable__ended_at__isnull=True, steps__what="submitted"
    )
    had = had.select_related("agency", "exercise")
    return had.distinct() if _may(user, board, Permission.MODERATE) else had.none()


def surveys(user, board):
    there = Survey.objects.filter(board=board).exclude(state=Survey.State.DRAFT)
    return there if _may(user, board, Permission.RUN_ASSURANCE) else there.none()


findable(
    Finder(
        kind="Exercise",
        page="assurance:heat_map",
        rows=exercises,
        words=["title"],
        tell=lambda exercise: (f"{exercise}: all returns", exercise.due_on),
        more=lambda board: [board.slug],
    )
)
findable(
    Finder(
        kind="Return",
        page="assurance:moderate",
        rows=returns,
        words=["agency__name", "exercise__title"],
        tell=lambda to: (f"{to.agency}: {to.exercise}", to.due_on),
        more=lambda board: [board.slug],
    )
)
findable(
    Finder(
        kind="Survey",
        page="assurance:survey",
        rows=surveys,
        words=["title"],
        tell=lambda survey: (survey.title, survey.closes_on),
    )
)
