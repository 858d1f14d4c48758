"""A process is killed at every statement of issuing, handing over and freezing in turn: what is there is before or after, never between.

Each try is a process of its own that kills itself by SIGKILL at its n-th statement, so nothing of it can tidy up. On a database of its
own of the kind that this run of the tests uses.
"""

import json

import pytest

pytestmark = pytest.mark.django_db  # so that the run on PostgreSQL has them too

BEGIN = """
import json, os, signal
from django.test.utils import setup_test_environment
from safeboard.assurance import services
from safeboard.assurance.services import writing_letters
from safeboard.assurance.models import *
from safeboard.assurance.tests import factories as make
from safeboard.documents.models import Document
from safeboard.history.models import Event
from safeboard.outbox.models import Message
setup_test_environment()

TABLES = [Exercise, Return, Readable, Step, Part, Said, Answer, Signed, Letter, SentLetter, Document, Event, Message]

def counts():
    connection.close()
    return [model.objects.count() for model in TABLES] + [
        sorted(Exercise.objects.values_list("state", flat=True)),
        sorted(Return.objects.values_list("state", flat=True)),
        sorted(Letter.objects.values_list("is_sent", flat=True)),
    ]

def killed_at(statement, act):
    "Whether a child that kills itself at this statement was killed; False where it came to its end before."
    connection.close()
    child = os.fork()
    if child:
        status = os.waitpid(child, 0)[1]
        assert status in (0, signal.SIGKILL), "a try failed: the one before it left something between"
        return status != 0
    seen = [0]
    def count(execute, sql, params, many, context):
        seen[0] += 1
        if seen[0] == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)
    code = 1
    try:
        with connection.execute_wrapper(count):
            act()
        code = 0
    finally:
        os._exit(code)

def try_each(act):
    before, statement = counts(), 1
    while killed_at(statement, act):
        assert counts() == before, f"killed at statement {statement}"
        statement += 1
    print(json.dumps([statement, before != counts()]))

board = make.a_board("Harrowmere")
"""
ISSUE = """
exercise = make.an_exercise(make.a_version(board))
for number in range(3):
    agency = make.an_agency(f"Agency {number}", board)
    services.ask_agency(exercise, agency, author_name="Jo", author_email=f"jo{number}@x.example", **make.by_now())
try_each(lambda: services.issue(exercise, **make.by_now()))
"""
HAND_OVER = """
(to,) = make.issued(make.an_exercise(make.a_version(board)), make.an_agency("Avon Police", board))
make.answered(to)
author = make.author_of(to)
try_each(lambda: services.submit(to, by=author, at=timezone.now()))
"""
FREEZE = """
(to,) = make.issued(make.an_exercise(make.a_version(board)), make.an_agency("Avon Police", board))
make.submitted(to)
letter = services.begin_letter(to, board=board, **make.by_now())
writing_letters.write = lambda paper, form: form.encode()  # quicker; the bytes are made before anything is recorded
try_each(lambda: services.send_letter(letter, **make.by_now()))
"""


@pytest.mark.parametrize(
    "act", [ISSUE, HAND_OVER, FREEZE], ids=["issuing", "handing over", "freezing a letter"]
)
def test_a_killed_process_leaves_before_or_after(alone, act):
    statements, changed = json.loads(alone.run(script=BEGIN + act))
    assert (statements > 10, changed) == (True, True)
