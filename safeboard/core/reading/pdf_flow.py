"""What stands outside of tables, line by line: page furniture, headings, items and paragraphs."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from safeboard.core.reading.blocks import Block, Heading, Item, Paragraph
from safeboard.core.reading.pdf_colour import ink_of
from safeboard.core.reading.pdf_page import Leaf
from safeboard.core.reading.pdf_text import Line, Wrap, item_of, joined

COUNTED = re.compile(r"^[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s.]*$", re.IGNORECASE)
MARGIN = 0.15  # of the height of a page, in which furniture stands
LONGEST = 110  # letters of a bold line that is still a heading


def furniture(pages: list[Leaf], lines: dict[int, list[Line]], stretches: dict[int, int]) -> set[int]:
    """The ids of lines that are running heads, feet and page numbers.

    stretches: how many parts, side by side, a line has (by its id): the headings of columns have many.
    """
    seen: Counter = Counter()
    for leaf in pages:
        seen.update({key_of(line) for line in at_edges(leaf, lines[leaf.number])})
    often = max(2, len(pages) / 2)
    found: set[int] = set()
    for leaf in pages:
        ordered = lines[leaf.number]
        for side in (ordered, ordered[::-1]):
            for line in side:
                known = seen[key_of(line)] >= often and stretches.get(id(line), 1) < 4
                counted = COUNTED.match(line.text) and line.base > (1 - MARGIN) * leaf.height
                if not in_margin(leaf, line) or not (known or counted):
                    break
                found.add(id(line))
    return found


def at_edges(leaf: Leaf, lines: list[Line]) -> list[Line]:
    return [line for line in lines if in_margin(leaf, line)]


def in_margin(leaf: Leaf, line: Line) -> bool:
    return line.base < MARGIN * leaf.height or line.base > (1 - MARGIN) * leaf.height


def key_of(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.base / 3)


class Flow:
    """Lines into headings, items and paragraphs, by how the whole file is set."""

    def __init__(self, pages: list[Leaf], lines: list[Line], wrap: Wrap) -> None:
        self.pages = {leaf.number: leaf for leaf in pages}
        self.wrap = wrap
        self.right: dict[int, float] = defaultdict(float)
        sizes: Counter = Counter()
        for line in lines:
            width = round(self.pages[line.page].width)
            self.right[width] = max(self.right[width], line.x1)
            sizes[round(line.size * 2)] += len(line.text) * (1 if line.bold else 3)
        self.body = sizes.most_common(1)[0][0] / 2 if sizes else 10.0
        larger = {round(line.size) for line in lines if self.large(line)}
        self.levels = {size: level for level, size in enumerate(sorted(larger, reverse=True), start=1)}

    def large(self, line: Line) -> bool:
        return line.size > 1.08 * self.body

    def blocks(self, lines: Iterable[Line]) -> Iterator[Block]:
        group: list[Line] = []
        for line in lines:
            if group and self.parts(group, line):
                yield self.block(group)
                group = []
            group.append(line)
        if group:
            yield self.block(group)

    def parts(self, group: list[Line], line: Line) -> bool:
        """Whether a line begins another block than the one before it."""
        last = group[-1]
        if self.item(line) or abs(last.size - line.size) > 0.6 or last.bold != line.bold:
            return True
        if last.page != line.page:
            return not (line.text[:1].islower() and last.text[-1:] not in ".!?:;")
        right = self.right[round(self.pages[line.page].width)]
        return line.base <= last.base or self.wrap.breaks(last, line, right)

    def block(self, group: list[Line]) -> Block:
        first = group[0]
        leaf = self.pages[first.page]
        place = leaf.place(first.base)
        text = joined(group)
        if self.large(first) and len(text) <= 2 * LONGEST:
            return Heading(text, self.levels[round(first.size)], place)
        item = self.item(first)
        if first.bold and not item and len(text) <= LONGEST and text[-1] not in ".;":
            return Heading(text, min(len(self.levels) + 1, 6), place)
        if item:
            marker, rest = item[0], text[len(first.text) - len(item[1]) :]
            if rest:
                return Item(rest, marker, place)
        return Paragraph(text, place, ink_of([c for line in group for c in line.chars], leaf.shapes))

    def item(self, line: Line) -> tuple[str, str] | None:
        """(marker, words) of a line that begins an item, by its first letters or by a dot drawn before it."""
        written = item_of(line.text)
        if written:
            return written
        for shape in self.pages[line.page].shapes:
            small = 1.5 <= shape.width <= 8 and 1.5 <= shape.height <= 8 and (shape.fill or shape.stroked)
            beside = 2 <= line.x0 - shape.x1 <= 30 and line.base - line.size < shape.top < line.base
            if small and beside:
                return "", line.text
        return None
