"""Which part of the plan each row, issue, outcome and priority of a file is. No Django here.

An action is known by the reference printed beside it, or kept behind it as a bookmark: that is certain. Where that was
lost, by its words, and then by how alike it is: its words first of all, and its issue, leads and date beside them.
Issues and priorities are known by number and words, by the actions in them, and then by likeness. Nothing is matched twice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from safeboard.plans.outline import ActionLine, IssueLine, Outline
from safeboard.plans.proposing.known import Known, Way, stray
from safeboard.plans.proposing.wording import alike, plain, plain_due, plain_leads

LIKE = 60.0
"""From this score on a row is taken to be that action; a person sees the score."""

WORDS_LIKE = 45.0
"""What the words alone must reach: two sentences that have nothing to do with one another come to about 30."""

WORDS_WEIGH = 0.7
BESIDE_WEIGHS = 0.1
"""Of an action's score: its words, and each of issue, leads and date."""

FOREIGN = 35.0
"""References whose rows are less like their actions than this, one with another, are somebody else's numbers."""

_REF = re.compile(r"\bA(\d{1,18})\b")


@dataclass(frozen=True, slots=True)
class Match:
    """pk: of the part in the plan. score: None where it is certain."""

    pk: int
    score: float | None = None


@dataclass
class Matching:
    """Each by its place in the file, counted from 0 over the whole of it. What is not here is new."""

    actions: dict[int, Match] = field(default_factory=dict)
    issues: dict[int, Match] = field(default_factory=dict)
    outcomes: dict[int, Match] = field(default_factory=dict)
    priorities: dict[int, Match] = field(default_factory=dict)


WORDS: dict[str, Callable] = {
    "priority": lambda line: line.title,
    "outcome": lambda line: line,
    "issue": lambda line: f"{line.words} {line.added}".strip(),
    "action": lambda line: line.words,
}
"""By which words each kind of part is known."""


