"""For the demo: section 11, asked of three agencies of the board; one has answered, and the board has begun to score it. What
its officers say has been heard without their names, and the board has begun to judge itself too."""

import uuid

from safeboard.assurance import drafting, services
from safeboard.assurance.asking import questions_for, questions_of
from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.loading import load
from safeboard.assurance.models import Part, Question, Return, StandardSet
from safeboard.boards.models import SECTORS
from safeboard.boards.services import join_agency, say_sector
from safeboard.home.demonstration import DAY, SEATED_SINCE

# Agency, what it is, who writes its return, the first part of their address.
ASKED = [
    ("Harrowmere Police", "police", "Lee Ashdown", "lee"),
    ("Harrowmere Council", "council", "Robin Vale", "robin"),
    ("Harrowmere Voluntary Action", "voluntary", "Toni Brook", "toni"),
]
SAID = {
    AnswerKind.SCORE: ("2", "It is in place. We have not tested yet whether it works."),
    AnswerKind.NUMBER: ("87", ""),
    AnswerKind.DATE: ("2026-03-31", ""),
    AnswerKind.TEXT: ("Nothing that we know of.", ""),
}


def agencies_asked(board, *, by, at, today):
    """Nothing where the board has a set of standards already."""
    if StandardSet.objects.filter(board=board).exists():
        return
    outline = _sample("section-11")
    version = _published(board, outline, by=by, at=at)
    exercise = services.prepare_exercise(
        version,
        title="Section 11 self-assessment",
        due_on=today + 42 * DAY,
        reminders=[-14, -3, 1],
        by=by,
        at=at,
    )
    for name, sector, author, first in ASKED:
        agency = join_agency(name, board=board, starts=SEATED_SINCE, by=by, at=at)
        say_sector(agency, sector=sector, board=board, by=by, at=at)
        email = f"{first}@harrowmere.example"
        services.ask_agency(exercise, agency, author_name=author, author_email=email, by=by, at=at)
    services.issue(exercise, by=by, at=at)
    to = Return.objects.get(exercise=exercise, agency__name=ASKED[0][0])
    _answered(to, board, by=by, at=at)
    _heard(to, drafting.for_practitioners(outline), by=by, at=at, today=today)
    _of_itself(board, by=by, at=at)


def _sample(name):
    return load(drafting.sample_bytes(name), frozenset(SECTORS)).outline


def _published(board, outline, *, by, at):
    return services.publish(services.start_set(board, outline, by=by, at=at), by=by, at=at)


def _answered(to, board, *, by, at):
    author = Part.objects.get(to=to).user
    questions = questions_of(to)
    for question in questions:
        value, words = SAID[question.kind]
        services.answer(to, question, value=value, words=words, by=author, at=at)
    services.submit(to, by=author, at=at)
    for value, question in zip(("3", "1"), questions, strict=False):
        why = "The board has seen the minutes." if value == "3" else "Nothing shows what was changed."
        services.judge(to, question, board=board, value=value, why=why, by=by, at=at)


def _heard(to, outline, *, by, at, today):
    """Six officers answer without a name what their force was asked, and the survey is over."""
    board = to.exercise.board
    survey = services.prepare_survey(
        board,
        _published(board, outline, by=by, at=at),
        title="What officers say",
        closes_on=today + 14 * DAY,
        groups=[("Officers of the force", 0, to.agency)],
        exercise=to.exercise,
        by=by,
        at=at,
    )
    services.open_survey(survey, by=by, at=at)
    group = survey.groups.select_related("survey", "agency").get()
    address, questions = group.addresses.get(), questions_for(group)
    for one in range(6):
        said = {question.pk: "1" if (question.place + one) % 3 else "2" for question in questions}
        services.reply(address, said, key=uuid.uuid4(), today=today)
    services.close_survey(survey, by=by, at=at)


def _of_itself(board, *, by, at):
    """The first descriptor is judged; the others wait."""
    version = _published(board, _sample("inspection"), by=by, at=at)
    assessment = services.begin_own(version, title="How the partnership sees itself", by=by, at=at)
    first = Question.objects.select_related("scale").filter(standard__version=version).first()
    words = "Most families say that help came early. Nobody has looked at those who were turned away."
    services.judge_own(assessment, first, value="improve", words=words, sure="ours", by=by, at=at)
