"""What the pages of surveys show: who is asked, and, once a survey is over, what was heard of whom it may be told."""

import random
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Avg, Count, Q
from django.utils import timezone

from safeboard.assurance.anonymity import what_may_be_shown
from safeboard.assurance.asking import questions_for
from safeboard.assurance.kinds import LEAST_HEARD, AnswerKind
from safeboard.assurance.models import (
    Exercise,
    Heard,
    Question,
    Scale,
    Survey,
    SurveyAddress,
    SurveyGroup,
)
from safeboard.assurance.scoring import nearest, same_worths
from safeboard.outbox.links import hash_of, token_of

SMALLER, ALL = "Smaller groups together", "All that are shown"
PATH = "/q/{token}/"


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A group with how many replied. path: of the address by which it answers, "" where each address works once."""

    group: SurveyGroup
    replies: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Those whose answers stand together. groups: their keys. replies: how many of them answered anything."""

    name: str
    groups: tuple[int, ...]
    replies: int
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a column said to one question. count: how many answered it. mean: of scores and numbers. shares: [(label, how many)]
    of a scale or of choices. words: as they were written, in no order."""

    count: int
    mean: Decimal | None = None
    shares: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Results:
    """columns: the groups that are shown, the smaller ones together, and all where there are several. rows: [(Question, [Told or None for each column])].
    hidden: names of groups of which nothing is shown."""

    columns: list[Column] = field(default_factory=list)
    rows: list = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    replies: int = 0


def surveys_of(board):
    """A board's surveys, the newest first, each with `replies`. One query."""
    rows = Survey.objects.filter(board=board).select_related("version__set", "exercise")
    return list(rows.annotate(replies=Count("groups__replies")))


def groups_of(survey):
    """[GroupShown] by name. Two queries."""
    rows = SurveyGroup.objects.filter(survey=survey).select_related("agency")
    groups = list(rows.annotate(replied=Count("replies")).order_by("name"))
    paths: dict = {}
    if survey.state == Survey.State.OPEN and not survey.one_time:
        for address in SurveyAddress.objects.filter(group__in=groups):
            paths[address.group_id] = path_of(address)
    return [GroupShown(group, group.replied, paths.get(group.pk, "")) for group in groups]


def path_of(address):
    """The path of an address. It takes the secret key to work one out: see `outbox.links`."""
    return PATH.format(token=token_of(address.nonce))


def unused_addresses(survey):
    """[(group's name, path)] of the addresses that work once and were not used, by group. One query."""
    rows = SurveyAddress.objects.filter(group__survey=survey, used=False).select_related("group")
    return [(address.group.name, path_of(address)) for address in rows.order_by("group__name", "pk")]


def address_of(token):
    """The SurveyAddress of a token with its group and survey, or None. One query."""
    rows = SurveyAddress.objects.select_related(
        "group__survey__board", "group__survey__version", "group__agency"
    )
    return rows.filter(token_hash=hash_of(token)).first()


def is_over(survey, today):
    """Whether its answers may be looked at: it is closed, or its last day is over."""
    return survey.state != Survey.State.DRAFT and not survey.takes_replies(today)


def exercises_to_stand_beside(board):
    """Exercises this board takes part in that were issued. One query."""
    rows = Exercise.objects.filter(taking_part__board=board).exclude(state=Exercise.State.DRAFT)
    return rows.order_by("-opened_at")


def agencies_asked(exercise):
    """[(agency's name, Agency)] of an exercise. One query."""
    return [
        (to.agency.name, to.agency)
        for to in exercise.returns.select_related("agency").order_by("agency__name")
    ]


def questions_by_standard(group):
    """[(Standard, [Question])] as a group is asked them. One query."""
    found: dict = {}
    for question in questions_for(group):
        found.setdefault(question.standard, []).append(question)
    return list(found.items())


# --- What was heard ---


def results_of(survey) -> Results:
    """What may be told of a survey that is over. A fixed number of queries.

    Which groups stand alone goes by how many replied; question by question fewer may have answered, and then that place is empty
    and that question's total goes without them.
    """
    groups = list(
        SurveyGroup.objects.filter(survey=survey).annotate(replied=Count("replies")).order_by("name")
    )
    names = {group.pk: group.name for group in groups}
    replied = {group.pk: group.replied for group in groups}
    shown = what_may_be_shown(replied)
    columns = [Column(names[key], (key,), replied[key]) for key in shown.alone]
    if shown.together:
        columns.append(Column(SMALLER, shown.together, sum(replied[key] for key in shown.together)))
    heard = _heard(survey, shown.in_total)
    total = Column(ALL, shown.in_total, sum(replied[key] for key in shown.in_total), is_total=True)
    several, rows = len(columns) > 1, []
    for question in _questions(survey):
        told = [_told(question, column, heard) for column in columns]
        if any(told):
            rows.append((question, [*told, _total(question, columns, told, heard)] if several else told))
    hidden = [names[key] for key in shown.hidden]
    return Results([*columns, total] if several else columns, rows, hidden, sum(replied.values()))


