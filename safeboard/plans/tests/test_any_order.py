"""Any order of updates, corrections, moves of dates, drops and changes: nothing recorded is lost, and what was known stays.

A Hypothesis machine works a small plan for a few invented weeks. After each step it looks again at every moment it has
looked at before.
"""

import datetime
import os

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from safeboard.boards.models import BoardWas, Meeting, MeetingWas
from safeboard.boards.services import add_meeting, change_meeting, change_settings
from safeboard.plans import queries, services
from safeboard.plans.models import (
    Action,
    Assurance,
    Carried,
    Closing,
    DateAnswer,
    DateChange,
    DateConfirmed,
    DateRequest,
    Difference,
    Issue,
    LegendMeaning,
    MilestoneMet,
    PartChange,
    Plan,
    Update,
)
from safeboard.plans.services.standing import COLUMNS, columns_of
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db

START = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)
KEPT = [
    *(Update, DateRequest, DateAnswer, DateChange, PartChange, MilestoneMet, Assurance, Difference),
    *(Carried, Closing, DateConfirmed, LegendMeaning, BoardWas, MeetingWas),
]
WORDS = st.sampled_from(["Begun.", "Half of it is done.", "Waiting for the police.", "All done."])
DUES = st.sampled_from(
    ["June 2026", "On going", "First review Dec 26, Refresh June 27", "Annually – March 2026", ""]
)
BACK = st.integers(0, 90)  # days before today that something speaks of
EXAMPLES = int(os.environ.get("SAFEBOARD_EXAMPLES", "10"))


def told_by(picture):
    """All that a picture says, in plain values that compare."""
    return (
        [(one.pk, one.title, [outcome.words for outcome in one.outcomes]) for one in picture.priorities],
        [(issue.pk, issue.words, issue.priority.pk) for issue in picture.issues],
        [_told(action) for action in [*picture.actions, *picture.left_out.actions]],
        picture.legend,
        picture.glossary,
        (picture.since, picture.closed),
    )


def _told(action):
    return (
        (action.pk, action.words, action.leads, action.issue.pk, action.dropped, action.rating, action.done),
        [due.written for due in action.dates],
        [
            (said.pk, said.words, said.rating, said.complete, said.corrected_by is None)
            for said in action.said
        ],
        [(asked.pk, asked.wanted.written, asked.answer) for asked in action.asked],
        [(move.pk, move.meeting) for move in action.moved],
        (action.silent, action.next_check, action.heard_on),
        (action.went_on, action.came_from, action.date_confirmed, action.date_to_confirm),
        (sorted(action.met), action.late, action.days_late, action.assured and action.assured.pk),
        [(one.pk, one.answer) for one in action.differences],
    )


