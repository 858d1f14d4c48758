from django.utils import timezone

from safeboard.boards.naming import Unnamed, board_meant, lead_meant
from safeboard.core import database
from safeboard.core.commands import Chore, Refusal, read_day
from safeboard.plans import as_json, terminal
from safeboard.plans.compare import compare
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
        parser.add_argument("--known-at", metavar="YYYY-MM-DD", help="with only what was known by this day")
        parser.add_argument("--since", metavar="YYYY-MM-DD", help="only what has changed since this day")
        parser.add_argument("--json", action="store_true", help="say it as JSON, for a script")

    def handle(self, *, lead, rating, late, **options):
        since = read_day(options["since"])
        if since and (lead or rating or late):
            raise Refusal("--since shows all that changed: say it without --lead, --rating and --late.")
        days = {"as_at": read_day(options["as_at"]), "known_at": read_day(options["known_at"])}
        database.require()
        board = board_meant(options["board"])
        picture = standing_picture(board, today=timezone.localdate(), **days)
        if since:
            self._say(*_changes(board, picture, since, days), options)
            return
        wanted = Wanted(lead=_lead(lead, board), rating=rating or "", late=late)
        shown = narrowed(picture, wanted)
        self._say(as_json.status(shown), terminal.status_shown(shown, narrowed=bool(wanted)), options)

    def _say(self, plain, drawn, options):
        if options["json"]:
            self.write_json(plain)
        else:
            self.console(options).print(drawn)


def _changes(board, picture, since, days):
    if since > picture.day:
        raise Refusal(
            f"{since.isoformat()} is after the day shown, {picture.day.isoformat()}: name an earlier one."
        )
    before = standing_picture(board, today=picture.day, as_at=since, known_at=days["known_at"])
    comparison = compare(before, picture)
    return as_json.changes(comparison), terminal.changes_shown(comparison)


def _lead(words, board):
    """The key of the lead; 0 for nobody, None for whoever."""
    if not words:
        return None
    return 0 if words.casefold() == "nobody" else lead_meant(words, board).pk
