"""A plan is added to, reworded, moved about and dropped from; each change has its day, and nothing is lost."""

import datetime
import os

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from safeboard.boards.models import Meeting
from safeboard.history.models import Event
from safeboard.plans import queries, services
from safeboard.plans.models import Action, Adoption, Issue, Outcome, PartChange, Priority
from safeboard.plans.places import find
from safeboard.plans.services.standing import columns_of
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC)
TODAY = NOON.date()
FEB, MARCH = datetime.date(2026, 2, 1), datetime.date(2026, 3, 1)


@pytest.fixture
def plan():
    return make.a_plan(make.a_board(), make.promise("Audit"), make.promise("Train"), make.promise("Report"))


@pytest.fixture
def issue(plan):
    return Issue.objects.get(priority__plan=plan)


@pytest.fixture
def acts(plan):
    return {"by": make.someone("business_manager", plan.board), "at": NOON}


@pytest.fixture
def audit(plan):
    return make.actions_of(plan)[0]


def picture(plan, day=TODAY, **more):
    return queries.picture_of(plan, day=day, **more)


def words(plan, day=TODAY):
    """The words of every action that stands, by issue."""
    return [[action.words for action in issue.actions] for issue in picture(plan, day).issues]


def refusal(verb, *args, **what):
    with pytest.raises(ValidationError) as refused:
        verb(*args, **what)
    (sentence,) = refused.value.messages
    return sentence


def columns_agree(plan):
    shown = picture(plan, ahead=True)
    everything = [*shown.actions, *shown.left_out.actions]
    names = list(columns_of(everything[0]))
    rows = {row["pk"]: row for row in Action.objects.filter(issue__priority__plan=plan).values("pk", *names)}
    lines = Action.leads.through.objects.filter(action__in=rows, current=True)
    return (
        {one.pk: {"pk": one.pk, **columns_of(one)} for one in everything} == rows
        and {(line.action_id, line.lead_id) for line in lines}
        == {(one.pk, lead) for one in everything for lead, _ in one.leads}
        and all(
            find(shown, "action", one.pk).marking == one.marking_now
            for one in Action.objects.filter(pk__in=rows)
        )
    )


# --- Adding ---


def test_an_action_is_added_at_the_end_with_all_that_was_said_of_it(plan, issue, acts):
    made = services.add_action(
        issue,
        words="Visit homes",
        leads=["Quality Group", "The Chair"],
        due="First review Dec 26, Refresh June 27",
        impact="Fewer wait",
        budget="£2,000",
        marking="restricted",
        origin="Review of child A",
        **acts,
    )
    shown = find(picture(plan), "action", made.pk)
    assert words(plan) == [["Audit", "Train", "Report", "Visit homes"]]
    assert [name for _, name in shown.leads] == ["Quality Group", "The Chair"]
    assert [step.latest for step in shown.due.milestones] == [
        datetime.date(2026, 12, 31),
        datetime.date(2027, 6, 30),
    ]
    assert (shown.new, shown.impact, shown.budget, shown.origin) == (
        True,
        "Fewer wait",
        "£2,000",
        "Review of child A",
    )
    assert shown.marking == "restricted"
    assert columns_agree(plan)


def test_it_is_in_the_plan_from_its_day_on(plan, issue, acts):
    services.add_action(issue, words="Visit homes", effective_on=MARCH, **acts)
    assert words(plan, FEB) == [["Audit", "Train", "Report"]]
    assert words(plan, MARCH) == [["Audit", "Train", "Report", "Visit homes"]]


def test_a_priority_an_outcome_and_an_issue_are_added_at_the_end(plan, issue, acts):
    priority = services.add_priority(plan, title="Children are safe", number="2", aim="Always", **acts)
    services.add_outcome(issue.priority, words="More are heard", number="2", **acts)
    services.add_issue(priority, words="Neglect", number="7", **acts)
    shown = picture(plan)
    assert [one.title for one in shown.priorities] == ["Children are heard", "Children are safe"]
    assert [one.words for one in shown.priorities[0].outcomes] == ["Fewer wait", "More are heard"]
    assert [(one.number, one.words, one.new) for one in shown.priorities[1].issues] == [
        ("7", "Neglect", True)
    ]