class Working(RuleBasedStateMachine):
    """`looked`: (day, moment, what was known of that day at that moment). `written`: what each kept row held at first."""

    @initialize()
    def begin(self):
        self.now, self.looked, self.written = START, [], {}
        self.one, self.other = make.someone("lead", board := make.a_board()), make.someone("chair", board)
        self.plan = make.a_plan(
            board, make.promise(due="March 2026"), make.promise("Train the front line", due="")
        )
        self._recorded_at_the_start()
        coming = {"date": datetime.date(2026, 12, 1), "by": self.other, "at": self.now}
        self.meeting = add_meeting(board=board, **coming)
        add_meeting(board=board, **(coming | {"date": datetime.date(2026, 1, 4)}))

    def _recorded_at_the_start(self):
        type(self.plan).objects.filter(pk=self.plan.pk).update(accepted_at=START)
        self.plan.refresh_from_db()

    def _act(self, verb, *things, by=None, **words):
        """Do it an hour later; what is refused must have changed nothing."""
        self.now += datetime.timedelta(hours=1)
        before = self._rows()
        if (said := self._refused(verb, *things, by=by or self.one, **words)) is not None:
            assert (len(said), "This field" in said[0]) == (1, False)
            assert self._rows() == before

    def _refused(self, verb, *things, **words):
        """The sentences with which it was refused, or None where it was done."""
        try:
            verb(*things, at=self.now, **words)
        except ValidationError as refused:
            return refused.messages
        return None

    def _rows(self):
        return {model: model.objects.count() for model in [*KEPT, Action, Issue, Plan]}

    def _day(self, back):
        return self.now.date() - datetime.timedelta(days=back)

    def _action(self, data):
        return data.draw(
            st.sampled_from(list(Action.objects.filter(issue__priority__plan=self.plan).order_by("pk")))
        )

    def _some(self, data, model):
        rows = list(model.objects.filter(action__issue__priority__plan=self.plan).order_by("pk"))
        return data.draw(st.sampled_from(rows))

    @rule(
        data=st.data(),
        words=WORDS,
        rating=st.sampled_from(["", "red", "amber", "green"]),
        back=BACK,
        done=st.booleans(),
    )
    def say(self, data, words, rating, back, done):
        action, day = self._action(data), self._day(back)
        last = Update.objects.order_by("pk").last()
        self._act(
            services.post_update,
            action,
            words=words,
            rating=rating,
            complete=done,
            evidence="Minutes",
            effective_on=day,
        )
        new = Update.objects.order_by("pk").last()
        if new != last:
            assert new.pk in self._said(action, day)
            assert new.pk not in self._said(action, day - datetime.timedelta(days=1))

    def _said(self, action, day):
        shown, _ = queries.action_picture(action, day=day)
        return {said.pk for said in shown.said} if shown else set()

    @precondition(lambda self: Update.objects.filter(action__issue__priority__plan=self.plan).exists())
    @rule(data=st.data(), words=WORDS)
    def correct(self, data, words):
        wrong = self._some(data, Update)
        self._act(services.post_update, wrong.action, words=words, corrects=wrong)

    @rule(data=st.data(), rating=st.sampled_from(["", "red", "green"]))
    def rate_over(self, data, rating):
        self._act(
            services.rate_over, self._action(data), rating=rating, why="The board saw it.", by=self.other
        )

    @rule(data=st.data())
    def assure(self, data):
        self._act(services.assure, self._action(data), words="Seen the file.", by=self.other)

    @rule(data=st.data(), answer=st.sampled_from(["yes", "no", "not known"]))
    def tell_the_difference(self, data, answer):
        self._act(services.say_difference, self._action(data), answer=answer, words="Fewer wait.")

    @rule(data=st.data(), becomes=DUES)
    def ask_for_a_date(self, data, becomes):
        self._act(services.ask_for_date, self._action(data), becomes=becomes, why="It takes longer.")

    @precondition(lambda self: DateRequest.objects.filter(action__issue__priority__plan=self.plan).exists())
    @rule(data=st.data(), agree=st.booleans())
    def answer_a_request(self, data, agree):
        request = self._some(data, DateRequest)
        if agree:
            self._act(services.agree_date, request, meeting=self.meeting, by=self.other)
        else:
            self._act(services.decline_date, request, why="Too late already.", by=self.other)

    @rule(data=st.data(), position=st.integers(0, 2), met=st.booleans(), back=BACK)
    def meet_a_step(self, data, position, met, back):
        self._act(services.meet_step, self._action(data), position=position, met=met, met_on=self._day(back))

    @rule(data=st.data(), back=BACK)
    def drop(self, data, back):
        self._act(services.drop_part, self._action(data), why="Merged.", effective_on=self._day(back))

    @rule(data=st.data())
    def take_up(self, data):
        self._act(services.take_up_part, self._action(data))

    @rule(data=st.data(), words=WORDS, back=BACK)
    def reword(self, data, words, back):
        changes = {"words": words, "leads": [words[:5], "Quality Group"]}
        self._act(services.change_part, self._action(data), changes=changes, effective_on=self._day(back))

    @rule(data=st.data(), words=WORDS, due=DUES, back=BACK)
    def add(self, data, words, due, back):
        issue = data.draw(
            st.sampled_from(list(Issue.objects.filter(priority__plan=self.plan).order_by("pk")))
        )
        self._act(
            services.add_action,
            issue,
            words=words,
            due=due,
            leads=["Quality Group"],
            effective_on=self._day(back),
        )

    @rule(words=WORDS)
    def add_an_issue(self, words):
        self._act(services.add_issue, self.plan.priorities.get(), words=words)

    @rule(data=st.data())
    def move(self, data):
        issue = data.draw(
            st.sampled_from(list(Issue.objects.filter(priority__plan=self.plan).order_by("pk")))
        )
        self._act(services.move_part, self._action(data), to=issue)

    @rule(data=st.data(), back=st.integers(0, 30), kind=st.sampled_from(["Board", "Executive"]))
    def correct_a_meeting(self, data, back, kind):
        board = self.plan.board
        meeting = data.draw(st.sampled_from(list(Meeting.objects.filter(board=board).order_by("pk"))))
        what = {"date": self._day(back), "kind": kind, "updates_by": None, "papers_by": None}
        self._act(change_meeting, meeting, **what, by=self.other)
        self.meeting.refresh_from_db()

    @rule(months=st.integers(1, 4))
    def change_the_settings(self, months):
        what = {"check_every_months": months, "difference_after_months": 6}
        self._act(change_settings, self.plan.board, **what, by=self.other)
        self.plan.board.refresh_from_db()

    @rule(rating=st.sampled_from(["amber", "green"]), words=st.sampled_from(["Complete", "Begun", ""]))
    def change_the_legend(self, rating, words):
        self._act(services.change_meaning, self.plan, meanings={rating: words}, by=self.other)

    @rule(data=st.data(), drop=st.booleans())
    def carry(self, data, drop):
        into, action = queries.plan_after(self.plan), self._action(data)
        what = {"carry": [], "drop": {action.pk: "Over"}} if drop else {"carry": [action.pk]}
        if into:
            self._act(services.carry_on, self.plan, **what, by=self.other)
        else:
            years = {"title": "The next", "starts": None, "ends": None}
            self._act(services.start_next_plan, self.plan, **years, **what, by=self.other)

    @precondition(lambda self: Carried.objects.filter(action__issue__priority__plan=self.plan).exists())
    @rule(data=st.data())
    def confirm_a_date(self, data):
        self._act(services.confirm_date, self._some(data, Carried).into)

    @rule()
    def close(self):
        self._act(services.close_plan, self.plan, by=self.other)

    @rule(back=BACK)
    def look(self, back):
        self.looked.append((self._day(back), self.now, self._known(self._day(back), self.now)))

    def _known(self, day, moment):
        """Of the plan and of the one that follows it."""
        follows = Plan.objects.filter(follows=self.plan).select_related("board")
        plans = [self.plan, *(one for one in follows if one.accepted_at <= moment)]
        return [told_by(queries.picture_of(plan, day=day, known_at=moment)) for plan in plans]

    @invariant()
    def what_was_known_at_a_moment_never_changes(self):
        for day, moment, told in getattr(self, "looked", []):
            assert self._known(day, moment) == told

    @invariant()
    def nothing_recorded_is_lost_or_altered(self):
        for model in KEPT if hasattr(self, "plan") else []:
            for row in model.objects.values():
                assert self.written.setdefault((model, row["id"]), row) == row
            assert model.objects.count() == sum(kind is model for kind, _ in self.written)

    @invariant()
    def the_columns_for_finding_say_what_the_picture_says(self):
        for plan in Plan.objects.select_related("board") if hasattr(self, "plan") else []:
            picture = queries.picture_of(plan, day=self.now.date(), ahead=True)
            everything = [*picture.actions, *picture.left_out.actions]
            shown = {action.pk: columns_of(action) for action in everything}
            kept = Action.objects.filter(issue__priority__plan=plan).values()
            assert {row["id"]: {name: row[name] for name in COLUMNS} for row in kept} == shown
            carried = dict(Carried.objects.filter(action__in=shown).values_list("action", "into"))
            gone = {action.pk: action.went_on.action_pk for action in everything if action.went_on}
            owed = [action.pk for action in everything if action.pk in carried and action.open]
            assert (gone, owed) == (carried, [])
            leads = Action.leads.through.objects.filter(current=True, action__in=shown)
            current = {(line.action_id, line.lead_id) for line in leads}
            assert current == {(action.pk, pk) for action in everything for pk, _ in action.leads}


def test_nothing_is_lost_and_what_was_known_stays_whatever_happens():
    run_state_machine_as_test(
        Working,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=15,
            deadline=None,
            phases=[
                phase
                for phase in Phase
                if phase is not Phase.shrink or not os.environ.get("SAFEBOARD_NO_SHRINK")
            ],
            suppress_health_check=list(HealthCheck),
        ),
    )
