"""The pages on which a file is read over a plan and gone through."""

import io
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.documents.models import Document
from safeboard.plans import going_through, queries, services
from safeboard.plans.forms.proposing import NOT_AS_SHOWN
from safeboard.plans.models import Proposal, ProposalAnswer
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.copies import a_proposal, copy_of, edited, read_over, upload
from safeboard.plans.tests.edited_papers import ACTION, DUE, LEAD, PROGRESS, WordPaper

pytestmark = pytest.mark.django_db
AUDIT, TRAIN, ASK = "Audit ten cases", "Train every nurse", "Ask children"


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def manager(board):
    return make.someone("business_manager", board)


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def plan(board):
    return make.a_plan(board, make.promise(AUDIT), make.promise(TRAIN), make.promise(ASK))


def many_edits(paper):
    paper.add_line(AUDIT, PROGRESS, "Update April 2016: All ten read.")
    paper.write(TRAIN, DUE, "June 2017")
    paper.put(TRAIN, ACTION, "every nurse", "each nurse")
    paper.delete(ASK)


def page_of(client, proposal):
    return client.get(proposal.get_absolute_url()).context["page"]


def offer(client, proposal, says):
    (found,) = [one for one in page_of(client, proposal).all if one.says == says]
    return found


def send(client, proposal, do, *offers, **more):
    """Press a button of the page as it is shown."""
    state = page_of(client, proposal).state
    data = {"do": do, "state": state, "chosen": [one.mark for one in offers], **more}
    return client.post(proposal.get_absolute_url(), data)


def said(client, proposal):
    return [str(message) for message in client.get(proposal.get_absolute_url()).context["messages"]]


def words_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def answers():
    return list(ProposalAnswer.objects.order_by("pk").values_list("what", "taken"))


# --- Reading it ---


def test_the_plans_page_leads_to_reading_a_copy(as_manager, plan):
    page = as_manager.get(plan.get_absolute_url()).content.decode()
    assert page.count(reverse("plans:read_over", args=[plan.pk])) == 1


def test_who_may_not_bring_in_a_plan_is_not_led_there(client, board, plan):
    client.force_login(make.someone("chair", board))
    page = client.get(plan.get_absolute_url()).content.decode()
    assert page.count(reverse("plans:read_over", args=[plan.pk])) == 0


def test_a_copy_downloaded_from_the_page_comes_back_as_a_proposal(as_manager, plan):
    data = as_manager.get(reverse("plans:paper", args=[plan.pk, "docx"])).content
    paper = WordPaper(data)
    many_edits(paper)
    response = upload(as_manager, plan, paper.bytes())
    proposal = Proposal.objects.get()
    assert (response.headers["Location"], proposal.base["restricted"]) == (proposal.get_absolute_url(), True)


def test_a_refused_file_is_explained_beside_the_field(as_manager, plan):
    response = upload(as_manager, plan, b"Dear all", name="letter.txt")
    assert (response.status_code, error_pattern_faults(response.content.decode())) == (400, [])


def test_a_copy_nobody_edited_is_explained_beside_the_field(as_manager, plan):
    response = upload(as_manager, plan, copy_of(plan))
    assert (response.status_code, error_pattern_faults(response.content.decode())) == (400, [])
    assert Proposal.objects.count() == 0


def test_no_file_is_asked_for(as_manager, plan):
    response = as_manager.post(reverse("plans:read_over", args=[plan.pk]))
    assert response.context["form"].errors == {"file": ["Choose the edited copy"]}


def test_the_same_file_again_leads_to_what_it_proposed(as_manager, plan):
    data = edited(plan, many_edits)
    upload(as_manager, plan, data)
    response = upload(as_manager, plan, data)
    proposal = Proposal.objects.get()
    assert response.headers["Location"] == proposal.get_absolute_url()
    assert said(as_manager, proposal)[0].startswith("This very file was read over this plan before, ")


# --- The board's page ---


def test_what_waits_is_listed_apart_from_drafts_of_plans(as_manager, board, plan):
    proposal, draft = a_proposal(plan, many_edits), make.a_draft(board)
    context = as_manager.get(reverse("plans:board", args=[board.slug])).context
    assert (list(context["proposals"]), list(context["drafts"])) == ([proposal], [draft])


