"""Many at once, in a process and on a database of their own: a plan is followed once, closed once, and loses no word."""

import pytest

pytestmark = pytest.mark.django_db  # so that the run on PostgreSQL has them too

BEGIN = """
from collections import Counter
from django.core.exceptions import ValidationError
from safeboard.plans import services
from safeboard.plans.models import Action, Carried, Closing, DateConfirmed, LegendMeaning, Plan, Update
from safeboard.plans.tests.factories import a_board, a_plan, actions_of, by_now, promise

plan = a_plan(a_board("Harrowmere"), *(promise(f"Action {n}", rating="green" if n > 4 else "amber") for n in range(8)))
actions, refused = actions_of(plan), Counter()
unfinished = [action.pk for action in actions[:5]]
years = {"title": "The next plan", "starts": None, "ends": None}

def trying(verb, *args, **what):
    try:
        verb(*args, **what, **by_now())
    except ValidationError as error:
        refused[error.messages[0].split(".")[0]] += 1

def start(n):
    trying(services.start_next_plan, plan, carry=unfinished, **years)
"""
START = """
at_once(8, start)
print(Plan.objects.count(), Carried.objects.count(), sum(refused.values()))
"""
CONFIRM = """
start(0)
action = Carried.objects.first().into
at_once(8, lambda n: trying(services.confirm_date, action))
print(DateConfirmed.objects.count(), sum(refused.values()))
"""
CLOSE = """
start(0)
def close_or_take_up(n):
    if n % 2:
        trying(services.close_plan, plan)
    else:
        trying(services.post_update, actions[5 + n % 3], words=f"Not done after all {n}", rating="amber")
at_once(8, close_or_take_up)
is_open = Action.objects.filter(issue__priority__plan=plan, now_done=False, carried_on__isnull=True).exists()
print(Closing.objects.count() <= 1, not (Closing.objects.exists() and is_open))
"""
LEGEND = """
seen = LegendMeaning.objects.last().pk
at_once(8, lambda n: trying(services.change_meaning, plan, meanings={"red": f"Behind {n}"}, seen=seen))
print(LegendMeaning.objects.filter(rating="red").count(), sum(refused.values()))
"""


@pytest.mark.parametrize(
    ("script", "said"),
    [(START, "2 5 7"), (CONFIRM, "1 7"), (CLOSE, "True True"), (LEGEND, "2 7")],
    ids=["starting", "confirming", "closing", "changing the legend"],
)
def test_eight_at_once_do_it_once(alone, script, said):
    assert alone.run(script=BEGIN + script).strip().splitlines()[-1] == said
