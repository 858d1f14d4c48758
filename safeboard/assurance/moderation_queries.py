"""What a board sees of returns: one with its own scores beside the agency's, and all of them at once."""

from dataclasses import dataclass, field

from django.utils import timezone

from safeboard.assurance.asking import questions_of
from safeboard.assurance.handed_over import last_handing, proofs_then, returns_had_by, said_then
from safeboard.assurance.models import (
    Asking,
    Finding,
    Judgement,
    JudgementsShared,
    Letter,
    Peer,
    Said,
    SentLetter,
    Standard,
    Visit,
    VisitScore,
)
from safeboard.assurance.return_queries import shown_value
from safeboard.assurance.scoring import Gap, gap, point_of, together, worth_of
from safeboard.assurance.survey_queries import Beside, heard_beside
from safeboard.boards.models import Board, Seat
from safeboard.plans.models import Issue, Plan
from safeboard.plans.queries import picture_of


@dataclass(slots=True)
class Row:
    """A question as a board reads it. said: as it was handed over, None where nothing was. own, others, advice: Judgements.
    heard: what practitioners say. visit: the VisitScore that stands."""

    question: object
    said: Said | None = None
    proofs: list = field(default_factory=list)
    own: Judgement | None = None
    others: list = field(default_factory=list)
    advice: list = field(default_factory=list)
    talk: list = field(default_factory=list)
    findings: list = field(default_factory=list)
    heard: Beside | None = None
    visit: VisitScore | None = None

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
        return self._gap(self.own)

    @property
    def gap_heard(self):
        return self._gap(self.heard)

    @property
    def gap_visit(self):
        return self._gap(self.visit)

    def _gap(self, other):
        return gap([(self.self_worth, other.worth if other else None)])

    def label(self, judgement):
        point = point_of(self.question.scale.points, judgement.value)
        return point["label"] if point else judgement.value

    @property
    def own_words(self):
        return self.label(self.own) if self.own else ""

    @property
    def visit_words(self):
        return self.label(self.visit) if self.visit else ""


@dataclass(slots=True)
class Group:
    """A standard with its rows."""

    standard: Standard
    rows: list[Row]

    @property
    def gap(self) -> Gap | None:
        return together(row.gap for row in self.rows)

    @property
    def gap_heard(self) -> Gap | None:
        return together(row.gap_heard for row in self.rows)

    @property
    def gap_visit(self) -> Gap | None:
        return together(row.gap_visit for row in self.rows)


def return_as_read(to, board, *, own_only=False):
    """[Group] of a return as it was last handed over, with what this board makes of it. A fixed number of queries.

    own_only: without the other boards', for a peer or a letter.
    """
    rows = {
        question.pk: Row(question) for question in questions_of(to) if question.board_id in (None, board.pk)
    }
    handing = last_handing(to)
    said = said_then(handing)
    for row in rows.values():
        row.said = said.get(row.question.pk)
    _add_judgements(rows, to, board, [] if own_only else _shared_with(to, board))
    _add_proofs(rows, handing)
    _add_rest(rows, to, board)
    _add_beside(rows, to, board)
    groups: dict = {}
    for row in rows.values():
        groups.setdefault(row.question.standard, []).append(row)
    return [Group(standard, rows) for standard, rows in groups.items()]


def _shared_with(to, board):
    shared = JudgementsShared.objects.filter(exercise=to.exercise_id, reader=board, ended_at__isnull=True)
    return list(shared.values_list("board", flat=True))


def _add_judgements(rows, to, board, others):
    judgements = Judgement.objects.filter(to=to, board__in=[board.pk, *others]).select_related(
        "board", "peer"
    )
    newest: dict = {}
    for one in judgements.order_by("pk"):
        newest[one.question_id, one.board_id, one.peer_id, one.peer_id and one.by_id] = one
    for (question, of_board, peer, _), one in newest.items():
        if question not in rows:
            continue
        one.label = rows[question].label(one)
        if of_board != board.pk:
            if peer is None:
                rows[question].others.append(one)
        elif peer is None:
            rows[question].own = one
        else:
            rows[question].advice.append(one)


