"""A message is claimed, handed over and settled; what goes wrong is said and tried again as long as that is safe."""

import datetime
import smtplib

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.base import BaseEmailBackend

from safeboard.history.queries import events_of
from safeboard.outbox import delivery, services
from safeboard.outbox.delivery import WAITS, free_the_interrupted
from safeboard.outbox.models import Message
from safeboard.outbox.tests.makers import AT, BY, a_board, a_link, a_message, deliver, later, state_of

pytestmark = pytest.mark.django_db


class Post(BaseEmailBackend):
    """Answers as told: `opening` and `answers` (one a message) are errors to raise, or None."""

    opening = None
    answers: list = []
    taken: list = []
    opened = 0

    def open(self):
        Post.opened += 1
        if Post.opening:
            raise Post.opening

    def send_messages(self, email_messages):
        if Post.answers and (answer := Post.answers.pop(0)):
            raise answer
        Post.taken += [message.message()["Message-ID"] for message in email_messages]
        return len(email_messages)


@pytest.fixture
def post(settings):
    settings.OUTBOX_BACKEND = f"{__name__}.Post"
    Post.opening, Post.answers, Post.taken, Post.opened = None, [], [], 0
    return Post


def verbs(message):
    return [event.verb for event in events_of(message)]


def held_by(worker, message):
    """As a worker leaves it that is killed after the claim."""
    return delivery._claim(message.pk, at=AT, worker=worker)


# Handing over


def test_a_message_goes_to_its_reader_with_the_message_id_it_was_born_with():
    message = a_message()
    assert deliver() == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (
        [f"=?utf-8?b?Wm/DqyBMZWFk?= <{message.to_email}>"],
        "Your actions",
        "Please say how they are going.",
    )
    assert sent.message()["Message-ID"] == message.message_id
    assert (state_of(message), message.attempts, message.error) == ("sent", 1, "")


def test_ordinary_sending_leaves_no_history_but_the_writing():
    message = a_message()
    deliver()
    assert verbs(message) == ["wrote"]


def test_what_is_sent_is_not_sent_again():
    a_message()
    deliver()
    assert (deliver(), len(mail.outbox)) == (0, 1)


def test_a_message_waits_for_its_day():
    message = a_message(not_before=later(days=1))
    assert (deliver(), deliver(later(days=1)), state_of(message)) == (0, 1, "sent")


def test_a_code_to_sign_in_goes_before_everything_that_waits():
    a_message(subject="Round")
    a_message(subject="Code", secret=True)
    deliver(limit=1)
    assert [sent.subject for sent in mail.outbox] == ["Code"]


def test_a_batch_goes_over_one_connection(post):
    for _ in range(3):
        a_message()
    assert (deliver(), post.opened, len(post.taken)) == (3, 1, 3)


def test_a_worker_that_is_asked_to_stop_finishes_the_message_in_hand(post):
    for _ in range(3):
        a_message()
    assert deliver(stopping=lambda: len(post.taken) == 1) == 1
    assert sorted(Message.objects.values_list("state", flat=True)) == ["sent", "waiting", "waiting"]


def test_what_another_worker_claimed_meanwhile_is_left_to_it(monkeypatch):
    message = a_message()
    monkeypatch.setattr(Message.objects, "due", lambda at: Message.objects.filter(pk=message.pk))
    held_by("two", message)
    assert (deliver(), mail.outbox) == (0, [])


# Trouble


def test_a_server_that_is_down_is_asked_once_and_the_messages_wait(post):
    messages = [a_message(), a_message()]
    post.opening = ConnectionRefusedError(111, "Connection refused")
    deliver()
    assert (post.opened, [state_of(message) for message in messages]) == (1, ["waiting", "waiting"])
    assert messages[0].error == "The mail server cannot be reached: [Errno 111] Connection refused"


def test_they_go_when_it_is_up_again_after_a_minute(post):
    message = a_message()
    post.opening = ConnectionRefusedError(111, "Connection refused")
    deliver()
    post.opening = None
    assert (deliver(later(seconds=50)), deliver(later(seconds=70))) == (0, 1)
    assert (state_of(message), message.attempts, message.error) == ("sent", 2, "")


