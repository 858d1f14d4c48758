"""What a plan's paper says, worked out once, so that Word, PDF, Excel and HTML all hold the same words.

The order of a paper, from the top. Anything the outline has no words for is left out, never named.

 1. board      a paragraph of its own, *above* the title (nothing else stands there)
 2. title      a heading of level 1, the only one of its level
 3. updated    a paragraph: `updated_written` as typed, with "Updated " before it where it does not say so;
               "Updated March 2016" where there is only the date
 4. years      a paragraph, only where the title does not give them as two April-to-March years:
               "From 1 January 2025 to 31 December 2027", "From 1 April 2025", "To 31 March 2028"
 5. legend     a paragraph: "Red: Off Target; Amber: On Target; Green: Complete", each on its colour
 6. purpose    a paragraph each
 7. each priority
    heading    level 2 (level 1 where the plan has no title). The heading as typed where the board's
               only counts ("Key Priority 1"), else "Priority 1: Title", "Priority 1", or "Title"
    aim        paragraphs. Under a heading that only counts, the first begins with the title: "Title. Aim"
               as one paragraph where the title ends as a sentence does, else as two
    focus      a bulleted list
    outcomes   the heading "Outcomes" one level down, then a numbered list from 1
    table      one table, only where there are issues; its header row repeats on each page
 8. endings    each a heading like a priority's and a paragraph an entry: "How dates have moved" ("Priority 5, issue 9,
               “Gather data”: Dec 15 → Mar 16 (agreed at Board, 8 December 2015)") and "Acronyms in this paper" ("CSE:
               Child sexual exploitation; or: Crown ..."). They stand at the end, apart from the plan's own words, so that
               a paper is read back as the same plan: see reading/endings.py

The table's columns, in this order; headings are the board's own (`outline.columns`) where it has them:

    Issue | Ref | Sub group or Lead | Action | Completion Date | Revised date | Rating | Progress (RAG)

Ref is printed when asked for, Revised date when any action of the plan has one, Rating only where the
board had a column for it apart from its progress column. "¶" begins a new paragraph in the cell:

    Issue      "4. words", "4. NEW words", "NEW words" or "words"; then ¶ "NEW added words". One cell over
               all the rows of the issue (`merge_issues`), else in the first row with blank cells under it.
               In a PDF it is always the second, with only a pale line between
    Lead       one ¶ a lead, in order
    Action     "words" or "NEW words"
    Due        as written; Revised and Ref likewise
    Progress   the rating as "Amber: On Target" (the legend's words; "Amber" where it has none), the whole
               cell on that colour; then ¶ a note: opener, a space, text. A dated note without an opener
               gets "Update March 2016:", or "Update 14 March 2016:" where it names a day; an opener that is
               only known by standing alone keeps its line. Not rated: no line, no colour. With a Rating
               column the rating is there, and the progress cell is plain

An issue without actions is a row with only its issue cell. With `continuation` a row is cut in two as a
page cuts it: the second row has the rest of the action's words and of its notes, and is blank elsewhere.

Excel: sheet "Plan" holds 1 to 6, then each priority has a sheet, and each ending; lists are typed ("• ", "1. "), one row an
item, and a last column "Last day (read by Safeboard)" holds a real date to filter by, not the board's words.
`draft` and `printed_on` stand in page headers and footers ("Draft", "Printed 3 November 2026"); in HTML,
which has no pages, in <footer>.

Characters no paper can hold (controls, lone surrogates) are printed as their code: "[U+0007]".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from safeboard.core.paper.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Legend,
    Line,
    Look,
    Numbers,
    Paper,
    Part,
    Row,
    Table,
    Text,
)
from safeboard.core.reading.blocks import fold
from safeboard.plans.due import read_due
from safeboard.plans.notes import Note, join_notes, opener_for
from safeboard.plans.outline import ActionLine, IssueLine, Outline, PriorityLine

COLUMNS = {
    "issue": "Issue",
    "ref": "Ref",
    "lead": "Sub group or Lead",
    "action": "Action",
    "due": "Completion Date",
    "revised": "Revised date",
    "rating": "Rating",
    "progress": "Progress (RAG)",
}

SHARES = {
    "issue": 48,
    "ref": 16,
    "lead": 36,
    "action": 62,
    "due": 26,
    "revised": 26,
    "rating": 26,
    "progress": 82,
}
"""How the width of a page is shared between the columns that are printed."""

DATES_MOVED = "How dates have moved"
ACRONYMS = "Acronyms in this paper"
"""The headings of the endings."""

OR = "; or: "
"""Stands between two meanings of one acronym."""

REF = re.compile(r"A[0-9]{1,18}")
"""What Safeboard calls an action, on paper and in a file."""

_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """show_ref: a column of references, for a working copy that will come back edited.
    merge_issues: one issue cell over all its rows (not in a PDF, see above).
    continuation: the action (counted from 0 over the plan) whose row is cut in two; for trying a reader.
    note_limit: the newest so many notes of each action; None for all.
    columns: the columns to print, in order, by role; () for the usual ones. Issue, first, and action are always printed.
    look: how the board's papers look. identity: what a file that may come back says of itself.
    draft: marks every page. printed_on: the day, at the foot of every page.
    """

    show_ref: bool = False
    merge_issues: bool = True
    continuation: int | None = None
    note_limit: int | None = None
    columns: tuple[str, ...] = ()
    look: Look = field(default_factory=Look)
    identity: dict[str, str] = field(default_factory=dict)
    draft: bool = False
    printed_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One priority. sheet: a short name that no other section has."""

    heading: str
    sheet: str
    aim: tuple[str, ...]
    focus: tuple[str, ...]
    outcomes: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """What stands after the plan. sheet: a short name that no section has."""

    heading: str
    sheet: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PlanLaidOut:
    """A plan's paper by its places. roles and headings: the columns, in order. legend: (rating, "Red: Off Target") pairs."""

    board: str
    title: str
    facts: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    purpose: tuple[str, ...]
    roles: tuple[str, ...]
    headings: tuple[str, ...]
    sections: tuple[Section, ...]
    endings: tuple[Ending, ...]

    @property
    def name(self) -> str:
        """The title a file carries in its properties, which may not be empty."""
        return self.title or self.board or "Plan"

    @property
    def top(self) -> int:
        """The heading level of a priority."""
        return 2 if self.title else 1

    @property
    def columns(self) -> tuple[Column, ...]:
        pairs = zip(self.roles, self.headings, strict=True)
        return tuple(Column(heading, SHARES[role], heads=role == "issue") for role, heading in pairs)


