"""How hard words are to read: syllables, sentences, a reading age. British English; an estimate, as all such are. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import pyphen

LONG_SENTENCE = 25
"""Words above which a sentence is long: GOV.UK's own rule for content."""
SCHOOL_STARTS = 5
"""A grade of the American school added to this is about the age of its pupils."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[^a-z\s])|\n+|;\s+")
_SHORT_FORM = re.compile(r"\b(?:e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|St|No|vs)\.(?=\s)")
_VOWELS = re.compile(r"[aeiouy]+")
_TWO_SOUNDS = re.compile(
    r"(?<![tscgqx])i(?:a|o(?!u))|(?<![gq])u(?:a|ou?(?=[^aeiou]|$))|(?<![hp])eo(?=[^aeiou]|$)|ie(?=t)|(?<=cr)ea(?=t)|ia$|ea$"
)
_MUTE = re.compile(
    r"(?<![aeiouylr])e$|(?<=[aeiouy])[lr]e$|(?<![tde])ed$|(?<![aeiousxz])(?<!ch)(?<!sh)(?<![cg])es$|(?<=[a-z])e(?=ly$|ment|ful|less|ness)"
)


@dataclass(frozen=True, slots=True)
class Ease:
    """grade: Flesch and Kincaid's. age: of a pupil who reads it with ease, in whole years."""

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        if not self.words:
            return 0.0
        return round(0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59, 1)

    @property
    def age(self) -> int:
        return max(SCHOOL_STARTS, SCHOOL_STARTS + round(self.grade))


def ease_of(texts: Iterable[str]) -> Ease:
    """How easily texts read; each begins a sentence of its own."""
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    words = [word for sentence in sentences for word in words_of(sentence)]
    return Ease(len(sentences), len(words), sum(map(syllables, words)))


def sentences_of(text: str) -> Iterator[str]:
    """The sentences that have a word in them. A line, and what stands before a semicolon, count as one."""
    told = _SHORT_FORM.sub(lambda found: found[0][:-1], text)
    yield from (said.strip() for said in _ENDS.split(told) if _WORD.search(said))


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def long_sentences(texts: Iterable[str], limit: int = LONG_SENTENCE) -> list[str]:
    """The sentences of more words than `limit`, in their order."""
    return [said for text in texts for said in sentences_of(text) if len(words_of(said)) > limit]


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables as spoken: groups of vowels, and never fewer than the places where British printers break the word.

    An acronym is spelled out, a syllable a letter ("W" has three); one with a vowel inside is spoken as a word.
    """
    if word.isupper() and 1 < len(word) <= 5 and not re.search(r"[AEIOU]", word[1:-1]):
        return sum(3 if letter == "W" else 1 for letter in word)
    small = re.sub(r"['’]s?", "", word.casefold())
    heard = len(_VOWELS.findall(small)) + len(_TWO_SOUNDS.findall(small)) - len(_MUTE.findall(small))
    return max(1, heard, len(_breaks().positions(small)) + 1)


@cache
def _breaks() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")
