from django.utils import timezone

from safeboard.jobs.registry import periodic
from safeboard.rounds import services


@periodic("close rounds and remind their leads", minutes=10)
def chase():
    services.chase(at=timezone.now())