def paper_of(outline: Outline, options: PaperOptions | None = None) -> Paper:
    """The plan as a paper. Takes any outline at all; every word in it is in the paper, save of columns left out."""
    options = options or PaperOptions()
    laid = lay_out(outline, options)
    return Paper(
        name=laid.name,
        parts=_parts(laid),
        author=laid.board,
        look=options.look,
        draft=options.draft,
        printed=f"Printed {day_words(options.printed_on)}" if options.printed_on else "",
        identity=options.identity,
    )


def parts_of(outline: Outline, options: PaperOptions) -> tuple[Part, ...]:
    """The plan as parts of a paper: its front, a part for each priority, the endings."""
    return _parts(lay_out(outline, options))


def lay_out(outline: Outline, options: PaperOptions) -> PlanLaidOut:
    """What stands in which place."""
    roles = tuple(_roles(outline, options))
    return PlanLaidOut(
        board=_one_line(outline.board),
        title=_one_line(outline.title),
        facts=tuple(_filled([_updated(outline), _years(outline)])),
        legend=tuple((rating, _label(rating, outline)) for rating in outline.legend),
        purpose=tuple(_filled(outline.purpose)),
        roles=roles,
        headings=tuple(_column_heading(role, roles, outline) for role in roles),
        sections=tuple(_sections(outline, roles, options)),
        endings=tuple(_endings(outline)),
    )


def _parts(laid: PlanLaidOut) -> tuple[Part, ...]:
    sections = (Part(section.sheet, tuple(_section_blocks(laid, section))) for section in laid.sections)
    endings = (
        Part(ending.sheet, (Heading(ending.heading, laid.top), *map(Text, ending.lines)))
        for ending in laid.endings
    )
    return (Part("Plan", tuple(_front_blocks(laid))), *sections, *endings)


def _front_blocks(laid: PlanLaidOut) -> Iterator[Block]:
    if laid.board:
        yield Text(Line(strong=laid.board))
    if laid.title:
        yield Heading(laid.title, 1)
    yield from (Text(Line(text=fact)) for fact in laid.facts)
    if laid.legend:
        yield Legend(laid.legend)
    yield from (Text(Line(text=words)) for words in laid.purpose)


