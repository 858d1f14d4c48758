"""What a manager sees of the messages, and what a visitor of the demo sees of the folder."""

import pytest
from django.urls import reverse

from safeboard.outbox import links, services
from safeboard.outbox.models import Message, State
from safeboard.outbox.tests.makers import (
    AT,
    BY,
    a_board,
    a_link,
    a_message,
    deliver,
    later,
    someone,
    state_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return a_board("Harrowmere")


@pytest.fixture
def as_manager(client, board):
    client.force_login(someone("business_manager", board))
    return client


def list_page(board, query=""):
    return reverse("outbox:messages", args=[board.slug]) + query


def shown(response):
    return [message.about for message in response.context["page"]]


def act(client, name, message):
    return client.post(reverse(f"outbox:{name}", args=[message.pk]), follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


# The list


def test_a_boards_messages_are_listed_newest_first_and_no_others(as_manager, board):
    a_message(board=board, about="Older")
    a_message(board=board, about="Newer", at=later(hours=1))
    a_message(board=a_board(), about="Another board’s")
    a_message(about="A code")
    assert shown(as_manager.get(list_page(board))) == ["Newer", "Older"]


def test_the_list_is_filtered_by_state_and_kind(as_manager, board):
    a_message(board=board, about="Sent round")
    deliver()
    a_message(board=board, about="Waiting round")
    a_message(board=board, about="Waiting invitation", kind="invitation")
    page = as_manager.get(list_page(board, "?state=waiting&kind=round"))
    assert (shown(page), page.context["form"].fields["kind"].choices[1:]) == (
        ["Waiting round"],
        [("invitation", "Invitation"), ("round", "Round")],
    )


def test_a_filter_that_means_nothing_is_explained_and_not_used(as_manager, board):
    a_message(board=board, about="One")
    page = as_manager.get(list_page(board, "?state=lost&page=nine"))
    assert (shown(page), page.context["form"].errors["state"]) == (
        ["One"],
        ["No such state: choose one from the list"],
    )


def test_fifty_stand_on_a_page_and_the_filter_goes_along(as_manager, board):
    for number in range(51):
        a_message(board=board, about=str(number), at=later(minutes=number))
    first = as_manager.get(list_page(board, "?kind=round"))
    assert (len(shown(first)), shown(as_manager.get(list_page(board, "?page=2")))) == (50, ["0"])
    assert 'href="?kind=round&amp;page=2"' in first.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_queries_for_one_and_for_three(
    as_manager, board, rows, django_assert_num_queries
):
    for _ in range(rows):
        a_message(board=board, link=a_link(board))
    as_manager.get(list_page(board))
    with django_assert_num_queries(6):
        as_manager.get(list_page(board))


# One message


def test_a_message_shows_its_words_and_never_the_address_of_its_link(as_manager, board):
    link = a_link(board)
    message = a_message(board=board, link=link, body="Open {link} soon")
    deliver()
    page = as_manager.get(reverse("outbox:message", args=[message.pk]))
    assert page.context["body"] == "Open [the person’s own link] soon"
    assert links.token_of(link.nonce) not in page.content.decode()


def test_the_words_of_a_secret_message_are_not_shown(as_manager, board):
    message = a_message(board=board, secret=True, body="Your code is K7Q2")
    page = as_manager.get(reverse("outbox:message", args=[message.pk]))
    assert (page.context["body"], "K7Q2" in page.content.decode()) == ("", False)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_message_asks_the_same_queries_however_often_it_was_sent(
    as_manager, board, rows, django_assert_num_queries
):
    message = a_message(board=board, link=a_link(board))
    deliver()
    for number in range(rows):
        state_of(message)
        services.send_again(message, by=BY, at=later(hours=number + 1))
        deliver(later(hours=number + 1))
    with django_assert_num_queries(6):
        as_manager.get(reverse("outbox:message", args=[message.pk]))


@pytest.mark.parametrize("state", State.values)
def test_every_state_has_its_page(as_manager, board, state):
    message = a_message(board=board)
    Message.objects.update(state=state, interruptions=2)
    page = as_manager.get(reverse("outbox:message", args=[message.pk])).content.decode()
    assert ("Stop it" in page, "Send it again" in page) == (
        state == "waiting",
        state not in {"waiting", "claimed"},
    )


def test_a_message_of_no_board_is_on_no_page(as_manager):
    message = a_message(secret=True)
    assert as_manager.get(reverse("outbox:message", args=[message.pk])).status_code == 404


def test_stopping_says_so_and_a_second_press_says_what_became_of_it(as_manager, board):
    message = a_message(board=board, about="Round", to_name="Zoë")
    assert said(act(as_manager, "stop", message)) == ["“Round to Zoë” is stopped. It will not be sent."]
    assert said(act(as_manager, "stop", message)) == [
        "It can no longer be stopped: look at what became of it."
    ]
    assert state_of(message) == "stopped"


def test_sending_again_leads_to_the_new_message_and_a_second_press_writes_no_third(as_manager, board):
    message = a_message(board=board, about="Round", to_name="Zoë")
    deliver()
    first = act(as_manager, "send_again", message)
    new = Message.objects.get(again_of=message)
    assert (first.context["message"], said(first)) == (
        new,
        ["“Round to Zoë” is written again and will be sent."],
    )
    assert said(act(as_manager, "send_again", message)) == ["It is being sent again already."]
    assert Message.objects.count() == 2


# The demo's folder


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO, settings.OUTBOX_FOLDER = True, tmp_path / "outbox"
    settings.OUTBOX_BACKEND = "safeboard.outbox.folder.FolderBackend"


def test_the_demos_outbox_is_empty_before_anything_was_sent(client, demo):
    assert client.get("/outbox/").context["mails"] == []


def test_somebody_signed_out_reads_the_code_in_the_demo(client, demo):
    a_message(subject="Your code", body="It is K7Q2 at https://plans.example.org/x/ <b>", secret=True)
    deliver(AT)
    (mail,) = client.get("/outbox/").context["mails"]
    page = client.get(reverse("outbox:mail", args=[mail.name])).content.decode()
    assert 'K7Q2 at <a href="https://plans.example.org/x/"' in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize("name", ["nothing", "..", "%2e%2e%2fsafeboard.sqlite3", "*"])
def test_nothing_else_is_read_from_the_folder(client, demo, name):
    a_message()
    deliver()
    assert client.get(f"/outbox/{name}/").status_code == 404


def test_outside_the_demo_there_is_no_folder_to_read(client, demo, settings):
    a_message()
    deliver()
    (mail,) = client.get("/outbox/").context["mails"]
    settings.DEMO = False
    assert [client.get(page).status_code for page in ("/outbox/", f"/outbox/{mail.name}/")] == [404, 404]
