"""Who is asked for what: worked out for the preview, and frozen when a round opens."""

from dataclasses import dataclass, field

from safeboard.boards.queries import people_answering
from safeboard.plans.models import Action, Marking
from safeboard.plans.promise import ActionPicture
from safeboard.plans.queries import picture_of, pictures_of_actions
from safeboard.rounds.models import Addressee, Asked, Asks


@dataclass(slots=True)
class Person:
    """Somebody who answers today for leads that are asked. wants: whether mail may go to them. asks: (lead, action)."""

    user: object
    agency: str = ""
    wants: bool = False
    asks: list[tuple[int, ActionPicture]] = field(default_factory=list)

    @property
    def actions(self):
        """Each action once, soonest first."""
        return soonest({action.pk: action for _, action in self.asks}.values())


@dataclass(slots=True)
class Unanswered:
    """A lead that nobody answers for. Without a key: the plan names nobody."""

    lead: int | None
    name: str
    actions: list[ActionPicture] = field(default_factory=list)


@dataclass(slots=True)
class Asking:
    plan: object
    actions: list[ActionPicture]
    people: list[Person]
    nobody: list[Unanswered]

    @property
    def mailed(self):
        return [person for person in self.people if person.wants]

    @property
    def opted_out(self):
        return [person for person in self.people if not person.wants]


def who_to_ask(plan, *, meeting, asks, today) -> Asking:
    """What a round opened today would ask of whom."""
    picture = picture_of(plan, day=today, ahead=True)
    actions = [each for each in picture.actions if is_asked(each, by=meeting.date, asks=asks)]
    answering = {
        lead: [
            one for one in people if one.seat.ends is None or one.seat.ends > today
        ]  # who leaves today is not asked
        for lead, people in people_answering(
            {pk for each in actions for pk, _ in each.leads}, day=today
        ).items()
    }
    asks = ((lead, each, answering[lead]) for each in actions for lead in dict(each.leads))
    return Asking(plan, soonest(actions), people_for(asks), _nobody(actions, answering))


def newcomers(round, *, day):
    """[Person] with only what they answer for on a day and have not been asked."""
    rows = list(Asked.objects.filter(round=round, lead__isnull=False).still_asked())
    answering = people_answering({row.lead_id for row in rows}, day=day)
    known = set(
        Addressee.asked.through.objects.filter(addressee__round=round).values_list("addressee__user", "asked")
    )
    new = [
        (row, [one for one in answering[row.lead_id] if (one.user.pk, row.pk) not in known]) for row in rows
    ]
    shown = shown_actions({row.action_id for row, people in new if people}, day=day)
    return people_for((row.lead_id, shown[row.action_id], people) for row, people in new if people)


def shown_actions(keys, *, day, restricted=True):
    """{key: ActionPicture} of these actions as they stand, dropped ones too. 22 queries, none for no action."""
    if not keys:
        return {}
    actions = Action.objects.filter(pk__in=list(keys))
    pictures = pictures_of_actions(actions, day=day, restricted=restricted)
    return {
        action.pk: action for picture in pictures for action in [*picture.actions, *picture.left_out.actions]
    }


def is_asked(action, *, by, asks):
    """Whether a lead owes a word about an open action."""
    if not action.open:
        return False
    due = action.ask_on is not None and action.ask_on <= by
    return asks == Asks.EVERYTHING or due or action.silent


def people_for(asks):
    """[Person] by name. asks: (lead's key, action, those who answer for the lead) each."""
    people: dict[int, Person] = {}
    for lead, action, answering in asks:
        for one in answering:
            person = people.setdefault(one.user.pk, Person(one.user))
            person.agency = person.agency or str(one.seat.agency or "")
            person.wants = person.wants or one.seat.wants_reminders
            person.asks.append((lead, action))
    return sorted(people.values(), key=lambda person: (person.user.name.casefold(), person.user.pk))


def soonest(actions):
    """By the next day on which a word is owed; what has none comes last."""
    return sorted(actions, key=lambda each: (each.ask_on is None, each.ask_on or each.day, each.pk))


def by_mail(plan, action):
    """Whether its words may stand in a message and behind a link: what is marked restricted asks for signing in."""
    return Marking.RESTRICTED not in (plan.marking, action.marking)


def _nobody(actions, answering):
    nobody: dict[int | None, Unanswered] = {}
    for action in actions:
        for lead, name in dict(action.leads).items() or [(None, "")]:
            if not answering.get(lead):
                nobody.setdefault(lead, Unanswered(lead, name)).actions.append(action)
    return sorted(nobody.values(), key=lambda one: (one.lead is None, one.name.casefold()))
