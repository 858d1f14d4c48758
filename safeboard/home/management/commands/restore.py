from pathlib import Path

from safeboard.core.commands import Chore, Refusal
from safeboard.home import keeping


class Command(Chore):
    help = "Take back what `safeboard backup` kept, into an empty Safeboard: a new data folder, or an empty database."
    refusals = (keeping.NotRestored,)

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="the file that `safeboard backup` wrote")

    def handle(self, *, file, **options):
        try:
            with self.progress("Taking it back", options=options):
                manifest = keeping.restore(file)
        except OSError as error:
            raise Refusal(f"Nothing was restored: {error.strerror}.") from error
        self.stdout.write(f"Restored {manifest.words}, as they were at {manifest.made_at}.")
