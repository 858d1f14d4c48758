"""What a page, a command or a paper needs to read, ready to show."""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from safeboard.boards.models import Agency, Meeting
from safeboard.boards.queries import agencies_of, meetings_were
from safeboard.plans import access
from safeboard.plans.models import Action, Adoption, LegendMeaning, Marking, Plan
from safeboard.plans.painting import OF_THE_BOARD, paint, paint_days
from safeboard.plans.picture import PlanPicture


def latest_plan(board):
    """The board's plan that is worked and was accepted last, else the one closed last; None where it has none."""
    return access.plans_of(board).select_related("board").first()


def plan_after(plan):
    """The standing plan that follows this one, or None. One query."""
    return Plan.objects.filter(follows=plan).select_related("board").standing().first()


def meanings_of(plan):
    """Every meaning that a rating of the plan was given, the first first. One query."""
    return list(LegendMeaning.objects.filter(plan=plan).order_by("pk"))


def legends_of(plan):
    """Every legend a plan has had, rating -> meaning, the newest first: a paper may have been printed with any. One query."""
    legends: list[dict[str, str]] = [{}]
    for _, rows in groupby(meanings_of(plan), key=lambda row: (row.recorded_at, row.effective_on)):
        legends.append(legends[-1] | {row.rating: row.meaning for row in rows})
    return legends[:0:-1]


def newest_meaning(meanings):
    """The key of the last of them, 0 where there is none."""
    return max((row.pk for row in meanings), default=0)


def same_file(board, sha256):
    """A standing plan of this board made from the same bytes, or None."""
    return Plan.objects.filter(board=board, reading__document__sha256=sha256).standing().first()


def picture_of(plan, *, day, ahead=False, known_at=None, restricted=True):
    """The whole plan as it stands on a day, see `painting.paint`."""
    return paint([plan], day=day, ahead=ahead, known_at=known_at, restricted=restricted)[0]


def picture_and_before(plan, *, day, days, since=None, restricted=True):
    """The plan as was asked for (day: where no day was), and as it stood on an earlier day: on `since`, else at the last
    meeting of the board, else when it was updated. The second is None where nobody knows such a day."""
    told = {"known_at": end_of(days.known_at), "restricted": restricted}
    after = picture_of(plan, **told, **days.shown(day))
    since = since or after.since
    return after, picture_of(plan, day=since, **told) if since and since <= after.day else None


def trend_of(plan, *, day, known_at=None, restricted=True, meetings=6):
    """The plan at each of the last so many meetings of its board before a day, and on the day. As many queries as one picture
    and two more."""
    days = days_of_the_board(plan, day=day, known_at=known_at)[-meetings:]
    return paint_days(plan, days=[*days, day], known_at=known_at, restricted=restricted)


def days_of_the_board(plan, *, day, known_at=None):
    """The days of the board's meetings before a day at which the plan was there, soonest first."""
    begins = plan.starts or datetime.date.min
    return [one for one in days_of_boards(plan, known_at=known_at) if begins <= one < day]


def days_of_boards(plan, *, known_at=None):
    """The days of every meeting of the plan's board, soonest first, as they were known at a moment. Two queries, or one."""
    were = meetings_were({plan.board_id}, known_at=known_at)
    rows = Meeting.objects.filter(board=plan.board_id)
    if known_at:
        rows = rows.filter(Q(recorded_at__isnull=True) | Q(recorded_at__lte=known_at))
    known = (were.get(row.pk, row) for row in rows)
    return sorted({one.date for one in known if one.kind == OF_THE_BOARD})


def meetings_of(plan):
    """The meetings of a plan's board, soonest first. One query."""
    return list(Meeting.objects.filter(board=plan.board_id))


def adoptions_of(plan, *, day, known_at=None):
    """Where the plan and its yearly refreshes were adopted, by a day, the first first: the meetings as they were known.

    One query; two with known_at.
    """
    rows = Adoption.objects.filter(plan=plan, effective_on__lte=day).select_related("meeting")
    if known_at:
        rows = rows.filter(recorded_at__lte=known_at)
    were = meetings_were([plan.board_id], known_at=known_at)
    adoptions = list(rows.order_by("effective_on", "pk"))
    for adoption in adoptions:
        if was := were.get(adoption.meeting_id):
            adoption.meeting.date, adoption.meeting.kind = was.date, was.kind
    return adoptions


def agencies_to_choose(board, *, today, also=()):
    """{key: Agency}: those on the board, by name, and those of the keys in `also`."""
    found = {agency.pk: agency for agency in agencies_of(board, today=today)}
    missing = set(also) - set(found)
    return found | (Agency.objects.in_bulk(missing) if missing else {})


def action_picture(action, *, day, ahead=False, known_at=None, restricted=True):
    """One action inside its issue and priority, dropped or not, and its plan with nothing else in it."""
    plan = action.issue.priority.plan
    (picture,) = paint(
        [plan], day=day, ahead=ahead, known_at=known_at, restricted=restricted, only=[action.pk]
    )
    shown = next(
        (found for found in [*picture.actions, *picture.left_out.actions] if found.pk == action.pk), None
    )
    return shown, picture


def pictures_of_actions(actions, *, day, restricted):
    """The pictures of these actions, over all their plans, as they stand. actions: a queryset; see `paint` for restricted."""
    found = list(actions.values_list("pk", "issue__priority__plan"))
    plans = Plan.objects.filter(pk__in={plan for _, plan in found}).select_related("board")
    return paint(plans, day=day, ahead=True, restricted=restricted, only=[pk for pk, _ in found])


def end_of(day):
    """The last moment of a day, as `known_at`; None where no day is given."""
    return day and timezone.make_aware(datetime.datetime.combine(day, datetime.time.max))


@dataclass(frozen=True, slots=True)
class Work:
    """What a person owes and may answer: the pictures it is in, and the keys of the actions by what they ask.

    user: the person's key. next_boards: {plan's key: the next meeting of its board, today's too}.
    """

    user: int
    pictures: list[PlanPicture]
    owed: set[int]
    differences: set[int]
    dates: set[int]
    assurances: set[int]
    next_boards: dict[int, datetime.date]


def work_of(user, *, day):
    """A person's work over all their boards, in a fixed number of queries."""
    owed, differences, dates, assurances = (
        set(door(user).values_list("pk", flat=True))
        for door in (
            access.actions_of,
            access.differences_of,
            access.dates_to_answer,
            access.completions_to_assure,
        )
    )
    restricted = access.boards_with_restricted(user)
    open_to = ~Q(issue__priority__plan__marking=Marking.RESTRICTED) | Q(
        issue__priority__plan__board__in=restricted
    )
    actions = Action.objects.filter(open_to, pk__in=owed | differences | dates | assurances)
    pictures = pictures_of_actions(actions, day=day, restricted=restricted)
    return Work(user.pk, pictures, owed, differences, dates, assurances, next_boards_of(pictures, day=day))


def next_boards_of(pictures, *, day):
    """{plan's key: the day of the next meeting of its board}, for plans whose board has one to come. One query."""
    meetings = Meeting.objects.filter(
        kind=OF_THE_BOARD, date__gte=day, board__plans__in=[picture.pk for picture in pictures]
    )
    return dict(meetings.order_by("-date").values_list("board__plans", "date"))
