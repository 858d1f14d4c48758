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


def written_out(text: str, glossary: Mapping[str, list[str]], seen: set[str]) -> str:
    """The text with each acronym written out where it first stands: "Multi-Agency Safeguarding Hub (MASH)".

    seen: the acronyms written out before; those of this text are added. One with several meanings stays as it is, since
    which is meant nobody can tell, and so does one that the text itself explains.
    """
    known = {acronym: meanings[0] for acronym, meanings in glossary.items() if len(meanings) == 1}
    if not known:
        return text

    def said(found: re.Match) -> str:
        acronym = found[0]
        explained = known[acronym].casefold() in text.casefold()
        if acronym in seen or explained:
            seen.add(acronym)
            return acronym
        seen.add(acronym)
        return f"{known[acronym]} ({acronym})"

    return pattern_of(tuple(known)).sub(said, text)
