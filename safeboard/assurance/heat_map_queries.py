"""All returns of an exercise at once, as a board reads them: agency by standard, self beside what others found."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count, F, Max, OuterRef, Subquery

from safeboard.assurance.comparing_queries import exercises_before, questions_as_now
from safeboard.assurance.exercise_queries import HANDED_OVER
from safeboard.assurance.models import Answer, Judgement, Question, Standard, VisitScore
from safeboard.assurance.moderation_queries import read_by
from safeboard.assurance.scoring import Gap, gap, nearest, same_worths, together
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
    """rows: [(Return, [Place])], by agency: never a league table. foot: of all agencies. gaps: {Return's key: Gaps}. all: Gaps.
    mixed: standards with questions on other scales than their first one's, which are in no mean."""

    standards: list[Standard]
    rows: list
    foot: list[Place]
    gaps: dict
    all: Gaps
    mixed: list[Standard]

    @property
    def mixed_words(self) -> list[str]:
        """A sentence for each standard in whose means not all of its questions are."""
        return [
            f"Of the questions of {one.code}, only those on the scale of its first question are in the mean."
            for one in self.mixed
        ]


def heat_map(exercise, board) -> HeatMap:
    """Self and moderated means, agency by standard, of the returns this board has now. A fixed number of queries, whatever
    the number of agencies: the database adds up."""
    returns = [to for to in read_by(exercise, board) if to.state in HANDED_OVER]
    standards = list(Standard.objects.filter(version=exercise.version_id).order_by("place"))
    keys = [to.pk for to in returns]
    scales, alike, mixed = _scales(standards)
    own = _means(Answer.objects.filter(to__in=keys, worth__isnull=False, counts=True, question__in=alike))
    judged = Judgement.objects.filter(
        to__in=keys, board=board, peer__isnull=True, question__exercise__isnull=True
    )
    newest = judged.values("to", "question").annotate(newest=Max("pk")).values("newest")
    moderated = _means(Judgement.objects.filter(pk__in=newest, worth__isnull=False, question__in=alike))
    place = _Places(own, moderated, scales)
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
        [standard for standard in standards if standard.pk in mixed],
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
    """({standard's key: the points of the scale of its first scored question}, keys of the questions whose scales have the same
    worths as that one, keys of the standards that have others besides). One query."""
    rows = Question.objects.filter(standard__in=standards, scale__isnull=False, exercise__isnull=True)
    first: dict = {}
    alike, mixed = [], set()
    for key, standard, points in rows.order_by("place", "pk").values_list("pk", "standard", "scale__points"):
        if same_worths(first.setdefault(standard, points), points):
            alike.append(key)
        else:
            mixed.add(standard)
    return first, alike, mixed


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
    """{standard's code: (mean now, mean last time)} of this board's scores, over agencies that were scored both times and questions
    that are the same and on scales of the same worths. Four queries. The last time: the exercise before by the same set."""
    before = exercises_before(exercise).filter(taking_part__board=board).first()
    if before is None:
        return {}
    as_now = questions_as_now(exercise, [before.version_id])
    now = _scored(exercise, board)
    sums: dict = {}
    for (agency, question), (_, last) in _scored(before, board).items():
        standard, worth = now.get((agency, as_now.get(question)), (None, None))
        if worth is not None and last is not None:
            one = sums.setdefault(standard, [Decimal(0), Decimal(0), 0])
            one[0] += worth
            one[1] += last
            one[2] += 1
    return {standard: (first / count, second / count) for standard, (first, second, count) in sums.items()}


def _scored(exercise, board):
    """{(agency, question): (the standard's code, the worth of this board's newest score, None where it has none)}. One query."""
    rows = Judgement.objects.filter(to__exercise=exercise, board=board, peer__isnull=True).order_by("pk")
    names = ("to__agency", "question", "question__standard__code", "worth")
    return {(agency, question): told for agency, question, *told in rows.values_list(*names)}
