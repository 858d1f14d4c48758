"""What lies on the pages of a PDF: letters and shapes with their places, in points from the top left corner.

Read straight from pdfminer's interpreter: pdfplumber's page objects cost half as much time again, and forget
a marked content's number after a nested one ends.
"""

import math
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect

from safeboard.core.reading.pdf_colour import hex_of

UNKNOWN = "\ufffd"  # a letter whose meaning the file does not say
BOLD = ("bold", "black", "heavy", "demi")
LIMIT_PIECES = 250_000  # letters and shapes on one page; no plan has a hundredth of that


@dataclass(slots=True)
class Char:
    """base: where the line of writing lies. colour: "#rrggbb" or "". mcid: its marked content, None if none."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    colour: str
    mcid: int | None
    artifact: bool


@dataclass(slots=True)
class Shape:
    """fill: "#rrggbb", "" if not filled. square: a rectangle or a straight line, not a curve or a slope."""

    x0: float
    x1: float
    top: float
    bottom: float
    fill: str
    stroked: bool
    square: bool
    mcid: int | None

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(slots=True)
class Leaf:
    """One page, turned so that most of its writing runs from left to right.

    key: pdfminer's id of the page, as the structure tree names it. pictured: how much of it pictures cover.
    slanted: the words left out because they run another way than the rest. attached: its annotations, as pdfminer
    gives them.
    """

    number: int
    key: object
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictured: float = 0.0
    slanted: str = ""
    attached: object = None
    bases: list[float] = field(default_factory=list)

    def place(self, base: float) -> str:
        return f"page {self.number}, line {self.line_number(base)}"

    def line_number(self, base: float) -> int:
        """Which printed line of the page, from 1, lies at this height."""
        if not self.bases:
            for each in sorted({char.base for char in self.chars if char.text != " " and not char.artifact}):
                if not self.bases or each - self.bases[-1] > 3:
                    self.bases.append(each)
        return max(bisect_right(self.bases, base + 1), 1)


def leaves(document) -> Iterator[Leaf]:
    """Every page of a pdfminer document, in order."""
    resources = PDFResourceManager()
    device = Device(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        device.start(number, page.pageid)
        device.leaf.attached = page.annots
        interpreter.process_page(page)
        yield device.finished()


class Device(PDFLayoutAnalyzer):
    """pdfminer paints on this. Everything is collected as (direction, thing) and turned when the page is done."""

    def start(self, number: int, key: object) -> None:
        self.leaf = Leaf(number, key, 0, 0)
        self.letters: list[tuple[int | None, Char]] = []
        self.marks: list[tuple[int | None, bool]] = []
        self.pictures = 0.0
        self.fonts: dict[int, bool] = {}

    def begin_page(self, page, ctm):
        super().begin_page(page, ctm)
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.leaf.width, self.leaf.height = abs(x1 - x0), abs(y1 - y0)

    def begin_tag(self, tag, props=None):
        mcid, artifact = self.marks[-1] if self.marks else (None, False)
        if isinstance(props, dict) and isinstance(props.get("MCID"), int):
            mcid = props["MCID"]
        self.marks.append((mcid, artifact or tag.name == "Artifact"))

    def do_tag(self, tag, props=None):
        pass

    def end_tag(self):
        if self.marks:
            self.marks.pop()

    def end_page(self, page):
        pass

    def render_image(self, name, stream):
        x0, y0, x1, y1 = apply_matrix_rect(self.ctm, (0, 0, 1, 1))
        self.pictures += abs((x1 - x0) * (y1 - y0))

    def begin_figure(self, name, bbox, matrix):
        pass

    def end_figure(self, name):
        pass

    def render_char(self, matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate):
        advance = font.char_width(cid) * fontsize * scaling
        text = plain(letter_of(font, cid))
        if text and self._room():
            a, b, c, d, _, _ = matrix
            descent = font.get_descent() * fontsize + rise
            x0, y0, x1, y1 = apply_matrix_rect(matrix, (0, descent, advance, descent + fontsize))
            _, base = origin = apply_matrix_pt(matrix, (0, rise))
            turn = turn_of(a, b)
            mcid, artifact = self.marks[-1] if self.marks else (None, False)
            self.letters.append(
                (
                    turn,
                    Char(
                        text, x0, x1, self.leaf.height - y1, self.leaf.height - y0,
                        self.leaf.height - base if turn in (0, 180) else origin[0],
                        abs(fontsize) * math.hypot(c, d) or 1.0, self._bold(font),
                        hex_of(graphicstate.ncolor, ncs), mcid, artifact,
                    ),
                )
            )  # fmt: skip
        return advance

    def paint_path(self, gstate, stroke, fill, evenodd, path):
        for subpath in subpaths(path):
            points = [apply_matrix_pt(self.ctm, point[-2:]) for point in subpath if len(point) >= 3]
            if not points or not self._room():
                continue
            xs, ys = [x for x, _ in points], [self.leaf.height - y for _, y in points]
            mcid, _ = self.marks[-1] if self.marks else (None, False)
            colour = hex_of(gstate.ncolor, getattr(gstate, "ncs", None)) if fill else ""
            box = (min(xs), max(xs), min(ys), max(ys))
            square = all(point[0] in "ml" for point in subpath if len(point) >= 3) and on_corners(xs, ys, box)
            self.leaf.shapes.append(Shape(*box, colour, bool(stroke), square, mcid))

    def finished(self) -> Leaf:
        leaf = self.leaf
        turns = Counter(turn for turn, _ in self.letters)
        turn = max((each for each in turns if each is not None), key=lambda each: turns[each], default=0)
        leaf.slanted = " ".join("".join(char.text for each, char in self.letters if each != turn).split())
        leaf.chars = [char for each, char in self.letters if each == turn]
        leaf.pictured = min(1.0, self.pictures / (leaf.width * leaf.height or 1))
        if turn:
            turned(leaf, turn)
        leaf.chars = once(char for char in leaf.chars if -1 <= char.x0 <= leaf.width + 1)
        return leaf

    def _bold(self, font) -> bool:
        known = self.fonts.get(id(font))
        if known is None:
            name = font.fontname if isinstance(font.fontname, str) else ""
            weight = resolve1(font.descriptor.get("FontWeight", 400))
            heavy = isinstance(weight, int | float) and weight >= 600
            known = self.fonts[id(font)] = heavy or any(word in name.lower() for word in BOLD)
        return known

    def _room(self) -> bool:
        return len(self.letters) + len(self.leaf.shapes) < LIMIT_PIECES


def letter_of(font, cid) -> str:
    try:
        return font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return UNKNOWN


def plain(text: str) -> str:
    """Ligatures opened, spaces made ordinary, control characters dropped."""
    if len(text) == 1 and " " < text < "\x7f":
        return text
    text = "".join(unicodedata.normalize("NFKC", one) if "\ufb00" <= one <= "\ufb06" else one for one in text)
    text = text.replace("\xad", "-")
    return "".join(" " if one.isspace() else one for one in text if one >= " " or one.isspace())


def turn_of(a: float, b: float) -> int | None:
    """Which way writing runs, in degrees anticlockwise: 0, 90, 180, 270, or None for a slant."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 180
    if abs(a) <= 0.05 * abs(b):
        return 90 if b > 0 else 270
    return None


