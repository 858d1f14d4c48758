from pathlib import Path

from django.utils import timezone

from safeboard.core import database
from safeboard.core.commands import Chore, Refusal
from safeboard.home import keeping


class Command(Chore):
    help = (
        "Keep a copy of everything in one file (a zip): the database as it is at this moment, and the files brought in. "
        "It holds all that people may not see, so keep it where only you can read it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="where to write it, such as safeboard-2026-11-22.zip"
        )

    def handle(self, *, file, **options):
        database.require()
        try:
            with self.progress("Keeping a copy", options=options, total=keeping.how_many_rows()) as step:
                manifest = keeping.back_up(file, at=timezone.now(), step=step)
        except OSError as error:
            raise Refusal(f"{file} could not be written: {error.strerror}.") from error
        size = file.stat().st_size // 1024
        self.stdout.write(f"{file}: {manifest.words}, {size:,} KB.")
        if manifest.lost:
            raise Refusal(
                f"The copy is written, but these files are not in the files folder: {', '.join(manifest.lost)}."
            )
