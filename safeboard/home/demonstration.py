"""The demo: an invented board, its business manager and its plan, set up once however often it is asked for."""

import hashlib
from pathlib import Path

from safeboard import samples
from safeboard.boards.naming import find_board
from safeboard.boards.newcomers import let_in
from safeboard.people.models import User
from safeboard.people.passwords import new_password
from safeboard.people.services import set_password
from safeboard.plans import bringing_in
from safeboard.plans.models import Plan

SAMPLE = Path(samples.__file__).with_name("harrowmere-plan.docx")
EMAIL = "manager@harrowmere.example"
NAME = "Morgan Hale"


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
