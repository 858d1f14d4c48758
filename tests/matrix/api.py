"""The read API lets in a token's seat and no session. Tokens and calendars are a person's own; a manager revokes those of a seat."""

from django.test import Client
from django.utils import timezone

from safeboard.api import services
from safeboard.people.permissions import ROLES
from safeboard.plans.models import Action, Plan
from safeboard.plans.tests import factories as make
from tests.matrix.cast import ONLY_READ, anyone, on_it, signed_in

READING = ["plans", "plan", "actions", "plan_updates", "changes", "action", "updates", "meetings"]
NO_TOKEN = {"GET": anyone(401), "POST": anyone(405)}
DESCRIPTION = {"GET": anyone(200), "POST": anyone(405)}
OTHERS = dict.fromkeys(ROLES, 403) | {"business_manager": 302, "member": 302}
ANSWERS = {f"api:read:{name}": NO_TOKEN for name in READING} | {
    "api:read:openapi-json": {"GET": anyone(200), "POST": anyone(200)},
    "api:about": DESCRIPTION,
    "api:read:api-root": DESCRIPTION,
    "api:nowhere": {"GET": anyone(404), "POST": anyone(404)},
    "api:tokens": {"GET": signed_in(200), "POST": signed_in(400)},
    "api:revoke_token": {
        "GET": ONLY_READ,
        "POST": signed_in(404, **OTHERS) | {"lead of another action": 403},
    },
    "api:board_tokens": {"GET": on_it(403, business_manager=200), "POST": ONLY_READ},
    "api:calendar": {"GET": signed_in(200), "POST": signed_in(200)},
    "api:revoke_calendar": {"GET": ONLY_READ, "POST": signed_in(404, member=302)},
    "api:feed": {"GET": anyone(200), "POST": anyone(405)},
}
EXPECTED = {(name, method): answers for name, each in ANSWERS.items() for method, answers in each.items()}


def where(stage):
    member = stage.people["member"]
    token, _ = services.make_token(member.seats.get(), name="Dashboard", by=member, at=timezone.now())
    feed, secret = services.make_feed(user=member, board=None, by=member, at=timezone.now())
    return reading(stage) | {
        "api:nowhere": ["plan"],
        "api:revoke_token": [token.pk],
        "api:board_tokens": [stage.board.slug],
        "api:revoke_calendar": [feed.pk],
        "api:feed": [secret],
    }


def reading(stage):
    of_plan = {f"api:read:{name}": [stage.plan.pk] for name in ("plan", "actions", "plan_updates", "changes")}
    return of_plan | {f"api:read:{name}": [stage.action.pk] for name in ("action", "updates")}


# --- By a token ---

LETS_IN = dict.fromkeys(ROLES, 200) | {"lead of another action": 200, "ended seat": 401, "revoked": 401}
OF_THE_BOARD = LETS_IN | {"other board": 200}
OF_THE_PLAN = LETS_IN | {"other board": 404}
RESTRICTED = ("plan", "actions", "plan_updates", "changes", "action", "updates")
HIDDEN = OF_THE_PLAN | {"reader": 403, "lead": 403, "lead of another action": 403}
BY_TOKEN = {name: OF_THE_BOARD if name in ("plans", "meetings") else OF_THE_PLAN for name in READING}
BY_TOKEN_WHERE_RESTRICTED = {name: HIDDEN for name in RESTRICTED}


def restrict(stage):
    Plan.objects.filter(pk=stage.plan.pk).update(marking="restricted")
    Action.objects.filter(pk=stage.action.pk).update(marking="restricted")


def by_token(stage):
    """A client for each kind of person, that comes by a token of their seat."""
    at = timezone.now()
    clients = {name: _with_token(person, at)[0] for name, person in stage.people.items()}
    clients["revoked"], token = _with_token(make.someone("business_manager", stage.board), at)
    services.revoke_token(token, by=token.seat.user, at=at)
    return clients


def _with_token(person, at):
    token, secret = services.make_token(person.seats.get(), name="For the table", by=person, at=at)
    return Client(headers={"Authorization": f"Bearer {secret}"}), token
