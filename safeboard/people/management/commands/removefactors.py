from django.utils import timezone

from safeboard.core import database
from safeboard.core.commands import Chore, Refusal, how_many
from safeboard.history.services import CommandLine
from safeboard.people.queries import person_called
from safeboard.people.services import remove_second_factors


class Command(Chore):
    help = (
        "Remove somebody's second factors and recovery codes, where they have lost them all. "
        "First make sure that it is they who ask."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL", help="the e-mail address they sign in with")

    def handle(self, *, email, **options):
        database.require()
        person = person_called(email)
        if person is None:
            raise Refusal(f"Nobody who may sign in has the address {email}.")
        count = remove_second_factors(person, by=CommandLine(), at=timezone.now())
        self.stdout.write(f"{person.name} had {how_many(count, 'second factor')}, and now has none.")