def test_what_is_finished_is_not_listed(as_manager, board, plan):
    services.finish_proposal(a_proposal(plan, many_edits), **make.by_now())
    context = as_manager.get(reverse("plans:board", args=[board.slug])).context
    assert (list(context["proposals"]), list(context["drafts"])) == ([], [])


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_reading_of_a_copy_cannot_be_accepted_as_a_plan(as_manager, plan, method):
    proposal = a_proposal(plan, many_edits)
    address = reverse("plans:reading", args=[proposal.reading_id])
    response = getattr(as_manager, method)(address, {"accept": "", "leave": ""})
    proposal.reading.refresh_from_db()
    assert (response.headers["Location"], proposal.reading.state) == (proposal.get_absolute_url(), "draft")


# --- What it shows ---


def test_the_head_says_how_many_of_each(as_manager, plan):
    page = page_of(as_manager, a_proposal(plan, many_edits))
    assert page.summary == "1 new update, 1 date, 1 change of words, 1 row that is no longer there"


def test_each_thing_stands_under_its_priority_its_issue_and_its_action(as_manager, plan):
    def edit(paper):
        many_edits(paper)
        paper.add("each nurse", {ACTION: "Meet parents", LEAD: "PPG", DUE: "May 2017"})

    page = page_of(as_manager, a_proposal(plan, edit))
    assert [
        (group.words, under.words, part.words, [one.says for one in part.offers])
        for group in page.groups
        for under in group.issues
        for part in under.parts
    ] == [
        ("1. Children are heard", "1. Cases drift", AUDIT, ["A new update"]),
        ("1. Children are heard", "1. Cases drift", TRAIN, ["Other words", "Another date"]),
        ("1. Children are heard", "1. Cases drift", "", ["A new action"]),
        ("1. Children are heard", "1. Cases drift", ASK, ["A row that is no longer there"]),
    ]


def test_the_file_s_words_stand_beside_the_plan_s(as_manager, plan):
    found = offer(as_manager, a_proposal(plan, many_edits), "Another date")
    assert found.facts == [("The plan says", "March 2016"), ("The file says", "June 2017")]


def test_a_conflict_says_what_it_was_and_who_changed_it_and_is_not_ticked(as_manager, plan, manager):
    data = edited(plan, many_edits)
    row = make.actions_of(plan)[1]
    services.change_part(row, changes={"words": "Train all"}, by=manager, at=timezone.now())
    proposal = read_over(plan, data)
    found = offer(as_manager, proposal, "Other words")
    today = timezone.localdate()
    assert found.facts == [
        ("The plan says", "Train all"),
        ("It said when the file was written", TRAIN),
        ("The file says", "Train each nurse"),
    ]
    assert found.since == f"Changed here by {manager.name} on {today:%-d %B %Y}, after the file was written."
    assert (found.conflict, found.ticked, found.together) == (True, False, False)


def test_a_row_known_by_its_words_says_how_alike_they_are(as_manager, plan):
    def edit(paper):
        paper.forget(AUDIT)
        paper.put(AUDIT, ACTION, "ten", "twelve")

    page = as_manager.get(a_proposal(plan, edit).get_absolute_url()).content.decode()
    assert len(re.findall(r"Known again by its words, \d+ in 100\.", page)) == 1


def test_words_of_a_file_are_escaped(as_manager, plan):
    script = "<script>alert(1)</script>"
    proposal = a_proposal(
        plan, lambda paper: paper.add_line(AUDIT, PROGRESS, f"Update April 2016: {script}"), name="<b>.docx"
    )
    page = as_manager.get(proposal.get_absolute_url()).content.decode()
    assert (page.count(script), page.count("&lt;script&gt;alert(1)") > 0, page.count("<b>")) == (0, True, 0)


def test_a_note_that_could_name_a_child_is_not_taken_with_the_others(as_manager, plan):
    words = "Update April 2016: Seen with Jo, aged 7."
    found = offer(
        as_manager, a_proposal(plan, lambda paper: paper.add_line(AUDIT, PROGRESS, words)), "A new update"
    )
    assert (found.cautions, found.together) == (["There is what looks like one child’s age."], False)


def test_a_date_asked_for_before_cannot_be_taken_and_says_why(as_manager, plan):
    services.ask_for_date(make.actions_of(plan)[1], becomes="May 2017", why="Staff left", **make.by_now())
    found = offer(as_manager, a_proposal(plan, many_edits), "Another date")
    assert (found.refused, found.together) == (
        "“May 2017” was asked for already and waits for an answer: answer that first.",
        False,
    )


def test_a_rating_under_one_set_over_it_says_so(as_manager, plan):
    services.rate_over(make.actions_of(plan)[1], rating="green", why="Seen", **make.by_now())
    proposal = a_proposal(
        plan, lambda paper: paper.write(TRAIN, PROGRESS, "Red: Off target\nUpdate Dec 15: Begun.")
    )
    found = offer(as_manager, proposal, "A new rating")
    assert [one[:38] for one in found.cautions] == ["A rating is set over the lead’s and go"]


