"""What a board sees of returns: one with its own scores beside the agency's, and all of them at once."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Avg, Count, F, Max, OuterRef, Subquery
from django.utils import timezone

from safeboard.assurance.asking import questions_of
from safeboard.assurance.exercise_queries import HANDED_OVER
from safeboard.assurance.models import (
    Answer,
    Asking,
    Finding,
    Judgement,
    JudgementsShared,
    Letter,
    Peer,
    ProofUse,
    Question,
    Return,
    Said,
    SentLetter,
    Standard,
    Step,
)
from safeboard.assurance.return_queries import shown_value
from safeboard.assurance.scoring import Gap, gap, point_of, worth_of
from safeboard.boards.models import Board, Seat
from safeboard.plans.models import Issue, Plan
from safeboard.plans.queries import picture_of


@dataclass(slots=True)
class Row:
    """A question as a board reads it. said: as it was handed over, None where nothing was. own, others, advice: Judgements."""

    question: object
    said: Said | None = None
    proofs: list = field(default_factory=list)
    own: Judgement | None = None
    others: list = field(default_factory=list)
    advice: list = field(default_factory=list)
    talk: list = field(default_factory=list)
    findings: list = field(default_factory=list)

    @property
    def said_words(self):
        return shown_value(self.question, self.said) if self.said else "No answer"

    @property
    def scored(self):
        return self.question.scale_id is not None

    @property
    def self_worth(self):
        return worth_of(self.question.scale.points, self.said.value) if self.scored and self.said else None

    @property
    def gap(self):
        return gap([(self.self_worth, self.own.worth if self.own else None)])

    def label(self, judgement):
        point = point_of(self.question.scale.points, judgement.value)
        return point["label"] if point else judgement.value

    @property
    def own_words(self):
        return self.label(self.own) if self.own else ""


@dataclass(slots=True)
class Group:
    """A standard with its rows."""

    standard: Standard
    rows: list[Row]

    @property
    def gap(self) -> Gap | None:
        return gap((row.self_worth, row.own.worth) for row in self.rows if row.own)


def return_as_read(to, board, *, own_only=False):
    """[Group] of a return as it was last handed over, with what this board makes of it. A fixed number of queries.

    own_only: without the other boards', for a peer or a letter.
    """
    rows = {
        question.pk: Row(question) for question in questions_of(to) if question.board_id in (None, board.pk)
    }
    for said in Said.objects.filter(pk__in=handed_over(to)):
        if said.question_id in rows:
            rows[said.question_id].said = said
    _add_judgements(rows, to, board, [] if own_only else _shared_with(to, board))
    _add_rest(rows, to, board)
    groups: dict = {}
    for row in rows.values():
        groups.setdefault(row.question.standard, []).append(row)
    return [Group(standard, rows) for standard, rows in groups.items()]


def handed_over(to):
    """The keys of what the boards had last. One query."""
    step = Step.objects.filter(to=to, what=Step.What.SUBMITTED).order_by("pk").last()
    return step.said if step else []


def _shared_with(to, board):
    shared = JudgementsShared.objects.filter(exercise=to.exercise_id, reader=board, ended_at__isnull=True)
    return list(shared.values_list("board", flat=True))


def _add_judgements(rows, to, board, others):
    judgements = Judgement.objects.filter(to=to, board__in=[board.pk, *others]).select_related(
        "board", "peer"
    )
    newest: dict = {}
    for one in judgements.order_by("pk"):
        newest[one.question_id, one.board_id, one.peer_id] = one
    for (question, of_board, peer), one in newest.items():
        if question not in rows:
            continue
        if of_board != board.pk:
            if peer is None:
                rows[question].others.append(one)
        elif peer is None:
            rows[question].own = one
        else:
            rows[question].advice.append(one)


def _add_rest(rows, to, board):
    uses = ProofUse.objects.filter(to=to, ended_at__isnull=True).select_related(
        "version__document", "version__proof"
    )
    for use in uses.order_by("pk"):
        if use.question_id in rows:
            rows[use.question_id].proofs.append(use)
    for one in Asking.objects.filter(to=to, board=board).order_by("pk"):
        rows[one.question_id].talk.append(one)
    for one in Finding.objects.filter(to=to, board=board).select_related("action").order_by("pk"):
        rows[one.question_id].findings.append(one)


def letters_on(to, board):
    """This board's letters about a return, the newest first. One query."""
    return list(Letter.objects.filter(to=to, board=board).select_related("sent").order_by("-pk"))


def letters_to(to):
    """Every board's letters that were sent about a return, for the agency. One query."""
    letters = SentLetter.objects.filter(letter__to=to).select_related("letter__board")
    return list(letters.order_by("-at", "-pk"))


def peers_of(to, board):
    """Who looks at it for this board. One query."""
    peers = Peer.objects.filter(to=to, board=board, ended_at__isnull=True)
    return list(peers.select_related("agency", "user").order_by("pk"))


def read_by(exercise, board):
    """The returns of an exercise that this board reads and has had, by agency. One query."""
    had = Step.objects.filter(what=Step.What.SUBMITTED, to__exercise=exercise).values("to")
    returns = Return.objects.filter(exercise=exercise, readable__board=board, readable__ended_at__isnull=True)
    returns = returns.filter(pk__in=had).select_related("agency", "exercise__version")
    return list(returns.order_by("agency__name", "pk"))


def shared_boards(exercise, board):
    """[(another board of the exercise, whether this one shares with it)]. Two queries."""
    others = Board.objects.filter(takes_part__exercise=exercise).exclude(pk=board.pk).order_by("name")
    reads = JudgementsShared.objects.filter(exercise=exercise, board=board, ended_at__isnull=True)
    shared = set(reads.values_list("reader", flat=True))
    return [(other, other.pk in shared) for other in others]