def _section_blocks(laid: PlanLaidOut, section: Section) -> Iterator[Block]:
    yield Heading(section.heading, laid.top)
    yield from (Text(Line(text=words), keep=True) for words in section.aim)
    if section.focus:
        yield Bullets(section.focus)
    if section.outcomes:
        yield Heading("Outcomes", laid.top + 1, bookmarked=False)
        yield Numbers(section.outcomes)
    if section.rows:
        yield Table(section.heading, laid.columns, section.rows, last_day=True)


def day_words(day: datetime.date) -> str:
    """3 November 2026."""
    return f"{day.day} {day:%B} {day.year}"


def _roles(outline: Outline, options: PaperOptions) -> list[str]:
    unused = {
        "ref": not options.show_ref,
        "revised": not any(action.revised for action in outline.actions),
        "rating": len({outline.columns.get("rating"), outline.columns.get("progress")} - {"", None}) < 2,
    }
    roles = [role for role in COLUMNS if not unused.get(role)]
    if not options.columns:
        return roles
    always = ["issue", *(["ref"] if options.show_ref else []), "action"]
    asked = [role for role in options.columns if role in roles and role != "issue"]
    asked += [role for role in always if role not in asked and role != "issue"]
    if "due" in asked and "revised" in roles and "revised" not in asked:
        asked.insert(asked.index("due") + 1, "revised")
    return ["issue", *asked]


def _column_heading(role: str, roles: tuple[str, ...], outline: Outline) -> str:
    """The board's words. Its one column of ratings and progress may have been taken for either."""
    own = _one_line(outline.columns.get(role, ""))
    if role == "progress" and "rating" not in roles:
        own = own or _one_line(outline.columns.get("rating", ""))
    return own or COLUMNS[role]


def _updated(outline: Outline) -> str:
    written = outline.updated_written
    if not written:
        return f"Updated {outline.updated:%B} {outline.updated.year}" if outline.updated else ""
    return written if "updated" in written.casefold() else f"Updated {written}"


def _years(outline: Outline) -> str:
    if _title_gives_years(outline):
        return ""
    first = f"From {day_words(outline.starts)}" if outline.starts else ""
    last = f"to {day_words(outline.ends)}" if outline.ends else ""
    words = f"{first} {last}".strip()
    return words[:1].upper() + words[1:]


def _title_gives_years(outline: Outline) -> bool:
    """Whether "2015-18", "2015/2018" or the like in the title says both ends already."""
    named = re.search(r"\b(20\d\d)\s*[-–—/]\s*(?:20)?(\d\d)\b", outline.title)
    if not named:
        return False
    first, last = int(named[1]), 2000 + int(named[2])
    return (outline.starts, outline.ends) == (datetime.date(first, 4, 1), datetime.date(last, 3, 31))


def _label(rating: str, outline: Outline) -> str:
    """ "Amber: On Target", or "Amber" where the legend does not say what it means."""
    name, meaning = _one_line(rating).capitalize(), _one_line(outline.legend.get(rating, ""))
    return f"{name}: {meaning}" if meaning else name


def _sections(outline: Outline, roles: tuple[str, ...], options: PaperOptions):
    count, sheets = 0, {"plan"}
    for place, priority in enumerate(outline.priorities, start=1):
        yield Section(
            heading=_heading(priority),
            sheet=_sheet(priority, place, sheets),
            aim=tuple(_aim(priority)),
            focus=tuple(_filled(priority.focus)),
            outcomes=tuple(_filled(priority.outcomes)),
            rows=tuple(_rows(priority, outline, roles, options, count)),
        )
        count += sum(len(issue.actions) for issue in priority.issues)


def _endings(outline: Outline):
    """The endings that have anything in them."""
    moved = _lines(*(Line(text=_one_line(words)) for words in outline.dates_moved))
    meanings = ((acronym, OR.join(map(_one_line, said))) for acronym, said in outline.glossary.items())
    explained = tuple(Line(f"{_one_line(acronym)}:", said) for acronym, said in meanings)
    if moved:
        yield Ending(DATES_MOVED, "Dates moved", moved)
    if explained:
        yield Ending(ACRONYMS, "Acronyms", explained)


def _heading(priority: PriorityLine) -> str:
    heading, number = _one_line(priority.heading), _one_line(priority.number)
    if heading:
        return heading if number in heading else f"{heading} {number}"
    counted = f"Priority {number}" if number else ""
    return ": ".join(_filled([counted, _one_line(priority.title)])) or "Priority"


def _aim(priority: PriorityLine) -> list[str]:
    title, aim = _one_line(priority.title), _clean(priority.aim)
    if not priority.heading or not title or aim.startswith(title):
        return _filled(aim.split("\n"))
    first, *rest = aim.split("\n")
    if first and title.endswith((".", "!", "?", ":")):
        return [f"{title} {first}", *_filled(rest)]
    return _filled([title, first, *rest])


