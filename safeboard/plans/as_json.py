"""A plan as plain values, for scripts that read what `safeboard status --json` says."""

from safeboard.plans.picture import ActionPicture, PlanPicture


def status(picture: PlanPicture) -> dict:
    """The counts and each action. Days are ISO text; rating "" is not rated."""
    return {
        "board": picture.board,
        "plan": {"id": picture.pk, "title": picture.title, "updated": picture.updated_written},
        "as_at": picture.day.isoformat(),
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
        "rating": action.rating,
        "rating_label": action.rating_label,
        "done": action.done,
        "late": action.late,
        "evidence": [reason.sentence for reason in action.evidence],
    }


def _day(day):
    return day.isoformat() if day else None
