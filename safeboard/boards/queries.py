"""What the pages of a board show, and what the neighbours above ask about its people, names, meetings and words."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from safeboard.boards.access import ANSWERING, seats_of
from safeboard.boards.models import (
    Agency,
    Board,
    BoardWas,
    Lead,
    LeadName,
    Meeting,
    MeetingWas,
    Seat,
    Term,
    Theme,
    current_on,
)
from safeboard.people.permissions import ROLES

ROLE_ORDER = list(ROLES)


# --- Names and words, by both clocks ---


def names_of(board, *, day, known_at=None):
    """{lead's key: what it was called on a day}; known_at: as it was known at that time. Two queries."""
    names = dict(Lead.objects.filter(board=board).values_list("pk", "name"))
    said = LeadName.objects.filter(lead__board=board, effective_on__lte=day)
    if known_at:
        said = said.filter(recorded_at__lte=known_at)
    names.update(said.order_by("effective_on", "recorded_at", "pk").values_list("lead", "name"))
    return names


def terms_on(board, *, day, known_at=None):
    """The terms that stand on a day, by acronym and then as they were added. One query."""
    rows = Term.objects.filter(Q(effective_on__isnull=True) | Q(effective_on__lte=day), board=board)
    if known_at:
        rows = rows.filter(recorded_at__lte=known_at)
    newest: dict[tuple[str, str], Term] = {}
    for term in sorted(
        rows, key=lambda one: (one.effective_on or datetime.date.min, one.recorded_at, one.pk)
    ):
        newest[term.acronym, term.meaning] = term
    standing = [term for term in newest.values() if not term.struck]
    return sorted(standing, key=lambda one: (one.acronym.casefold(), one.acronym))


def glossary_of(board, *, day, known_at=None):
    """{acronym: its meanings} on a day, by acronym; known_at: as it was known at that time. One query."""
    glossary = defaultdict(list)
    for term in terms_on(board, day=day, known_at=known_at):
        glossary[term.acronym].append(term.meaning)
    return dict(glossary)


def letters_of(terms):
    """[(letter, its terms)]; figures and signs under "#"."""
    letters = defaultdict(list)
    for term in terms:
        first = term.acronym[0].upper()
        letters[first if first.isalpha() else "#"].append(term)
    return sorted(letters.items())


# --- Meetings ---


def last_meeting(board, *, day, kind=None):
    """The newest meeting on or before a day, or None. kind: only of this kind ("Board")."""
    return _meetings(board, kind).filter(date__lte=day).order_by("-date", "-pk").first()


def next_meeting(board, *, day, kind=None):
    """The first meeting after a day, or None."""
    return _meetings(board, kind).filter(date__gt=day).order_by("date", "pk").first()


def _meetings(board, kind):
    meetings = Meeting.objects.filter(board=board)
    return meetings.filter(kind__iexact=kind) if kind else meetings


def meetings_of(board, *, today):
    """(coming ones, today's among them and soonest first; past ones, newest first)."""
    meetings = list(Meeting.objects.filter(board=board).order_by("date", "pk"))
    return [one for one in meetings if one.date >= today], [
        one for one in reversed(meetings) if one.date < today
    ]


# --- What was known before a correction ---


def meetings_were(boards, *, known_at):
    """{meeting's key: its MeetingWas} of those that were corrected after a moment: what they were known as then.

    boards: keys. One query; none where known_at is None, since then they are what they say.
    """
    return _were(MeetingWas.objects.filter(meeting__board__in=boards), "meeting_id", known_at)


def boards_were(boards, *, known_at):
    """{board's key: its BoardWas} of those whose settings were changed after a moment. One query, or none."""
    return _were(BoardWas.objects.filter(board__in=boards), "board_id", known_at)


def _were(rows, key, known_at):
    if known_at is None:
        return {}
    rows = rows.filter(until__gt=known_at).order_by("-until", "-pk")  # the first after the moment comes last
    return {getattr(row, key): row for row in rows}


# --- People ---


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for a lead, by which seat. deputy: in the place of another."""

    user: object
    seat: Seat
    deputy: bool = False


def people_answering(lead_ids, *, day):
    """{lead's key: [Answering]}: those whose seats answer for each lead on a day, then their deputies. Two queries.

    A lead nobody answers for has an empty list.
    """
    found = {pk: [] for pk in lead_ids}
    answering = Q(role__in=ANSWERING, user__is_active=True) & current_on(day)
    seats = Seat.objects.filter(answering).select_related("user", "board", "agency")
    # The seat a deputy stands in for must last, but what its person may do themselves does not matter here.
    through = Seat.answers_for.through.objects.filter(
        lead__in=list(found), seat__in=Seat.objects.current(today=day)
    ).values_list("seat", "lead")
    leads_of = defaultdict(set)
    for seat, lead in through:
        leads_of[seat].add(lead)
    answers = (
        [*seats.filter(Q(pk__in=list(leads_of)) | Q(deputises_for__in=list(leads_of)))] if leads_of else []
    )
    for deputy in (False, True):
        for seat in sorted(answers, key=lambda one: (one.user.name, one.pk)):
            for lead in sorted(leads_of.get(seat.deputises_for_id if deputy else seat.pk, ())):
                if all(known.user != seat.user for known in found[lead]):
                    found[lead].append(Answering(seat.user, seat, deputy))
    return found


@dataclass(slots=True)
class ShownSeat:
    """A seat as the list of people shows it. leads: what they are called today."""

    seat: Seat
    role: str
    leads: list[str]
    deputises: str = ""


@dataclass(slots=True)
class People:
    sitting: list[ShownSeat] = field(default_factory=list)
    coming: list[ShownSeat] = field(default_factory=list)
    past: list[ShownSeat] = field(default_factory=list)


def people_of(board, *, today):
    """Everyone who sits, will sit or sat on a board. Four queries."""
    names, people = names_of(board, day=today), People()
    for seat in _seats_of_board(board):
        shown = _shown_seat(seat, names, today)
        if seat.ends and seat.ends < today:
            people.past.append(shown)
        else:
            (people.coming if seat.starts > today else people.sitting).append(shown)
    people.past.sort(key=lambda one: one.seat.ends, reverse=True)
    return people


def _seats_of_board(board):
    seats = Seat.objects.filter(board=board).select_related("user", "agency", "deputises_for__user")
    seats = seats.prefetch_related(Prefetch("answers_for", Lead.objects.only("pk", "board_id")))
    return sorted(seats, key=lambda one: (ROLE_ORDER.index(one.role), one.user.name, one.pk))


def _shown_seat(seat, names, today):
    leads = sorted(names[lead.pk] for lead in seat.answers_for.all())
    return ShownSeat(seat, ROLES[seat.role].name, leads, _deputises(seat, today))


def _deputises(seat, today):
    """Whom they deputise for; said, too, where that person's seat is over and there is nothing to stand in for."""
    principal = seat.deputises_for
    if principal is None:
        return ""
    over = principal.ends and principal.ends < today
    return f"{principal.user} (that seat has ended)" if over else str(principal.user)


def seats_going_on(board, *, today):
    """Seats of a board that have not ended, with their people: those still to begin too."""
    seats = Seat.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), board=board)
    return seats.select_related("board", "user", "agency").order_by("user__name", "pk")


