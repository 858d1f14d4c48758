"""What stands in a person's calendar: the days of what they answer for, and the meetings of their boards.

What is marked restricted never goes there in words: a calendar's address is kept by programs of others. The entry says
that there is something, and where to read it.
"""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from safeboard.api.ical import Entry, calendar_bytes, etag_of
from safeboard.boards.access import boards_for
from safeboard.boards.models import Meeting
from safeboard.history.queries import touched
from safeboard.plans.due import Kind
from safeboard.plans.models import Action, Marking, Plan
from safeboard.plans.pages import steps
from safeboard.plans.queries import work_of

HIDDEN = "An action marked restricted"
SIGN_IN = "Sign in to Safeboard to read it."
PAST = datetime.timedelta(days=365)
"""Of meetings that are over, those of the last year."""
SHORT = 100


def calendar_of(feed, *, day):
    """The bytes of a calendar link, and their ETag. feed: as `access.feed_with` gives it. A fixed number of queries."""
    entries = [*_dues(feed.reader, day), *_meetings(feed.reader, day)]
    name = f"Safeboard: {feed.board.name}" if feed.board else "Safeboard"
    data = calendar_bytes(name, entries)
    return data, etag_of(data)


def _dues(reader, day):
    work = work_of(reader, day=day)
    owed = [
        (plan, action)
        for plan in work.pictures
        for action in plan.actions
        if action.pk in work.owed and action.open
    ]
    times = touched(Action, [action.pk for _, action in owed])
    accepted = dict(
        Plan.objects.filter(pk__in={plan.pk for plan, _ in owed}).values_list("pk", "accepted_at")
    )
    for plan, action in owed:
        count, last = times.get(action.pk, (0, accepted[plan.pk]))
        for what, words, on in days_of(action):
            yield _due(plan, action, what, words, on, count, last)


def days_of(action):
    """(what, in words, the day) of each: its last day or each milestone still to be met, and its next check."""
    if action.due.kind is Kind.MILESTONES:
        for step in steps(action):
            if step.on is None:
                yield f"step-{step.position}", step.label, step.by
    elif action.late_after:
        yield "due", "", action.late_after
    if action.next_check and action.next_check != action.late_after:
        yield "check", "", action.next_check


def _due(plan, action, what, words, on, count, last):
    head = "Look again" if what == "check" else "Due"
    hidden = Marking.RESTRICTED in (plan.marking, action.marking, action.marking_today)
    summary, description = (HIDDEN, SIGN_IN) if hidden else _said(plan, action, words)
    return Entry(
        uid=f"action-{action.pk}-{what}@{_host()}",
        day=on,
        summary=f"{head}: {summary}",
        description=f"{description}\n\n{plan.board}",
        url=settings.SITE + reverse("plans:action", args=[action.pk]),
        times=count,
        changed=last,
    )


def _said(plan, action, words):
    said = " ".join(action.words.split()) or action.ref
    short = said if len(said) <= SHORT else f"{said[:SHORT].rsplit(' ', 1)[0]}…"
    due = f"Due, as the plan has it: {action.due.written or 'no date'}"
    return f"{words}: {short}" if words else short, f"{action.words or action.ref}\n\n{due}\n\n{plan.title}"


def _meetings(reader, day):
    boards = list(boards_for(reader))
    found = Meeting.objects.filter(board__in=boards, date__gte=day - PAST).select_related("board")
    found = list(found.order_by("date", "pk"))
    times = touched(Meeting, [meeting.pk for meeting in found])
    for meeting in found:
        days = {"": meeting.date, "-updates": meeting.updates_by, "-papers": meeting.papers_by}
        count, last = times.get(meeting.pk, (0, meeting.recorded_at or LONG_AGO))
        for what, on in days.items():
            if on:
                yield _meeting(meeting, what, on, count, last)


LONG_AGO = datetime.datetime(2015, 1, 1, tzinfo=datetime.UTC)
"""For a meeting of which nothing is recorded."""

MEETING = {"": "{}", "-updates": "Last day for updates: {}", "-papers": "Papers due: {}"}


def _meeting(meeting, what, on, count, last):
    called = meeting.kind if what == "" else str(meeting)
    return Entry(
        uid=f"meeting-{meeting.pk}{what}@{_host()}",
        day=on,
        summary=f"{MEETING[what].format(called)}, {meeting.board.name}",
        description=f"{meeting}\n\n{meeting.board.name}",
        url=settings.SITE + reverse("boards:meetings", args=[meeting.board.slug]),
        times=count,
        changed=last,
    )


def _host():
    return urlsplit(settings.SITE).hostname or "safeboard"
