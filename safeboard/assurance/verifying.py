"""Whether what stands as an answer is what was said last, and an improvement is as its last step left it."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import F, OuterRef, Subquery

from safeboard.assurance.models import Answer, Improvement, ImprovementStep, Return, Said, Step
from safeboard.history.verifying import Fault

STEPS_AT_A_TIME = 100
STATE_AFTER = {
    ImprovementStep.What.ADDED: Improvement.State.OPEN,
    ImprovementStep.What.DONE: Improvement.State.DONE,
    ImprovementStep.What.SIGNED_OFF: Improvement.State.SIGNED_OFF,
    ImprovementStep.What.REOPENED: Improvement.State.OPEN,
}


def how_many() -> int:
    return Answer.objects.count() + Step.objects.count() + Improvement.objects.count()


def faults(step=lambda: None) -> Iterator[Fault]:
    """Everything of returns that does not add up. step: called after each record."""
    yield from _answers(step)
    yield from _handed_over(step)
    yield from _returns()
    yield from _improvements(step)


def _answers(step):
    newest = Said.objects.filter(to=OuterRef("to"), question=OuterRef("question")).order_by("-number", "-pk")
    rows = Answer.objects.annotate(newest=Subquery(newest.values("pk")[:1])).order_by("pk")
    wrong = set(rows.exclude(said=F("newest")).values_list("pk", flat=True))
    for pk, to in rows.values_list("pk", "to").iterator(chunk_size=2000):
        if pk in wrong:
            yield Fault(
                f"Answer {pk} of return {to}",
                "It is not what was last said: tell whoever looks after Safeboard.",
            )
        step()


def _handed_over(step):
    for some in _batched(Step.objects.order_by("pk").iterator(chunk_size=STEPS_AT_A_TIME)):
        named = {key for one in some for key in one.said}
        there = dict(Said.objects.filter(pk__in=named).values_list("pk", "to"))
        for one in some:
            if any(there.get(key) != one.to_id for key in one.said):
                yield Fault(
                    f"Return {one.to_id}, handed over on {one.at:%-d %B %Y}",
                    "Some of what was handed over is not there.",
                )
            step()


def _batched(rows):
    while some := list(islice(rows, STEPS_AT_A_TIME)):
        yield some


def _returns():
    last = Step.objects.filter(to=OuterRef("pk")).order_by("-pk").values("what")[:1]
    for one in Return.objects.annotate(last=Subquery(last)).order_by("pk").iterator(chunk_size=500):
        if one.last != Step.What.ISSUED and one.state != one.last:
            yield Fault(f"Return {one.pk}", "It does not stand as its last step left it.")


def _improvements(step):
    last = ImprovementStep.objects.filter(improvement=OuterRef("pk")).order_by("-pk").values("what")[:1]
    for one in Improvement.objects.annotate(last=Subquery(last)).order_by("pk").iterator(chunk_size=500):
        if one.state != STATE_AFTER.get(one.last):
            yield Fault(f"Improvement {one.pk}", "It does not stand as its last step left it.")
        step()
