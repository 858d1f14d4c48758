"""What was seen on a visit stands beside what the agency says, for the board that went and for the agency."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.heat_map_queries import heat_map
from safeboard.assurance.models import Visit
from safeboard.assurance.moderation_queries import feedback_on, return_as_read, visits_to
from safeboard.assurance.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def boards():
    return make.a_board("Harrowmere"), make.a_board("Aldermoor")


@pytest.fixture
def to(boards):
    """The police's return to both boards, "2" throughout."""
    (to,) = make.issued(
        make.an_exercise(make.a_version(boards[0]), boards[1]), make.an_agency("Avon Police", *boards)
    )
    return make.submitted(to)


def visited(to, board, *values, days_ago=0, words="Walked round."):
    scores = {
        question.pk: (value, "Seen.") for question, value in zip(questions_of(to), values, strict=False)
    }
    on = make.in_days(-days_ago)
    return services.note_visit(
        to, board=board, on=on, who="Two members", words=words, scores=scores, **make.by_now()
    )


def test_what_a_visit_saw_stands_beside_the_answer_with_its_direction(boards, to):
    visited(to, boards[0], "1", "3")
    first, second, third = return_as_read(to, boards[0])[0].rows
    assert (first.visit_words, first.gap_visit.direction) == ("Begun", "higher")
    assert (second.visit_words, second.gap_visit.direction, third.visit) == ("Met", "lower", None)
    assert heat_map(to.exercise, boards[0]).all.visits.words == "the same, over 2 answers"


def test_the_newest_visit_stands_and_the_older_one_stays(boards, to):
    visited(to, boards[0], "1", days_ago=30)
    visited(to, boards[0], "2")
    assert return_as_read(to, boards[0])[0].rows[0].visit_words == "Met in part"
    assert heat_map(to.exercise, boards[0]).all.visits.words == "the same, over 1 answer"
    assert len(visits_to(to, boards[0])) == 2


def test_another_board_does_not_see_it_and_the_agency_does(boards, to):
    visited(to, boards[0], "1")
    assert return_as_read(to, boards[1])[0].rows[0].visit is None
    assert visits_to(to, boards[1]) == []
    assert [[one.label for one in row.visits] for row in feedback_on(to)] == [["Begun"]]


def test_who_has_handed_over_nothing_may_be_visited(boards):
    (silent,) = make.issued(
        make.an_exercise(make.a_version(boards[0])), make.an_agency("Avon School", boards[0])
    )
    visited(silent, boards[0], "1")
    assert [str(one.to.agency) for one in Visit.objects.all()] == ["Avon School"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"on": make.in_days(1)}, "today or before"),
        ({"who": " "}, "who went"),
        ({"words": " ", "scores": {}}, "Score at least one answer"),
        ({"scores": {0: ("1", "")}}, "on a scale that this board reads"),
    ],
)
def test_a_visit_that_says_nothing_is_refused(boards, to, change, says):
    said = {"on": make.in_days(0), "who": "Two members", "words": "Walked round.", "scores": {}} | change
    with pytest.raises(ValidationError, match=says):
        services.note_visit(to, board=boards[0], **said, **make.by_now())
    assert Visit.objects.count() == 0


def test_a_visit_is_noted_on_its_page(boards, to):
    client = Client()
    client.force_login(make.someone("group_chair", boards[0]))
    page = f"/returns/{to.pk}/for/{boards[0].slug}/visit/"
    question, day = questions_of(to)[0], make.in_days(0)
    said = {
        "on_day": day.day,
        "on_month": day.month,
        "on_year": day.year,
        "who": "Two members",
        "words": "Walked round.",
        f"q{question.pk}": "1",
        f"q{question.pk}-words": "No lead was known.",
    }
    assert [client.post(page, said).status_code for _ in range(2)] == [302, 302]
    assert client.get(page).context["visits"] == [Visit.objects.get()]
    assert return_as_read(to, boards[0])[0].rows[0].visit.words == "No lead was known."


def test_a_comment_without_a_score_asks_for_one(boards, to):
    question = questions_of(to)[0]
    with pytest.raises(ValidationError, match=r"Question 1\.1: choose a score"):
        services.note_visit(
            to,
            board=boards[0],
            on=make.in_days(0),
            who="X",
            scores={question.pk: ("", "Seen.")},
            **make.by_now(),
        )
