from django.utils import timezone

from safeboard.boards.naming import Unnamed, board_meant, lead_meant
from safeboard.core import database
from safeboard.core.commands import Chore, read_day
from safeboard.plans import as_json, terminal
from safeboard.plans.picture import Wanted, narrowed
from safeboard.plans.rating import Rating
from safeboard.plans.standing import NoPlan, standing_picture


class Command(Chore):
    help = (
        "Show how a board's plan stands: how many actions are off target, late or complete, and each of them."
    )
    refusals = (Unnamed, NoPlan)

    def add_arguments(self, parser):
        parser.add_argument("--board", metavar="NAME", help="whose plan, where there is more than one board")
        parser.add_argument(
            "--lead", metavar="NAME", help="only what this lead answers for; “nobody” for no lead"
        )
        parser.add_argument(
            "--rating", choices=[*(rating.value for rating in Rating), "none"], help="only what is rated so"
        )
        parser.add_argument("--late", action="store_true", help="only what is late")
        parser.add_argument("--as-at", metavar="YYYY-MM-DD", help="as it stood on this day (today)")
        parser.add_argument("--json", action="store_true", help="say it as JSON, for a script")

    def handle(self, *, lead, rating, late, **options):
        as_at = read_day(options["as_at"])
        database.require()
        board = board_meant(options["board"])
        wanted = Wanted(lead=_lead(lead, board), rating=rating or "", late=late)
        picture = narrowed(standing_picture(board, today=timezone.localdate(), as_at=as_at), wanted)
        if options["json"]:
            self.write_json(as_json.status(picture))
        else:
            self.console(options).print(terminal.status_shown(picture, narrowed=bool(wanted)))


def _lead(words, board):
    """The key of the lead; 0 for nobody, None for whoever."""
    if not words:
        return None
    return 0 if words.casefold() == "nobody" else lead_meant(words, board).pk
