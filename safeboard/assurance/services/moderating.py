"""What a board makes of a return: scores with reasons, questions asked and answered, peers, what is shared with other boards."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.assurance.asking import questions_of
from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.letters import peer_letter, query_answered_letter, query_letter
from safeboard.assurance.models import (
    Asking,
    Judgement,
    JudgementsShared,
    Part,
    Peer,
    Readable,
    Return,
    Step,
    TakesPart,
)
from safeboard.assurance.scoring import point_of, worth_of
from safeboard.assurance.services.issuing import write_to
from safeboard.assurance.services.notifying import tell_authors, tell_board
from safeboard.history.services import record

NOT_HANDED_OVER = "This return is not with the board."
OWN_RETURN = "You have a part in this return, or had one. Somebody else of the board has to score, accept or sign it off."
OWN_AGENCY = "A peer comes from another agency than the one that answers."


@transaction.atomic
def judge(to, question, *, board, value, why, by, at, peer=None):
    """A board's score of an answer, with its reason. Returns the Judgement; the same again makes none. Raises ValidationError.

    value: a point of the question's scale. peer: the Peer whose advice it is, and not the board's own score.
    """
    held = held_by(to, board)
    refuse_whose_own_it_is(held, by)
    _check_scored(held, question, board)
    if point_of(question.scale.points, value) is None:
        raise ValidationError({"value": "Choose a point of the scale"})
    if not why.strip():
        raise ValidationError({"why": "Enter why: the agency reads it"})
    agency = peer.agency_id if peer else None
    rows = Judgement.objects.filter(to=held, board=board, question=question, peer=agency)
    if peer:
        rows = rows.filter(by=by.pk)  # of two peers of one agency each has a view of their own
    last = rows.order_by("pk").last()
    if last and (last.value, last.why) == (value, why.strip()):
        return last
    row = Judgement.objects.create(
        to=held,
        board=board,
        question=question,
        peer_id=agency,
        value=value,
        worth=worth_of(question.scale.points, value),
        why=why.strip(),
        by_id=by.pk,
        by_name=by.name,
        at=at,
    )
    verb = "advised as a peer on" if peer else "moderated"
    record(by=by, verb=verb, thing=held, at=at, board=board, question=question.pk, value=value)
    return row


@transaction.atomic
def ask_about(to, question, *, board, words, by, at):
    """A board asks the agency about an answer. Returns the Asking. Raises ValidationError."""
    held = held_by(to, board)
    asking, new = _say(held, question, board, words, True, by, at)
    if new:
        letter = query_letter(held, board, question)
        tell_authors(held, letter, board=board, key=f"asked {asking.pk}", by=by, at=at)
    return asking


@transaction.atomic
def reply_about(to, question, *, board, words, by, at):
    """The agency answers what a board asked about an answer. Returns the Asking. Raises ValidationError."""
    asked = Asking.objects.filter(to=to, board=board, question=question, from_board=True)
    if not asked.exists():
        raise ValidationError("This board has asked nothing about it.")
    asking, new = _say(to, question, board, words, False, by, at)
    if new:
        letter, key = query_answered_letter(to, board, question), f"answered {asking.pk}"
        tell_board(to, letter, board=board, key=key, by=by, at=at)
    return asking


@transaction.atomic
def share_judgements(exercise, *, board, reader, by, at):
    """Let another board of the exercise read what this one makes of its returns. Saying it twice changes nothing."""
    taking = set(TakesPart.objects.filter(exercise=exercise).values_list("board", flat=True))
    if board == reader or not {board.pk, reader.pk} <= taking:
        raise ValidationError("Choose another board of this exercise.")
    row, new = JudgementsShared.objects.get_or_create(
        exercise=exercise,
        board=board,
        reader=reader,
        ended_at=None,
        defaults={"said_at": at, "said_by_name": by.name},
    )
    if new:
        record(by=by, verb="shared its moderation of", thing=exercise, at=at, board=board, reader=str(reader))
    return row


@transaction.atomic
def keep_judgements(exercise, *, board, reader, by, at):
    """From now on the other board reads it no more. Returns whether it did before."""
    rows = JudgementsShared.objects.filter(exercise=exercise, board=board, reader=reader, ended_at=None)
    if rows.update(ended_at=at):
        record(by=by, verb="keeps its moderation of", thing=exercise, at=at, board=board, reader=str(reader))
        return True
    return False


@transaction.atomic
def ask_peer(to, *, board, agency, user, by, at):
    """Ask somebody of another agency to look at a return. Returns the Peer. Raises ValidationError."""
    held = held_by(to, board)
    has_part = Part.objects.filter(to=held, user=user).exists()
    if agency.pk == held.agency_id or has_part:
        raise ValidationError(OWN_AGENCY)
    peer, new = Peer.objects.get_or_create(
        to=held,
        board=board,
        user=user,
        ended_at=None,
        defaults={"agency": agency, "asked_at": at, "asked_by_name": by.name},
    )
    if new:
        record(by=by, verb="asked a peer to look at", thing=held, at=at, board=board, peer=user.pk)
        write_to(
            held,
            user,
            letter=peer_letter(peer),
            about=f"Peer: {held.exercise}",
            key=f"peer {peer.pk}",
            board=board,
            by=by,
            at=at,
        )
    return peer


@transaction.atomic
def declare_interests(peer, *, interests, by, at):
    """A peer says what interests they have, "none" included, before they read anything. Raises ValidationError."""
    if not interests.strip():
        raise ValidationError({"interests": "Say what interests you have, or that you have none"})
    done = Peer.objects.filter(pk=peer.pk, declared_at__isnull=True, ended_at__isnull=True)
    if done.update(interests=interests.strip(), declared_at=at):
        words = {"interests": interests.strip()}
        record(by=by, verb="declared interests for", thing=peer.to, at=at, board=peer.board, **words)


@transaction.atomic
def advise(peer, question, *, value, why, by, at):
    """A peer's view of an answer. Raises ValidationError where interests are not declared."""
    held = Peer.objects.select_for_update(of=("self",)).select_related("to", "board").get(pk=peer.pk)
    if held.declared_at is None or held.ended_at is not None:
        raise ValidationError("Say first what interests you have in this agency.")
    return judge(held.to, question, board=held.board, value=value, why=why, peer=held, by=by, at=at)