def test_what_is_added_comes_behind_what_was_moved_to_the_end(plan, issue, audit, acts):
    last = make.actions_of(plan)[2]
    for _ in range(3):
        services.move_part(audit, after=last, **acts)
        services.move_part(last, after=audit, **acts)
    services.add_action(issue, words="Visit homes", **acts)
    assert words(plan) == [["Train", "Audit", "Report", "Visit homes"]]


def test_two_spellings_of_one_lead_name_it_once(plan, issue, acts):
    made = services.add_action(
        issue, words="Visit", leads=["Quality Group", "QUALITY  GROUP", "quality group"], **acts
    )
    assert [line.written for line in made.lead_lines.all()] == ["Quality Group"]


def test_the_same_words_sent_twice_from_one_page_are_added_once(plan, issue, acts):
    seen = Action.objects.latest("pk").pk
    services.add_action(issue, words="Visit homes", seen=seen, **acts)
    said = refusal(services.add_action, issue, words="Visit homes", seen=seen, **acts)
    assert said == "“Visit homes” was added already. It is there once."
    assert words(plan) == [["Audit", "Train", "Report", "Visit homes"]]


def test_the_same_words_from_a_page_that_showed_the_first_are_added_again(plan, issue, acts):
    first = services.add_action(issue, words="Visit homes", **acts)
    services.add_action(issue, words="Visit homes", seen=first.pk, **acts)
    assert words(plan) == [["Audit", "Train", "Report", "Visit homes", "Visit homes"]]


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({"words": "  "}, "Enter the action"),
        ({"marking": "secret"}, "Choose who may read it from the list"),
        ({"budget": "£" * 201}, "Enter a budget of at most 200 letters"),
        ({"effective_on": TODAY + datetime.timedelta(days=1)}, "Enter a day that is not after today"),
        ({"leads": ["–"]}, "Enter each lead’s name with letters or figures in it, and at most 200 of them"),
        (
            {"leads": ["A" * 201]},
            "Enter each lead’s name with letters or figures in it, and at most 200 of them",
        ),
    ],
)
def test_what_cannot_be_added_is_refused_in_one_sentence_and_nothing_is_left_of_it(
    issue, acts, what, sentence
):
    before = Action.objects.count(), Event.objects.count()
    assert refusal(services.add_action, issue, **{"words": "Visit homes", **what}, **acts) == sentence
    assert (Action.objects.count(), Event.objects.count()) == before


def test_nothing_is_added_to_what_was_dropped(issue, acts):
    services.drop_part(issue.priority, why="Merged", **acts)
    said = "Its priority was dropped on 10 March 2026. Take it up again before you add to it."
    assert refusal(services.add_action, issue, words="Visit homes", **acts) == said


def test_nothing_is_added_to_a_place_before_it_was_there(plan, acts):
    priority = services.add_priority(plan, title="Safe", effective_on=MARCH, **acts)
    said = refusal(services.add_issue, priority, words="Neglect", effective_on=FEB, **acts)
    assert said == "The priority was added on 1 March 2026: enter that day or a later one"


# --- Changing ---


def test_changed_words_hold_from_their_day_and_the_old_ones_before_it(plan, audit, acts):
    services.change_part(audit, changes={"words": "Audit 20"}, why="Too few", effective_on=MARCH, **acts)
    assert words(plan, FEB) == [["Audit", "Train", "Report"]]
    assert words(plan, MARCH) == [["Audit 20", "Train", "Report"]]


def test_the_picture_tells_what_it_was_and_became_why_and_by_whom(plan, audit, acts):
    services.change_part(audit, changes={"words": "Audit 20", "leads": ["The Chair"]}, why="Too few", **acts)
    (change,) = find(picture(plan), "action", audit.pk).changes
    quality, chair = (plan.board.leads.get(name=name).pk for name in ("Quality Group", "The Chair"))
    assert change.was == {"words": "Audit", "leads": [[quality, "Quality Group"]]} or change.was == {
        "words": "Audit",
        "leads": [(quality, "Quality Group")],
    }
    assert change.becomes == {"words": "Audit 20", "leads": [[chair, "The Chair"]]}
    assert (change.why, change.by_name) == ("Too few", acts["by"].name)