def _add_proofs(rows, handing):
    for use in proofs_then(handing).select_related("version__document", "version__proof").order_by("pk"):
        if use.question_id in rows:
            rows[use.question_id].proofs.append(use)


def _add_rest(rows, to, board):
    for one in Asking.objects.filter(to=to, board=board).order_by("pk"):
        rows[one.question_id].talk.append(one)
    for one in Finding.objects.filter(to=to, board=board).select_related("action").order_by("pk"):
        rows[one.question_id].findings.append(one)


def _add_beside(rows, to, board):
    """What practitioners say and what a visit saw, beside what the agency says."""
    heard = heard_beside(to.exercise, board, [to.agency_id]).get(to.agency_id, {})
    seen = VisitScore.objects.filter(visit__to=to, visit__board=board).select_related("visit").order_by("pk")
    for row in rows.values():
        row.heard = _heard_of(row.question, heard) if row.scored else None
    for one in seen:
        if one.question_id in rows:
            rows[one.question_id].visit = one


def _heard_of(question, heard):
    """What practitioners say to a question of the set: a board's own has its code by chance."""
    return heard.get((question.standard.code, question.code)) if question.board_id is None else None


def scored_of(to, board):
    """[(Standard, [Question])] of the answers on a scale that this board reads. One query."""
    found: dict = {}
    for question in questions_of(to):
        if question.scale_id and question.board_id in (None, board.pk):
            found.setdefault(question.standard, []).append(question)
    return list(found.items())


def visits_to(to, board=None):
    """The visits to an agency about a return, the newest first: one board's, or every board's. One query."""
    rows = Visit.objects.filter(to=to).select_related("board")
    return list((rows.filter(board=board) if board else rows).order_by("-on", "-pk"))


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
    returns = returns_had_by(board).filter(exercise=exercise).select_related("agency", "exercise__version")
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
    """heard: what the agency's own practitioners say. visits: the VisitScores of every board, with their labels."""

    question: object
    said: Said | None
    views: list[View]
    heard: Beside | None = None
    visits: list = field(default_factory=list)

    @property
    def said_words(self):
        return shown_value(self.question, self.said) if self.said else "No answer"


def feedback_on(to):
    """[Feedback] of the questions that a board scored, asked about or looked at on a visit, or that practitioners answered:
    every board's, for the agency. A fixed number of queries."""
    questions = {question.pk: question for question in questions_of(to)}
    said = said_then(last_handing(to))
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
    rows = {pk: Feedback(question, said.get(pk), []) for pk, question in questions.items()}
    for (question, _), one in sorted(views.items(), key=lambda item: item[1].board.name):
        rows[question].views.append(one)
    heard = heard_beside(to.exercise, agencies=[to.agency_id]).get(to.agency_id, {})
    for row in rows.values():
        row.heard = _heard_of(row.question, heard)
    for one in (
        VisitScore.objects.filter(visit__to=to).select_related("visit__board").order_by("visit__on", "pk")
    ):
        if one.question_id not in rows:  # of a board that may read the return no more
            continue
        point = point_of(questions[one.question_id].scale.points, one.value)
        one.label = point["label"] if point else one.value
        rows[one.question_id].visits.append(one)
    return [row for row in rows.values() if row.views or row.heard or row.visits]


def as_a_peer(peer):
    """[Group] as a peer reads them: what the agency said, and their own advice in `own`; nobody's scores."""
    groups = return_as_read(peer.to, peer.board, own_only=True)
    for group in groups:
        for row in group.rows:
            row.own = next((one for one in row.advice if one.by_id == peer.user_id), None)
            row.others = row.advice = row.talk = row.findings = []
            row.heard = row.visit = None
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
    """What this board found in the returns of an exercise, with its themes. Two queries."""
    rows = Finding.objects.filter(to__exercise=exercise, board=board).prefetch_related("themes")
    return list(rows.select_related("to__agency", "question", "action").order_by("to__agency__name", "pk"))