@transaction.atomic
def end_peer(peer, *, by, at):
    """They are asked no more; their advice stays. Returns whether they were."""
    if Peer.objects.filter(pk=peer.pk, ended_at__isnull=True).update(ended_at=at):
        record(
            by=by, verb="asks no more a peer of", thing=peer.to, at=at, board=peer.board, peer=peer.user_id
        )
        return True
    return False


def _say(to, question, board, words, from_board, by, at):
    """(the Asking, whether it is new): the same words again make none."""
    if not words.strip():
        raise ValidationError({"words": "Enter what you want to ask" if from_board else "Enter your answer"})
    rows = Asking.objects.filter(to=to, board=board, question=question)
    last = rows.order_by("pk").last()
    if last and (last.words, last.from_board) == (words.strip(), from_board):
        return last, False
    row = Asking.objects.create(
        to=to,
        board=board,
        question=question,
        from_board=from_board,
        words=words.strip(),
        by_id=by.pk,
        by_name=by.name,
        at=at,
    )
    verb = "asked about an answer of" if from_board else "replied about an answer of"
    record(by=by, verb=verb, thing=to, at=at, board=board, question=question.pk)
    return row, True


def refuse_whose_own_it_is(to, by):
    """Raises ValidationError for whoever has, or had, a part in a return: they do not judge their own."""
    if Part.objects.filter(to=to, user=by.pk).exists():
        raise ValidationError(OWN_RETURN)


def held_by(to, board):
    """The return, held, for a board that reads it and has had it. Raises ValidationError."""
    returns = Return.objects.select_for_update(of=("self",)).select_related(
        "exercise__version", "exercise__board", "agency"
    )
    held = returns.get(pk=to.pk)
    reads = Readable.objects.filter(to=held, board=board, ended_at__isnull=True).exists()
    had = Step.objects.filter(to=held, what=Step.What.SUBMITTED).exists()
    if not reads or not had:
        raise ValidationError(NOT_HANDED_OVER)
    return held


def _check_scored(to, question, board):
    asked = {one.pk for one in questions_of(to)}
    others = question.board_id not in (None, board.pk)
    if question.pk not in asked or others or question.kind != AnswerKind.SCORE:
        raise ValidationError("Only answers on a scale that this board reads are moderated.")