def test_a_priority_an_outcome_and_an_issue_are_reworded(plan, issue, acts):
    outcome = Outcome.objects.get()
    services.change_part(issue.priority, changes={"title": "All are heard", "aim": ""}, why="Wider", **acts)
    services.change_part(outcome, changes={"words": "Nobody waits"}, why="Wider", **acts)
    services.change_part(issue, changes={"words": "Cases stall", "number": "", "added": "Since May"}, **acts)
    (priority,) = picture(plan).priorities
    assert (priority.title, priority.aim, priority.outcomes[0].words) == ("All are heard", "", "Nobody waits")
    (shown,) = priority.issues
    assert (shown.words, shown.number, shown.added) == ("Cases stall", None, "Since May")


def test_changing_to_what_it_says_already_records_nothing(plan, audit, issue, acts):
    same = {"words": " Audit ", "leads": ["Quality Group"], "budget": "", "contributors": []}
    assert services.change_part(audit, changes=same, **acts) is None
    assert services.change_part(issue, changes={"number": "1"}, **acts) is None
    assert PartChange.objects.count() == 0


def test_leads_that_changed_are_those_that_hold(plan, audit, acts):
    services.change_part(audit, changes={"leads": ["The Chair"]}, **acts)
    services.change_part(audit, changes={"leads": ["Police"]}, effective_on=MARCH, **acts)
    assert [name for _, name in find(picture(plan, MARCH), "action", audit.pk).leads] == ["Police"]
    assert [name for _, name in find(picture(plan), "action", audit.pk).leads] == ["The Chair"]
    assert [line.written for line in audit.lead_lines.filter(current=True)] == ["The Chair"]
    services.change_part(audit, changes={"leads": []}, **acts)
    assert columns_agree(plan)


def test_who_may_read_it_is_a_matter_of_now_and_of_the_day(plan, audit, acts):
    services.change_part(audit, changes={"marking": "restricted"}, effective_on=MARCH, **acts)
    for day in (FEB, MARCH, TODAY):
        assert find(picture(plan, day, restricted=False), "action", audit.pk) is None
    assert find(picture(plan, FEB), "action", audit.pk).marking == "board"
    services.change_part(audit, changes={"marking": "board"}, **acts)
    assert find(picture(plan, MARCH, restricted=False), "action", audit.pk) is None
    assert find(picture(plan, TODAY, restricted=False), "action", audit.pk).words == "Audit"
    assert columns_agree(plan)


def test_a_change_that_came_after_the_one_a_person_saw_stops_theirs(audit, acts):
    first = services.change_part(audit, changes={"words": "Audit 20"}, seen=0, **acts)
    with pytest.raises(services.ChangedMeanwhile):
        services.change_part(audit, changes={"words": "Audit 30"}, seen=0, **acts)
    for verb in (services.drop_part, services.move_part):
        with pytest.raises(services.ChangedMeanwhile):
            verb(
                audit,
                why="Merged",
                seen=0,
                **({} if verb is services.drop_part else {"after": last_of(audit)}),
                **acts,
            )
    assert list(PartChange.objects.all()) == [first]
    services.change_part(audit, changes={"words": "Audit 30"}, seen=first.pk, **acts)
    assert PartChange.objects.count() == 2


def last_of(action):
    return action.issue.actions.last()


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({"changes": {"words": ""}}, "Enter the action’s words"),
        ({"changes": {"marking": "secret"}}, "Choose who may read it from the list"),
        ({"changes": {"due_written": "Never"}}, "This cannot be changed here: due_written."),
        (
            {"changes": {"words": "X"}, "effective_on": datetime.date(2015, 3, 31)},
            "It was added on 1 April 2015: enter that day or a later one",
        ),
        (
            {"changes": {"words": "X"}, "effective_on": TODAY + datetime.timedelta(days=1)},
            "Enter a day that is not after today",
        ),
    ],
)
def test_a_change_that_cannot_be_is_refused_in_one_sentence(audit, acts, what, sentence):
    assert refusal(services.change_part, audit, **what, **acts) == sentence
    assert PartChange.objects.count() == 0


# --- Dropping and taking up ---


