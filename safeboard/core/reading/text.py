"""Plain text as it comes out of a PDF or a paste: markdown-like headings and lists, rows with tabs between cells."""

import html
import re

from safeboard.core.reading.blocks import Block, Cell, Heading, Item, Paragraph, Row, Source, fold
from safeboard.core.reading.kind import decoded

HEADING = re.compile(r"(#{1,6})\s+(\S.*)$")
ITEM = re.compile(r"\s*(?:[-*+•▪·–]\s+)(?:(\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s+)?(\S.*)$")
NUMBERED = re.compile(r"\s*(\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])\s+(\S.*)$")
RULE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*$")
LINE_TAG = re.compile(r"</?(?:ol|ul|li|p|div|br|tr|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE)
WORD_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|s|del|ins|sup|sub|span|font|mark|small|a|code)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});")


def read_text(data: bytes) -> Source:
    return Source("text", blocks_of(decoded(data)), colours=False)


def blocks_of(text: str) -> list[Block]:
    """A blank line between two rows is a page break inside one table; words between them end the table."""
    blocks: list[Block] = []
    table, open_table, after_blank = 0, False, False
    for number, line in enumerate(text.split("\n"), start=1):
        place = f"line {number}"
        if not line.strip():
            after_blank = after_blank or "\t" not in line
            continue
        if _is_row(line, open_table):
            table += not open_table
            cells = [Cell(plain(words)) for words in line.split("\t")]
            blocks.append(Row(cells, table, place, after_break=open_table and after_blank))
            open_table = True
        elif not RULE.match(line):
            blocks.append(_line(line, place))
            open_table = False
        after_blank = False
    return blocks


def plain(text: str) -> str:
    """The words of a line without the tags and stars of its mark-up; "<25" and "B&NES" stay as they are."""
    text = WORD_TAG.sub("", LINE_TAG.sub("\n", text))
    text = ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return fold(text.replace("**", ""))


def _is_row(line: str, open_table: bool) -> bool:
    """Tabs make a row, but outside a table a tab may only indent a line or follow a bullet."""
    if "\t" not in line:
        return False
    if open_table:
        return True
    listed = ITEM.match(line) or NUMBERED.match(line)
    return "\t" in (listed[2] if listed else line.lstrip())


def _line(line: str, place: str) -> Block:
    heading = HEADING.match(line.strip())
    if heading:
        words, _, last = heading[2].rpartition(" ")
        closed = words and not last.strip("#")
        return Heading(plain(words if closed else heading[2]), len(heading[1]), place)
    item = ITEM.match(line) or NUMBERED.match(line)
    if item:
        return Item(plain(item[2]), item[1] or "", place)
    return Paragraph(plain(line), place)