def test_it_waits_longer_each_time_and_fails_after_the_last(post):
    message, at, waits = a_message(), AT, []
    for _ in WAITS:
        post.answers = [smtplib.SMTPDataError(451, b"4.3.0 Try again later")]
        deliver(at)
        assert state_of(message) == "waiting"
        waits.append(round((message.not_before - at).total_seconds() / 60))
        at = message.not_before
    post.answers = [smtplib.SMTPDataError(451, b"4.3.0 Try again later")]
    deliver(at)
    assert waits == [1, 5, 30, 120, 360, 720, 1440]
    assert (state_of(message), message.error, verbs(message)) == (
        "failed",
        "The mail server did not take it this time: 451 4.3.0 Try again later",
        ["wrote", "marked as failed"],
    )


@pytest.mark.parametrize(
    "refusal",
    [
        smtplib.SMTPRecipientsRefused({"lead@example.org": (550, b"5.1.1 Nobody here")}),
        smtplib.SMTPDataError(550, b"5.1.1 Nobody here"),
    ],
)
def test_what_is_refused_for_good_fails_at_once_and_the_next_one_goes(post, refusal):
    first, second = a_message(), a_message()
    post.answers = [refusal]
    deliver()
    assert (state_of(first), first.error) == ("failed", "The mail server refused it: 550 5.1.1 Nobody here")
    assert state_of(second) == "sent"


@pytest.mark.parametrize(("status", "state"), [(400, "failed"), (429, "waiting"), (503, "perhaps sent")])
def test_a_providers_answer_decides_as_a_servers_does(post, status, state):
    message, error = a_message(), RuntimeError("The provider said no")
    error.status_code = status
    post.answers = [error]
    deliver()
    assert state_of(message) == state


def test_what_cannot_be_made_into_an_email_fails_and_the_next_one_goes(post):
    first, second = a_message(), a_message()
    post.answers = [ValueError("no such charset")]
    deliver()
    assert (state_of(first), state_of(second)) == ("failed", "sent")


def test_a_connection_that_breaks_in_the_middle_means_perhaps_sent_and_once_more_with_the_same_message_id(
    post,
):
    message = a_message()
    post.answers = [smtplib.SMTPServerDisconnected("Connection unexpectedly closed")]
    deliver()
    assert (state_of(message), message.attempts) == ("perhaps sent", 1)
    assert (deliver(later(seconds=1)), state_of(message), post.taken) == (1, "sent", [message.message_id])


def test_a_message_interrupted_twice_is_left_to_a_person(post):
    message = a_message()
    post.answers = [smtplib.SMTPServerDisconnected("gone"), smtplib.SMTPServerDisconnected("gone")]
    deliver()
    deliver(later(minutes=1))
    assert (state_of(message), message.left_to_a_person) == ("perhaps sent", True)
    assert (deliver(later(days=9)), post.taken) == (0, [])
    assert verbs(message) == ["wrote", "marked as perhaps sent", "marked as perhaps sent"]


def test_what_may_have_arrived_is_never_said_to_have_failed(post):
    message = a_message()
    post.answers = [smtplib.SMTPServerDisconnected("gone"), smtplib.SMTPDataError(550, b"No")]
    deliver()
    deliver(later(minutes=1))
    assert (state_of(message), message.left_to_a_person) == ("perhaps sent", True)


def test_a_password_that_the_server_says_back_is_not_kept(post, settings):
    settings.EMAIL_HOST_PASSWORD = "hunter2hunter2"
    message = a_message()
    post.opening = smtplib.SMTPAuthenticationError(535, b"5.7.8 Bad password hunter2hunter2")
    deliver()
    state_of(message)
    assert message.error == "The mail server cannot be reached: 535 5.7.8 Bad password [secret]"


# Interruption


