"""Surveys that keep no names: prepared, opened, answered by an address, closed."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from safeboard.assurance.asking import questions_for
from safeboard.assurance.kinds import SURVEYED_KINDS, AnswerKind
from safeboard.assurance.models import (
    Exercise,
    Heard,
    Question,
    Reply,
    Survey,
    SurveyAddress,
    SurveyGroup,
    TakesPart,
)
from safeboard.assurance.scoring import worth_of
from safeboard.assurance.services.answering import read_value
from safeboard.boards.models import Board
from safeboard.core.twice import just_kept
from safeboard.history.services import record
from safeboard.outbox.links import hash_of, new_nonce, token_of

OPENED = "This survey has been opened already. Nothing was changed."
OVER = "This survey takes no more answers. Nothing was sent."
USED = "This address has been used already: it works once. Nothing was sent."
TELLS_WHO = "Question {code} asks for documents or for a day, which could tell who answers. Take it out of the set first."
NOTHING = "Answer at least one question, then send it."
MOST_GROUPS, MOST_ADDRESSES, LONGEST = 500, 2_000, 4_000


@transaction.atomic
def prepare_survey(
    board, version, *, title, closes_on, groups, by, at, words="", one_time=False, exercise=None
):
    """Begin a survey of a board by a version of a set. Returns the Survey; the form sent twice makes one. Raises ValidationError.

    groups: [(name, how many addresses that work once, Agency or None)]; how many counts only where `one_time`.
    exercise: the one whose answers it will stand beside; each group of an agency then beside that agency's.
    """
    _check_survey(board, version, title, closes_on, exercise, timezone.localdate(at))
    Board.objects.select_for_update().get(pk=board.pk)
    said = {"version": version, "exercise": exercise, "title": title.strip(), "words": words.strip()}
    said |= {"closes_on": closes_on, "one_time": one_time}
    there = Survey.objects.filter(board=board, state=Survey.State.DRAFT)
    before = just_kept(there, at=at, when="made_at", made_by_name=by.name, **said)
    asked = [(name, size if one_time else 0, agency) for name, size, agency in _groups(groups, one_time)]
    if before and {(one.name, one.size, one.agency) for one in before.groups.all()} == set(asked):
        return before
    survey = Survey.objects.create(board=board, **said, made_at=at, made_by_name=by.name)
    SurveyGroup.objects.bulk_create(
        SurveyGroup(survey=survey, name=name, size=size, agency=agency) for name, size, agency in asked
    )
    record(by=by, verb="prepared", thing=survey, at=at, board=board)
    return survey


@transaction.atomic
def drop_survey(survey, *, by, at):
    """Throw a draft away: nobody has had an address of it. Raises ValidationError where it is open or closed."""
    held = _held(survey, Survey.State.DRAFT, OPENED)
    record(by=by, verb="threw away the draft of", thing=held, at=at, board=held.board)
    held.groups.all().delete()
    held.delete()


@transaction.atomic
def open_survey(survey, *, by, at):
    """Make its addresses, which work from now on. Returns the Survey. Raises ValidationError."""
    held = _held(survey, Survey.State.DRAFT, OPENED)
    if held.closes_on < timezone.localdate(at):
        raise ValidationError("Its last day is over: prepare it again with a later one.")
    held.state, held.opened_at = Survey.State.OPEN, at
    held.save(update_fields=["state", "opened_at"])
    for group in held.groups.all():
        _make_addresses(group, group.size if held.one_time else 1)
    record(by=by, verb="opened", thing=held, at=at, board=held.board)
    return held


@transaction.atomic
def more_addresses(group, count, *, by, at):
    """So many addresses more that work once. Raises ValidationError."""
    held = _held(group.survey, Survey.State.OPEN, OVER)
    there = SurveyAddress.objects.filter(group__survey=held).count()
    if not held.one_time or not 1 <= count <= MOST_ADDRESSES - there:
        raise ValidationError({"count": f"Enter a number from 1 to {max(1, MOST_ADDRESSES - there):,}"})
    _make_addresses(group, count)
    SurveyGroup.objects.filter(pk=group.pk).update(size=F("size") + count)
    record(
        by=by, verb="made addresses for", thing=held, at=at, board=held.board, group=str(group), count=count
    )


@transaction.atomic
def close_survey(survey, *, by, at):
    """No more answers; what was heard may be looked at. Raises ValidationError."""
    held = _held(survey, Survey.State.OPEN, "This survey is not open.")
    held.state, held.closed_at = Survey.State.CLOSED, at
    held.save(update_fields=["state", "closed_at"])
    record(by=by, verb="closed", thing=held, at=at, board=held.board)
    return held


@transaction.atomic
def keep_survey_open(survey, *, closes_on, by, at):
    """A later last day, before the present one is over: what was heard is looked at once, and not before. Raises ValidationError."""
    held = _held(survey, Survey.State.OPEN, OVER)
    today = timezone.localdate(at)
    if held.closes_on < today:
        raise ValidationError("Its last day is over and its answers can be seen. Prepare another survey.")
    if closes_on <= held.closes_on:
        raise ValidationError({"closes_on": f"Enter a day after {held.closes_on:%-d %B %Y}"})
    was, held.closes_on = held.closes_on, closes_on
    held.save(update_fields=["closes_on"])
    days = {"was": was.isoformat(), "becomes": closes_on.isoformat()}
    record(by=by, verb="kept open longer", thing=held, at=at, board=held.board, **days)
    return held


@transaction.atomic
def reply(address, answers, *, key, today):
    """Take what somebody answered by an address. Whether it was new: False where the same page had been sent before.

    answers: {question's key: what was typed}. key: the UUID of the page. Nothing is written but the answers and that there was one:
    no name, no time, no history. Raises ValidationError, whose dictionary has the keys of the questions.
    """
    group = SurveyGroup.objects.select_related("agency").get(pk=address.group_id)
    # Held, so that whoever closes it waits for the replies that are on their way.
    group.survey = Survey.objects.select_for_update(of=("self",)).get(pk=group.survey_id)
    if not group.survey.takes_replies(today):
        raise ValidationError(OVER)
    if Reply.objects.filter(key=key).exists():
        return False
    rows = _read(group, answers)
    if group.survey.one_time and not SurveyAddress.objects.filter(pk=address.pk, used=False).update(
        used=True
    ):
        raise ValidationError(USED)
    try:
        with transaction.atomic():
            Reply.objects.create(group=group, key=key)
    except IntegrityError:
        return False
    Heard.objects.bulk_create(rows)
    return True


def _read(group, answers):
    rows, wrong = [], {}
    for question in questions_for(group):
        try:
            value = _value(question, answers.get(question.pk, ""))
        except ValidationError as refused:
            wrong[str(question.pk)] = refused.messages
            continue
        if value:
            worth = worth_of(question.scale.points, value) if question.kind == AnswerKind.SCORE else None
            rows.append(Heard(group=group, question=question, value=value, worth=worth))
        elif not question.optional and question.kind != AnswerKind.TEXT:
            wrong[str(question.pk)] = ["Choose an answer"]
    if wrong:
        raise ValidationError(wrong)
    if not rows:
        raise ValidationError(NOTHING)
    return rows


def _value(question, typed):
    if question.kind != AnswerKind.TEXT:
        return read_value(question, typed)
    if len(typed) > LONGEST:
        raise ValidationError(f"Enter {LONGEST:,} letters or fewer")
    return typed.strip()


def _check_survey(board, version, title, closes_on, exercise, today):
    if not title.strip():
        raise ValidationError({"title": "Enter what the survey is called"})
    if closes_on < today:
        raise ValidationError({"closes_on": "Enter a day from today on"})
    if version.set.board_id != board.pk:
        raise ValidationError({"version": "Choose a set of this board"})
    asked = Question.objects.filter(standard__version=version, exercise__isnull=True)
    unfit = asked.exclude(kind__in=SURVEYED_KINDS).order_by("standard__place", "place").first()
    if unfit:
        raise ValidationError({"version": TELLS_WHO.format(code=unfit.code)})
    takes_part = exercise is None or TakesPart.objects.filter(exercise=exercise, board=board).exists()
    if not takes_part or (exercise and exercise.state == Exercise.State.DRAFT):
        raise ValidationError(
            {"exercise": "Choose an exercise that your board takes part in and that was issued"}
        )


def _groups(groups, one_time):
    kept = {name.strip(): (size, agency) for name, size, agency in groups if name.strip()}
    if not kept or len(kept) > MOST_GROUPS:
        raise ValidationError({"groups": f"Enter from 1 to {MOST_GROUPS} groups, one on each line"})
    if one_time:
        without = next((name for name, (size, _) in kept.items() if not size), None)
        if without:
            raise ValidationError({"groups": f"Say how many people “{without}” has, such as: {without}, 12"})
        if sum(size for size, _ in kept.values()) > MOST_ADDRESSES:
            raise ValidationError({"groups": f"Enter {MOST_ADDRESSES:,} addresses or fewer in all"})
    return [(name, size, agency) for name, (size, agency) in kept.items()]


def _make_addresses(group, count):
    made = []
    for _ in range(count):
        nonce = new_nonce()
        made.append(SurveyAddress(group=group, nonce=nonce, token_hash=hash_of(token_of(nonce))))
    SurveyAddress.objects.bulk_create(made)


def _held(survey, state, otherwise):
    held = Survey.objects.select_for_update(of=("self",)).select_related("board").get(pk=survey.pk)
    if held.state != state:
        raise ValidationError(otherwise)
    return held
