"""Two or three leads in one cell, told apart by the plan's own vocabulary of leads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

# Words that end the name of a group or of a post. After one of them a second name may begin without a separator.
GROUP_ENDS = {
    "group",
    "subgroup",
    "sub-group",
    "board",
    "panel",
    "committee",
    "partnership",
    "team",
    "network",
    "forum",
    "executive",
}
POST_ENDS = {
    "chair", "director", "officer", "manager", "lead", "executive", "head", "commissioner", "coordinator", "co-ordinator",
    "administrator", "member", "leader", "nurse", "doctor", "superintendent", "inspector", "principal", "headteacher",
}  # fmt: skip
BOARD_ACRONYM = re.compile(r"^[A-Z&]*(?:SCB|SAB|SCP|SP|SPP)$")
ACRONYM = re.compile(r"^[A-Z][A-Z&]{1,6}$")
_POST_OF = re.compile(r"(?:Head|Director|Chair|Leader|Member) (?:of|for) [A-Z]")
_HARD = re.compile(r"\s*(?:[\n;/|•]|,(?!\s*\d))\s*")
_AND = re.compile(r"\s+(?:and|&|\+)\s+")
_JOINED = re.compile(r"^(?:and|&|\+)\s+|\s+(?:and|&|\+)$")  # what a line break leaves of "PPG and QAG"
_JOINS = {"of", "for", "and", "&", "the", "in", "to", "-", "–"}


@dataclass(slots=True)
class Split:
    """leads in order; unsure: told apart by the shape of the words, not by names the plan uses alone."""

    leads: list[str]
    unsure: bool = False


class Vocabulary:
    """The names that stand alone in some cell of the plan."""

    def __init__(self, cells: Iterable[str]):
        parts = [part for cell in dict.fromkeys(cells) for part in hard_parts(cell)]
        self._alone = {_key(part) for part in parts}

    @cached_property
    def names(self) -> set[str]:
        """Names that are not themselves two other names side by side."""
        return {
            name for name in self._alone if len(self._known_pieces(name.split(), whole=False) or [""]) == 1
        }

    def knows(self, cell: str) -> bool:
        """Whether every name in a cell also stands alone somewhere."""
        parts = hard_parts(cell)
        return bool(parts) and all(_key(lead) in self._alone for lead in self.split(cell).leads)

    def split(self, cell: str) -> Split:
        """The leads one cell names, in its order."""
        leads: list[str] = []
        unsure = False
        for part in hard_parts(cell):
            found = self._split_part(part)
            leads += found.leads
            unsure |= found.unsure
        return Split(leads, unsure)

    def _split_part(self, part: str) -> Split:
        words = part.split()
        if len(words) == 1:
            return Split([part])
        if joined := self._joined_by_and(part):
            return joined
        if _key(part) not in self.names and (pieces := self._known_pieces(words, names=self.names)):
            return Split(pieces)
        shaped = self._shaped_pieces(words)
        return Split(shaped, unsure=len(shaped) > 1)

    def _joined_by_and(self, part: str) -> Split | None:
        sides = _AND.split(part)
        if len(sides) < 2 or not all(self._is_a_name(side) for side in sides):
            return None
        return Split(
            sides, unsure=not all(_key(side) in self._alone or ACRONYM.match(side) for side in sides)
        )

    def _is_a_name(self, words: str) -> bool:
        last = words.split()[-1].casefold()
        return (
            _key(words) in self._alone
            or bool(ACRONYM.match(words))
            or (" " in words and last in GROUP_ENDS | POST_ENDS)
        )

    def _known_pieces(
        self, words: list[str], *, whole: bool = True, names: set[str] | None = None
    ) -> list[str] | None:
        """The words cut into names the plan uses alone, in as few pieces as can be; None when they do not fit."""
        names = self._alone if names is None else names
        best: list[list[str] | None] = [[]] + [None] * len(words)
        for end in range(1, len(words) + 1):
            for start in range(end):
                before, piece = best[start], words[start:end]
                if before is None or (not whole and len(piece) == len(words)):
                    continue
                if _key(" ".join(piece)) not in names or (before and _belongs_to(before[-1], piece)):
                    continue
                so_far = best[end]
                if so_far is None or len(before) + 1 < len(so_far):
                    best[end] = [*before, " ".join(piece)]
        return best[len(words)]

    def _shaped_pieces(self, words: list[str]) -> list[str]:
        """Cut after a word that ends a post or a group, where what follows is a name in its own right."""
        for cut in range(1, len(words)):
            before, after = words[:cut], words[cut:]
            ends = before[-1].casefold() in GROUP_ENDS | POST_ENDS or (
                ACRONYM.match(before[-1]) and _key(" ".join(before)) in self.names
            )
            if (
                not ends
                or after[0].casefold() in _JOINS
                or not after[0][0].isupper()
                or _belongs_to(" ".join(before), after)
            ):
                continue
            rest = " ".join(after)
            if _key(rest) in self._alone or (
                len(after) > 1 and (after[-1].casefold() in GROUP_ENDS | POST_ENDS or _POST_OF.match(rest))
            ):
                return [" ".join(before), *self._split_part(rest).leads]
        return [" ".join(words)]


def hard_parts(cell: str) -> list[str]:
    """The cell cut where the writer cut it: at a line break, a slash, a semicolon, a comma between whole names."""
    parts = [_JOINED.sub("", " ".join(part.split())) for part in _HARD.split(cell)]
    return [part for part in parts if part and any(letter.isalnum() for letter in part)]


def _belongs_to(before: str, after: list[str]) -> bool:
    """ "LSCB" before "Business Manager", or "CSE Group" before "Chair", is part of one post's name."""
    last = after[-1].casefold()
    if last not in POST_ENDS:
        return False
    return bool(BOARD_ACRONYM.match(before)) or len(after) == 1


def _key(words: str) -> str:
    return " ".join(words.split()).casefold()
