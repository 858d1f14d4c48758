"""What the pages of a PDF hold beside their words: pictures, comments, form fields, writing that was left out."""

from collections.abc import Iterator

from pdfminer.pdftypes import resolve1

from safeboard.core.reading.pdf_page import UNKNOWN, Leaf
from safeboard.core.reading.pdf_tags import as_dict, name_of, words_of

PICTURE = 0.25  # of a page
LONGEST = 300  # letters of what a note quotes


def page_notes(pages: list[Leaf]) -> list[tuple[str, str]]:
    return [(f"page {leaf.number}", sentence) for leaf in pages for sentence in sentences(leaf)]


def sentences(leaf: Leaf) -> Iterator[str]:
    if leaf.slanted:
        yield f"Slanted or turned words were left out: {quoted(leaf.slanted)}."
    words = [char for char in leaf.chars if char.text != " "]
    if not words and leaf.pictured > PICTURE:
        yield "The page is a picture: its words cannot be read."
    unknown = sum(char.text == UNKNOWN for char in words)
    if unknown > max(20, 0.05 * len(words)):
        yield f"The file does not say what {unknown} of its letters mean."
    for annotation in resolve1(leaf.attached) or []:
        yield from said_by(as_dict(annotation))


def said_by(annotation: dict) -> Iterator[str]:
    """What a comment says, or what a field of a form holds: neither is among the words of the page."""
    kind = name_of(annotation.get("Subtype"))
    comment = " ".join(words_of(annotation.get("Contents")).split())
    if comment and kind not in ("Link", "Popup", "Widget"):
        yield f"A comment says {quoted(comment)}."
    if kind == "Widget":
        field = annotation if "V" in annotation else as_dict(annotation.get("Parent"))
        value = " ".join((words_of(field.get("V")) or name_of(field.get("V"))).split())
        if value and value != "Off":
            yield f"A field of a form holds {quoted(value)}."


def quoted(text: str) -> str:
    return f"“{text if len(text) <= LONGEST else text[:LONGEST] + '…'}”"
