"""Looking whether what is kept adds up: each app says in its `verifying.py` what of its own does not."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from safeboard.history import append_only


@dataclass(frozen=True, slots=True)
class Fault:
    """what: which record or file. says: what does not add up, a sentence."""

    what: str
    says: str


def how_many() -> int:
    return len(append_only.kept_tables(connection))


def faults(step=lambda: None) -> Iterator[Fault]:
    """Tables in which the database would let what was recorded be changed. step: called after each."""
    lacking = append_only.missing(connection)
    for table in append_only.kept_tables(connection):
        if any(table in name for name in lacking):
            yield Fault(
                table,
                "The database does not keep this as recorded: run `safeboard migrate`, and ask who took that away.",
            )
        step()