@dataclass(slots=True)
class View:
    """What one board makes of an answer, as the agency sees it."""

    board: Board
    judgement: Judgement | None = None
    label: str = ""
    talk: list = field(default_factory=list)


@dataclass(slots=True)
class Feedback:
    question: object
    said: Said | None
    views: list[View]

    @property
    def said_words(self):
        return shown_value(self.question, self.said) if self.said else "No answer"


def feedback_on(to):
    """[Feedback] of the questions that a board scored or asked about: every board's, for the agency. A fixed number of
    queries."""
    questions = {question.pk: question for question in questions_of(to)}
    said = {one.question_id: one for one in Said.objects.filter(pk__in=handed_over(to))}
    views: dict = {}

    def view(one):
        key = (one.question_id, one.board_id)
        return views.setdefault(key, View(one.board))

    for one in Judgement.objects.filter(to=to, peer__isnull=True).select_related("board").order_by("pk"):
        held = view(one)
        held.judgement = one
        point = point_of(questions[one.question_id].scale.points, one.value)
        held.label = point["label"] if point else one.value
    for one in Asking.objects.filter(to=to).select_related("board").order_by("pk"):
        view(one).talk.append(one)
    by_question: dict = {}
    for (question, _), one in sorted(views.items(), key=lambda item: item[1].board.name):
        by_question.setdefault(question, []).append(one)
    return [
        Feedback(question, said.get(pk), by_question[pk])
        for pk, question in questions.items()
        if pk in by_question
    ]


def as_a_peer(peer):
    """[Group] as a peer reads them: what the agency said, and their own advice in `own`; nobody's scores."""
    groups = return_as_read(peer.to, peer.board, own_only=True)
    for group in groups:
        for row in group.rows:
            row.own = next((one for one in row.advice if one.peer_id == peer.agency_id), None)
            row.others = row.advice = row.talk = row.findings = []
    return groups


def possible_peers(to, board):
    """Today's seats on the board of people of another agency than the one that answers. One query."""
    seats = Seat.objects.current(today=timezone.localdate()).filter(board=board, agency__isnull=False)
    seats = seats.exclude(agency=to.agency_id).exclude(user__parts__to=to)
    return list(seats.select_related("user", "agency").order_by("agency__name", "user__name"))


def issues_of(board):
    """The issues of the plan that is worked now, to raise an action under; none where there is no plan."""
    plan = Plan.objects.working().filter(board=board).order_by("-accepted_at").first()
    if plan is None:
        return Issue.objects.none()
    picture = picture_of(plan, day=timezone.localdate(), ahead=True)
    there = [issue.pk for priority in picture.priorities for issue in priority.issues]
    issues = Issue.objects.filter(pk__in=there).select_related("priority__plan")
    return issues.order_by("priority__position", "position")


def findings_of(exercise, board):
    """What this board found in the returns of an exercise. One query."""
    rows = Finding.objects.filter(to__exercise=exercise, board=board)
    return list(rows.select_related("to__agency", "question", "action").order_by("to__agency__name", "pk"))


# --- All of them at once ---


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the heat map: means in points of the scale, each None where there is none. rating: the colour of the nearest
    point, of the moderated mean where there is one."""

    own: Decimal | None
    moderated: Decimal | None
    rating: str
    words: str


@dataclass(slots=True)
class HeatMap:
    """rows: [(Return, [Place])], by agency: never a league table. foot: of all agencies. gaps: {Return's key: Gap}."""

    standards: list[Standard]
    rows: list
    foot: list[Place]
    gaps: dict
    gap: Gap | None


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
    gaps = _gaps(newest)
    return HeatMap(
        standards,
        [(to, [place.of(to.pk, standard.pk) for standard in standards]) for to in returns],
        [place.all(standard.pk) for standard in standards],
        gaps,
        _of_all(gaps.values()),
    )


def _means(rows):
    """{(return, standard): (mean, count)}"""
    found = (
        rows.order_by().values_list("to", "question__standard").annotate(mean=Avg("worth"), count=Count("pk"))
    )
    return {(to, standard): (Decimal(str(mean)), count) for to, standard, mean, count in found}


def _gaps(newest):
    """{return: Gap} over the answers that both scored. One query: the database adds up."""
    same = Answer.objects.filter(to=OuterRef("to"), question=OuterRef("question"), counts=True)
    rows = Judgement.objects.filter(pk__in=newest, worth__isnull=False)
    rows = rows.annotate(own=Subquery(same.values("worth")[:1])).filter(own__isnull=False)
    means = rows.order_by().values_list("to").annotate(mean=Avg(F("own") - F("worth")), count=Count("pk"))
    return {to: Gap(Decimal(str(mean)), count) for to, mean, count in means}


def _of_all(gaps):
    count = sum(one.count for one in gaps)
    return Gap(sum((one.mean * one.count for one in gaps), Decimal(0)) / count, count) if count else None


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
        near = _nearest(self.points.get(standard, ()), mean)
        return Place(own and own[0], moderated and moderated[0], *near)


def _together(means, standard):
    found = [(mean, count) for (_, one), (mean, count) in means.items() if one == standard]
    total = sum(count for _, count in found)
    return (sum((mean * count for mean, count in found), Decimal(0)) / total, total) if total else None


def _nearest(points, mean):
    """(the colour, the label) of the point a mean is nearest to; the worse of two."""
    worths = [(Decimal(str(point["worth"])), point) for point in points if point.get("worth") is not None]
    if mean is None or not worths:
        return "", ""
    _, point = min(worths, key=lambda one: (abs(one[0] - mean), one[0]))
    return point.get("rating", ""), point["label"]


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
