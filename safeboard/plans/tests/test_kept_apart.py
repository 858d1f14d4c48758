"""What an outside look found: words of a restricted time, one's own completion, a rating that says it is done."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from safeboard.boards.models import Meeting
from safeboard.plans import queries, services
from safeboard.plans.models import Update
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db
SECRET = "The family in Mill Lane"


@pytest.fixture
def board():
    return make.a_board()


@pytest.fixture
def action(board):
    return make.actions_of(make.a_plan(board))[0]


def by(person):
    return {"by": person, "at": timezone.now()}


def mark(action, marking):
    services.change_part(action, changes={"marking": marking}, **make.by_now())


def test_what_was_said_while_it_was_restricted_stays_hidden_when_it_is_opened(client, board, action):
    mark(action, "restricted")
    services.change_part(action, changes={"words": f"{SECRET}: audit"}, why=SECRET, **make.by_now())
    services.ask_for_date(action, becomes="June 2030", why=SECRET, **make.by_now())
    services.decline_date(action.date_requests.get(), why=SECRET, **make.by_now())
    services.post_update(action, words=SECRET, **make.by_now())
    services.change_part(action, changes={"words": "Audit ten cases"}, why=SECRET, **make.by_now())
    mark(action, "board")
    pages = {}
    for role in ("reader", "member"):
        client.force_login(make.someone(role, board))
        pages[role] = client.get(action.get_absolute_url()).content.decode()
    assert (SECRET in pages["reader"], SECRET in pages["member"]) == (False, True)


def test_what_is_said_after_it_was_opened_is_shown_to_a_reader(client, board, action):
    mark(action, "restricted")
    mark(action, "board")
    services.change_part(action, changes={"words": "Audit twelve cases"}, why="Two more", **make.by_now())
    client.force_login(make.someone("reader", board))
    assert "Two more" in client.get(action.get_absolute_url()).content.decode()


def test_a_rating_that_means_done_asks_for_evidence_like_the_word_itself(action):
    with pytest.raises(ValidationError, match="Enter what shows that it is complete"):
        services.post_update(action, words="Done.", rating="green", **make.by_now())
    update = services.post_update(
        action, words="Done.", rating="green", evidence="The audit", **make.by_now()
    )
    shown, _ = queries.action_picture(action, day=timezone.localdate())
    assert (update.complete, shown.awaits_assurance.pk) == (True, update.pk)


def test_nobody_assures_their_own_completion_even_after_another_corrected_it(board, action):
    one, other = make.someone("group_chair", board), make.someone("business_manager", board)
    said = services.post_update(action, words="Done", complete=True, evidence="Minutes", **by(one))
    services.post_update(action, words="Done.", complete=True, evidence="Minutes", corrects=said, **by(other))
    for person in (one, other):
        with pytest.raises(ValidationError, match="another person has to assure it"):
            services.assure(action, words="Seen", **by(person))
    assert services.assure(action, words="Seen", **by(make.someone("chair", board))).words == "Seen"


def test_a_date_is_not_agreed_at_a_meeting_held_before_it_was_asked_for(board, action):
    request = services.ask_for_date(action, becomes="June 2030", why="Later", **make.by_now())
    before = Meeting.objects.create(board=board, date=make.LONG_AGO)
    with pytest.raises(ValidationError, match="not held before"):
        services.agree_date(request, meeting=before, **make.by_now())


def test_a_rating_set_over_the_leads_is_no_word_from_the_lead_and_a_date_asked_for_is(action):
    today = timezone.localdate()
    services.rate_over(action, rating="red", why="Nobody answered.", **make.by_now())
    heard = queries.action_picture(action, day=today)[0].heard_on
    services.ask_for_date(action, becomes="June 2030", why="Later", **make.by_now())
    assert (heard == today, queries.action_picture(action, day=today)[0].heard_on) == (False, today)
    assert Update.objects.filter(over=True).count() == 1


def test_a_day_in_the_year_9999_is_no_day_to_give(client, board, action):
    client.force_login(make.someone("business_manager", board))
    day = {"on_day": "31", "on_month": "12", "on_year": "9999"}
    page = client.post(reverse("plans:next_check", args=[action.pk]), day)
    assert (page.status_code, "Enter a real date" in page.content.decode()) == (400, True)


def test_what_waits_for_the_chair_leads_straight_to_its_answer(client, board, action):
    client.force_login(make.someone("chair", board))
    request = services.ask_for_date(action, becomes="June 2030", why="Later", **make.by_now())
    asked = client.get(reverse("plans:my_work")).content.decode()
    services.decline_date(request, why="No", **make.by_now())
    services.post_update(action, words="Done", complete=True, evidence="Minutes", **make.by_now())
    done = client.get(reverse("plans:my_work")).content.decode()
    links = [reverse("plans:answer_date", args=[request.pk]), reverse("plans:assure", args=[action.pk])]
    assert [[page.count(f'"{link}"') for link in links] for page in (asked, done)] == [[1, 0], [0, 1]]