def test_a_dropped_action_leaves_the_plan_from_its_day_on_and_is_kept(plan, audit, acts):
    services.drop_part(audit, why="Merged with Train", effective_on=MARCH, **acts)
    assert words(plan, FEB) == [["Audit", "Train", "Report"]]
    assert words(plan, MARCH) == [["Train", "Report"]]
    (dropped,) = picture(plan).left_out.actions
    assert (dropped.words, dropped.dropped.why) == ("Audit", "Merged with Train")
    assert columns_agree(plan)


def test_a_dropped_issue_takes_its_actions_with_it_and_they_come_back_with_it(plan, issue, acts):
    services.drop_part(issue, why="Done elsewhere", **acts)
    left_out = picture(plan).left_out
    assert ([one.dropped.part for one in left_out.actions], len(left_out.issues)) == (["issue"] * 3, 1)
    assert set(Action.objects.values_list("now_dropped", flat=True)) == {True}
    services.take_up_part(issue, **acts)
    assert words(plan) == [["Audit", "Train", "Report"]]
    assert columns_agree(plan)


def test_a_dropped_priority_takes_its_outcomes_and_issues_with_it(plan, issue, acts):
    services.drop_part(issue.priority, why="Over", **acts)
    shown = picture(plan)
    left_out = shown.left_out
    parts = left_out.priorities, left_out.outcomes, left_out.issues, left_out.actions
    assert (shown.priorities, [len(kind) for kind in parts]) == ([], [1, 1, 1, 3])
    assert columns_agree(plan)


def test_what_was_dropped_by_itself_stays_so_when_its_issue_comes_back(plan, issue, audit, acts):
    services.drop_part(audit, why="Merged", **acts)
    services.drop_part(issue, why="Over", **acts)
    said = "Its issue was dropped: take that up again first."
    assert refusal(services.take_up_part, audit, **acts) == said
    services.take_up_part(issue, **acts)
    assert words(plan) == [["Train", "Report"]]


def test_dropping_and_taking_up_the_other_way_round_in_time_is_refused(plan, audit, acts):
    services.drop_part(audit, why="Merged", effective_on=MARCH, **acts)
    said = "It was dropped on 1 March 2026: enter that day or a later one"
    assert refusal(services.take_up_part, audit, effective_on=FEB, **acts) == said
    services.take_up_part(audit, effective_on=MARCH, **acts)
    said = "It was taken up again on 1 March 2026: enter that day or a later one"
    assert refusal(services.drop_part, audit, why="Merged", effective_on=FEB, **acts) == said
    assert words(plan, MARCH) == [["Audit", "Train", "Report"]]


@pytest.mark.parametrize(
    ("verb", "what", "sentence"),
    [
        (services.drop_part, {"why": "Merged"}, "It was dropped already, on 10 March 2026."),
        (
            services.change_part,
            {"changes": {"words": "X"}},
            "It was dropped on 10 March 2026. Take it up again before you change it.",
        ),
        (services.move_part, {}, "It was dropped on 10 March 2026. Take it up again before you move it."),
    ],
)
def test_nothing_more_is_done_to_what_is_dropped(audit, acts, verb, what, sentence):
    services.drop_part(audit, why="Merged", **acts)
    assert refusal(verb, audit, **what, **acts) == sentence


def test_dropping_asks_why_and_what_stands_cannot_be_taken_up(audit, acts):
    assert refusal(services.drop_part, audit, why=" ", **acts) == "Enter why it is dropped"
    assert refusal(services.take_up_part, audit, **acts) == "It is in the plan already."


# --- Moving ---


def test_an_action_moves_within_its_issue(plan, audit, acts):
    train, report = make.actions_of(plan)[1:]
    services.move_part(audit, after=train, **acts)
    assert words(plan) == [["Train", "Audit", "Report"]]
    services.move_part(report, **acts)
    assert words(plan) == [["Report", "Train", "Audit"]]


def test_an_action_moves_to_another_priority_s_issue_from_its_day_on(plan, audit, acts):
    priority = services.add_priority(plan, title="Safe", effective_on=FEB, **acts)
    other = services.add_issue(priority, words="Neglect", effective_on=FEB, **acts)
    services.move_part(audit, to=other, effective_on=MARCH, **acts)
    assert words(plan, FEB) == [["Audit", "Train", "Report"], []]
    assert words(plan, MARCH) == [["Train", "Report"], ["Audit"]]


