"""Taking away what is too old to keep: rule by rule, in batches, from the rows as they are. What is kept as recorded is never touched."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from safeboard.api.models import CalendarFeed, Token
from safeboard.assurance.models import Part, Survey, SurveyAddress
from safeboard.boards.models import Seat
from safeboard.core.held import GONE_ADDRESS, GONE_NAME
from safeboard.documents.models import Document, Reading
from safeboard.history.services import CommandLine, record
from safeboard.outbox.models import Link, Message, State
from safeboard.people.models import User
from safeboard.plans.models import Typing
from safeboard.privacy.models import LetGo
from safeboard.privacy.signs import ERASED_HOST

BATCH, BATCHES = 500, 40
"""So many rows in one transaction, so many times in one run; what is left goes on the next day."""
BY = CommandLine("Retention")
SETTLED = [State.SENT, State.FAILED, State.STOPPED, State.PERHAPS]


@dataclass(frozen=True, slots=True)
class Step:
    """due(before): the rows that are too old, a queryset. act(keys): does it to some of them. A rule may have several."""

    rule: str
    due: Callable
    act: Callable


def sweep(*, at, batch=BATCH, batches=BATCHES) -> dict[str, int]:
    """Take away what is too old now. Returns {rule: how many rows}, of those with any; each is recorded."""
    done: dict[str, int] = {}
    for step in STEPS:
        for _ in range(batches):
            count = _one_batch(step, at, batch)
            if not count:
                break
            done[step.rule] = done.get(step.rule, 0) + count
    if count := _forget_limits(at):
        done["limits"] = count
    return done


def waiting(*, at) -> dict[str, int]:
    """{rule: how many rows a sweep would take now}; every rule that takes any away, also with none."""
    counts = {step.rule: 0 for step in STEPS} | {"limits": _limits(at, "SELECT COUNT(*)")}
    for step in STEPS:
        counts[step.rule] += step.due(before(step.rule, at)).count()
    return counts


def before(rule, at):
    """What is older than this moment goes."""
    return at - datetime.timedelta(days=settings.KEEP_DAYS[rule])


def unused_accounts(*, at):
    """Accounts with no seat now or to come that nobody signed in to for so long: for a person to look at."""
    today = timezone.localdate(at)
    seated = Seat.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today)).values("user")
    long_ago = before("unused accounts", at)
    rows = User.objects.exclude(pk__in=seated).exclude(email__endswith=f"@{ERASED_HOST}")
    unused = rows.filter(Q(last_login__isnull=True) | Q(last_login__lt=long_ago))
    left = Seat.objects.filter(ends__gte=timezone.localdate(long_ago)).values("user")
    at_work = Part.objects.filter(ended_at__isnull=True).values("user")
    return unused.exclude(pk__in=left).exclude(pk__in=at_work).order_by("pk")


@transaction.atomic
def _one_batch(step, at, batch):
    keys = list(step.due(before(step.rule, at)).order_by("pk").values_list("pk", flat=True)[:batch])
    if keys:
        step.act(keys)
        _note(step.rule, len(keys), at)
    return len(keys)


def _note(rule, count, at):
    record(
        by=BY, verb="let go", thing=LetGo.objects.create(rule=rule, count=count, at=at), at=at, count=count
    )


# --- What is due, and what is done to it ---


def _old_messages(moment):
    """A message that waits to be handed over once more is left alone."""
    old = Message.objects.filter(state__in=SETTLED, made_at__lt=moment).exclude(
        state=State.PERHAPS, interruptions__lt=2
    )
    return old.exclude(body="", error="")


def _empty_messages(keys):
    Message.objects.filter(pk__in=keys).update(body="", error="")


def _old_links(moment):
    ended = Q(revoked_at__lt=moment) | Q(ends_at__lt=moment)
    return Link.objects.filter(ended).exclude(email=GONE_ADDRESS)


def _empty_links(keys):
    Link.objects.filter(pk__in=keys).update(name=GONE_NAME, email=GONE_ADDRESS)


def _old_readings(moment):
    """Drafts and what was left, that no plan and no proposal was made from."""
    never = Reading.objects.filter(plan__isnull=True, proposal__isnull=True, read_at__lt=moment)
    return never.exclude(state=Reading.State.ACCEPTED)


def _drop_readings(keys):
    """The document goes too where nothing else has it, and its bytes where no other document has the same."""
    documents = set(Reading.objects.filter(pk__in=keys).values_list("document", flat=True))
    Reading.objects.filter(pk__in=keys).delete()
    for document in Document.objects.filter(pk__in=documents):
        name = document.file.name
        try:
            with transaction.atomic():
                document.delete()
        except ProtectedError:
            continue
        transaction.on_commit(partial(_delete_bytes, name))


def _delete_bytes(name):
    """Unless another document has the same. One that is being kept at this moment stores its bytes again, see `documents.keep`."""
    if not Document.objects.filter(file=name).exists():
        default_storage.delete(name)


def _revoked_tokens(moment):
    return Token.objects.filter(revoked_at__lt=moment)


def _revoked_feeds(moment):
    return CalendarFeed.objects.filter(revoked_at__lt=moment)


def _closed_addresses(moment):
    return SurveyAddress.objects.filter(
        group__survey__state=Survey.State.CLOSED, group__survey__closed_at__lt=moment
    )


def _failed_jobs(moment):
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__lt=moment)


def _delete(model):
    return lambda keys: model.objects.filter(pk__in=keys).delete()


STEPS = [
    Step("messages", _old_messages, _empty_messages),
    Step("links", _old_links, _empty_links),
    Step("typing", lambda moment: Typing.objects.filter(saved_at__lt=moment), _delete(Typing)),
    Step("drafts", _old_readings, _drop_readings),
    Step("access", _revoked_tokens, _delete(Token)),
    Step("access", _revoked_feeds, _delete(CalendarFeed)),
    Step("survey addresses", _closed_addresses, _delete(SurveyAddress)),
    Step("sessions", lambda moment: Session.objects.filter(expire_date__lt=moment), _delete(Session)),
    Step("failed jobs", _failed_jobs, _delete(DBTaskResult)),
]


# --- The limits against guessing lie in the cache, which is no model ---


def _limits(at, what):
    """Runs `SELECT COUNT(*)` or `DELETE` on what has run out. Returns how many."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    moment = connection.ops.adapt_datetimefield_value(before("limits", at).replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"{what} FROM {table} WHERE expires < %s", [moment])
        return cursor.fetchone()[0] if what.startswith("SELECT") else cursor.rowcount


@transaction.atomic
def _forget_limits(at):
    count = _limits(at, "DELETE")
    if count:
        _note("limits", count, at)
    return count
