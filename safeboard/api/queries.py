"""What the read API gives, ready to be written as JSON. Every reading starts from a door, with the seat of the token."""

from dataclasses import dataclass
from math import ceil

from django.utils.timezone import localdate

from safeboard.boards.queries import meetings_of
from safeboard.boards.rights import rights_on
from safeboard.plans import access, as_json, looking, queries, shelf
from safeboard.plans.compare import compare
from safeboard.plans.picture import Wanted, narrowed
from safeboard.plans.story import timeline

NO_EARLIER = "No meeting of the board is known before the second day: name the first day."
WRONG_WAY = "The first day is after the second: name an earlier one, or a later second."


class NoEarlierDay(Exception):
    """There is nothing to compare with. Its text is one sentence."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and today's date. user: see `access.Caller`."""

    user: object
    board: object
    today: object

    @property
    def restricted(self):
        return rights_on(self.user, self.board).read_restricted


def page_of(rows, asked, **more):
    """One page of a list. rows: a sequence that can be counted and cut, in an order that stays. asked: `schemas.Pages`."""
    count = rows.count() if hasattr(rows, "query") else len(rows)
    start = (asked.page - 1) * asked.per_page
    pages = {
        "count": count,
        "page": asked.page,
        "pages": ceil(count / asked.per_page),
        "per_page": asked.per_page,
    }
    return {**more, **pages, "items": rows[start : start + asked.per_page]}


def plans(asking, asked):
    """Three queries."""
    found = page_of(shelf.plans_on(asking.board, restricted=asking.restricted), asked)
    return found | {"items": [_line(plan) for plan in found["items"]]}


def _line(plan):
    return {
        "id": plan.pk,
        "uid": str(plan.uid),
        "title": plan.title,
        "board": plan.board.name,
        "marking": plan.marking,
        "starts": plan.starts,
        "ends": plan.ends,
        "updated": plan.updated_written,
        "closed": hasattr(plan, "closing"),
    }


def plan(asking, pk, asked):
    return as_json.standing(_picture(asking, pk, asked))


def actions(asking, pk, asked):
    picture = _picture(asking, pk, asked)
    wanted = {name: getattr(asked, name) for name in ("lead", "priority", "text", "late", "new")}
    wanted |= {"rating": asked.rating or "", "show": asked.show or ""}
    shown = narrowed(picture, Wanted(**wanted))
    found = page_of(shown.actions, asked, plan=as_json.plan_of(picture), **as_json.clocks_of(picture))
    return found | {"items": [as_json.action_of(action) for action in found["items"]]}


def plan_updates(asking, pk, asked):
    """What was said about every action of a plan, in the order it was recorded."""
    picture = _picture(asking, pk, asked)
    shown = narrowed(picture, Wanted(lead=asked.lead, priority=asked.priority))
    said = [
        (one, action)
        for action in shown.actions
        for one in action.said
        if asked.since is None or localdate(one.recorded_at) >= asked.since
    ]
    said.sort(key=lambda pair: (pair[0].recorded_at, pair[0].pk))
    found = page_of(said, asked, plan=as_json.plan_of(picture), **as_json.clocks_of(picture))
    items = [
        as_json.update_of(one, action.legend) | {"action": action.pk, "ref": action.ref}
        for one, action in found["items"]
    ]
    return found | {"items": items}


def _picture(asking, pk, asked):
    found = access.plan_for(asking.user, pk)
    return queries.picture_of(found, restricted=asking.restricted, **_days(asking, asked))


def _days(asking, asked):
    days = looking.Days(asked.as_at, asked.known_at)
    return {"known_at": queries.end_of(days.known_at), **days.shown(asking.today)}


def action(asking, pk, asked):
    """None where the action was not there on that day."""
    shown, picture = _action_picture(asking, pk, _days(asking, asked))
    if shown is None:
        return None
    story = [as_json.entry_of(entry) for entry in timeline(shown, updated=picture.updated)]
    named = {"plan": as_json.plan_of(picture), "board": picture.board}
    return {**as_json.action_of(shown), **named, **as_json.clocks_of(picture), "changes": story}


def updates(asking, pk, asked):
    """What was said about an action, as it was recorded; None where it was not there on that day."""
    shown, _ = _action_picture(asking, pk, _days(asking, asked))
    if shown is None:
        return None
    found = page_of(shown.said, asked)
    return found | {"items": [as_json.update_of(said, shown.legend) for said in found["items"]]}


def _action_picture(asking, pk, days):
    found = access.action_for(asking.user, pk)
    return queries.action_picture(found, restricted=asking.restricted, **days)


def changes(asking, pk, asked):
    """Raises NoEarlierDay."""
    found = access.plan_for(asking.user, pk)
    if asked.since and asked.since > (asked.until or asked.known_at or asking.today):
        raise NoEarlierDay(WRONG_WAY)
    after, before = queries.picture_and_before(
        found,
        day=asking.today,
        days=looking.Days(asked.until, asked.known_at),
        since=asked.since,
        restricted=asking.restricted,
    )
    if before is None:
        raise NoEarlierDay(NO_EARLIER)
    comparison = compare(before, after)
    return page_of(as_json.changed(comparison), asked, **as_json.compared(comparison))


def meetings(asking, asked):
    """The board's, the first first."""
    coming, past = meetings_of(asking.board, today=asking.today)
    found = page_of([*reversed(past), *coming], asked)
    return found | {"items": [_meeting(asking.board, meeting) for meeting in found["items"]]}


def _meeting(board, meeting):
    days = {name: getattr(meeting, name) for name in ("date", "updates_by", "papers_by")}
    return {"id": meeting.pk, "board": board.name, "kind": meeting.kind, **days}