def agencies_of(board, *, today, also=None):
    """The agencies whose membership of a board has not ended; also: the key of one more, whatever its membership."""
    lasting = Q(memberships__ends__isnull=True) | Q(memberships__ends__gte=today)
    here = lasting & Q(memberships__board=board)
    return Agency.objects.filter(here | Q(pk=also)).distinct().order_by("name")


def own_seats(user, board, *, today):
    """[ShownSeat]: a person's seats of today on a board, with what they answer for. Four queries."""
    seats = (
        seats_of(user, day=today).filter(board=board).select_related("board", "agency", "deputises_for__user")
    )
    names = names_of(board, day=today)
    found = seats.prefetch_related("answers_for").order_by("starts", "pk")
    return [_shown_seat(seat, names, today) for seat in found]


def boards_with_roles(user):
    """The boards a person sits on today, by name, each with `roles`: what they are there. One query."""
    boards: dict[int, Board] = {}
    for seat in seats_of(user).select_related("board").order_by("board__name", "pk"):
        board = boards.setdefault(seat.board_id, seat.board)
        board.roles = [*getattr(board, "roles", []), ROLES[seat.role].name]
    return list(boards.values())


# --- Leads ---


@dataclass(slots=True)
class ShownLead:
    """A lead as the list of leads shows it. called: what it is called today; written: its other spellings."""

    lead: Lead
    called: str
    what: str
    written: list[str]
    answering: list[Answering]


def leads_of(board, *, today):
    """Every lead of a board, by what it is called. Six queries."""
    names = names_of(board, day=today)
    people = people_answering(names, day=today)
    leads = Lead.objects.filter(board=board).select_related("group", "post", "agency", "user")
    shown = [
        _shown_lead(lead, names[lead.pk], people[lead.pk]) for lead in leads.prefetch_related("spellings")
    ]
    return sorted(shown, key=lambda one: one.called.casefold())


def lead_shown(lead, *, today):
    called = names_of(lead.board, day=today)[lead.pk]
    return _shown_lead(lead, called, people_answering([lead.pk], day=today)[lead.pk])


def _shown_lead(lead, called, answering):
    written = sorted(one.spelling for one in lead.spellings.all() if one.spelling != called)
    return ShownLead(lead, called, what_it_is(lead), written, answering)


def what_it_is(lead):
    """ "Group: Policy and Procedure Group", or "" where nobody has said."""
    for kind, words in (("group", "Group"), ("post", "Post"), ("agency", "Agency"), ("user", "Person")):
        if getattr(lead, kind):
            return f"{words}: {getattr(lead, kind)}"
    return ""


def names_before(lead):
    """[LeadName] of a lead, newest day first."""
    return list(lead.names.order_by("-effective_on", "-recorded_at", "-pk"))


def themes_of(board):
    """The board's themes, by name. One query."""
    return Theme.objects.filter(board=board)
