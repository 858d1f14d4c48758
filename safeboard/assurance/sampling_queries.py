"""What is known of each agency of an exercise, for choosing whom to visit; and what was chosen."""

from decimal import Decimal

from django.db.models import Avg, Count, Q

from safeboard.assurance.comparing_queries import exercises_before, questions_as_now
from safeboard.assurance.exercise_queries import HANDED_OVER
from safeboard.assurance.handed_over import returns_had_by
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
    both = _both_times(exercise, board, returns)
    wanted, proved = _evidence(exercise)
    return [
        Facts(
            agency=to.agency_id,
            name=to.agency.name,
            handed_over=to.state in HANDED_OVER,
            own=both[to.pk][0] if to.pk in both else own.get(to.pk),
            last=both[to.pk][1] if to.pk in both else None,
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


def _both_times(exercise, board, returns):
    """{return: (mean of its own scores, mean of those of the agency's return before that this board had)}, over the questions that
    are the same and were answered both times. Three queries."""
    before = returns_had_by(board).filter(
        agency__in=[to.agency_id for to in returns],
        exercise__in=exercises_before(exercise).values("pk"),
        state__in=HANDED_OVER,
    )
    before = before.select_related("exercise").order_by("issued_at", "pk")
    last = {to.agency_id: to for to in before}
    as_now = questions_as_now(exercise, {to.exercise.version_id for to in last.values()})
    now = {to.agency_id: to.pk for to in returns if to.agency_id in last}
    answers = Answer.objects.filter(
        to__in=[*now.values(), *(to.pk for to in last.values())], counts=True, worth__isnull=False
    )
    worths = {(to, key): worth for to, key, worth in answers.values_list("to", "question", "worth")}
    pairs: dict = {}
    for agency, to in now.items():
        for then, key in as_now.items():
            pair = (worths.get((to, key)), worths.get((last[agency].pk, then)))
            if None not in pair:
                pairs.setdefault(to, []).append(pair)
    return {
        to: tuple(sum(each) / len(each) for each in zip(*both, strict=True)) for to, both in pairs.items()
    }


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