def test_what_a_killed_worker_held_is_free_after_five_minutes():
    message = a_message()
    held_by("one", message)
    assert [free_the_interrupted(at=later(minutes=minutes)) for minutes in (5, 6, 6)] == [0, 1, 0]
    assert state_of(message) == "perhaps sent"
    assert message.error == "Safeboard was interrupted while it handed this over: it may have been sent."


def test_a_worker_that_starts_anew_takes_back_at_once_what_it_held_and_nothing_of_others():
    mine, theirs = a_message(), a_message()
    held_by("one", mine)
    held_by("two", theirs)
    assert free_the_interrupted(at=later(seconds=1), restarted="one") == 1
    assert (state_of(mine), state_of(theirs)) == ("perhaps sent", "claimed")


def test_it_is_sent_once_more_with_the_same_message_id():
    message = a_message()
    held_by("one", message)
    free_the_interrupted(at=later(minutes=6))
    deliver(later(minutes=6))
    assert [sent.message()["Message-ID"] for sent in mail.outbox] == [message.message_id]
    assert state_of(message) == "sent"


def test_a_worker_that_was_only_slow_still_says_that_it_was_sent():
    message = a_message()
    claimed = held_by("slow", message)
    free_the_interrupted(at=later(minutes=6))
    delivery._settle(claimed, None, later(minutes=7))
    assert (state_of(message), deliver(later(minutes=8))) == ("sent", 0)


def test_a_slow_worker_says_nothing_about_what_another_one_claimed_since():
    message = a_message()
    claimed = held_by("slow", message)
    free_the_interrupted(at=later(minutes=6))
    held_by("two", message)
    delivery._settle(claimed, None, later(minutes=7))
    assert state_of(message) == "claimed"


# Links and secrets


def test_the_links_address_is_filled_in_when_it_is_handed_over_and_kept_nowhere(settings):
    settings.SITE = "https://plans.example.org"
    board = a_board()
    link = a_link(board)
    message = a_message(board=board, link=link, body="Open {link} please")
    deliver()
    words = mail.outbox[0].body.split()
    assert (words[0], words[2]) == ("Open", "please")
    assert words[1].startswith("https://plans.example.org/r/")
    assert (state_of(message), message.body) == ("sent", "Open {link} please")


def test_a_message_whose_link_was_revoked_is_not_sent():
    board = a_board()
    link = a_link(board)
    message = a_message(board=board, link=link, body="{link}")
    services.revoke_link(link, why="Left", by=BY, at=AT)
    deliver()
    assert (state_of(message), message.error, mail.outbox) == (
        "failed",
        "The link in it no longer works.",
        [],
    )


def test_a_message_whose_link_was_made_with_another_key_fails_and_says_so(settings):
    board = a_board()
    message = a_message(board=board, link=a_link(board), body="{link}")
    settings.SECRET_KEY = "another one"
    deliver()
    assert (state_of(message), message.error) == (
        "failed",
        "The secret key was changed since its link was made.",
    )


def test_the_key_before_the_last_still_works_out_an_address(settings):
    board = a_board()
    message = a_message(board=board, link=a_link(board), body="{link}")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one"
    deliver()
    assert state_of(message) == "sent"


def test_a_secret_is_erased_once_it_is_sent():
    message = a_message(secret=True, body="Your code is K7Q2")
    deliver()
    assert (state_of(message), message.body, mail.outbox[0].body) == ("sent", "", "Your code is K7Q2")


def test_a_secret_is_erased_when_it_fails_or_is_stopped(post):
    fails, is_stopped = a_message(secret=True), a_message(secret=True, not_before=later(days=1))
    post.answers = [smtplib.SMTPDataError(550, b"No")]
    deliver()
    services.stop(is_stopped, by=BY, at=AT)
    assert (state_of(fails), fails.body, state_of(is_stopped), is_stopped.body) == (
        "failed",
        "",
        "stopped",
        "",
    )


# Writing, stopping, sending again


