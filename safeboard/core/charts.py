"""Bars for pages: pure geometry, in per cent of the width, that `components/chart.html` draws as SVG.

Per cent, so that a bar shrinks on a telephone while its numbers stay readable. Each bar has a sentence for those
who do not see it, and the chart has a table behind it. All bars share one scale: the longest is 100.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

RATING_NAMES = {"red": "Red", "amber": "Amber", "green": "Green", "blue": "Blue"}
ROOM_FOR_A_NUMBER = 5  # per cent of the width; about 16 pixels on the narrowest telephone


@dataclass(frozen=True, slots=True)
class Series:
    """key: also its CSS class, `sb-bar--red`. words: what the legend and the table say."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Segment:
    """left, width and middle: per cent of the whole width. label: the number, "" where it has no room."""

    key: str
    left: float
    width: float
    label: str

    @property
    def middle(self) -> float:
        return round(self.left + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """key: unique on the page. counts: one number for each series. words: the bar as a sentence."""

    key: str
    name: str
    counts: list[int]
    segments: list[Segment]
    words: str
    href: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Chart:
    """of: what a bar stands for ("Priority", "Lead"), as the table's first heading."""

    key: str
    title: str
    of: str
    series: list[Series]
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Row:
    """One bar to be: how many of each series. href: where its name leads."""

    name: str
    counts: Mapping[str, int] = field(default_factory=dict)
    href: str = ""


def rating_bars(*, key: str, title: str, of: str, legend: Mapping[str, str], rows: Iterable[Row]) -> Chart:
    """Ratings of each priority. counts: by "red", "amber", "green", "blue" and "" (not rated).

    legend: what each rating means to this board. A rating without meaning or actions is left out.
    """
    rows = [
        Row(row.name, {rating or "none": n for rating, n in row.counts.items()}, row.href) for row in rows
    ]
    met = {rating for row in rows for rating, n in row.counts.items() if n}
    series = [
        Series(rating, f"{name}: {legend[rating]}" if legend.get(rating) else name)
        for rating, name in RATING_NAMES.items()
        if rating in met or legend.get(rating)
    ]
    if "none" in met:
        series.append(Series("none", "Not rated"))
    return stacked_bars(key=key, title=title, of=of, series=series, rows=rows)


def load_bars(*, key: str, title: str, of: str, rows: Iterable[Row]) -> Chart:
    """How much each lead carries. counts: by "late" and "open"."""
    series = [Series("late", "Late"), Series("open", "Not late")]
    return stacked_bars(key=key, title=title, of=of, series=series, rows=rows)


def stacked_bars(*, key: str, title: str, of: str, series: list[Series], rows: Iterable[Row]) -> Chart:
    rows = list(rows)
    longest = max((sum(row.counts.get(one.key, 0) for one in series) for row in rows), default=0)
    bars = [_bar(f"{key}-{number}", row, series, longest) for number, row in enumerate(rows, 1)]
    return Chart(key, title, of, series, bars)


def _bar(key: str, row: Row, series: list[Series], longest: int) -> Bar:
    counts = [row.counts.get(one.key, 0) for one in series]
    segments, so_far = [], 0
    for one, count in zip(series, counts, strict=True):
        if count:
            left, width = _per_cent(so_far, longest), _per_cent(count, longest)
            segments.append(Segment(one.key, left, width, str(count) if width >= ROOM_FOR_A_NUMBER else ""))
        so_far += count
    return Bar(key, row.name, counts, segments, _sentence(series, counts), row.href)


def _per_cent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2)


def _sentence(series: list[Series], counts: list[int]) -> str:
    """ "3 Red: Off target, 4 Green: Complete; 7 in all." """
    said = [f"{count} {one.words}" for one, count in zip(series, counts, strict=True) if count]
    return f"{', '.join(said)}; {sum(counts)} in all." if said else "None."
