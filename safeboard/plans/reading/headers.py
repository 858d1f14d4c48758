"""Header rows that are two rows high: "Completion" over "Date", or "Dates" across "Target" and "Revised"."""

import re

from safeboard.core.reading.blocks import Row
from safeboard.plans.reading.columns import Columns, read_header, role_of

# Words that stand in the second row of a heading, where its first row has begun it.
SECOND_WORDS = re.compile(
    r"completion|dates?|due|target|original|revised|new|agreed|end|start|b?rag|rating|status|progress|comments?|updates?"
    r"|leads?|officers?|agency|agencies|(sub-?)?groups?|persons?|or|and|by|whom|when|number|no|required|taken|needed|to|be"
    r"|responsible|timescales?|deadline"
)
LONGEST = 40  # letters of a heading's second row


def header_at(row: Row, below: Row | None) -> tuple[Columns, int] | None:
    """(the columns, how many rows name them) where a row begins a header of a plan's table."""
    alone = read_header(row.texts)
    if below and _goes_on(row, below, alone):
        both = read_header(_together(row, below))
        least = max(len(found.at) if found else 1 for found in (alone, read_header(below.texts)))
        if both and (len(both.at) > least or (alone and len(both.at) >= least)):
            both.over = _over(row, below, both)
            return both, 2
    return (alone, 1) if alone else None


def _goes_on(row: Row, below: Row, alone: Columns | None) -> bool:
    """Whether the row below is the rest of this row's headings, and not the first of the body or a header by itself."""
    filled = [text for text in below.texts if text]
    if below.table != row.table or len(below.cells) != len(row.cells) or not filled:
        return False
    if sum(1 for text in row.texts if text) < 2 or (alone and read_header(below.texts)):
        return False
    return all(
        len(text) <= LONGEST and ": " not in text and (below.header or role_of(text) or _is_second(text))
        for text in filled
    )


def _is_second(text: str) -> bool:
    return all(SECOND_WORDS.fullmatch(word.strip("()/:.")) for word in text.casefold().split())


def _together(row: Row, below: Row) -> list[str]:
    """One text a column: of the words above, below, and both, those that name a role.

    Under a heading across several columns the lower words tell them apart, so they come first.
    """
    texts = []
    for over, spanned, lower in _pairs(row, below):
        ways = [lower, f"{over} {lower}", over] if spanned else [f"{over} {lower}", over, lower]
        ways = [" ".join(way.split()) for way in ways]
        texts.append(next((way for way in ways if role_of(way)), f"{over} {lower}".strip()))
    return texts


def _over(row: Row, below: Row, both: Columns) -> list[str]:
    """Words of either row that no column's heading took over."""
    used = " ".join([*both.words.values(), *both.extra.values()])
    upper = [cell.text for cell in row.cells if not role_of(cell.text)]
    return [text for text in [*upper, *below.texts] if text and " ".join(text.split()) not in used]


def _pairs(row: Row, below: Row):
    """(words above, whether they stand across several columns, words below) of each column."""
    over, spanned = "", False
    for upper, lower in zip(row.cells, below.cells, strict=True):
        if not upper.covered:
            over, spanned = upper.text, upper.span > 1
        yield over, spanned, lower.text
