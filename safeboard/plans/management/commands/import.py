from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeboard.boards.naming import Unnamed, find_board
from safeboard.core import database
from safeboard.core.commands import Chore, Refusal, how_many, words
from safeboard.core.reading.blocks import Unreadable
from safeboard.history.services import CommandLine
from safeboard.plans import as_json, bringing_in, reading_over, services, terminal
from safeboard.plans.bringing_in import SameFile
from safeboard.plans.going_through import may_be_taken
from safeboard.plans.offers import offers_of
from safeboard.plans.outline import to_json
from safeboard.plans.reading_over import NothingNew, ReadAlready, Stranger
from safeboard.plans.standing import NoPlan, plan_meant

STAGES = 5
"""How often `notice` is called: file, plan, issues, actions, notes."""


class Command(Chore):
    help = (
        "Bring in a board's plan from the file it is in: Word (.docx), Excel (.xlsx), PDF with text, CSV, HTML, markdown "
        "or plain text. Without --accept or --preview it is kept as a draft, for someone to look at on the web. With --into it "
        "is an edited copy of a plan that is there: what it would change is shown, and waits on the web to be taken."
    )
    refusals = (Unreadable, SameFile, Unnamed, NoPlan, Stranger, NothingNew)

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
        parser.add_argument(
            "--into",
            metavar="PLAN",
            help="the plan it is an edited copy of: its number, as in its page's address, or “latest”",
        )
        parser.add_argument(
            "--take-all", action="store_true", help="with --into: take everything that is not in conflict"
        )
        parser.add_argument("--json", action="store_true", help="say it as JSON, for a script")

    def handle(self, *, file, accept, preview, **options):
        _require_together(options["into"], options["take_all"], accept or preview or options["again"])
        if options["into"]:
            self._read_over(file, options)
        else:
            self._bring(file, accept, preview, options)

    def _bring(self, file, accept, preview, options):
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
            self._say(terminal.outline_shown(outline), sentence, options)

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

    def _read_over(self, file, options):
        """Keep what an edited copy proposes, and take it where that is asked."""
        data, at = bringing_in.load(file), timezone.now()
        database.require()
        plan = plan_meant(options["into"], options["board"])
        try:
            with self.progress(f"Reading {file.name}", options=options):
                proposal = reading_over.read_over(plan, data, name=file.name, by=CommandLine(), at=at)
            offers = offers_of(proposal, day=timezone.localdate(at))
            taken = self._take_all(proposal, offers, options, at) if options["take_all"] else []
        except ReadAlready as before:
            raise Refusal(f"{before} What it proposed: {_address(before.proposal)}") from before
        except ValidationError as error:
            raise Refusal(" ".join(error.messages)) from error
        left = len(offers.waiting) - len(taken)
        if options["json"]:
            self.write_json(as_json.proposal(offers, taken=len(taken), left=left))
        else:
            self._say(terminal.proposal_shown(offers), _what_now(proposal, taken, left), options)

    def _take_all(self, proposal, offers, options, at):
        """What was taken: everything that is not in conflict, and asks for no words of a person."""
        chosen = {one.key: one.seen for one in may_be_taken(offers)}
        if not chosen:
            return []
        with self.progress("Taking what it says", options=options):
            return services.take_proposed(proposal, chosen=chosen, by=CommandLine(), at=at)

    def _say(self, shown, sentence, options):
        console = self.console(options)
        console.print(shown)
        console.print()
        console.print(words(sentence, "bold"), soft_wrap=True)


def _require_together(into, take_all, others):
    """Raises Refusal for options that do not go together."""
    if into and others:
        raise Refusal("--into goes with --take-all, and not with --accept, --preview or --again.")
    if take_all and not into:
        raise Refusal("--take-all goes with --into PLAN.")


def _address(proposal):
    return f"{settings.SITE}{proposal.get_absolute_url()}"


def _what_now(proposal, taken, left):
    done = f"{how_many(len(taken), 'thing')} taken into “{proposal.plan}”. " if taken else ""
    if not left:
        return f"{done}Nothing of it waits."
    return (
        f"{done}{how_many(left, 'thing')} to go through on the web (`safeboard serve`): {_address(proposal)}"
    )
