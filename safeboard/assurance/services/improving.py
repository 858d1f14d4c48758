"""An agency's improvements: added, said to be done with what shows it, signed off by a board or opened again."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Improvement, ImprovementStep, Return
from safeboard.assurance.services.moderating import held_by, refuse_whose_own_it_is
from safeboard.core.twice import just_kept
from safeboard.history.services import record
from safeboard.plans.due import read_due


@transaction.atomic
def add_improvement(to, question, *, words, owner, due, by, at):
    """The agency promises to mend something. due: in its own words. Returns the Improvement; the form sent twice makes one. Raises
    ValidationError."""
    if question.pk not in {one.pk for one in questions_of(to)}:
        raise ValidationError({"question": "Choose a question of this return"})
    for name, said in (("words", words), ("owner", owner), ("due", due)):
        if not said.strip():
            raise ValidationError({name: MISSING[name]})
    held = Return.objects.select_for_update(of=("self",)).select_related("exercise__board").get(pk=to.pk)
    said = {"words": words.strip(), "owner": owner.strip(), "due": due.strip()}
    there = Improvement.objects.filter(to=held, question=question)
    if before := just_kept(there, at=at, when="added_at", **said):
        return before
    made = Improvement.objects.create(
        to=held,
        question=question,
        **said,
        last_day=read_due(due.strip()).latest,
        added_at=at,
    )
    _step(made, ImprovementStep.What.ADDED, words.strip(), by=by, at=at)
    return made


MISSING = {"words": "Enter what is to be done", "owner": "Enter who does it", "due": "Enter by when"}


@transaction.atomic
def say_done(improvement, *, words, by, at, proof=None):
    """The agency says it is done. words: what shows it. proof: a Proof of its own, whose newest version is meant. Raises
    ValidationError."""
    held = _held(improvement, Improvement.State.OPEN)
    if not words.strip():
        raise ValidationError({"words": "Enter what shows that it is done"})
    if proof and proof.agency_id != held.to.agency_id:
        raise ValidationError({"proof": "Choose a document of your agency"})
    version = proof.versions.order_by("number").last() if proof else None
    done = ImprovementStep.What.DONE
    return _become(held, Improvement.State.DONE, done, words.strip(), by=by, at=at, proof=version)


@transaction.atomic
def sign_off(improvement, *, board, by, at, words=""):
    """A board that reads the return is satisfied. Raises ValidationError."""
    refuse_whose_own_it_is(held_by(improvement.to, board), by)
    held = _held(improvement, Improvement.State.DONE)
    what = ImprovementStep.What.SIGNED_OFF
    return _become(held, Improvement.State.SIGNED_OFF, what, words.strip(), board=board, by=by, at=at)


@transaction.atomic
def reopen(improvement, *, board, words, by, at):
    """A board that reads the return is not satisfied, and says why. Raises ValidationError."""
    held_by(improvement.to, board)
    held = _held(improvement, Improvement.State.DONE)
    if not words.strip():
        raise ValidationError({"words": "Enter what is still missing"})
    what = ImprovementStep.What.REOPENED
    return _become(held, Improvement.State.OPEN, what, words.strip(), board=board, by=by, at=at)


def _held(improvement, state):
    held = (
        Improvement.objects.select_for_update(of=("self",))
        .select_related("to__exercise__board")
        .get(pk=improvement.pk)
    )
    if held.state != state:
        raise ValidationError(f"It is “{held.get_state_display()}” by now. Look at it as it is.")
    return held


def _become(improvement, state, what, words, *, by, at, board=None, proof=None):
    improvement.state = state
    improvement.save(update_fields=["state"])
    _step(improvement, what, words, board=board, proof=proof, by=by, at=at)
    return improvement


def _step(improvement, what, words, *, by, at, board=None, proof=None):
    said = {"what": what, "words": words, "board": board, "proof": proof}
    ImprovementStep.objects.create(improvement=improvement, by_id=by.pk, by_name=by.name, at=at, **said)
    verb = f"{what.label.lower()} an improvement of"
    of_board = board or improvement.to.exercise.board
    record(by=by, verb=verb, thing=improvement.to, at=at, board=of_board, improvement=improvement.pk)
