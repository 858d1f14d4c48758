from django.conf import settings
from django.utils import timezone

from safeboard.core import database
from safeboard.core.commands import Chore, how_many
from safeboard.privacy import retention
from safeboard.privacy.days import RULES


class Command(Chore):
    help = (
        "Take away what is too old to keep, as `safeboard work` does once a day; or say what that would be. "
        "What a board recorded is never touched."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *, dry_run, **options):
        database.require()
        at = timezone.now()
        counts = retention.waiting(at=at) if dry_run else retention.sweep(at=at)
        for rule, count in counts.items():
            kept = how_many(settings.KEEP_DAYS[rule], "day")
            self.stdout.write(f"{rule}: {count:,} ({RULES[rule].what}; kept {kept})")
        if not counts:
            self.stdout.write("Nothing was too old.")
        unused = retention.unused_accounts(at=at).count()
        if unused:
            self.stdout.write(
                f"{how_many(unused, 'account')} without a seat, long unused: look at People’s data of its board."
            )
