from django.core.exceptions import ValidationError
from django.utils import timezone

from safeboard.core import database
from safeboard.core.commands import Chore, Refusal
from safeboard.history.services import CommandLine
from safeboard.people.models import User
from safeboard.privacy import holding, refusing, services


class Command(Chore):
    help = (
        "Erase somebody who has left every board: account, sessions, tokens, messages. What boards recorded stays. "
        "Without --really it only says what would become of what."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL", help="the e-mail address of their account")
        parser.add_argument("--really", action="store_true", help="do it; it cannot be undone")

    def handle(self, *, email, really, **options):
        database.require()
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise Refusal(f"Nobody has the address {email}.")
        at = timezone.now()
        if not really:
            self.tell(user, at)
            return
        try:
            erased = services.erase(user, by=CommandLine(), at=at)
        except ValidationError as refusal:
            raise Refusal(" ".join(refusal.messages)) from None
        self.stdout.write(f"{erased} is erased. What boards recorded stays.")

    def tell(self, user, at):
        if refusals := refusing.why_not(user, today=timezone.localdate(at)):
            raise Refusal(" ".join(refusals))
        for _, found in holding.piles(user):
            for pile in found:
                self.stdout.write(f"{pile.words} ({pile.count}): {pile.becomes}")
        self.stdout.write("Nothing was done. With --really it is, and cannot be undone.")
