"""Read a board's plan from the file it has."""

from safeboard.core.reading.files import read_source
from safeboard.plans.outline import Outline
from safeboard.plans.reading.assemble import assemble


def read_plan(data: bytes, **limits) -> Outline:
    """The plan in a file's bytes, in this process. Raises Unreadable with one sentence. See `child.read_safely`."""
    return assemble(read_source(data, **limits))
