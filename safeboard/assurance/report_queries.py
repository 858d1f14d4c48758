"""What a board's report of an exercise adds up: how full the returns are, where most fall short, what was found by theme."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from safeboard.assurance.exercise_queries import HANDED_OVER
from safeboard.assurance.models import Answer, Judgement, ProofUse, Question
from safeboard.assurance.moderation_queries import read_by
from safeboard.assurance.scoring import falls_short

MOST = 10


@dataclass(frozen=True, slots=True)
class Quality:
    """How full a return is. in_words: of its answers, how many say more than a score. unchanged: how many are last time's, confirmed
    as they were. proved, wanted: of the questions that ask for evidence, how many have some."""

    name: str
    answers: int
    in_words: int
    unchanged: int
    proved: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Short:
    """A question with how many of the agencies that were scored on it fall short. Nobody is named: the heat map says who."""

    question: Question
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class ThemeFound:
    name: str
    findings: int
    agencies: int
    actions: int


def quality_of(exercise, board):
    """[Quality] of each return that this board has, by agency. A fixed number of queries."""
    returns = [to for to in read_by(exercise, board) if to.state in HANDED_OVER]
    answers = Answer.objects.filter(to__in=returns, counts=True, question__exercise__isnull=True).order_by()
    in_words = ~Q(said__words="") | ~Q(said__not_applicable="")
    as_before = Q(said__carried__isnull=False)
    counts = answers.values_list("to").annotate(
        all=Count("pk"), told=Count("pk", filter=in_words), same=Count("pk", filter=as_before)
    )
    counted = {to: each for to, *each in counts}
    wanted = _wanted(exercise)
    uses = ProofUse.objects.filter(
        to__in=returns, question__evidence_wanted=True, ended_at__isnull=True, carried=False
    )
    proved = dict(uses.order_by().values_list("to").annotate(Count("question", distinct=True)))
    return [
        Quality(to.agency.name, *counted.get(to.pk, (0, 0, 0)), proved.get(to.pk, 0), wanted(to.sector))
        for to in returns
    ]


def _wanted(exercise):
    """How many questions ask a sector for evidence. One query."""
    rows = Question.objects.filter(
        standard__version=exercise.version_id, exercise__isnull=True, evidence_wanted=True
    )
    sectors = list(rows.values_list("sectors", flat=True))
    return lambda sector: sum(not asked or sector in asked for asked in sectors)


def where_most_fall_short(exercise, board):
    """[Short], most first, at most so many: by the board's score where it has scored, else by the agency's own. A fixed number of
    queries."""
    keys = [to.pk for to in read_by(exercise, board) if to.state in HANDED_OVER]
    scored = {"question__exercise__isnull": True, "worth__isnull": False, "to__in": keys}
    own = Answer.objects.filter(counts=True, **scored).values_list("to", "question", "worth")
    worths = {(to, question): worth for to, question, worth in own}
    newest = Judgement.objects.filter(board=board, peer__isnull=True, to__in=keys).order_by()
    newest = newest.values("to", "question").annotate(newest=Max("pk")).values("newest")
    found = Judgement.objects.filter(pk__in=newest, **scored).values_list("to", "question", "worth")
    worths |= {(to, question): worth for to, question, worth in found}
    rows = Question.objects.filter(pk__in={question for _, question in worths}).select_related(
        "scale", "standard"
    )
    questions = rows.in_bulk()
    counts: dict = {}
    for (_, key), worth in worths.items():
        short, of = counts.get(key, (0, 0))
        counts[key] = (short + falls_short(questions[key].scale.points, worth), of + 1)
    shorts = [Short(questions[key], short, of) for key, (short, of) in counts.items() if short]
    shorts.sort(key=lambda one: (-one.count, one.question.standard.place, one.question.place))
    return shorts[:MOST]


def by_theme(findings):
    """[ThemeFound] by name, of findings as `findings_of` gives them. Asks nothing."""
    groups: dict = {}
    for finding in findings:
        for theme in finding.themes.all():
            groups.setdefault(theme.name, []).append(finding)
    return [
        ThemeFound(
            name,
            len(group),
            len({one.to.agency_id for one in group}),
            sum(one.action_id is not None for one in group),
        )
        for name, group in sorted(groups.items())
    ]
