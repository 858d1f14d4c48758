from pathlib import Path

from django.utils import timezone

from safeboard.boards.models import Meeting
from safeboard.boards.naming import Unnamed, board_meant
from safeboard.core import database
from safeboard.core.commands import Chore, Refusal, read_day, words
from safeboard.core.paper.forms import FORMS, write
from safeboard.core.writing import replacing
from safeboard.papers.gathering import draft_of, forms_of
from safeboard.papers.kinds import KINDS
from safeboard.papers.models import Paper
from safeboard.papers.services import name_of_file
from safeboard.plans.queries import latest_plan


class Command(Chore):
    help = "Write a draft of one of the board's papers to a folder. Nothing is kept: papers are issued on the web."
    refusals = (Unnamed,)

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=list(KINDS), help="which paper")
        parser.add_argument("--board", metavar="NAME", help="whose, where there is more than one board")
        parser.add_argument("--meeting", metavar="YYYY-MM-DD", help="the day of the meeting it is for (none)")
        parser.add_argument(
            "--with",
            action="append",
            choices=list(KINDS),
            help="a paper of the pack; may be said more than once",
        )
        parser.add_argument("--format", action="append", choices=list(FORMS), help="which form (pdf)")
        parser.add_argument(
            "--out", type=Path, default=Path(), metavar="FOLDER", help="where to (this folder)"
        )

    def handle(self, *, kind, out, **options):
        day = read_day(options["meeting"])
        database.require()
        board = board_meant(options["board"])
        paper = _paper(board, kind, day, options["with"])
        at = timezone.now()
        made = draft_of(paper, at=at)
        for form in options["format"] or ["pdf"]:
            if form not in forms_of(paper):
                raise Refusal(f"{KINDS[kind].words} is not written as {FORMS[form].words}.")
            path = out / f"draft-{name_of_file(paper, paper.day(timezone.localdate(at)), form)}"
            _write(path, write(made, form))
            self.console(options).print(words(str(path)), soft_wrap=True)


def _paper(board, kind, day, chosen):
    """A paper that is in no table."""
    plan = latest_plan(board)
    if plan is None:
        raise Refusal(f"{board} has no plan yet: bring one in with `safeboard import FILE --accept`.")
    meeting = Meeting.objects.filter(board=board, date=day).first() if day else None
    if day and meeting is None:
        raise Refusal(f"{board} has no meeting on {day.isoformat()}: add it on the web.")
    chosen = chosen or ["plan", "changed", "exceptions"]
    return Paper(board=board, plan=plan, meeting=meeting, kind=kind, chosen=chosen, restricted=True)


def _write(path, data):
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(data)
    except OSError as error:
        raise Refusal(f"{path} could not be written: {error.strerror}.") from error
