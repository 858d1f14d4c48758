from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeboard.boards.models import Board
from safeboard.boards.naming import Unnamed, board_meant
from safeboard.boards.newcomers import let_in
from safeboard.boards.services import add_board
from safeboard.core import database
from safeboard.core.commands import Chore, Refusal
from safeboard.history.services import CommandLine
from safeboard.people.permissions import ROLES


class Command(Chore):
    help = "Let somebody in: an account, and a seat on a board from today. Prints a password, this once."
    refusals = (Unnamed,)

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL", help="the e-mail address they sign in with")
        parser.add_argument("--name", required=True, metavar="NAME", help="their name, as others will see it")
        parser.add_argument(
            "--board",
            metavar="NAME",
            help="the board they sit on; the very first board is added by naming it here",
        )
        parser.add_argument(
            "--role", choices=list(ROLES), default="business_manager", help="(%(default)s unless said)"
        )

    def handle(self, *, email, name, role, **options):
        database.prepare()
        try:
            with transaction.atomic():
                board = self._board(options["board"])
                user, password = let_in(
                    email=email,
                    name=name,
                    board=board,
                    role=role,
                    by=CommandLine(),
                    at=timezone.now(),
                    today=timezone.localdate(),
                )
        except ValidationError as error:
            raise Refusal(" ".join(error.messages)) from error
        self.stdout.write(f"{user.name} sits on {board} as {ROLES[role].name.lower()} from today.")
        self.stdout.write(f"Sign in as {user.email}")
        self.stdout.write(f"Password: {password}" if password else "The password is the one they have.")

    def _board(self, name):
        if name and not Board.objects.exists():
            return add_board(name=name, by=CommandLine(), at=timezone.now())
        return board_meant(name)
