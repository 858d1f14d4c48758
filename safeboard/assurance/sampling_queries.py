"""What is known of each agency of an exercise, for choosing whom to visit; and what was chosen."""

from decimal import Decimal

from django.db.models import Count, Q

from safeboard.assurance.exercise_queries import HANDED_OVER
from safeboard.assurance.heat_map_queries import Gaps, heat_map, same_questions
from safeboard.assurance.models import Answer, ProofUse, Question, Return, Sample, Visit
from safeboard.assurance.report_queries import wanted_of
from safeboard.assurance.sampling import Facts
from safeboard.assurance.scoring import highest


def facts_of(exercise, board):
    """[Facts] of every agency that is asked and lets the board read. A fixed number of queries."""
    readable = Q(readable__board=board, readable__ended_at__isnull=True)
    returns = list(Return.objects.filter(readable, exercise=exercise).select_related("agency").order_by("pk"))
    gaps = heat_map(exercise, board).gaps
    best, compared = _share_of_best(exercise), _now_and_last(exercise, returns)
    wanted, proved = wanted_of(exercise), _proved(exercise)
    return [
        Facts(
            agency=to.agency_id,
            name=to.agency.name,
            handed_over=to.state in HANDED_OVER,
            own=compared.get(to.pk, (None, None))[0],
            last=compared.get(to.pk, (None, None))[1],
            share_of_best=best.get(to.pk, Decimal(0)),
            proved=Decimal(proved.get(to.pk, 0)) / asked if (asked := wanted(to.sector)) else None,
            gap=mean_of(gaps.get(to.pk, Gaps()).moderated),
        )
        for to in returns
    ]


def mean_of(gap):
    return gap.mean if gap else None


def _share_of_best(exercise):
    """{return: share of its own scores that is the highest of its scale}. Three queries."""
    answers = Answer.objects.filter(
        to__exercise=exercise, counts=True, worth__isnull=False, question__exercise__isnull=True
    )
    counts = dict(answers.order_by().values_list("to").annotate(Count("pk")))
    scales = Question.objects.filter(
        standard__version=exercise.version_id, scale__isnull=False, exercise__isnull=True
    )
    most: dict = {}
    for scale, points in scales.values_list("scale", "scale__points").distinct():
        most.setdefault(highest(points), []).append(scale)
    highs = Q(pk__in=[])
    for worth, keys in most.items():
        if worth is not None:
            highs |= Q(question__scale__in=keys, worth=worth)
    best = dict(answers.filter(highs).order_by().values_list("to").annotate(Count("pk")))
    return {to: Decimal(best.get(to, 0)) / count for to, count in counts.items()}


def _now_and_last(exercise, returns):
    """{return: (mean of its own scores, that of its agency's return before by the same set)}, over the questions that were the
    same. Four queries."""
    earlier = Return.objects.filter(
        agency__in=[to.agency_id for to in returns],
        exercise__version__set=exercise.version.set_id,
        exercise__opened_at__lt=exercise.opened_at,
        state__in=HANDED_OVER,
    )
    rows = earlier.order_by("issued_at", "pk").values_list("agency", "pk", "exercise__version")
    last = {agency: (pk, version) for agency, pk, version in rows}
    same = same_questions(exercise.version_id, {version for _, version in last.values()})
    worths = _worths([to.pk for to in returns] + [pk for pk, _ in last.values()])
    found = {}
    for to in returns:
        before, version = last.get(to.agency_id, (None, None))
        now, then = worths.get(to.pk, {}), worths.get(before, {})
        if both := [key for key in now if key in then and key in same[version]]:
            found[to.pk] = tuple(sum(each[key] for key in both) / len(both) for each in (now, then))
    return found


def _worths(returns):
    """{return: {(standard's code, question's code): what it scores itself}}. One query."""
    answers = Answer.objects.filter(
        to__in=returns, counts=True, worth__isnull=False, question__exercise__isnull=True
    )
    names = ("to", "question__standard__code", "question__code", "worth")
    worths: dict = {}
    for to, *key, worth in answers.values_list(*names):
        worths.setdefault(to, {})[tuple(key)] = worth
    return worths


def _proved(exercise):
    """{return: how many of the questions that ask for evidence have some}. One query."""
    asking = Question.objects.filter(
        standard__version=exercise.version_id, exercise__isnull=True, evidence_wanted=True
    )
    uses = ProofUse.objects.filter(
        to__exercise=exercise, question__in=asking, ended_at__isnull=True, carried=False
    )
    return dict(uses.order_by().values_list("to").annotate(Count("question", distinct=True)))


def samples_of(exercise, board):
    """What this board drew, the newest first; each with `agencies`: who was chosen, with `to`, its return's key where the board may
    note a visit, and `visits`. Four queries."""
    samples = list(
        Sample.objects.filter(exercise=exercise, board=board)
        .prefetch_related("chosen__agency")
        .order_by("-pk")
    )
    returns = Return.objects.filter(exercise=exercise, readable__board=board, readable__ended_at__isnull=True)
    returns = dict(returns.values_list("agency", "pk"))
    visits: dict = {}
    for visit in Visit.objects.filter(to__in=returns.values(), board=board).order_by("on", "pk"):
        visits.setdefault(visit.to_id, []).append(visit)
    for sample in samples:
        sample.agencies = list(sample.chosen.all())
        for one in sample.agencies:
            one.to = returns.get(one.agency_id)
            one.visits = visits.get(one.to, [])
    return samples
