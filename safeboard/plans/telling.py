"""What the pages of one action read beside its picture: who may do what to it now, whose word it may be, what came in meanwhile."""

from dataclasses import dataclass

from safeboard.boards.queries import meetings_of, people_answering
from safeboard.plans import access
from safeboard.plans.due import YearHint, read_due
from safeboard.plans.models import Action, Typing, Update
from safeboard.plans.pages import in_plain_words
from safeboard.plans.queries import pictures_of_actions
from safeboard.plans.shelf import plans_on

MEANWHILE = 3
"""How many updates that came in meanwhile are told; more are counted."""


@dataclass(frozen=True, slots=True)
class Acts:
    """Which buttons a person sees on an action's page; all False on a past day's, a dropped action's, one that went on in
    the next plan, a withdrawn or closed plan's.

    mine: the keys of the updates they may put right. answer: the key of the request for a date they may answer, or 0.
    """

    tell: bool = False
    rate: bool = False
    assure: bool = False
    difference: bool = False
    ask: bool = False
    answer: int = 0
    move: bool = False
    steps: bool = False
    check: bool = False
    confirm: bool = False
    correct: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self != Acts()


def acts_open(user, action, shown, rights, *, closed=None) -> Acts:
    """What this person may do to an action as it stands today. At most one query. closed: its plan's, where it is."""
    if action.plan.withdrawn_at or closed or shown.went_on:
        return Acts()
    tells = rights.update_any or (rights.update_own and access.answers_for(user, action))
    difference = bool(shown.assured) and (tells or rights.assure)
    if shown.dropped:
        return Acts(difference=difference)
    return Acts(
        tell=tells,
        rate=rights.rate_over,
        assure=rights.assure and _may_assure(user, shown),
        difference=difference,
        ask=tells and not shown.done and not shown.date_asked_for,
        answer=shown.date_asked_for.pk if rights.agree_dates and shown.date_asked_for else 0,
        move=rights.agree_dates and not shown.done and not shown.date_asked_for,
        steps=tells and not shown.done,
        check=tells and shown.next_check is not None,
        confirm=shown.date_to_confirm and (tells or rights.agree_dates),
        correct=frozenset(
            said.pk for said in shown.counted if not said.over and tells and _may_correct(said, user, rights)
        ),
    )


def _may_assure(user, shown):
    return shown.awaits_assurance is not None and shown.awaits_assurance.by != user.pk


def _may_correct(said, user, rights):
    return rights.update_any or said.by == user.pk


def names_to_speak_for(shown, *, day, besides=""):
    """Whose word a manager may enter: the action's leads, the people who answer for them, and who is named. Two queries."""
    answering = people_answering([pk for pk, _ in shown.leads], day=day)
    people = [one.user.name for found in answering.values() for one in found]
    named = [name for _, name in shown.leads] + people + ([besides] if besides else [])
    return list(dict.fromkeys(named))


def draft_of(user, action):
    """What this person typed about an action and did not send, or None."""
    return Typing.objects.filter(who=typist(user), action=action).first()


def typist(user):
    return f"user {user.pk}"


def to_correct(update, *, by):
    """What the form that corrects an update begins with, and whose word it was where that was somebody else's, or ""."""
    own = update.by_id == by.pk or update.came == Update.Came.FILE
    speaker = update.on_behalf_of or ("" if own else update.by_name)
    kept = ("words", "rating", "complete", "evidence", "heard", "effective_on")
    return {name: getattr(update, name) for name in kept} | {"whose": speaker}, speaker


def reads_as(row):
    """What Safeboard reads in the words of a date somebody asked for. row: a DateRequest or a DateChange."""
    plan = row.action.plan
    return in_plain_words(read_due(row.due_written, hint=YearHint(plan.starts, plan.ends)))


def said_meanwhile(action, *, seen, but, restricted):
    """A sentence for what came in after the update with the key `seen`, save the one just made; [] for nothing."""
    if seen is None:
        return []
    rows = Update.objects.filter(action=action, pk__gt=seen).exclude(pk=but.pk)
    if not restricted:
        rows = rows.exclude(marking="restricted")
    told = list(rows.order_by("pk")[: MEANWHILE + 1])
    sentences = [f"Meanwhile {one.on_behalf_of or one.by_name} said: “{_short(one.words)}”" for one in told]
    more = ["More was said meanwhile: read it in the story."] if len(told) > MEANWHILE else []
    return sentences[:MEANWHILE] + more


def _short(words):
    return words if len(words) <= 300 else f"{words[:300]}…"


def meetings_held(board, *, today):
    """The meetings a new date may have been agreed at: today's and earlier ones, the newest first. One query."""
    coming, past = meetings_of(board, today=today)
    return [meeting for meeting in reversed(coming) if meeting.date == today] + past


def meetings_to_answer_at(board, *, asked_on, today):
    """The meetings at which a date asked for on a day may be agreed: the next, and those since, newest first."""
    coming, past = meetings_of(board, today=today)
    return [*reversed(coming[:1]), *(meeting for meeting in past if meeting.date >= asked_on)]


def dates_waiting(board, *, day, restricted):
    """The actions of a board for which a new date was asked and not answered, the longest waiting first."""
    asked = Action.objects.filter(
        issue__priority__plan__in=plans_on(board, restricted=restricted),
        carried_on__isnull=True,
        date_requests__isnull=False,
        date_requests__answer__isnull=True,
    )
    pictures = pictures_of_actions(asked.distinct(), day=day, restricted=restricted)
    found = [(picture, action) for picture in pictures for action in picture.actions if action.date_asked_for]
    return sorted(found, key=lambda one: one[1].date_asked_for.recorded_at)