def test_an_issue_moves_with_its_actions_and_an_outcome_by_itself(plan, issue, acts):
    priority = services.add_priority(plan, title="Safe", **acts)
    services.move_part(issue, to=priority, **acts)
    services.move_part(Outcome.objects.get(), to=priority, **acts)
    services.move_part(priority, **acts)
    shown = picture(plan)
    assert [(one.title, len(one.issues), len(one.outcomes)) for one in shown.priorities] == [
        ("Safe", 1, 1),
        ("Children are heard", 0, 0),
    ]
    assert words(plan) == [["Audit", "Train", "Report"]]


def test_moving_to_where_it_stands_records_nothing(plan, issue, audit, acts):
    assert services.move_part(audit, to=issue, **acts) is None
    assert services.move_part(make.actions_of(plan)[1], after=audit, **acts) is None
    assert PartChange.objects.count() == 0


def test_what_stood_behind_a_dropped_part_stays_behind_it_when_that_comes_back(plan, audit, acts):
    train, report = make.actions_of(plan)[1:]
    services.drop_part(train, why="Merged", **acts)
    services.move_part(report, **acts)
    services.move_part(report, after=audit, **acts)
    services.take_up_part(train, **acts)
    assert words(plan) == [["Audit", "Report", "Train"]]


def test_sixty_moves_into_one_gap_leave_the_order_right_and_number_the_places_anew(plan, audit, acts):
    """Each halves the gap behind the second; after some fifty no number is left in it."""
    _, train, report = make.actions_of(plan)
    for moved in [audit, report] * 30:
        services.move_part(moved, after=train, **acts)
        assert words(plan)[0][:2] == ["Train", moved.words]
    anew = PartChange.objects.filter(why__startswith="The places here were numbered anew")
    assert (words(plan), anew.count()) == ([["Train", "Report", "Audit"]], 2)
    orders = [action.order for action in picture(plan).actions]
    assert orders == sorted(set(orders))


def test_a_move_to_somewhere_that_is_not_there_is_refused(plan, issue, audit, acts):
    train = make.actions_of(plan)[1]
    foreign = make.a_plan(make.a_board())
    foreign_issue = Issue.objects.get(priority__plan=foreign)
    own = make.a_plan(plan.board)
    assert refusal(services.move_part, audit, to=foreign_issue, **acts) == "Choose a place in the same plan"
    assert refusal(services.move_part, audit, to=Issue.objects.get(priority__plan=own), **acts) == (
        "Choose a place in the same plan"
    )
    assert refusal(services.move_part, audit, to=issue.priority, **acts) == "Choose a place in the same plan"
    gone = "What it should come after has been moved or dropped meanwhile: choose again."
    assert refusal(services.move_part, audit, after=make.actions_of(foreign)[0], **acts) == gone
    services.drop_part(train, why="Merged", **acts)
    assert refusal(services.move_part, audit, after=train, **acts) == gone
    other = services.add_issue(issue.priority, words="Neglect", **acts)
    services.drop_part(other, why="Over", **acts)
    said = "That issue was dropped meanwhile: choose another place."
    assert refusal(services.move_part, audit, to=other, **acts) == said


def test_a_move_to_a_place_before_it_was_there_is_refused(issue, audit, acts):
    other = services.add_issue(issue.priority, words="Neglect", effective_on=MARCH, **acts)
    said = refusal(services.move_part, audit, to=other, effective_on=FEB, **acts)
    assert said == "That issue was added on 1 March 2026: enter that day or a later one"


# --- All of them ---


def test_a_withdrawn_plan_is_not_changed(plan, issue, audit, acts):
    services.withdraw_plan(plan, why="Wrong file", **acts)
    meeting = Meeting.objects.create(board=plan.board, date=MARCH)
    before = PartChange.objects.count(), Action.objects.count(), Issue.objects.count()
    said = {
        refusal(services.add_priority, plan, title="X", **acts),
        refusal(services.add_issue, issue.priority, words="X", **acts),
        refusal(services.add_action, issue, words="X", **acts),
        refusal(services.change_part, audit, changes={"words": "X"}, **acts),
        refusal(services.drop_part, audit, why="X", **acts),
        refusal(services.take_up_part, audit, **acts),
        refusal(services.move_part, audit, **acts),
        refusal(services.adopt_plan, plan, meeting=meeting, **acts),
    }
    assert said == {"This plan has been withdrawn: nothing in it can be changed."}
    assert (PartChange.objects.count(), Action.objects.count(), Issue.objects.count()) == before


