"""What the read API takes and gives. The shapes of plans are those of `plans/as_json.py`, which a test holds equal."""

import datetime
from collections.abc import Collection
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from safeboard.plans.attention import SHOWS
from safeboard.plans.rating import Rating

SO_MANY = 50
MOST = 100
"""Things on one page."""
LAST_PAGE = 1_000_000


def only(names: Collection[str]):
    """What a word must be one of, said by the description of the API and asked of what is sent."""

    def one_of(word: str) -> str:
        if word not in names:
            raise PydanticCustomError("one_of", "Choose one of {names}", {"names": ", ".join(names)})
        return word

    return AfterValidator(one_of), WithJsonSchema({"type": "string", "enum": list(names)})


Text = Annotated[str, Field(max_length=200)]
Rated = Annotated[str, *only([*Rating, "none"])]
Standing = Annotated[str, *only(SHOWS)]


# --- Asked for ---


class Pages(Schema):
    page: int = Field(1, ge=1, le=LAST_PAGE, description="Which page, the first is 1")
    per_page: int = Field(SO_MANY, ge=1, le=MOST, description=f"How many on a page, {MOST} at most")


class Clocks(Schema):
    as_at: datetime.date | None = Field(None, description="As it stood on this day; today unless given")
    known_at: datetime.date | None = Field(
        None, description="With only what Safeboard had learned by the end of this day"
    )


class ActionFilters(Pages, Clocks):
    lead: int | None = Field(None, description="Actions of the lead with this id; 0 for those nobody leads")
    rating: Rated | None = Field(None, description="Rated so; none for not rated")
    priority: int | None = Field(None, description="Of the priority with this id")
    text: Text = Field("", description="These words in the action, its issue, its leads or its notes")
    late: bool = Field(False, description="Only what is late")
    new: bool = Field(False, description="Only what is marked NEW")
    show: Standing | None = Field(None, description="Standing like this")


class UpdateFilters(Pages, Clocks):
    """A page of what was said by a day."""


class PlanUpdateFilters(Pages, Clocks):
    since: datetime.date | None = Field(
        None, alias="from", description="Only what was recorded on this day or after"
    )
    lead: int | None = Field(
        None, description="Of actions of the lead with this id; 0 for those nobody leads"
    )
    priority: int | None = Field(None, description="Of actions of the priority with this id")


class TwoDays(Pages):
    since: datetime.date | None = Field(
        None, alias="from", description="The first day; the board's last meeting unless given"
    )
    until: datetime.date | None = Field(None, alias="to", description="The second day; today unless given")
    known_at: datetime.date | None = Field(
        None, description="With only what Safeboard had learned by the end of this day"
    )


# --- Given ---


class Wrong(Schema):
    where: str
    what: str


class Problem(Schema):
    """RFC 9457. detail: a sentence that says what to do."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Wrong] = []


class Page(Schema):
    """count: how many there are on all pages."""

    count: int
    page: int
    pages: int
    per_page: int


class PlanLine(Schema):
    id: int
    uid: str
    title: str
    board: str
    marking: str
    starts: datetime.date | None
    ends: datetime.date | None
    updated: str
    closed: bool


class Plans(Page):
    items: list[PlanLine]


class PlanNamed(Schema):
    id: int
    title: str
    updated: str


class PriorityStanding(Schema):
    id: int
    number: str
    title: str
    ratings: dict[str, int]
    late: int


class PlanStanding(Schema):
    board: str
    plan: PlanNamed
    as_at: datetime.date
    known_at: datetime.datetime | None
    legend: dict[str, str]
    actions: int
    late: int
    priorities: list[PriorityStanding]


class Due(Schema):
    """written: the board's own words. first, last: the days they allow."""

    written: str
    kind: str
    first: datetime.date | None
    last: datetime.date | None


class Action(Schema):
    id: int
    ref: str
    priority: int
    issue: str | None
    issue_words: str
    words: str
    new: bool
    marking: str
    leads: list[str]
    lead_ids: list[int]
    due: Due
    dates: list[str]
    moves: int
    months_slipped: int
    next_check: datetime.date | None
    rating: str
    rating_label: str
    done: bool
    done_on: datetime.date | None
    assured: bool
    dropped: bool
    late: bool
    days_late_when_done: int
    last_heard: datetime.date | None
    latest_note: str
    evidence: list[str]


class Actions(Page):
    plan: PlanNamed
    as_at: datetime.date
    known_at: datetime.datetime | None
    items: list[Action]


class Became(Schema):
    name: str
    was: str
    now: str


class Change(Schema):
    kind: str
    day: datetime.date
    when: str
    words: str
    label: str
    by: str
    meeting: str
    became: list[Became]
    recorded_at: datetime.datetime


class ActionWhole(Action):
    """changes: its story, oldest first."""

    plan: PlanNamed
    board: str
    as_at: datetime.date
    known_at: datetime.datetime | None
    changes: list[Change]


class Update(Schema):
    id: int
    day: datetime.date
    dated: bool
    opener: str
    words: str
    rating: str
    rating_means: str
    over_the_leads: bool
    complete: bool
    evidence: str
    by: str
    on_behalf_of: str
    came: str
    marking: str
    corrects: int | None
    corrected_by: int | None
    assured: bool
    recorded_at: datetime.datetime


class Updates(Page):
    items: list[Update]


class PlanUpdate(Update):
    """action, ref: of the action it was said about."""

    action: int
    ref: str


class PlanUpdates(Page):
    plan: PlanNamed
    as_at: datetime.date
    known_at: datetime.datetime | None
    items: list[PlanUpdate]


class PlanTitled(Schema):
    id: int
    title: str


class Changed(Schema):
    """what: the list it is in, a key of `counts`. id, ref: of the action, null where another part of the plan changed."""

    what: str
    id: int | None
    ref: str | None
    words: str
    said: list[str]


class Changes(Page):
    board: str
    plan: PlanTitled
    since: datetime.date
    as_at: datetime.date
    counts: dict[str, int]
    items: list[Changed]


class Meeting(Schema):
    id: int
    board: str
    date: datetime.date
    kind: str
    updates_by: datetime.date | None
    papers_by: datetime.date | None


class Meetings(Page):
    items: list[Meeting]
