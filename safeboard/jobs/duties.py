from django.utils import timezone

from safeboard.jobs import services
from safeboard.jobs.registry import periodic, rescue

rescue(services.free_interrupted)


@periodic("forget finished jobs", hours=6)
def forget_finished():
    services.forget_finished(at=timezone.now())
