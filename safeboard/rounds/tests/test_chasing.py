"""What an open round does by itself: reminders on working days to those who still owe, and the close."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from safeboard.history.queries import events_of
from safeboard.outbox.models import Message, State
from safeboard.plans.models import Action, Typing
from safeboard.plans.services import (
    ask_for_date,
    drop_part,
    keep_typing,
    post_update,
    rate_over,
    withdraw_plan,
)
from safeboard.plans.tests.factories import a_board, a_plan, actions_of, promise, someone
from safeboard.rounds import services
from safeboard.rounds.models import Asked, Reminder, Round
from safeboard.rounds.reminders import reminder_days
from safeboard.rounds.tests.makers import BY, OPENED, a_meeting, a_round, addressee, answering, on

pytestmark = pytest.mark.django_db
BEFORE, NEXT, AFTER = on("2016-03-29"), on("2016-03-30"), on("2016-04-04")


@pytest.fixture
def board():
    return a_board("Harrowmere")


@pytest.fixture
def plan(board):
    return a_plan(board, promise("One"), promise("Two"))


@pytest.fixture
def lead(board, plan):
    return answering(board, "Quality Group")


@pytest.fixture
def round(board, plan, lead):
    return a_round(board)


def reminders(user=None):
    found = Message.objects.filter(subject__startswith="Reminder").order_by("pk")
    return list(found.filter(user=user) if user else found)


def tell(action, *, by, at=OPENED, **more):
    return post_update(action, words="Well under way", by=by, at=at + datetime.timedelta(hours=1), **more)


def days(offsets, **more):
    usual = {
        "opens_on": datetime.date(2016, 3, 1),
        "updates_by": datetime.date(2016, 4, 1),
        "closes_on": datetime.date(2016, 4, 30),
    }
    return [(day.number, day.on.isoformat()) for day in reminder_days(offsets, **{**usual, **more})]


# --- On which days ---


def test_a_reminder_due_on_good_friday_or_easter_monday_goes_on_the_tuesday():
    assert days([-7]) == days([-4]) == [(1, "2016-03-29")]


def test_of_two_that_meet_on_one_day_the_later_goes():
    assert days([-7, -4, 1]) == [(2, "2016-03-29"), (3, "2016-04-04")]


def test_none_goes_before_the_opening_or_after_the_close():
    opens, closes = datetime.date(2016, 3, 29), datetime.date(2016, 4, 3)
    assert days([-7, -2, 1], opens_on=opens, closes_on=closes) == [(2, "2016-03-30")]


def test_on_easter_monday_nothing_is_sent_and_on_tuesday_it_is(round):
    assert [services.chase(at=on(day)) for day in ("2016-03-25", "2016-03-28", "2016-03-29")] == [0, 0, 1]


@pytest.mark.parametrize(("hour", "made"), [(7, 0), (8, 1), (17, 1), (18, 0)])
def test_reminders_are_made_in_office_hours(round, hour, made):
    assert services.chase(at=on("2016-03-29", hour)) == made


def test_a_day_that_was_missed_is_made_up_for_by_the_latest_only(round):
    assert services.chase(at=on("2016-04-05")) == 1
    assert list(Reminder.objects.values_list("number", "due_on")) == [(3, datetime.date(2016, 4, 4))]


def test_what_was_missed_is_not_made_up_for_at_a_weekend(round):
    assert [services.chase(at=on(day)) for day in ("2016-04-02", "2016-04-03")] == [0, 0]


# --- To whom, and once ---


def test_each_day_makes_its_reminders_once_however_often_the_job_runs(round, lead):
    made = [services.chase(at=at) for at in (BEFORE, BEFORE, on("2016-03-29", 11), NEXT, NEXT, AFTER, AFTER)]
    assert made == [1, 0, 0, 1, 0, 1, 0]
    assert [message.key for message in reminders()] == [
        f"round {round.pk} reminder {number} to {lead.pk}" for number in (1, 2, 3)
    ]


def test_it_lists_only_what_is_still_owed(round, plan, lead):
    tell(actions_of(plan)[0], by=lead)
    services.chase(at=BEFORE)
    (message,) = reminders()
    lines = [line for line in message.body.splitlines() if line[:1].isdigit()]
    assert (message.subject, lines) == (
        "Reminder: 1 action of Harrowmere still to update, by 1 April 2016",
        ["1. Two"],
    )


def test_whoever_owes_nothing_is_left_in_peace(round, plan, lead):
    for action in actions_of(plan):
        tell(action, by=lead)
    assert services.chase(at=BEFORE) == 0


def test_a_word_by_anybody_counts_however_it_came(round, board, plan):
    manager = someone("business_manager", board)
    for action in actions_of(plan):
        tell(action, by=manager, on_behalf_of="Quality Group", heard="phone")
    assert services.chase(at=BEFORE) == 0


def test_a_date_asked_for_counts_as_an_answer(round, plan, lead):
    for action in actions_of(plan):
        ask_for_date(action, becomes="June 2016", why="The report is late", by=lead, at=OPENED)
    assert services.chase(at=BEFORE) == 0


def test_a_rating_set_over_the_leads_is_no_answer(round, board, plan):
    chair = someone("chair", board)
    for action in actions_of(plan):
        rate_over(action, rating="red", why="Nothing to see", by=chair, at=OPENED)
    assert services.chase(at=BEFORE) == 1


def test_what_was_said_before_the_round_is_no_answer(board, plan, lead):
    tell(actions_of(plan)[0], by=lead, at=on("2016-03-20"))
    a_round(board)
    assert Asked.objects.all().owed(BEFORE).count() == 2


def test_what_was_dropped_since_is_not_chased(round, plan):
    for action in actions_of(plan):
        drop_part(action, why="Not ours", by=BY, at=OPENED)
    assert services.chase(at=BEFORE) == 0


def test_a_seat_that_ended_yesterday_is_not_reminded(round, lead):
    lead.seats.update(ends=datetime.date(2016, 3, 28))
    assert services.chase(at=BEFORE) == 0


def test_who_has_opted_out_since_is_not_reminded(round, lead):
    lead.seats.update(wants_reminders=False)
    assert services.chase(at=BEFORE) == 0


def test_whose_link_was_revoked_is_not_reminded(round, lead):
    services.revoke(addressee(round, lead), by=BY, at=OPENED)
    assert services.chase(at=BEFORE) == 0


def test_another_boards_people_are_reminded_of_their_own(round, board, lead):
    other = a_board("Aldermoor")
    a_plan(other)
    theirs = answering(other, "Quality Group")
    a_round(other)
    services.chase(at=BEFORE)
    assert [(one.board.name, one.user) for one in reminders()] == [
        ("Harrowmere", lead),
        ("Aldermoor", theirs),
    ]


def test_after_the_cut_off_it_says_that_the_day_has_passed(round):
    services.chase(at=AFTER)
    assert reminders()[0].body.count("The last day for updates was 1 April 2016") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_one_reminder_asks_as_many_queries_whatever_it_lists(board, count, django_assert_num_queries):
    a_plan(board, *(promise(str(number)) for number in range(count)))
    answering(board, "Quality Group")
    first = a_round(board)
    with django_assert_num_queries(43):
        services.remind(first, by=BY, at=BEFORE)


# --- The close ---


def test_it_closes_by_itself_after_its_last_day(round):
    assert [
        services.chase(at=on(day)) for day in ("2016-03-29", "2016-03-30", "2016-04-04", "2016-04-12")
    ] == [1, 1, 1, 0]
    round.refresh_from_db()
    assert round.state == Round.State.OPEN
    services.chase(at=on("2016-04-13", 0))
    round.refresh_from_db()
    assert (round.state, round.closed_by_name, round.closed_at) == (
        "closed",
        "Update rounds",
        on("2016-04-13", 0),
    )


def test_closing_stops_what_waits_revokes_the_links_and_forgets_the_drafts(round, plan, lead):
    one = addressee(round, lead)
    keep_typing(actions_of(plan)[0], who=one.typist, data={"words": "Half a"}, at=OPENED)
    services.close_round(round, by=BY, at=BEFORE)
    one.link.refresh_from_db()
    assert (one.link.revoked_at, Message.objects.get().state, Typing.objects.count()) == (
        BEFORE,
        State.STOPPED,
        0,
    )


def test_it_closes_once(round):
    services.close_round(round, by=BY, at=BEFORE)
    with pytest.raises(ValidationError):
        services.close_round(round, by=BY, at=NEXT)
    assert [event.verb for event in events_of(round)] == ["opened", "closed"]


def test_a_closed_round_reminds_nobody(round):
    services.close_round(round, by=BY, at=OPENED)
    assert (services.chase(at=BEFORE), services.remind(round, by=BY, at=BEFORE)) == (0, 0)


def test_the_round_of_a_withdrawn_plan_closes(round, plan):
    withdraw_plan(plan, why="Wrong file", by=BY, at=OPENED)
    services.chase(at=BEFORE)
    round.refresh_from_db()
    assert (round.state, reminders()) == ("closed", [])


def test_one_rounds_trouble_does_not_keep_the_others(round, monkeypatch):
    other = a_board("Aldermoor")
    a_plan(other)
    theirs = answering(other, "Quality Group")
    a_round(other)
    real = services.chasing.remind

    def failing(one, **who):
        if one == round:
            raise RuntimeError("Broken")
        return real(one, **who)

    monkeypatch.setattr(services.chasing, "remind", failing)
    with pytest.raises(ExceptionGroup):
        services.chase(at=BEFORE)
    assert [message.user for message in reminders()] == [theirs]


def test_two_rounds_of_one_board_remind_apart(board, plan, lead, round):
    a_round(board, meeting=a_meeting(board, "2016-05-10"))
    services.chase(at=BEFORE)
    assert (len(reminders(lead)), Action.objects.count()) == (2, 2)
