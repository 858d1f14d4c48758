"""What the pages of rounds show."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from safeboard.boards.access import seats_of
from safeboard.boards.models import Meeting, Seat
from safeboard.outbox.models import Message
from safeboard.plans.models import Action, Marking, Typing
from safeboard.plans.promise import ActionPicture
from safeboard.rounds.asking import newcomers, shown_actions
from safeboard.rounds.models import Addressee, Asked, Look, Reply, Round

NO_AGENCY = "No agency"
NOBODY_NAMED = "Nobody is named"
UNLED = "With nobody who answers"


# --- The list of rounds ---


@dataclass(slots=True)
class Tally:
    """Actions: how many were asked about, and how many were answered."""

    asked: int = 0
    answered: int = 0

    def add(self, answered):
        self.asked += 1
        self.answered += answered

    @property
    def per_cent(self):
        return round(self.answered * 100 / self.asked) if self.asked else 0


def rounds_of(board, *, at):
    """[(Round, Tally)] of a board, newest first. Two queries."""
    rounds = list(Round.objects.filter(board=board).select_related("meeting").defer("words"))
    rows = Asked.objects.filter(round__in=rounds).still_asked().with_answers(at)
    answers: dict[int, dict[int, bool]] = defaultdict(dict)
    for round, action, answered in rows.values_list("round", "action", "answered"):
        answers[round][action] = answered
    return [(round, Tally(len(answers[round.pk]), sum(answers[round.pk].values()))) for round in rounds]


def meetings_to_ask_for(board, *, today):
    """Meetings that are still to come, soonest first."""
    return Meeting.objects.filter(board=board, date__gte=today).order_by("date", "pk")


# --- One round ---


@dataclass(slots=True)
class Row:
    """One action of a round. leads: (key, name) as asked, key 0 where the plan names nobody. state: one of STATES.
    people: those asked about it."""

    action: ActionPicture
    state: str
    leads: list[tuple[int, str]] = field(default_factory=list)
    people: list[Addressee] = field(default_factory=list)

    @property
    def state_words(self):
        return STATES[self.state]

    @property
    def silent_since(self):
        """For an order: what was never heard of comes first."""
        return self.action.heard_on or datetime.date.min


STATES = {
    "answered": "Answered",
    "waits": "Waits for a look",
    "outstanding": "Outstanding",
    "dropped": "Dropped or carried on since",
}


@dataclass(frozen=True, slots=True)
class Figure:
    words: str
    count: int
    show: str


@dataclass(slots=True)
class Rate:
    """How a lead or an agency answered. key: what the address says to show its rows."""

    key: str
    name: str
    tally: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class Person:
    """An addressee as the manager sees them. mails: their messages, oldest first. seated, wants: as things are today."""

    addressee: Addressee
    asked: int
    owes: int
    seated: bool
    wants: bool
    mails: list[Message] = field(default_factory=list)


@dataclass(slots=True)
class RoundShown:
    round: Round
    rows: list[Row]
    addressees: list[Addressee]
    nobody: set[int]

    @property
    def counted(self):
        """What is still asked: not what was dropped or carried on since."""
        return [row for row in self.rows if row.state != "dropped"]

    def of(self, state):
        return [row for row in self.rows if row.state == state]

    @property
    def outstanding(self):
        """Longest silent first."""
        return sorted(self.of("outstanding"), key=lambda row: (row.silent_since, row.action.pk))

    @property
    def tally(self):
        return Tally(len(self.counted), len(self.of("answered")))

    @property
    def figures(self):
        """What stands at the head of the page, each with the rows behind it."""
        counts = [Figure(words, len(self.of(state)), state) for state, words in STATES.items()]
        return [Figure("Asked about", len(self.rows), ""), *counts, Figure(UNLED, len(self.unled), "nobody")]

    @property
    def unled(self):
        """Rows with a lead that nobody answered for."""
        return [row for row in self.counted if any(lead in self.nobody for lead, _ in row.leads)]

    @property
    def by_lead(self):
        rates: dict[int, Rate] = {}
        for row in self.counted:
            for lead, name in row.leads:
                rate = rates.setdefault(lead, Rate(str(lead), name or NOBODY_NAMED))
                rate.tally.add(row.state == "answered")
        return _worst_first(rates)

    @property
    def by_agency(self):
        """An action counts once for each agency whose people were asked about it."""
        rates: dict[str, Rate] = {}
        for row in self.counted:
            for agency in {one.agency for one in row.people}:
                rate = rates.setdefault(agency, Rate(agency or NO_AGENCY, agency or NO_AGENCY))
                rate.tally.add(row.state == "answered")
        return _worst_first(rates)

    def wanted(self, *, show="", lead="", agency=""):
        """The rows behind a number. What the address says and means nothing here is not used."""
        special = {"nobody": self.unled, "outstanding": self.outstanding}
        rows = special[show] if show in special else self.of(show) if show in STATES else self.rows
        if lead:
            rows = [row for row in rows if lead in [str(key) for key, _ in row.leads]]
        if agency:
            rows = [row for row in rows if agency in [one.agency or NO_AGENCY for one in row.people]]
        return rows


def round_shown(round, *, at, restricted):
    """A round with every action it asked about. restricted: whether those marked so are in it. 26 queries."""
    asked = list(
        Asked.objects.filter(round=round)
        .with_answers(at)
        .select_related("action__carried_on")
        .prefetch_related("addressees")
        .order_by("lead_name", "pk")
    )
    if not restricted:
        asked = [one for one in asked if one.action.marking_now != Marking.RESTRICTED]
    keys, day = {one.action_id for one in asked}, timezone.localdate(at)
    shown = shown_actions(keys, day=day, restricted=restricted)
    rows: dict[int, Row] = {}
    for one in asked:
        row = rows.setdefault(one.action_id, Row(shown[one.action_id], _state_of(one)))
        row.leads.append((one.lead_id or 0, one.lead_name))
        row.people += [person for person in one.addressees.all() if person not in row.people]
    addressees = list(
        Addressee.objects.filter(round=round)
        .select_related("link")
        .prefetch_related("asked")
        .order_by("name", "pk")
    )
    nobody = {one.lead_id or 0 for one in asked} - {one.lead_id or 0 for one in asked if one.addressees.all()}
    return RoundShown(round, sorted(rows.values(), key=_soonest), addressees, nobody)


def people_of(shown, *, today):
    """[Person] of a round with their messages. Two queries."""
    seats = Seat.objects.current(today=today).filter(board=shown.round.board_id)
    wants: dict[int, bool] = {}
    for user, reminders in seats.values_list("user", "wants_reminders"):
        wants[user] = reminders or wants.get(user, False)
    owed = {row.action.pk for row in shown.of("outstanding")}
    mails = defaultdict(list)
    links = {"link__thing_type": Addressee._meta.label_lower}
    links |= {"link__thing_id__in": [one.pk for one in shown.addressees]}
    for mail in Message.objects.filter(**links).select_related("link").defer("body").order_by("pk"):
        mails[mail.link.thing_id].append(mail)
    people = []
    for one in shown.addressees:
        actions = {asked.action_id for asked in one.asked.all()}
        today_they = {"seated": one.user_id in wants, "wants": wants.get(one.user_id, False)}
        people.append(Person(one, len(actions), len(actions & owed), mails=mails[one.pk], **today_they))
    return people


def page_of(shown, asked_for):
    """The rows an address asks for with ?show=, ?lead= and ?agency=, and in words what they are."""
    wanted = {name: asked_for.get(name, "") for name in ("show", "lead", "agency")}
    leads = {str(lead): name or NOBODY_NAMED for row in shown.rows for lead, name in row.leads}
    states = STATES | {"nobody": UNLED}
    chosen = [states.get(wanted["show"]), leads.get(wanted["lead"]), wanted["agency"]]
    return {"rows": shown.wanted(**wanted), "chosen": ", ".join(filter(None, chosen))}


def looked_at(reply, *, today):
    """What a page needs to look at a held reply: the action as it stands, and what was made of it if anything was."""
    (action,) = shown_actions([reply.action_id], day=today).values()
    return {"action": action, "look": Look.objects.filter(reply=reply).first()}


def newcomers_of(round, *, today):
    """Those who came to answer for a lead since the round opened; none of one that is closed."""
    return newcomers(round, day=today) if round.is_open else []


def waiting_replies(round):
    """Held replies that nobody has looked at yet, oldest first."""
    replies = Reply.objects.filter(addressee__round=round, held=True, look__isnull=True)
    return list(replies.select_related("addressee", "action").order_by("pk"))


def set_aside_of(round):
    """Held replies that were set aside, oldest first."""
    replies = Reply.objects.filter(addressee__round=round, held=True, look__accepted=False)
    return list(replies.select_related("addressee", "action", "look").order_by("pk"))


# --- Behind a link ---


@dataclass(slots=True)
class Task:
    """One action as its addressee sees it. said: their replies of this round, oldest first."""

    action: ActionPicture
    legend: dict[str, str]
    state: str
    said: list[Reply] = field(default_factory=list)

    @property
    def owed(self):
        return self.state == "outstanding"


def tasks_of(addressee, actions, *, at):
    """[Task] of what is open to an addressee, soonest first. actions: a queryset from `access.open_to`. 26 queries."""
    keys = list(actions.values_list("pk", flat=True))
    asked = Asked.objects.filter(round=addressee.round_id, action__in=keys)
    states = {
        one.action_id: _state_of(one) for one in asked.with_answers(at).select_related("action__carried_on")
    }
    replies = defaultdict(list)
    for reply in addressee.replies.filter(action__in=keys).select_related("look").order_by("pk"):
        replies[reply.action_id].append(reply)
    shown = shown_actions(keys, day=timezone.localdate(at), restricted=False)
    tasks = [Task(action, action.legend, states[action.pk], replies[action.pk]) for action in shown.values()]
    return sorted(tasks, key=lambda task: _by_day(task.action))


def only(action):
    """A queryset of one action."""
    return Action.objects.filter(pk=action.pk)


def newest(action):
    """The newest update there is of an action, 0 where there is none."""
    return max((said.pk for said in action.said), default=0)


def just_answered(tasks, asked_for, *, user):
    """The task that was answered a moment ago, as the address says, and what others said about it meanwhile."""
    key, seen = asked_for.get("answered", ""), asked_for.get("seen", "")
    task = next((one for one in tasks if str(one.action.pk) == key and one.said), None)
    since = (
        meanwhile(task.action, seen=int(seen), user=user)
        if task and seen.isdecimal() and len(seen) < 19
        else []
    )
    return {"answered": task, "meanwhile": since}


def meanwhile(action, *, seen, user):
    """What others said about an action while somebody typed. seen: the newest update there was when they began."""
    return [said for said in action.said if said.pk > seen and said.by != user.pk]


def wants_reminders(addressee, *, day):
    """Whether messages of the board's rounds still go to them."""
    return (
        seats_of(addressee.user, day=day)
        .filter(board=addressee.round.board_id, wants_reminders=True)
        .exists()
    )


def draft_of(addressee, action):
    """{field: text} that was typed and not sent, by this link."""
    kept = Typing.objects.filter(who=addressee.typist, action=action).first()
    return kept.data if kept else {}


def _state_of(asked):
    if asked.answered:
        return "answered"
    if asked.waits:
        return "waits"
    gone = asked.action.now_dropped or hasattr(asked.action, "carried_on")
    return "dropped" if gone else "outstanding"


def _soonest(row):
    return _by_day(row.action)


def _by_day(action):
    return action.ask_on is None, action.ask_on or action.day, action.pk


def _worst_first(rates):
    return sorted(rates.values(), key=lambda rate: (rate.tally.per_cent, rate.name.casefold()))
