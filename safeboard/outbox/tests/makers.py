"""A board with people, and messages to them."""

import datetime
from itertools import count

from safeboard.boards.services import add_board, seat
from safeboard.history.services import CommandLine
from safeboard.outbox import delivery, services
from safeboard.people.services import add_person

_number = count(1)
AT = datetime.datetime(2016, 3, 1, 12, 0, tzinfo=datetime.UTC)
BY = CommandLine()


def later(**more):
    return AT + datetime.timedelta(**more)


def a_board(name=None):
    return add_board(name=name or f"Board {next(_number)}", by=BY, at=AT)


def someone(role, board):
    number = next(_number)
    person = add_person(email=f"person{number}@example.org", name=f"Person {number}", by=BY, at=AT)
    seat(user=person, board=board, role=role, starts=datetime.date(2015, 4, 1), by=BY, at=AT)
    return person


def a_message(**more):
    """One that waits."""
    usual = {
        "to_email": f"lead{next(_number)}@example.org",
        "to_name": "Zoë Lead",
        "subject": "Your actions",
        "body": "Please say how they are going.",
        "kind": "round",
        "by": BY,
        "at": AT,
    }
    return services.write(**{**usual, **more})


def a_link(board, **more):
    usual = {"name": "Zoë Lead", "email": "zoe@example.org", "purpose": "round", "thing": board}
    return services.make_link(board=board, **{**usual, "by": BY, "at": AT, **more})


def deliver(at=AT, *, limit=50, worker="one", **more):
    return delivery.deliver(at=at, limit=limit, worker=worker, **more)


def state_of(message):
    message.refresh_from_db()
    return message.state
