"""A reading as its page shows it: each promise beside the words it came from, and each doubt with the way to its place."""

import re
from dataclasses import dataclass, field
from functools import partial

from safeboard.plans.due import Due, read_due
from safeboard.plans.notes import join_notes
from safeboard.plans.outline import ActionLine, Doubt, IssueLine, Outline, PriorityLine

ORDER = ["issue", "ref", "lead", "action", "due", "revised", "rating", "progress"]
"""The columns of a plan's table, as most boards have them."""


@dataclass(slots=True)
class DoubtShown:
    """href: the way to its place on the page, "" where it has none. anchor: where the page speaks of it."""

    number: int
    doubt: Doubt
    href: str
    choice: object = None

    @property
    def anchor(self) -> str:
        return f"doubt-{self.number}"


@dataclass(slots=True)
class ActionShown:
    """index: its place in `Outline.actions`, which a rating given by hand goes by.

    cells: (the board's heading, words) of the row it was read from, as they came.
    """

    index: int
    line: ActionLine
    due: Due
    revised: Due | None
    cells: list[tuple[str, str]]
    doubts: list[DoubtShown] = field(default_factory=list)
    choice: object = None

    @property
    def anchor(self) -> str:
        return f"action-{self.index}"


@dataclass(slots=True)
class IssueShown:
    anchor: str
    line: IssueLine
    actions: list[ActionShown]
    doubts: list[DoubtShown] = field(default_factory=list)


@dataclass(slots=True)
class PriorityShown:
    anchor: str
    line: PriorityLine
    issues: list[IssueShown]
    doubts: list[DoubtShown] = field(default_factory=list)


@dataclass(slots=True)
class Preview:
    outline: Outline
    priorities: list[PriorityShown]
    doubts: list[DoubtShown]

    @property
    def actions(self) -> list[ActionShown]:
        return [
            action for priority in self.priorities for issue in priority.issues for action in issue.actions
        ]

    @property
    def choosable(self) -> bool:
        """Whether some doubt is open to a choice."""
        return any(shown.doubt.open for shown in self.doubts)

    @property
    def unrated(self) -> list[ActionShown]:
        return [action for action in self.actions if not action.line.rating]

    @property
    def counts(self) -> list[tuple[str, int]]:
        outline = self.outline
        lines = outline.actions
        return [
            ("Priorities", len(outline.priorities)),
            ("Outcomes", sum(len(priority.outcomes) for priority in outline.priorities)),
            ("Issues", len(outline.issues)),
            ("Actions", len(lines)),
            ("Rated", sum(bool(line.rating) for line in lines)),
            ("Notes", sum(len(line.notes) for line in lines)),
            ("New", sum(line.new or issue.new for issue in outline.issues for line in issue.actions)),
            ("Doubts", len(outline.doubts)),
        ]


def preview_of(outline: Outline) -> Preview:
    index = iter(range(len(outline.actions)))
    issue_number = iter(range(len(outline.issues)))
    shown = partial(_action, outline=outline)
    priorities = [
        PriorityShown(
            f"priority-{number}",
            priority,
            [
                IssueShown(
                    f"issue-{next(issue_number)}", issue, [shown(next(index), line) for line in issue.actions]
                )
                for issue in priority.issues
            ],
        )
        for number, priority in enumerate(outline.priorities)
    ]
    preview = Preview(outline, priorities, [])
    preview.doubts = _placed(outline.doubts, preview)
    return preview


def _action(index, line, *, outline):
    return ActionShown(
        index,
        line,
        read_due(line.due, hint=outline.hint),
        read_due(line.revised, hint=outline.hint) if line.revised else None,
        [
            (outline.columns.get(role) or role.capitalize(), words)
            for role, words in sorted((line.cells or _as_cells(line)).items(), key=_in_order)
            if words
        ],
    )


def _in_order(cell):
    return ORDER.index(cell[0]) if cell[0] in ORDER else len(ORDER)


def _as_cells(line):
    """The row as a table would have it, where the reading did not keep it."""
    return {
        "lead": "\n".join(line.leads),
        "action": line.words,
        "due": line.due,
        "revised": line.revised,
        "progress": join_notes(line.notes),
    }


def _placed(doubts, preview):
    """Each doubt with the way to what came from its place, or from the nearest place before it."""
    parts = [part for part in [*preview.actions, *_issues(preview), *preview.priorities] if part.line.place]
    places = [(_form(part.line.place), _numbers(part.line.place), part) for part in parts]
    unrated = next(iter(preview.unrated), None)
    placed = []
    for number, doubt in enumerate(doubts, 1):
        part = _nearest(doubt.place, places)
        way = part or (unrated if doubt.kind == "rating" else None)
        shown = DoubtShown(number, doubt, f"#{way.anchor}" if way else "")
        if part:
            part.doubts.append(shown)
        placed.append(shown)
    return placed


def _nearest(place, places):
    """The part from "table 1, row 5", else the last one before it: a row that was joined has no part of its own."""
    form, numbers = _form(place), _numbers(place)
    before = [
        (theirs, part)
        for shape, theirs, part in places
        if f"{form}, ".startswith(f"{shape}, ") and theirs <= numbers[: len(theirs)]
    ]
    return max(before, key=lambda pair: pair[0], default=(None, None))[1]


def _form(place):
    """ "table #, row #"."""
    return re.sub("[0-9]+", "#", place.lower())


def _numbers(place):
    return [int(number) for number in re.findall("[0-9]+", place)]


def _issues(preview):
    return [issue for priority in preview.priorities for issue in priority.issues]
