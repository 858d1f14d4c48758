"""A return changes hands: signed off, submitted, sent back, accepted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef

from safeboard.assurance.asking import answers_that_tell, standing, unanswered
from safeboard.assurance.handed_over import accepts
from safeboard.assurance.letters import handed_over_letter, sent_back_letter
from safeboard.assurance.models import Exercise, Part, ProofUse, Readable, Return, Signed, Step, TakesPart
from safeboard.assurance.services.answering import held_with_agency
from safeboard.assurance.services.moderating import refuse_whose_own_it_is
from safeboard.assurance.services.notifying import tell_authors, tell_board
from safeboard.history.services import record

LOOK = "Look at each answer that could identify a child, and say that you have: the boards read them."


@transaction.atomic
def sign(to, *, signature, by, at):
    """Sign a complete return off as it stands, in one of the exercise's parts. Any later change needs it again.

    Returns the Signed. Raises ValidationError.
    """
    held = held_with_agency(to)
    if signature not in held.exercise.signatures:
        raise ValidationError("Choose in which part you sign off")
    if not _is_asked_to_sign(held, signature, by):
        raise ValidationError(f"Only whoever the author asked to sign as {signature} may sign in this part.")
    _check_complete(held)
    said = standing(held)
    signed = {one.signature: one for one in signatures_that_hold(held, said)}
    if signature in signed:
        return signed[signature]
    if any(one.by_id == by.pk for one in signed.values()):
        raise ValidationError("You have signed off already: somebody else signs in this part.")
    row = Signed.objects.create(to=held, signature=signature, said=said, by_id=by.pk, by_name=by.name, at=at)
    record(by=by, verb="signed off", thing=held, at=at, board=held.exercise.board, signature=signature)
    return row


@transaction.atomic
def submit(to, *, by, at, looked=False):
    """Hand a complete, signed return to the boards that read it. Returns the Step. Raises ValidationError.

    looked: the author has looked at each answer whose words could identify a child; without that it is refused where one does.
    """
    held = held_with_agency(to)
    _check_complete(held)
    if not looked and answers_that_tell(held):
        raise ValidationError(LOOK)
    said = standing(held)
    if lacking := signatures_lacking(held, said):
        raise ValidationError(f"It still has to be signed off by: {', '.join(lacking)}.")
    if not held.readable.filter(ended_at__isnull=True).exists():
        raise ValidationError("Choose at least one board that reads it.")
    step = _step(held, Return.State.SUBMITTED, Step.What.SUBMITTED, said=said, by=by, at=at)
    for row in held.readable.filter(ended_at__isnull=True).select_related("board"):
        letter, key = handed_over_letter(held, row.board), f"handed over {step.pk} for {row.board_id}"
        tell_board(held, letter, board=row.board, key=key, by=by, at=at)
    return step


@transaction.atomic
def send_back(to, *, board, why, by, at):
    """A board that reads it gives it back to the agency, with what is to be mended. Returns the Step. Raises ValidationError,
    also where the exercise has closed: the agency could not hand it over again."""
    held = _held_with_boards(to, Return.State.SUBMITTED)
    if held.exercise.state != Exercise.State.OPEN:
        raise ValidationError("This exercise is closed: its returns stay as they are.")
    if not why.strip():
        raise ValidationError({"why": "Enter what they are to mend"})
    said, why = standing(held), why.strip()
    step = _step(
        held, Return.State.SENT_BACK, Step.What.SENT_BACK, said=said, board=board, why=why, by=by, at=at
    )
    letter = sent_back_letter(held, board, why=why)
    tell_authors(held, letter, board=board, key=f"sent back {step.pk}", by=by, at=at)
    return step


@transaction.atomic
def accept(to, *, board, by, at):
    """A board takes the return as it is: the one that runs the exercise, or one that reads it where that one does not. Returns
    the Step. Raises ValidationError."""
    held = _held_with_boards(to, Return.State.SUBMITTED)
    refuse_whose_own_it_is(held, by)
    if not held.readable.filter(board=board, ended_at__isnull=True).exists():
        raise ValidationError(f"{board} does not read this return.")
    if not accepts(held, board):
        raise ValidationError(f"{held.exercise.board} runs this exercise, and accepts its returns.")
    return _step(
        held, Return.State.ACCEPTED, Step.What.ACCEPTED, said=standing(held), board=board, by=by, at=at
    )


@transaction.atomic
def let_read(to, boards, *, by, at):
    """The agency says which of the exercise's boards read its return. Returns whether anything changed. Raises ValidationError.

    A board that has had the return goes on reading it: what was handed over cannot be taken back.
    """
    held = held_with_agency(to)
    taking = set(TakesPart.objects.filter(exercise=held.exercise_id).values_list("board", flat=True))
    wanted = {board.pk for board in boards}
    if not wanted <= taking:
        raise ValidationError("Choose boards of this exercise.")
    if not wanted:
        raise ValidationError("Choose at least one board that reads it.")
    now = {row.board_id: row for row in held.readable.filter(ended_at__isnull=True)}
    had_it = held.steps.filter(what=Step.What.SUBMITTED).exists()
    if had_it and now.keys() - wanted:
        raise ValidationError("A board that has had the return goes on reading it.")
    Readable.objects.filter(pk__in=[now[gone].pk for gone in now.keys() - wanted]).update(ended_at=at)
    Readable.objects.bulk_create(
        Readable(to=held, board_id=board, said_at=at, said_by_name=by.name) for board in wanted - now.keys()
    )
    if wanted == now.keys():
        return False
    record(by=by, verb="said who reads", thing=held, at=at, boards=sorted(wanted))
    return True


def _is_asked_to_sign(to, signature, by):
    return _asked_to_sign(to).filter(signature=signature, user_id=by.pk).exists()


def _asked_to_sign(to):
    return Part.objects.filter(to=to, role=Part.As.SIGNATORY, ended_at__isnull=True)


def signatures_that_hold(to, said):
    """Those who signed it off just as it stands: the newest of each part. While the agency has it in hand, only of those who are
    still asked to sign. One query."""
    rows = Signed.objects.filter(to=to).order_by("pk")
    if to.with_agency:
        asked = _asked_to_sign(to).filter(signature=OuterRef("signature"), user=OuterRef("by"))
        rows = rows.filter(Exists(asked))
    return list({row.signature: row for row in rows if row.said == said}.values())


def signatures_lacking(to, said):
    held = {row.signature for row in signatures_that_hold(to, said)}
    return [signature for signature in to.exercise.signatures if signature not in held]


def _check_complete(to):
    if left := unanswered(to):
        some = ", ".join(question.code for question in left[:5])
        more = f" and {len(left) - 5} more" if len(left) > 5 else ""
        raise ValidationError(f"These still need an answer, or a confirmation of last time’s: {some}{more}.")
    if ProofUse.objects.filter(to=to, carried=True, ended_at__isnull=True).exists():
        raise ValidationError("Some evidence from last time is neither confirmed nor taken away.")


def _held_with_boards(to, state):
    returns = Return.objects.select_for_update(of=("self",)).select_related("exercise__board", "agency")
    held = returns.get(pk=to.pk)
    if held.state != state:
        raise ValidationError(f"This return is not there any more: it is “{held.get_state_display()}”.")
    return held


def _step(to, state, what, *, said, by, at, board=None, why=""):
    Return.objects.filter(pk=to.pk).update(state=state)
    to.state = state
    step = Step.objects.create(
        to=to, what=what, why=why, said=said, board=board, by_id=by.pk, by_name=by.name, at=at
    )
    record(
        by=by, verb=str(what).replace("_", " "), thing=to, at=at, board=board or to.exercise.board, why=why
    )
    return step
