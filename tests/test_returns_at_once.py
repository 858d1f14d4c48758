"""Sixty authors save at once, each their own return, and eight colleagues answer one: nothing anybody typed is lost.

As requests, in a process of their own, on a database of their own of the kind that this run of the tests uses.
"""

import json

import pytest

pytestmark = pytest.mark.django_db  # so that the run on PostgreSQL has them too

AUTHORS, COLLEAGUES, EACH = 60, 8, 2
BEGIN = """
import json
from django.test import Client
from django.test.utils import setup_test_environment
from safeboard.assurance.tests import factories as make
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Answer, Return, Said
from safeboard.assurance.outline import QuestionLine
setup_test_environment()
EACH = %d
QUESTIONS = [QuestionLine(f"1.{n}", f"Question {n}?", kind="text") for n in range(EACH)]

def signed_in(person):
    client = Client()
    client.force_login(person)
    return client

def save(client, to, question, value, seen):
    said = {"seen": seen, "value": value, "words": value * 3, "not_applicable": ""}
    answer = client.post(
        f"/returns/{to.pk}/questions/{question.pk}/save/", {f"q{question.pk}-{name}": each for name, each in said.items()}
    )
    return answer.status_code, answer.json()
"""
OWN = """
board = make.a_board("Harrowmere")
agencies = [make.an_agency(f"Agency {n:02}", board) for n in range(%d)]
returns = make.issued(make.an_exercise(make.a_version(board, *QUESTIONS)), *agencies)
clients = [signed_in(make.author_of(to)) for to in returns]
questions, answers = questions_of(returns[0]), []

def work(number):
    for turn in range(2 * EACH):
        question = questions[turn %% EACH]
        answers.append(save(clients[number], returns[number], question, f"{number} {turn}", turn // EACH)[0])

at_once(len(returns), work)
standing = [
    [answer.said.value for answer in Answer.objects.filter(to=to).order_by("question")] for to in returns
]
print(json.dumps([sorted(set(answers)), standing, Said.objects.count()]))
"""
SHARED = """
board = make.a_board("Harrowmere")
(to,) = make.issued(make.an_exercise(make.a_version(board, *QUESTIONS)), make.an_agency("Avon Police", board))
standards = list(to.exercise.version.standards.all())
clients = [signed_in(make.colleague(to, *standards, email=f"c{n}@avon.example")) for n in range(%d)]
questions, heard = questions_of(to), []

def work(number):
    for question in questions:
        status, answer = save(clients[number], to, question, f"said by {number}", 0)
        heard.append((status, "theirs" in answer))

at_once(len(clients), work)
rows = sorted(Said.objects.values_list("question__code", "number"))
print(json.dumps([sorted(heard), rows]))
"""


def test_sixty_authors_save_at_once_and_lose_nothing(alone):
    statuses, standing, rows = json.loads(alone.run(script=BEGIN % EACH + OWN % AUTHORS))
    newest = [[f"{number} {EACH + turn}" for turn in range(EACH)] for number in range(AUTHORS)]
    assert statuses == [200]
    assert standing == newest
    assert rows == AUTHORS * EACH * 2


def test_of_eight_colleagues_at_one_question_one_is_kept_and_seven_are_shown_it(alone):
    heard, rows = json.loads(alone.run(script=BEGIN % EACH + SHARED % COLLEAGUES))
    assert heard == [[200, False]] * EACH + [[409, True]] * (EACH * (COLLEAGUES - 1))
    assert rows == [[f"1.{n}", 1] for n in range(EACH)]
