"""What Safeboard prints after a plan: how dates moved, and the acronyms explained. Read back as that, and as no plan."""

from safeboard.plans.outline import Outline
from safeboard.plans.papers.layout import ACRONYMS, DATES_MOVED, OR
from safeboard.plans.reading.lines import Line


def take_endings(parts: list, outline: Outline) -> list:
    """The parts without the entries of our own endings, which go to the outline; any other words there stay lines."""
    kept, ending = [], ""
    for part in parts:
        if not isinstance(part, Line):
            kept.append(part)
            ending = ""
        elif part.text in (DATES_MOVED, ACRONYMS):
            ending = part.text
        elif not _taken(part, ending, outline):
            kept.append(part)
    return kept


def _taken(line: Line, ending: str, outline: Outline) -> bool:
    words = " ".join(line.text.split())
    if ending == DATES_MOVED and " → " in words:
        outline.dates_moved.append(words)
    elif ending == ACRONYMS and line.form == "paragraph" and ": " in words:
        acronym, _, meanings = words.partition(": ")
        outline.glossary[acronym] = meanings.split(OR)
    else:
        return False
    return True
