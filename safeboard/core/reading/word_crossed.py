"""Crossed-out words, in Word, Excel and HTML alike: taken back, so left out, and never without saying so.

A reader wraps crossed-out words in two marks as it gathers a cell or paragraph; when the whole is there,
`as_read` takes the marks out again. The marks are Unicode noncharacters, kept for use inside a program.
"""

import re
from typing import NamedTuple

from safeboard.core.reading.blocks import fold

BEGIN, END = "\ufdd0", "\ufdd1"
ONE = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")
BETWEEN = re.compile(rf"{END}(\s*){BEGIN}")
POINTS = " \n.,;:-\u2013\u2014"


class AsRead(NamedTuple):
    """text: without marks, folded. sentence: what to say, "" where nothing is crossed out. wholly: all of it is."""

    text: str
    sentence: str = ""
    wholly: bool = False

    @property
    def partly(self) -> bool:
        return bool(self.sentence) and not self.wholly


def crossed_out(words: str) -> str:
    """The words between marks; marks that they hold already are taken out."""
    return f"{BEGIN}{_bare(words)}{END}" if words.strip() else words


def as_read(text: str) -> AsRead:
    """A cell or paragraph without its crossed-out words.

    One that is crossed out to the last word is kept: boards strike a row through when it is done, and
    the action would be lost.
    """
    if BEGIN not in text and END not in text:
        return AsRead(text)
    text = BETWEEN.sub(r"\1", text)
    gone = [words for found in ONE.findall(text) if (words := " ".join(found.split()))]
    left, whole = fold(_bare(ONE.sub(_gap, text))), fold(_bare(text))
    if not gone:
        return AsRead(whole)
    if not left.strip(POINTS):
        return AsRead(
            whole, f"“{' '.join(whole.split())}” is crossed out there; it was read all the same.", True
        )
    said = " and ".join(f"“{words}”" for words in gone)
    ending = "is crossed out there, so it was" if len(gone) == 1 else "are crossed out there, so they were"
    return AsRead(left, f"{said} {ending} left out.")


def after(marker: str, text: str) -> str:
    """A shown number before its line; the number of a line that is wholly crossed out goes with it."""
    line = f"{marker} {text}".strip()
    return crossed_out(line) if marker and as_read(text).wholly else line


def _gap(found: re.Match[str]) -> str:
    """The white space that crossed-out words leave behind, so that their neighbours do not run together."""
    words = found[1]
    if "\n" in words:
        return "\n"
    return " " if words != words.strip() else ""


def _bare(text: str) -> str:
    return text.replace(BEGIN, "").replace(END, "")
