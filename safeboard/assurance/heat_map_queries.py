"""All returns of an exercise at once, as a board reads them: agency by standard, self beside what others found."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count, F, Max, OuterRef, Subquery

from safeboard.assurance.exercise_queries import HANDED_OVER
from safeboard.assurance.models import Answer, Judgement, Question, Standard, VisitScore
from safeboard.assurance.moderation_queries import read_by
from safeboard.assurance.scoring import Gap, gap, nearest, together
from safeboard.assurance.survey_queries import heard_beside


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the heat map: means in points of the scale, each None where there is none. rating: the colour of the nearest
    point, of the moderated mean where there is one."""

    own: Decimal | None
    moderated: Decimal | None
    rating: str
    words: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """How far self scores are from what others found, each None where nothing can be compared. moderated: the board. practitioners:
    those who answered a survey without names. visits: those who went and looked."""

    moderated: Gap | None = None
    practitioners: Gap | None = None
    visits: Gap | None = None

    def __bool__(self):
        return bool(self.moderated or self.practitioners or self.visits)

    @property
    def words(self) -> list[str]:
        """A sentence for each that there is."""
        named = (
            ("the board found", self.moderated),
            ("practitioners say", self.practitioners),
            ("visits saw", self.visits),
        )
        return [f"Beside what {name}, agencies score themselves {one.words}." for name, one in named if one]


@dataclass(slots=True)
class HeatMap:
    """rows: [(Return, [Place])], by agency: never a league table. foot: of all agencies. gaps: {Return's key: Gaps}. all: Gaps."""

    standards: list[Standard]
    rows: list
    foot: list[Place]
    gaps: dict
    all: Gaps


def heat_map(exercise, board) -> HeatMap:
    """Self and moderated means, agency by standard, of the returns this board has now. A fixed number of queries, whatever
    the number of agencies: the database adds up."""
    returns = [to for to in read_by(exercise, board) if to.state in HANDED_OVER]
    standards = list(Standard.objects.filter(version=exercise.version_id).order_by("place"))
    keys = [to.pk for to in returns]
    asked = {"question__exercise__isnull": True}
    answers = Answer.objects.filter(to__in=keys, worth__isnull=False, counts=True, **asked)
    own = _means(answers)
    judged = Judgement.objects.filter(to__in=keys, board=board, peer__isnull=True, **asked)
    newest = judged.values("to", "question").annotate(newest=Max("pk")).values("newest")
    moderated = _means(Judgement.objects.filter(pk__in=newest, worth__isnull=False))
    place = _Places(own, moderated, _scales(standards))
    gaps = _all_gaps(exercise, board, returns, newest)
    every = (
        together(getattr(one, name) for one in gaps.values())
        for name in ("moderated", "practitioners", "visits")
    )
    return HeatMap(
        standards,
        [(to, [place.of(to.pk, standard.pk) for standard in standards]) for to in returns],
        [place.all(standard.pk) for standard in standards],
        gaps,
        Gaps(*every),
    )


def _all_gaps(exercise, board, returns, newest):
    """{return's key: Gaps}. A fixed number of queries."""
    moderated = _gaps(Judgement.objects.filter(pk__in=newest), "to")
    seen = VisitScore.objects.filter(visit__to__in=[to.pk for to in returns], visit__board=board)
    last = seen.order_by().values("visit__to", "question").annotate(newest=Max("pk")).values("newest")
    visits = _gaps(VisitScore.objects.filter(pk__in=last), "visit__to")
    heard = _gaps_heard(exercise, board, returns)
    keys = moderated.keys() | visits.keys() | heard.keys()
    return {key: Gaps(moderated.get(key), heard.get(key), visits.get(key)) for key in keys}


