"""A plan as plain values, for scripts that read what `safeboard status --json` says."""

from safeboard.plans import looking
from safeboard.plans.compare import Comparison
from safeboard.plans.picture import ActionPicture, PlanPicture


def status(picture: PlanPicture) -> dict:
    """The counts and each action. Days are ISO text; rating "" is not rated."""
    return {
        "board": picture.board,
        "plan": {"id": picture.pk, "title": picture.title, "updated": picture.updated_written},
        "as_at": picture.day.isoformat(),
        "known_at": picture.known_at and picture.known_at.isoformat(),
        "legend": picture.legend,
        "actions": len(picture.actions),
        "late": len(picture.late),
        "priorities": [
            {
                "number": priority.number,
                "title": priority.title,
                "ratings": {rating: priority.counts[rating] for rating in picture.shown_ratings},
                "late": priority.late,
                "actions": [_action(action) for action in priority.actions],
            }
            for priority in picture.priorities
        ],
    }


def _action(action: ActionPicture) -> dict:
    due = action.due
    return {
        "ref": action.ref,
        "issue": action.issue.number,
        "words": action.words,
        "new": action.new,
        "leads": [name for _, name in action.leads],
        "due": {
            "written": due.written,
            "kind": due.kind.value,
            "first": _day(due.earliest),
            "last": _day(due.latest),
        },
        "dates": [each.written for each in action.dates],
        "moves": len(action.moved),
        "months_slipped": action.months_slipped,
        "rating": action.rating,
        "rating_label": action.rating_label,
        "done": action.done,
        "late": action.late,
        "days_late_when_done": action.late_when_done,
        "evidence": [reason.sentence for reason in action.evidence],
    }


def changes(comparison: Comparison) -> dict:
    """What changed between two days: each list, its rows as their words and what is said of them."""
    return {
        "board": comparison.after.board,
        "plan": {"id": comparison.after.pk, "title": comparison.after.title},
        "since": comparison.before.day.isoformat(),
        "as_at": comparison.after.day.isoformat(),
        "counts": comparison.counts,
        **{
            each.key: [
                {"ref": row.action.ref if row.action else None, "words": row.words, "said": row.said}
                for row in each.rows
            ]
            for each in looking.changes(comparison)
        },
    }


def _day(day):
    return day.isoformat() if day else None
