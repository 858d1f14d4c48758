"""Many at once, in a process and on a database of their own: a round opens once, reminds once, and takes each answer once."""

import pytest

pytestmark = pytest.mark.django_db  # so that the run on PostgreSQL has them too

BEGIN = """
from collections import Counter
from django.core.exceptions import ValidationError
from safeboard.outbox.models import Message
from safeboard.plans.models import Update
from safeboard.plans.tests.factories import a_board, a_plan, actions_of, promise
from safeboard.rounds import services
from safeboard.rounds.models import Addressee, Look, Reminder, Reply, Round
from safeboard.rounds.tests.makers import OPENED, BY, a_meeting, a_round, addressee, answering, on

board = a_board("Harrowmere")
plan = a_plan(board, *(promise(f"Action {n}", leads=[f"L{n}"]) for n in range(8)))
people = [answering(board, f"L{n}") for n in range(8)]
meeting, refused = a_meeting(board), Counter()

def trying(verb, *args, **who):
    try:
        verb(*args, **who)
    except ValidationError as error:
        refused[error.messages[0].split(".")[0]] += 1
"""
OPEN = """
at_once(8, lambda n: trying(a_round, board, plan=plan, meeting=meeting))
print(Round.objects.count(), Message.objects.count(), sum(refused.values()))
"""
CHASE = """
round = a_round(board, plan=plan, meeting=meeting)
at_once(8, lambda n: services.chase(at=on("2016-03-29")))
print(Reminder.objects.count(), Message.objects.filter(subject__startswith="Reminder").count())
"""
ANSWER = """
round = a_round(board, plan=plan, meeting=meeting)
ones, actions = [addressee(round, person) for person in people], actions_of(plan)
def answer(n):
    for again in range(2):
        who = {"by": ones[n % 4].user, "at": OPENED}
        services.answer(ones[n % 4], actions[n % 4], said={"words": f"Said by {n % 4}"}, **who)
at_once(8, answer)
print(Update.objects.filter(came="link").count(), Reply.objects.count())
"""
LOOK = """
round = a_round(board, plan=plan, meeting=meeting, waits_for_look=True)
one = addressee(round, people[0])
reply = services.answer(one, actions_of(plan)[0], said={"words": "Well"}, by=one.user, at=OPENED)
def look(n):
    if n % 2:
        trying(services.let_in, reply, by=BY, at=OPENED)
    else:
        trying(services.set_aside, reply, why="No", by=BY, at=OPENED)
at_once(8, look)
print(Look.objects.count(), Update.objects.filter(came="link").count() == Look.objects.get().accepted, sum(refused.values()))
"""


@pytest.mark.parametrize(
    ("script", "said"),
    [(OPEN, "1 8 7"), (CHASE, "1 8"), (ANSWER, "4 4"), (LOOK, "1 True 7")],
    ids=["opening", "reminding", "answering", "looking"],
)
def test_eight_at_once_do_it_once(alone, script, said):
    assert alone.run(script=BEGIN + script).strip().splitlines()[-1] == said
