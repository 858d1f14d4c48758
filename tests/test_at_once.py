"""Eight people write to the same three actions while two workers are at work: no word is lost, and all columns agree.

In processes of their own, on a database of their own of the kind that this run of the tests uses.
"""

import json
import signal

import pytest

from tests.alone import end

pytestmark = pytest.mark.django_db  # so that the run on PostgreSQL has them too

WRITERS, EACH = 8, 12
PLAN = """
from safeboard.plans.tests import factories as make
from safeboard.plans.models import Action, DateRequest, Update
from safeboard.plans import services
from django.core.exceptions import ValidationError
"""
SET_UP = """
board = make.a_board("Harrowmere")
make.a_plan(board, *(make.promise(f"Audit {n}", notes=[]) for n in range(3)))
"""
WRITE = """
from django.core.mail import send_mail
actions = list(Action.objects.order_by("pk"))
def tell(writer):
    for turn in range(%d):
        services.post_update(actions[turn %% 3], words=f"{writer} {turn}", rating=["red", "amber", "green"][(writer + turn) %% 3], evidence="Minutes", **make.by_now())
        send_mail(f"{writer} {turn}", "Words", None, [f"{writer}@example.org"])
at_once(%d, tell)
"""
LOOK = """
import json
from safeboard.plans import queries
from safeboard.plans.models import Plan
from safeboard.plans.services.standing import columns_of
from safeboard.outbox.models import Message
picture = queries.picture_of(Plan.objects.get(), day=timezone.localdate(), ahead=True)
agree = [
    columns_of(shown) == Action.objects.filter(pk=shown.pk).values(*columns_of(shown)).get() for shown in picture.actions
]
words = sorted(Update.objects.exclude(words="").values_list("words", flat=True))
print(json.dumps([words, agree, sorted(Message.objects.values_list("subject", "state"))]))
"""
ANSWER = """
from safeboard.boards.models import Meeting
action = Action.objects.order_by("pk").first()
meeting = Meeting.objects.create(board=action.plan.board, date=timezone.localdate())
request = services.ask_for_date(action, becomes="March 2030", why="It takes longer.", **make.by_now())
said = []
def reply(person):
    try:
        services.agree_date(request, meeting=meeting, **make.by_now()) if person % 2 else \\
            services.decline_date(request, why="Too late.", **make.by_now())
        said.append("answered")
    except ValidationError as refused:
        said.append(refused.messages[0])
at_once(8, reply)
print(sorted(said))
"""
GO_THROUGH = """
from safeboard.plans.models import Plan, ProposalAnswer
from safeboard.plans.offers import offers_of
from safeboard.plans.tests.copies import a_proposal
from safeboard.plans.tests.edited_papers import DUE, PROGRESS
proposal = a_proposal(
    Plan.objects.get(),
    lambda paper: paper.add_line("Audit 0", PROGRESS, "Update April 2016: All read."),
    lambda paper: paper.write("Audit 1", DUE, "June 2017"),
    lambda paper: paper.delete("Audit 2"),
)
offers = offers_of(proposal, day=timezone.localdate()).open
chosen = {one.key: one.seen for one in offers}
words = {one.key: "Over" for one in offers}
said = []
def press(person):
    try:
        answers = services.take_proposed(proposal, chosen=chosen, words=words, **make.by_now()) if person % 2 else \\
            services.leave_proposed(proposal, chosen=chosen, **make.by_now())
        said.append(["taken" if answers[0].taken else "left", len(answers)])
    except ValidationError as refused:
        said.append(refused.messages[0])
at_once(6, press)
taken = said[[type(one) for one in said].index(list)][0] == "taken"
done = [Update.objects.filter(words="All read.").count(), DateRequest.objects.count()]
print([sorted(map(str, said)), len(set(map(str, said))), done == [taken, taken], ProposalAnswer.objects.filter(taken=taken).count(), ProposalAnswer.objects.count()])
"""


def test_eight_write_at_once_and_no_word_and_no_mail_is_lost_or_doubled(alone):
    alone.run(script=PLAN + SET_UP)
    workers = [alone.start("work", "--name", name) for name in ("one", "two")]
    alone.run(script=PLAN + WRITE % (EACH, WRITERS))
    alone.run("work", "--once")
    assert [end(worker, signal.SIGTERM) for worker in workers] == [0, 0]
    words, agree, mails = json.loads(alone.run(script=PLAN + LOOK))
    told = sorted(f"{writer} {turn}" for writer in range(WRITERS) for turn in range(EACH))
    assert words == told
    assert agree == [True, True, True]
    assert mails == [[one, "sent"] for one in told]
    assert len(alone.mails()) == WRITERS * EACH


def test_of_eight_who_answer_a_request_at_once_one_is_heard(alone):
    alone.run(script=PLAN + SET_UP)
    out = alone.run(script=PLAN + ANSWER)
    assert eval(out) == ["This request has been answered already."] * 7 + ["answered"]


def test_of_six_who_go_through_one_file_at_once_one_is_heard_and_the_others_are_told(alone):
    alone.run(script=PLAN + SET_UP)
    said, kinds, all_or_nothing, as_pressed, answers = eval(alone.run(script=PLAN + GO_THROUGH))
    assert (said[:5], kinds) == (["This file was gone through already: nothing was done again."] * 5, 2)
    assert (all_or_nothing, as_pressed, answers) == (True, 3, 3)
