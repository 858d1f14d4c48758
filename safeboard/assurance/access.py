"""The doors of assurance. A board's: by seat. An agency's: by a part in its return. Whatever is not yours is not there: 404."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from safeboard.assurance.asking import questions_of
from safeboard.assurance.handed_over import proofs_handed_over
from safeboard.assurance.models import (
    Exercise,
    Improvement,
    ImprovementStep,
    Letter,
    OwnAssessment,
    Part,
    Peer,
    ProofUse,
    Question,
    Return,
    SentLetter,
    Shows,
    StandardSet,
    Survey,
    TakesPart,
)
from safeboard.boards.access import boards_for, require, seats_on
from safeboard.boards.models import Board
from safeboard.people.permissions import Permission

ONLY_SIGNS = "You sign this return off, and do not answer it. Ask its author for a change."
BESIDE = ("question", "version__document", "version__proof")
NOT_YOUR_PART = "Only the author of this return may do that. Ask {author}."


def set_for(user, pk, permission=Permission.READ_BOARD):
    """A set of standards of one of this person's boards."""
    found = get_object_or_404(StandardSet.objects.select_related("board"), pk=pk, board__in=boards_for(user))
    require(seats_on(user, found.board_id), permission)
    return found


def exercise_for(user, pk, permission=Permission.READ_BOARD):
    """(the exercise, the board of this person's that takes part in it and lets them). Where several do: the one that runs it,
    then by name. 404 where none takes part; 403 where none lets them."""
    exercise = get_object_or_404(Exercise.objects.select_related("board", "version__set"), pk=pk)
    taking = TakesPart.objects.filter(exercise=exercise, board__in=boards_for(user))
    boards = Board.objects.filter(pk__in=taking.values("board")).order_by("name")
    return exercise, _first_that_lets(user, boards, permission, first=exercise.board_id)


def exercise_run_by(user, pk, permission=Permission.RUN_ASSURANCE):
    """An exercise that a board of this person's runs, and not only takes part in."""
    exercises = Exercise.objects.select_related("board", "version__set").filter(board__in=boards_for(user))
    exercise = get_object_or_404(exercises, pk=pk)
    require(seats_on(user, exercise.board_id), permission)
    return exercise


def return_run_by(user, pk, permission=Permission.RUN_ASSURANCE):
    """A return of an exercise that a board of this person's runs, whatever has become of it."""
    to = get_object_or_404(_returns(), pk=pk, exercise__board__in=boards_for(user))
    require(seats_on(user, to.exercise.board_id), permission)
    return to


def return_read_by(user, pk, permission=Permission.MODERATE, board=None):
    """(a return that was handed over, the board of this person's that reads it). board: a slug, where they sit on several."""
    to = get_object_or_404(_returns(), pk=pk)
    readers = to.readable.filter(ended_at__isnull=True, board__in=boards_for(user))
    boards = Board.objects.filter(pk__in=readers.values("board")).order_by("name")
    boards = boards.filter(pk__in=TakesPart.objects.filter(exercise=to.exercise_id).values("board"))
    if board:
        boards = boards.filter(slug=board)
    if not to.steps.filter(what="submitted").exists():
        boards = boards.none()
    return to, _first_that_lets(user, boards, permission, first=to.exercise.board_id)


def exercise_moderated_by(user, pk, slug, permission=Permission.MODERATE):
    """(an exercise, a board of this person's that takes part in it). 404 where it takes no part."""
    exercises = Exercise.objects.select_related("board", "version__set").exclude(state=Exercise.State.DRAFT)
    exercise = get_object_or_404(exercises, pk=pk)
    taking = TakesPart.objects.filter(exercise=exercise, board__in=boards_for(user))
    board = get_object_or_404(Board, slug=slug, pk__in=taking.values("board"))
    require(seats_on(user, board.pk), permission)
    return exercise, board


def survey_for(user, pk, permission=Permission.RUN_ASSURANCE):
    """A survey of one of this person's boards."""
    surveys = Survey.objects.select_related("board", "version__set", "exercise")
    survey = get_object_or_404(surveys, pk=pk, board__in=boards_for(user))
    require(seats_on(user, survey.board_id), permission)
    return survey


