"""The rows of the plan's tables, one after another, into issues and actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from safeboard.core.reading.blocks import Cell
from safeboard.plans.outline import ActionLine, Doubt, IssueLine, PriorityLine
from safeboard.plans.reading.fields import NUMBER, Fields, words_of
from safeboard.plans.reading.leads import Vocabulary
from safeboard.plans.reading.marks import Marked, begins_with_an_order, take_new, take_number

JOINS_ON = {*"and or of the to in for with on a by from at , - – & / (".split()}


@dataclass(slots=True)
class Promise:
    """An action as it is being read: its cells as they came, before ratings, notes and leads are told apart."""

    line: ActionLine
    lead: str = ""
    progress: str = ""
    rated: list[Cell] = field(default_factory=list)  # cells that may carry its rating, the likeliest first
    beside: list[str] = field(default_factory=list)  # fills of the other filled cells of its row
    said: list[str] = field(default_factory=list)  # words of its rating column


class RowReader:
    """Takes body rows in order and fills priorities. Whatever it had to judge becomes a doubt."""

    def __init__(self, words: Vocabulary, doubts: list[Doubt], decided: Mapping[str, int]):
        """decided: key of a doubt -> the choice a person made about it."""
        self.words, self.doubts, self.decided = words, doubts, decided
        self.promises: list[Promise] = []
        self.priority: PriorityLine | None = None
        self.issue: IssueLine | None = None
        self.promise: Promise | None = None
        self._issue_cell = ""
        self._waiting: Doubt | None = None  # an issue whose words still come, row by row
        self._alone = False
        self._short: Doubt | None = None
        self._unclaimed: dict[str, Doubt] = {}
        self._merged: dict[str, str] = {}  # role -> words of a cell that may be merged over the rows below

    def open(self, priority: PriorityLine) -> None:
        """The rows that follow belong to this priority."""
        if priority is not self.priority:
            self.priority, self.issue, self.promise, self._issue_cell, self._alone = (
                priority,
                None,
                None,
                "",
                False,
            )

    def take(self, row: Fields) -> None:
        self._note_extra(row)
        self._fill_merged(row)
        filled = row.filled - {"ref", "ignored"}
        if row.text("ref") and filled <= {"issue", "number"}:
            self._place_ref(row, filled)
        if not filled:
            return
        self._note_shortened(row)
        if filled <= {"issue", "number"}:
            self._take_issue_alone(row)
        elif not self._goes_on(row, filled):
            self._take_wordless(row) if self._is_wordless(row) else self._take_action(row)
        elif self._other("joined-row", row):
            above = self.promise.line.place
            self._take_action(row)
            self._offer_joined(row, words_of(row), above)
        else:
            above = self.promise.line.place
            self._join(row)
            self._offer_joined(row, words_of(row), above)

    def _is_wordless(self, row: Fields) -> bool:
        """A row below an action that has a date and no words of its own."""
        return self.promise is not None and "action" in row.cells and not row.filled & {"action", "issue"}

    def _take_wordless(self, row: Fields) -> None:
        self._join(row) if self._other("no-words", row) else self._take_action(row)
        self._offer(
            "no-words",
            row,
            words_of(row),
            "Read as an action of its own, without words: it has a date of its own.",
            ["Leave it so.", "Join it to the action above."],
        )

    def _place_ref(self, row: Fields, filled: set[str]) -> None:
        """A reference beside no action is the number of its issue, or words without a place."""
        ref = row.cells["ref"]
        if filled == {"issue"} and NUMBER.fullmatch(ref.text):
            row.cells["number"] = ref
            return
        self._doubt(
            "unplaced",
            row.place,
            ref.text,
            "This reference stands beside no action, so it is kept here.",
            ["Leave it here."],
        )

    def _fill_merged(self, row: Fields) -> None:
        """A lead or a date merged over several actions holds for each; an action over several issues or leads likewise."""
        for role in ("action", "lead", "due", "revised"):
            cell = row.cells.get(role)
            beside = ("issue", "lead", "due") if role == "action" else ("action",)
            if cell and cell.merged_down and any(map(row.text, beside)) and role in self._merged:
                row.cells[role] = replace(cell, text=self._merged[role])
            elif cell and cell.text:
                self._merged[role] = cell.text
            elif cell and not cell.merged_down:
                self._merged.pop(role, None)

    # An issue, with or without an action beside it

    def _take_issue_alone(self, row: Fields) -> None:
        if "issue" not in row.cells:
            self._doubt(
                "unplaced",
                row.place,
                row.text("number"),
                "This row holds nothing but a number, so it is kept here.",
                ["Leave it here."],
            )
            return
        text = " ".join(row.text("issue").split())
        number, rest = take_number(text)
        marked = take_new(rest)
        if row.text("number") or number or self.issue is None:
            self._open_issue(row)
            self._alone = True
        elif self._alone and not marked.new:
            self._add_words(row, text)
        elif marked.new and not self._alone:
            above = f"issue {self.issue.number or ''}".rstrip()
            if self._other("new-words", row):
                self._open_issue(row)
            else:
                self.issue.added = f"{self.issue.added} {marked.words}".strip()
            self._offer(
                "new-words",
                row,
                text,
                f"Kept as words added to {above}, above it.",
                ["Leave it with the issue above.", "Make it an issue of its own."],
            )
        elif row.after_break or text[:1].islower() or _unfinished(self.issue.words):
            self._add_words(row, text)
        else:
            if self._other("issue-alone", row):
                self.issue.words = f"{self.issue.words} {text}".strip()
            else:
                self._open_issue(row)
                self._alone = True
            self._offer(
                "issue-alone",
                row,
                text,
                "Read as an issue that has no action yet.",
                ["Leave it so.", "Join it to the issue above."],
            )

    def _add_words(self, row: Fields, text: str) -> None:
        if self._other("joined-row", row):
            self._open_issue(row)
            self._alone = True
            self._offer_joined(row, text, self.issue.place, "issue")
            return
        self.issue.words = f"{self.issue.words} {text}".strip()
        self._issue_cell = f"{self._issue_cell} {text}".strip()
        if self._waiting and self._waiting.seen and self.issue.words.startswith(self._waiting.seen[:20]):
            self._waiting.seen = self.issue.words
            return
        self._waiting = self._offer_joined(row, self.issue.words, self.issue.place, "issue")

    def _open_issue(self, row: Fields) -> None:
        text, added = _words_and_added(row.text("issue"))
        number = row.text("number").strip().rstrip(".):") if "issue" in row.cells else ""
        first = take_new(text)
        if not number:
            number, rest = take_number(first.words)
        else:
            said, rest = take_number(first.words)
            rest = rest if said == number else first.words
        marked = take_new(rest) if not first.new else Marked(rest, first.new, first.unsure)
        marked = self._sure_of_new(row, marked, "issue")
        self.issue = IssueLine(
            words=marked.words,
            number=number or None,
            number_written=bool(number),
            new=marked.new,
            added=added,
            place=row.place,
        )
        self.priority.issues.append(self.issue)
        self._issue_cell, self._alone, self._waiting, self.promise = (
            " ".join(row.text("issue").split()),
            False,
            None,
            None,
        )

    def _sure_of_new(self, row: Fields, marked: Marked, what: str) -> Marked:
        """The mark, or the words with "New" in them where a person said that it is no mark."""
        if not marked.unsure:
            return marked
        doubt = self._offer(
            "new",
            row,
            f"New {marked.words}",
            f"“New” was taken as the mark of an added {what}, since an order follows it.",
            ["Leave it marked as new.", "Take “New” as part of the words."],
            part=what,
        )
        return Marked(f"New {marked.words}") if doubt.chosen else marked

    # An action

    def _take_action(self, row: Fields) -> None:
        issue_text = " ".join(row.text("issue").split())
        mark = take_new(issue_text)
        only_new = mark.new and not mark.words and self.issue is not None
        if only_new:
            issue_text = ""  # the mark of this action, beside the issue it stands under
        repeated = issue_text and issue_text == self._issue_cell
        if self.issue is None or (issue_text and not repeated):
            self._open_issue(row)
        action = self._sure_of_new(row, take_new(row.text("action").replace("\n", " ")), "action")
        lead, due = take_new(row.text("lead")), take_new(" ".join(row.text("due").split()))
        counted = row.text("number") if not issue_text or repeated else ""
        if counted.rstrip(".):") == (self.issue.number or ""):
            counted = ""
        self.promise = Promise(
            ActionLine(
                words=action.words,
                due=due.words,
                revised=" ".join(row.text("revised").split()),
                new=action.new or lead.new or due.new or only_new,
                ref=" / ".join(filter(None, [counted, row.ref])),
                place=row.place,
                cells={role: row.text(role) for role in sorted(row.filled)},
            ),
            lead=lead.words,
            progress=row.text("progress"),
        )
        self._rate_from(row)
        self.issue.actions.append(self.promise.line)
        self.promises.append(self.promise)
        self._alone, self._waiting = False, None

    def _rate_from(self, row: Fields) -> None:
        if not self.promise.rated:
            self.promise.beside = [
                cell.fill
                for role, cell in row.cells.items()
                if role not in ("rating", "progress", "issue", "priority") and cell.text
            ]
        self.promise.said += [row.text("rating")] if row.text("rating") else []
        self.promise.rated += [row.cells[role] for role in ("rating", "progress") if role in row.cells]

    # A row that only goes on with the one above

    def _goes_on(self, row: Fields, filled: set[str]) -> bool:
        above = self.promise
        if above is None or (row.ref and row.ref not in above.line.ref.split(" / ")):
            return False
        if row.text("number") and row.text("number").rstrip(".):") not in (self.issue.number, above.line.ref):
            return False
        if (
            row.cells.get("action")
            and row.cells["action"].merged_down
            and not filled & {"lead", "due", "revised", "issue"}
        ):
            return True
        if "due" in filled or {"revised", "action"} <= filled:
            return False
        if "action" in row.cells and not filled & {"action", "issue"}:
            return True
        if {"action", "rating"} <= filled:
            return False
        if "issue" in filled:
            text = row.text("issue")
            fresh = take_number(text)[0] or (
                "action" in filled and (take_new(text).new or text[:1].isupper())
            )
            return row.after_break and "lead" not in filled and not fresh
        if "lead" in filled:
            return row.after_break and "action" not in filled
        if "action" not in filled:
            return True
        words = row.text("action")
        if take_new(words).new:
            return False
        if row.after_break or _unfinished(above.line.words):
            return True
        if not {"lead", "due"} & set(row.cells):  # nothing is missing that an action of its own would have
            return words[:1].islower()
        return not begins_with_an_order(words)

    def _join(self, row: Fields) -> None:
        above = self.promise
        above.line.words = f"{above.line.words} {' '.join(row.text('action').split())}".strip()
        above.lead = f"{above.lead}\n{row.text('lead')}".strip()
        above.progress = f"{above.progress}\n{row.text('progress')}".strip()
        above.line.due = f"{above.line.due} {' '.join(row.text('due').split())}".strip()
        above.line.revised = f"{above.line.revised} {' '.join(row.text('revised').split())}".strip()
        if row.text("issue"):
            words, added = _words_and_added("\n" + row.text("issue"))
            self.issue.words = f"{self.issue.words} {words}".strip()
            self.issue.added = f"{self.issue.added} {added}".strip()
            self._issue_cell = f"{self._issue_cell} {' '.join(row.text('issue').split())}".strip()
        for role in sorted(row.filled):
            above.line.cells[role] = f"{above.line.cells.get(role, '')}\n{row.text(role)}".strip()
        self._rate_from(row)

    # Doubts

    def _doubt(self, *args) -> Doubt:
        self.doubts.append(Doubt(*args))
        return self.doubts[-1]

    def _other(self, kind: str, row: Fields) -> bool:
        """Whether a person chose the other way about this row."""
        return self.decided.get(f"{kind}@{row.place}") == 1

    def _offer(
        self, kind: str, row: Fields, seen: str, done: str, choices: list[str], *, part: str = ""
    ) -> Doubt:
        """A doubt that a person may settle here: the first choice is ours, the second the other way."""
        self.doubts.append(offered(Doubt(kind, row.place, seen, done, choices, part=part), self.decided))
        return self.doubts[-1]

    def _offer_joined(self, row: Fields, seen: str, above: str, what: str = "action") -> Doubt:
        why = (
            "it names no lead and no date of its own"
            if what == "action"
            else "it only goes on with its words"
        )
        done = f"Joined to the row above it ({above}): {why}."
        return self._offer(
            "joined-row", row, seen, done, ["Leave the rows joined.", f"Make this row an {what} of its own."]
        )

    def _note_shortened(self, row: Fields) -> None:
        """One doubt for a run of rows that lack the same column."""
        if not row.shortened:
            self._short = None
            return
        lacking = " and ".join(
            sorted(
                role
                for role in ("issue", "lead", "action", "due", "progress")
                if role in row.cells and not row.text(role)
            )
        )
        seen = " | ".join(cell.text for cell in row.cells.values() if cell.text)
        if self._short:
            self._short.place += f", {row.place}"
            self._short.seen += f"\n{seen}"
            return
        self._short = self._doubt(
            "column-missing",
            row.place,
            seen,
            f"The row has fewer cells than its headings. Its words were placed by what they say; {lacking or 'nothing'} was left empty.",
            ["Leave them so.", "Mend the row in the file, and bring it in again."],
        )

    def note_empty(self, headings: list[str]) -> None:
        """One doubt for all the columns that nobody claims and that hold no words."""
        if empty := [heading for heading in dict.fromkeys(headings) if heading not in self._unclaimed]:
            self._doubt(
                "column-empty",
                "headings",
                " | ".join(empty),
                "No words stand under these headings, and the plan has no place for them, so they were left out.",
                ["Leave them out."],
            )

    def _note_extra(self, row: Fields) -> None:
        """One doubt for each column nobody claims, with every word it holds."""
        for heading, text in row.extra:
            words = f"{row.place}: {' '.join(text.split())}"
            if heading in self._unclaimed:
                self._unclaimed[heading].seen += f"\n{words}"
                continue
            self._unclaimed[heading] = self._doubt(
                "column-unknown",
                row.place,
                words,
                f"The column “{heading}” has no place in the plan, so its words are kept here."
                if heading
                else "These words stand outside the columns of the table, so they are kept here.",
                ["Leave them here.", "Put them into the progress column of the file, and bring it in again."],
            )


def offered(doubt: Doubt, decided: Mapping[str, int]) -> Doubt:
    """The doubt, open to a choice; what a person chose about it before is said in place of what we would do."""
    doubt.open = True
    if decided.get(doubt.key) == 1:
        doubt.chosen, doubt.done = 1, f"As you chose: {doubt.choices[1][0].lower()}{doubt.choices[1][1:]}"
    return doubt


def _words_and_added(cell: str) -> tuple[str, str]:
    """The words of an issue's cell, and those of its later paragraphs marked NEW."""
    first, *rest = cell.split("\n") or [""]
    at = next((at for at, line in enumerate(rest) if take_new(line).new), len(rest))
    added = " ".join([take_new(line).words for line in rest[at : at + 1]] + rest[at + 1 :])
    return " ".join(" ".join([first, *rest[:at]]).split()), " ".join(added.split())


def _unfinished(words: str) -> bool:
    """Words that cannot be the end of a sentence: "Review and"."""
    last = words.split()[-1:] or [""]
    return bool(words) and (last[0].casefold() in JOINS_ON or last[0][-1] in ",-–/(&")
