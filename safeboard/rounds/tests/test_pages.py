"""The pages of rounds for those with a seat: what each sees, what each number leads to, and what is refused."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from safeboard.boards.models import Agency
from safeboard.boards.services import add_term
from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.outbox.models import Message
from safeboard.plans.models import Action, Update
from safeboard.plans.services import drop_part, post_update
from safeboard.plans.tests.factories import a_board, a_plan, actions_of, by_now, promise, someone
from safeboard.rounds import services
from safeboard.rounds.models import Reply, Round
from safeboard.rounds.tests.makers import DAY, a_meeting, a_round_now, addressee, answering, page, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return a_board("Harrowmere")


@pytest.fixture
def manager(board):
    return someone("business_manager", board)


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def plan(board):
    return a_plan(
        board,
        promise("One", leads=["PPPG"]),
        promise("Two", leads=["PPPG", "RB"], notes=[]),
        promise("Three", leads=["RB"]),
        promise("Four", leads=["Nobody's"]),
    )


@pytest.fixture
def people(board, plan):
    """(PPPG's, from the police; RB's, from no agency)."""
    pppg, rb = answering(board, "PPPG"), answering(board, "RB")
    pppg.seats.update(agency=Agency.objects.create(name="Police & Fire"))
    return pppg, rb


@pytest.fixture
def round(board, people):
    return a_round_now(board)


def tell(action, by):
    return post_update(action, words="Well", **(by_now() | {"by": by}))


def show(client, round, **wanted):
    return client.get(reverse("rounds:round", args=[round.pk]), wanted)


def said(response):
    return [str(message) for message in response.wsgi_request._messages]


def rows(response):
    return [row.action.words for row in response.context["rows"]]


def opening(board, **more):
    meeting = a_meeting(board, (timezone.localdate() + 21 * DAY).isoformat(), updates_by=None)
    return reverse("rounds:open", args=[board.slug]), {
        "meeting": meeting.pk,
        "asks": "due",
        "reminders": ["-7", "1"],
        **more,
    }


# --- Before it opens ---


def test_the_preview_says_who_will_be_asked_for_what_and_sends_nothing(as_manager, board, people):
    address, sent = opening(board)
    asking = as_manager.get(address, sent).context["asking"]
    assert {person.user: [action.words for action in person.actions] for person in asking.people} == {
        people[0]: ["One", "Two"],
        people[1]: ["Two", "Three"],
    }
    assert [(one.name, len(one.actions)) for one in asking.nobody] == [("Nobody's", 1)]
    assert (Round.objects.count(), Message.objects.count()) == (0, 0)


def test_the_days_left_empty_are_the_meetings(as_manager, board, people):
    address, sent = opening(board)
    cleaned = as_manager.get(address, sent).context["form"].cleaned_data
    day = timezone.localdate() + 21 * DAY
    assert (cleaned["updates_by"], cleaned["closes_on"]) == (day, day)


def test_what_was_previewed_is_what_is_sent_again_to_open(as_manager, board, people):
    address, sent = opening(board, words="Be & brief", waits_for_look="on")
    form = as_manager.get(address, sent).context["form"]
    again: dict[str, list] = {}
    for name, value in form.as_sent:
        again.setdefault(name, []).append(value)
    response = as_manager.post(address, again)
    round = Round.objects.get()
    assert response.headers["Location"] == reverse("rounds:round", args=[round.pk])
    assert (round.words, round.waits_for_look, round.reminders) == ("Be & brief", True, [-7, 1])


def test_a_double_click_opens_one_and_says_so(as_manager, board, people):
    address, sent = opening(board)
    as_manager.post(address, sent)
    again = as_manager.post(address, sent)
    assert said(again)[-1].startswith("A round for “Board,")
    assert (Round.objects.count(), Message.objects.count()) == (1, 2)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_form_with_a_mistake_says_what_to_do(as_manager, board, people, method):
    address, sent = opening(board, asks="all of it", reminders=["4"])
    day = timezone.localdate() + 30 * DAY
    sent |= {"updates_by_day": day.day, "updates_by_month": day.month, "updates_by_year": day.year}
    response = getattr(as_manager, method)(address, sent)
    assert (response.status_code, Round.objects.count()) == (400, 0)
    assert {name: list(words) for name, words in response.context["form"].errors.items()} == {
        "asks": ["Choose from the list"],
        "reminders": ["Choose from the list"],
        "updates_by": ["Enter a last day for updates that is not after the meeting"],
    }
    assert error_pattern_faults(response.content.decode()) == []


def test_another_boards_meeting_is_not_in_the_list(as_manager, board, people):
    address, sent = opening(board)
    other = a_meeting(a_board(), (timezone.localdate() + 21 * DAY).isoformat(), updates_by=None)
    response = as_manager.post(address, sent | {"meeting": other.pk})
    assert response.context["form"].errors == {"meeting": ["Choose a meeting from the list"]}


def test_a_past_meeting_is_not_in_the_list(as_manager, board, people):
    a_meeting(board, "2016-04-12")
    assert list(as_manager.get(reverse("rounds:open", args=[board.slug])).context["meetings"]) == []


def test_without_a_plan_it_says_to_bring_one_in(as_manager, board):
    address, sent = opening(board)
    response = as_manager.post(address, sent)
    assert (response.status_code, response.content.decode().count("The board has no plan yet")) == (400, 1)


# --- The round ---


def test_every_number_leads_to_as_many_rows_as_it_says(as_manager, round, plan, people):
    tell(actions_of(plan)[0], people[0])
    drop_part(actions_of(plan)[2], why="Not ours", **by_now())
    figures = show(as_manager, round).context["shown"].figures
    counts = {figure.words: figure.count for figure in figures}
    assert counts == {
        "Asked about": 4,
        "Answered": 1,
        "Waits for a look": 0,
        "Outstanding": 2,
        "Dropped or carried on since": 1,
        "With nobody who answers": 1,
    }
    behind = {one.words: len(rows(show(as_manager, round, show=one.show))) for one in figures}
    assert behind == counts


def test_the_outstanding_come_longest_silent_first(as_manager, round, plan, people):
    assert rows(show(as_manager, round, show="outstanding")) == ["Two", "One", "Three", "Four"]


def test_the_rate_by_lead_counts_a_joint_action_for_both_and_leads_to_its_rows(
    as_manager, round, plan, people
):
    tell(actions_of(plan)[1], people[1])
    rates = show(as_manager, round).context["shown"].by_lead
    assert [(rate.name, rate.tally.asked, rate.tally.answered) for rate in rates] == [
        ("Nobody's", 1, 0),
        ("PPPG", 2, 1),
        ("RB", 2, 1),
    ]
    assert [len(rows(show(as_manager, round, lead=rate.key))) for rate in rates] == [1, 2, 2]
    assert [len(rows(show(as_manager, round, lead=rate.key, show="answered"))) for rate in rates] == [0, 1, 1]


def test_the_rate_by_agency_is_that_of_its_peoples_seats(as_manager, round, plan, people):
    tell(actions_of(plan)[0], people[0])
    rates = show(as_manager, round).context["shown"].by_agency
    assert [(rate.name, rate.tally.asked, rate.tally.answered) for rate in rates] == [
        ("No agency", 2, 0),
        ("Police & Fire", 2, 1),
    ]
    assert [rows(show(as_manager, round, agency=rate.key)) for rate in rates] == [
        ["Two", "Three"],
        ["One", "Two"],
    ]


@pytest.mark.parametrize("wanted", [{"show": "x"}, {"lead": "x"}, {"agency": "\x00"}, {"lead": "9" * 999}])
def test_an_address_that_means_nothing_is_no_trouble(as_manager, round, wanted):
    assert show(as_manager, round, **wanted).status_code == 200


def test_the_manager_sees_each_persons_messages_with_their_state(as_manager, round, people):
    found = show(as_manager, round).context["people"]
    assert [
        (one.addressee.user, one.asked, one.owes, [mail.state for mail in one.mails]) for one in found
    ] == [
        (people[0], 2, 2, ["waiting"]),
        (people[1], 2, 2, ["waiting"]),
    ]


@pytest.mark.parametrize(
    ("role", "names", "addresses"),
    [
        ("business_manager", True, True),
        ("chair", True, False),
        ("member", False, False),
        ("reader", False, False),
    ],
)
def test_members_see_counts_the_chair_names_and_the_manager_addresses(
    client, board, round, people, role, names, addresses
):
    client.force_login(someone(role, board))
    shown = show(client, round).content.decode()
    assert (people[0].name in shown, people[0].email in shown) == (names, addresses)


def test_a_restricted_action_is_not_in_the_round_of_who_may_not_read_it(client, board, round):
    Action.objects.filter(words="One").update(marking="restricted")
    client.force_login(someone("reader", board))
    assert rows(show(client, round)) == ["Two", "Three", "Four"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_queries_for_one_action_as_for_three(
    client, board, manager, count, django_assert_num_queries
):
    a_plan(board, *(promise(str(number), leads=[f"L{number}"]) for number in range(count)))
    for number in range(count):
        answering(board, f"L{number}")
    round = a_round_now(board)
    client.force_login(manager)
    with django_assert_num_queries(45):
        show(client, round)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_many_queries_for_one_round_as_for_three(
    as_manager, board, people, count, django_assert_num_queries
):
    for _ in range(count):
        services.close_round(a_round_now(board), **by_now())
    with django_assert_num_queries(6):
        as_manager.get(reverse("rounds:rounds", args=[board.slug]))


def test_the_list_says_how_many_actions_were_answered(as_manager, board, round, plan, people):
    tell(actions_of(plan)[1], people[0])
    ((_, tally),) = as_manager.get(reverse("rounds:rounds", args=[board.slug])).context["rounds"]
    assert (tally.answered, tally.asked, tally.per_cent) == (1, 4, 25)


def test_who_wants_no_messages_or_has_left_is_shown_so(as_manager, round, people):
    people[0].seats.update(wants_reminders=False)
    people[1].seats.update(ends=timezone.localdate() - DAY)
    found = show(as_manager, round).context["people"]
    assert [(one.seated, one.wants) for one in found] == [(True, False), (False, False)]


def test_the_boards_acronyms_are_explained(as_manager, board, round):
    add_term(board=board, acronym="One", meaning="The first", **by_now())
    assert show(as_manager, round).content.decode().count('title="The first"') == 1


def test_whoever_came_since_is_shown_and_can_be_asked(as_manager, board, round):
    newcomer = answering(board, "Nobody's")
    assert [one.user for one in show(as_manager, round).context["newcomers"]] == [newcomer]
    as_manager.post(reverse("rounds:ask_newcomers", args=[round.pk]))
    assert Message.objects.order_by("-pk").first().user == newcomer
    assert show(as_manager, round).context["shown"].unled == []


def test_closing_twice_says_that_it_has_closed(as_manager, round):
    answers = [said(as_manager.post(reverse("rounds:close", args=[round.pk])))[-1] for _ in range(2)]
    assert answers == ["The round is closed. Its links no longer work.", "This round has closed already."]


def test_revoking_twice_says_that_there_is_none(as_manager, round, people):
    address = reverse("rounds:revoke", args=[addressee(round, people[0]).pk])
    answers = [said(as_manager.post(address))[-1] for _ in range(2)]
    name = people[0].name
    assert answers == [f"The link of {name} no longer works.", f"{name} has no link that works."]


def test_the_round_of_a_withdrawn_plan_is_hidden_from_members(client, board, round, plan):
    type(plan).objects.filter(pk=plan.pk).update(withdrawn_at=timezone.now(), withdrawn_why="Wrong file")
    client.force_login(someone("member", board))
    assert show(client, round).status_code == 404


# --- A reply that waits ---


@pytest.fixture
def held(client, board, people, plan):
    round = a_round_now(board, waits_for_look=True)
    client.post(page("answer", token_of(round, people[0]), actions_of(plan)[0].pk), {"words": "Ten of ten"})
    return Reply.objects.get()


def look(client, held, **sent):
    return client.post(reverse("rounds:reply", args=[held.pk]), sent)


def test_what_waits_is_on_the_round_until_it_is_let_in(held, as_manager):
    round = held.addressee.round
    assert show(as_manager, round).context["waiting"] == [held]
    look(as_manager, held, **{"let-in": "yes"})
    assert (show(as_manager, round).context["waiting"], Update.objects.get(came="link").words) == (
        [],
        "Ten of ten",
    )


def test_setting_it_aside_asks_why(held, as_manager):
    response = look(as_manager, held, **{"set-aside": "yes"})
    assert (response.status_code, response.context["form"].errors) == (
        400,
        {"why": ["Enter why it is set aside"]},
    )
    assert error_pattern_faults(response.content.decode()) == []
    look(as_manager, held, **{"set-aside": "yes", "why": "The other audit"})
    assert show(as_manager, held.addressee.round).context["aside"] == [held]


def test_a_second_look_changes_nothing_and_says_so(held, as_manager):
    look(as_manager, held, **{"let-in": "yes"})
    again = look(as_manager, held, **{"set-aside": "yes", "why": "Late thought"})
    assert again.context["form"].errors == {
        "why": ["Somebody has looked at this reply already. Nothing was done again."]
    }


def test_another_boards_reply_round_and_person_are_not_there(client, held):
    client.force_login(someone("business_manager", a_board("Aldermoor")))
    one = held.addressee
    answers = [
        look(client, held, **{"let-in": "yes"}).status_code,
        client.post(reverse("rounds:close", args=[one.round_id])).status_code,
        client.post(reverse("rounds:revoke", args=[one.pk])).status_code,
        client.post(reverse("rounds:new_link", args=[one.pk])).status_code,
    ]
    assert (answers, Update.objects.filter(came="link").count()) == ([404] * 4, 0)


def test_a_reply_that_went_straight_in_has_no_page_to_look_at_it(as_manager, round, people, plan):
    as_manager.post(page("answer", token_of(round, people[0]), actions_of(plan)[0].pk), {"words": "Well"})
    assert as_manager.get(reverse("rounds:reply", args=[Reply.objects.get().pk])).status_code == 404


# --- The job ---


def test_the_job_is_known_to_the_workers():
    from safeboard.jobs.registry import DUTIES

    assert DUTIES["close rounds and remind their leads"].every == datetime.timedelta(minutes=10)


def test_the_job_closes_what_is_over(round):
    from safeboard.rounds.duties import chase

    Round.objects.update(updates_by=datetime.date(2016, 4, 1), closes_on=datetime.date(2016, 4, 12))
    chase.func()
    assert Round.objects.get().state == Round.State.CLOSED
