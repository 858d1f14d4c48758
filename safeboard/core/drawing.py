"""Drawings that pages and papers share: a whole SVG each, a sentence that says what it shows, a table behind it.

Colours and letters are attributes of each shape: no style, no script, nothing from outside, so that a drawing may stand
on a page under a strict policy, in a PDF, and as a picture in Word. Nothing is said by colour alone: each shape has its
number or word in it or beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

WIDE, NARROW = 900, 340
"""Units across: for a desk or a paper, and for a telephone. A letter's size is in the same units."""

LETTERS = "Open Sans, Arial, Liberation Sans, sans-serif"
SIZE = 13
LETTER = 0.58
"""How wide a letter is against its size, about; a little more than it is, so that words stay inside."""

INK, QUIET, RULE, PAPER = "#0b0c0c", "#484949", "#6f777b", "#ffffff"
BAR = 26


@dataclass(frozen=True, slots=True)
class Drawing:
    """key: unlike every other's on a page. words: the sentence. headings, rows: the table behind it, every cell in words.

    svg: a whole document with a viewBox. narrow: the same for a telephone. wide: the SVG's width against its height.
    """

    key: str
    title: str
    words: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    svg: str
    narrow: str = ""
    wide: float = 2.0


@dataclass
class Canvas:
    """Shapes on a sheet that grows downwards. width: WIDE or NARROW."""

    width: float
    shapes: list[str] = field(default_factory=list)
    height: float = 0

    @property
    def slim(self) -> bool:
        return self.width < WIDE

    def rect(self, x: float, y: float, width: float, height: float, fill: str, **more: str) -> None:
        self.shape("rect", x=x, y=y, width=max(width, 0), height=height, fill=fill, stroke=RULE, **more)

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str = RULE, **more: str) -> None:
        self.shape("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, **more)

    def circle(self, x: float, y: float, radius: float, fill: str) -> None:
        self.shape("circle", cx=x, cy=y, r=radius, fill=fill, stroke=INK)

    def path(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        self.shape("polygon", points=" ".join(f"{_short(x)},{_short(y)}" for x, y in points), fill=fill)
        self.height = max(self.height, *(y for _, y in points))

    def words(
        self, x: float, y: float, words: str, *, anchor="start", size=SIZE, bold=False, ink=INK
    ) -> None:
        """y: the line the letters stand on."""
        weight = {"font_weight": "bold"} if bold else {}
        attributes = {"x": x, "y": y, "font_size": size, "fill": ink, "text_anchor": anchor, **weight}
        self.shapes.append(
            f"<text{_said(attributes)} font-family={quoteattr(LETTERS)}>{escape(words)}</text>"
        )
        self.height = max(self.height, y + size * 0.4)

    def shape(self, tag: str, **attributes) -> None:
        self.shapes.append(f"<{tag}{_said(attributes)}/>")
        bottom = attributes.get("y", 0) + attributes.get("height", 0)
        self.height = max(self.height, bottom, attributes.get("y1", 0), attributes.get("y2", 0))

    def svg(self, key: str, title: str, words: str) -> str:
        key = f"{key}-narrow" if self.slim else key
        height = self.height + 4
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_short(self.width)} {_short(height)}" '
            f'width="{_short(self.width)}" height="{_short(height)}" role="img" '
            f'aria-labelledby="{key}-name {key}-words" focusable="false">'
            f'<title id="{key}-name">{escape(title)}</title><desc id="{key}-words">{escape(words)}</desc>'
            f"{''.join(self.shapes)}</svg>"
        )


def fitted(words: str, width: float, size: float = SIZE) -> str:
    """The words, cut where they would be wider than `width` units."""
    line, most = " ".join(words.split()), max(int(width / (size * LETTER)), 2)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def drawn(key: str, title: str, words: str, table, draw) -> Drawing:
    """A drawing at both widths. table: (headings, rows). draw: what puts its shapes on a Canvas."""
    headings, rows = table
    wide, slim = Canvas(WIDE), Canvas(NARROW)
    draw(wide)
    draw(slim)
    return Drawing(
        key,
        title,
        words,
        tuple(headings),
        tuple(tuple(row) for row in rows),
        wide.svg(key, title, words),
        slim.svg(key, title, words),
        round(WIDE / (wide.height + 4), 3),
    )


