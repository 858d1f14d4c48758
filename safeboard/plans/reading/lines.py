"""The words between the tables: what the plan is, and what each priority is for."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from safeboard.core.reading.blocks import Block, Heading, Item, Paragraph, Row, Sheet
from safeboard.core.reading.colour import hue
from safeboard.plans.due import Kind, read_due, read_month
from safeboard.plans.outline import Doubt, Outline, PriorityLine
from safeboard.plans.rating import read_legend, read_marks
from safeboard.plans.reading.marks import counted_heading, first_sentence, is_outcomes_heading


@dataclass(slots=True)
class Line:
    """form: "heading", "paragraph", "item" or "sheet". cells: the filled cells of a row outside the plan's tables."""

    text: str
    form: str
    place: str
    cells: list[str] = field(default_factory=list)
    marker: str = ""  # of an item, as shown: "3."
    banner: bool = False  # one cell over the whole width of the plan's table, which counts no priority


def as_written(line: Line) -> str:
    """The line with its number, where it has one: "3. Who we are"."""
    return f"{line.marker} {line.text}" if any(map(str.isalnum, line.marker)) else line.text


_BULLET = re.compile(r"^\s*(?:[•▪●◦·*–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")


def line_of(block: Block) -> Line:
    """A block outside the tables as a line; a row as the words of its cells."""
    match block:
        case Heading():
            return Line(block.text, "heading", block.place)
        case Sheet():
            return Line(block.name, "sheet", block.place)
        case Item():
            return Line(block.text, "item", block.place, marker=block.marker)
        case Row():
            words, cells = " ".join(_cell_words(block)), [cell.text for cell in block.cells if cell.text]
            line = _typed(words, block.place) if len(cells) == 1 else Line(words, "paragraph", block.place)
            return replace(line, cells=cells)
        case Paragraph():
            return _typed(block.text, block.place)


def _typed(text: str, place: str) -> Line:
    """A list typed by hand ("• Neglect", "1. Robust ...") is a list all the same."""
    if counted_heading(text) is None and (bullet := _BULLET.match(text)):
        return Line(text[bullet.end() :], "item", place, marker=bullet[0].strip())
    return Line(text, "paragraph", place)


def _cell_words(row: Row) -> list[str]:
    """The words of a row's cells; a coloured cell of a legend says its colour first, also for the cell beside it."""
    filled = [cell for cell in row.cells if cell.text]
    coloured = [hue(cell.fill) for cell in filled]
    patches = [hue(cell.fill) for cell in row.cells if not cell.text and hue(cell.fill)]
    if len(filled) == 1 and len(patches) == 1 and not coloured[0]:
        return [f"{patches[0].capitalize()}: {filled[0].text};"]
    if len(filled) == 2 and filled[0].text.casefold() in COLOUR_WORDS:
        return [f"{filled[0].text}: {filled[1].text};"]
    named = [name for name in coloured if name]
    if not named or len(set(named)) < len(named):  # no legend says one colour twice
        return [cell.text for cell in filled]
    return [
        f"{name.capitalize()}: {cell.text};" if name and name not in cell.text.casefold() else cell.text
        for cell, name in zip(filled, coloured, strict=True)
    ]


