"""A board's report of an exercise, gathered from the record."""

from django.utils import timezone

from safeboard.assurance import heat_map_queries, report_queries
from safeboard.assurance.exercise_queries import rates_of, returns_shown
from safeboard.assurance.improving_queries import outstanding_in
from safeboard.assurance.moderation_queries import findings_of
from safeboard.assurance.report_paper import Reported, report_paper
from safeboard.plans.styles import options_of, style_of


def report_of(exercise, board, *, at):
    """The report as `core.paper.blocks.Paper`, in the board's own look. A fixed number of queries."""
    today = timezone.localdate(at)
    findings = findings_of(exercise, board)
    reported = Reported(
        exercise=exercise,
        board=board,
        map=heat_map_queries.heat_map(exercise, board),
        rates=rates_of(returns_shown(exercise, today=today)),
        quality=report_queries.quality_of(exercise, board),
        short=report_queries.where_most_fall_short(exercise, board),
        then=heat_map_queries.then_and_now(exercise, board),
        findings=findings,
        themes=report_queries.by_theme(findings),
        outstanding=outstanding_in(exercise, board),
    )
    look = options_of(style_of(board, known_at=at)).look
    draft = exercise.state != exercise.State.CLOSED
    return report_paper(reported, look=look, printed=f"Printed {today:%-d %B %Y}", draft=draft)
