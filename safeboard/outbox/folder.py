"""A folder in place of a mail server: each e-mail one file, named by its Message-ID, so the same one is there once."""

import datetime
import email
import re
from dataclasses import dataclass
from email import policy
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404

from safeboard.core.writing import replacing
from safeboard.outbox.trouble import NotTaken

SHOWN = 100


class FolderBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        for message in email_messages:
            self._keep(message.message())
        return len(email_messages)

    def _keep(self, made):
        folder = Path(settings.OUTBOX_FOLDER)
        name = re.sub(r"[^\w.@-]", "_", made["Message-ID"].strip("<>"))
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with replacing(folder / f"{name}.eml", mode=0o600) as file:
                file.write(made.as_bytes())
        except OSError as error:
            raise NotTaken(f"The outbox folder cannot be written: {error.strerror}.") from error


@dataclass(frozen=True, slots=True)
class Mail:
    """at: when it was put into the folder."""

    name: str
    at: datetime.datetime
    to: str
    subject: str
    body: str


def mails():
    """The newest e-mails in the folder, newest first."""
    newest = sorted(_files(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_mail(path) for path in newest[:SHOWN]]


def mail_named(name):
    """One e-mail of the folder. 404 when there is none; nothing asked for is ever made into a path."""
    found = next((path for path in _files() if path.stem == name), None)
    if found is None:
        raise Http404
    return _mail(found)


def _files():
    return Path(settings.OUTBOX_FOLDER).glob("[!.]*.eml")


def _mail(path):
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    return Mail(
        name=path.stem,
        at=datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=message.get_body(("plain",)).get_content(),
    )
