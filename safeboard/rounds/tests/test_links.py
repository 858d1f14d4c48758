"""What the holder of a round's link can do, and what nobody can do with it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.history.models import Event
from safeboard.outbox.models import LinkOpened, Message
from safeboard.outbox.services import make_link
from safeboard.plans.models import Action, DateRequest, Typing, Update
from safeboard.plans.services import add_action, change_part, drop_part, post_update, withdraw_plan
from safeboard.plans.tests.factories import a_board, a_plan, actions_of, by_now, promise, someone
from safeboard.rounds import services
from safeboard.rounds.models import Look, Reply
from safeboard.rounds.tests.makers import (
    BY,
    DAY,
    a_meeting,
    a_round_now,
    addressee,
    answering,
    page,
    token_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return a_board("Harrowmere")


@pytest.fixture
def plan(board):
    return a_plan(
        board,
        promise("First", due="January 2016"),
        promise("Second", due="March 2016"),
        promise("Not theirs", leads=["X"]),
    )


@pytest.fixture
def action(plan):
    return actions_of(plan)[0]


@pytest.fixture
def lead(board, plan):
    return answering(board, "Quality Group")


@pytest.fixture
def round(board, lead):
    return a_round_now(board)


@pytest.fixture
def token(round, lead):
    return token_of(round, lead)


def send(client, token, action, **said):
    return client.post(page("answer", token, action.pk), said)


def from_link():
    return Update.objects.filter(came=Update.Came.LINK)


def errors_of(response):
    return {name: list(words) for name, words in response.context["form"].errors.items()}


# --- What it opens ---


def test_it_shows_their_actions_soonest_first_and_no_others(client, token):
    response = client.get(page("link", token))
    assert [task.action.words for task in response.context["tasks"]] == ["First", "Second"]


def test_it_greets_them_by_name(client, token, lead):
    assert client.get(page("link", token)).content.decode().count(f"{lead.name}, your actions") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_many_queries_for_one_action_as_for_three(client, board, count, django_assert_num_queries):
    a_plan(board, *(promise(str(number), leads=["PPPG"]) for number in range(count)))
    lead = answering(board, "PPPG")
    address = page("link", token_of(a_round_now(board), lead))
    with django_assert_num_queries(36):
        client.get(address)


def test_opening_it_is_logged_and_writes_nothing_else(client, token, action):
    counts = [model.objects.count() for model in (Update, Reply, Event, Message, Typing)]
    for address in (page("link", token), page("answer", token, action.pk)):
        client.get(address, headers={"user-agent": "Scanner"})
        client.head(address)
    logged = LinkOpened.objects.order_by("pk").values_list("method", "agent")
    assert list(logged) == [("GET", "Scanner"), ("HEAD", ""), ("GET", "Scanner"), ("HEAD", "")]
    assert [model.objects.count() for model in (Update, Reply, Event, Message, Typing)] == counts


@pytest.mark.parametrize("name", ["not_me", "no_reminders"])
def test_a_scanner_that_follows_every_address_takes_nothing_back(client, token, name):
    assert client.get(page(name, token)).status_code == 405


def test_it_makes_no_session(client, token, action):
    client.get(page("link", token))
    send(client, token, action, words="Well")
    client.get(page("link", token))
    assert "safeboard_session" not in client.cookies


def test_its_forms_are_guarded_against_being_sent_from_elsewhere(token, action):
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, token, action, words="Well").status_code == 403
    cookie = strict.get(page("answer", token, action.pk)).cookies["csrftoken"].value
    assert send(strict, token, action, words="Well", csrfmiddlewaretoken=cookie).status_code == 302


# --- Answering ---


def test_an_answer_is_theirs_by_link(client, token, action, lead):
    response = send(client, token, action, words="Ten of ten", rating="amber")
    assert response.headers["Location"] == f"{page('link', token)}?answered={action.pk}&seen="
    update = from_link().get()
    assert (update.action, update.words, update.rating, update.by, update.by_name) == (
        action,
        "Ten of ten",
        "amber",
        lead,
        lead.name,
    )


def test_every_answer_is_history_by_the_person_and_by_link(client, token, action, lead, round):
    send(client, token, action, words="Well")
    event = Event.objects.get(verb="answered by link in")
    link = addressee(round, lead).link_id
    assert (event.by_id, event.details) == (
        lead.pk,
        {"by_link": link, "action": action.pk, "held": False, "signed_in_as": ""},
    )


def test_complete_asks_for_what_shows_it(client, token, action):
    response = send(client, token, action, words="Done", complete="on")
    assert (response.status_code, errors_of(response)) == (
        400,
        {"evidence": ["Enter what shows that it is complete"]},
    )
    assert error_pattern_faults(response.content.decode()) == []
    send(client, token, action, words="Done", complete="on", evidence="The minutes")
    assert (from_link().get().complete, from_link().get().evidence) == (True, "The minutes")


def test_a_new_date_is_asked_for_with_a_reason(client, token, action, lead):
    assert errors_of(send(client, token, action, becomes="June 2030")) == {
        "why": ["Enter why the date has to move"]
    }
    send(client, token, action, becomes="June 2030", why="The report is late")
    request = DateRequest.objects.get()
    assert (request.due_written, request.why, request.by, request.came) == (
        "June 2030",
        "The report is late",
        lead,
        "link",
    )


def test_words_and_a_date_are_kept_together_or_not_at_all(client, token, action):
    first = {"words": "Slow", "becomes": "March 2016", "why": "Late"}
    second = {"words": "Slow", "becomes": "June 2030", "why": "Late"}
    refused = send(client, token, action, **(first | {"becomes": "January 2016"}))
    assert (refused.status_code, from_link().count(), DateRequest.objects.count()) == (400, 0, 0)
    send(client, token, action, **second)
    assert (from_link().count(), DateRequest.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({}, {"words": ["Enter what has changed, or ask for a new date"]}),
        ({"words": "   "}, {"words": ["Enter what has changed, or ask for a new date"]}),
        ({"rating": "red"}, {"words": ["Enter what has changed"]}),
        ({"words": "x", "rating": "plum"}, {"rating": ["Choose a rating from the list"]}),
        ({"words": "x" * 10_001}, {"words": ["Enter 10,000 letters or fewer"]}),
        ({"words": "x", "evidence": "y"}, {"complete": ["Tick this where it is complete, or leave the words below it out"]}),
        ({"why": "y"}, {"becomes": ["Enter the new date, such as June 2027"]}),
        ({"words": "nul\x00"}, {"words": ["Null characters are not allowed."]}),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_explained_and_nothing_changes(client, token, action, said, errors):
    response = send(client, token, action, **said)
    assert (response.status_code, errors_of(response), Reply.objects.count()) == (400, errors, 0)


def test_it_says_what_they_answered_and_what_is_left(client, token, action):
    response = client.get(send(client, token, action, words="Ten of ten").headers["Location"])
    assert response.context["answered"].action.words == "First"
    assert [task.action.words for task in response.context["owed"]] == ["Second"]


def test_said_again_later_it_is_another_update(client, token, action):
    send(client, token, action, words="Eight")
    send(client, token, action, words="Ten")
    assert list(from_link().values_list("words", flat=True)) == ["Eight", "Ten"]


def test_the_same_sent_twice_at_once_is_kept_once(client, token, action):
    send(client, token, action, words="Ten")
    send(client, token, action, words="Ten")
    assert (from_link().count(), Reply.objects.count()) == (1, 1)


def test_what_others_said_meanwhile_is_shown_and_both_are_kept(client, token, action, board):
    seen = client.get(page("answer", token, action.pk)).context["seen"]
    post_update(action, words="I heard it is stuck", **(by_now() | {"by": someone("chair", board)}))
    response = client.get(send(client, token, action, words="Well", seen=seen).headers["Location"])
    assert [said.words for said in response.context["meanwhile"]] == ["I heard it is stuck"]


@pytest.mark.parametrize("seen", ["x", "9" * 5000, "-1", "²"])
def test_a_made_up_mark_of_what_was_seen_is_not_used(client, token, action, seen):
    response = client.get(send(client, token, action, words="Well", seen=seen).headers["Location"])
    assert (response.status_code, response.context["answered"].action.pk) == (200, action.pk)


def test_somebody_signed_in_as_another_is_told_whose_link_it_is_and_named_in_the_history(
    client, token, action, board
):
    manager = someone("business_manager", board)
    client.force_login(manager)
    assert client.get(page("link", token)).context["others"] == manager
    send(client, token, action, words="Well")
    assert Event.objects.get(verb="answered by link in").details["signed_in_as"] == manager.name


# --- Typing ---


def test_what_is_typed_is_kept_for_the_link_and_gone_when_it_is_sent(client, token, action):
    assert client.post(page("typing", token, action.pk), {"words": "Half a"}).status_code == 204
    assert client.get(page("answer", token, action.pk)).context["form"]["words"].value() == "Half a"
    send(client, token, action, words="A whole sentence")
    assert Typing.objects.count() == 0


def test_too_much_typing_is_not_kept(client, token, action):
    assert client.post(page("typing", token, action.pk), {"words": "x" * 40_001}).status_code == 413


# --- What it does not open ---


def stranger(plan):
    return actions_of(plan)[2]


@pytest.mark.parametrize("name", ["answer", "typing"])
def test_another_leads_action_is_not_there(client, token, plan, name):
    address = page(name, token, stranger(plan).pk)
    assert client.post(address, {"words": "Mine now"}).status_code == 404
    assert (from_link().count(), Typing.objects.count()) == (0, 0)


def test_another_boards_action_is_not_there(client, token):
    other = actions_of(a_plan(a_board()))[0]
    assert send(client, token, other, words="Mine now").status_code == 404
    assert from_link().count() == 0


def test_an_action_of_theirs_that_this_round_did_not_ask_about_is_not_there(client, board, lead, plan):
    late = a_round_now(board)
    plan2 = a_plan(board, promise("Of another plan"))
    assert send(client, token_of(late, lead), actions_of(plan2)[0], words="Mine").status_code == 404


def test_the_actions_of_a_lead_they_answer_for_no_longer_are_not_there(client, plan, board, lead):
    answering(board, "X", person=lead)
    token = token_of(a_round_now(board), lead)
    lead.seats.get().answers_for.remove(board.leads.get(name="X"))
    assert send(client, token, stranger(plan), words="Still mine").status_code == 404
    assert len(client.get(page("link", token)).context["tasks"]) == 2


def test_a_lead_taken_over_since_is_theirs_by_link_only_once_they_are_asked(
    client, token, plan, board, lead, round
):
    answering(board, "X", person=lead)
    assert send(client, token, stranger(plan), words="Mine now").status_code == 404
    services.ask_newcomers(round, **by_now())
    assert send(client, token, stranger(plan), words="Mine now").status_code == 302


def test_a_link_of_another_round_does_not_open_this_ones_addressee(client, token, round, lead, board, action):
    """A link that was made for another thing is worth nothing, even where a row says it is theirs."""
    one = addressee(round, lead)
    wrong = make_link(board=board, name="X", email="x@example.org", purpose="round", thing=board, **by_now())
    type(one).objects.filter(pk=one.pk).update(link=wrong)
    assert send(client, token_of(round, lead), action, words="Well").status_code == 404
    assert from_link().count() == 0


def test_what_a_second_round_asks_the_same_person_is_not_behind_the_link_of_the_first(
    client, token, round, lead, board, plan, action
):
    new = add_action(action.issue, words="Only asked later", leads=["Quality Group"], **by_now())
    meeting = a_meeting(board, (timezone.localdate() + 40 * DAY).isoformat(), updates_by=None)
    days = {"updates_by": timezone.localdate() + 30 * DAY, "closes_on": meeting.date, "reminders": []}
    second = services.open_round(plan, meeting=meeting, asks="everything", **days, **by_now())
    assert client.get(page("answer", token_of(second, lead), new.pk)).status_code == 200
    assert "Only asked later" not in client.get(page("link", token)).content.decode()
    assert client.get(page("answer", token, new.pk)).status_code == 404
    assert send(client, token, new, words="Well").status_code == 404
    assert client.post(page("typing", token, new.pk), {"words": "Well"}).status_code == 404
    assert from_link().count() == 0


def test_a_link_for_another_purpose_opens_nothing(client, round, lead):
    type(addressee(round, lead).link).objects.update(purpose="survey")
    assert client.get(page("link", token_of(round, lead))).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 3000, "%00", "%2e%2e"])
def test_what_is_no_token_is_a_page_that_is_not_there(client, token):
    assert client.get(f"/r/{token}/").status_code == 404


def over(client, token, action):
    """What a link that is over answers to a look and to an answer, and that nothing of the plan is told."""
    shown, sent = client.get(page("link", token)), send(client, token, action, words="Well")
    assert (shown.status_code, sent.status_code, from_link().count()) == (410, 410, 0)
    told = shown.content.decode()
    assert [told.count(words) for words in ("First", "Second", "Harrowmere", "Quality Group")] == [0, 0, 0, 0]
    return str(shown.context["why"])


def test_a_revoked_one_says_so(client, token, action, round, lead):
    services.revoke(addressee(round, lead), **by_now())
    assert over(client, token, action) == "It was taken back."


def test_one_of_a_closed_round_says_so(client, token, action, round):
    services.close_round(round, **by_now())
    assert over(client, token, action) == "The round it was sent for has closed."


def test_one_past_its_last_day_says_so_before_any_job_has_run(client, token, action, round):
    yesterday = timezone.localdate() - DAY
    type(round).objects.update(closes_on=yesterday, updates_by=yesterday)
    assert over(client, token, action) == "The round it was sent for has closed."


def test_one_whose_time_is_up_says_so(client, token, action, round, lead):
    type(addressee(round, lead).link).objects.update(ends_at=timezone.now())
    assert over(client, token, action) == "The round it was sent for has closed."


def test_one_of_an_ended_seat_acts_no_more(client, token, action, lead):
    lead.seats.update(ends=timezone.localdate() - DAY)
    assert over(client, token, action) == "The person it was sent to no longer answers for these actions."


def test_one_of_somebody_whose_account_is_off_acts_no_more(client, token, action, lead):
    type(lead).objects.filter(pk=lead.pk).update(is_active=False)
    assert over(client, token, action) == "The person it was sent to no longer answers for these actions."


def test_one_of_a_withdrawn_plan_acts_no_more(client, token, action, plan):
    withdraw_plan(plan, why="Wrong file", **by_now())
    assert over(client, token, action) == "The round it was sent for has closed."


def test_an_action_that_got_another_lead_is_no_longer_theirs(client, token, action):
    change_part(action, changes={"leads": ["X"]}, why="Moved", **by_now())
    assert send(client, token, action, words="Still mine").status_code == 404


def test_an_action_that_became_restricted_is_not_shown_without_signing_in(client, token, action):
    Action.objects.filter(pk=action.pk).update(marking="restricted")
    assert send(client, token, action, words="Well").status_code == 404
    assert [task.action.words for task in client.get(page("link", token)).context["tasks"]] == ["Second"]


def test_a_dropped_action_is_not_asked_any_more(client, token, action):
    drop_part(action, why="Not ours", **by_now())
    assert send(client, token, action, words="Well").status_code == 404


def test_a_link_that_ends_while_they_type_keeps_nothing(round, lead, action):
    one = addressee(round, lead)
    services.revoke(one, **by_now())
    with pytest.raises(ValidationError) as refused:
        services.answer(one, action, said={"words": "Well"}, by=lead, at=timezone.now())
    assert refused.value.messages == ["This link no longer works, so nothing was kept."]


# --- Not me, no more ---


def test_not_me_revokes_the_link_and_tells_the_managers_once(client, token, board, round, lead, action):
    manager, left = someone("business_manager", board), someone("business_manager", board)
    left.seats.update(ends=timezone.localdate() - DAY)
    answers = [client.post(page("not_me", token)).status_code for _ in range(2)]
    told = Message.objects.filter(about="A link reached somebody else")
    assert (answers, [message.user for message in told]) == ([200, 410], [manager])
    one = addressee(round, lead)
    assert (one.link.said_not_me_at is None, one.link.works(at=timezone.now())) == (False, False)
    assert over(client, token, action) == "Somebody said that it did not reach the person it was meant for."


def test_what_is_said_of_not_me_is_not_in_the_name_of_the_addressee(client, token, lead):
    client.post(page("not_me", token))
    event = Event.objects.get(verb="said it is not them, by link in")
    assert (event.by_id, event.by_name) == (None, f"Whoever opened the link of {lead.name}")


def test_opting_out_stops_the_messages_of_this_board_and_not_the_link(client, token, board, lead, action):
    response = client.post(page("no_reminders", token))
    assert response.headers["Location"] == f"{page('link', token)}?done=no-more"
    assert lead.seats.get().wants_reminders is False
    assert client.get(page("link", token)).context["wants"] is False
    assert send(client, token, action, words="Well").status_code == 302
    done = client.get(f"{page('link', token)}?done=no-more").content.decode()
    assert done.count("No more messages of this board’s rounds come to you") == 1


def test_opting_out_of_one_board_leaves_the_other(client, token, lead):
    other = a_board("Aldermoor")
    lead.seats.create(board=other, role="lead", starts=datetime.date(2015, 4, 1))
    client.post(page("no_reminders", token))
    wants = dict(lead.seats.values_list("board__name", "wants_reminders"))
    assert wants == {"Harrowmere": False, "Aldermoor": True}


# --- Replies that wait for a look ---


@pytest.fixture
def held(client, board, lead, action):
    round = a_round_now(board, waits_for_look=True)
    send(client, token_of(round, lead), action, words="Ten of ten", becomes="June 2030", why="Late")
    return Reply.objects.get()


def test_a_held_reply_is_not_in_the_plan_and_counts_as_no_longer_owed(held, action):
    action.refresh_from_db()
    heard = (from_link().count(), DateRequest.objects.count())
    assert (held.held, heard, held.addressee.asked.all().owed(timezone.now()).count()) == (True, (0, 0), 1)


def test_what_the_plan_would_not_take_is_refused_at_once(client, board, lead, action):
    round = a_round_now(board, waits_for_look=True)
    response = send(client, token_of(round, lead), action, becomes="January 2016", why="Late")
    assert (response.status_code, Reply.objects.count()) == (400, 0)


def test_the_addressee_is_told_that_the_manager_looks_first(client, held, lead):
    shown = client.get(page("link", token_of(held.addressee.round, lead))).content.decode()
    assert shown.count("The business manager looks at it first") == 1


def test_let_in_it_is_theirs_of_the_day_they_said_it(held, lead, board):
    manager, at = someone("business_manager", board), timezone.now() + 3 * DAY
    services.let_in(held, by=manager, at=at)
    update = from_link().get()
    assert (update.by, update.effective_on, update.recorded_at) == (
        lead,
        timezone.localdate(held.said_at),
        at,
    )
    assert DateRequest.objects.get().by == lead
    event = Event.objects.get(verb="let in a reply about")
    assert (event.by_id, event.details["author"]) == (manager.pk, lead.name)


def test_let_in_after_the_close_it_still_counts_as_answered(held, lead, board):
    services.close_round(held.addressee.round, **by_now())
    services.let_in(held, **by_now())
    answered = (
        held.addressee.asked.with_answers(timezone.now())
        .filter(action=held.action)
        .values_list("answered", "waits")
    )
    assert list(answered) == [(True, False)]


def test_set_aside_it_stays_out_with_the_reason_and_is_owed_again(client, held, lead, board):
    with pytest.raises(ValidationError):
        services.set_aside(held, why="  ", **by_now())
    services.set_aside(held, why="This is about the other audit", **by_now())
    assert (from_link().count(), Look.objects.get().why) == (0, "This is about the other audit")
    shown = client.get(page("link", token_of(held.addressee.round, lead)))
    assert [task.owed for task in shown.context["tasks"]] == [True, True]
    assert shown.content.decode().count("This is about the other audit") == 1


def test_a_reply_is_looked_at_once(held, board):
    services.let_in(held, **by_now())
    for again in (services.let_in, lambda reply, **who: services.set_aside(reply, why="No", **who)):
        with pytest.raises(ValidationError):
            again(held, **by_now())
    assert (from_link().count(), Look.objects.count()) == (1, 1)


def test_what_the_plan_takes_no_longer_is_not_let_in(held, action):
    drop_part(action, why="Not ours", **by_now())
    with pytest.raises(ValidationError):
        services.let_in(held, **by_now())
    assert (from_link().count(), Look.objects.count()) == (0, 0)


# --- New links ---


def test_a_new_link_takes_the_place_of_the_old_one(client, round, lead, token, action):
    at = timezone.now() + datetime.timedelta(minutes=5)
    services.new_link(addressee(round, lead), by=BY, at=at)
    assert client.get(page("link", token)).status_code == 410
    assert send(client, token_of(round, lead), action, words="Well").status_code == 302
    assert Message.objects.filter(user=lead).aggregate(Count("link", distinct=True)) == {"link__count": 2}


def test_a_second_press_makes_no_second_link(round, lead):
    with pytest.raises(ValidationError):
        services.new_link(addressee(round, lead), **by_now())
    assert Message.objects.count() == 1


@pytest.mark.parametrize("change", [{"wants_reminders": False}, {"ends": datetime.date(2016, 1, 1)}])
def test_no_new_link_goes_to_whom_no_message_may_go(round, lead, change):
    lead.seats.update(**change)
    with pytest.raises(ValidationError):
        services.new_link(addressee(round, lead), by=BY, at=timezone.now() + datetime.timedelta(minutes=5))
    assert Message.objects.count() == 1


def test_it_goes_to_the_address_they_have_now(round, lead):
    type(lead).objects.filter(pk=lead.pk).update(email="new@example.org")
    services.new_link(addressee(round, lead), by=BY, at=timezone.now() + datetime.timedelta(minutes=5))
    assert Message.objects.order_by("-pk").first().to_email == "new@example.org"
