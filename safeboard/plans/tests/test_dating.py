"""The pages of an action's dates: asked for, agreed, declined, moved; milestones met; the next check."""

import datetime

import pytest
from django.utils import timezone

from safeboard.boards.services import add_meeting
from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.plans import services
from safeboard.plans.models import DateAnswer, DateChange, DateRequest, MilestoneMet, NextCheck
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.factories import a_board, a_plan, promise, someone
from safeboard.plans.tests.test_saying import a_lead, by, errors_of, page_of, said

pytestmark = pytest.mark.django_db

WHY = "The co-ordinator left."


@pytest.fixture
def board():
    return a_board("Harrowmere")


@pytest.fixture
def action(board):
    return make.actions_of(a_plan(board))[0]


@pytest.fixture
def lead(board, action):
    return a_lead(board, action)


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


@pytest.fixture
def as_chair(client, board):
    client.force_login(someone("chair", board))
    return client


def a_meeting(board, date=datetime.date(2016, 3, 8)):
    return add_meeting(board=board, date=date, **make.by_now())


def an_action_due(board, due):
    return make.actions_of(a_plan(board, promise(due=due)))[0]


def asked(action, becomes="June 2016", person=None):
    return services.ask_for_date(
        action, becomes=becomes, why=WHY, **by(person or someone("lead", action.plan.board))
    )


def answer(client, request, **posted):
    return client.post(f"/dates-asked-for/{request.pk}/", posted, follow=True)


# --- (g) Asking ---


@pytest.mark.parametrize(
    ("becomes", "sentence"),
    [
        ("June 2016", "“June 2016” is asked for. Any day up to 30 June 2016."),
        (
            "TBC by somebody",
            "“TBC by somebody” is asked for. Kept as words: Safeboard reads no day in it, so it is never counted "
            "as late.",
        ),
    ],
)
def test_a_lead_asks_for_a_date_and_is_told_how_it_reads(as_lead, action, becomes, sentence):
    response = as_lead.post(page_of(action, "new-date"), {"becomes": becomes, "why": WHY}, follow=True)
    assert (said(response), response.context["shown"].date_asked_for.why) == ([sentence], WHY)


@pytest.mark.parametrize(
    ("posted", "errors"),
    [
        (
            {},
            {
                "becomes": ["Enter the new date, such as June 2016"],
                "why": ["Enter why the date has to move"],
            },
        ),
        ({"becomes": "March 2016", "why": WHY}, {"__all__": ["That is the date it has: enter another"]}),
    ],
)
def test_a_slip_in_asking_is_said(as_lead, action, posted, errors):
    response = as_lead.post(page_of(action, "new-date"), posted)
    assert (response.status_code, errors_of(response), DateRequest.objects.count()) == (400, errors, 0)
    assert error_pattern_faults(response.content.decode()) == []


def test_a_second_request_waits_for_the_answer_to_the_first(as_lead, action):
    asked(action)
    response = as_lead.post(page_of(action, "new-date"), {"becomes": "July 2016", "why": WHY})
    assert errors_of(response) == {"__all__": ["“June 2016” was asked for already and waits for an answer."]}


def test_a_manager_asks_for_a_lead(client, board, action):
    client.force_login(someone("business_manager", board))
    client.post(page_of(action, "new-date"), {"becomes": "June 2016", "why": WHY, "whose": "Quality Group"})
    assert DateRequest.objects.get().on_behalf_of == "Quality Group"


# --- Answering ---


def test_the_chair_agrees_at_a_meeting(as_chair, board, action):
    request, meeting = asked(action), a_meeting(board, timezone.localdate())
    response = answer(as_chair, request, answer="agree", meeting=meeting.pk)
    assert said(response) == ["“June 2016” is agreed."]
    assert (response.context["path"], response.context["moved_words"]) == (
        f"March 2016 → June 2016 (agreed at {meeting})",
        "moved once, on by 3 months",
    )


def test_the_chair_declines_with_a_reason(as_chair, action):
    response = answer(as_chair, asked(action), answer="decline", why="It was moved before.")
    assert (said(response), DateAnswer.objects.get().why) == (
        ["“June 2016” is declined."],
        "It was moved before.",
    )
    assert response.context["shown"].due.written == "March 2016"