def own_assessment_for(user, pk, permission=Permission.MODERATE):
    """A self-assessment of one of this person's boards: read by those who moderate, kept by those who run assurance."""
    rows = OwnAssessment.objects.select_related("board", "version__set", "follows")
    found = get_object_or_404(rows, pk=pk, board__in=boards_for(user))
    require(seats_on(user, found.board_id), permission)
    return found


def descriptor_for(user, pk, question, permission=Permission.MODERATE):
    """(a self-assessment, one descriptor of it)."""
    found = own_assessment_for(user, pk, permission)
    rows = Question.objects.select_related("standard", "scale").filter(
        exercise__isnull=True, scale__isnull=False
    )
    return found, get_object_or_404(rows, pk=question, standard__version=found.version_id)


def shows_for(user, pk):
    """Evidence in a self-assessment, for those of its board who run assurance."""
    shows = get_object_or_404(Shows, pk=pk)
    shows.to = own_assessment_for(user, shows.to_id, Permission.RUN_ASSURANCE)
    return shows


def return_visited_by(user, pk, slug):
    """(a return the agency lets a board read, that board of this person's), handed over or not: who is silent is visited too."""
    to = get_object_or_404(_returns(), pk=pk)
    _, board = exercise_moderated_by(user, to.exercise_id, slug)
    get_object_or_404(to.readable, board=board, ended_at__isnull=True)
    return to, board


def require_plan_changes(user, board):
    """403 for who may not add to the board's plan."""
    require(seats_on(user, board.pk), Permission.CHANGE_PLANS)


def improvement_of(user, pk):
    """(an improvement, the return of this person's that it stands in): their own, or a later one of that agency by the same set."""
    rows = Improvement.objects.select_related("question", "to__agency", "to__exercise__version")
    found = get_object_or_404(rows, pk=pk)
    return found, _authored_later(user, found.to) or return_authored_by(user, found.to_id)


def _authored_later(user, to):
    """The newest return this person authors of those after this one of its agency, by the same set; None where there is none."""
    parts = parts_of(user).filter(role=Part.As.AUTHOR)
    later = _returns().filter(
        pk__in=parts.values("to"),
        agency=to.agency_id,
        exercise__version__set=to.exercise.version.set_id,
        issued_at__gt=to.issued_at,
    )
    return later.order_by("-issued_at", "-pk").first()


def improvement_read_by(user, pk, slug):
    """(an improvement of a return, the board of this person's that reads it)."""
    found = get_object_or_404(Improvement.objects.select_related("question"), pk=pk)
    found.to, board = return_read_by(user, found.to_id, board=slug)
    if found.question.board_id not in (None, board.pk):
        raise Http404
    return found, board


def closing_proof_for(user, pk):
    """The version of a document that shows an improvement done: for those with a part in its return, and boards that read it."""
    step = get_object_or_404(
        ImprovementStep.objects.select_related(
            "improvement__question", "improvement__to__exercise__version", "proof__document"
        ),
        pk=pk,
        proof__isnull=False,
    )
    improvement = step.improvement
    has_part = any(part.role != Part.As.COLLEAGUE for part in parts_in(user, improvement.to_id))
    if has_part or _authored_later(user, improvement.to):
        return step.proof
    _, board = return_read_by(user, improvement.to_id)
    if improvement.question.board_id not in (None, board.pk):
        raise Http404
    return step.proof


def letter_for(user, pk):
    """A board's letter about a return, draft or sent, for those of that board who run assurance."""
    letters = Letter.objects.select_related("board", "to__agency", "to__exercise__board", "sent")
    letter = get_object_or_404(letters, pk=pk, board__in=boards_for(user))
    require(seats_on(user, letter.board_id), Permission.RUN_ASSURANCE)
    return letter


def sent_letter_for(user, pk):
    """A letter that was sent: for its board, and for the author and the signatories of the return. Another board's: 404."""
    letters = SentLetter.objects.select_related("letter", "docx", "pdf")
    sent = get_object_or_404(letters, pk=pk)
    if any(part.role != Part.As.COLLEAGUE for part in parts_in(user, sent.letter.to_id)):
        return sent
    get_object_or_404(boards_for(user), pk=sent.letter.board_id)
    require(seats_on(user, sent.letter.board_id), Permission.MODERATE)
    return sent


