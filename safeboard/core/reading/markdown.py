"""Markdown as blocks, by way of the page it stands for; HTML inside it counts as HTML."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from safeboard.core.reading.blocks import Row, Source, Unreadable
from safeboard.core.reading.html import read_page
from safeboard.core.reading.kind import decoded

LIMIT = 200_000  # characters: seven times the longest plan met; at worst markdown-it needs 70 µs for each
BEFORE_ROW = re.compile(r"^[\s>]*")  # a quotation's marks and a list's indent


def read_markdown(data: bytes) -> Source:
    """Colours only where the markdown carries HTML that paints them."""
    text = decoded(data)
    if len(text) > LIMIT:
        raise Unreadable("The text is far longer than any plan: send the plan alone.")
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    markdown.core.ruler.after("block", "every_cell", _keep_every_cell)
    source = read_page(markdown.render(text), "markdown")
    cells = [cell for block in source.blocks if isinstance(block, Row) for cell in block.cells]
    source.colours = any(cell.fill or cell.ink for cell in cells)
    return source


def _keep_every_cell(state: StateCore) -> None:
    """Makes each table as wide as its widest row: markdown-it drops the cells beyond the headings."""
    lines = state.src.split("\n")
    kept: list[Token] = []
    table: list[Token] = []
    for token in state.tokens:
        if table or token.type == "table_open":
            table.append(token)
        else:
            kept.append(token)
        if token.type == "table_close":
            kept += _widened(table, lines)
            table = []
    state.tokens = kept


def _widened(table: list[Token], lines: list[str]) -> Iterator[Token]:
    """lines: the file's, for the words of the cells that markdown-it dropped."""
    headings = sum(token.type == "th_close" for token in table)
    starts = [token.map[0] for token in table if token.type == "tr_open" and token.map]
    beyond = [[], *(_cells(lines[start])[headings:] for start in starts[1:])]
    more = max(map(len, beyond))
    if more * len(beyond) > LIMIT:
        raise Unreadable("A table of the text holds far more than a plan: send the plan alone.")
    rows = iter(beyond)
    tag = "th"
    for token in table:
        if token.type == "tr_close":
            words = next(rows)
            for word in [*words, *[""] * (more - len(words))]:
                yield from _cell(tag, word)
            tag = "td"
        yield token


def _cells(line: str) -> list[str]:
    """The cells of a row as markdown-it parts them: an escaped pipe parts nothing, one inside code does."""
    cells = escapedSplit(BEFORE_ROW.sub("", line).strip())
    cells = cells[1:] if cells and not cells[0] else cells
    return cells[:-1] if cells and not cells[-1] else cells


def _cell(tag: str, words: str) -> list[Token]:
    inside = Token("inline", "", 0, content=words.strip(), children=[])
    return [Token(f"{tag}_open", tag, 1), inside, Token(f"{tag}_close", tag, -1)]
