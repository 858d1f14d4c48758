"""An outline as the picture that painting would give once it was accepted, without a database."""

import datetime
from itertools import count

from safeboard.plans.due import read_due
from safeboard.plans.outline import Outline
from safeboard.plans.picture import IssuePicture, OutcomePicture, PlanPicture, PriorityPicture
from safeboard.plans.promise import ActionPicture, Moved, Said

MOMENT = datetime.datetime(2026, 10, 1, 12, tzinfo=datetime.UTC)


def picture_of(outline: Outline, *, day: datetime.date = datetime.date(2026, 10, 1)) -> PlanPicture:
    """Keys count from 1 for each kind of part, in the outline's order; notes and ratings from 1 together."""
    return _Pictured(outline, day).plan()


class _Pictured:
    def __init__(self, outline, day):
        self.outline, self.day = outline, day
        self.keys = {kind: count(1) for kind in ("priority", "outcome", "issue", "action", "said", "lead")}
        self.leads = {}

    def plan(self):
        outline = self.outline
        return PlanPicture(
            pk=1,
            title=outline.title,
            board=outline.board,
            purpose=outline.purpose,
            updated=outline.updated,
            updated_written=outline.updated_written,
            starts=outline.starts,
            ends=outline.ends,
            columns=outline.columns,
            legend=outline.legend,
            day=self.day,
            priorities=[self._priority(order, line) for order, line in enumerate(outline.priorities)],
        )

    def _priority(self, order, line):
        made = PriorityPicture(
            next(self.keys["priority"]),
            line.number,
            line.heading,
            line.title,
            line.aim,
            line.focus,
            [],
            "",
            order=order,
        )
        made.outcomes = [
            OutcomePicture(next(self.keys["outcome"]), str(at), words, made, order=at)
            for at, words in enumerate(line.outcomes, start=1)
        ]
        made.issues = [self._issue(at, issue, made) for at, issue in enumerate(line.issues)]
        return made

    def _issue(self, order, line, above):
        made = IssuePicture(
            next(self.keys["issue"]),
            line.number,
            line.number_written,
            line.words,
            line.added,
            line.new,
            "",
            priority=above,
            order=order,
        )
        made.actions = [self._action(at, action, made) for at, action in enumerate(line.actions)]
        return made

    def _action(self, order, line, issue):
        pk = next(self.keys["action"])
        return ActionPicture(
            pk=pk,
            ref=f"A{pk}",
            words=line.words,
            new=line.new,
            place="",
            origin="",
            first_due=read_due(line.due, hint=self.outline.hint),
            leads=[(self._lead(name), name) for name in line.leads],
            said=list(self._said(line)),
            moved=self._moved(pk, line),
            met=frozenset(),
            legend=self.outline.legend,
            day=self.day,
            heard_by=None,
            issue=issue,
            order=order,
        )

    def _lead(self, name):
        return self.leads.setdefault(name, len(self.leads) + 1)

    def _moved(self, pk, line):
        if not line.revised:
            return []
        becomes = read_due(line.revised, hint=self.outline.hint)
        return [Moved(pk, line.due, becomes, "It took longer.", "The Chair", self.day, MOMENT)]

    def _said(self, line):
        for note in line.notes:
            yield self._one(
                note.as_of or self.day, words=note.text, opener=note.opener, dated=note.as_of is not None
            )
        if line.rating:
            yield self._one(self.day, rating=line.rating)

    def _one(self, on, **more):
        usual = {
            "dated": True,
            "opener": "",
            "words": "",
            "rating": "",
            "rating_seen": "",
            "by_name": "A Lead",
        }
        usual |= {"on_behalf_of": "", "came": "Read from the plan's file", "recorded_at": MOMENT}
        return Said(pk=next(self.keys["said"]), effective_on=on, **{**usual, "from_file": True, **more})
