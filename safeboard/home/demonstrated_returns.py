"""For the demo: section 11, asked of three agencies of the board; one has answered, and the board has begun to score it."""

from safeboard.assurance import drafting, services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.kinds import AnswerKind
from safeboard.assurance.loading import load
from safeboard.assurance.models import Part, Return, StandardSet
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
    outline = load(drafting.sample_bytes("section-11"), frozenset(SECTORS)).outline
    version = services.publish(services.start_set(board, outline, by=by, at=at), by=by, at=at)
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
    _answered(Return.objects.get(exercise=exercise, agency__name=ASKED[0][0]), board, by=by, at=at)


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
