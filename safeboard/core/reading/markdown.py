"""Markdown as blocks, by way of the page it stands for; HTML inside it counts as HTML."""

import re

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
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(_widened(text))
    source = read_page(page, "markdown")
    cells = [cell for block in source.blocks if isinstance(block, Row) for cell in block.cells]
    source.colours = any(cell.fill or cell.ink for cell in cells)
    return source


_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")


def _widened(text: str) -> str:
    """Tables with headings as wide as their widest row: what stands beyond its headings would be dropped unseen."""
    lines = text.split("\n")
    for at in range(1, len(lines)):
        width = _cells(lines[at])
        if not _RULE.fullmatch(lines[at]) or "|" not in lines[at - 1] or width != _cells(lines[at - 1]):
            continue
        below = at + 1
        while below < len(lines) and "|" in lines[below]:
            width = max(width, _cells(lines[below]))
            below += 1
        more = width - _cells(lines[at])
        if more > 0:
            lines[at - 1] = f"{_closed(lines[at - 1])}{' |' * more}"
            lines[at] = f"{_closed(lines[at])}{'---|' * more}"
    return "\n".join(lines)


def _cells(line: str) -> int:
    line = line.strip()
    return len(_PIPE.split(line)) - line.startswith("|") - bool(re.search(r"(?<!\\)\|$", line))


def _closed(line: str) -> str:
    line = line.rstrip()
    return line if line.endswith("|") and not line.endswith("\\|") else f"{line} |"
