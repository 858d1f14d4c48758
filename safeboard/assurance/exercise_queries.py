"""What the pages of an exercise show to a board."""

from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Count, Max, Q
from django.utils import timezone

from safeboard.assurance.asking import answers_that_count, how_many_asked
from safeboard.assurance.models import Asked, Exercise, Question, Return, SetVersion, TakesPart
from safeboard.boards.models import SECTORS, Agency, Board, Membership, current_on

HANDED_OVER = (Return.State.SUBMITTED, Return.State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Shown:
    """One return in the list. answered, asked: how many questions. heard: when an answer was last saved."""

    to: Return
    answered: int
    asked: int
    heard: object
    late: bool

    @property
    def owes(self):
        return self.to.state not in HANDED_OVER

    @property
    def per_cent(self):
        return 100 * self.answered // self.asked if self.asked else 0


NARROWER = {"owing": ("Not handed over", attrgetter("owes")), "late": ("Late", attrgetter("late"))}
"""Which returns a list may be narrowed to: the word in the address, what people read, and whether a Shown is one."""


def narrowed(returns, show):
    """Those of [Shown] that a word of NARROWER asks for; all for any other word."""
    _, keeps = NARROWER.get(show, ("", None))
    return list(filter(keeps, returns)) if keeps else returns


def counts_of(returns):
    """[(word of NARROWER, what people read, how many)] of [Shown]."""
    return [(show, words, sum(map(keeps, returns))) for show, (words, keeps) in NARROWER.items()]


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of a sector's returns have been handed over."""

    name: str
    handed_over: int
    asked: int

    @property
    def per_cent(self):
        return round(100 * self.handed_over / self.asked) if self.asked else 0


def exercises_of(board):
    """[(Exercise, how many returns were handed over, how many are asked)], those it runs and takes part in. One query."""
    rows = Exercise.objects.filter(taking_part__board=board).select_related("board", "version__set")
    handed = Count("returns", filter=Q(returns__state__in=HANDED_OVER), distinct=True)
    rows = rows.annotate(handed_over=handed, all_asked=Count("returns", distinct=True))
    return list(rows.order_by("-made_at", "-pk"))


def returns_shown(exercise, *, today):
    """[Shown], by agency. Five queries."""
    returns = Return.objects.filter(exercise=exercise).select_related("agency", "exercise")
    returns = list(returns.order_by("agency__name", "pk"))
    asked = how_many_asked(returns)
    answers = answers_that_count().filter(to__exercise=exercise)
    answered = dict(answers.values_list("to").annotate(Count("pk")))
    heard = dict(answers.values_list("to").annotate(Max("said__at")))
    return [
        Shown(
            to,
            answered.get(to.pk, 0),
            asked[to.pk],
            heard.get(to.pk),
            to.state not in HANDED_OVER and to.due_on < today,
        )
        for to in returns
    ]


def rates_of(shown):
    """[Rate] of each sector that is asked, then of all."""
    rates = []
    for sector, words in SECTORS.items():
        of_it = [one for one in shown if one.to.sector == sector]
        if of_it:
            rates.append(Rate(words, sum(not one.owes for one in of_it), len(of_it)))
    return [*rates, Rate("All", sum(not one.owes for one in shown), len(shown))]


def asked_in(exercise):
    """Who is on the list of a draft. One query."""
    return Asked.objects.filter(exercise=exercise).select_related("agency").order_by("agency__name")


def own_questions(exercise, board):
    """What this board asks besides. One query."""
    rows = Question.objects.filter(exercise=exercise, board=board).select_related("standard")
    return rows.order_by("standard__place", "place")


def boards_in(exercise):
    """Who takes part, the board that runs it first. One query."""
    rows = TakesPart.objects.filter(exercise=exercise).select_related("board").order_by("board__name")
    return sorted(rows, key=lambda one: one.board_id != exercise.board_id)


def versions_to_choose(board):
    """The newest published version of each of a board's sets. One query."""
    newest = SetVersion.objects.filter(set__board=board).values("set").annotate(newest=Max("pk"))
    versions = SetVersion.objects.filter(pk__in=newest.values("newest"))
    return versions.select_related("set").order_by("set__name")


def other_boards(board):
    return Board.objects.exclude(pk=board.pk).order_by("name")


def agencies_to_ask(exercise):
    """Members today of the boards that take part, that are not on the list. One query."""
    members = Membership.objects.filter(
        current_on(timezone.localdate()), board__in=exercise.taking_part.values("board")
    )
    there = exercise.to_ask.values("agency")
    return Agency.objects.filter(pk__in=members.values("agency")).exclude(pk__in=there).order_by("name")
