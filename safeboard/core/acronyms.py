"""Acronyms in words: where they stand, and which of a board's glossary a text uses. No Django here."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache


@lru_cache(maxsize=64)
def pattern_of(acronyms: tuple[str, ...]) -> re.Pattern:
    """Whole words only, "&" being part of a word. Tried only where a word begins, so the time grows with the text."""
    longest_first = "|".join(re.escape(each) for each in sorted(acronyms, key=len, reverse=True))
    firsts = "".join(re.escape(letter) for letter in sorted({each[0] for each in acronyms if each}))
    return re.compile(rf"(?=[{firsts}])(?<![\w&])(?:{longest_first})(?![\w&])")


def used_in(texts: Iterable[str], glossary: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The part of the glossary whose acronyms stand in these texts, in the glossary's order. Capitals count."""
    if not glossary:
        return {}
    found = set(pattern_of(tuple(glossary)).findall("\n".join(texts)))
    return {acronym: list(meanings) for acronym, meanings in glossary.items() if acronym in found}
