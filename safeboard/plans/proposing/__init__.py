"""A file read over a plan that stands: what it would change, one thing at a time. No Django here.

    reading = read_over(outline, now=picture, base=picture_when_it_was_written, note_limit=3)

See docs/decisions/0014-a-file-is-read-over-the-plan-as-it-was-known.md.
"""

from __future__ import annotations

import re

from safeboard.plans.outline import Outline
from safeboard.plans.papers.layout import PaperOptions
from safeboard.plans.picture import PlanPicture
from safeboard.plans.proposing.changes import Reading
from safeboard.plans.proposing.differences import Differences
from safeboard.plans.proposing.known import Known
from safeboard.plans.proposing.matching import Matcher
from safeboard.plans.proposing.rows import rows_of

NAMED = 5
"""Cells left empty that are named one by one."""
KNOWN_AT_LEAST = 1 / 3
"""Of a file's rows. A file of which fewer are known is another plan altogether."""


def read_over(
    file: Outline, *, now: PlanPicture, base: PlanPicture | None, note_limit: int | None = None
) -> Reading:
    """What a file would change of a plan.

    now: the plan as it stands, with what is ahead and what was left out. base: as it was known when the file was written;
    as it was accepted, for a file that knows nothing of Safeboard; None for the plan as it stands.
    note_limit: how many notes of each action the file was printed with; None for all.
    """
    referred = any(re.search(r"\bA\d", action.ref) for action in file.actions)
    options = PaperOptions(show_ref=referred, note_limit=note_limit, columns=tuple(file.columns))
    workbook = any(action.place.startswith("sheet ") for action in file.actions)
    stands = Known(now, options, workbook)
    was = stands if base is None else Known(base, options, workbook)
    matching = Matcher(file, was, stands).match()
    differences = Differences(file, rows_of(file, matching, was.strays), was, stands)
    proposed, emptied = differences.find(), differences.emptied()
    known = list(matching.actions.values())
    certain = sum(match.score is None for match in known)
    return Reading(proposed, emptied, certain, len(known) - certain, len(file.actions) - len(known))


def stranger(reading: Reading, file: Outline) -> bool:
    """Whether the file is another plan altogether: hardly one of its rows is known, and none by its reference."""
    return not reading.certain and reading.alike < KNOWN_AT_LEAST * len(file.actions)


def left_empty(reading: Reading) -> str:
    """ " It leaves the date of A12 empty, …" in a sentence; "" where it leaves nothing empty."""
    cells = [f"the {one.name} of A{one.part[1]}" for one in reading.emptied]
    if not cells:
        return ""
    more = f" and {len(cells) - NAMED} more" if len(cells) > NAMED else ""
    return f" It leaves {', '.join(cells[:NAMED])}{more} empty, for which nothing is proposed: an empty cell may be a slip."