@pytest.mark.parametrize(
    ("posted", "errors"),
    [
        ({}, {"answer": ["Choose whether the new date is agreed"]}),
        ({"answer": "maybe"}, {"answer": ["Choose agreed or declined"]}),
        ({"answer": "agree"}, {"meeting": ["Choose the meeting at which the new date was agreed"]}),
        ({"answer": "agree", "meeting": "9" * 30}, {"meeting": ["Choose a meeting from the list"]}),
        ({"answer": "decline"}, {"why": ["Enter why the new date is declined"]}),
    ],
)
def test_a_slip_in_answering_is_said(as_chair, action, posted, errors):
    response = answer(as_chair, asked(action), **posted)
    assert (response.status_code, errors_of(response), DateAnswer.objects.count()) == (400, errors, 0)
    assert error_pattern_faults(response.content.decode()) == []


def test_a_meeting_of_another_board_is_no_choice(as_chair, action):
    response = answer(as_chair, asked(action), answer="agree", meeting=a_meeting(a_board()).pk)
    assert errors_of(response) == {"meeting": ["Choose a meeting from the list"]}


def test_the_meetings_to_choose_are_the_next_and_those_since_it_was_asked(as_chair, board, action):
    today = timezone.localdate()
    a_meeting(board)
    new = a_meeting(board, today)
    a_meeting(board, today + datetime.timedelta(days=9))
    a_meeting(board, today + datetime.timedelta(days=99))
    form = as_chair.get(f"/dates-asked-for/{asked(action).pk}/").context["form"]
    assert form.fields["meeting"].choices == [
        ("", "Choose a meeting"),
        (str(new.pk), str(new)),
    ]


def test_what_was_answered_meanwhile_is_not_answered_again(as_chair, board, action):
    request = asked(action)
    services.decline_date(request, why="No", **by(someone("chair", board)))
    response = answer(as_chair, request, answer="agree", meeting=a_meeting(board, timezone.localdate()).pk)
    assert errors_of(response) == {"__all__": ["This request has been answered already."]}
    assert DateChange.objects.count() == 0


def test_a_request_of_another_board_is_not_found(as_chair):
    request = asked(make.actions_of(a_plan(a_board()))[0])
    assert as_chair.get(f"/dates-asked-for/{request.pk}/").status_code == 404


def test_a_lead_who_posts_an_answer_is_refused(as_lead, board, action):
    assert answer(as_lead, asked(action), answer="agree", meeting=a_meeting(board).pk).status_code == 403
    assert DateAnswer.objects.count() == 0


def test_a_move_agreed_elsewhere_is_recorded(as_chair, board, action):
    posted = {"becomes": "June 2016", "why": WHY, "meeting": a_meeting(board).pk, "asked_by": "RB"}
    response = as_chair.post(page_of(action, "move-date"), posted, follow=True)
    assert said(response) == ["The date moved to “June 2016”. Any day up to 30 June 2016."]
    assert DateChange.objects.get().asked_by_name == "RB"


def test_who_asked_is_said_and_likely_a_lead(as_chair, board, action):
    address = page_of(action, "move-date")
    assert as_chair.get(address).context["form"]["asked_by"].value() == "Quality Group"
    posted = {"becomes": "June 2016", "why": WHY, "meeting": a_meeting(board).pk, "asked_by": ""}
    assert errors_of(as_chair.post(address, posted)) == {"asked_by": ["Enter who asked for the new date"]}


def test_where_nobody_knows_who_asked_nobody_is_named(board, action):
    acts = {"by": make.someone("chair", board), "at": timezone.now()}
    move = services.move_date(action, becomes="June 2016", why=WHY, meeting=a_meeting(board), **acts)
    assert move.asked_by_name == ""


def test_a_date_that_moved_twice_is_one_line(as_chair, board):
    action = an_action_due(board, "Dec 15")
    for becomes, day in (("Mar 16", datetime.date(2015, 12, 8)), ("June 16", datetime.date(2016, 3, 15))):
        posted = {"becomes": becomes, "why": WHY, "meeting": a_meeting(board, day).pk, "asked_by": "RB"}
        response = as_chair.post(page_of(action, "move-date"), posted, follow=True)
    line = (
        "Dec 15 → Mar 16 (agreed at Board, 8 December 2015) → June 16 (agreed at Board, 15 March 2016); "
        "moved twice, on by 6 months"
    )
    assert response.content.decode().count(line) == 1


# --- The list ---


def test_the_list_holds_what_waits_and_not_what_was_answered(as_chair, board):
    first, second, third = make.actions_of(a_plan(board, promise("A"), promise("B"), promise("C")))
    services.decline_date(asked(first), why="No", **by(someone("chair", board)))
    asked(third), asked(second)
    waiting = as_chair.get(f"/boards/{board.slug}/dates/").context["waiting"]
    assert [action.words for _, action in waiting] == ["C", "B"]


