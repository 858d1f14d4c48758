import sys
from dataclasses import asdict

from django.utils import timezone

from safeboard.core.commands import Chore, how_many, words
from safeboard.home import doctor


class Command(Chore):
    help = "Say in plain words what is wrong with this installation and what to do. Ends with 1 where something is."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="say it as JSON, for a script")

    def handle(self, **options):
        found = list(doctor.ills(at=timezone.now()))
        grave = sum(ill.grave for ill in found)
        if options["json"]:
            self.write_json({"wrong": grave, "found": [asdict(ill) for ill in found]})
        else:
            self._say(found, grave, self.console(options))
        if grave:
            sys.exit(1)

    def _say(self, found, grave, console):
        for ill in found:
            weight = "Wrong" if ill.grave else "Worth a look"
            console.print(words(f"{weight}: {ill.says} {ill.do}"), soft_wrap=True)
        verdict = f"{how_many(grave, 'thing')} to put right." if grave else "Nothing is wrong."
        console.print(words(f"{verdict} `safeboard verify` looks at every file.", "bold"), soft_wrap=True)
