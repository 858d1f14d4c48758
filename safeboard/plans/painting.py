"""Painting plans as they stood on a day from their rows: a fixed number of queries, however many plans or actions.

Two clocks. `day`: what speaks of a later day is left out, unless `ahead`: a note read today may be dated next month.
`known_at`: what Safeboard learned later is left out too, so that what was known at a moment never changes afterwards.
"""

import datetime
from collections import defaultdict
from operator import attrgetter

from django.utils import timezone

from safeboard.boards.queries import boards_were, meetings_were
from safeboard.plans import from_rows
from safeboard.plans.due import Milestone as Step
from safeboard.plans.models import Marking
from safeboard.plans.picture import IssuePicture, LeftOut, OutcomePicture, PlanPicture, PriorityPicture
from safeboard.plans.promise import ActionPicture
from safeboard.plans.rows import ROWS
from safeboard.plans.told import Asked

OF_THE_BOARD = "Board"
"""The kind of meeting that "since the last board" speaks of."""
OF_AN_ACTION = ("words", "impact", "budget", "contributors", "marking", "origin", "new")


def paint(plans, *, day, ahead=False, known_at=None, restricted=True, only=None):
    """The pictures of these plans in their order, 24 queries in all (23 with `only`; 2 more with `known_at`).

    plans: Plan rows with their boards. restricted: whether to show what is marked restricted; or the keys of the boards
    whose restricted things may be shown. only: keys of actions; nothing else is in the pictures then.
    """
    return Painter(plans, [day], ahead, known_at, restricted, only).paint()


def paint_days(plan, *, days, known_at=None, restricted=True):
    """The pictures of one plan as it stood on each of these days, in their order. As many queries as for one day."""
    painter = Painter([plan], days, False, known_at, restricted, None)
    return [painter.on(day) for day in days]


