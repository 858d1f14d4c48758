"""The demo: an invented board, its people, meetings, words and plan, set up once however often it is asked for."""

import datetime
import hashlib
from pathlib import Path

from safeboard import samples
from safeboard.boards.models import Meeting
from safeboard.boards.naming import find_board
from safeboard.boards.newcomers import let_in
from safeboard.boards.services import add_meeting, add_term, join_agency, leads_named, seat
from safeboard.papers import services as papers
from safeboard.people.models import User
from safeboard.people.passwords import new_password
from safeboard.people.services import add_person, set_password
from safeboard.plans import bringing_in, services
from safeboard.plans.models import Action, Plan

SAMPLE = Path(samples.__file__).with_name("harrowmere-plan.docx")
EMAIL = "manager@harrowmere.example"
NAME = "Morgan Hale"
SEATED_SINCE = datetime.date(2025, 4, 1)
DAY = datetime.timedelta(days=1)

# Name, first part of the address, role, agency, the leads they answer for. Nobody answers for the others: the board sees it.
PEOPLE = [
    ("Avery Quill", "chair", "chair", "", ["Independent Scrutineer", "Executive Group"]),
    (
        "Sam Okafor",
        "sam",
        "group_chair",
        "Harrowmere Council",
        ["Quality and Practice Group", "MASH Steering Group"],
    ),
    (
        "Priya Raman",
        "priya",
        "group_chair",
        "Harrowmere NHS Trust",
        ["Learning and Development Group", "Designated Nurse"],
    ),
    (
        "Jo Lindqvist",
        "jo",
        "lead",
        "Harrowmere Police",
        ["Harrowmere Police", "Exploitation and Missing Group"],
    ),
    (
        "Dele Marsh",
        "dele",
        "lead",
        "Harrowmere Council",
        ["Children's Social Care", "Neglect and Early Help Group"],
    ),
    ("Noor Whitlock", "noor", "member", "Harrowmere Voluntary Action", ["Voice and Participation Group"]),
    ("Ellis Trent", "ellis", "reader", "", []),
]
TERMS = [
    ("MASH", "Multi-Agency Safeguarding Hub"),
    ("RAG", "Red, amber and green: how an action is rated"),
    ("RAG", "Responsible Authorities Group"),
    ("NHS", "National Health Service"),
]


def sample_plan_of(*, by, at):
    """The sample's standing plan, brought in and accepted where there is none."""
    data = SAMPLE.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    plan = Plan.objects.standing().filter(reading__document__sha256=sha256).first()
    if plan is None:
        outline = bringing_in.read(data)
        board = find_board(outline.board) or outline.board
        plan = bringing_in.bring_in(data, name=SAMPLE.name, outline=outline, board=board, by=by, at=at)
    return plan


def manager_of(board, *, by, at, today):
    """Let the business manager in. Returns a password that is new each time."""
    manager = User.objects.filter(email=EMAIL).first()
    if manager is None:
        _, password = let_in(
            email=EMAIL, name=NAME, board=board, role="business_manager", by=by, at=at, today=today
        )
        return password
    password = new_password()
    set_password(manager, password=password, by=by, at=at)
    return password


def work_begun(plan, *, by, at, today):
    """The board's people, meetings and glossary, and what two of its leads have said. Nothing where there are meetings."""
    board = plan.board
    if Meeting.objects.filter(board=board).exists():
        return
    adopted, last, *_ = [
        add_meeting(board=board, date=today + days * DAY, by=by, at=at, **more)
        for days, more in (
            (-160, {}),
            (-68, {}),
            (16, {"updates_by": today + 5 * DAY, "papers_by": today + 9 * DAY}),
            (107, {}),
        )
    ]
    services.adopt_plan(plan, meeting=adopted, refresh=True, by=by, at=at)
    for acronym, meaning in TERMS:
        add_term(board=board, acronym=acronym, meaning=meaning, by=by, at=at)
    for person in PEOPLE:
        _seat(board, *person, by=by, at=at)
    _say_something(plan, at=at)
    _issue_the_pack(plan, last, by=by, at=at)


def _issue_the_pack(plan, meeting, *, by, at):
    """What the board saw at its last meeting."""
    asked = {
        "author": NAME,
        "purpose": "assurance",
        "recommendation": "That the board asks each lead what is late.",
    }
    pack = papers.prepare_paper(
        plan,
        kind="pack",
        chosen=["plan", "changed", "exceptions", "priority"],
        meeting=meeting,
        by=by,
        at=at,
        **asked,
    )
    papers.issue_paper(pack, by=by, at=at)


def _seat(board, name, first, role, agency, leads, *, by, at):
    person = add_person(email=f"{first}@harrowmere.example", name=name, by=by, at=at)
    named = leads_named(board, leads, by=by, at=at)
    seat(
        user=person,
        board=board,
        role=role,
        starts=SEATED_SINCE,
        agency=join_agency(agency, board=board, starts=SEATED_SINCE, by=by, at=at) if agency else None,
        answers_for=named.values(),
        by=by,
        at=at,
    )


def _say_something(plan, *, at):
    """A date asked for and a completion, so that the chair has something to answer."""
    jo, sam = (User.objects.get(email=f"{first}@harrowmere.example") for first in ("jo", "sam"))
    late = _open_actions(plan, jo).filter(now_late_after__isnull=False).order_by("now_late_after").first()
    services.ask_for_date(
        late, becomes="March 2027", why="The analyst’s post was empty until October.", by=jo, at=at
    )
    services.post_update(
        _open_actions(plan, sam).first(),
        words="The last audit has been read by the group, and its findings are with the leads.",
        complete=True,
        evidence="Minutes of the group, and the audit report.",
        by=sam,
        at=at,
    )


def _open_actions(plan, person):
    mine = {"lead_lines__current": True, "lead_lines__lead__seats__user": person}
    return Action.objects.filter(issue__priority__plan=plan, now_done=False, **mine).order_by("pk").distinct()