# --- Bars ---


@dataclass(frozen=True, slots=True)
class Stretch:
    """One kind of thing that is counted. fill: its colour."""

    key: str
    words: str
    fill: str


def bars(
    canvas: Canvas,
    stretches: Sequence[Stretch],
    rows: Iterable[tuple[str, Mapping[str, int]]],
    *,
    told: str = "",
) -> None:
    """A legend, and under it a bar a row: its name, its stretches with their numbers, its total. All on one scale.

    told: the key of a stretch whose number stands behind the total too, however small it is.
    """
    rows = list(rows)
    legend(canvas, stretches)
    left = 0 if canvas.slim else 280
    room = canvas.width - left - (44 if not told else 110)
    longest = max((sum(counts.values()) for _, counts in rows), default=0) or 1
    for name, counts in rows:
        y = canvas.height + 8
        if canvas.slim:
            canvas.words(0, y + SIZE, fitted(name, canvas.width))
            y += SIZE + 8
        else:
            canvas.words(left - 10, y + BAR * 0.7, fitted(name, left - 14), anchor="end")
        x = left + _bar(canvas, stretches, counts, left, y, room / longest)
        behind = f", {counts[told]:,} {told}" if counts.get(told) else ""
        canvas.words(x + 8, y + BAR * 0.7, f"{sum(counts.values()):,}{behind}", bold=True)


def legend(canvas: Canvas, stretches: Sequence[Stretch]) -> None:
    """What each colour is, in words, in as many lines as they need."""
    x, y = 0.0, canvas.height + 4
    for one in stretches:
        words = fitted(one.words, canvas.width - 30)
        needed = 22 + len(words) * SIZE * LETTER + 14
        if x and x + needed > canvas.width:
            x, y = 0.0, y + SIZE + 10
        canvas.rect(x, y, 14, 14, one.fill)
        canvas.words(x + 20, y + 12, words)
        x += needed
    canvas.height += 4


def _bar(canvas, stretches, counts, left: float, y: float, unit: float) -> float:
    """Its width. A number that has no room in its stretch is left to the table and the sentence."""
    x = 0.0
    for one in stretches:
        width = counts.get(one.key, 0) * unit
        if width:
            canvas.rect(left + x, y, width, BAR, one.fill)
            number = f"{counts[one.key]:,}"
            if width > len(number) * SIZE * LETTER + 4:
                canvas.words(left + x + width / 2, y + BAR * 0.7, number, anchor="middle")
        x += width
    return x


# --- Columns ---

TALL = 150


def columns(
    canvas: Canvas, stretches: Sequence[Stretch], posts: Sequence[tuple[str, str, Mapping[str, int]]]
):
    """A legend, and a column a post: words above it, its stretches, its name below. All on one scale."""
    legend(canvas, stretches)
    top = canvas.height + SIZE + 10
    most = max((sum(counts.values()) for _, _, counts in posts), default=0) or 1
    step = canvas.width / max(len(posts), 1)
    width = min(step * 0.6, 90)
    for place, (name, above, counts) in enumerate(posts):
        x, y = place * step + (step - width) / 2, top + TALL
        for one in stretches:
            height = counts.get(one.key, 0) * TALL / most
            if height:
                y -= height
                canvas.rect(x, y, width, height, one.fill)
                if height > SIZE + 1:
                    canvas.words(
                        x + width / 2, y + height / 2 + SIZE * 0.36, f"{counts[one.key]:,}", anchor="middle"
                    )
        size = 11 if canvas.slim else SIZE
        canvas.words(x + width / 2, y - 6, fitted(above, step, size), anchor="middle", size=size, bold=True)
        canvas.words(
            x + width / 2, top + TALL + SIZE + 5, fitted(name, step - 4, size), anchor="middle", size=size
        )
    canvas.line(0, top + TALL, canvas.width, top + TALL)


def _said(attributes: Mapping) -> str:
    return "".join(
        f" {name.replace('_', '-')}={quoteattr(_short(value))}" for name, value in attributes.items()
    )


def _short(value) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
