"""The folder is there only in the demo: everywhere else nobody has it."""

from safeboard.outbox import services
from safeboard.plans.tests import factories as make
from tests.matrix.cast import ONLY_READ, anyone, on_it, signed_in

EXPECTED = {
    ("outbox:messages", "GET"): on_it(403, business_manager=200),
    ("outbox:messages", "POST"): ONLY_READ,
    ("outbox:messages_list", "GET"): on_it(403, business_manager=200),
    ("outbox:messages_list", "POST"): ONLY_READ,
    ("outbox:message", "GET"): on_it(403, business_manager=200),
    ("outbox:message", "POST"): ONLY_READ,
    ("outbox:stop", "GET"): signed_in(405),
    ("outbox:stop", "POST"): on_it(403, business_manager=302),
    ("outbox:send_again", "GET"): signed_in(405),
    ("outbox:send_again", "POST"): on_it(403, business_manager=302),
    ("outbox:folder", "GET"): anyone(404),
    ("outbox:folder", "POST"): anyone(405),
    ("outbox:mail", "GET"): anyone(404),
    ("outbox:mail", "POST"): anyone(405),
}


def where(stage):
    message = services.write(
        to_email="lead@example.org",
        to_name="Zoë Lead",
        subject="Your actions",
        body="Please say how they are going.",
        kind="round",
        board=stage.board,
        **make.by_now(),
    )
    return {
        "outbox:messages": [stage.board.slug],
        "outbox:messages_list": [stage.board.slug, "csv"],
        "outbox:message": [message.pk],
        "outbox:stop": [message.pk],
        "outbox:send_again": [message.pk],
        "outbox:mail": ["any"],
    }