def test_every_verb_says_in_the_history_who_did_it(plan, issue, audit, acts):
    Event.objects.count()
    after = Event.objects.latest("pk").pk
    made = services.add_action(issue, words="Visit homes", **acts)
    services.change_part(audit, changes={"words": "Audit 20"}, why="Too few", **acts)
    services.move_part(made, **acts)
    services.drop_part(audit, why="Merged", **acts)
    services.take_up_part(audit, **acts)
    said = Event.objects.filter(pk__gt=after).order_by("pk")
    assert [(event.verb, event.by_id, event.board_id) for event in said] == [
        (verb, acts["by"].pk, plan.board.pk)
        for verb in ("added", "changed", "moved", "dropped", "took up again")
    ]


def test_what_was_known_before_a_change_of_an_earlier_day_stays_as_it_was_known(plan, audit, acts):
    before = NOON - datetime.timedelta(hours=1)
    Action.objects.update(recorded_at=before)
    type(plan).objects.update(accepted_at=before)
    plan.refresh_from_db()
    services.drop_part(audit, why="Merged", effective_on=MARCH, **acts)
    known = queries.picture_of(plan, day=MARCH, known_at=before)
    assert ([one.words for one in known.actions], words(plan, MARCH)) == (
        ["Audit", "Train", "Report"],
        [["Train", "Report"]],
    )


# --- Adopting ---


def test_a_plan_is_adopted_at_a_meeting_and_refreshed_at_another(plan, acts):
    first = Meeting.objects.create(board=plan.board, date=FEB)
    second = Meeting.objects.create(board=plan.board, date=MARCH)
    services.adopt_plan(plan, meeting=first, words="Agreed by all", **acts)
    services.adopt_plan(plan, meeting=second, refresh=True, **acts)
    shown = [(one.meeting, one.refresh, one.words) for one in queries.adoptions_of(plan, day=TODAY)]
    assert shown == [(first, False, "Agreed by all"), (second, True, "")]
    assert [one.meeting for one in queries.adoptions_of(plan, day=FEB)] == [first]
    assert queries.adoptions_of(plan, day=TODAY, known_at=NOON - datetime.timedelta(hours=1)) == []


def test_it_is_adopted_once_at_a_meeting_of_its_own_board_that_was_held(plan, acts):
    held = Meeting.objects.create(board=plan.board, date=MARCH)
    coming = Meeting.objects.create(board=plan.board, date=TODAY + datetime.timedelta(days=1))
    foreign = Meeting.objects.create(board=make.a_board(), date=MARCH)
    services.adopt_plan(plan, meeting=held, **acts)
    assert (
        refusal(services.adopt_plan, plan, meeting=held, **acts)
        == "This was recorded for that meeting already."
    )
    assert refusal(services.adopt_plan, plan, meeting=coming, **acts) == "Choose a meeting that has been held"
    assert (
        refusal(services.adopt_plan, plan, meeting=foreign, **acts)
        == "Choose a meeting of this plan's own board"
    )
    assert Adoption.objects.count() == 1


# --- Any order ---


