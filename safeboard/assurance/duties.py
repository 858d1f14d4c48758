from django.utils import timezone

from safeboard.assurance.services import chasing
from safeboard.jobs.registry import periodic


@periodic("remind those who owe a return", minutes=10)
def chase_returns():
    chasing.chase(at=timezone.now())