def test_doubts_of_the_reading_are_shown(as_manager, plan):
    def edit(paper):
        many_edits(paper)
        paper.write(AUDIT, DUE, "May")

    proposal = a_proposal(plan, edit)
    html = as_manager.get(proposal.get_absolute_url()).content.decode()
    doubts = page_of(as_manager, proposal).doubts
    assert [words_of(html).count(doubt.done) for doubt in doubts] == [1] * len(doubts) != []


def test_an_update_that_is_gone_has_no_box(as_manager, plan):
    proposal = a_proposal(plan, lambda paper: paper.write(AUDIT, PROGRESS, "Amber: On target"))
    html = as_manager.get(proposal.get_absolute_url()).content.decode()
    assert (html.count('name="chosen"'), html.count("For information: what was said stays said.")) == (0, 1)


# --- Taking and leaving ---


def test_what_is_ticked_is_taken(as_manager, plan):
    proposal = a_proposal(plan, many_edits)
    send(as_manager, proposal, "take", offer(as_manager, proposal, "A new update"))
    assert said(as_manager, proposal) == ["1 thing was taken into the plan."]
    assert [one.says for one in page_of(as_manager, proposal).all] == [
        "Other words",
        "Another date",
        "A row that is no longer there",
    ]


def test_what_is_ticked_is_left(as_manager, plan):
    proposal = a_proposal(plan, many_edits)
    send(as_manager, proposal, "leave", offer(as_manager, proposal, "A row that is no longer there"))
    assert [taken for _, taken in answers()] == [False]
    assert len(queries.picture_of(plan, day=timezone.localdate()).actions) == 3


def test_everything_but_conflicts_and_rows_that_are_gone_is_taken_together(as_manager, plan):
    data = edited(plan, many_edits)
    services.change_part(make.actions_of(plan)[1], changes={"words": "Train all"}, **make.by_now())
    proposal = read_over(plan, data)
    send(as_manager, proposal, "all")
    left = [one.says for one in page_of(as_manager, proposal).all]
    assert (left, len(answers())) == (["Other words", "A row that is no longer there"], 2)


def test_all_of_one_kind_is_taken_together(as_manager, plan):
    proposal = a_proposal(plan, many_edits)
    assert [kind.value for kind in page_of(as_manager, proposal).kinds] == ["NOTE", "DATE", "WORDS"]
    send(as_manager, proposal, "all-DATE")
    assert [taken for _, taken in answers()] == [True]
    assert "Another date" not in [one.says for one in page_of(as_manager, proposal).all]


def test_a_row_that_is_gone_is_dropped_with_the_reason_typed(as_manager, plan):
    proposal = a_proposal(plan, many_edits)
    gone = offer(as_manager, proposal, "A row that is no longer there")
    send(as_manager, proposal, "take", gone, **{f"words-{gone.key}": "Done by schools"})
    (dropped,) = queries.picture_of(plan, day=timezone.localdate()).left_out.actions
    assert dropped.dropped.why == "Done by schools"


def test_a_reason_is_asked_for_beside_the_row_that_is_gone(as_manager, plan):
    proposal = a_proposal(plan, many_edits)
    gone = offer(as_manager, proposal, "A row that is no longer there")
    response = send(as_manager, proposal, "take", gone)
    html = response.content.decode()
    assert (response.status_code, error_pattern_faults(html)) == (400, [])
    assert (response.context["form"].errors, html.count(" checked>")) == (
        {f"words-{gone.key}": ["Enter why it is dropped"]},
        1,
    )


@pytest.mark.parametrize("do", ["take", "leave", "", "nonsense"])
def test_a_tick_is_asked_for(as_manager, plan, do):
    response = send(as_manager, a_proposal(plan, many_edits), do)
    assert response.context["form"].errors == {"chosen": ["Tick what you want to take or leave"]}
    assert (response.status_code, error_pattern_faults(response.content.decode())) == (400, [])


def test_what_a_verb_refuses_stands_on_the_page_with_what_was_ticked(as_manager, plan):
    services.ask_for_date(make.actions_of(plan)[1], becomes="May 2017", why="Staff left", **make.by_now())
    proposal = a_proposal(plan, many_edits)
    response = send(as_manager, proposal, "take", offer(as_manager, proposal, "Another date"))
    html = response.content.decode()
    assert (response.status_code, html.count(" checked>"), answers()) == (400, 1, [])
    assert html.count("“May 2017” was asked for already and waits for an answer.") == 1


