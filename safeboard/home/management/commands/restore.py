from pathlib import Path

from django.conf import settings

from safeboard.core.commands import Chore, Refusal
from safeboard.home import restoring
from safeboard.home.backup_key import add_key_file, key_in


class Command(Chore):
    help = "Take back what `safeboard backup` kept, into an empty Safeboard: a new data folder, or an empty database."
    refusals = (restoring.NotRestored,)

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="the file that `safeboard backup` wrote")
        add_key_file(parser)

    def handle(self, *, file, key_file, **options):
        try:
            with self.progress("Taking it back", options=options):
                manifest = restoring.restore(file, key_in(key_file))
        except OSError as error:
            raise Refusal(f"Nothing was restored: {error.strerror}.") from error
        self.stdout.write(f"Restored {manifest.words}, as they were at {manifest.made_at}.")
        again = f"`safeboard erased --again {settings.ERASED_LIST}`"
        self.stdout.write(f"If anybody was erased since then, run {again}. Then run `safeboard verify`.")
