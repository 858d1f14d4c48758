"""Markdown as blocks, by way of the page it stands for; HTML inside it counts as HTML."""

from markdown_it import MarkdownIt

from safeboard.core.reading.blocks import Row, Source, Unreadable
from safeboard.core.reading.html import read_page
from safeboard.core.reading.kind import decoded

LIMIT = 200_000  # characters: seven times the longest plan met; at worst markdown-it needs 70 µs for each


def read_markdown(data: bytes) -> Source:
    """Colours only where the markdown carries HTML that paints them."""
    text = decoded(data)
    if len(text) > LIMIT:
        raise Unreadable("The text is far longer than any plan: send the plan alone.")
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    source = read_page(page, "markdown")
    cells = [cell for block in source.blocks if isinstance(block, Row) for cell in block.cells]
    source.colours = any(cell.fill or cell.ink for cell in cells)
    return source
