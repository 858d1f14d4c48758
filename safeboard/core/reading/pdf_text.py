"""Letters into lines and lines into words of a paragraph."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from safeboard.core.reading.pdf_page import Char

BULLETS = "•●○◦▪■□▫◆◇❖➢➤►▶‣⁃∙·✓✔☐❑❒"
BULLET = re.compile(rf"^(?:[{BULLETS}\ue000-\uf8ff\ufffd]\s*|[-–—*o]\s+)(?=\S|$)")
NUMBER = re.compile(r"^\(?(?:\d{1,3}[.)](?=[A-Z\s]|$)|(?:[a-z][.)]|[A-Z]\)|[ivx]{2,5}[.)])(?=\s|$))\s*")
JOINED = re.compile(r"(\w-|\w‐|[^\s/]/|\d–)$")  # a line that ends so goes on without a space


@dataclass(slots=True)
class Line:
    """A stretch of words side by side. spaced: it ends in a space of its own (the next line is a new word)."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    spaced: bool
    chars: list[Char]
    page: int = 0


def says_spaces(chars: Iterable[Char]) -> bool:
    """Whether a file writes its spaces as letters, rather than only leaving gaps."""
    chars = list(chars)
    return sum(char.text == " " for char in chars) > 0.05 * len(chars)


def lines_of(chars: Iterable[Char], spaces: bool, *, wide: float = 0.0) -> list[Line]:
    """Letters as lines from top to bottom; cut at gaps of `wide` ems where it is given."""
    lines: list[Line] = []
    for row in bands(chars):
        row.sort(key=lambda char: char.x0)
        for run in runs(row, wide):
            line = line_of(run, spaces)
            if line:
                lines.append(line)
    return lines


def bands(chars: Iterable[Char]) -> list[list[Char]]:
    """Letters that share a line of writing, from top to bottom."""
    found: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.base):
        if found and char.base - found[-1][0].base < 0.4 * max(char.size, found[-1][0].size):
            found[-1].append(char)
        else:
            found.append([char])
    return found


def runs(row: list[Char], wide: float) -> list[list[Char]]:
    if not wide:
        return [row]
    found: list[list[Char]] = []
    edge = None
    for char in row:
        if char.text == " ":
            if found:
                found[-1].append(char)
            continue
        if edge is None or char.x0 - edge > wide * char.size:
            found.append([char])
        else:
            found[-1].append(char)
        edge = max(char.x1, edge or char.x1)
    return found


def line_of(chars: list[Char], spaces: bool) -> Line | None:
    """One line from letters in order, None where they are all blank."""
    seen = [char for char in chars if char.text != " "]
    if not seen:
        return None
    heavy = sum(char.bold for char in seen)
    sizes = sorted(char.size for char in seen)
    bases = sorted(char.base for char in seen)
    return Line(
        words(chars, spaces).strip(),
        min(char.x0 for char in seen),
        max(char.x1 for char in seen),
        min(char.top for char in seen),
        max(char.bottom for char in seen),
        bases[len(bases) // 2],
        sizes[len(sizes) // 2],
        heavy > 0.9 * len(seen),
        chars[-1].text == " ",
        chars,
    )


def words(chars: list[Char], spaces: bool) -> str:
    """The letters of one line with a space wherever one is written or left open."""
    least = 0.3 if spaces else 0.15
    out: list[str] = []
    last: Char | None = None
    for char in chars:
        if char.text == " ":
            out.append(" ")
            continue
        if last and not (-char.size < char.x0 - last.x1 < least * char.size):
            out.append(" ")
        out.append(char.text)
        last = char
    return " ".join("".join(out).split())


def in_order(chars: list[Char], spaces: bool) -> list[Line]:
    """Letters in the order the file gives them, cut where they go to another line of writing."""
    found: list[list[Char]] = []
    for char in chars:
        if found and (char.text == " " or abs(char.base - found[-1][0].base) < 0.5 * char.size):
            found[-1].append(char)
        else:
            found.append([char])
    return [line for line in (line_of(run, spaces) for run in found) if line]


def joined(lines: Iterable[Line]) -> str:
    """Soft-wrapped lines as one: a space between, but none after a hyphen or a slash that ends a line."""
    text, spaced = "", True
    for line in lines:
        if text and (spaced or not JOINED.search(text)):
            text += " "
        text += line.text
        spaced = line.spaced
    return " ".join(text.split())


def item_of(text: str) -> tuple[str, str] | None:
    """(marker, words) of a line that begins like an item of a list; the marker of a bullet is ""."""
    bullet = BULLET.match(text)
    if bullet:
        return "", text[bullet.end() :]
    number = NUMBER.match(text)
    if number:
        return number[0].strip(), text[number.end() :]
    return None


class Wrap:
    """How a file sets its paragraphs: by it lines are told apart that only wrap from lines that begin anew.

    pitch: from one line of a paragraph to the next, in ems of its letters.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        """lines: stretches parted at wide gaps, of any number of pages."""
        steps: Counter = Counter()
        last: dict[tuple[int, int], Line] = {}
        for line in lines:
            above = last.get((line.page, round(line.x0 / 2)))
            if above and abs(line.size - above.size) < 0.5:
                step = (line.base - above.base) / line.size
                if 0.9 < step < 2.2:
                    steps[round(step * 20)] += 1
            last[line.page, round(line.x0 / 2)] = line
        self.pitch = most_common_low(steps) / 20 if steps else 1.3

    def breaks(self, last: Line, line: Line, right: float) -> bool:
        """Whether a new paragraph begins: after a wider gap, or where its first word had room on the line above."""
        if (line.base - last.base) / line.size > self.pitch + 0.25:
            return True
        first = first_word(line)
        return last.x1 + 0.25 * line.size + first + 0.8 * line.size < right

    def paragraphs(self, lines: list[Line], right: float) -> list[list[Line]]:
        found: list[list[Line]] = []
        for line in lines:
            if found and not self.breaks(found[-1][-1], line, right):
                found[-1].append(line)
            else:
                found.append([line])
        return found

    def text(self, lines: list[Line], right: float) -> str:
        """Lines of one cell: soft wraps as spaces, paragraphs parted by a newline."""
        return "\n".join(joined(paragraph) for paragraph in self.paragraphs(lines, right))


def most_common_low(steps: Counter) -> int:
    """The commonest step, or a smaller one that is nearly as common (paragraphs of one line step wider)."""
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= 0.4 * most)


def first_word(line: Line) -> float:
    """How wide the first word of a line is."""
    chars = line.chars[next(n for n, char in enumerate(line.chars) if char.text != " ") :]
    end = chars[0].x1
    for char in chars:
        if char.text == " " or char.x0 - end > 0.15 * char.size:
            break
        end = char.x1
    return end - chars[0].x0
