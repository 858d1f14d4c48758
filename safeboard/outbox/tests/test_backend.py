"""Mail sent through Django becomes rows; a folder may take the place of a server."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage, get_connection, send_mail
from django.db import transaction

from safeboard.outbox import folder
from safeboard.outbox.mail_url import NotAMailUrl, smtp_settings
from safeboard.outbox.models import Message
from safeboard.outbox.tests.makers import a_board, a_message, deliver, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings):
    settings.EMAIL_BACKEND = "safeboard.outbox.backend.OutboxBackend"


@pytest.fixture
def own_folder(settings, tmp_path):
    settings.OUTBOX_BACKEND = "safeboard.outbox.folder.FolderBackend"
    settings.OUTBOX_FOLDER = tmp_path / "outbox"
    return settings.OUTBOX_FOLDER


# The house's backend


def test_mail_of_the_house_becomes_a_row_and_is_not_sent(house):
    assert send_mail("Code", "It is K7Q2", None, ["Jo Bell <jo@example.org>"]) == 1
    message = Message.objects.get()
    assert (message.to_email, message.to_name, message.subject, message.body, message.state) == (
        "jo@example.org", "Jo Bell", "Code", "It is K7Q2", "waiting",
    )  # fmt: skip
    assert (message.kind, message.secret, message.board, mail.outbox) == ("notice", True, None, [])


def test_a_kind_a_board_and_short_words_come_by_header_and_are_not_sent_on(house):
    board = a_board()
    headers = {
        "X-Safeboard-Kind": "invitation",
        "X-Safeboard-Board": str(board.pk),
        "X-Safeboard-About": "Seat",
    }
    EmailMessage("Come", "Words", None, ["jo@example.org"], headers=headers).send()
    message = Message.objects.get()
    assert (message.kind, message.secret, message.board, message.about) == (
        "invitation",
        False,
        board,
        "Seat",
    )
    deliver(message.made_at)
    assert [name for name in mail.outbox[0].message() if name.startswith("X-")] == []


def test_a_kind_that_names_a_code_is_secret(house):
    EmailMessage("Code", "K7Q2", None, ["jo@example.org"], headers={"X-Safeboard-Kind": "sign-in"}).send()
    assert Message.objects.get().secret is True


def test_several_readers_get_a_message_each(house):
    EmailMessage("Hello", "Words", None, ["a@example.org"], bcc=["b@example.org"]).send()
    assert sorted(Message.objects.values_list("to_email", flat=True)) == ["a@example.org", "b@example.org"]


def test_mail_is_undone_with_the_transaction_it_was_sent_in(house):
    with transaction.atomic():
        send_mail("Hello", "Words", None, ["jo@example.org"])
        transaction.set_rollback(True)
    assert Message.objects.count() == 0


def test_an_attachment_is_refused_and_nothing_is_kept(house):
    email = EmailMessage("Paper", "Words", None, ["jo@example.org"])
    email.attach("a.txt", "x", "text/plain")
    with pytest.raises(ValueError, match="words only"):
        email.send()
    assert Message.objects.count() == 0


# The folder


def test_each_mail_is_one_file_named_by_its_message_id(own_folder):
    message = a_message(subject="Café", body="Zoë’s words\n")
    deliver()
    (path,) = own_folder.iterdir()
    assert path.name == f"{message.message_id.strip('<>')}.eml"
    assert path.stat().st_mode & 0o777 == 0o600
    kept = folder.mail_named(path.stem)
    assert (kept.subject, kept.to, kept.body) == ("Café", f"Zoë Lead <{message.to_email}>", "Zoë’s words\n")


def test_the_same_message_id_never_makes_two_files(own_folder):
    email = EmailMessage("One", "Words", None, ["jo@example.org"], headers={"Message-ID": "<a@b.example>"})
    for _ in range(2):
        get_connection("safeboard.outbox.folder.FolderBackend").send_messages([email])
    assert [path.name for path in own_folder.iterdir()] == ["a@b.example.eml"]


def test_a_message_id_cannot_leave_the_folder(own_folder):
    email = EmailMessage("One", "Words", None, ["jo@example.org"], headers={"Message-ID": "<../../x@y>"})
    get_connection("safeboard.outbox.folder.FolderBackend").send_messages([email])
    assert [path.name for path in own_folder.iterdir()] == [".._.._x@y.eml"]


def test_a_folder_that_cannot_be_written_is_tried_again(own_folder):
    own_folder.write_text("a file in its place")
    message = a_message()
    deliver()
    assert (state_of(message), message.error) == (
        "waiting",
        "The outbox folder cannot be written: File exists.",
    )


# The address of a server


def test_a_mail_url_names_the_server_and_how_to_talk_to_it():
    assert smtp_settings("smtp://jo%40x.org:p%2Fw@mail.example.org:587?tls") == {
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "jo@x.org",
        "EMAIL_HOST_PASSWORD": "p/w",
        "EMAIL_USE_SSL": False,
        "EMAIL_USE_TLS": True,
    }


def test_smtps_is_encrypted_from_the_start_on_its_own_port():
    found = smtp_settings("smtps://mail.example.org")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (465, True, False)


@pytest.mark.parametrize(
    "url", ["http://jo:pw99@x", "smtp://", "smtp://jo:pw99@x:y", "smtp://jo:pw99@x?ssl", "pw99"]
)
def test_a_mail_url_that_is_none_is_refused_without_its_password(url):
    with pytest.raises(NotAMailUrl) as refused:
        smtp_settings(url)
    assert "pw99" not in str(refused.value)
