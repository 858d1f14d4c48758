"""A board's own questions in an exercise of several."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from safeboard.assurance import moderation_queries as queries
from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Question
from safeboard.assurance.outline import QuestionLine
from safeboard.assurance.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def boards():
    return make.a_board("Harrowmere"), make.a_board("Westmere")


@pytest.fixture
def exercise(boards):
    return make.an_exercise(make.a_version(boards[0]), *boards)


def asked(exercise, board, code="X1", **more):
    line = QuestionLine(code, "Who leads on county lines?", kind="text", **more)
    return services.add_question(exercise, board, exercise.version.standards.get(), line, **make.by_now())


def test_it_is_asked_beside_the_others_and_read_by_its_board_alone(boards, exercise):
    asked(exercise, boards[1])
    (to,) = make.issued(exercise, make.an_agency("Harrow Police", *boards))
    assert [question.code for question in questions_of(to)] == ["1.1", "1.2", "1.3", "X1"]
    make.submitted(to)
    codes = {
        board.name: [row.question.code for group in queries.return_as_read(to, board) for row in group.rows]
        for board in boards
    }
    assert codes == {"Harrowmere": ["1.1", "1.2", "1.3"], "Westmere": ["1.1", "1.2", "1.3", "X1"]}


def test_two_boards_may_use_the_same_code_and_one_board_only_once(boards, exercise):
    asked(exercise, boards[0])
    asked(exercise, boards[1])
    with pytest.raises(ValidationError, match="asks a question of this code already"):
        asked(exercise, boards[1])
    assert Question.objects.filter(exercise=exercise).count() == 2


@pytest.mark.parametrize(
    ("more", "says"), [({"code": ""}, "Give it a code"), ({"sectors": ["circus"]}, "Name sectors there are")]
)
def test_what_could_not_be_asked_is_refused(boards, exercise, more, says):
    with pytest.raises(ValidationError, match=says):
        asked(exercise, boards[0], **more)
    assert not Question.objects.filter(exercise=exercise).exists()


def test_a_board_that_takes_no_part_asks_nothing(exercise):
    with pytest.raises(ValidationError, match="takes no part"):
        asked(exercise, make.a_board("Third"))


def test_after_it_is_issued_nothing_is_added(boards, exercise):
    make.issued(exercise, make.an_agency("Harrow Police", *boards))
    with pytest.raises(ValidationError, match="issued already"):
        asked(exercise, boards[0])


def test_a_manager_of_each_board_adds_one_on_the_web(boards, exercise):
    client = Client()
    client.force_login(make.someone("business_manager", boards[1]))
    address = reverse("assurance:own_question", args=[exercise.pk])
    said = {
        "code": "W1",
        "words": "Who leads?",
        "kind": "text",
        "standard": exercise.version.standards.get().pk,
    }
    assert client.post(address, {**said, "words": ""}).status_code == 400
    assert client.post(address, said).url == reverse("assurance:exercise", args=[exercise.pk])
    assert Question.objects.get(exercise=exercise).board == boards[1]
    assert "Who leads?" in client.get(reverse("assurance:exercise", args=[exercise.pk])).content.decode()
