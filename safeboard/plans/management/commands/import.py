from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils import timezone

from safeboard.boards.naming import Unnamed, find_board
from safeboard.core import database
from safeboard.core.commands import Chore, Refusal, how_many, words
from safeboard.core.reading.blocks import Unreadable
from safeboard.history.services import CommandLine
from safeboard.plans import bringing_in, terminal
from safeboard.plans.bringing_in import SameFile
from safeboard.plans.outline import to_json

STAGES = 5
"""How often `notice` is called: file, plan, issues, actions, notes."""


class Command(Chore):
    help = (
        "Bring in a board's plan from the file it is in: Word (.docx), Excel (.xlsx), PDF with text, CSV, HTML, markdown "
        "or plain text. Without --accept or --preview it is kept as a draft, for someone to look at on the web."
    )
    refusals = (Unreadable, SameFile, Unnamed)

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="the plan's file")
        parser.add_argument(
            "--board",
            metavar="NAME",
            help="the board whose plan it is, added where there is none of this name; "
            "without it, the one the file names, or the only one there is where the file names none",
        )
        after = parser.add_mutually_exclusive_group()
        after.add_argument("--accept", action="store_true", help="accept what was read, doubts and all")
        after.add_argument("--preview", action="store_true", help="show what can be read and keep nothing")
        parser.add_argument(
            "--again", action="store_true", help="bring it in though the same file has become a plan already"
        )
        parser.add_argument("--json", action="store_true", help="say it as JSON, for a script")

    def handle(self, *, file, accept, preview, **options):
        data = bringing_in.load(file)
        with self.progress(f"Reading {file.name}", options=options):
            outline = bringing_in.read(data)
        if preview:
            said, sentence = {"state": "preview"}, "Nothing was kept."
        else:
            database.prepare()
            keep = self._accept if accept else self._draft
            said, sentence = keep(data, file.name, outline, options)
        if options["json"]:
            self.write_json({**said, "outline": to_json(outline)})
        else:
            self._show(outline, sentence, options)

    def _accept(self, data, name, outline, options):
        with self.progress("Writing the plan", options=options, total=STAGES) as step:
            plan = self._bring_in(
                bringing_in.bring_in, data, name, outline, options, notice=lambda stage: step()
            )
        promises = how_many(len(outline.actions), "action")
        return (
            {"state": "accepted", "plan": plan.pk, "board": plan.board.name},
            f"“{plan.title}” is now a plan of {plan.board}, with {promises}: see `safeboard status`.",
        )

    def _draft(self, data, name, outline, options):
        reading = self._bring_in(bringing_in.draft, data, name, outline, options)
        return (
            {"state": "draft", "reading": reading.pk, "board": reading.board.name},
            f"Kept as a draft for {reading.board}. Look at it and accept it on the web (`safeboard serve`).",
        )

    def _bring_in(self, verb, data, name, outline, options, **more):
        board = find_board(options["board"]) if options["board"] else None
        board = board or options["board"] or bringing_in.likely_board(outline)
        try:
            return verb(
                data,
                name=name,
                outline=outline,
                board=board,
                by=CommandLine(),
                at=timezone.now(),
                again=options["again"],
                **more,
            )
        except ValidationError as error:
            raise Refusal(" ".join(error.messages)) from error

    def _show(self, outline, sentence, options):
        console = self.console(options)
        console.print(terminal.outline_shown(outline))
        console.print()
        console.print(words(sentence, "bold"), soft_wrap=True)