def turned(leaf: Leaf, turn: int) -> None:
    """Turn everything so that writing which runs at `turn` runs from left to right."""
    width, height = leaf.width, leaf.height
    things: list[Any] = [*leaf.chars, *leaf.shapes]
    for thing in things:
        x0, x1, top, bottom = thing.x0, thing.x1, thing.top, thing.bottom
        if turn == 90:
            thing.x0, thing.x1, thing.top, thing.bottom = height - bottom, height - top, x0, x1
        elif turn == 270:
            thing.x0, thing.x1, thing.top, thing.bottom = top, bottom, width - x1, width - x0
        else:
            thing.x0, thing.x1, thing.top, thing.bottom = (
                width - x1,
                width - x0,
                height - bottom,
                height - top,
            )
    for char in leaf.chars:
        char.base = char.base if turn == 90 else width - char.base if turn == 270 else height - char.base
    if turn != 180:
        leaf.width, leaf.height = height, width


def once(chars: Iterable[Char]) -> list[Char]:
    """The letters without those printed a second time a hair's breadth away, which is how some programs embolden."""
    kept: list[Char] = []
    seen: dict[tuple[str, int, int], float] = {}
    for char in chars:
        near = 0.12 * char.size
        step = int(char.x0 // near)
        line = round(char.base)
        before = (seen.get((char.text, line, step + side)) for side in (-1, 0, 1))
        if char.text != " " and any(x is not None and abs(char.x0 - x) < near for x in before):
            continue
        seen[char.text, line, step] = char.x0
        kept.append(char)
    return kept


def subpaths(path) -> Iterator[list]:
    """A path cut where the pen is lifted."""
    current: list = []
    for step in path:
        if step[0] == "m" and current:
            yield current
            current = []
        current.append(step)
    if current:
        yield current


def on_corners(xs: list[float], ys: list[float], box: tuple[float, float, float, float]) -> bool:
    """Whether every point lies in a corner of the box: a rectangle, or a line along an axis."""
    x0, x1, y0, y1 = box
    near = 0.1
    return all(
        min(abs(x - x0), abs(x - x1)) < near and min(abs(y - y0), abs(y - y1)) < near
        for x, y in zip(xs, ys, strict=True)
    ) and (len(xs) > 2 or x1 - x0 < 1 or y1 - y0 < 1)