def return_answered_by(user, pk):
    """(a return, this person's parts in it today). 404 for whoever has none."""
    to = get_object_or_404(_returns(), pk=pk, parts__in=parts_of(user))
    return to, parts_in(user, pk)


def return_authored_by(user, pk):
    """A return this person is an author of. 403 for others who have a part in it."""
    to, parts = return_answered_by(user, pk)
    if not any(part.role == Part.As.AUTHOR for part in parts):
        authors = Part.objects.filter(to=to, role=Part.As.AUTHOR, ended_at__isnull=True).select_related(
            "user"
        )
        names = " or ".join(sorted({part.user.name for part in authors})) or "the board"
        raise PermissionDenied(NOT_YOUR_PART.format(author=names))
    return to


def parts_in(user, pk):
    """This person's parts in one return today."""
    return list(parts_of(user).filter(to=pk).prefetch_related("standards"))


def parts_of(user):
    """This person's parts in returns that have not ended."""
    return Part.objects.filter(user=user, ended_at__isnull=True)


def may_answer(parts, standard):
    """Whether one of these parts lets its person answer a standard's questions."""
    return any(
        part.role == Part.As.AUTHOR
        or (part.role == Part.As.COLLEAGUE and standard in {one.pk for one in part.standards.all()})
        for part in parts
    )


def may_read_own(parts, standard):
    """Whether one of these parts shows its person a standard: a colleague's only what was shared with them."""
    return any(part.role != Part.As.COLLEAGUE for part in parts) or may_answer(parts, standard)


def question_answered_by(user, pk, question):
    """(the return, this person's parts, a question it is asked that they may answer). 404, 403 for whoever only reads it."""
    to, parts = return_answered_by(user, pk)
    asked = next((one for one in questions_of(to) if one.pk == question), None)
    if asked is None or not may_read_own(parts, asked.standard_id):
        raise Http404
    if not may_answer(parts, asked.standard_id):
        raise PermissionDenied(ONLY_SIGNS)
    return to, parts, asked


def proof_use_for(user, pk):
    """A document beside an answer, for whoever may read the answer: by a part in its return, or for a board that reads it and
    to which the document was handed over."""
    use = get_object_or_404(ProofUse.objects.select_related(*BESIDE), pk=pk)
    parts = parts_in(user, use.to_id)
    if may_read_own(parts, use.question.standard_id):
        return use
    if use.question.board_id is None or use.question.board_id in {one.pk for one in boards_for(user)}:
        return_read_by(user, use.to_id)
        return get_object_or_404(proofs_handed_over().select_related(*BESIDE), pk=pk)
    raise Http404


def peers_for(user):
    """The returns of other agencies that this person is asked to look at, while they sit on the board that asks."""
    peers = Peer.objects.filter(user=user, ended_at__isnull=True, to__state__in=["submitted", "accepted"])
    peers = peers.filter(board__in=boards_for(user))
    return peers.select_related("to__exercise__version", "to__agency", "board", "agency").order_by("pk")


def peer_for(user, pk):
    """Somebody's looking at another agency's return as a peer."""
    return get_object_or_404(peers_for(user), pk=pk)


def peer_asked_by(user, pk):
    """A peer whom a board of this person's asked, asked no more ones too, for those who run its assurance."""
    peers = Peer.objects.filter(board__in=boards_for(user))
    peer = get_object_or_404(peers.select_related("to", "board", "user"), pk=pk)
    require(seats_on(user, peer.board_id), Permission.RUN_ASSURANCE)
    return peer


def _returns():
    return Return.objects.select_related("exercise__board", "exercise__version__set", "agency")


def _first_that_lets(user, boards, permission, *, first):
    boards = sorted(boards, key=lambda board: board.pk != first)
    seats = {board.pk: seats_on(user, board.pk) for board in boards}
    lets = [board for board in boards if any(seat.may(permission) for seat in seats[board.pk])]
    if not lets:
        require(seats_on(user, boards[0].pk if boards else 0), permission)
    return lets[0]
