"""Preparing an exercise and issuing it: one act that makes every return and every letter, or nothing."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from safeboard.assurance.letters import asking_letter
from safeboard.assurance.models import Asked, Exercise, Part, Readable, Return, Step, TakesPart
from safeboard.assurance.services.carrying import carry_forward
from safeboard.boards.models import Agency, Board, Membership, current_on
from safeboard.boards.services import join_agency, say_sector
from safeboard.core.twice import just_kept
from safeboard.history.services import record
from safeboard.outbox import services as outbox
from safeboard.people.models import User
from safeboard.people.services import add_person

ISSUED = "This exercise has been issued already. Nothing was sent again."


@transaction.atomic
def prepare_exercise(
    version, *, title, due_on, by, at, board=None, words="", boards=(), signatures=(), reminders=()
):
    """Begin an exercise of a board, by a version of one of its sets. Returns the Exercise; the form sent twice makes one. Raises
    ValidationError.

    boards: the others that are asked to take part; each agrees for itself. signatures: the parts that sign off.
    reminders: days after `due_on`, before it where negative.
    """
    board = board or version.set.board
    if not title.strip():
        raise ValidationError({"title": "Enter what the exercise is called"})
    if due_on <= timezone.localdate(at):
        raise ValidationError({"due_on": "Enter a day after today for the returns"})
    Board.objects.select_for_update().get(pk=board.pk)
    said = {"version": version, "title": title.strip(), "words": words.strip(), "due_on": due_on}
    said |= {"signatures": _distinct(signatures), "reminders": sorted(set(reminders))}
    there = Exercise.objects.filter(board=board, state=Exercise.State.DRAFT)
    before = just_kept(there, at=at, when="made_at", made_by_name=by.name, **said)
    if before and _boards_in(before) == {board.pk, *(one.pk for one in boards)}:
        return before
    exercise = Exercise.objects.create(
        board=board,
        **said,
        made_at=at,
        made_by_name=by.name,
    )
    TakesPart.objects.create(exercise=exercise, board=board, agreed_at=at, agreed_by_name=by.name)
    for other in boards:
        if other != board:
            TakesPart.objects.create(exercise=exercise, board=other)
    record(by=by, verb="prepared", thing=exercise, at=at, board=board, boards=[str(one) for one in boards])
    return exercise


def _boards_in(exercise):
    return set(TakesPart.objects.filter(exercise=exercise).values_list("board", flat=True))


@transaction.atomic
def agree_to_take_part(exercise, board, *, by, at):
    """A board that was asked says yes. Saying it twice changes nothing. Raises ValidationError where it was not asked."""
    taking = TakesPart.objects.select_for_update().filter(exercise=exercise, board=board).first()
    if taking is None or exercise.state == Exercise.State.CLOSED:
        raise ValidationError("Your board is not asked to take part in this exercise.")
    if taking.agreed_at is None:
        TakesPart.objects.filter(pk=taking.pk).update(agreed_at=at, agreed_by_name=by.name)
        record(by=by, verb="agreed to take part in", thing=exercise, at=at, board=board)


@transaction.atomic
def ask_agency(exercise, agency, *, author_name, author_email, by, at):
    """Put an agency on the list of whom the exercise will ask, or change who authors for it. Raises ValidationError."""
    held = held_draft(exercise)
    if not _sits_on_one(agency, held, timezone.localdate(at)):
        raise ValidationError(
            f"{agency} is on none of the boards that take part. Add it to one of them first."
        )
    if not agency.sector:
        raise ValidationError(f"Say first what {agency} is (police, health, a school): questions hang on it.")
    name, email = author_name.strip(), author_email.strip().lower()
    if not name or not email:
        raise ValidationError({"author_name": "Enter who writes the return, and their e-mail address"})
    asked = Asked(exercise=held, agency=agency, author_name=name, author_email=email)
    asked.clean_fields()
    Asked.objects.update_or_create(
        exercise=held, agency=agency, defaults={"author_name": name, "author_email": email}
    )
    record(by=by, verb="put an agency on", thing=held, at=at, board=held.board, agency=str(agency))


@transaction.atomic
def ask_many(exercise, lines, *, by, at):
    """Put many agencies on the list, each joining the running board where it sits on none. Returns how many.

    lines: [asking_many.Line]. All of them or none. Raises ValidationError.
    """
    held, today = held_draft(exercise), timezone.localdate(at)
    for line in lines:
        agency = Agency.objects.filter(name__iexact=line.agency).first()
        if agency is None or not _sits_on_one(agency, held, today):
            agency = join_agency(line.agency, board=held.board, starts=today, by=by, at=at)
        try:
            _say_what_it_is(agency, line.sector, held.board, by, at)
            ask_agency(
                held, agency, author_name=line.author_name, author_email=line.author_email, by=by, at=at
            )
        except ValidationError as refused:
            raise ValidationError(f"{line.place.capitalize()}: {' '.join(refused.messages)}") from None
    return len(lines)


@transaction.atomic
def ask_no_more(exercise, agency, *, by, at):
    """Take an agency off the list before the exercise is issued. Raises ValidationError."""
    held = held_draft(exercise)
    gone, _ = Asked.objects.filter(exercise=held, agency=agency).delete()
    if gone:
        record(by=by, verb="took an agency off", thing=held, at=at, board=held.board, agency=str(agency))


@transaction.atomic
def issue(exercise, *, by, at):
    """Ask every agency on the list: its return with last time's answers in it, its author, its letter. Returns the returns.

    Raises ValidationError where nobody is on the list, a board has not agreed, or it was issued already.
    """
    held = held_draft(exercise)
    asked = list(Asked.objects.filter(exercise=held).select_related("agency").order_by("agency__name"))
    if not asked:
        raise ValidationError("No agency is on the list yet: add those that are to answer.")
    waiting = TakesPart.objects.filter(exercise=held, agreed_at__isnull=True).select_related("board")
    if waiting:
        names = " and ".join(str(one.board) for one in waiting)
        raise ValidationError(f"{names} has not agreed to take part yet.")
    if held.due_on <= timezone.localdate(at):
        raise ValidationError("The day the returns are due has come. Choose a later one first.")
    held.state, held.opened_at = Exercise.State.OPEN, at
    held.save(update_fields=["state", "opened_at"])
    returns = _make_returns(held, asked, by=by, at=at)
    carry_forward(held, returns, at=at)
    _write_to_authors(held, asked, returns, by=by, at=at)
    record(by=by, verb="issued", thing=held, at=at, board=held.board, agencies=len(returns))
    return returns


@transaction.atomic
def close_exercise(exercise, *, by, at):
    """No return is taken any more; what there is stays readable. Raises ValidationError."""
    held = Exercise.objects.select_for_update(of=("self",)).select_related("board").get(pk=exercise.pk)
    if held.state != Exercise.State.OPEN:
        raise ValidationError("This exercise is not open.")
    held.state, held.closed_at = Exercise.State.CLOSED, at
    held.save(update_fields=["state", "closed_at"])
    record(by=by, verb="closed", thing=held, at=at, board=held.board)
    return held


@transaction.atomic
def give_longer(to, *, due_on, why, by, at):
    """A later last day for one return. Raises ValidationError."""
    held = Return.objects.select_for_update(of=("self",)).select_related("exercise__board").get(pk=to.pk)
    if due_on <= held.due_on:
        raise ValidationError({"due_on": f"Enter a day after {held.due_on:%-d %B %Y}"})
    if not why.strip():
        raise ValidationError({"why": "Enter why they have longer"})
    was, held.due_on = held.due_on, due_on
    held.save(update_fields=["due_on"])
    days = {"was": was.isoformat(), "becomes": due_on.isoformat(), "why": why.strip()}
    record(by=by, verb="gave longer for", thing=held, at=at, board=held.exercise.board, **days)
    return held


def held_draft(exercise):
    """The exercise, held. Raises ValidationError where it has been issued."""
    exercises = Exercise.objects.select_for_update(of=("self",)).select_related("board", "version__set")
    held = exercises.get(pk=exercise.pk)
    if held.state != Exercise.State.DRAFT:
        raise ValidationError(ISSUED)
    return held


def _say_what_it_is(agency, sector, board, by, at):
    """Boards share an agency, so a list says what it is only where nobody has."""
    if not agency.sector:
        say_sector(agency, sector=sector, board=board, by=by, at=at)
    elif agency.sector != sector:
        known = agency.get_sector_display()
        raise ValidationError(f"{agency} is known as “{known}”. Write that, or change what it is first.")


def _sits_on_one(agency, exercise, today):
    """Whether an agency is a member today of a board that takes part."""
    boards = TakesPart.objects.filter(exercise=exercise).values("board")
    return Membership.objects.filter(current_on(today), agency=agency, board__in=boards).exists()


def _make_returns(exercise, asked, *, by, at):
    try:
        with transaction.atomic():
            Return.objects.bulk_create(
                Return(
                    exercise=exercise,
                    agency=one.agency,
                    sector=one.agency.sector,
                    due_on=exercise.due_on,
                    issued_at=at,
                )
                for one in asked
            )
    except IntegrityError:
        raise ValidationError(ISSUED) from None
    returns = list(Return.objects.filter(exercise=exercise).select_related("agency"))
    for to in returns:
        to.exercise = exercise
    boards = list(TakesPart.objects.filter(exercise=exercise).values_list("board", flat=True))
    Readable.objects.bulk_create(
        Readable(to=to, board_id=board, said_at=at, said_by_name=by.name)
        for to in returns
        for board in boards
    )
    Step.objects.bulk_create(
        Step(to=to, what=Step.What.ISSUED, by_id=by.pk, by_name=by.name, at=at) for to in returns
    )
    return returns


def _write_to_authors(exercise, asked, returns, *, by, at):
    by_agency = {to.agency_id: to for to in returns}
    people = {user.email: user for user in User.objects.filter(email__in=[one.author_email for one in asked])}
    parts, letters = [], []
    for one in asked:
        user = people.get(one.author_email)
        if user is None:
            user = add_person(email=one.author_email, name=one.author_name, by=by, at=at)
            people[user.email] = user
        to = by_agency[one.agency_id]
        parts.append(Part(to=to, user=user, role=Part.As.AUTHOR, invited_at=at, invited_by_name=by.name))
        letters.append(_to(to, user, letter=asking_letter(to), about=f"Asked: {exercise}", key="first"))
    Part.objects.bulk_create(parts)
    outbox.write_many(letters, by=by, at=at)


def write_to(to, user, *, letter, about, key, by, at, board=None):
    """One message to somebody about a return. key: what makes it this one and no other within the return. board: the one that
    writes, where it is not the one that runs the exercise: it alone finds the message among those it sent."""
    return outbox.write(**_to(to, user, letter=letter, about=about, key=key, board=board), by=by, at=at)


def _to(to, user, *, letter, about, key, board=None):
    subject, body = letter
    return {
        "to_email": user.email,
        "to_name": user.name,
        "subject": subject,
        "body": body,
        "kind": "assurance",
        "board": board or to.exercise.board,
        "user": user,
        "about": about,
        "key": f"return {to.pk} {key} to {user.pk}",
    }


def _distinct(words):
    return list(dict.fromkeys(word.strip() for word in words if word.strip()))