COLOUR_WORDS = {"red", "amber", "yellow", "green", "blue", "r", "a", "g", "b"}
_UPDATED = re.compile(
    r"^\W*(?:last |plan )?(?:updated?|as at|as of|position (?:at|as at)|progress (?:at|to)|reviewed|version|date)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:business|action|strategic|improvement|delivery|work|annual|implementation)\s+(?:and \w+ )?(?:plan|programme)\b|\bplan\b.*\b20\d\d",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*(?:[-/–—]|to)\s*(?:(?:19|20)?\d\d)\b|\b20\d\d\b")
_NAME = r"[A-Z][\w&’'.-]*"
_BOARD = re.compile(
    rf"(?:{_NAME},? (?:(?:and|&|of|upon|with|the) )?)*"
    r"Safeguarding (?:(?:Children['’]?s?|Child|Adults?['’]?|Young People|and|&) )*(?:Board|Partnership)"
    rf"(?: (?:for|in|of) {_NAME}(?:,? (?:(?:and|&|of|upon|with|the) )?{_NAME})*)?"
)
_NOT_THE_NAME = re.compile(r"^(?:As|The|Our|This|We|A|In|For|Welcome to)\s+(?:the\s+)?")


def board_in(text: str) -> str:
    """The name of a safeguarding board or partnership in a text, or ""."""
    found = _BOARD.search(text[:600])
    return _NOT_THE_NAME.sub("", found[0]).rstrip(".,") if found else ""


def read_front(lines: list[Line], outline: Outline) -> None:
    """Title, board, month, legend and purpose from the lines before the first priority."""
    for line in lines:
        if not _take_row(line, outline) and not _take_front(line, outline):
            outline.purpose.append(as_written(line))
    outline.board = outline.board or next((name for line in lines if (name := board_in(line.text))), "")
    titles = [words for words in outline.purpose if len(read_legend(words)) < 2]
    if not outline.title and titles:
        outline.title = titles[0]
        outline.purpose.remove(titles[0])
    _take_years(outline)


def _take_row(line: Line, outline: Outline) -> bool:
    """A row of a front page whose cells each say one thing: "Business Plan 2015-18" | "Updated March 2016"."""
    cells = [Line(text, "paragraph", line.place) for text in line.cells]
    if len(cells) < 2 or not all(map(is_front, cells)):
        return False
    for cell in cells:
        if not _take_front(cell, outline):
            outline.purpose.append(cell.text)
    return True


def take_late(lines: list[Line], outline: Outline, *, marks: bool = True) -> list[Line]:
    """The lines without those that say of the plan what it has not said yet: its month, legend or board, or its marks."""
    return [line for line in lines if not _take_late(line, outline, marks)]


def _take_late(line: Line, outline: Outline, marks: bool) -> bool:
    if line.form in ("item", "sheet") or counted_heading(line.text):
        return False
    if marks and not read_legend(line.text) and len(read_marks(line.text)) > 1:
        outline.purpose.append(line.text)
        return True
    titled = replace(outline, title=outline.title or "Plan")
    if not _take_front(line, titled):
        return False
    outline.updated, outline.updated_written = titled.updated, titled.updated_written
    outline.legend, outline.board = titled.legend, titled.board
    return True


def _take_front(line: Line, outline: Outline) -> bool:
    text = line.text
    legend = read_legend(text)
    if not outline.legend and (len(legend) > 1):
        outline.legend = legend
        if _says_more(text, legend):
            outline.purpose.append(text)
        return True
    if not outline.updated and _UPDATED.match(text) and len(text) < 80 and (month := read_month(text)):
        outline.updated, outline.updated_written = month, text
        return True
    if not outline.board and len(text) < 150 and board_in(text) == text:
        outline.board = text
        return True
    if not outline.title and len(text) < 160 and line.form != "item" and _TITLE.search(text):
        outline.title = text
        return True
    return line.form == "sheet"


_WORD = re.compile(r"[^\W\d]\w*|\d{3,}|(?<=: )\d+")
_OF_A_LEGEND = {
    "key", "legend", "to", "rag", "brag", "rating", "ratings", "status", "colour", "colours", "code", "is",
}  # fmt: skip


def _says_more(text: str, legend: dict[str, str]) -> bool:
    """Whether a line with a legend has words beside it, which must not be lost."""
    told = Counter(_WORD.findall(" ".join(legend.values()).casefold()))
    colours = {
        *legend,
        *(rating[0] for rating in legend),
        *(["yellow", "orange"] if "amber" in legend else []),
    }
    return bool({*(Counter(_WORD.findall(text.casefold())) - told)} - colours - _OF_A_LEGEND)


def _take_years(outline: Outline) -> None:
    if found := _YEARS.search(outline.title):
        due = read_due(found[0])
        if due.kind == Kind.WINDOW:
            outline.starts, outline.ends = due.earliest, due.latest


def known_front(line: Line, outline: Outline) -> bool:
    """A line that repeats what the front has said already: a running head, the legend over each table."""
    words = _key(line.text)
    said = [outline.title, outline.board, outline.updated_written, *outline.purpose]
    return words in map(_key, said) or (bool(outline.legend) and read_legend(line.text) == outline.legend)


def split_front(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """(lines about the plan, lines that open its first priority), where nothing opened one before."""
    for at, line in enumerate(lines):
        if line.form != "item" and counted_heading(line.text):
            return lines[:at], lines[at:]
    if sheets := [at for at, line in enumerate(lines) if line.form == "sheet"]:
        after = lines[sheets[-1] + 1 :]
        front = [line for line in after if is_front(line)]
        return lines[: sheets[-1]] + front, [
            lines[sheets[-1]],
            *(line for line in after if line not in front),
        ]
    end = next((at for at, line in enumerate(lines) if is_outcomes_heading(line.text)), len(lines))
    while end and lines[end - 1].form == "item":
        end -= 1
    start = next(
        (at for at in range(end - 1, -1, -1) if lines[at].form == "heading" and not is_front(lines[at])),
        None,
    )
    if start is None and end and not is_front(lines[end - 1]):
        start = end - 1
    return (lines, []) if start is None else (lines[:start], lines[start:])


def is_front(line: Line) -> bool:
    """Whether a line says what plan it is, and not what a priority is."""
    return _take_row(line, Outline()) or _take_front(line, Outline())


def read_priorities(lines: list[Line], outline: Outline, doubts: list[Doubt]) -> None:
    """Add a priority for each heading or bare aim among these lines; the last is the one the next table belongs to."""
    lines = [line for line in lines if not known_front(line, outline)]
    if any(counted_heading(line.text) for line in lines if line.form != "sheet"):
        lines = [line for line in lines if line.form != "sheet"]
    opened: PriorityLine | None = None
    by_sheet: PriorityLine | None = None
    outcomes = False
    for line in lines:
        counted = counted_heading(line.text) if line.form != "item" else None
        if _repeats(line, outline):
            opened = outline.priorities[-1]
        elif is_outcomes_heading(line.text):
            opened, outcomes = opened or open_priority(outline, line), True
        elif counted or opened is None or line.form == "sheet":
            opened, outcomes = open_priority(outline, line, counted), False
            by_sheet = opened if line.form == "sheet" else None
        elif line.form != "item" and by_sheet is opened and _is_cut(opened, line):
            opened.title = line.text
        elif outcomes and (line.form == "item" or not opened.outcomes):
            opened.outcomes.append(line.text)
        elif line.form == "item":
            opened.focus.append(line.text)
        else:
            _add_aim(opened, line)


def _is_cut(opened: PriorityLine, line: Line) -> bool:
    """Excel cuts the names of sheets at 31 letters: the line under it has the whole."""
    whole, cut = _key(line.text), _key(opened.title.rstrip("…."))
    return bool(cut) and not opened.aim and whole.startswith(cut)


def open_priority(outline: Outline, line: Line, counted: tuple[str, str] | None = None) -> PriorityLine:
    """A new priority at the end of the plan, named by a line. counted: what `counted_heading` found in it."""
    priority = PriorityLine(place=line.place, number=str(len(outline.priorities) + 1))
    outline.priorities.append(priority)
    if counted:
        priority.number, priority.title = counted
        priority.heading = "" if priority.title else line.text
    elif line.form == "item":
        priority.focus.append(line.text)
    elif line.form == "paragraph":
        priority.title, priority.aim = first_sentence(line.text)
    elif not is_outcomes_heading(line.text):
        priority.title = line.text
    return priority


def _add_aim(priority: PriorityLine, line: Line) -> None:
    if not priority.title:
        priority.title, priority.aim = (
            (line.text, "") if line.form == "heading" else first_sentence(line.text)
        )
    else:
        priority.aim = f"{priority.aim}\n{line.text}".strip()


def _repeats(line: Line, outline: Outline) -> bool:
    """The heading of the priority we are in, printed again at the top of a page."""
    if not outline.priorities:
        return False
    now = outline.priorities[-1]
    text = re.sub(r"\s*\(?cont(?:inued|['’]?d)?\.?\)?$", "", line.text, flags=re.IGNORECASE)
    counted = counted_heading(text)
    if counted and counted[0] == now.number and _key(counted[1]) in ("", _key(now.title)):
        return bool(now.issues) or text != line.text
    return bool(now.issues) and _key(text) in (_key(now.title), _key(now.heading)) and bool(text)


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
