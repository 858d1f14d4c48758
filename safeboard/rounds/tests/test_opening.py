"""Opening a round: who is asked for what, once, in one message."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from safeboard.boards.models import Agency, Seat
from safeboard.history.queries import events_of
from safeboard.outbox.models import Link, Message
from safeboard.plans.models import Action, Plan
from safeboard.plans.services import post_update
from safeboard.plans.tests.factories import a_board, a_plan, actions_of, promise, someone
from safeboard.rounds import services
from safeboard.rounds.asking import who_to_ask
from safeboard.rounds.models import Addressee, Asked, Round
from safeboard.rounds.tests.makers import BY, OPENED, a_meeting, a_round, addressee, answering, on

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2016, 3, 21)
LATER = promise("Much later", due="March 2017", leads=["PPPG"])


@pytest.fixture
def board():
    return a_board("Harrowmere")


def asked(plan, meeting, asks="due"):
    return [action.words for action in who_to_ask(plan, meeting=meeting, asks=asks, today=TODAY).actions]


def test_what_is_due_by_the_meeting_is_asked_soonest_first(board):
    plan = a_plan(board, promise("April", due="1 April 2016"), promise("March"), LATER)
    said = {"words": "Well", "by": someone("lead", board)}
    for action in actions_of(plan):
        post_update(action, **said, at=OPENED)
    assert asked(plan, a_meeting(board)) == ["March", "April"]


def test_what_is_silent_since_the_last_meeting_is_asked_too(board):
    plan = a_plan(board, LATER)
    a_meeting(board, "2016-03-01", updates_by=None)
    assert asked(plan, a_meeting(board)) == ["Much later"]


def test_what_has_no_day_is_asked_when_its_next_check_has_come(board):
    plan = a_plan(board, promise("On", due="On going"), promise("Off", due="On going", notes=[]))
    post_update(actions_of(plan)[1], words="Well", by=someone("lead", board), at=OPENED)
    assert asked(plan, a_meeting(board)) == ["On"]


def test_everything_open_is_asked_where_the_manager_says_so_and_what_is_done_never(board):
    plan = a_plan(board, promise("Done", rating="green"), promise("Open"), LATER)
    assert asked(plan, a_meeting(board), "everything") == ["Open", "Much later"]


def test_each_person_gets_one_message_with_all_their_actions_over_their_leads(board):
    a_plan(
        board,
        promise("One", leads=["PPPG"]),
        promise("Two", leads=["RB"]),
        promise("Not theirs", leads=["X"]),
    )
    both = answering(board, "PPPG", "RB")
    round = a_round(board)
    (message,) = Message.objects.all()
    lines = [line for line in message.body.splitlines() if line[:1].isdigit()]
    assert (message.user, message.subject, lines) == (
        both,
        "Please update 2 actions of Harrowmere by 1 April 2016",
        ["1. One", "2. Two"],
    )
    assert message.key == f"round {round.pk} first to {both.pk}"


def test_a_joint_action_of_both_their_leads_is_in_it_once(board):
    a_plan(board, promise("Joint", leads=["PPPG", "RB"]))
    answering(board, "PPPG", "RB")
    a_round(board)
    assert Message.objects.get().subject == "Please update 1 action of Harrowmere by 1 April 2016"


def test_a_deputy_is_asked_too(board):
    a_plan(board)
    first = answering(board, "Quality Group", role="member")
    deputy = someone("lead", board)
    deputy.seats.update(deputises_for=first.seats.get())
    a_round(board)
    assert set(Message.objects.values_list("user", flat=True)) == {first.pk, deputy.pk}


def test_a_lead_nobody_answers_for_is_shown_and_frozen(board):
    plan = a_plan(board, promise(leads=["PPPG"]), promise("Led by none", leads=[]))
    (led, unled) = who_to_ask(plan, meeting=(meeting := a_meeting(board)), asks="due", today=TODAY).nobody
    assert ((led.name, len(led.actions)), (unled.name, len(unled.actions))) == (("PPPG", 1), ("", 1))
    a_round(board, meeting=meeting)
    assert [(one.lead_name, one.addressees.count()) for one in Asked.objects.order_by("-lead_name")] == [
        ("PPPG", 0),
        ("", 0),
    ]


def test_who_wants_no_messages_is_in_the_round_without_a_message_or_a_link(board):
    a_plan(board)
    person = answering(board, "Quality Group")
    person.seats.update(wants_reminders=False)
    round = a_round(board)
    found = addressee(round, person)
    assert (found.opted_out, found.link, Message.objects.count(), Link.objects.count()) == (True, None, 0, 0)


def test_a_seat_that_ended_yesterday_is_not_asked(board):
    a_plan(board)
    answering(board, "Quality Group", ends=TODAY - datetime.timedelta(days=1))
    a_round(board)
    assert Addressee.objects.count() == 0


def test_a_person_on_two_boards_gets_one_message_for_each_round(board):
    other = a_board("Aldermoor")
    a_plan(board), a_plan(other)
    person = answering(board, "Quality Group")
    Seat.objects.create(user=person, board=other, role="lead", starts=datetime.date(2015, 4, 1))
    answering(other, "Quality Group", person=person)
    a_round(board), a_round(other)
    assert [message.board.name for message in Message.objects.order_by("pk")] == ["Harrowmere", "Aldermoor"]


def test_what_is_restricted_is_counted_in_the_message_and_its_words_stay_inside(board):
    plan = a_plan(board, promise("Open words"), promise("Secret words"))
    Action.objects.filter(words="Secret words").update(marking="restricted")
    answering(board, "Quality Group", role="member")
    a_round(board)
    body = Message.objects.get().body
    assert (plan.board, body.count("Secret words"), body.count("And 1 marked restricted")) == (board, 0, 1)


def test_a_restricted_plan_sends_no_words_of_it(board):
    plan = a_plan(board)
    Plan.objects.update(marking="restricted")
    plan.refresh_from_db()
    answering(board, "Quality Group", role="member")
    a_round(board, plan=plan)
    assert Message.objects.get().body.count("Audit ten cases") == 0


def test_words_that_look_like_the_place_of_the_link_are_only_words(board):
    a_plan(board, promise("Send {link} to all\nand wait"))
    answering(board, "Quality Group")
    a_round(board, words="See {link}")
    body = Message.objects.get().body
    assert (
        body.count("{link}"),
        body.count("Send { link } to all and wait"),
        body.count("See { link }"),
    ) == (1, 1, 1)


def test_a_second_press_opens_no_second_round(board):
    a_plan(board)
    answering(board, "Quality Group")
    meeting = a_meeting(board)
    a_round(board, meeting=meeting)
    with pytest.raises(ValidationError) as refused:
        a_round(board, meeting=meeting)
    assert refused.value.messages == [
        "A round for “Board, 12 April 2016” is open already. Nothing was sent again."
    ]
    assert (Round.objects.count(), Message.objects.count()) == (1, 1)


def test_a_closed_round_makes_room_for_another(board):
    a_plan(board)
    answering(board, "Quality Group")
    first = a_round(board)
    services.close_round(first, by=BY, at=OPENED)
    a_round(board, meeting=first.meeting)
    assert Message.objects.count() == 2


def test_a_trouble_in_the_middle_leaves_nothing_behind(board, monkeypatch):
    a_plan(board, promise(leads=["PPPG"]), promise(leads=["RB"]))
    answering(board, "PPPG"), answering(board, "RB")
    meeting, real, calls = a_meeting(board), services.opening.write_to, []

    def failing(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("Killed")
        return real(*args, **kwargs)

    monkeypatch.setattr(services.opening, "write_to", failing)
    with pytest.raises(RuntimeError):
        a_round(board, meeting=meeting)
    counts = [model.objects.count() for model in (Round, Asked, Addressee, Link, Message)]
    assert counts == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            {"updates_by": datetime.date(2016, 3, 20)},
            "Enter a last day for updates that is not before today or after the meeting.",
        ),
        (
            {"updates_by": datetime.date(2016, 4, 13)},
            "Enter a last day for updates that is not before today or after the meeting.",
        ),
        (
            {"closes_on": datetime.date(2016, 3, 31)},
            "Enter a day for the close that is not before the last day for updates.",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(board, more, words):
    a_plan(board)
    with pytest.raises(ValidationError) as refused:
        a_round(board, **more)
    assert (refused.value.messages, Round.objects.count()) == ([words], 0)


def test_another_boards_meeting_is_refused(board):
    a_plan(board)
    with pytest.raises(ValidationError):
        a_round(board, meeting=a_meeting(a_board()))
    assert Round.objects.count() == 0


def test_a_round_with_nothing_to_ask_is_not_opened(board):
    a_plan(board, promise(rating="green"))
    with pytest.raises(ValidationError):
        a_round(board)
    assert Round.objects.count() == 0


def test_it_is_in_the_history_with_how_many(board):
    a_plan(board)
    answering(board, "Quality Group")
    (event,) = events_of(a_round(board))
    assert (event.by_name, event.verb, event.details) == (
        "Morgan Hale",
        "opened",
        {"actions": 1, "people": 1},
    )


def test_the_agency_of_their_seat_is_kept(board):
    a_plan(board)
    person = answering(board, "Quality Group")
    person.seats.update(agency=Agency.objects.create(name="Harrowmere Police"))
    assert addressee(a_round(board), person).agency == "Harrowmere Police"


def test_whoever_comes_to_a_lead_later_can_be_asked_too_and_only_once(board):
    a_plan(board)
    round = a_round(board)
    newcomer = answering(board, "Quality Group")
    assert services.ask_newcomers(round, by=BY, at=on("2016-03-22")) == 1
    with pytest.raises(ValidationError):
        services.ask_newcomers(round, by=BY, at=on("2016-03-22"))
    assert Message.objects.get().user == newcomer


def test_who_was_asked_and_takes_over_another_lead_is_asked_for_that_besides(board):
    a_plan(board, promise("One", leads=["PPPG"]), promise("Two", leads=["RB"]))
    person = answering(board, "PPPG")
    round = a_round(board)
    answering(board, "RB", person=person)
    services.ask_newcomers(round, by=BY, at=on("2016-03-22"))
    assert [message.body.count("1. Two") for message in Message.objects.order_by("pk")] == [0, 1]
    assert addressee(round, person).asked.count() == 2
