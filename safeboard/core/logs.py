"""What is logged: one line a request and one a failure, as JSON or in plain words, with the number of the request.

A log is read by people whom no board has let in, and is kept elsewhere. So it holds no address of a page as it was asked for
(but the pattern in the URLconf), no e-mail address, no secret, and no words of an exception but those that the machine says.
"""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError

from safeboard.core.secret_addresses import hidden

REQUEST: ContextVar[str] = ContextVar("REQUEST", default="")
"""The number of the request that is being answered; "" outside one."""
E_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
QUERY = re.compile(r"\?[^\s\"']+")
SECRET = re.compile(r"\b(?=[\w-]*\d)[A-Za-z0-9_-]{32,}\b")
THE_MACHINES = (
    *(OSError, MemoryError, OperationalError, InterfaceError),
    *(ImportError, ImproperlyConfigured, AttributeError, NameError, TypeError),
)
"""Exceptions whose words come from the machine, never from what somebody typed."""


def masked(words: str) -> str:
    """Words without e-mail addresses, what follows a question mark in an address, and anything as long as a secret."""
    words = QUERY.sub("?…", hidden(words))
    return SECRET.sub("…", E_MAIL.sub("…@…", words))


def route_of(request) -> str:
    """The pattern of its address, such as "/returns/<int:pk>/"; "" where none fits."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else ""


def message_of(record) -> str:
    """Django names the address of what failed: here it is the pattern."""
    words, request = record.getMessage(), getattr(record, "request", None)
    path = getattr(request, "path", "")
    return masked(words.replace(path, route_of(request) or "…") if path else words)


def story_of(error: BaseException | None) -> str:
    """A traceback: where it went wrong, and the words of it only where they are the machine's."""
    told, at = [], error
    while at is not None:
        frames = "".join(traceback.format_tb(at.__traceback__))
        words = f": {at}" if isinstance(at, THE_MACHINES) else ""
        told.append(f"{frames}{type(at).__name__}{words}")
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\nbecause of\n".join(told)


class Lines(logging.Formatter):
    """In plain words: what people who sit before it read."""

    def format(self, record):
        words = f"{record.levelname} {record.name}: {message_of(record)}"
        number = f" [{REQUEST.get()}]" if REQUEST.get() else ""
        story = f"\n{story_of(record.exc_info[1])}" if record.exc_info and record.exc_info[1] else ""
        return words + number + masked(story)


class JsonLines(logging.Formatter):
    """One object a line: time, level, logger, message; request, its facts and the traceback where there are any."""

    def format(self, record):
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
        }
        if REQUEST.get():
            said["request"] = REQUEST.get()
        said |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            said["traceback"] = masked(story_of(record.exc_info[1]))
        return json.dumps(said, ensure_ascii=False)


FORMS = {"json": JsonLines, "plain": Lines}


def settings_for(form: str, *, testing: bool) -> dict:
    """LOGGING. form: a key of FORMS. Raises ImproperlyConfigured."""
    if form not in FORMS:
        raise ImproperlyConfigured(f"SAFEBOARD_LOG is “{form}”: set it to json or plain.")
    loggers = {
        # The line that safeboard.requests writes says it already, with the pattern for the address.
        "django.request": {"level": "ERROR" if not testing else "CRITICAL"},
        "safeboard.requests": {"level": "INFO" if form == "json" else "WARNING"},
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"said": {"()": FORMS[form]}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "said"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": loggers,
    }
