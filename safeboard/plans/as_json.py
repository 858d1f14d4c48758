"""A plan as plain values: what `safeboard status --json` says, and what the read API gives.

Days are ISO text, moments too; rating "" is not rated. One shape for both: a change here is a change for every script.
"""

import datetime

from safeboard.plans import looking
from safeboard.plans.compare import Comparison
from safeboard.plans.picture import PlanPicture, PriorityPicture
from safeboard.plans.promise import ActionPicture
from safeboard.plans.proposing.changes import Proposed
from safeboard.plans.story import Entry
from safeboard.plans.told import Said


def status(picture: PlanPicture) -> dict:
    """The counts and each action, inside its priority."""
    said = standing(picture)
    for priority, shown in zip(picture.priorities, said["priorities"], strict=True):
        shown["actions"] = [action_of(action) for action in priority.actions]
    return said


def standing(picture: PlanPicture) -> dict:
    """The counts of a plan and of each priority."""
    return {
        "board": picture.board,
        "plan": plan_of(picture),
        **clocks_of(picture),
        "legend": picture.legend,
        "actions": len(picture.actions),
        "late": len(picture.late),
        "priorities": [_priority(picture, priority) for priority in picture.priorities],
    }


def plan_of(picture: PlanPicture) -> dict:
    return {"id": picture.pk, "title": picture.title, "updated": picture.updated_written}


def clocks_of(picture: PlanPicture) -> dict:
    return {"as_at": picture.day.isoformat(), "known_at": _moment(picture.known_at)}


def _priority(picture: PlanPicture, priority: PriorityPicture) -> dict:
    return {
        "id": priority.pk,
        "number": priority.number,
        "title": priority.title,
        "ratings": {rating: priority.counts[rating] for rating in picture.shown_ratings},
        "late": priority.late,
    }


def action_of(action: ActionPicture) -> dict:
    due = action.due
    return {
        "id": action.pk,
        "ref": action.ref,
        "priority": action.issue.priority.pk,
        "issue": action.issue.number,
        "issue_words": action.issue.words,
        "words": action.words,
        "new": action.new,
        "marking": action.marking,
        "leads": [name for _, name in action.leads],
        "lead_ids": [pk for pk, _ in action.leads],
        "due": {
            "written": due.written,
            "kind": due.kind.value,
            "first": _iso(due.earliest),
            "last": _iso(due.latest),
        },
        "dates": [each.written for each in action.dates],
        "moves": len(action.moved),
        "months_slipped": action.months_slipped,
        "next_check": _iso(action.next_check),
        "rating": action.rating,
        "rating_label": action.rating_label,
        "done": action.done,
        "done_on": _iso(action.done_on),
        "assured": action.assured is not None,
        "dropped": action.dropped is not None,
        "late": action.late,
        "days_late_when_done": action.late_when_done,
        "last_heard": _iso(action.heard_on),
        "latest_note": action.latest_note.told if action.latest_note else "",
        "evidence": [reason.sentence for reason in action.evidence],
    }


def update_of(said: Said, legend: dict[str, str]) -> dict:
    """One thing that was said. corrected_by: the update that puts it right, which counts in its place."""
    return {
        "id": said.pk,
        "day": said.effective_on.isoformat(),
        "dated": said.dated,
        "opener": said.opener,
        "words": said.words,
        "rating": said.rating,
        "rating_means": legend.get(said.rating, ""),
        "over_the_leads": said.over,
        "complete": said.complete,
        "evidence": said.evidence,
        "by": said.by_name,
        "on_behalf_of": said.on_behalf_of,
        "came": said.came,
        "marking": said.marking,
        "corrects": said.corrects,
        "corrected_by": said.corrected_by.pk if said.corrected_by else None,
        "assured": said.assured is not None,
        "recorded_at": _moment(said.recorded_at),
    }


def entry_of(entry: Entry) -> dict:
    """One moment of an action's story. kind: as in `story.Entry`. became: what was another before."""
    what = entry.what
    return {
        "kind": entry.kind,
        "day": entry.day.isoformat(),
        "when": entry.when,
        "words": getattr(what, "words", "") or getattr(what, "why", ""),
        "label": entry.label,
        "by": getattr(what, "by_name", "") or getattr(what, "agreed_by_name", ""),
        "meeting": getattr(what, "meeting", ""),
        "became": [{"name": one.name, "was": one.was, "now": one.now} for one in entry.became]
        + _dates(entry),
        "recorded_at": _moment(what.recorded_at),
    }


def _dates(entry: Entry) -> list[dict]:
    """Of a date that moved, or is asked for."""
    if entry.kind not in ("date", "asked"):
        return []
    now = entry.what.becomes if entry.kind == "date" else entry.what.wanted
    return [{"name": "date", "was": entry.what.was_written, "now": now.written}]


def changes(comparison: Comparison) -> dict:
    """What changed between two days: each list, its rows as their words and what is said of them."""
    return {**compared(comparison), **{key: rows for key, rows in _lists(comparison)}}


def compared(comparison: Comparison) -> dict:
    """Which two days of which plan, and how much changed between them."""
    return {
        "board": comparison.after.board,
        "plan": {"id": comparison.after.pk, "title": comparison.after.title},
        "since": comparison.before.day.isoformat(),
        "as_at": comparison.after.day.isoformat(),
        "counts": comparison.counts,
    }


def changed(comparison: Comparison) -> list[dict]:
    """The same rows in one line, each with the list it is in, as `what`."""
    return [{"what": key, **row} for key, rows in _lists(comparison) for row in rows]


def _lists(comparison: Comparison):
    for each in looking.changes(comparison):
        yield (
            each.key,
            [
                {
                    "id": row.action.pk if row.action else None,
                    "ref": row.action.ref if row.action else None,
                    "words": row.words,
                    "said": row.said,
                }
                for row in each.rows
            ],
        )


def proposal(offers, *, taken: int, left: int) -> dict:
    """What a file read over a plan proposes, each thing beside what the plan says now. offers: an `offers.Offers`.

    taken: how many of them were taken at once. left: how many wait for an answer.
    """
    reading = offers.reading
    return {
        "board": offers.now.board,
        "plan": plan_of(offers.now),
        "proposal": offers.proposal.pk,
        "matched": {"certain": reading.certain, "alike": reading.alike, "unknown": reading.unknown},
        "taken": taken,
        "left": left,
        "proposed": [_proposed(offers, one) for one in reading.proposed],
    }


def _proposed(offers, one: Proposed) -> dict:
    shown = offers.shown(one) if one.part else None
    return {
        "key": one.key,
        "what": str(one.what),
        "ref": getattr(shown, "ref", None),
        "part": one.part and list(one.part),
        "now": one.now,
        "then": one.then,
        "wanted": one.wanted,
        "day": _iso(one.day),
        "conflict": one.conflict,
        "score": one.score,
        "place": one.place,
    }


def _iso(day):
    return day and day.isoformat()


def _moment(moment):
    """In UTC: the clocks of long ago were apart by seconds, which no standard for JSON allows."""
    return moment and moment.astimezone(datetime.UTC).isoformat()
