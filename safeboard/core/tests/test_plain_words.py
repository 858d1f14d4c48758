"""Syllables, sentences and reading age, against texts counted by hand."""

import pytest

from safeboard.core.plain_words import ease_of, long_sentences, sentences_of, syllables, words_of

CAT = "The cat sat on the mat."
BOARD = (
    "The board met in May. It asked every agency what it had done for young children, and who had listened."
)

BY_HAND = {
    "board": 1,
    "children": 2,
    "agency": 3,
    "agencies": 3,
    "safeguarding": 4,
    "people": 2,
    "reviewed": 2,
    "completed": 3,
    "asked": 1,
    "agreed": 2,
    "created": 3,
    "services": 3,
    "procedures": 3,
    "evaluation": 5,
    "idea": 3,
    "area": 3,
    "violence": 3,
    "quiet": 2,
    "social": 2,
    "school": 1,
    "updates": 2,
    "safely": 2,
    "little": 2,
    "rules": 1,
    "the": 1,
    "child’s": 1,
    "Children": 2,
}


@pytest.mark.parametrize(("word", "count"), BY_HAND.items())
def test_a_word_has_the_syllables_it_is_spoken_with(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("acronym", "count"), [("CSE", 3), ("TWFD", 6), ("PPPG", 4), ("MASH", 1), ("LADO", 2)]
)
def test_an_acronym_is_spelled_out_unless_it_can_be_spoken(acronym, count):
    assert syllables(acronym) == count


def test_a_small_text_is_counted_as_by_hand():
    ease = ease_of([CAT])

    # 6 words of one syllable in one sentence: 0.39 × 6 + 11.8 × 1 − 15.59 = −1.45
    assert (ease.sentences, ease.words, ease.syllables, ease.grade, ease.age) == (1, 6, 6, -1.4, 5)


def test_two_sentences_are_counted_as_by_hand():
    ease = ease_of([BOARD])

    # 5 + 15 words; 5 + (1 1 3 3 1 1 1 1 1 1 2 1 1 1 2) = 26 syllables: 0.39 × 10 + 11.8 × 1.3 − 15.59 = 3.65
    assert (ease.sentences, ease.words, ease.syllables) == (2, 20, 26)
    assert (ease.grade, ease.age) == (3.7, 9)


def test_no_words_have_no_grade():
    assert (ease_of([]).grade, ease_of(["12 %"]).words) == (0.0, 0)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("Ask partners, e.g. the police, and Dr. Shah.", 1),
        ("It rose by 1.5 points. We know why.", 2),
        ("First line\nsecond line", 2),
        ("12 of 14; seven late", 2),
        ("“Are we heard?” They said so.", 2),
        ("…", 0),
    ],
)
def test_sentences_are_found(text, count):
    assert len(list(sentences_of(text))) == count


def test_figures_are_no_words():
    assert words_of("12 of the 14 met in 2016") == ["of", "the", "met", "in"]


def test_a_sentence_of_twenty_five_words_is_not_long_and_one_more_is():
    fits, long = " ".join(["word"] * 25) + ".", " ".join(["more"] * 26) + "."

    assert long_sentences([f"{fits} {long}".replace(". more", ". More")]) == [long.capitalize()]
