"""From one plan to the next: what goes on, what stays, and the end of the old plan."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeboard.boards.models import Agency, LeadName, Theme
from safeboard.boards.services import add_meeting
from safeboard.history.models import Event
from safeboard.history.services import CommandLine
from safeboard.plans import access, queries, services, shelf
from safeboard.plans.models import (
    Action,
    Carried,
    Closing,
    DateConfirmed,
    Issue,
    LegendMeaning,
    Plan,
    Priority,
    Update,
)
from safeboard.plans.notes import Note
from safeboard.plans.outline import IssueLine, PriorityLine
from safeboard.plans.services.renewing import MEANWHILE
from safeboard.plans.services.standing import columns_of
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.factories import promise

pytestmark = pytest.mark.django_db

DAY = datetime.date
APRIL = DAY(2016, 4, 10)
ACCEPTED = datetime.datetime(2015, 6, 1, 9, tzinfo=datetime.UTC)
BY = CommandLine("The Manager")


def on(month, day, hour=12, year=2016):
    return {"at": datetime.datetime(year, month, day, hour, tzinfo=datetime.UTC)}


CARRIED = {"by": BY, **on(3, 31)}
NEXT = {"title": "Business Plan 2018-21", "starts": DAY(2018, 4, 1), "ends": DAY(2021, 3, 31)}
STEPS = "First review Dec 15, Refresh in June 16"


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


def a_plan(board, *promises, priorities=None, at=ACCEPTED):
    outline = make.an_outline(*promises)
    if priorities:
        outline.priorities = priorities
    return services.accept_reading(make.a_draft(board, outline), by=BY, at=at)


@pytest.fixture
def plan(board):
    """Audit is open and late, Train is open, Report is done."""
    return a_plan(
        board,
        promise("Audit", due="Dec-15", leads=["Quality Group", "RB"]),
        promise("Train", due="June 2016", leads=[]),
        promise("Report", rating="green"),
    )


def named(plan, words):
    return Action.objects.get(issue__priority__plan=plan, words=words)


def keys(plan, *words):
    return [named(plan, one).pk for one in words]


def started(plan, *words, **more):
    return services.start_next_plan(plan, **{"carry": keys(plan, *words), **NEXT, **CARRIED, **more})


def picture(plan, day, **more):
    return queries.picture_of(Plan.objects.select_related("board").get(pk=plan.pk), day=day, **more)


def shown(plan, words, day=APRIL, **more):
    return next(one for one in picture(plan, day, **more).actions if one.words == words)


def refusal(verb, *args, **what):
    with pytest.raises(ValidationError) as refused:
        verb(*args, **what)
    return refused.value.messages[0]


# --- What goes on ---


def test_the_next_plan_has_its_own_name_and_years_and_the_old_ones_ways(plan):
    services.change_meaning(plan, meanings={"blue": "Not begun"}, by=BY, **on(2, 1))
    into = started(plan, "Audit", purpose="To keep children safe.")
    assert (into.title, into.starts, into.ends, into.follows, into.board) == (
        *NEXT.values(),
        plan,
        plan.board,
    )
    assert (into.columns, into.marking, into.purpose) == (
        plan.columns,
        plan.marking,
        "To keep children safe.",
    )
    assert picture(into, DAY(2016, 4, 1)).legend == picture(plan, DAY(2016, 4, 1)).legend


def test_an_action_goes_on_with_its_words_leads_and_date_and_nothing_of_its_progress(plan):
    into = started(plan, "Audit", words="Half of it is done.")
    now = shown(into, "Audit")
    assert ([name for _, name in now.leads], now.due.written, now.due.latest) == (
        ["Quality Group", "RB"],
        "Dec-15",
        DAY(2015, 12, 31),
    )
    assert (now.said, now.rating, now.done, now.new, now.moved, now.date_to_confirm) == (
        [],
        "",
        False,
        False,
        [],
        True,
    )
    origin = now.came_from
    assert (origin.plan_title, origin.action_pk, origin.first_due, origin.words, origin.by_name) == (
        plan.title,
        named(plan, "Audit").pk,
        "Dec-15",
        "Half of it is done.",
        "The Manager",
    )
    assert (now.origin, now.origin_url) == (
        f"Carried from {plan.title}",
        f"/actions/{origin.action_pk}/",
    )


def test_nothing_is_copied_as_done(plan):
    into = started(plan, "Audit", "Train")
    assert [one.words for one in picture(into, DAY(2016, 4, 1)).actions] == ["Audit", "Train"]
    assert not Update.objects.filter(action__issue__priority__plan=into).exists()


def test_it_goes_on_as_it_stands_not_as_it_was_first_written(board, plan):
    action, agency = named(plan, "Audit"), Agency.objects.create(name="Police")
    changes = {"words": "Audit twenty", "leads": ["PPPG"], "impact": "Fewer wait", "budget": "£200"}
    changes |= {"contributors": [agency], "marking": "restricted"}
    services.change_part(action, changes=changes, by=BY, **on(2, 1))
    meeting = add_meeting(board=board, date=DAY(2016, 3, 1), by=BY, **on(2, 1))
    services.move_date(action, becomes="June 16", why="Late data", meeting=meeting, by=BY, **on(3, 2))
    into = started(plan, carry=[action.pk])
    now = shown(into, "Audit twenty")
    assert (now.leads[0][1], now.impact, now.budget, now.contributors, now.marking) == (
        "PPPG",
        "Fewer wait",
        "£200",
        [(agency.pk, "Police")],
        "restricted",
    )
    assert (now.due.written, now.came_from.first_due, now.months_slipped) == ("June 16", "Dec-15", 0)


def test_the_first_date_told_later_is_the_one_it_had_there(plan):
    services.tell_first_date(named(plan, "Train"), first="March 2015", why="An old paper", by=BY, **on(3, 1))
    assert shown(started(plan, "Train"), "Train").came_from.first_due == "March 2015"


def test_steps_not_met_go_along_and_the_met_ones_stay(board):
    plan = a_plan(board, promise("Review", due=STEPS), promise("Check", due="Reviewed annually – March 2016"))
    for words in ("Review", "Check"):
        services.meet_step(named(plan, words), position=0, by=BY, **on(3, 20))
    into = started(plan, "Review", "Check")
    review, check = shown(into, "Review"), shown(into, "Check")
    assert (review.due.written, [step.label for step in review.due.milestones]) == (STEPS, ["Refresh"])
    assert (review.late_after, check.late_after) == (DAY(2016, 6, 30), DAY(2017, 3, 31))
    services.meet_step(named(into, "Review"), position=0, by=BY, **on(6, 1))
    assert shown(into, "Review", DAY(2016, 6, 2)).met == {0}


def test_only_places_with_something_in_them_go_along_unless_all_are_wanted(board):
    def a_priority(title, *issues):
        return PriorityLine(title, number=title[0], outcomes=[f"{title} is better"], issues=list(issues))

    def an_issue(words, *actions):
        return IssueLine(words, number="9", number_written=True, actions=list(actions))

    priorities = [
        a_priority(
            "A", an_issue("Drift", promise("Audit")), an_issue("Over", promise("Done", rating="green"))
        ),
        a_priority("B", an_issue("Nothing")),
    ]
    few = a_plan(board, priorities=priorities)
    theme = Theme.objects.create(board=board, name="Neglect")
    few.priorities.first().themes.add(theme)
    into = picture(started(few, "Audit"), DAY(2016, 4, 1))
    assert [(one.title, [outcome.words for outcome in one.outcomes]) for one in into.priorities] == [
        ("A", ["A is better"])
    ]
    assert [(one.words, one.number, one.number_written) for one in into.issues] == [("Drift", "9", True)]
    assert list(Priority.objects.get(pk=into.priorities[0].pk).themes.all()) == [theme]
    all_of_it = a_plan(make.a_board(), priorities=priorities)
    into = picture(started(all_of_it, "Audit", whole=True), DAY(2016, 4, 1))
    assert [one.title for one in into.priorities] == ["A", "B"]
    assert [one.words for one in into.issues] == ["Drift", "Over", "Nothing"]


def test_the_columns_for_finding_say_what_the_picture_says(plan):
    into = started(plan, "Audit", "Train")
    now = {one.pk: columns_of(one) for one in picture(into, DAY(2016, 3, 31), ahead=True).actions}
    kept = Action.objects.filter(issue__priority__plan=into).values("pk", *next(iter(now.values())))
    assert {row.pop("pk"): row for row in kept} == now
    assert [one["now_heard_on"] for one in now.values()] == [DAY(2015, 12, 1)] * 2


def test_a_hundred_and_fifty_go_on_in_a_handful_of_statements_more_than_three(board):
    """SQLite takes long lists of rows in pieces."""

    def asked(count):
        plan = a_plan(make.a_board(), *(promise(f"Action {n}", due=STEPS) for n in range(count)))
        carry = [action.pk for action in make.actions_of(plan)]
        with CaptureQueriesContext(connection) as statements:
            services.start_next_plan(plan, carry=carry, **NEXT, **CARRIED)
        return len(statements)

    assert asked(150) <= asked(3) + 10 < 90


def test_history_says_who_started_it(plan):
    into = started(plan, "Audit", drop={named(plan, "Train").pk: "No money"})
    event = Event.objects.get(verb="started")
    assert (event.thing_id, event.by_name, event.details) == (
        into.pk,
        "The Manager",
        {"follows": plan.pk, "carried": 1, "dropped": 1},
    )
    assert Event.objects.get(verb="dropped").thing_id == named(plan, "Train").pk


# --- The two plans on each side of the day ---


def test_until_that_day_it_was_late_in_the_old_plan_and_then_it_is_owed_in_the_new(plan):
    into = started(plan, "Audit")
    before, after = DAY(2016, 3, 30), DAY(2016, 3, 31)
    assert [shown(plan, "Audit", day).late for day in (before, after)] == [True, False]
    assert [shown(plan, "Audit", day).went_on is None for day in (before, after)] == [True, False]
    assert [[one.late for one in picture(into, day).actions] for day in (before, after)] == [[], [True]]
    assert shown(plan, "Audit", after).went_on.action_pk == named(into, "Audit").pk


def test_what_was_known_before_knows_nothing_of_it(plan):
    into = started(plan, "Audit")
    confirmed = {"at": datetime.datetime(2016, 4, 2, tzinfo=datetime.UTC)}
    services.confirm_date(named(into, "Audit"), by=BY, **confirmed)
    services.carry_on(plan, carry=keys(plan, "Train"), by=BY, **on(4, 3))
    services.close_plan(plan, by=BY, **on(4, 4))
    day = DAY(2016, 6, 1)

    def known(moment):
        old, new = (picture(one, day, known_at=moment["at"]) for one in (plan, into))
        return (
            [one.words for one in old.actions if one.went_on],
            [(one.words, one.date_to_confirm) for one in new.actions],
            old.closed is not None,
        )

    assert known(on(3, 30)) == ([], [], False)
    assert known(on(4, 1)) == (["Audit"], [("Audit", True)], False)
    assert known(on(4, 2, 13)) == (["Audit"], [("Audit", False)], False)
    assert known(on(4, 5)) == (["Audit", "Train"], [("Audit", False), ("Train", True)], True)


def test_what_was_heard_before_it_was_carried_is_heard(board, plan):
    """A lead who spoke in March is not silent in the plan that begins in April."""
    services.post_update(named(plan, "Audit"), words="Nearly.", by=BY, **on(3, 20))
    add_meeting(board=board, date=DAY(2016, 3, 8), by=BY, **on(1, 1))
    into = started(plan, "Audit", "Train")
    assert [shown(into, words).silent for words in ("Audit", "Train")] == [False, True]


def test_the_day_of_what_was_said_in_secret_is_not_told_to_others(plan):
    services.post_update(named(plan, "Train"), words="Her name.", by=BY, **on(3, 1))
    Update.objects.bulk_create(
        [
            Update(
                action=named(plan, "Audit"),
                words="Her name.",
                effective_on=DAY(2016, 3, 20),
                marking="restricted",
                came="web",
                by_name="X",
                **{"recorded_at": on(3, 20)["at"]},
            )
        ]
    )
    services.restand(plan, **on(3, 21))
    into = started(plan, "Audit", "Train")
    heard = [
        [shown(into, words, restricted=may).heard_on for words in ("Audit", "Train")] for may in (True, False)
    ]
    assert heard == [[DAY(2016, 3, 20), DAY(2016, 3, 1)], [None, DAY(2016, 3, 1)]]


def test_a_lead_renamed_since_is_called_by_the_new_name(plan):
    lead = named(plan, "Audit").leads.get(name="RB")
    LeadName.objects.create(
        lead=lead, name="Quality Lead", effective_on=DAY(2016, 2, 1), recorded_at=ACCEPTED, by_name="X"
    )
    assert [name for _, name in shown(started(plan, "Audit"), "Audit").leads] == [
        "Quality Group",
        "Quality Lead",
    ]


# --- Refusals ---


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"title": "  "}, "Enter the title of the next plan"),
        ({"title": "x" * 301}, "Enter a title of at most 300 letters"),
        ({"ends": DAY(2017, 1, 1)}, "Enter a last day that is not before the first"),
    ],
)
def test_a_plan_without_a_name_or_with_years_the_wrong_way_round_is_refused(plan, more, sentence):
    assert refusal(started, plan, "Audit", **more) == sentence
    assert (Plan.objects.count(), Carried.objects.count()) == (1, 0)


def test_what_is_done_or_of_another_plan_is_not_carried(board, plan):
    other = a_plan(board, promise("Elsewhere"))
    for wrong in ([named(plan, "Report").pk], [named(other, "Elsewhere").pk]):
        assert refusal(started, plan, carry=wrong) == MEANWHILE
    assert Plan.objects.count() == 2


def test_a_drop_needs_a_reason_and_is_no_carrying(plan):
    audit = named(plan, "Audit").pk
    assert refusal(started, plan, drop={audit: " "}) == "Enter why each is dropped"
    both = "An action is either carried on or dropped: choose one of the two."
    assert refusal(started, plan, "Audit", drop={audit: "Merged"}) == both
    assert (Plan.objects.count(), named(plan, "Audit").now_dropped) == (1, False)


def test_a_second_click_starts_no_second_plan(plan):
    started(plan, "Audit")
    again = "“Business Plan 2018-21” follows this plan already. Carry on into that one."
    assert refusal(started, plan, "Audit") == again
    assert (Plan.objects.count(), Carried.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("verb", "what"),
    [
        (services.post_update, {"words": "More."}),
        (services.ask_for_date, {"becomes": "June 2019", "why": "Late"}),
        (services.rate_over, {"rating": "red", "why": "Late"}),
        (services.change_part, {"changes": {"words": "Other"}, "why": "So"}),
        (services.drop_part, {"why": "Merged"}),
        (services.move_part, {}),
    ],
)
def test_what_went_on_is_said_there_and_not_here(plan, verb, what):
    started(plan, "Audit")
    sentence = "This action goes on in “Business Plan 2018-21” since 31 March 2016: say it there."
    assert refusal(verb, named(plan, "Audit"), by=BY, **what, **on(4, 1)) == sentence


def test_neither_plan_may_be_withdrawn_once_something_was_carried(plan):
    into = started(plan, "Audit")
    for one in (plan, into):
        assert refusal(services.withdraw_plan, one, why="In error", by=BY, **on(4, 1)).startswith(
            "Actions were carried from it or into it"
        )
    assert not Plan.objects.filter(withdrawn_at__isnull=False).exists()


# --- Carrying more ---


def test_what_was_left_is_carried_later_into_the_same_issue(plan):
    into = started(plan, "Audit")
    services.carry_on(plan, carry=keys(plan, "Train"), by=BY, **on(4, 3))
    (issue,) = picture(into, DAY(2016, 4, 3)).issues
    assert [one.words for one in issue.actions] == ["Audit", "Train"]
    assert (
        Priority.objects.filter(plan=into).count(),
        Issue.objects.filter(priority__plan=into).count(),
    ) == (
        1,
        1,
    )


def test_where_the_place_was_renamed_meanwhile_it_gets_one_of_its_own(plan):
    into = started(plan, "Audit")
    issue = Issue.objects.get(priority__plan=into)
    services.change_part(issue, changes={"words": "Children wait"}, by=BY, **on(4, 1))
    services.add_action(issue, words="New", by=BY, **on(4, 1))
    services.carry_on(plan, carry=keys(plan, "Train"), by=BY, **on(4, 3))
    assert [
        (one.words, [action.words for action in one.actions]) for one in picture(into, DAY(2016, 4, 3)).issues
    ] == [("Children wait", ["Audit", "New"]), ("Cases drift", ["Train"])]


def test_nothing_is_carried_where_no_plan_follows_or_twice(plan):
    assert refusal(services.carry_on, plan, carry=keys(plan, "Train"), by=BY, **on(4, 3)) == (
        "No plan follows this one yet: start the next plan first."
    )
    started(plan, "Audit")
    again = {"carry": keys(plan, "Audit"), "by": BY, **on(4, 3)}
    assert refusal(services.carry_on, plan, **again) == MEANWHILE


# --- The date ---


def test_a_date_is_confirmed_once(plan):
    action = named(started(plan, "Audit"), "Audit")
    row = services.confirm_date(action, words=" The board agreed. ", by=BY, **on(4, 2))
    assert (row.words, row.effective_on, shown(action.plan, "Audit").date_to_confirm) == (
        "The board agreed.",
        DAY(2016, 4, 2),
        False,
    )
    assert refusal(services.confirm_date, action, by=BY, **on(4, 3)) == (
        "The date of this action does not wait to be confirmed."
    )
    assert (DateConfirmed.objects.count(), Event.objects.filter(verb="confirmed the date of").count()) == (
        1,
        1,
    )


def test_a_date_of_its_own_is_not_confirmed(plan):
    assert refusal(services.confirm_date, named(plan, "Audit"), by=BY, **on(4, 3)) == (
        "The date of this action does not wait to be confirmed."
    )


def test_a_new_date_agreed_is_a_date_confirmed(board, plan):
    action = named(started(plan, "Audit"), "Audit")
    request = services.ask_for_date(action, becomes="June 2018", why="A new year", by=BY, **on(4, 2))
    waits = shown(action.plan, "Audit").date_to_confirm
    meeting = add_meeting(board=board, date=DAY(2016, 4, 5), by=BY, **on(4, 2))
    services.agree_date(request, meeting=meeting, by=BY, **on(4, 6))
    assert (waits, shown(action.plan, "Audit").date_to_confirm) == (True, False)


# --- The end of the old plan ---


def test_a_plan_with_open_actions_is_not_closed_and_says_where_they_are(plan):
    one, two = (
        "Carry it on, or drop it with a reason, first.",
        "Carry them on, or drop them with a reason, first.",
    )
    assert refusal(services.close_plan, plan, by=BY, **on(4, 4)) == (
        f"2 actions are still open: 2 in 1. Children are heard. {two}"
    )
    started(plan, "Audit")
    assert refusal(services.close_plan, plan, by=BY, **on(4, 4)) == (
        f"1 action is still open: 1 in 1. Children are heard. {one}"
    )
    assert not Closing.objects.exists()


@pytest.fixture
def closed(plan):
    started(plan, "Audit", drop={named(plan, "Train").pk: "No money"})
    services.close_plan(plan, words="The year is over.", by=BY, **on(4, 4))
    return plan


def test_a_closed_plan_says_since_when_and_by_whom(closed):
    told = picture(closed, DAY(2016, 4, 4)).closed
    assert (told.words, told.by_name, told.effective_on) == (
        "The year is over.",
        "The Manager",
        DAY(2016, 4, 4),
    )
    assert picture(closed, DAY(2016, 4, 3)).closed is None
    assert Event.objects.get(verb="closed").details == {"words": "The year is over."}


ENDED = (
    "“Business Plan 2015-18” was closed on 4 April 2016: nothing in it can be added to or changed. "
    "It goes on in “Business Plan 2018-21”."
)


@pytest.mark.parametrize(
    ("verb", "what"),
    [
        (services.post_update, {"words": "More."}),
        (services.assure, {"words": "Seen"}),
        (services.say_difference, {"answer": "yes", "words": "Fewer"}),
        (services.change_part, {"changes": {"words": "Other"}, "why": "So"}),
        (services.drop_part, {"why": "Merged"}),
        (services.take_up_part, {}),
    ],
)
def test_nothing_is_said_to_what_stands_in_a_closed_plan(closed, verb, what):
    assert refusal(verb, named(closed, "Report"), by=BY, **what, **on(4, 5)) == ENDED


def test_a_closed_plan_is_not_shaped_or_closed_again(closed):
    acts = {"by": BY, **on(4, 5)}
    meeting = add_meeting(board=closed.board, date=DAY(2016, 4, 5), **acts)
    refused = [
        refusal(services.add_priority, closed, title="More", **acts),
        refusal(services.adopt_plan, closed, meeting=meeting, **acts),
        refusal(services.change_meaning, closed, meanings={"red": "Late"}, **acts),
        refusal(services.close_plan, closed, **acts),
        refusal(services.carry_on, closed, carry=[], **acts),
        refusal(services.start_next_plan, closed, carry=[], **NEXT, **acts),
    ]
    assert refused == [ENDED] * 6
    assert (Closing.objects.count(), Plan.objects.count()) == (1, 2)


def test_nothing_of_a_closed_plan_is_owed_by_anybody(board):
    lead, chair = make.someone("lead", board), make.someone("chair", board)
    plan = a_plan(board, promise("Audit"), promise("Report"), promise("Tell"))
    seat = lead.seats.get()
    seat.answers_for.set(named(plan, "Audit").leads.all())
    for words in ("Report", "Tell"):
        update = services.post_update(
            named(plan, words), words="Done.", complete=True, evidence="Minutes", by=lead, **on(2, 1)
        )
        if words == "Tell":
            services.assure(named(plan, words), words="Seen.", by=chair, ask_on=DAY(2016, 3, 1), **on(2, 2))
        assert update.complete

    def owed():
        doors = (access.actions_of(lead), access.differences_of(lead), access.completions_to_assure(chair))
        return [[action.words for action in door] for door in doors]

    assert owed() == [["Audit"], ["Tell"], ["Report"]]
    into = started(plan, "Audit")
    mine = {(action.plan.pk, action.words) for action in access.actions_of(lead)}
    assert mine == {(into.pk, "Audit")}
    services.close_plan(plan, by=BY, **on(4, 4))
    assert owed() == [["Audit"], [], []]


def test_a_date_asked_for_in_the_old_plan_waits_for_nobody_once_it_went_on(board, plan):
    chair = make.someone("chair", board)
    request = services.ask_for_date(named(plan, "Audit"), becomes="June 2017", why="Late", by=BY, **on(3, 1))
    assert [action.words for action in access.dates_to_answer(chair)] == ["Audit"]
    started(plan, "Audit")
    assert list(access.dates_to_answer(chair)) == []
    late = {"meeting": add_meeting(board=board, date=DAY(2016, 4, 5), by=BY, **on(4, 1)), "by": chair}
    assert "goes on in" in refusal(services.agree_date, request, **late, **on(4, 6))


def test_the_plan_that_is_worked_comes_before_a_closed_one_brought_in_later(board, closed):
    into = Plan.objects.get(follows=closed)
    late = a_plan(board, promise("Done", rating="green"), at=on(5, 1)["at"])
    services.close_plan(late, by=BY, **on(5, 2))
    assert list(shelf.plans_on(board)) == [into, late, closed]
    assert queries.latest_plan(board) == into
    assert list(Plan.objects.working()) == [into]


def test_a_board_whose_only_plan_is_closed_still_shows_it(board):
    plan = a_plan(board, promise("Done", rating="green"))
    services.close_plan(plan, by=BY, **on(4, 4))
    assert queries.latest_plan(board) == plan
    assert "It goes on" not in refusal(services.close_plan, plan, by=BY, **on(4, 5))


def test_a_story_leads_back_through_two_years(plan):
    second = started(plan, "Audit")
    third = services.start_next_plan(
        second,
        title="Third",
        starts=None,
        ends=None,
        carry=keys(second, "Audit"),
        by=BY,
        **on(3, 31, year=2017),
    )
    now = shown(third, "Audit", DAY(2017, 4, 1))
    assert (now.came_from.plan_pk, now.heard_on) == (second.pk, DAY(2015, 12, 1))
    assert shown(second, "Audit", DAY(2017, 4, 1)).came_from.plan_pk == plan.pk


def test_notes_stay_where_they_were_written(board):
    plan = a_plan(board, promise("Audit", notes=[Note("Begun.", DAY(2015, 12, 1), "Update Dec 15:")]))
    into = started(plan, "Audit")
    assert [[note.words for note in shown(one, "Audit").notes] for one in (plan, into)] == [["Begun."], []]


def test_the_legend_of_the_next_plan_is_its_own(plan):
    into = started(plan, "Audit")
    services.change_meaning(into, meanings={"red": "Behind"}, by=BY, **on(4, 2))
    assert [picture(one, DAY(2016, 4, 3)).legend["red"] for one in (plan, into)] == ["Off target", "Behind"]
    assert LegendMeaning.objects.filter(plan=into, by_name="").count() == 3
