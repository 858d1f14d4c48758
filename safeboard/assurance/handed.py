"""What the boards have of a return: the answers and the documents as they were when it was last handed over, and nothing later."""

from django.db.models import Q

from safeboard.assurance.models import ProofUse, Readable, Said, Step


def had_by(board):
    """Keys of the returns that were handed over, and that their agencies let a board read. A lazy queryset."""
    reading = Readable.objects.filter(board=board, ended_at__isnull=True)
    return Step.objects.filter(what=Step.What.SUBMITTED, to__in=reading.values("to")).values("to")


def last_handed_over(to):
    """The Step with which it was last handed over, or None. One query."""
    return Step.objects.filter(to=to, what=Step.What.SUBMITTED).order_by("pk").last()


def said_at(step):
    """What stood as the return's answers at a step: only what somebody at the agency had confirmed. A lazy queryset."""
    return Said.objects.filter(pk__in=step.said if step else (), confirmed=True)


def proofs_at(step):
    """The uses of documents that stood at a step. A lazy queryset."""
    if step is None:
        return ProofUse.objects.none()
    then = ProofUse.objects.filter(to=step.to_id, carried=False, added_at__lte=step.at)
    return then.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=step.at))