def _gaps_heard(exercise, board, returns):
    """{return's key: Gap} over the questions that five or more of an agency's people answered too."""
    heard = heard_beside(exercise, board)
    keys = {to.pk: to.agency_id for to in returns if to.agency_id in heard}
    answers = Answer.objects.filter(
        to__in=keys, counts=True, worth__isnull=False, question__exercise__isnull=True
    )
    pairs: dict = {}
    for to, standard, code, worth in answers.values_list(
        "to", "question__standard__code", "question__code", "worth"
    ):
        beside = heard[keys[to]].get((standard, code))
        pairs.setdefault(to, []).append((worth, beside and beside.worth))
    return {to: found for to, both in pairs.items() if (found := gap(both))}


def _means(rows):
    """{(return, standard): (mean, count)}"""
    found = (
        rows.order_by().values_list("to", "question__standard").annotate(mean=Avg("worth"), count=Count("pk"))
    )
    return {(to, standard): (Decimal(str(mean)), count) for to, standard, mean, count in found}


def _gaps(scores, to):
    """{return: Gap} over the answers that have a score too. to: the way from a score to its return. One query: the database adds up."""
    same = Answer.objects.filter(to=OuterRef(to), question=OuterRef("question"), counts=True)
    rows = scores.filter(worth__isnull=False).annotate(own=Subquery(same.values("worth")[:1]))
    means = rows.filter(own__isnull=False).order_by().values_list(to)
    return {
        key: Gap(Decimal(str(mean)), count)
        for key, mean, count in means.annotate(mean=Avg(F("own") - F("worth")), count=Count("pk"))
    }


def _scales(standards):
    """{standard's key: the points of the scale of its first scored question}. One query."""
    rows = Question.objects.filter(standard__in=standards, scale__isnull=False, exercise__isnull=True)
    first: dict = {}
    for standard, points in rows.order_by("place").values_list("standard", "scale__points"):
        first.setdefault(standard, points)
    return first


class _Places:
    def __init__(self, own, moderated, points):
        self.own, self.moderated, self.points = own, moderated, points

    def of(self, to, standard):
        return self._place(standard, self.own.get((to, standard)), self.moderated.get((to, standard)))

    def all(self, standard):
        return self._place(standard, _together(self.own, standard), _together(self.moderated, standard))

    def _place(self, standard, own, moderated):
        mean = (moderated or own or (None,))[0]
        near = nearest(self.points.get(standard, ()), mean)
        colour = near.get("rating", "") if near else ""
        return Place(own and own[0], moderated and moderated[0], colour, near["label"] if near else "")


def _together(means, standard):
    found = [(mean, count) for (_, one), (mean, count) in means.items() if one == standard]
    total = sum(count for _, count in found)
    return (sum((mean * count for mean, count in found), Decimal(0)) / total, total) if total else None


def then_and_now(exercise, board):
    """{standard's code: (mean now, mean last time)} of this board's scores, over agencies that answered both times and
    questions with the same code. Two queries. The last time: the exercise before by the same set."""
    before = (
        type(exercise)
        .objects.filter(
            version__set=exercise.version.set_id, taking_part__board=board, opened_at__isnull=False
        )
        .exclude(pk=exercise.pk)
        .order_by("-opened_at", "-pk")
        .first()
    )
    if before is None:
        return {}
    now, last = _scored(exercise, board), _scored(before, board)
    sums: dict = {}
    for key in now.keys() & last.keys():
        standard = key[1]
        one = sums.setdefault(standard, [Decimal(0), Decimal(0), 0])
        one[0] += now[key]
        one[1] += last[key]
        one[2] += 1
    return {standard: (first / count, second / count) for standard, (first, second, count) in sums.items()}


def _scored(exercise, board):
    """{(agency, standard's code, question's code): the worth of this board's newest score}. One query."""
    rows = Judgement.objects.filter(
        to__exercise=exercise, board=board, peer__isnull=True, worth__isnull=False
    )
    names = ("to__agency", "question__standard__code", "question__code", "worth")
    return {tuple(key): worth for *key, worth in rows.order_by("pk").values_list(*names)}