class Painter:
    """Rows are asked for once, up to the latest of the days, and then looked through for each."""

    def __init__(self, plans, days, ahead, known_at, restricted, only):
        self.plans, self.known_at, self.restricted = list(plans), known_at, restricted
        self.day, self.until = max(days), datetime.date.max if ahead else max(days)
        boards = sorted({plan.board_id for plan in self.plans})
        self.meetings_were = meetings_were(boards, known_at=known_at)
        self.boards_were = boards_were(boards, known_at=known_at)
        self.rows = ROWS.ask(
            plans=[plan.pk for plan in self.plans],
            boards=boards,
            only=None if only is None else sorted(set(only)),
            latest=self.until,
            known_at=known_at,
        )

    def on(self, day):
        """The one plan as it stood on a day, not after the latest of those the painter was made for."""
        self.day = self.until = day
        return self.paint()[0]

    def paint(self):
        self._gather()
        return [self._plan(plan) for plan in self.plans]

    # Rows

    def _gather(self):
        self.closed = {row.plan_id: from_rows.closed_of(row) for row in self._by_now("closings")}
        self.changes = self._changes()
        self.legends = self._grouped("legends", "plan_id")
        self.names = {row.lead_id: row.name for row in self._by_now("names")}
        self.glossaries = self._glossaries()
        self.last_meetings = self._last_meetings()
        self.priorities = self._grouped("priorities", "plan_id")
        self.issues = self._grouped("issues", "priority_id")
        self.outcomes = self._grouped("outcomes", "priority_id")
        self.actions = self._by_now("actions")
        self._gather_stories()

    def _gather_stories(self):
        self.leads = _grouped(self.rows["leads"], "action_id")
        self.steps = _grouped(self.rows["steps"], "action_id")
        self.updates = self._grouped("updates", "action_id")
        self.marks = {
            row.update_said_id: row.marking
            for row in self.rows["marked"]
            if self.known_at is None or row.recorded_at <= self.known_at
        }
        self.moves = _grouped(self.rows["moves"], "action_id")
        self.requests = self._grouped("requests", "action_id")
        self.answers = {row.request_id: row for row in self._by_now("answers")}
        self.steps_met = self._grouped("steps_met", "action_id")
        self.differences = self._grouped("differences", "action_id")
        self.checks = self._grouped("checks", "action_id")
        self.assurances = {row.update_said_id: row for row in self._by_now("assurances")}
        self.proofs = _grouped(self.rows["proofs"], "update_id")
        self.went_on = {row.action_id: from_rows.went_on_of(row) for row in self._by_now("went_on")}
        self.came_from = {row.into_id: row for row in self._by_now("came_from")}

    def _by_now(self, name):
        """Rows that speak of no later day; a part without a day of its own is there as long as its plan."""
        rows = self.rows.get(name, [])  # no outcomes where only some actions are asked for
        return [row for row in rows if row.effective_on is None or row.effective_on <= self.until]

    def _grouped(self, name, key):
        return _grouped(self._by_now(name), key)

    def _changes(self):
        grouped = defaultdict(list)
        for row in self._by_now("changes"):
            for part in ("priority", "outcome", "issue", "action"):
                if pk := getattr(row, f"{part}_id"):
                    grouped[part, pk].append(row)
        return grouped

    def _glossaries(self):
        glossaries = defaultdict(lambda: defaultdict(dict))
        for row in sorted(self._by_now("terms"), key=_by_day):
            meanings = glossaries[row.board_id][row.acronym]
            meanings.pop(row.meaning, None)
            if not row.struck:
                meanings[row.meaning] = True
        return {
            board: {acronym: list(meanings) for acronym, meanings in sorted(terms.items()) if meanings}
            for board, terms in glossaries.items()
        }

    def _last_meetings(self):
        """{board's key: the day}: by what the meetings were known as."""
        last: dict[int, datetime.date] = {}
        for row in self.rows["meetings"]:
            known = self.meetings_were.get(row.pk, row)
            if known.kind == OF_THE_BOARD and known.date < self.day:
                last[row.board_id] = max(known.date, last.get(row.board_id, known.date))
        return last

    def _meeting(self, row):
        """What the meeting at which something was agreed is called, "" where none is named."""
        if row.meeting_id is None:
            return ""
        was = self.meetings_were.get(row.meeting_id)
        return from_rows.meeting_words(
            *((was.kind, was.date) if was else (row.meeting__kind, row.meeting__date))
        )

    # Pictures

    def _plan(self, plan):
        self.plan, self.left_out = plan, LeftOut()
        if self.known_at and plan.accepted_at > self.known_at:
            self.priorities.pop(plan.pk, None)
        self.legend = self._legend(plan)
        self.since = self.last_meetings.get(plan.board_id) or plan.updated_on
        priorities = {row.pk: self._priority(row) for row in self.priorities[plan.pk]}
        issues = self._issues_in(priorities)
        self._actions_in(issues)
        self._outcomes_in(priorities)
        return PlanPicture(
            pk=plan.pk,
            title=plan.title,
            board=plan.board.name,
            purpose=plan.purpose.splitlines(),
            updated=plan.updated_on,
            updated_written=plan.updated_written,
            starts=plan.starts,
            ends=plan.ends,
            columns=plan.columns,
            legend=self.legend,
            day=self.day,
            priorities=_in_order(one for one in priorities.values() if not one.dropped),
            known_at=self.known_at,
            since=self.since,
            glossary=self.glossaries.get(plan.board_id, {}),
            left_out=self.left_out,
            closed=self.closed.get(plan.pk),
            marking=self._marking(plan),
            uid=str(plan.uid),
        )

    def _marking(self, plan):
        """Who may read the plan's own words, as it was known: what it was before the first mark that came later."""
        marks = [row for row in self.rows["marked"] if row.plan_id == plan.pk and row.update_said_id is None]
        later = [row for row in marks if self.known_at and row.recorded_at > self.known_at]
        return later[0].was if later else plan.marking

    def _legend(self, plan):
        """rating -> meaning; the newest meaning that holds on the day, none where it was taken out."""
        newest = {row.rating: row for row in sorted(self.legends[plan.pk], key=_by_day)}
        return {
            rating: row.meaning
            for rating, row in sorted(newest.items(), key=lambda pair: pair[1].position)
            if row.meaning
        }

    def _part(self, part, row, *names, **first):
        """A part as it stands, by name, with its order, its changes and whether it is dropped.

        first: what its row does not say by these names, such as the place it was written in.
        """
        now = {name: getattr(row, name) for name in names} | first | {"order": float(row.position)}
        changes, dropped = [], None
        for change in self.changes[part, row.pk]:
            was = {name: now.get(name) for name in change.becomes}
            now.update(change.becomes)
            changes.append(from_rows.changed_of(change, was))
            if "dropped" in change.becomes:
                dropped = from_rows.dropped_of(part, change) if change.becomes["dropped"] else None
        now.pop("dropped", None)
        return now, {"changes": changes, "dropped": dropped}

    def _priority(self, row):
        now, became = self._part("priority", row, "number", "heading", "title", "aim")
        made = PriorityPicture(pk=row.pk, focus=row.focus, outcomes=[], place=row.place, **now, **became)
        if made.dropped:
            self.left_out.priorities.append(made)
        return made

    def _issues_in(self, priorities):
        issues = {}
        for row in [row for pk in priorities for row in self.issues[pk]]:
            now, became = self._part("issue", row, "number", "words", "added", priority=row.priority_id)
            above = priorities.get(now.pop("priority")) or priorities[row.priority_id]
            became["dropped"] = became["dropped"] or above.dropped
            issues[row.pk] = IssuePicture(
                pk=row.pk,
                number_written=row.number_written,
                new=row.new,
                place=row.place,
                priority=above,
                **now,
                **became,
            )
            (self.left_out if issues[row.pk].dropped else above).issues.append(issues[row.pk])
        for above in priorities.values():
            above.issues = _in_order(above.issues)
        return issues

    def _outcomes_in(self, priorities):
        for row in [row for pk in priorities for row in self.outcomes[pk]]:
            now, became = self._part("outcome", row, "number", "words", priority=row.priority_id)
            above = priorities.get(now.pop("priority")) or priorities[row.priority_id]
            became["dropped"] = became["dropped"] or above.dropped
            made = OutcomePicture(pk=row.pk, priority=above, **now, **became)
            (self.left_out if made.dropped else above).outcomes.append(made)
        for above in priorities.values():
            above.outcomes = _in_order(above.outcomes)

    def _actions_in(self, issues):
        placed = []
        for row in self.actions:
            if row.issue_id not in issues:
                continue  # of another plan, or of an issue nobody knew of yet
            first = {
                "leads": [(lead.lead_id, lead.written) for lead in self.leads[row.pk]],
                "issue": row.issue_id,
            }
            now, became = self._part("action", row, *OF_AN_ACTION, **first)
            above = issues.get(now.pop("issue")) or issues[row.issue_id]
            became["dropped"] = became["dropped"] or above.dropped
            restricted = Marking.RESTRICTED in (_marking_now(row), now["marking"])  # now, or on that day
            if not restricted or self._may_see_restricted():
                placed.append((row, now, became, above))
        for row, now, became, above in sorted(placed, key=lambda one: (one[1]["order"], one[0].pk)):
            action = self._action(row, now, became, above)
            (self.left_out if action.dropped else above).actions.append(action)

    def _may_see_restricted(self):
        return self.restricted if isinstance(self.restricted, bool) else self.plan.board_id in self.restricted

    def _action(self, row, now, became, issue):
        leads = [(pk, self.names.get(pk, written)) for pk, written in now.pop("leads")]
        written = self._written(row)
        dates = self._dates(row, written)
        moved = dates["moved"]
        own = {change.pk: change.becomes for change in moved}
        holds = moved[-1].pk if moved else None
        steps_met = [
            from_rows.step_met_of(met, own.get(met.change_id, written), met.change_id == holds)
            for met in self.steps_met[row.pk]
        ]
        contributors = [(pk, name) for pk, name in now.pop("contributors")]
        action = ActionPicture(
            pk=row.pk,
            ref=f"A{row.pk}",
            place=row.place,
            origin_url=row.origin_url,
            marking_today=_marking_now(row),
            leads=leads,
            contributors=contributors,
            said=self._said(row),
            **dates,
            met=_met(steps_met),
            steps_met=steps_met,
            asked=[self._asked(request) for request in self.requests[row.pk]],
            differences=[from_rows.differed_of(one) for one in self.differences[row.pk]],
            checks=[from_rows.checked_of(one) for one in self.checks[row.pk]],
            legend=self.legend,
            day=self.day,
            heard_by=self.since,
            since=row.effective_on or self.plan.updated_on or timezone.localdate(self.plan.accepted_at),
            every_months=self.boards_were.get(self.plan.board_id, self.plan.board).check_every_months,
            went_on=self.went_on.get(row.pk),
            **self._origin(row),
            issue=issue,
            **now,
            **became,
        )
        if not self._may_see_restricted():
            action.keep_to_what_was_open(born_restricted=row.marking == Marking.RESTRICTED)
        return action

    def _origin(self, row):
        clocks = {"until": self.until, "known_at": self.known_at, "restricted": self._may_see_restricted()}
        return from_rows.origin_of(self.came_from[row.pk], **clocks) if row.pk in self.came_from else {}

    def _written(self, row):
        return from_rows.due_of(
            row, [Step(step.label, step.earliest, step.latest) for step in self.steps[row.pk]]
        )

    def _dates(self, row, written):
        """The first date, the row's own where somebody said that it was not the first, and the moves by the day."""
        told = [change for change in self.moves[row.pk] if change.first]
        moves = [change for change in self.moves[row.pk] if not change.first]
        moved = [
            from_rows.moved_of(change, self._meeting(change))
            for change in moves
            if change.effective_on <= self.until
        ]
        if not told:
            return {"first_due": written, "moved": moved}
        first = from_rows.due_of(told[-1], from_rows.steps_of(told[-1]))
        return {"first_due": first, "moved": moved, "written_due": None if moves else written}

    def _said(self, row):
        open_to = self._may_see_restricted()
        rows = [one for one in self.updates[row.pk] if open_to or one.marking != Marking.RESTRICTED]
        said = {
            one.pk: from_rows.said_of(one, self.proofs[one.pk], self.assurances.get(one.pk)) for one in rows
        }
        for one in said.values():
            one.marking = self.marks.get(one.pk, one.marking)
            if one.corrects in said:
                said[one.corrects].corrected_by = one
        return list(said.values())

    def _asked(self, row):
        answer = self.answers.get(row.pk)
        return Asked(
            pk=row.pk,
            was_written=row.was_written,
            wanted=from_rows.due_of(row, from_rows.steps_of(row)),
            why=row.why,
            by_name=row.by_name,
            on_behalf_of=row.on_behalf_of,
            effective_on=row.effective_on,
            recorded_at=row.recorded_at,
            answer=answer and from_rows.answered_of(answer, self._meeting(answer)),
        )


def _grouped(rows, key):
    groups, key_of = defaultdict(list), attrgetter(key)
    for row in rows:
        groups[key_of(row)].append(row)
    return groups


def _marking_now(row):
    return row.now_marking or row.marking


def _by_day(row):
    return row.effective_on is not None, row.effective_on or datetime.date.min, row.pk


def _in_order(parts):
    return sorted(parts, key=lambda part: (part.order, part.pk))


def _met(steps_met):
    """Positions met of the date that holds; of each step the last word counts."""
    last = {step.position: step.met for step in steps_met if step.now}
    return frozenset(position for position, met in last.items() if met)
