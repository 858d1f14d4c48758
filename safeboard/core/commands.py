"""The ground every `safeboard` command stands on: one sentence for a refusal, rich tables, progress on a terminal."""

import datetime
import json
import os
import re
import sys
from contextlib import contextmanager
from importlib import metadata

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from safeboard.core.database import NotReady

PLAIN_WIDTH = 120
"""Letters a line where the output is not a terminal, unless COLUMNS says otherwise."""

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Refusal(CommandError):
    """One sentence for standard error; exit code 2."""

    def __init__(self, sentence):
        super().__init__(sentence, returncode=2)


class Chore(BaseCommand):
    """A command of Safeboard. `handle` raises Refusal; whatever is in `refusals` becomes one too."""

    requires_system_checks = ()
    suppressed_base_arguments = {"--settings", "--pythonpath", "--verbosity", "--traceback"}
    refusals: tuple[type[Exception], ...] = ()

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except (CommandError, NotReady, *self.refusals) as error:
            refusal = error if isinstance(error, CommandError) else Refusal(str(error))
            if not self._called_from_command_line or options.get("traceback"):
                raise refusal from error
            self.stderr.write(str(refusal))
            sys.exit(refusal.returncode)
        except KeyboardInterrupt:
            sys.exit(130)
        except BrokenPipeError:  # somebody's `| head` has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(141)

    def get_version(self):
        return version()

    def console(self, options):
        """Rich on standard output: colours on a terminal, plain words elsewhere."""
        return _console(self.stdout, options)

    def write_json(self, value):
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2))

    @contextmanager
    def progress(self, words, *, options, total=None):
        """A spinner, or a bar where `total` is known, on standard error when that is a terminal.

        Yields a function to call after each step, `step(count=1)`.
        """
        columns = [SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()]
        if total:
            columns.insert(2, BarColumn())
        console = _console(self.stderr, options)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task(words, total=total)
            yield lambda count=1: bar.advance(task, count)


def version():
    """Of Safeboard, as it was installed."""
    try:
        return metadata.version("safeboard")
    except metadata.PackageNotFoundError:
        return "not installed"


def words(text, style=""):
    """Somebody's words for a terminal: never read as markup, and without codes that would steer the terminal."""
    return Text(CONTROL.sub(" ", text), style)


def how_many(count, one):
    """ "1 action", "3 actions"."""
    return f"{count:,} {one if count == 1 else one + 's'}"


def read_day(written):
    """The day of "2026-11-22"; None for nothing. Raises Refusal."""
    try:
        return datetime.date.fromisoformat(written) if written else None
    except ValueError:
        raise Refusal(f"“{written}” is not a day: write it as year-month-day, such as 2026-11-22.") from None


def _console(stream, options):
    plain = {} if stream.isatty() or "COLUMNS" in os.environ else {"width": PLAIN_WIDTH}
    return Console(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        no_color=options.get("no_color") or None,
        force_terminal=options.get("force_color") or None,
        **plain,
    )
