"""Sets one paper as a PDF and ends: its words come as JSON on standard input, the file goes to standard output.

Run by `pdf.py` as a process of its own; imports nothing of Safeboard, so that it begins quickly.

Letters come from Open Sans and, where it lacks one, from the fonts inside typst; a character that none of them has is
printed as its code, "[U+4E2D]", because PDF/UA allows no empty box in its place.
"""

import re
import sys
from pathlib import Path

import ttf_opensans
import typst

TEMPLATE = Path(__file__).with_name("paper.typ")
FONTS = typst.Fonts(
    include_system_fonts=False, font_paths=[str(Path(str(ttf_opensans.OPENSANS_REGULAR.path)).parent)]
)
UNUSUAL = re.compile(r"[^\x00-\u024f]")
TRIES = 4
"""How often typst is asked which characters it lacks before every unusual one is printed as its code."""


def typeset(words: str) -> bytes:
    """The PDF file. words: the paper as JSON, as `pdf.py` makes it."""
    for _ in range(TRIES):
        try:
            return compiled(words)
        except typst.TypstError as error:
            lacking = _lacking(error)
            if not lacking:
                raise
            words = coded(words, lacking)
    return compiled(coded(words, set(UNUSUAL.findall(words))))


def compiled(words: str) -> bytes:
    compiler = typst.Compiler(TEMPLATE, font_paths=FONTS, sys_inputs={"paper": words})
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("typst made something other than one PDF")
    return made


def _lacking(error: typst.TypstError) -> set[str]:
    """The characters of the texts that typst says it cannot show."""
    shown = re.findall(r'the text `"(.*?)"` could not be displayed', f"{error.message}\n{error.diagnostic}")
    return {letter for text in shown for letter in _unescaped(text) if ord(letter) > 0x7E}


def _unescaped(text: str) -> str:
    r"""typst names some characters as Rust does: "\u{e000}"."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), text)


def coded(words: str, lacking: set[str]) -> str:
    return "".join(f"[U+{ord(letter):04X}]" if letter in lacking else letter for letter in words)


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode()))
