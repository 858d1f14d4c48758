"""A cast and a stage: people with seats, boards, plans. Everything comes through the services that the pages use."""

import datetime
import hashlib
from itertools import count

from django.utils import timezone

from safeboard.boards.services import add_board, seat
from safeboard.documents.services import keep, keep_reading
from safeboard.history.services import CommandLine
from safeboard.people.services import add_person
from safeboard.plans.notes import Note
from safeboard.plans.outline import ActionLine, Doubt, IssueLine, Outline, PriorityLine, to_json
from safeboard.plans.services import accept_reading

_number = count(1)
LEGEND = {"red": "Off target", "amber": "On target", "green": "Complete"}
LONG_AGO = datetime.date(2015, 4, 1)


def by_now():
    return {"by": CommandLine(), "at": timezone.now()}


def a_board(name=None):
    return add_board(name=name or f"Board {next(_number)}", **by_now())


def someone(role, board, *, ends=None):
    """A person with that seat on that board, since long ago."""
    number = next(_number)
    person = add_person(email=f"person{number}@example.org", name=f"Person {number}", **by_now())
    seat(user=person, board=board, role=role, starts=LONG_AGO, ends=ends, **by_now())
    return person


def someone_who_left(role, board):
    """Their seat ended yesterday."""
    return someone(role, board, ends=timezone.localdate() - datetime.timedelta(days=1))


def promise(words="Audit ten cases", **more):
    """One action, with a lead, a late date and a note."""
    usual = {
        "leads": ["Quality Group"],
        "due": "March 2016",
        "rating": "amber",
        "rating_seen": "#ffc000",
        "notes": [Note("Begun.", datetime.date(2015, 12, 1), "Update Dec 15:")],
        "place": "table 1, row 2",
    }
    return ActionLine(words=words, **{**usual, **more})


def an_outline(*promises, title="Business Plan 2015-18", doubts=()):
    """One priority with one issue that holds these promises."""
    issue = IssueLine(
        "Cases drift", number="1", number_written=True, actions=list(promises), place="table 1, row 2"
    )
    priority = PriorityLine(
        "Children are heard",
        number="1",
        aim="We listen first.",
        outcomes=["Fewer wait"],
        issues=[issue],
        place="line 3",
    )
    return Outline(
        title=title,
        board="Harrowmere",
        updated=datetime.date(2016, 3, 1),
        updated_written="Updated March 2016",
        starts=LONG_AGO,
        ends=datetime.date(2018, 3, 31),
        legend=LEGEND,
        priorities=[priority],
        doubts=list(doubts),
    )


def a_doubt(**more):
    usual = {
        "kind": "leads",
        "place": "table 1, row 2",
        "seen": "PPPG RB",
        "done": "Read as two leads.",
        "choices": ["Leave it."],
    }
    return Doubt(**{**usual, **more})


def a_draft(board, outline=None, *, data=None, name="plan.docx"):
    """A reading that waits to be looked at. data: the file's bytes, other ones each time where not given."""
    data = data or hashlib.sha256(str(next(_number)).encode()).digest()
    document = keep(data, name=name, kind="word", board=board, **by_now())
    return keep_reading(document, outline=to_json(outline or an_outline(promise())), **by_now())


def a_plan(board, *promises, **more):
    """A standing plan, accepted."""
    return accept_reading(a_draft(board, an_outline(*(promises or [promise()]), **more)), **by_now())


def actions_of(plan):
    """The actions of a plan, in its order."""
    return [
        action
        for priority in plan.priorities.all()
        for issue in priority.issues.all()
        for action in issue.actions.all()
    ]


def a_plan_file(*rows, title="Business Plan 2025-28"):
    """The bytes of a small plan as text with tabs. rows: (issue, lead, action, date, progress)."""
    rows = rows or [("1. Cases drift", "Quality Group", "Audit ten cases", "March 2027", "Begun.")]
    lines = [
        title,
        "Harrowmere Safeguarding Children Partnership",
        "Red: Off target; Amber: On target; Green: Complete",
        "Key Priority 1: Children are heard",
        "\t".join(["Issue", "Lead", "Action", "Completion Date", "Progress"]),
        *("\t".join(row) for row in rows),
    ]
    return "\n".join(lines).encode()
