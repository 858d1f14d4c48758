"""Who has a part in a return: colleagues who answer some of it, those who sign it off, and who authors it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.assurance.asking import questions_of
from safeboard.assurance.letters import authorship_letter, sharing_letter, signing_letter
from safeboard.assurance.models import Part, Return
from safeboard.assurance.services.answering import held_with_agency
from safeboard.assurance.services.issuing import write_to
from safeboard.history.services import record
from safeboard.people.models import User
from safeboard.people.services import add_person


@transaction.atomic
def share(to, *, name, email, standards, by, at):
    """Let a colleague answer some standards, besides those they have. Returns their Part. Raises ValidationError.

    The letter goes out where there is something new in it.
    """
    held = held_with_agency(to)
    asked = {question.standard_id for question in questions_of(held)}
    if not standards:
        raise ValidationError({"standards": "Choose at least one standard to share"})
    if not {standard.pk for standard in standards} <= asked:
        raise ValidationError({"standards": "Choose standards of this return"})
    user = _person(name, email, by=by, at=at)
    part, new = _part(held, user, Part.As.COLLEAGUE, by=by, at=at)
    more = [one for one in standards if new or one.pk not in part.standards.values_list("pk", flat=True)]
    if more:
        part.standards.add(*more)
        codes = [standard.code for standard in more]
        record(by=by, verb="shared", thing=held, at=at, board=held.exercise.board, to=user.name, codes=codes)
        letter = sharing_letter(held, more, by=by)
        _write(held, user, letter, f"shared {part.pk} from {more[0].pk}", by=by, at=at)
    return part


@transaction.atomic
def invite_to_sign(to, *, name, email, signature, by, at):
    """Ask somebody to sign the return off in one of the exercise's parts. Returns their Part. Raises ValidationError."""
    held = held_with_agency(to)
    if signature not in held.exercise.signatures:
        raise ValidationError({"signature": "Choose in which part they sign off"})
    user = _person(name, email, by=by, at=at)
    there = _parts(held).filter(role=Part.As.SIGNATORY)
    other = there.filter(signature=signature).exclude(user=user).select_related("user").first()
    if other:
        raise ValidationError({"email": f"{other.user.name} signs as {signature}. End that part first."})
    if there.filter(user=user).exclude(signature=signature).exists():
        raise ValidationError({"email": f"{user.name} signs in another part: two people sign, not one."})
    part, new = _part(held, user, Part.As.SIGNATORY, signature=signature, by=by, at=at)
    if new:
        record(by=by, verb="asked to sign off", thing=held, at=at, board=held.exercise.board, who=user.name)
        _write(held, user, signing_letter(held, signature, by=by), f"signs {part.pk}", by=by, at=at)
    return part


@transaction.atomic
def hand_on(to, *, name, email, by, at):
    """Make somebody else the author; whoever hands it on is none any more. Returns the new Part. Raises ValidationError."""
    held = _held(to)
    user = _person(name, email, by=by, at=at)
    if user.pk == by.pk:
        raise ValidationError({"email": "You are its author already"})
    part, _ = _part(held, user, Part.As.AUTHOR, by=by, at=at)
    _parts(held).filter(user_id=by.pk, role=Part.As.AUTHOR).update(ended_at=at)
    record(by=by, verb="handed on", thing=held, at=at, board=held.exercise.board, to=user.name)
    _write(held, user, authorship_letter(held, by=by), f"authors {part.pk}", by=by, at=at)
    return part


@transaction.atomic
def end_part(to, part, *, by, at):
    """Take a colleague's or a signatory's part away again; what they said stays. Raises ValidationError."""
    held = _held(to)
    if part.to_id != held.pk or part.role == Part.As.AUTHOR:
        raise ValidationError("An author’s part ends when they hand it on to somebody else.")
    if _parts(held).filter(pk=part.pk).update(ended_at=at):
        who = {"who": part.user.email, "role": part.role}
        record(by=by, verb="ended a part in", thing=held, at=at, board=held.exercise.board, **who)


def _held(to):
    returns = Return.objects.select_for_update(of=("self",)).select_related("exercise__board", "agency")
    return returns.get(pk=to.pk)


def _parts(to):
    return Part.objects.filter(to=to, ended_at__isnull=True)


def _part(to, user, role, *, by, at, signature=""):
    """(the part somebody has, whether it is new)."""
    return Part.objects.get_or_create(
        to=to,
        user=user,
        role=role,
        signature=signature,
        ended_at=None,
        defaults={"invited_at": at, "invited_by_name": by.name},
    )


def _person(name, email, *, by, at):
    """Whoever has this address; somebody new where nobody has."""
    name, email = name.strip(), email.strip().lower()
    if not name:
        raise ValidationError({"name": "Enter their name"})
    return User.objects.filter(email=email).first() or add_person(email=email, name=name, by=by, at=at)


def _write(to, user, letter, key, *, by, at):
    write_to(to, user, letter=letter, about=str(to.exercise), key=key, by=by, at=at)
