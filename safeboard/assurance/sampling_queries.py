"""What is known of each agency of an exercise, for choosing whom to visit; and what was chosen."""

from decimal import Decimal

from django.db.models import Avg, Count, Q

from safeboard.assurance.exercise_queries import HANDED_OVER
from safeboard.assurance.heat_map_queries import Gaps, heat_map
from safeboard.assurance.models import Answer, ProofUse, Question, Return, Sample, Visit
from safeboard.assurance.sampling import Facts
from safeboard.assurance.scoring import highest


def facts_of(exercise, board):
    """[Facts] of every agency that is asked and lets the board read. A fixed number of queries."""
    readable = Q(readable__board=board, readable__ended_at__isnull=True)
    returns = list(Return.objects.filter(readable, exercise=exercise).select_related("agency").order_by("pk"))
    gaps = heat_map(exercise, board).gaps
    own, best = _scores(exercise)
    last = _last_time(exercise, [to.agency_id for to in returns])
    wanted, proved = _evidence(exercise)
    return [
        Facts(
            agency=to.agency_id,
            name=to.agency.name,
            handed_over=to.state in HANDED_OVER,
            own=own.get(to.pk),
            last=last.get(to.agency_id),
            share_of_best=best.get(to.pk, Decimal(0)),
            proved=Decimal(proved.get(to.pk, 0)) / wanted if wanted else None,
            gap=mean_of(gaps.get(to.pk, Gaps()).moderated),
        )
        for to in returns
    ]


def mean_of(gap):
    return gap.mean if gap else None


def _scores(exercise):
    """({return: mean of its own scores}, {return: share that is the highest of its scale})."""
    answers = Answer.objects.filter(to__exercise=exercise, counts=True, worth__isnull=False)
    rows = answers.order_by().values_list("to").annotate(mean=Avg("worth"), count=Count("pk"))
    means = {to: (Decimal(str(mean)), count) for to, mean, count in rows}
    scales = Question.objects.filter(standard__version=exercise.version_id, scale__isnull=False)
    most: dict = {}
    for scale, points in scales.values_list("scale", "scale__points").distinct():
        most.setdefault(highest(points), []).append(scale)
    highs = Q(pk__in=[])
    for worth, keys in most.items():
        if worth is not None:
            highs |= Q(question__scale__in=keys, worth=worth)
    best = dict(answers.filter(highs).order_by().values_list("to").annotate(Count("pk")))
    share = {to: Decimal(best.get(to, 0)) / count for to, (_, count) in means.items()}
    return {to: mean for to, (mean, _) in means.items()}, share


def _last_time(exercise, agencies):
    """{agency: the mean of its own scores in its return before, by the same set}."""
    earlier = Return.objects.filter(
        agency__in=agencies, exercise__version__set=exercise.version.set_id, state__in=HANDED_OVER
    ).exclude(exercise=exercise)
    newest = dict(earlier.order_by("issued_at", "pk").values_list("agency", "pk"))
    answers = Answer.objects.filter(to__in=newest.values(), counts=True, worth__isnull=False)
    means = dict(answers.order_by().values_list("to").annotate(Avg("worth")))
    return {agency: Decimal(str(means[to])) for agency, to in newest.items() if to in means}


def _evidence(exercise):
    """(how many questions ask for evidence, {return: how many of these have some})."""
    asking = Question.objects.filter(
        standard__version=exercise.version_id, exercise__isnull=True, evidence_wanted=True
    )
    uses = ProofUse.objects.filter(
        to__exercise=exercise, question__in=asking, ended_at__isnull=True, carried=False
    )
    counts = uses.order_by().values_list("to").annotate(Count("question", distinct=True))
    return asking.count(), dict(counts)


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
