"""Small pictures of a plan in memory, for what needs no database."""

import datetime

from safeboard.plans.due import Due, Kind, read_due
from safeboard.plans.picture import IssuePicture, LeftOut, OutcomePicture, PlanPicture, PriorityPicture
from safeboard.plans.promise import ActionPicture
from safeboard.plans.told import Asked, Dropped, Moved, Said

DAY = datetime.date
EARLIER, LATER = DAY(2015, 12, 8), DAY(2016, 3, 15)
BEGUN, MOVED_ON, ASKED_ON, DROPPED_ON = DAY(2015, 11, 1), DAY(2016, 1, 12), DAY(2016, 3, 1), DAY(2016, 2, 1)
MOMENT = datetime.datetime(2016, 3, 1, 12, tzinfo=datetime.UTC)
LEGEND = {"red": "Off target", "amber": "On target", "green": "Complete"}
NOTHING = Due("", Kind.NONE)


def said(pk=1, on=BEGUN, words="Begun.", **more):
    usual = {"dated": True, "opener": "", "rating": "", "rating_seen": "", "by_name": "A Lead", "by": 1}
    usual |= {"on_behalf_of": "", "came": "On the web", "recorded_at": MOMENT}
    return Said(pk=pk, effective_on=on, words=words, **{**usual, **more})


def moved(pk, was, becomes, *, on=MOVED_ON, meeting="Board, 12 January 2016", why="The data came late."):
    return Moved(pk, was, read_due(becomes), why, "The Chair", on, MOMENT, meeting=meeting)


def asked(becomes="June 16", on=ASKED_ON):
    return Asked(1, "Dec 15", read_due(becomes), "It takes longer.", "A Lead", "", on, MOMENT)


def dropped(why="Merged.", on=DROPPED_ON):
    return Dropped("action", why, "The Manager", on)


def action(pk=1, *, due="", words="Audit ten cases", leads=((7, "PPPG"),), **more):
    """An open action nobody has spoken of; its issue and its day come from `plan`."""
    usual = {"ref": f"A{pk}", "new": False, "place": "", "origin": "", "said": [], "moved": []}
    usual |= {"met": frozenset(), "legend": LEGEND, "day": LATER, "heard_by": None, "issue": None}
    first = read_due(due) if due else NOTHING
    return ActionPicture(pk=pk, words=words, first_due=first, leads=list(leads), **{**usual, **more})


def plan(
    *actions, day=LATER, left_out=(), issue="Cases drift", title="Children are heard", outcome="Fewer wait"
):
    """A plan of one priority and one issue, as at a day."""
    priority = PriorityPicture(
        pk=1,
        number="5",
        heading="",
        title=title,
        aim="",
        focus=[],
        outcomes=[OutcomePicture(1, "1", outcome)],
        place="",
    )
    made = IssuePicture(1, "9", True, issue, "", False, "", actions=list(actions), priority=priority)
    priority.issues.append(made)
    for one in (*actions, *left_out):
        one.issue, one.day = made, day
    return PlanPicture(
        pk=1,
        title="Business Plan 2015-18",
        board="Harrowmere",
        purpose=[],
        updated=None,
        updated_written="",
        starts=None,
        ends=None,
        columns={},
        legend=LEGEND,
        day=day,
        priorities=[priority],
        left_out=LeftOut(actions=list(left_out)),
    )
