"""Which questions a return is asked, and what of it is answered."""

from functools import cache

from django.db.models import Exists, OuterRef, Q

from safeboard.assurance.models import Answer, Question, Readable
from safeboard.plans.identifying import warnings


def questions_of(to):
    """The questions of a return in their order, for its sector: those of its version, and the own ones of the boards that read
    it. One query."""
    reads = Readable.objects.filter(to=to, ended_at__isnull=True).values("board")
    own = Q(exercise__isnull=True) | Q(exercise=to.exercise_id, board__in=reads)
    rows = Question.objects.filter(own, standard__version=to.exercise.version_id)
    rows = rows.select_related("standard", "scale", "board").order_by("standard__place", "place", "pk")
    return [question for question in rows if is_for(question, to.sector)]


def questions_for(group):
    """The questions a group of a survey is asked, in their order: those for its agency's sector, all where it is of none. One query."""
    rows = Question.objects.filter(exercise__isnull=True, standard__version=group.survey.version_id)
    rows = rows.select_related("standard", "scale").order_by("standard__place", "place", "pk")
    sector = group.agency.sector if group.agency else ""
    return [question for question in rows if not sector or is_for(question, sector)]


def is_for(question, sector):
    return not question.sectors or sector in question.sectors


def unanswered(to, questions=None):
    """The questions that still need an answer: not optional, and nothing confirmed is said. Two queries at most."""
    questions = questions_of(to) if questions is None else questions
    answered = set(Answer.objects.filter(to=to, counts=True).values_list("question", flat=True))
    return [question for question in questions if not question.optional and question.pk not in answered]


def answers_that_count():
    """The answers of all returns that count, as a queryset: none to the own question of a board that does not read the return."""
    reads = Readable.objects.filter(
        to=OuterRef("to"), board=OuterRef("question__board"), ended_at__isnull=True
    )
    return Answer.objects.filter(Q(question__board__isnull=True) | Exists(reads), counts=True)


def how_many_asked(returns):
    """{return's key: how many questions it is asked}: those of its set and the own ones of the boards that read it, for its sector.
    Two queries; returns come with their exercises."""
    own = Q(exercise__isnull=True) | Q(exercise__in={to.exercise_id for to in returns})
    rows = Question.objects.filter(own, standard__version__in={to.exercise.version_id for to in returns})
    by_version: dict = {}
    for question in rows.select_related("standard").only(
        "sectors", "board", "exercise", "standard", "standard__version"
    ):
        by_version.setdefault(question.standard.version_id, []).append(question)
    reads = _boards_that_read(returns)

    @cache
    def asked(version, exercise, sector, boards):
        return sum(
            is_for(one, sector)
            and (one.board_id is None or (one.exercise_id == exercise and one.board_id in boards))
            for one in by_version.get(version, [])
        )

    return {
        to.pk: asked(to.exercise.version_id, to.exercise_id, to.sector, frozenset(reads.get(to.pk, ())))
        for to in returns
    }


def _boards_that_read(returns):
    """{return's key: keys of the boards that read it}. One query."""
    found: dict = {}
    rows = Readable.objects.filter(to__in=returns, ended_at__isnull=True)
    for to, board in rows.values_list("to", "board"):
        found.setdefault(to, set()).add(board)
    return found


def standing(to):
    """The keys of the rows that stand as its answers, sorted: what somebody signs, and what is handed over. What was carried is
    none of them before somebody confirms it. One query."""
    return sorted(Answer.objects.filter(to=to, said__confirmed=True).values_list("said", flat=True))


def answers_that_tell(to):
    """[(Question, sentences)]: the answers whose words could identify a child, in their order. One query."""
    answers = Answer.objects.filter(to=to).select_related("said", "question__standard")
    answers = answers.order_by("question__standard__place", "question__place", "pk")
    told = ((one.question, telling_in(one.said)) for one in answers)
    return [(question, sentences) for question, sentences in told if sentences]


def telling_in(said):
    """What in the words of a Said could identify a child, a sentence for each kind of thing."""
    return warnings("\n".join((said.value, said.words, said.not_applicable)))
