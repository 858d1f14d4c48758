from pathlib import Path

from django.utils import timezone

from safeboard.core import database
from safeboard.core.commands import Chore, Refusal
from safeboard.home import keeping, restoring
from safeboard.home.backup_key import add_key_file, key_in


class Command(Chore):
    help = (
        "Keep a copy of everything in one file (a zip): the database as it is at this moment, and the files brought in. "
        "It holds all that people may not see: seal it with a key, or keep it where only you can read it."
    )
    refusals = (restoring.NotRestored,)

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="where to write it, such as safeboard-2026-11-22.zip"
        )
        parser.add_argument(
            "--check", action="store_true", help="look whether FILE is whole and unchanged; write nothing"
        )
        add_key_file(parser)

    def handle(self, *, file, check, key_file, **options):
        key = key_in(key_file)
        if check:
            with self.progress("Looking at it", options=options):
                manifest = restoring.look(file, key)
            self.stdout.write(f"{file} is whole: {manifest.words}, as they were at {manifest.made_at}.")
        else:
            manifest = self._write(file, key, options)
        if manifest.lost:
            raise Refusal(
                f"The copy is written, but these files are not in the files folder: {', '.join(manifest.lost)}."
            )

    def _write(self, file, key, options):
        database.require()
        try:
            with self.progress("Keeping a copy", options=options, total=keeping.how_many_rows()) as step:
                manifest = keeping.back_up(file, at=timezone.now(), key=key, step=step)
        except OSError as error:
            raise Refusal(f"{file} could not be written: {error.strerror}.") from error
        sealed = ", sealed" if key else ""
        self.stdout.write(f"{file}: {manifest.words}, {file.stat().st_size // 1024:,} KB{sealed}.")
        return manifest
