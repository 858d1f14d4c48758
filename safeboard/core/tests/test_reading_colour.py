import pytest

from safeboard.core.reading.colour import doubtful, hue, mixed, normal, tinted, word_theme


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("FF0000", "#ff0000"),
        ("#Ff0000", "#ff0000"),
        ("#f00", "#ff0000"),
        ("FFFF0000", "#ff0000"),
        ("00FF0000", "#ff0000"),
        ("ffffff", ""),
        ("auto", ""),
        ("", ""),
        (None, ""),
        ("red\0", ""),
    ],
)
def test_a_colour_is_written_one_way(written, colour):
    assert normal(written) == colour


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#ff0000", "red"),
        ("#c00000", "red"),
        ("#ff7c80", "red"),
        ("#ff0066", "red"),
        ("#ffc000", "amber"),
        ("#ffff00", "amber"),
        ("#ed7d31", "amber"),
        ("#00b050", "green"),
        ("#92d050", "green"),
        ("#c6efce", "green"),
        ("#00b0f0", "blue"),
        ("#0070c0", "blue"),
        ("#7030a0", ""),
        ("#808080", ""),
        ("#000000", ""),
        ("#f2f2f2", ""),
        ("#fffafa", ""),
        ("", ""),
    ],
)
def test_the_usual_colours_have_the_hue_people_call_them_by(colour, name):
    assert hue(colour) == name


def test_only_an_orange_red_is_doubtful():
    assert [doubtful(colour) for colour in ("#ff0000", "#ff4a00", "#ffc000", "")] == [
        False,
        True,
        False,
        False,
    ]


def test_excels_tint_lightens_and_darkens():
    assert [tinted("#4472c4", amount) for amount in (0, 0.4, -0.25)] == ["#4472c4", "#8faadc", "#2f5597"]
    assert tinted("#ffffff", -0.25) == "#bfbfbf"


def test_words_tint_and_shade_are_two_hex_digits():
    assert word_theme("#4472c4", "99", None) == "#8faadc"
    assert word_theme("#4472c4", None, "BF") == "#2f5496"
    assert word_theme("#4472c4", None, None) == "#4472c4"


def test_a_pattern_is_mixed_by_its_share():
    assert mixed("#ff0000", "", 0.25) == "#ffbfbf"
