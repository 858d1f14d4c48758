"""What went wrong when a message was handed over, and so what becomes of it."""

import smtplib
from enum import Enum, auto

from django.conf import settings


class Sent(Enum):
    NO_TRY_LATER = auto()
    NO_NEVER = auto()
    PERHAPS = auto()


class NotTaken(Exception):
    """Raised by a backend that knows that it did not take the message, and may another time."""


class Trouble(Exception):
    """One sentence, and whether the message was sent."""

    def __init__(self, words, sent):
        super().__init__(words)
        self.words, self.sent = words, sent


def before_handing_over(error):
    """Nothing was handed over: nobody answers, or we are not let in."""
    return Trouble(f"The mail server cannot be reached: {_words(error)}", Sent.NO_TRY_LATER)


def while_handing_over(error):
    if isinstance(error, NotTaken):
        return Trouble(_words(error), Sent.NO_TRY_LATER)
    answer = _answer(error)
    if answer is not None:
        later = 400 <= answer < 500 if isinstance(error, smtplib.SMTPException) else answer in {408, 429}
        refused = "did not take it this time" if later else "refused it"
        return Trouble(
            f"The mail server {refused}: {_words(error)}", Sent.NO_TRY_LATER if later else Sent.NO_NEVER
        )
    if isinstance(error, (OSError, smtplib.SMTPException)) or _is_the_servers_fault(error):
        return Trouble(
            f"The connection broke while it was handed over: {_words(error)}",
            Sent.PERHAPS,
        )
    return Trouble(f"It could not be made into an e-mail: {_words(error)}", Sent.NO_NEVER)


def _answer(error):
    """The number that the server gave for a reason; None where it gave none, or one that leaves it open."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    status = getattr(error, "status_code", None)  # of Anymail
    return status if isinstance(status, int) and 400 <= status < 500 else None


def _is_the_servers_fault(error):
    status = getattr(error, "status_code", None)
    return isinstance(status, int) and status >= 500


def _words(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _answered(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    return " ".join(str(error).split()) or type(error).__name__


def _answered(code, words):
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return f"{code} {' '.join(text.split())}"


def without_secrets(words):
    """A server may say back what it was told: passwords and keys never reach a page."""
    for secret in [settings.EMAIL_HOST_PASSWORD, *settings.ANYMAIL.values()]:
        if secret and isinstance(secret, str):
            words = words.replace(secret, "[secret]")
    return words
