import json
from collections import Counter
from pathlib import Path

from django.utils import timezone

from safeboard.core import database
from safeboard.core.commands import Chore, Refusal
from safeboard.history.services import CommandLine
from safeboard.privacy import services


class Command(Chore):
    help = (
        "List who was erased, by keys that name nobody; or, after an older backup was restored, erase those on such a "
        "list again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--again", type=Path, metavar="FILE", help="a list to go through; `erased.jsonl` is one"
        )

    def handle(self, *, again, **options):
        database.require()
        if again is None:
            for erased in services.listed():
                self.stdout.write(services.line_of(erased), ending="")
            return
        became = Counter(
            services.erase_again(one, by=CommandLine(), at=timezone.now()) for one in self.read(again)
        )
        self.stdout.write(
            "; ".join(f"{count} {what}" for what, count in became.items()) or "Nobody is on the list."
        )
        if became["somebody else"]:
            raise Refusal(
                "Somebody on the list has another address in this backup, or SAFEBOARD_SECRET_KEY is another one: "
                "find them by hand and use `safeboard erase`."
            )

    def read(self, path):
        """Each person once. Raises Refusal."""
        try:
            rows = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
            return list({(one["person"], one["sign"]): one for one in rows}.values())
        except (OSError, ValueError, KeyError, TypeError):
            raise Refusal(f"{path} is not a list of erased: `safeboard erased` writes one.") from None
