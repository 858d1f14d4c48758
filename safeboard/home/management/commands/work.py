import os
import signal

from django.conf import settings
from django.utils import timezone

from safeboard.core import database
from safeboard.core.commands import Chore, Refusal
from safeboard.home import serving, supervising
from safeboard.jobs.working import Worker, own_name


class Command(Chore):
    help = "Send the e-mail that waits and do what is due, until stopped. Run it beside `safeboard serve`, once or more."
    refusals = (serving.NotServed,)

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="stop as soon as nothing waits")
        parser.add_argument("--processes", type=int, default=1, help="how many at once (%(default)s)")
        parser.add_argument(
            "--name",
            default="",
            help="a name no other worker has: when it starts anew it takes back at once what it held when it was killed",
        )

        parser.add_argument(
            "--under",
            type=int,
            metavar="PID",
            help="stop when that process no longer runs this one, as those of --processes do",
        )

    def handle(self, *, once, processes, name, under, **options):
        serving.require_own_key()
        database.require()
        if settings.MAIL_URL and not settings.SITE_NAMED:
            raise Refusal("Set SAFEBOARD_SITE to the site's own address: the links in e-mails begin with it.")
        if processes > 1:
            supervising.keep_running(processes, name=name or own_name(), once=once)
            return
        orphaned = (lambda: os.getppid() != under) if under else (lambda: False)
        worker = Worker((name or own_name())[:64], clock=timezone.now, orphaned=orphaned)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, worker.stop)
        if once:
            worker.until_idle()
        else:
            self.stdout.write(f"Worker {worker.name} (process {os.getpid()}) is at work. Ctrl+C stops it.")
            self.stdout.flush()
            worker.run()