def test_only_those_who_may_answer_see_the_way_to(client, board, action):
    asked(action)
    counts = {}
    for role in ("reader", "chair"):
        client.force_login(someone(role, board))
        counts[role] = client.get(f"/boards/{board.slug}/dates/").content.decode().count("/dates-asked-for/")
    assert counts == {"reader": 0, "chair": 1}


def test_the_list_leaves_out_a_withdrawn_plan_and_what_is_restricted(client, board):
    kept, hidden = a_plan(board), a_plan(board)
    for plan in (kept, hidden):
        asked(make.actions_of(plan)[0])
    services.withdraw_plan(hidden, why="Wrong file", **make.by_now())
    type(kept).objects.filter(pk=kept.pk).update(marking="restricted")
    counts = {}
    for role in ("reader", "member"):
        client.force_login(someone(role, board))
        counts[role] = len(client.get(f"/boards/{board.slug}/dates/").context["waiting"])
    assert counts == {"reader": 0, "member": 1}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_requests_as_for_one(
    as_chair, board, rows, django_assert_num_queries
):
    for action in make.actions_of(a_plan(board, *[promise(f"Audit {number}") for number in range(rows)])):
        asked(action)
    with django_assert_num_queries(29):
        as_chair.get(f"/boards/{board.slug}/dates/")


# --- (h) Milestones ---


MET = {"met": "yes", "met_on_day": "1", "met_on_month": "12", "met_on_year": "2015"}


@pytest.fixture
def stepped(board):
    return an_action_due(board, "First review Dec 15, Refresh in June 16")


def test_a_milestone_is_met_on_a_day(as_lead, stepped):
    response = as_lead.post(page_of(stepped, "steps/0"), MET, follow=True)
    assert said(response) == ["First review: met."]
    assert [(step.state, step.on) for step in response.context["steps"]] == [
        ("Met", datetime.date(2015, 12, 1)),
        ("Late", None),
    ]


def test_a_milestone_said_in_error_is_taken_back(as_lead, stepped):
    as_lead.post(page_of(stepped, "steps/0"), MET)
    response = as_lead.post(page_of(stepped, "steps/0"), {"met": "no", "words": "Not yet"}, follow=True)
    assert (said(response)[-1], response.context["steps"][0].on) == ("First review: taken back.", None)


def test_a_second_press_takes_nothing_back(as_lead, stepped):
    answers = [as_lead.post(page_of(stepped, "steps/0"), MET) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 400]
    assert errors_of(answers[1]) == {"__all__": ["This was said already: it is met."]}
    assert MilestoneMet.objects.count() == 1


def test_a_milestone_that_is_not_there_is_not_found(as_lead, stepped):
    assert [as_lead.get(page_of(stepped, f"steps/{at}")).status_code for at in (1, 2, 9**20)] == [
        200,
        404,
        404,
    ]


def test_this_years_review_is_done_and_next_years_waits(as_lead, board):
    action = an_action_due(board, "Reviewed annually – March 2016")
    response = as_lead.post(page_of(action, "steps/0"), MET, follow=True)
    assert [(step.label, step.by, step.on) for step in response.context["steps"]] == [
        ("Year 1", datetime.date(2016, 3, 31), datetime.date(2015, 12, 1)),
        ("Year 2", datetime.date(2017, 3, 31), None),
    ]


def test_the_button_of_a_recurrence_says_what_it_does(as_lead, board):
    action = an_action_due(board, "Reviewed annually – March 2016")
    page = as_lead.get(action.get_absolute_url()).content.decode()
    assert page.count("This year’s is done") == 1


# --- (i) The next check ---


def on(day):
    return {f"on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def test_the_next_check_of_what_goes_on_is_chosen(as_lead, board):
    action = an_action_due(board, "On going")
    day = timezone.localdate() + datetime.timedelta(days=40)
    response = as_lead.post(page_of(action, "next-check"), on(day), follow=True)
    assert (NextCheck.objects.get().on, response.context["shown"].next_check) == (day, day)


def test_a_check_in_the_past_is_refused(as_lead, board):
    action = an_action_due(board, "On going")
    response = as_lead.post(page_of(action, "next-check"), on(datetime.date(2016, 1, 1)))
    assert (response.status_code, errors_of(response)) == (
        400,
        {"__all__": ["Enter a day that is not before today"]},
    )