def test_a_thing_changed_since_the_page_was_shown_is_not_taken(as_manager, plan):
    proposal = a_proposal(plan, many_edits)
    words = offer(as_manager, proposal, "Other words")
    services.change_part(make.actions_of(plan)[1], changes={"words": "Train all"}, **make.by_now())
    response = send(as_manager, proposal, "take", words)
    assert (response.status_code, answers()) == (400, [])
    assert [one[:60] for one in response.context["form"].errors["chosen"]] == [
        "The plan was changed after this page was shown, so nothing w"
    ]


def test_everything_is_not_taken_from_a_page_that_is_out_of_date(as_manager, plan):
    proposal = a_proposal(plan, many_edits)
    old = page_of(as_manager, proposal).state
    services.change_part(make.actions_of(plan)[1], changes={"words": "Train all"}, **make.by_now())
    response = as_manager.post(proposal.get_absolute_url(), {"do": "all", "state": old})
    assert (response.status_code, answers()) == (400, [])


def test_a_second_press_says_that_it_was_taken_already(as_manager, plan):
    proposal = a_proposal(plan, many_edits)
    note = offer(as_manager, proposal, "A new update")
    for _ in "12":
        send(as_manager, proposal, "take", note)
    assert said(as_manager, proposal)[-1] == "This was taken or left already: nothing was done again."
    assert len(answers()) == 1


def test_a_file_that_is_finished_with_shows_what_became_of_it(as_manager, plan, manager):
    proposal = a_proposal(plan, many_edits)
    send(as_manager, proposal, "take", offer(as_manager, proposal, "A new update"))
    send(as_manager, proposal, "finish")
    words = words_of(as_manager.get(proposal.get_absolute_url()).content.decode())
    assert (words.count(" Taken "), words.count(" Left "), words.count(manager.name) >= 4) == (1, 3, True)
    assert words.count("Of 4 things it would have changed, 1 was taken into the plan.") == 1


def test_a_press_after_it_is_finished_says_so(as_manager, plan):
    proposal = a_proposal(plan, many_edits)
    services.finish_proposal(proposal, **make.by_now())
    as_manager.post(proposal.get_absolute_url(), {"do": "all"})
    assert said(as_manager, proposal) == ["This file was gone through already: nothing was done again."]


def test_two_presses_of_taking_all_take_it_once(as_manager, plan):
    """A double click sends the same form twice; what was not among all still waits."""
    proposal = a_proposal(plan, many_edits)
    state = page_of(as_manager, proposal).state
    first, second = (
        as_manager.post(proposal.get_absolute_url(), {"do": "all", "state": state}) for _ in "12"
    )
    assert (first.status_code, second.status_code, len(answers())) == (302, 400, 3)
    assert second.context["form"].non_field_errors() == [NOT_AS_SHOWN]
    assert len(queries.picture_of(plan, day=timezone.localdate()).actions[0].notes) == 2


def test_two_people_with_the_page_open_are_not_both_heard(as_manager, board, plan):
    proposal = a_proposal(plan, many_edits)
    colleague = Client()
    colleague.force_login(make.someone("business_manager", board))
    words, gone = (
        offer(as_manager, proposal, says) for says in ("Other words", "A row that is no longer there")
    )
    send(colleague, proposal, "leave", words)
    both = {"do": "take", "chosen": [words.mark, gone.mark], f"words-{gone.key}": "Over"}
    response = as_manager.post(proposal.get_absolute_url(), both)
    assert (response.status_code, [taken for _, taken in answers()]) == (400, [False])
    assert [one[:60] for one in response.context["form"].errors["chosen"]] == [
        "The plan was changed after this page was shown, so nothing w"
    ]


def closed(plan):
    for row in make.actions_of(plan):
        services.drop_part(row, why="Over", **make.by_now())
    services.close_plan(plan, **make.by_now())


def test_the_page_of_a_plan_closed_meanwhile_offers_only_to_leave_and_says_why(as_manager, plan):
    proposal = a_proposal(plan, many_edits)
    closed(plan)
    html = as_manager.get(proposal.get_absolute_url()).content.decode()
    assert re.findall(r'name="do" value="(\w+)"', html) == ["leave", "finish"]
    assert words_of(html).count("so nothing can be taken into it any more") == 1


