import sys

from safeboard.assurance import verifying as of_assurance
from safeboard.core import database
from safeboard.core.commands import Chore, how_many, words
from safeboard.history import verifying as of_history
from safeboard.papers import verifying as of_papers
from safeboard.plans import verifying as of_plans

WALKS = (of_papers, of_plans, of_assurance, of_history)


class Command(Chore):
    help = (
        "Look whether every paper that was issued, every file that was kept, and what is recorded of actions and returns adds up. "
        "Ends with 1 where not."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="say it as JSON, for a script")

    def handle(self, **options):
        database.require()
        count = sum(walk.how_many() for walk in WALKS)
        with self.progress("Looking at all of it", options=options, total=count or None) as step:
            found = [fault for walk in WALKS for fault in walk.faults(step)]
        if options["json"]:
            self.write_json({"looked_at": count, "faults": [[fault.what, fault.says] for fault in found]})
        else:
            self._say(count, found, self.console(options))
        if found:
            sys.exit(1)

    def _say(self, count, found, console):
        for fault in found:
            console.print(words(f"{fault.what}: {fault.says}"), soft_wrap=True)
        verdict = how_many(len(found), "fault") if found else "All of it adds up"
        console.print(words(f"{how_many(count, 'record')} looked at. {verdict}.", "bold"), soft_wrap=True)
