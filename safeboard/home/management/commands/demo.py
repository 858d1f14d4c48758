import secrets
from pathlib import Path

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from safeboard.core import database
from safeboard.core.commands import Chore
from safeboard.history.services import CommandLine
from safeboard.home import demonstration, serving
from safeboard.home.demonstrated_returns import agencies_asked

HOST = "127.0.0.1"


class Command(Chore):
    help = "Try Safeboard: read the sample plan of an invented board, show its status, write its papers and serve the site."
    refusals = (serving.NotServed,)

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="leave out serving the site")
        parser.add_argument("--port", type=int, default=8000, help="the port to serve on (%(default)s)")
        parser.add_argument(
            "--out", type=Path, default=Path("out"), help="the folder for the papers (%(default)s)"
        )

    def handle(self, *, no_serve, port, out, **options):
        if not no_serve:
            serving.require_free(HOST, port)
        by, at = CommandLine(), timezone.now()
        with self.progress("Reading the sample plan", options=options):
            database.prepare()
            plan = demonstration.sample_plan_of(by=by, at=at)
            board = plan.board
            demonstration.work_begun(plan, by=by, at=at, today=timezone.localdate())
            agencies_asked(plan.board, by=by, at=at, today=timezone.localdate())
        for name, more in (("status", {}), ("report", {"out": out})):
            call_command(name, board=board.name, stdout=self.stdout, stderr=self.stderr, **more)
        password = demonstration.manager_of(board, by=by, at=at, today=timezone.localdate())
        self._say_how_to_sign_in(port, password, no_serve)
        if not no_serve:
            serving.serve(
                host=HOST,
                port=port,
                workers=1,
                threads=8,
                SAFEBOARD_DEMO="1",
                SAFEBOARD_SECRET_KEY=secrets.token_urlsafe(50),
            )

    def _say_how_to_sign_in(self, port, password, no_serve):
        self.stdout.write("")
        if no_serve:
            self.stdout.write("Serve it with `SAFEBOARD_DEMO=1 safeboard serve`.")
        self.stdout.write(f"The codes and letters it sends can be read at http://{HOST}:{port}/outbox/")
        self.stdout.write(f"Sign in at http://{HOST}:{port}{reverse('people:sign_in_with_password')}")
        self.stdout.write(f"  E-mail:   {demonstration.EMAIL}")
        self.stdout.write(f"  Password: {password}")