def _sheet(priority: PriorityLine, place: int, taken: set[str]) -> str:
    """A name Excel accepts: at most 31 letters, none of []:*?/\\, unlike every other whatever their case."""
    number = re.sub(r"[^\w.-]", "", priority.number)[:10]
    for name in (f"Priority {number or place}", f"Priority {place}", f"Priority {place} of the plan"):
        if name.casefold() not in taken:
            break
    else:
        name = f"Priority {place}, sheet {len(taken) + 1}"
    taken.add(name.casefold())
    return name


def _rows(priority: PriorityLine, outline: Outline, roles, options: PaperOptions, count: int):
    """count: the actions in the priorities before this one."""
    for issue in priority.issues:
        lines = []
        for action in issue.actions:
            cut = count == options.continuation
            lines += [(part, action) for part in (_cut(action) if cut else [action])]
            count += 1
        height = max(len(lines), 1)
        for place, (action, whole) in enumerate(lines or [(ActionLine(), ActionLine())]):
            down = 1 if not options.merge_issues else 0 if place else height
            first = Cell(_issue_lines(issue) if place == 0 else (), down=down)
            cells = tuple(
                first if role == "issue" else _cell(role, action, outline, options, "rating" in roles)
                for role in roles
            )
            last_day = read_due(whole.revised or whole.due, hint=outline.hint).latest
            key = action.ref if REF.fullmatch(action.ref) else ""
            yield Row(cells, starts=place == 0, last_day=last_day, key=key)


def _cut(action: ActionLine) -> list[ActionLine]:
    """An action as a page break leaves it: some words above, the rest below."""
    words = action.words.split(" ")
    half = (len(words) + 1) // 2
    above, below = list(action.notes), []
    if above:
        last = above.pop()
        text = last.text.split(" ")
        middle = (len(text) + 1) // 2
        above.append(replace(last, text=" ".join(text[:middle])))
        below = [Note(" ".join(text[middle:]))]
    return [
        replace(action, words=" ".join(words[:half]), notes=above),
        ActionLine(words=" ".join(words[half:]), notes=below),
    ]


def _issue_lines(issue: IssueLine) -> tuple[Line, ...]:
    number = f"{_clean(issue.number)}." if issue.number else ""
    strong = " ".join(part for part in (number, "NEW" if issue.new else "") if part)
    added = Line("NEW", _clean(issue.added)) if issue.added else Line()
    return _lines(Line(strong, _clean(issue.words)), added)


def _cell(role: str, action: ActionLine, outline: Outline, options: PaperOptions, separate: bool) -> Cell:
    """One cell of an action's row. separate: whether ratings have a column of their own."""
    if role == "rating":
        return Cell(_lines(_rated(action, outline)), rating=action.rating)
    if role == "progress":
        rated = () if separate else _lines(_rated(action, outline))
        newest = _newest(action.notes, options.note_limit)
        notes = _lines(*(line for note in newest for line in _note_lines(note)))
        return Cell(rated + notes, rating="" if separate else action.rating)
    if role == "lead":
        return Cell(_lines(*(Line(text=_one_line(lead)) for lead in action.leads)))
    if role == "action":
        return Cell(_lines(Line("NEW" if action.new else "", _clean(action.words))))
    return Cell(_lines(Line(text=_clean(getattr(action, role)))))


def _rated(action: ActionLine, outline: Outline) -> Line:
    return Line(strong=_label(action.rating, outline)) if action.rating else Line()


def _newest(notes: list[Note], limit: int | None) -> list[Note]:
    return notes if limit is None else notes[max(len(notes) - limit, 0) :]


def _note_lines(note: Note) -> tuple[Line, ...]:
    opener = _one_line(note.opener or (opener_for(note.as_of) if note.as_of else ""))
    text = _clean(note.text)
    if opener and join_notes([note]).startswith(f"{opener}\n"):
        return (Line(opener), Line(text=text))
    return (Line(opener, text),)


def _lines(*lines: Line) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.words)


def _filled(texts: list[str]) -> list[str]:
    return [clean for clean in map(_clean, texts) if clean]


def _clean(text: str) -> str:
    """White space folded, and a visible code in place of a character that no file format can hold."""
    return _UNPRINTABLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", fold(text))


def _one_line(text: str) -> str:
    return _clean(text).replace("\n", " ")