class Shaping(RuleBasedStateMachine):
    """`order`: {key of a place: the keys of the parts in it, dropped ones too, as they should stand}."""

    @initialize()
    def begin(self):
        self.now = NOON
        board = make.a_board()
        self.by = make.someone("business_manager", board)
        self.plan = make.a_plan(board, make.promise("One"), make.promise("Two"), make.promise("Three"))
        priority = self.plan.priorities.get()
        issue = priority.issues.get()
        services.add_issue(priority, words="Other", **self._acts())
        services.add_priority(self.plan, title="Other", **self._acts())
        self.order = {
            "priority": {0: list(self.plan.priorities.values_list("pk", flat=True))},
            "issue": {
                one.pk: list(one.issues.values_list("pk", flat=True)) for one in self.plan.priorities.all()
            },
            "action": {
                one.pk: list(one.actions.values_list("pk", flat=True))
                for one in Issue.objects.filter(priority__plan=self.plan)
            },
        }
        assert self.order["action"][issue.pk]
        self.dropped = set()

    def _acts(self):
        self.now += datetime.timedelta(minutes=1)
        return {"by": self.by, "at": self.now}

    def _do(self, verb, *args, **what):
        """Whether it was done."""
        try:
            return verb(*args, **what, **self._acts()) is not None
        except ValidationError as refused:
            return len(refused.messages) != 1

    def _one(self, data, kind):
        keys = sorted(pk for place in self.order[kind].values() for pk in place)
        return MODELS[kind].objects.get(pk=data.draw(st.sampled_from(keys)))

    @rule(data=st.data(), kind=st.sampled_from(["issue", "action"]))
    def add(self, data, kind):
        above = self._one(data, ABOVE[kind])
        add = {"issue": services.add_issue, "action": services.add_action}[kind]
        if self._do(add, above, words="Added"):
            made = MODELS[kind].objects.latest("pk")
            self.order[kind][above.pk].append(made.pk)
            if kind == "issue":
                self.order["action"][made.pk] = []

    @rule(data=st.data(), kind=st.sampled_from(["priority", "issue", "action"]))
    def move(self, data, kind):
        part = self._one(data, kind)
        to = self._one(data, ABOVE[kind]) if kind in ABOVE else None
        here = self.order[kind][to.pk if to else 0]
        after = data.draw(st.sampled_from([None, *(pk for pk in here if pk != part.pk)]))
        if self._do(services.move_part, part, to=to, after=after and MODELS[kind].objects.get(pk=after)):
            for place in self.order[kind].values():
                place[:] = [pk for pk in place if pk != part.pk]
            here.insert(here.index(after) + 1 if after else 0, part.pk)

    @rule(data=st.data(), kind=st.sampled_from(["priority", "issue", "action"]))
    def drop(self, data, kind):
        part = self._one(data, kind)
        if self._do(services.drop_part, part, why="Merged"):
            self.dropped.add((kind, part.pk))

    @rule(data=st.data(), kind=st.sampled_from(["priority", "issue", "action"]))
    def take_up(self, data, kind):
        part = self._one(data, kind)
        if self._do(services.take_up_part, part):
            self.dropped.discard((kind, part.pk))

    def _expected(self):
        """[(priority, [(issue, [action])])] of all that stands."""
        return [
            (
                priority,
                [
                    (issue, [pk for pk in self.order["action"][issue] if ("action", pk) not in self.dropped])
                    for issue in self.order["issue"][priority]
                    if ("issue", issue) not in self.dropped
                ],
            )
            for priority in self.order["priority"][0]
            if ("priority", priority) not in self.dropped
        ]

    @invariant()
    def everything_is_there_once_and_in_its_order(self):
        if not hasattr(self, "dropped"):
            return
        shown = picture(self.plan, self.now.date(), ahead=True)
        assert [
            (one.pk, [(issue.pk, [action.pk for action in issue.actions]) for issue in one.issues])
            for one in shown.priorities
        ] == self._expected()
        for kind, places in self.order.items():
            standing = {"priority": shown.priorities, "issue": shown.issues, "action": shown.actions}[kind]
            left_out = getattr(shown.left_out, {"priority": "priorities"}.get(kind, f"{kind}s"))
            assert sorted(one.pk for one in [*standing, *left_out]) == sorted(
                pk for at in places.values() for pk in at
            )

    @invariant()
    def the_columns_for_finding_agree(self):
        assert not hasattr(self, "dropped") or columns_agree(self.plan)


MODELS = {"priority": Priority, "issue": Issue, "action": Action}
ABOVE = {"issue": "priority", "action": "issue"}


def test_whatever_is_added_moved_dropped_and_taken_up_everything_is_there_once_in_its_order():
    run_state_machine_as_test(
        Shaping,
        settings=settings(
            max_examples=int(os.environ.get("SAFEBOARD_EXAMPLES", "10")),
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