def _questions(survey):
    rows = Question.objects.filter(standard__version=survey.version_id, exercise__isnull=True)
    return rows.select_related("standard", "scale").order_by("standard__place", "place", "pk")


def _heard(survey, groups):
    """{(question, group): [(value, worth)]}, by the random keys: in no order. One query."""
    found: dict = {}
    rows = Heard.objects.filter(group__in=groups, group__survey=survey).order_by("pk")
    for question, group, value, worth in rows.values_list("question", "group", "value", "worth"):
        found.setdefault((question, group), []).append((value, worth))
    return found


def _total(question, columns, told, heard):
    """Only of the columns that are told: a total with a small one in it would tell what that one said."""
    groups = tuple(key for column, one in zip(columns, told, strict=True) if one for key in column.groups)
    return _told(question, Column(ALL, groups, 0), heard)


def _told(question, column, heard):
    said = [one for group in column.groups for one in heard.get((question.pk, group), ())]
    if len(said) < LEAST_HEARD:
        return None
    if question.kind == AnswerKind.TEXT:
        words = [value for value, _ in said]
        random.Random(f"{question.pk} {len(words)}").shuffle(words)
        return Told(len(said), words=tuple(words))
    if question.kind == AnswerKind.NUMBER:
        return Told(len(said), mean=_mean([Decimal(value) for value, _ in said]))
    counts = Counter(value for value, _ in said)
    if question.kind == AnswerKind.CHOICE:
        return Told(len(said), shares=tuple((choice, counts[choice]) for choice in question.choices))
    shares = tuple((point["label"], counts[point["key"]]) for point in question.scale.points)
    return Told(len(said), _mean([worth for _, worth in said if worth is not None]), shares)


def _mean(values):
    return sum(values, Decimal(0)) / len(values) if values else None


# --- Beside what agencies say of themselves ---


@dataclass(frozen=True, slots=True)
class Beside:
    """What an agency's people said to a question. worth: the mean of their scores. label: of the point it is nearest to."""

    worth: Decimal
    count: int
    label: str


def heard_beside(exercise, board=None, agencies=None):
    """{agency: {(standard's code, question's code): Beside}} of the surveys that stand beside an exercise and are over.

    Only groups of which five or more answered the question, on a scale with the same worths as the exercise's. board: whose
    surveys; every board's where None. agencies: of which; all where None. Three queries.
    """
    rows = Heard.objects.filter(_over(), group__survey__exercise=exercise, worth__isnull=False)
    rows = rows.filter(group__agency__isnull=False)
    if board is not None:
        rows = rows.filter(group__survey__board=board)
    if agencies is not None:
        rows = rows.filter(group__agency__in=agencies)
    names = ("group", "group__agency", "question__standard__code", "question__code", "question__scale")
    means = rows.order_by().values_list(*names).annotate(mean=Avg("worth"), count=Count("pk"))
    told = [row[1:] for row in means if row[-1] >= LEAST_HEARD]
    if not told:
        return {}
    ours = _scales_of(exercise)
    theirs = dict(Scale.objects.filter(pk__in={row[3] for row in told}).values_list("pk", "points"))
    sums: dict = {}
    for agency, standard, code, scale, mean, count in told:
        points = ours.get((standard, code))
        if points and same_worths(points, theirs[scale]):
            held = sums.setdefault((agency, standard, code), [points, Decimal(0), 0])
            held[1] += Decimal(str(mean)) * count
            held[2] += count
    found: dict = {}
    for (agency, standard, code), (points, total, count) in sums.items():
        mean = total / count
        found.setdefault(agency, {})[standard, code] = Beside(mean, count, nearest(points, mean)["label"])
    return found


def _over():
    """Answers of surveys that are closed, or whose last day is over."""
    last = Q(group__survey__state=Survey.State.OPEN, group__survey__closes_on__lt=timezone.localdate())
    return Q(group__survey__state=Survey.State.CLOSED) | last


def _scales_of(exercise):
    """{(standard's code, question's code): points} of the questions of an exercise that are scored. One query."""
    rows = Question.objects.filter(standard__version=exercise.version_id, exercise__isnull=True)
    rows = rows.filter(scale__isnull=False).values_list("standard__code", "code", "scale__points")
    return {(standard, code): points for standard, code, points in rows}
