"""Whether every word of a file ended in the plan or in a doubt."""

import re

from safeboard.core.reading.blocks import Row, Sheet, Source
from safeboard.plans.notes import join_notes
from safeboard.plans.outline import Outline
from safeboard.plans.rating import NOT_RATED, label
from safeboard.plans.reading.assemble import assemble
from safeboard.plans.reading.columns import read_header, role_of
from safeboard.plans.reading.marks import counted_heading, is_outcomes_heading

NOTHING_THERE = {"title", "not-read"}
"""Kinds of doubt about what the file does not have, or what cannot be read in it."""
_NUMBER = re.compile(r"^\(?\d{1,3}(?:\.\d{1,3})*[a-z]?[.):]?\s*(?=\D|$)")
_LETTER = re.compile(r"^\(?[a-z][.)]\s+")
_ANNOUNCES = re.compile(r"(key|legend|key to (rag )?ratings?):?", re.IGNORECASE)
_CONTINUED = re.compile(r"\s*\(?cont(?:inued|['’]?d)?\.?\)?$", re.IGNORECASE)
_NEW = re.compile(r"\bnew\b", re.IGNORECASE)


def read_whole(source: Source) -> Outline:
    """The plan of a source. Raises AssertionError where words were lost or a doubt does not say what a person needs."""
    outline = assemble(source)
    if missing := lost(source, outline):
        raise AssertionError(f"words in no part of the plan and in no doubt: {missing}")
    for doubt in outline.doubts:
        if not (doubt.kind and doubt.place and doubt.done and doubt.choices and all(doubt.choices)):
            raise AssertionError(f"a doubt that does not say enough: {doubt}")
        if not doubt.seen and doubt.kind not in NOTHING_THERE:
            raise AssertionError(f"a doubt that does not say what was seen: {doubt}")
    return outline


def lost(source: Source, outline: Outline) -> list[tuple[str, str]]:
    """(place, words) of each cell, line or heading whose words are in no part of the plan and in no doubt.

    White space, capitals and punctuation do not count. A number at the head of a cell may have become the number
    of an issue, and "NEW" a mark, where the plan has such a number or such a mark; items of a list are counted by
    their order. Headings of columns are their columns' roles. No place is needed for what only announces ("Outcomes", "Key Priority 2", "Key", "(continued)")
    or for the name of a sheet.
    """
    haystack = _Haystack(outline)
    missing = []
    ours: set[int] = set()
    for block in source.blocks:
        if isinstance(block, Row) and read_header(block.texts):
            ours = {at for at, text in enumerate(block.texts) if role_of(text) == "ignored"}
        if not isinstance(block, Sheet):
            texts = _body_texts(block, ours) if isinstance(block, Row) else [block.text]
            missing += [(block.place, text) for text in texts if text and not haystack.has(text)]
    return missing


def _body_texts(row: Row, ours: set[int]) -> list[str]:
    """The cells of a row; of a header row those that name no role. ours: columns that Safeboard itself has added."""
    header = row.header or read_header(row.texts) or all(role_of(text) for text in row.texts if text)
    return [text for at, text in enumerate(row.texts) if at not in ours and not (header and role_of(text))]


class _Haystack:
    def __init__(self, outline: Outline):
        self.texts = [f" {_folded(text)} " for text in _said(outline)]
        self.numbers = {_folded(issue.number or "") for issue in outline.issues}
        self.numbers |= {_folded(priority.number) for priority in outline.priorities}
        self.lists = {_folded(item) for part in outline.priorities for item in [*part.focus, *part.outcomes]}
        self.any_new = any(part.new for part in [*outline.issues, *outline.actions])
        self.any_new |= any(issue.added for issue in outline.issues)

    def has(self, text: str) -> bool:
        text = _CONTINUED.sub("", text)
        if (
            self._whole(text)
            or _ANNOUNCES.fullmatch(text)
            or is_outcomes_heading(text)
            or counted_heading(text) == (self._counted(text), "")
        ):
            return True
        return self._line(text) or all(self._line(line) for line in re.split(r"\n|(?<=[.!?])\s", text))

    def _counted(self, text: str) -> str:
        number = (counted_heading(text) or ("?", ""))[0]
        return number if _folded(number) in self.numbers else "?"

    def _line(self, line: str) -> bool:
        counted = counted_heading(line)
        ways = [line, counted[1] if counted else _LETTER.sub("", line)]
        if self.any_new:
            ways += [_NEW.sub(" ", way, count=1) for way in ways]
        if self.any_new and _folded(line) == "new":
            return True
        return any(self._whole(way) or self._without_number(way) for way in ways)

    def _without_number(self, words: str) -> bool:
        found = _NUMBER.match(words.strip())
        if found and _folded(words.strip()[found.end() :]) in self.lists:
            return True
        return bool(found) and _folded(found[0]) in self.numbers and self._whole(words.strip()[found.end() :])

    def _whole(self, words: str) -> bool:
        folded = f" {_folded(words)} "
        return not folded.strip() or any(folded in text for text in self.texts)


def _said(outline: Outline) -> list[str]:
    """Every text of the plan and of its doubts, with what was taken off it put back."""
    said = [
        outline.title,
        outline.board,
        outline.updated_written,
        *outline.purpose,
        *outline.columns.values(),
    ]
    said += [f"{rating} {meaning}" for rating, meaning in outline.legend.items()]
    said += [" ".join(f"{rating} {meaning}" for rating, meaning in outline.legend.items()), NOT_RATED]
    disputed = {
        doubt.place: re.split(r" \(| \| ", doubt.seen) for doubt in outline.doubts if doubt.kind == "rating"
    }
    for priority in outline.priorities:
        said += [priority.heading, f"{priority.title} {priority.aim}", *priority.focus, *priority.outcomes]
        said += [f"{priority.number} {priority.title}"]
    for issue in outline.issues:
        said += [issue.words, issue.added, issue.number or ""]
    for action in outline.actions:
        said += [
            action.words,
            " ".join(action.leads),
            f"and {' and '.join(action.leads)} and",
            action.due,
            action.revised,
        ]
        said += [action.ref, action.rating_seen, label(action.rating, outline.legend)]
        notes = join_notes(action.notes)
        for seen in ["", action.rating_seen, *disputed.get(action.place, [])]:
            said += [f"{seen} {notes}", f"{notes} {seen}"]
    for doubt in outline.doubts:
        said += [f"{doubt.seen}", doubt.done, *doubt.seen.split("\n"), *re.split(r"\s\|\s|\n", doubt.seen)]
    return said


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