def test_a_message_of_the_same_key_is_written_once():
    first = a_message(key="round 5 reminder 2 to 17", subject="First")
    second = a_message(key="round 5 reminder 2 to 17", subject="Second")
    assert (first, Message.objects.count(), verbs(first)) == (second, 1, ["wrote"])


def test_many_written_together_are_each_written_once_and_recorded(django_assert_num_queries):
    first = a_message(key="return 5 first to 17", subject="First")
    letter = {"to_name": "Jo", "subject": "Asked", "body": "Please.", "kind": "assurance"}
    letters = [
        letter | {"to_email": f"{key}@example.org", "key": f"return 5 first to {key}"} for key in (17, 18, 19)
    ]
    with django_assert_num_queries(5):  # a savepoint, what is written, the messages, their events
        assert services.write_many(letters, by=BY, at=AT) == 2
    assert services.write_many(letters, by=BY, at=AT) == 0
    assert [(one.subject, verbs(one)) for one in Message.objects.order_by("pk")] == [
        (first.subject, ["wrote"]), ("Asked", ["wrote"]), ("Asked", ["wrote"])
    ]  # fmt: skip


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ValidationError):
        a_message(to_email="nobody\nBcc: all@example.org")
    assert Message.objects.count() == 0


def test_a_subject_or_a_name_is_one_line():
    message = a_message(subject="Your\r\nBcc: all@example.org", to_name="Jo\nCc: x@example.org")
    assert (message.subject, message.to_name) == ("Your Bcc: all@example.org", "Jo Cc: x@example.org")


def test_a_stopped_message_is_not_sent():
    message = a_message()
    services.stop(message, by=BY, at=AT)
    assert (deliver(), state_of(message), verbs(message)) == (0, "stopped", ["wrote", "stopped"])


def test_what_is_in_hand_or_settled_can_not_be_stopped():
    in_hand, sent = a_message(), a_message()
    held_by("one", in_hand)
    deliver()
    for message in (in_hand, sent):
        with pytest.raises(ValidationError):
            services.stop(message, by=BY, at=AT)
    assert (state_of(in_hand), state_of(sent)) == ("claimed", "sent")


def test_sending_again_writes_a_new_message_that_points_at_the_old():
    board = a_board()
    message = a_message(board=board, link=a_link(board), about="Round for March")
    deliver()
    state_of(message)
    new = services.send_again(message, by=BY, at=later(hours=1))
    assert (new.again_of, new.body, new.link, new.about, new.state) == (
        message, message.body, message.link, "Round for March", "waiting",
    )  # fmt: skip
    assert new.message_id != message.message_id
    assert verbs(message) == ["wrote", "sent again"]


@pytest.mark.parametrize("state", ["waiting", "claimed", "secret", "link"])
def test_what_is_on_its_way_secret_or_of_no_use_is_not_sent_again(state):
    board = a_board()
    link = a_link(board, ends_at=later(hours=1)) if state == "link" else None
    message = a_message(board=board, link=link, secret=state == "secret")
    if state == "claimed":
        held_by("one", message)
    elif state != "waiting":
        deliver()
    state_of(message)
    with pytest.raises(ValidationError):
        services.send_again(message, by=BY, at=later(hours=2))
    assert Message.objects.count() == 1


def test_pressing_twice_sends_again_once_also_where_a_worker_was_quick():
    message = a_message()
    deliver()
    state_of(message)
    services.send_again(message, by=BY, at=later(hours=1))
    deliver(later(hours=1))
    with pytest.raises(ValidationError):
        services.send_again(message, by=BY, at=later(hours=1, seconds=2))
    services.send_again(message, by=BY, at=later(hours=1, minutes=2))
    assert Message.objects.count() == 3


def test_a_long_batch_claims_each_message_at_its_own_time(monkeypatch):
    ticks = iter(range(0, 1000, 100))
    monkeypatch.setattr(delivery.time, "monotonic", lambda: next(ticks))
    a_message(), a_message()
    deliver()
    first, second = Message.objects.order_by("pk").values_list("claimed_at", flat=True)
    assert second - first > datetime.timedelta(minutes=3)
