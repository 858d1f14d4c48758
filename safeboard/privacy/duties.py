from django.utils import timezone

from safeboard.jobs.registry import periodic
from safeboard.privacy import retention


@periodic("let go of what is too old to keep", days=1)
def let_go():
    retention.sweep(at=timezone.now())
