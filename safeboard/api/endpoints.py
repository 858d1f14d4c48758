"""The read API: what a token's seat lets its person read today, and nothing else. Sessions do not count here.

The first argument of an endpoint must be called `request`: django-ninja looks for that name.
"""

from functools import wraps

from django.http import Http404
from django.utils import timezone
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.security import HttpBearer

from safeboard.api import access, limits, queries, schemas, services
from safeboard.api.problems import PROBLEM, NoDays, say_problems
from safeboard.core.limits import count_unknown

TITLE = "Safeboard"
ABOUT = (
    "Reads what the seat of a token lets its person read today: plans, actions, updates, changes, meetings. "
    "Days are as 2016-03-31. Lists come in pages, in an order that stays."
)
NOT_GIVEN = (401, 403, 404, 422, 429)
NO_DAYS = 409
"""Days that may be asked for, and cannot be compared as the record stands."""


class SeatToken(HttpBearer):
    """A token of `models.Token`."""

    def authenticate(self, request, token):
        caller = access.caller_with(token)
        if caller is None:
            count_unknown(request)
            return None
        limits.count_call(caller.token)
        today = timezone.localdate()
        services.note_use(caller.token, day=today)
        return queries.Asking(caller.user, caller.board, today)


class ReadAPI(NinjaAPI):
    """Says in its schema that what is not given comes as problem JSON, and how the two refusals are headed."""

    HEADERS = {"401": "WWW-Authenticate", "429": "Retry-After"}

    def get_openapi_schema(self, **kwargs):
        schema = super().get_openapi_schema(**kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, said in operation["responses"].items():
                    self._as_problem(str(status), said)
        return schema

    def _as_problem(self, status, said):
        if int(status) in (*NOT_GIVEN, NO_DAYS):
            said["content"] = {PROBLEM: next(iter(said["content"].values()))}
        if name := self.HEADERS.get(status):
            said["headers"] = {name: {"schema": {"type": "string"}, "required": True}}


api = ReadAPI(
    title=TITLE,
    version="1",
    description=ABOUT,
    docs_url=None,
    urls_namespace="api:read",
    auth=SeatToken(),
)
say_problems(api)


def only_known(endpoint):
    """Refuses what there is no such thing to ask for: a slip must not pass for "everything"."""

    @wraps(endpoint)
    def refused(request, *, asked, **more):
        known = {field.alias or name for name, field in type(asked).model_fields.items()}
        if unknown := sorted(request.GET.keys() - known):
            raise ValidationError([{"type": "extra_forbidden", "loc": (name,)} for name in unknown])
        return endpoint(request, asked=asked, **more)

    return refused


api.add_decorator(only_known)


def gives(schema):
    """What an endpoint answers: `schema`, or a problem."""
    return {200: schema} | dict.fromkeys(NOT_GIVEN, schemas.Problem)


@api.get("/plans", response=gives(schemas.Plans), url_name="plans", summary="The plans of the board")
def plans(request, asked: Query[schemas.Pages]):
    """The standing ones: those that are worked first, the newest first, then the closed ones."""
    return queries.plans(request.auth, asked)


@api.get(
    "/plans/{plan_id}", response=gives(schemas.PlanStanding), url_name="plan", summary="How a plan stands"
)
def plan(request, plan_id: int, asked: Query[schemas.Clocks]):
    """How many actions of each rating and how many late, in all and by priority."""
    return queries.plan(request.auth, plan_id, asked)


@api.get(
    "/plans/{plan_id}/actions",
    response=gives(schemas.Actions),
    url_name="actions",
    summary="The actions of a plan",
)
def actions(request, plan_id: int, asked: Query[schemas.ActionFilters]):
    """In the plan's order, narrowed as on its page."""
    return queries.actions(request.auth, plan_id, asked)


@api.get(
    "/plans/{plan_id}/updates",
    response=gives(schemas.PlanUpdates),
    url_name="plan_updates",
    summary="What was said about the actions of a plan",
)
def plan_updates(request, plan_id: int, asked: Query[schemas.PlanUpdateFilters]):
    """As it was recorded, the first first, so that who asks again from the day of the last answer misses nothing."""
    return queries.plan_updates(request.auth, plan_id, asked)


@api.get(
    "/plans/{plan_id}/changes",
    response=gives(schemas.Changes) | {NO_DAYS: schemas.Problem},
    url_name="changes",
    summary="What changed in a plan between two days",
)
def changes(request, plan_id: int, asked: Query[schemas.TwoDays]):
    """Since the board's last meeting unless a day is given; list by list, as on the page that compares two days."""
    try:
        return queries.changes(request.auth, plan_id, asked)
    except queries.NoEarlierDay as none:
        raise NoDays("from", str(none)) from None


@api.get("/actions/{action_id}", response=gives(schemas.ActionWhole), url_name="action", summary="One action")
def action(request, action_id: int, asked: Query[schemas.Clocks]):
    """With its story in `changes`, oldest first: what was said, asked, moved, met, changed."""
    return there(queries.action(request.auth, action_id, asked))


@api.get(
    "/actions/{action_id}/updates",
    response=gives(schemas.Updates),
    url_name="updates",
    summary="What was said about an action",
)
def updates(request, action_id: int, asked: Query[schemas.UpdateFilters]):
    """As it was recorded, the first first; what was put right since names its correction."""
    return there(queries.updates(request.auth, action_id, asked))


@api.get("/meetings", response=gives(schemas.Meetings), url_name="meetings", summary="The board’s meetings")
def meetings(request, asked: Query[schemas.Pages]):
    """The first first, past and to come."""
    return queries.meetings(request.auth, asked)


def there(found):
    if found is None:
        raise Http404
    return found
