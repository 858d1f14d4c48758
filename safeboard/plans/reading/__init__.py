"""Read a board's plan from the file it has."""

from collections.abc import Mapping, Sequence

from safeboard.core.reading.files import read_source
from safeboard.plans.outline import Outline
from safeboard.plans.reading.assemble import assemble


def read_plan(
    data: bytes,
    *,
    decided: Mapping[str, int] | None = None,
    legends: Sequence[Mapping[str, str]] = (),
    **limits,
) -> Outline:
    """The plan in a file's bytes, in this process. Raises Unreadable with one sentence. See `child.read_safely`.

    decided: what a person chose about the doubts of an earlier reading of the same bytes (`Doubt.key` -> choice).
    legends: what the ratings mean and meant, where it is read over a plan that is known.
    """
    return assemble(read_source(data, **limits), decided=decided, legends=legends)
