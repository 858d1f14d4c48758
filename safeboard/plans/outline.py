"""A plan as words: what a reading finds, what the tables keep, and what a paper prints. No Django here.

One shape serves all three, so that "the same plan" can be said exactly: a plan written to a file and read
back gives an equal `Outline` (places, doubts and references aside: see `same_words`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace

from safeboard.plans.due import YearHint
from safeboard.plans.notes import Note


@dataclass(slots=True)
class ActionLine:
    """One promise. Every word as typed, white space folded.

    rating: "red", "amber", "green", "blue", or "" for not rated.
    rating_seen: what it was read from ("#ff0000", "On target", "G"), "" where nothing was there.
    revised: the words of a second, revised date column; "" where there is none.
    cells: the row it was read from, as it came: role of the column -> words.
    """

    words: str = ""
    leads: list[str] = field(default_factory=list)
    due: str = ""
    revised: str = ""
    rating: str = ""
    rating_seen: str = ""
    notes: list[Note] = field(default_factory=list)
    new: bool = False
    ref: str = ""
    place: str = ""
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class IssueLine:
    """number: as written ("4", "4a", "1.2"), inferred from its neighbours, or None where it has none.

    added: words a NEW row adds to the issue ("incorporate additional partners into the protocol").
    """

    words: str = ""
    number: str | None = None
    number_written: bool = False
    new: bool = False
    added: str = ""
    actions: list[ActionLine] = field(default_factory=list)
    place: str = ""


@dataclass(slots=True)
class PriorityLine:
    """title: the heading that names it, or the first sentence of its aim where the heading has no words.

    aim: the words under the title. focus: the bulleted list under the aim (not the outcomes).
    heading: the heading as typed where it only counts ("Key Priority 1"), else "".
    """

    title: str = ""
    number: str = ""
    heading: str = ""
    aim: str = ""
    focus: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    issues: list[IssueLine] = field(default_factory=list)
    place: str = ""


@dataclass(slots=True)
class Doubt:
    """Something a person should look at before the plan is accepted.

    kind: a short slug ("joined-row", "leads", "rating", "due", "new", "unplaced", ...).
    place: where in the file. seen: the words there. done: what Safeboard did.
    choices: what the person can do about it, each a plain sentence; the first is what Safeboard does by itself.
    chosen: which of them holds. open: whether another may be chosen here and the file read again by it; a doubt
    that is not open is settled elsewhere: in the rating asked for, or in the file.
    """

    kind: str
    place: str
    seen: str
    done: str
    choices: list[str] = field(default_factory=list)
    chosen: int = 0
    open: bool = False
    part: str = ""  # tells two doubts of one kind about one place apart

    @property
    def key(self) -> str:
        """What a choice is kept by: the same in every reading of the same file."""
        return f"{self.kind}@{self.place}{f'#{self.part}' if self.part else ''}"


@dataclass(slots=True)
class Outline:
    """legend: rating -> its meaning for this board, in the file's order ({"red": "Off Target", ...}).

    updated: the first day of the month the file says it was updated, and as typed in updated_written.
    purpose: the paragraphs before the first priority that are not title, board, date or legend.
    columns: the board's own column headings, by role ("issue", "lead", "action", "due", "revised",
             "progress", "rating"), for a paper in the board's own words.
    dates_moved: how each date that moved came to be what it is, a sentence each. glossary: acronyms used -> meanings.
    Both stand at the end of a paper.
    """

    title: str = ""
    board: str = ""
    updated: datetime.date | None = None
    updated_written: str = ""
    starts: datetime.date | None = None
    ends: datetime.date | None = None
    legend: dict[str, str] = field(default_factory=dict)
    purpose: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    priorities: list[PriorityLine] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    dates_moved: list[str] = field(default_factory=list)
    glossary: dict[str, list[str]] = field(default_factory=dict)

    @property
    def actions(self) -> list[ActionLine]:
        return [action for issue in self.issues for action in issue.actions]

    @property
    def issues(self) -> list[IssueLine]:
        return [issue for priority in self.priorities for issue in priority.issues]

    @property
    def hint(self) -> YearHint:
        return YearHint(self.starts, self.ends)


def texts_of(outline: Outline) -> Iterator[str]:
    """Every text a paper of the plan prints, its glossary aside."""
    yield from (outline.board, outline.title, *outline.legend.values(), *outline.purpose)
    yield from outline.columns.values()
    for priority in outline.priorities:
        yield from (priority.heading, priority.title, priority.aim, *priority.focus, *priority.outcomes)
    for issue in outline.issues:
        yield from (issue.words, issue.added)
    for action in outline.actions:
        yield from (action.words, *action.leads, action.due, action.revised)
        yield from (text for note in action.notes for text in (note.opener, note.text))
    yield from outline.dates_moved


def to_json(outline: Outline) -> dict:
    """The outline as plain values that JSON can hold: dates as ISO text, the legend as pairs.

    Pairs, because PostgreSQL keeps no order of keys, and the legend's order is the board's own.
    """
    return _plain({**asdict(outline), "legend": list(outline.legend.items())})


def from_json(data: dict) -> Outline:
    """The inverse of `to_json`."""
    return Outline(
        **{
            **data,
            "updated": _day(data["updated"]),
            "starts": _day(data["starts"]),
            "ends": _day(data["ends"]),
            "legend": dict(data["legend"]),
            "priorities": [_priority(item) for item in data["priorities"]],
            "doubts": [Doubt(**item) for item in data["doubts"]],
        }
    )


def same_words(outline: Outline) -> Outline:
    """The outline without what a file's form decides (places, doubts, what a rating was read from) or Safeboard adds."""
    return replace(
        outline,
        doubts=[],
        dates_moved=[],
        glossary={},
        priorities=[
            replace(
                priority,
                place="",
                issues=[
                    replace(
                        issue,
                        place="",
                        actions=[
                            replace(action, place="", ref="", rating_seen="", cells={})
                            for action in issue.actions
                        ],
                    )
                    for issue in priority.issues
                ],
            )
            for priority in outline.priorities
        ],
    )


def _priority(data: dict) -> PriorityLine:
    return PriorityLine(**{**data, "issues": [_issue(item) for item in data["issues"]]})


def _issue(data: dict) -> IssueLine:
    return IssueLine(**{**data, "actions": [_action(item) for item in data["actions"]]})


def _action(data: dict) -> ActionLine:
    return ActionLine(**{**data, "notes": [_note(item) for item in data["notes"]]})


def _note(data: dict) -> Note:
    return Note(**{**data, "as_of": _day(data["as_of"])})


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
