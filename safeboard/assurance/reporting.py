"""A board's report of an exercise, gathered from the record."""

from django.utils import timezone

from safeboard.assurance import heat_map_queries as queries
from safeboard.assurance.exercise_queries import rates_of, returns_shown
from safeboard.assurance.improving_queries import outstanding_in
from safeboard.assurance.moderation_queries import findings_of
from safeboard.assurance.report_paper import report_paper
from safeboard.plans.styles import options_of, style_of


def report_of(exercise, board, *, at):
    """The report as `core.paper.blocks.Paper`, in the board's own look. A fixed number of queries."""
    today = timezone.localdate(at)
    return report_paper(
        exercise,
        board,
        queries.heat_map(exercise, board),
        rates_of(returns_shown(exercise, today=today)),
        findings_of(exercise, board),
        queries.then_and_now(exercise, board),
        outstanding_in(exercise, board),
        look=options_of(style_of(board, known_at=at)).look,
        printed=f"Printed {today:%-d %B %Y}",
        draft=exercise.state != exercise.State.CLOSED,
    )
