"""One thing that a file proposes, taken into the plan by the verb the web uses for it.

Notes and ratings are recorded as read from the file, by the person who goes through it, on behalf of the action's lead. A
rating that means complete needs words that show it; dates become moves that are asked for.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from safeboard.plans import places
from safeboard.plans.models import Action, Issue, Outcome, Plan, Priority, Update
from safeboard.plans.notes import Note
from safeboard.plans.offers import Offers, evidence_in
from safeboard.plans.proposing.changes import Proposed, What
from safeboard.plans.services.dating import ask_for_date
from safeboard.plans.services.parts import plan_of
from safeboard.plans.services.reshaping import change_part, drop_part, move_part
from safeboard.plans.services.saying import post_update
from safeboard.plans.services.shaping import add_action, add_issue, add_outcome, add_priority

PARTS: dict[str, tuple[type, str]] = {
    "priority": (Priority, "plan__board"),
    "outcome": (Outcome, "priority__plan__board"),
    "issue": (Issue, "priority__plan__board"),
    "action": (Action, "issue__priority__plan__board"),
}
"""The kinds of parts, and the way from each to its board."""


class Taking:
    """Takes some of a file's proposals one after the other; the caller holds the plan and rolls back where one is refused.

    chosen: by key. words: what the person wrote beside some of them, by key.
    """

    def __init__(self, offers: Offers, chosen: Mapping[str, Proposed], words: Mapping[str, str], *, by, at):
        self.offers, self.chosen, self.words, self.by, self.at = offers, chosen, words, by, at
        self.plan = offers.proposal.plan
        self.offered = {one.key: one for one in offers.open}
        self.made: dict[str, Any] = {}
        self.behind: dict[tuple, Any] = {}  # the part that was put behind an anchor last
        self.ends: dict[tuple, int | None] = {}  # the last part of a place
        self.taken: set[str] = set()

    def take(self, one: Proposed) -> None:
        """Once, and what it needs before it. Raises ValidationError."""
        if one.key in self.taken:
            return
        self.taken.add(one.key)
        for need in self._first(one):
            self._take_first(one, need)
        self.made[one.key] = TAKEN_BY[one.what](self, one)

    def _first(self, one: Proposed) -> list[str]:
        """Keys of what comes before it. The date of a complete action moves only once it is not complete any more."""
        shown = self.offers.shown(one)
        if one.what is not What.DATE or not shown.done:
            return list(one.needs)
        same = (other for other in self.chosen.values() if other.part == one.part)
        return [*one.needs, *(other.key for other in same if other.what is What.RATING)]

    def _take_first(self, one: Proposed, need: str) -> None:
        if need in self.chosen:
            self.take(self.chosen[need])
        elif need in self.offered:
            other = self.offered[need]
            raise ValidationError(f"It needs {other.what}, “{other.wanted}”: choose that too.")
        else:
            raise ValidationError("What has to be taken before it was left.")

    # What each kind does

    def _note(self, one: Proposed):
        return self._say(self._part(one), one.value)

    def _say(self, action, note: Note):
        return post_update(
            action,
            words=note.text,
            opener=note.opener,
            dated=note.as_of is not None,
            effective_on=note.as_of or self.offers.said_on,
            **self._heard(action),
        )

    def _correct(self, one: Proposed):
        """What was said beside the words stays: a note in a file says nothing of it."""
        action, note = self._part(one), one.value["note"]
        corrects = Update.objects.get(pk=one.value["corrects"], action=action)
        return post_update(
            action,
            words=note.text,
            opener=note.opener,
            dated=note.as_of is not None,
            effective_on=note.as_of,
            rating=corrects.rating,
            complete=corrects.complete,
            evidence=corrects.evidence or note.text,
            corrects=corrects,
            **self._heard(action),
        )

    def _rating(self, one: Proposed):
        shown, line = self.offers.shown(one), self.offers.line_at(one.place)
        since = [shown.rated_by.effective_on] if shown.rated_by else []
        return self._rate(
            self._part(one),
            one.value,
            seen=line.rating_seen if line else "",
            evidence=self.words.get(one.key) or evidence_in(line.notes if line else []),
            on=max([self.offers.said_on, *since]),
        )

    def _rate(self, action, rating, *, seen, evidence, on):
        return post_update(
            action,
            words="",
            rating=rating,
            rating_seen=seen,
            evidence=evidence,
            effective_on=min(on, timezone.localdate(self.at)),
            **self._heard(action),
        )

    def _date(self, one: Proposed):
        action = self._part(one)
        return ask_for_date(
            action,
            becomes=one.value,
            why=self._why(one),
            effective_on=self.offers.said_on,
            **self._heard(action),
        )

    def _words(self, one: Proposed):
        return self._change(one, one.value)

    def _leads(self, one: Proposed):
        return self._change(one, {"leads": one.value})

    def _change(self, one: Proposed, changes):
        part = self._part(one)
        on = self._from(part, shown=self.offers.shown(one))
        return change_part(part, changes=changes, why=self._why(one), effective_on=on, **self._acts())

    def _gone(self, one: Proposed):
        part, why = self._part(one), self.words.get(one.key, "")
        on = self._from(part, shown=self.offers.shown(one))
        return drop_part(part, why=why, effective_on=on, **self._acts())

    def _move(self, one: Proposed):
        part, above = self._part(one), self._above(one)
        on = self._from(part, above, shown=self.offers.shown(one))
        return self._put(one, part, above, on)

    def _add_priority(self, one: Proposed):
        return self._added(one, self.plan, add_priority, ("title", "number", "aim"))

    def _add_outcome(self, one: Proposed):
        return self._added(one, self._above(one), add_outcome, ("words",))

    def _add_issue(self, one: Proposed):
        return self._added(one, self._above(one), add_issue, ("words", "number", "added"))

    def _add_action(self, one: Proposed):
        action = self._added(one, self._above(one), add_action, ("words", "leads", "due"))
        for note in one.value["notes"]:
            self._say(action, note)
        if rating := one.value["rating"]:
            line = self.offers.line_at(one.place)
            evidence = self.words.get(one.key) or evidence_in(one.value["notes"])
            seen = line.rating_seen if line else ""
            self._rate(action, rating, seen=seen, evidence=evidence, on=self.offers.said_on)
        return action

    # Places

    def _added(self, one: Proposed, above, verb: Callable, names):
        on = self._from(above)
        part = verb(above, **{name: one.value[name] for name in names}, effective_on=on, **self._acts())
        self._put(one, part, above, on, added=True)
        return part

    def _put(self, one: Proposed, part, above, on, *, added=False):
        """In its place: behind its anchor, or behind what was put there before it. What was added stands at the end."""
        kind = part._meta.model_name
        place = (kind, above.pk)
        anchor = (*place, one.value["after"])
        after = self.behind.get(anchor) or self._find(kind, one.value["after"])
        self.behind[anchor] = part
        at_the_end = (after.pk if after else None) == self._end(place)
        if not added or not at_the_end:
            to = None if isinstance(above, Plan) else above
            move_part(part, to=to, after=after, why=self._why(one), effective_on=on, **self._acts())
        if at_the_end:
            self.ends[place] = part.pk
        return part

    def _end(self, place) -> int | None:
        """The last part of a place that is not dropped, before this one came."""
        if place not in self.ends:
            kind, above = place
            key = None if kind == "priority" else above
            here = [one.pk for one in places.beside(self.offers.now, kind, key) if not one.dropped]
            self.ends[place] = here[-1] if here else None
        return self.ends[place]

    def _above(self, one: Proposed):
        """What it goes into: a part of the plan, or one that was new in the file."""
        if one.inside:
            return self._find(*one.inside)
        if one.part and one.part[0] == "priority":
            return self.plan
        made = next((self.made[need] for need in one.needs if need in self.made), None)
        if made is None:
            raise ValidationError("The file does not say where it belongs: add it on the plan’s own page.")
        return made

    def _part(self, one: Proposed):
        kind, pk = one.part or ("", None)
        return self._find(kind, pk)

    def _find(self, kind, pk):
        """A part of this plan; None for no key. Raises ValidationError."""
        if pk is None:
            return None
        model, way = PARTS[kind]
        part = model.objects.select_related(way).filter(pk=pk).first()
        if part is None or plan_of(part).pk != self.plan.pk:
            raise ValidationError("What it belongs to is not in this plan.")
        return part

    # By whom, when and why

    def _acts(self):
        return {"by": self.by, "at": self.at}

    def _heard(self, action):
        """It came by the file, as the word of those who lead the action."""
        leads = action.lead_lines.filter(current=True).order_by("position")
        speaker = ", ".join(lead.written for lead in leads)
        return {"on_behalf_of": speaker, "came": Update.Came.FILE, **self._acts()}

    def _why(self, one: Proposed) -> str:
        return f"Read in the file “{self.offers.proposal.reading.document}”, {one.place}."

    def _from(self, *rows, shown=None):
        """The day a change holds from: the file's, but not before the part was added or changed last."""
        days = [row.effective_on for row in rows if getattr(row, "effective_on", None)]
        days += [change.effective_on for change in shown.changes] if shown else []
        return min(max([self.offers.said_on, *days]), timezone.localdate(self.at))


TAKEN_BY: dict[What, Callable] = {
    What.NOTE: Taking._note,
    What.NOTE_CHANGED: Taking._correct,
    What.RATING: Taking._rating,
    What.DATE: Taking._date,
    What.WORDS: Taking._words,
    What.LEADS: Taking._leads,
    What.GONE: Taking._gone,
    What.MOVE: Taking._move,
    What.ADD_PRIORITY: Taking._add_priority,
    What.ADD_OUTCOME: Taking._add_outcome,
    What.ADD_ISSUE: Taking._add_issue,
    What.ADD_ACTION: Taking._add_action,
}