class Matcher:
    """base: the plan the file was written from; now: as it stands. Either's words know a row again."""

    def __init__(self, file: Outline, base: Known, now: Known):
        self.file, self.base, self.now = file, base, now
        self.made = Matching()
        self.actions, self.issues = file.actions, file.issues
        self.issue_at = [at for at, issue in enumerate(self.issues) for _ in issue.actions]
        self.priority_at = [at for at, priority in enumerate(file.priorities) for _ in priority.issues]
        self.outcomes = [words for priority in file.priorities for words in priority.outcomes]
        self.outcome_in = [at for at, priority in enumerate(file.priorities) for _ in priority.outcomes]
        self.known = {
            kind: {pk: self._lines(kind, pk) for of, pk in list(now.ways) if of == kind} for kind in WORDS
        }
        self.texts = {
            kind: {pk: {WORDS[kind](line) for line in lines} for pk, lines in self.known[kind].items()}
            for kind in WORDS
        }

    def match(self) -> Matching:
        self._by_reference()
        self._actions_by_words(lambda line, inside: _said(line), alone=True)
        self._containers()
        self._actions_by_words(self._said_inside, alone=False)
        self._actions_by_words(lambda line, inside: _said(line), alone=False)
        self._actions_by_likeness()
        self._outcomes()
        return self.made

    def _lines(self, kind: str, pk: int) -> list:
        """Its lines in every way, those of the plan the file was written from first."""
        return [way.line for way in self._ways(kind, pk)]

    def _ways(self, kind: str, pk: int) -> list[Way]:
        return [way for known in (self.base, self.now) for way in known.ways.get((kind, pk), [])]

    def _most_alike(self, words: str, kind: str, pk: int) -> float:
        return max(alike(words, text) for text in self.texts[kind][pk])

    # Actions

    def _by_reference(self) -> None:
        named = defaultdict(list)
        for at, line in enumerate(self.actions):
            for found in _REF.findall(line.ref):
                if int(found) in self.known["action"]:
                    named[int(found)].append(at)
        scores = {(pk, at): self._likeness(at, pk, least=0) for pk in named for at in named[pk]}
        likest = {pk: max(named[pk], key=lambda at: (scores[pk, at], -at)) for pk in named}
        if likest and sum(scores[pair] for pair in likest.items()) / len(likest) < FOREIGN:
            return
        for pk, at in likest.items():
            self.made.actions.setdefault(at, Match(pk))

    def _actions_by_words(self, key: Callable[[ActionLine, int | None], Hashable], *, alone: bool) -> None:
        """Rows and actions that say the same. alone: only where no other row and no other action says it."""
        rows, actions = defaultdict(list), defaultdict(list)
        for at in self._open("actions", self.actions):
            rows[key(self.actions[at], _pk(self.made.issues.get(self.issue_at[at])))].append(at)
        for pk in self._left("action", self.made.actions):
            for said in {key(way.line, way.inside) for way in self._ways("action", pk)}:
                actions[said].append(pk)
        for said, places in rows.items():
            if alone and (len(places) > 1 or len(actions[said]) > 1):
                continue
            taken = {match.pk for match in self.made.actions.values()}
            free = [pk for pk in actions[said] if pk not in taken]
            for at, pk in zip(places, free, strict=False):
                self.made.actions[at] = Match(pk, 100.0)

    def _said_inside(self, line: ActionLine, inside: int | None) -> Hashable:
        return inside, _said(line)

    def _actions_by_likeness(self) -> None:
        pairs = (
            (self._likeness(at, pk), at, pk)
            for at in self._open("actions", self.actions)
            for pk in self._left("action", self.made.actions)
        )
        _best_first(pairs, LIKE, self.made.actions)

    def _likeness(self, at: int, pk: int, *, least: float = WORDS_LIKE) -> float:
        """0-100; 0 where the words alone do not reach `least`."""
        line, known = self.actions[at], self.known["action"][pk]
        words = self._most_alike(line.words, "action", pk)
        if words < least:
            return 0.0
        inside = _pk(self.made.issues.get(self.issue_at[at]))
        issue = inside is not None and any(way.inside == inside for way in self._ways("action", pk))
        leads = plain_leads(line.leads) in {plain_leads(one.leads) for one in known}
        return round(
            WORDS_WEIGH * words + 100 * BESIDE_WEIGHS * (issue + leads + self._same_due(line, known)), 1
        )

    def _same_due(self, line: ActionLine, known: Iterable[ActionLine]) -> bool:
        hint = self.file.hint
        due = plain_due(line.revised or line.due, hint)
        return due in {plain_due(one.revised or one.due, hint) for one in known}

    # What stands above them

    def _containers(self) -> None:
        self._by_words("priority", self.made.priorities, self.file.priorities, _priority_keys)
        self._by_what_is_inside("priority", self.made.priorities)
        self._repeated("priority", self.made.priorities, self.file.priorities, _priority_keys)
        self._by_likeness("priority", self.made.priorities, self.file.priorities)
        self._by_words("issue", self.made.issues, self.issues, _issue_keys)
        self._by_what_is_inside("issue", self.made.issues)
        self._repeated("issue", self.made.issues, self.issues, _issue_keys)
        self._by_likeness("issue", self.made.issues, self.issues)

    def _by_words(self, kind: str, made: dict[int, Match], lines: list, keys) -> None:
        for step in range(3):
            theirs = defaultdict(list)
            for pk in self._left(kind, made):
                for said in {
                    tuple(keys(way.line, way.inside)[step : step + 1]) for way in self._ways(kind, pk)
                }:
                    theirs[said].append(pk)
            for at in self._open_lines(made, lines):
                said = tuple(keys(lines[at], self._file_inside(kind, at))[step : step + 1])
                if said and theirs[said]:
                    made[at] = Match(theirs[said].pop(0))
                    theirs = _without(theirs, made[at].pk)

    def _file_inside(self, kind: str, at: int) -> int | None:
        if kind != "issue":
            return None
        return _pk(self.made.priorities.get(self.priority_at[at]))

    def _by_what_is_inside(self, kind: str, made: dict[int, Match]) -> None:
        """What most of the actions inside it, known already, stood inside of."""
        votes: defaultdict[int, Counter] = defaultdict(Counter)
        for at, match in self.made.actions.items():
            above, place = self._ways("action", match.pk)[0].inside, self.issue_at[at]
            if kind == "priority" and above is not None:
                above, place = self._ways("issue", above)[0].inside, self.priority_at[place]
            votes[place][above] += 1
        for at in sorted(votes):
            pk, count = votes[at].most_common(1)[0]
            most = 2 * count > votes[at].total() and not self._is_stray(kind, at)
            if at not in made and pk in self._left(kind, made) and most:
                made[at] = Match(pk)

    def _by_likeness(self, kind: str, made: dict[int, Match], lines: list) -> None:
        pairs = (
            (self._container_score(kind, lines, at, pk), at, pk)
            for at in self._open_lines(made, lines)
            for pk in self._left(kind, made)
            if not self._is_stray(kind, at)
        )
        _best_first(pairs, LIKE, made)

    def _is_stray(self, kind: str, at: int) -> bool:
        """A line of the file's front that is taken for a priority, as in the paper nobody has edited."""
        return kind == "priority" and stray(kind, self.file.priorities[at]) in self.base.strays

    def _container_score(self, kind: str, lines: list, at: int, pk: int) -> float:
        """Standing in the same place under the same number speaks for it."""
        score = self._most_alike(WORDS[kind](lines[at]), kind, pk)
        numbered = lines[at].number and lines[at].number in {one.number for one in self.known[kind][pk]}
        inside = self._file_inside(kind, at) in {way.inside for way in self._ways(kind, pk)}
        return round(min(score + 10, 100) if numbered and inside and score >= WORDS_LIKE else score, 1)

    def _repeated(self, kind: str, made: dict[int, Match], lines: list, keys) -> None:
        """One part whose words stand in several places of the file, as where rows were sorted."""
        theirs = {
            said: pk
            for pk in self.known[kind]
            for way in self._ways(kind, pk)
            for said in keys(way.line, way.inside)[:1]
        }
        for at in self._open_lines(made, lines):
            for said in keys(lines[at], self._file_inside(kind, at))[:1]:
                if said in theirs:
                    made[at] = Match(theirs[said])

    # Outcomes

    def _outcomes(self) -> None:
        for same_place in (True, False):
            for at in self._open("outcomes", self.outcomes):
                for pk in self._left("outcome", self.made.outcomes):
                    here = not same_place or self._inside_same(at, pk)
                    if here and plain(self.outcomes[at]) in set(map(plain, self.known["outcome"][pk])):
                        self.made.outcomes[at] = Match(pk)
                        break
        pairs = (
            (round(self._most_alike(self.outcomes[at], "outcome", pk), 1), at, pk)
            for at in self._open("outcomes", self.outcomes)
            for pk in self._left("outcome", self.made.outcomes)
            if self._inside_same(at, pk)
        )
        _best_first(pairs, LIKE, self.made.outcomes)

    def _inside_same(self, at: int, pk: int) -> bool:
        above = _pk(self.made.priorities.get(self.outcome_in[at]))
        return above is not None and above in {way.inside for way in self._ways("outcome", pk)}

    # What is not matched yet

    def _open(self, name: str, lines: list) -> list[int]:
        return self._open_lines(getattr(self.made, name), lines)

    def _open_lines(self, made: dict[int, Match], lines: list) -> list[int]:
        return [at for at in range(len(lines)) if at not in made]

    def _left(self, kind: str, made: dict[int, Match]) -> list[int]:
        taken = {match.pk for match in made.values()}
        return [pk for pk in self.known[kind] if pk not in taken]


def _pk(match: Match | None) -> int | None:
    return match.pk if match else None


def _said(line: ActionLine) -> Hashable:
    """What an action says; one without words is known by its lead and its date."""
    return plain(line.words) or (plain_leads(line.leads), plain(line.due))


def _issue_keys(line: IssueLine, inside: int | None) -> list[Hashable]:
    """From the surest: number, words and place; words and place; words."""
    words = plain(WORDS["issue"](line))
    return [(inside, line.number, words), (inside, words), words] if words else []


def _priority_keys(line, inside: int | None) -> list[Hashable]:
    title = plain(line.title).casefold()
    return [(line.number, title), title] if title else [(line.number, title)]


def _without(found, pk: int):
    return defaultdict(list, {said: [one for one in pks if one != pk] for said, pks in found.items()})


def _best_first(pairs: Iterable[tuple[float, int, int]], least: float, made: dict[int, Match]) -> None:
    """The most alike first, each once; of two equally alike the one further up."""
    taken = {match.pk for match in made.values()}
    for score, at, pk in sorted(
        (pair for pair in pairs if pair[0] >= least), key=lambda pair: (-pair[0], *pair[1:])
    ):
        if at not in made and pk not in taken:
            made[at] = Match(pk, score)
            taken.add(pk)
