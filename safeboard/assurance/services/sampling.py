"""Drawing whom to visit, and keeping it with its reasons."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction

from safeboard.assurance.models import Chosen, Sample
from safeboard.assurance.sampling import RULES, pick
from safeboard.assurance.sampling_queries import facts_of
from safeboard.history.services import record

MOST = 100


@transaction.atomic
def draw_sample(exercise, *, board, size, at_random, by, at, seed=None):
    """Choose so many agencies of an exercise to visit. Returns the Sample. Raises ValidationError.

    at_random: how many of them are drawn whatever the rules say. seed: for drawing the same again; a fresh one where None.
    """
    facts = facts_of(exercise, board)
    if not facts:
        raise ValidationError("Nobody is asked in this exercise yet.")
    if not 1 <= size <= min(MOST, len(facts)):
        raise ValidationError({"size": f"Enter a number from 1 to {min(MOST, len(facts))}"})
    if not 0 <= at_random <= size:
        raise ValidationError({"at_random": f"Enter a number from 0 to {size}"})
    seed = secrets.randbelow(2**53) if seed is None else seed
    picked = pick(facts, size=size, at_random=at_random, seed=seed)
    sample = Sample.objects.create(
        exercise=exercise,
        board=board,
        size=size,
        at_random=at_random,
        seed=seed,
        rules=list(RULES.values()),
        by_name=by.name,
        at=at,
    )
    Chosen.objects.bulk_create(
        Chosen(sample=sample, agency_id=one.agency, reasons=one.words) for one in picked
    )
    record(by=by, verb="drew whom to visit in", thing=exercise, at=at, board=board, size=size, seed=seed)
    return sample
