from safeboard.jobs.registry import each_lap, rescue
from safeboard.outbox import delivery

BATCH = 20

rescue(delivery.free_the_interrupted)


@each_lap
def send_what_waits(*, at, worker, stopping):
    return delivery.deliver(at=at, limit=BATCH, worker=worker, stopping=stopping)