def test_what_was_ticked_before_the_plan_was_closed_is_refused_and_the_file_can_still_be_finished(
    as_manager, plan
):
    proposal = a_proposal(plan, many_edits)
    closed(plan)
    note = offer(as_manager, proposal, "A new update")
    response = send(as_manager, proposal, "take", note)
    today = f"{timezone.localdate():%-d %B %Y}"
    assert (response.status_code, response.context["form"].non_field_errors(), answers()) == (
        400,
        [f"“Business Plan 2015-18” was closed on {today}: nothing in it can be added to or changed."],
        [],
    )
    send(as_manager, proposal, "finish")
    assert {taken for _, taken in answers()} == {False}


# --- Hostile files ---


LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 1000
    + '"><!ENTITY c "'
    + "&b;" * 1000
    + '">]><d>&c;</d>'
)


def with_part(data, name, content):
    """A copy of which one part was replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, content if one == name else old.read(one))
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/document.xml", LAUGHS),
        ("word/document.xml", " " * (40 * 1024 * 1024)),
        ("word/document.xml", "<w:document>"),
    ],
    ids=["entities", "a bomb", "torn"],
)
def test_a_hostile_copy_is_refused_in_one_sentence_and_nothing_of_it_is_kept(as_manager, plan, part, content):
    data = with_part(edited(plan, many_edits), part, content)
    kept = Document.objects.count()
    response = upload(as_manager, plan, data)
    (sentence,) = response.context["form"].errors["file"]
    assert (response.status_code, sentence.count("\n"), sentence[-1]) == (400, 0, ".")
    assert (Document.objects.count(), Proposal.objects.count()) == (kept, 0)


def test_what_a_copy_says_of_itself_by_hostile_entities_is_not_believed(as_manager, plan):
    data = with_part(edited(plan, many_edits), "docProps/custom.xml", LAUGHS)
    assert upload(as_manager, plan, data).status_code == 302
    assert Proposal.objects.get().base == {}


# --- Size ---


def with_rows(board, rows):
    """A proposal with one thing of each of six kinds, `rows` times over; one action has a conflict."""
    names = [
        f"{name} {word}"
        for word in ("alpha", "bravo", "charlie")[:rows]
        for name in ("Audit", "Train", "Ask")
    ]
    plan = make.a_plan(board, *[make.promise(name) for name in names])

    def edit(paper):
        for name in names[::3]:
            paper.add_line(name, PROGRESS, "Update April 2016: All read.")
            paper.put(name, ACTION, "Audit", "Check")
        for name in names[1::3]:
            paper.write(name, DUE, "June 2017")
            paper.write(name, LEAD, "Schools Group")
            paper.add(name, {ACTION: f"Meet parents of {name}"})
        for name in names[2::3]:
            paper.delete(name)

    data = edited(plan, edit)
    for row in make.actions_of(plan)[::3]:
        services.change_part(row, changes={"words": f"{row.words} twice"}, **make.by_now())
    return read_over(plan, data)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_three_of_each_as_for_one(
    as_manager, board, rows, django_assert_num_queries
):
    proposal = with_rows(board, rows)
    with django_assert_num_queries(58):
        page = as_manager.get(proposal.get_absolute_url())
    assert len(page.context["page"].all) == 6 * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_page_asks_as_often_for_three_files_as_for_one(
    as_manager, board, rows, django_assert_num_queries
):
    plan = make.a_plan(board)
    for number in range(rows):
        a_proposal(
            plan,
            lambda paper, number=number: paper.add_line(AUDIT, PROGRESS, f"Update April 2016: {number}."),
        )
    with django_assert_num_queries(32):
        as_manager.get(reverse("plans:board", args=[board.slug]))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_finished_file_asks_as_often_for_three_of_each(
    as_manager, board, rows, django_assert_num_queries
):
    proposal = with_rows(board, rows)
    services.finish_proposal(proposal, **make.by_now())
    with django_assert_num_queries(7):
        as_manager.get(proposal.get_absolute_url())


def test_a_long_list_comes_page_by_page(as_manager, plan, monkeypatch):
    monkeypatch.setattr(going_through, "A_PAGE", 3)
    proposal = a_proposal(plan, many_edits)
    first, second = (
        as_manager.get(f"{proposal.get_absolute_url()}?page={at}").context["page"] for at in "12"
    )
    assert ([len(page.shown) for page in (first, second)], first.summary) == ([3, 1], second.summary)


@pytest.mark.parametrize("asked", ["0", "-1", "99999999999999", "two", "٣"])
def test_a_page_that_is_none_is_the_nearest(as_manager, plan, asked):
    response = as_manager.get(f"{a_proposal(plan, many_edits).get_absolute_url()}?page={asked}")
    assert (response.status_code, response.context["page"].page) == (200, 1)
