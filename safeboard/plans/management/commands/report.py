from pathlib import Path

from django.utils import timezone

from safeboard.boards.naming import Unnamed, board_meant
from safeboard.core import database
from safeboard.core.commands import Chore, Refusal, read_day, words
from safeboard.core.paper.forms import FORMS
from safeboard.core.writing import replacing
from safeboard.plans.printing import identity_of, name_of_paper, paper_of
from safeboard.plans.standing import NoPlan, standing_picture
from safeboard.plans.styles import options_of, style_of

USUAL = ["docx", "pdf", "xlsx"]


class Command(Chore):
    help = "Write a board's plan as its paper, in the board's own layout: Word, PDF and Excel, or the kinds asked for."
    refusals = (Unnamed, NoPlan)

    def add_arguments(self, parser):
        parser.add_argument("--board", metavar="NAME", help="whose plan, where there is more than one board")
        parser.add_argument(
            "--format", action="append", choices=list(FORMS), help="which kind; may be said more than once"
        )
        parser.add_argument(
            "--out",
            type=Path,
            default=Path(),
            metavar="FILE_OR_FOLDER",
            help="a folder (this one), or a file whose name ends in one of the kinds",
        )
        parser.add_argument("--as-at", metavar="YYYY-MM-DD", help="as the plan stood on this day (today)")
        parser.add_argument("--known-at", metavar="YYYY-MM-DD", help="with only what was known by this day")

    def handle(self, *, out, **options):
        kinds = _kinds(options["format"], out)
        days = {"as_at": read_day(options["as_at"]), "known_at": read_day(options["known_at"])}
        database.require()
        board, at = board_meant(options["board"]), timezone.now()
        picture = standing_picture(board, today=timezone.localdate(), **days)
        style = options_of(style_of(board, known_at=picture.known_at))
        painted = {"ahead": not options["as_at"], "restricted": True}
        identity = identity_of(picture, written_at=at, options=style, **painted)
        for written in self.write_papers(picture, kinds, out, options, style=style, identity=identity):
            self.console(options).print(words(str(written)), soft_wrap=True)

    def write_papers(self, picture, kinds, out, options, **how):
        """Write each kind; yields where each lies. how: as `paper_of` takes it."""
        with self.progress("Writing the papers", options=options, total=len(kinds)) as step:
            for kind in kinds:
                path = out if _is_file(out) else out / name_of_paper(picture, kind)
                _write(path, paper_of(picture, kind, options=how["style"], identity=how["identity"]))
                step()
                yield path


def _is_file(out):
    return not out.is_dir() and out.suffix.lower().removeprefix(".") in FORMS


def _kinds(asked, out):
    """The kinds to write. Raises Refusal when a file's name and the kinds do not agree."""
    if not _is_file(out):
        return list(dict.fromkeys(asked or USUAL))
    named = out.suffix.lower().removeprefix(".")
    if asked and set(asked) != {named}:
        raise Refusal(
            f"{out.name} can only hold {named}: name a folder for {' and '.join(sorted(set(asked)))}."
        )
    return [named]


def _write(path, data):
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(data)
    except OSError as error:
        raise Refusal(f"{path} could not be written: {error.strerror}.") from error
