"""Words and what they stand on differ enough in brightness: 4.5 to 1, WCAG 2.2, 1.4.3 (3 to 1 for shapes, 1.4.11)."""

import re
from pathlib import Path

import pytest

import safeboard.core

STYLES = (Path(safeboard.core.__file__).parent / "static" / "core" / "safeboard.css").read_text()
COLOURS = dict(re.findall(r"--(sb-[a-z-]+): (#[0-9a-f]{6});", STYLES)) | {"white": "#ffffff"}

WORDS_ON = [
    ("sb-ink", "white"), ("sb-ink", "sb-plum-pale"), ("sb-ink", "sb-teal-pale"),
    ("sb-ink-soft", "white"), ("sb-ink-soft", "sb-plum-pale"), ("sb-plum-soft", "white"),
    ("sb-plum", "white"), ("sb-plum", "sb-plum-pale"), ("white", "sb-plum"),
    ("sb-teal", "white"), ("sb-teal", "sb-plum-pale"), ("white", "sb-teal"), ("white", "sb-teal-deep"),
    ("sb-red-ink", "sb-red-pale"), ("sb-red-ink", "white"), ("sb-amber-ink", "sb-amber-pale"),
    ("sb-green-ink", "sb-green-pale"), ("sb-blue-ink", "sb-blue-pale"), ("sb-none-ink", "sb-none-pale"),
    ("white", "sb-red"), ("sb-ink", "sb-amber"), ("white", "sb-green"), ("white", "sb-blue"),
    ("sb-ink", "sb-none"), ("white", "sb-plum-soft"),
]  # fmt: skip


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted([brightness(COLOURS[one]), brightness(COLOURS[other])])
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21_to_1():
    assert (brightness("#ffffff") + 0.05) / (brightness("#000000") + 0.05) == pytest.approx(21)


@pytest.mark.parametrize(("words", "ground"), WORDS_ON)
def test_words_can_be_read_on_their_ground(words, ground):
    assert contrast(words, ground) >= 4.5


@pytest.mark.parametrize("gone", re.findall(r"var\(--(sb-[a-z-]+)\)", STYLES))
def test_every_colour_that_is_used_is_there(gone):
    assert gone in COLOURS
