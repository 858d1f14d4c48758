"""What a person chooses about a doubt is done: the file is read again by it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from safeboard.core.reading.blocks import Cell, Paragraph, Row, Source
from safeboard.documents.models import Reading
from safeboard.history.services import CommandLine
from safeboard.plans import bringing_in
from safeboard.plans.models import Plan
from safeboard.plans.outline import from_json
from safeboard.plans.reading import read_plan
from safeboard.plans.reading.assemble import assemble
from safeboard.plans.tests.factories import a_board, someone

HEADINGS = ["Issue", "Lead", "Action", "Due", "Progress"]
BY = {"by": CommandLine(), "at": datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC)}


def plan_of(*rows):
    cells = [HEADINGS, *rows]
    blocks = [Paragraph("Business Plan 2025-28", "line 1"), Paragraph("Priority 1: Safe", "line 2")]
    blocks += [Row([Cell(text) for text in row], 1, f"row {at}") for at, row in enumerate(cells)]
    return Source("word", blocks)


FIRST = ["1. Neglect", "PPG", "Review the tool", "Jun-26", "Begun"]


def chosen(source, kind):
    """The outline as we read it, and as it is when the other choice is made about its one open doubt."""
    ours = assemble(source)
    open_ones = [doubt for doubt in ours.doubts if doubt.open]
    assert [doubt.kind for doubt in open_ones] == [kind]
    return ours, assemble(source, decided={open_ones[0].key: 1})


def shape(outline):
    return [(issue.words, issue.new, [(a.words, a.leads) for a in issue.actions]) for issue in outline.issues]


def test_a_joined_row_can_be_an_action_of_its_own():
    ours, other = chosen(plan_of(FIRST, ["", "", "and the guidance beside it", "", "Drafted"]), "joined-row")
    assert [action.words for action in ours.actions] == ["Review the tool and the guidance beside it"]
    assert [action.words for action in other.actions] == ["Review the tool", "and the guidance beside it"]


def test_a_joined_issue_row_can_be_an_issue_of_its_own():
    ours, other = chosen(
        plan_of(FIRST, ["2. Learning from", "", "", "", ""], ["surveys", "", "", "", ""]), "joined-row"
    )
    assert [issue.words for issue in ours.issues] == ["Neglect", "Learning from surveys"]
    assert [issue.words for issue in other.issues] == ["Neglect", "Learning from", "surveys"]


def test_new_words_can_be_an_issue_of_their_own():
    ours, other = chosen(plan_of(FIRST, ["NEW include housing", "", "", "", ""]), "new-words")
    assert [(issue.words, issue.added) for issue in ours.issues] == [("Neglect", "include housing")]
    assert [(issue.words, issue.new) for issue in other.issues] == [
        ("Neglect", False),
        ("include housing", True),
    ]


def test_an_issue_without_an_action_can_be_joined_to_the_issue_above():
    ours, other = chosen(plan_of(FIRST, ["Parental conflict", "", "", "", ""]), "issue-alone")
    assert [issue.words for issue in ours.issues] == ["Neglect", "Parental conflict"]
    assert [issue.words for issue in other.issues] == ["Neglect Parental conflict"]


def test_a_date_without_words_can_be_joined_to_the_action_above():
    ours, other = chosen(plan_of(FIRST, ["", "", "", "Dec-26", ""]), "no-words")
    assert [(action.words, action.due) for action in ours.actions] == [
        ("Review the tool", "Jun-26"),
        ("", "Dec-26"),
    ]
    assert [(action.words, action.due) for action in other.actions] == [("Review the tool", "Jun-26 Dec-26")]


def test_a_remark_over_the_whole_width_can_be_kept_out_of_the_priorities():
    source = plan_of(FIRST, ["2. Housing", "PPG", "Agree it", "Jun-26", ""])
    remark = Row([Cell("Agreed at the March meeting.", span=5), *[Cell(covered=True)] * 4], 1, "row 1a")
    source.blocks.insert(-1, remark)
    ours, other = chosen(source, "banner")
    assert [priority.title for priority in ours.priorities] == ["Safe", "Agreed at the March meeting."]
    assert [(priority.title, len(priority.issues)) for priority in other.priorities] == [("Safe", 2)]


def test_two_marks_in_one_row_are_two_choices():
    source = plan_of(FIRST, ["New monitor housing", "PPG", "New seek assurance", "Jun-26", ""])
    keys = [doubt.key for doubt in assemble(source).doubts if doubt.open]
    assert len(set(keys)) == 2
    read = assemble(source, decided={keys[0]: 1})
    assert [(read.issues[-1].new, read.actions[-1].new)] == [(False, True)]


@pytest.mark.parametrize("at", [0, 2])
def test_new_can_be_a_word_like_any_other(at):
    row = ["2. Housing", "PPG", "Agree it", "Jun-26", ""]
    row[at] = "New seek assurance"
    ours, other = chosen(plan_of(FIRST, row), "new")
    new = {
        0: lambda o: (o.issues[-1].words, o.issues[-1].new),
        2: lambda o: (o.actions[-1].words, o.actions[-1].new),
    }[at]
    assert (new(ours), new(other)) == (("seek assurance", True), ("New seek assurance", False))


def test_two_leads_can_be_one():
    source = plan_of(["1. Neglect", "Strategic Director Council Chief Executive", "Agree it", "Jun-26", ""])
    ours, other = chosen(source, "leads")
    assert ours.actions[0].leads == ["Strategic Director", "Council Chief Executive"]
    assert other.actions[0].leads == ["Strategic Director Council Chief Executive"]


def test_a_choice_made_is_said_and_can_be_taken_back():
    source = plan_of(FIRST, ["NEW include housing", "", "", "", ""])
    key = assemble(source).doubts[0].key
    doubt = assemble(source, decided={key: 1}).doubts[0]
    assert (doubt.chosen, doubt.done) == (1, "As you chose: make it an issue of its own.")
    assert shape(assemble(source, decided={key: 0})) == shape(assemble(source))


def test_a_choice_about_something_else_changes_nothing():
    source = plan_of(FIRST)
    assert assemble(source, decided={"joined-row@nowhere": 1}) == assemble(source)


CSV = b"""Issue,Lead,Action,Due,Progress
1. Neglect,PPG,Review the tool,Jun-26,Begun
NEW include housing,,,,
"""


@pytest.fixture
def draft(db):
    board = a_board()
    return bringing_in.draft(CSV, name="plan.csv", outline=read_plan(CSV), board=board, **BY)


def test_reading_again_makes_a_new_draft_and_leaves_the_old_one(draft):
    again = bringing_in.read_again(draft, decided={"new-words@row 3": 1}, given={"row 2": "red"}, **BY)
    draft.refresh_from_db()
    assert (draft.state, again.state, len(from_json(again.outline).issues)) == ("left", "draft", 2)
    assert (again.document, again.given, bringing_in.rated_by_hand(again, again.given)) == (
        draft.document,
        {"row 2": "red"},
        {0: "red"},
    )


def test_a_draft_that_was_settled_meanwhile_is_not_read_again(draft):
    bringing_in.accept(draft, **BY)
    with pytest.raises(ValidationError):
        bringing_in.read_again(draft, decided={"new-words@row 3": 1}, given={}, **BY)
    assert Reading.objects.count() == 1


def test_the_page_offers_the_choice_and_does_it(client, draft):
    client.force_login(someone("business_manager", draft.board))
    page = client.get(reverse("plans:reading", args=[draft.pk]))
    assert page.content.decode().count("Make it an issue of its own.") == 1

    answer = client.post(
        reverse("plans:reading", args=[draft.pk]),
        {"choice-1": "1", "rating-0": "", "read-again": ""},
        follow=True,
    )

    shown = answer.context["preview"]
    assert [issue.line.words for priority in shown.priorities for issue in priority.issues] == [
        "Neglect",
        "include housing",
    ]
    assert Plan.objects.count() == 0


def test_accepting_with_another_choice_does_it_first(client, draft):
    client.force_login(someone("business_manager", draft.board))
    client.post(reverse("plans:reading", args=[draft.pk]), {"choice-1": "1", "rating-0": "", "accept": ""})
    assert [issue.words for issue in Plan.objects.get().priorities.get().issues.all()] == [
        "Neglect",
        "include housing",
    ]
