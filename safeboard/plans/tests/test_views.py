"""The pages of a plan: what they show, what they refuse, and how many queries they ask."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.documents.models import Document, Reading
from safeboard.plans import services
from safeboard.plans.models import Plan, Update
from safeboard.plans.notes import Note
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.factories import a_board, a_draft, a_plan, a_plan_file, promise, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return a_board("Harrowmere")


@pytest.fixture
def manager(board):
    return someone("business_manager", board)


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def board_page(board):
    return reverse("plans:board", args=[board.slug])


def upload(client, board, data, name="plan.txt", **more):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("plans:bring_in", args=[board.slug]), {"file": file, **more})


def said(response):
    return [str(message) for message in response.context["messages"]]


def errors_of(response):
    return {name: list(words) for name, words in response.context["form"].errors.items()}


# --- Home ---


def test_home_leads_straight_to_the_one_board(as_manager, board):
    assert as_manager.get("/").headers["Location"] == board_page(board)


def test_home_lists_the_boards_of_someone_on_two(client, board):
    member = someone("member", board)
    second = a_board("Aldermoor")
    seated_too(member, second)
    a_board("Not theirs")
    client.force_login(member)
    assert [one.name for one in client.get("/").context["boards"]] == ["Aldermoor", "Harrowmere"]


def seated_too(person, board):
    from safeboard.boards.services import seat

    seat(user=person, board=board, role="member", starts=make.LONG_AGO, **make.by_now())


def test_home_tells_someone_whose_seat_has_ended_to_ask(client, board):
    client.force_login(make.someone_who_left("member", board))
    assert client.get("/").context["boards"] == []


# --- The board's page ---


def test_a_board_without_a_plan_says_what_to_do(as_manager, board):
    page = as_manager.get(board_page(board)).content.decode()
    assert page.count("Bring in the business plan your board already has") == 1


def test_the_figures_count_actions_late_ratings_and_new(as_manager, board):
    a_plan(
        board,
        promise(due="March 2016", rating="red"),
        promise(due="March 2016", rating="green"),
        promise(due="On going", rating="", new=True),
    )
    figures = as_manager.get(board_page(board)).context["figures"]
    assert {figure.words: figure.count for figure in figures} == {
        "Actions": 3,
        "Late": 1,
        "Red: Off target": 1,
        "Amber: On target": 0,
        "Green: Complete": 1,
        "Not rated": 1,
        "New": 1,
    }


def test_every_figure_leads_to_as_many_rows_as_it_says(as_manager, board):
    a_plan(board, promise(rating="red"), promise(rating=""), promise(due="On going", new=True))
    figures = as_manager.get(board_page(board)).context["figures"]
    shown = {figure.words: as_manager.get(figure.href).context["count"] for figure in figures}
    assert shown == {figure.words: figure.count for figure in figures}


def test_what_is_late_comes_longest_overdue_first(as_manager, board):
    a_plan(
        board,
        promise("Second", due="May 2016"),
        promise("First", due="March 2016"),
        promise("Not", due="On going"),
    )
    late = as_manager.get(board_page(board)).context["late"]
    assert [row.action.words for row in late] == ["First", "Second"]


def test_days_over_count_from_the_last_day_the_words_allow(as_manager, board):
    a_plan(board, promise(due="March 2016"))
    (row,) = as_manager.get(board_page(board)).context["late"]
    assert row.days == (timezone.localdate() - datetime.date(2016, 3, 31)).days


def test_the_load_counts_each_lead_and_nobody(as_manager, board):
    a_plan(
        board,
        promise(leads=["PPPG"], due="On going"),
        promise(leads=["PPPG", "RB"], rating="green"),
        promise(leads=[], due="March 2016"),
    )
    loads = as_manager.get(board_page(board)).context["loads"]
    assert [(load.name, load.total, load.open, load.late) for load in loads] == [
        ("PPPG", 2, 1, 0),
        ("RB", 1, 0, 0),
        ("Nobody is named", 1, 1, 1),
    ]


def test_every_lead_leads_to_as_many_rows_as_it_carries(as_manager, board):
    a_plan(board, promise(leads=["PPPG"]), promise(leads=["PPPG", "RB"]), promise(leads=[]))
    loads = as_manager.get(board_page(board)).context["loads"]
    assert [as_manager.get(load.href).context["count"] for load in loads] == [load.total for load in loads]


def test_two_spellings_of_a_lead_are_one_row(as_manager, board):
    a_plan(board, promise(leads=["Comms Group"]), promise(leads=["comms  group"]))
    loads = as_manager.get(board_page(board)).context["loads"]
    assert [(load.name, load.total) for load in loads] == [("Comms Group", 2)]


def test_drafts_wait_on_the_board_page_for_those_who_may_accept_them(client, board):
    draft = a_draft(board)
    client.force_login(someone("business_manager", board))
    assert list(client.get(board_page(board)).context["drafts"]) == [draft]


def test_a_member_sees_no_drafts(client, board):
    a_draft(board)
    client.force_login(someone("member", board))
    assert "drafts" not in client.get(board_page(board)).context


def test_a_withdrawn_plan_is_shown_to_the_chair_alone(client, board):
    plan = a_plan(board)
    services.withdraw_plan(plan, why="Wrong file", **make.by_now())
    seen = {}
    for role in ("chair", "member"):
        client.force_login(someone(role, board))
        seen[role] = "Wrong file" in client.get(board_page(board)).content.decode()
    assert seen == {"chair": True, "member": False}


def test_a_withdrawn_plan_is_in_no_count(as_manager, board):
    services.withdraw_plan(a_plan(board), why="Wrong file", **make.by_now())
    assert "figures" not in as_manager.get(board_page(board)).context


def test_a_restricted_plan_is_not_shown_to_a_lead(client, board):
    Plan.objects.filter(pk=a_plan(board).pk).update(marking="restricted")
    client.force_login(someone("lead", board))
    assert "plan" not in client.get(board_page(board)).context


def test_a_plan_that_begins_next_year_is_shown_today(as_manager, board):
    outline = make.an_outline(promise())
    outline.starts, outline.updated = datetime.date(2099, 4, 1), datetime.date(2099, 4, 1)
    outline.ends = None
    services.accept_reading(a_draft(board, outline), **make.by_now())
    figures = as_manager.get(board_page(board)).context["figures"]
    assert [(figure.words, figure.count) for figure in figures if figure.count] == [
        ("Actions", 1),
        ("Late", 1),
        ("Amber: On target", 1),
    ]


# --- The plan's page ---


def test_a_filter_says_how_many_of_all_are_shown(as_manager, board):
    plan = a_plan(board, promise(rating="red"), promise(rating="green"))
    shown = as_manager.get(plan.get_absolute_url(), {"rating": "red"}).context
    assert (shown["count"], shown["total"], [one.words for one in shown["chosen"]]) == (
        1,
        2,
        ["Rating: Red: Off target"],
    )


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"rating": "red"}, ["Red one"]),
        ({"rating": "none"}, ["Unrated one"]),
        ({"late": "on"}, ["Red one"]),
        ({"text": "UNRATED"}, ["Unrated one"]),
        ({"text": "begun", "rating": "none"}, ["Unrated one"]),
        ({"new": "on"}, ["Unrated one"]),
        ({"lead": "0"}, ["Unrated one"]),
        ({}, ["Red one", "Unrated one"]),
    ],
)
def test_filters_narrow_the_plan(as_manager, board, asked, words):
    plan = a_plan(
        board,
        promise("Red one", rating="red"),
        promise("Unrated one", rating="", due="On going", leads=[], new=True),
    )
    shown = as_manager.get(plan.get_absolute_url(), asked).context["shown"]
    assert [action.words for action in shown.actions] == words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("rating", "purple", "No such rating in this plan: choose one from the list"),
        ("lead", "999999", "No such lead in this plan: choose one from the list"),
        ("lead", "x", "No such lead in this plan: choose one from the list"),
        ("priority", "999999", "No such priority in this plan: choose one from the list"),
        ("as-at", "31/3/2016", "Enter the day to show the plan as at like 2016-03-31"),
    ],
)
def test_a_filter_that_means_nothing_is_explained_and_not_used(as_manager, board, field, value, words):
    response = as_manager.get(a_plan(board).get_absolute_url(), {field: value, "late": "on"})
    assert (response.status_code, errors_of(response), response.context["count"]) == (
        200,
        {field: [words]},
        1,
    )


def test_taking_one_filter_away_keeps_the_others(as_manager, board):
    plan = a_plan(board)
    chosen = as_manager.get(plan.get_absolute_url(), {"rating": "amber", "late": "on"}).context["chosen"]
    assert [(one.words, one.href) for one in chosen] == [
        ("Rating: Amber: On target", f"/plans/{plan.pk}/?late=on"),
        ("Late only", f"/plans/{plan.pk}/?rating=amber"),
    ]


@pytest.mark.parametrize(("asked", "there"), [({}, 1), ({"late": "on"}, 0)])
def test_a_filtered_plan_leaves_out_the_outcomes(as_manager, board, asked, there):
    page = as_manager.get(a_plan(board).get_absolute_url(), asked).content.decode()
    assert page.count("Fewer wait") == there


def test_as_at_leaves_out_what_was_said_later(as_manager, board):
    notes = [Note("Begun.", datetime.date(2015, 12, 1)), Note("Done.", datetime.date(2016, 2, 1))]
    plan = a_plan(board, promise(notes=notes))
    (action,) = as_manager.get(plan.get_absolute_url(), {"as-at": "2016-01-31"}).context["shown"].actions
    assert ([note.words for note in action.notes], action.rating) == (["Begun."], "")


def test_the_latest_note_is_open_and_older_ones_are_folded(as_manager, board):
    notes = [
        Note("Oldest.", datetime.date(2015, 9, 1)),
        Note("Older.", datetime.date(2015, 12, 1)),
        Note("Newest.", datetime.date(2016, 2, 1)),
    ]
    page = as_manager.get(a_plan(board, promise(notes=notes)).get_absolute_url()).content.decode()
    cell = page[page.index("Newest.") :]
    folded = cell[cell.index("<details") : cell.index("</details>")]
    assert [word in folded for word in ("Newest.", "Older.", "Oldest.")] == [False, True, True]


def test_a_moved_date_shows_the_first_one(as_manager, board):
    plan = a_plan(board, promise(due="March 2016", revised="June 2016"))
    page = as_manager.get(plan.get_absolute_url()).content.decode()
    assert page.count("First March 2016; moved once, on by 3 months") == 1


def test_words_of_the_plan_are_never_markup(as_manager, board):
    plan = a_plan(board, promise("<b id=planted>Audit</b>", notes=[Note("<script>x</script>")]))
    pages = [plan.get_absolute_url(), make.actions_of(plan)[0].get_absolute_url(), board_page(board)]
    read = "".join(as_manager.get(page).content.decode() for page in pages)
    assert ("<b id=planted>" in read, "<script>x" in read) == (False, False)


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "html"])
def test_the_paper_comes_as_a_file_to_keep(as_manager, board, kind):
    plan = a_plan(board)
    response = as_manager.get(f"/plans/{plan.pk}/paper.{kind}", {"as-at": "2016-03-31"})
    name = f"harrowmere-business-plan-2015-18-as-at-2016-03-31.{kind}"
    beginnings = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "html": b"<!DOCTYPE html>"}
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.content.startswith(beginnings[kind])


def test_there_is_no_paper_of_another_kind(as_manager, board):
    assert as_manager.get(f"/plans/{a_plan(board).pk}/paper.doc").status_code == 404


# --- Withdrawing ---


def test_a_plan_is_withdrawn_with_a_reason(as_manager, manager, board):
    plan = a_plan(board)
    response = as_manager.post(f"/plans/{plan.pk}/withdraw/", {"why": "Wrong file"}, follow=True)
    plan.refresh_from_db()
    assert (plan.withdrawn_why, plan.withdrawn_by_name) == ("Wrong file", manager.name)
    assert said(response) == ["“Business Plan 2015-18” is withdrawn. Nothing is deleted."]


def test_a_plan_is_not_withdrawn_without_a_reason(as_manager, board):
    plan = a_plan(board)
    response = as_manager.post(f"/plans/{plan.pk}/withdraw/", {"why": " "})
    plan.refresh_from_db()
    assert (response.status_code, errors_of(response), plan.withdrawn_at) == (
        400,
        {"why": ["Enter why the plan is withdrawn"]},
        None,
    )


def test_withdrawing_twice_is_said_plainly(as_manager, board):
    plan = a_plan(board)
    as_manager.post(f"/plans/{plan.pk}/withdraw/", {"why": "Wrong file"}, follow=True)
    response = as_manager.post(f"/plans/{plan.pk}/withdraw/", {"why": "Again"}, follow=True)
    assert said(response) == ["This plan has been withdrawn already."]


# --- The action's page ---


def test_the_story_of_an_action_runs_from_the_oldest(as_manager, board):
    notes = [
        Note("Begun.", datetime.date(2015, 9, 1), "Update Sept 15:"),
        Note("Half way.", datetime.date(2015, 12, 1), "Update Dec 15:"),
    ]
    (action,) = make.actions_of(a_plan(board, promise(revised="June 2016", notes=notes)))
    story = as_manager.get(action.get_absolute_url()).context["timeline"]
    assert [(entry.kind, entry.when) for entry in story] == [
        ("note", "Update Sept 15"),
        ("note", "Update Dec 15"),
        ("rating", "March 2016, when the plan was updated"),
        ("date", "1 March 2016"),
    ]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("June 2016", "Any day up to 30 June 2016"),
        ("2016/17", "Any time 1 April 2016 to 31 March 2017"),
        ("On going", "Ongoing, so it is never counted as late"),
        ("Once the protocol has bedded in", "Tied to an event, not a day"),
        ("TBC by somebody", "Kept as words: Safeboard reads no day in it, so it is never counted as late"),
        ("", "The plan gives no date"),
    ],
)
def test_a_due_date_is_also_said_in_plain_words(as_manager, board, due, words):
    (action,) = make.actions_of(a_plan(board, promise(due=due)))
    assert as_manager.get(action.get_absolute_url()).context["due_words"] == words


def test_the_evidence_stands_beside_the_declared_rating(as_manager, board):
    (action,) = make.actions_of(a_plan(board, promise(rating="amber", due="March 2016")))
    shown = as_manager.get(action.get_absolute_url()).context["shown"]
    assert (shown.rating_label, [reason.slug for reason in shown.evidence]) == (
        "Amber: On target",
        ["late", "silent"],
    )


def test_an_action_says_where_in_which_file_it_came_from(as_manager, board):
    (action,) = make.actions_of(a_plan(board, promise(place="table 2, row 7")))
    page = as_manager.get(action.get_absolute_url()).content.decode()
    assert page.count("plan.docx, table 2, row 7") == 1


# --- Bringing in ---


def test_an_upload_leads_to_its_preview(as_manager, board):
    response = upload(as_manager, board, a_plan_file())
    assert response.headers["Location"] == f"/readings/{Reading.objects.get().pk}/"


def test_nothing_is_a_plan_until_it_is_accepted(as_manager, board):
    upload(as_manager, board, a_plan_file())
    assert Plan.objects.count() == 0


@pytest.mark.parametrize(
    "data", [b"Dear all,\nplease find attached.\n", b"%PDF-1.7 broken", b"PK\x03\x04 no zip"]
)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence_and_not_kept(as_manager, board, data):
    response = upload(as_manager, board, data)
    (sentence,) = errors_of(response)["file"]
    assert (response.status_code, sentence[-1], Document.objects.count()) == (400, ".", 0)


def test_no_file_is_asked_for(as_manager, board):
    response = as_manager.post(reverse("plans:bring_in", args=[board.slug]))
    assert (response.status_code, errors_of(response)) == (400, {"file": ["Choose the plan’s file"]})


def test_an_empty_file_is_refused(as_manager, board):
    response = upload(as_manager, board, b"")
    words = "The file is empty: check that it was saved, and send it again."
    assert (response.status_code, errors_of(response)) == (400, {"file": [words]})


def test_a_file_over_the_size_setting_is_refused_on_a_page_of_its_own(as_manager, board, settings):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    response = upload(as_manager, board, bytes(2 * 1024 * 1024))
    words = "The file is over 1 MB, the most this Safeboard takes. Choose a smaller file."
    assert (response.status_code, response.content.decode().count(words)) == (400, 1)


def test_the_same_file_again_is_refused_with_a_box_to_tick(as_manager, board):
    accept(as_manager, upload(as_manager, board, a_plan_file()))
    response = upload(as_manager, board, a_plan_file())
    (words,) = errors_of(response)["file"]
    assert (response.status_code, words.split(",")[0], Reading.objects.count()) == (
        400,
        f"This very file was brought in on {timezone.localdate():%-d %B %Y}: it is the plan "
        "“Business Plan 2025-28” of Harrowmere. To bring it in again",
        1,
    )


def test_the_same_file_is_taken_where_the_box_is_ticked(as_manager, board):
    accept(as_manager, upload(as_manager, board, a_plan_file()))
    upload(as_manager, board, a_plan_file(), again="on")
    assert Reading.objects.count() == 2


def accept(client, uploaded, **more):
    return client.post(uploaded.headers["Location"], {"accept": "", **more}, follow=True)


# --- The preview ---


def test_accepting_makes_the_plan(as_manager, board):
    response = accept(as_manager, upload(as_manager, board, a_plan_file()))
    plan = Plan.objects.get()
    assert (response.request["PATH_INFO"], said(response)) == (
        plan.get_absolute_url(),
        ["“Business Plan 2025-28” is now the board’s plan."],
    )


def test_a_rating_given_on_the_preview_is_kept_as_given_by_hand(as_manager, board):
    accept(as_manager, upload(as_manager, board, a_plan_file()), **{"rating-0": "red"})
    rated = Update.objects.exclude(rating="").values_list("rating", "rating_seen")
    assert list(rated) == [("red", "given by hand")]


def test_a_rating_is_asked_for_where_the_file_has_none(as_manager, board):
    draft = a_draft(board, make.an_outline(promise(), promise(rating="")))
    form = as_manager.get(f"/readings/{draft.pk}/").context["form"]
    assert list(form.fields) == ["rating-1"]


def test_a_rating_for_a_rated_action_is_not_taken(as_manager, board):
    draft = a_draft(board, make.an_outline(promise(rating="amber")))
    as_manager.post(f"/readings/{draft.pk}/", {"rating-0": "green"})
    assert list(Update.objects.exclude(rating="").values_list("rating", flat=True)) == ["amber"]


def test_a_rating_that_is_none_is_refused_and_nothing_accepted(as_manager, board):
    draft = a_draft(board, make.an_outline(promise(rating="")))
    response = as_manager.post(f"/readings/{draft.pk}/", {"rating-0": "purple"})
    assert (response.status_code, errors_of(response), Plan.objects.count()) == (
        400,
        {"rating-0": ["Choose a rating from the list"]},
        0,
    )


def test_every_doubt_leads_to_its_place(as_manager, board):
    doubts = [
        make.a_doubt(place="table 1, row 3"),
        make.a_doubt(place="table 1, row 4"),
        make.a_doubt(place="line 3"),
        make.a_doubt(place="whole plan", kind="rating"),
        make.a_doubt(place="picture 1"),
    ]
    promises = [promise(), promise(place="table 1, row 3"), promise(place="table 1, row 9", rating="")]
    draft = a_draft(board, make.an_outline(*promises, doubts=doubts))
    shown = as_manager.get(f"/readings/{draft.pk}/").context["preview"].doubts
    assert [doubt.href for doubt in shown] == ["#action-1", "#action-1", "#priority-0", "#action-2", ""]


def test_every_link_inside_the_preview_leads_somewhere(as_manager, board):
    from lxml import html

    draft = a_draft(board, make.an_outline(promise(rating=""), doubts=[make.a_doubt()]))
    page = html.fromstring(as_manager.get(f"/readings/{draft.pk}/").content)
    inside = {href.removeprefix("#") for href in page.xpath("//a/@href") if href.startswith("#")}
    assert inside - set(page.xpath("//@id")) == set()


def test_the_row_is_shown_as_it_came(as_manager, board):
    upload(as_manager, board, a_plan_file())
    preview = as_manager.get(f"/readings/{Reading.objects.get().pk}/").context["preview"]
    assert preview.actions[0].cells == [
        ("Issue", "1. Cases drift"),
        ("Lead", "Quality Group"),
        ("Action", "Audit ten cases"),
        ("Completion Date", "March 2027"),
        ("Progress", "Begun."),
    ]


def test_accepting_twice_is_said_plainly(as_manager, board):
    uploaded = upload(as_manager, board, a_plan_file())
    accept(as_manager, uploaded)
    response = accept(as_manager, uploaded)
    assert (said(response), Plan.objects.count()) == (
        ["This reading has been accepted or left already. Nothing was done again."],
        1,
    )


TWO_IN_ONE = ("1. Cases drift", "Strategic Director Council Chief Executive", "Audit ten cases", "", "")
IN_TWO = ["Strategic Director", "Council Chief Executive"]


def leads_read(board):
    """The leads of the one action in the board's newest draft."""
    return (
        Reading.objects.filter(document__board=board)
        .last()
        .outline["priorities"][0]["issues"][0]["actions"][0]["leads"]
    )


def test_a_doubt_that_is_open_asks_what_should_be_done(as_manager, board):
    uploaded = upload(as_manager, board, a_plan_file(TWO_IN_ONE))
    form = as_manager.get(uploaded.headers["Location"]).context["form"]
    assert [words for _, words in form.fields["choice-1"].choices] == [
        "Leave them as several leads.",
        "Make them one lead.",
    ]


def test_the_file_is_read_again_as_chosen(as_manager, board):
    uploaded = upload(as_manager, board, a_plan_file(TWO_IN_ONE))
    before = leads_read(board)
    response = as_manager.post(uploaded.headers["Location"], {"read-again": "", "choice-1": "1"}, follow=True)
    assert (before, leads_read(board), said(response)) == (
        IN_TWO,
        [" ".join(IN_TWO)],
        ["The file was read again, as you chose."],
    )


def test_reading_again_makes_no_plan_and_leaves_one_draft(as_manager, board):
    uploaded = upload(as_manager, board, a_plan_file(TWO_IN_ONE))
    as_manager.post(uploaded.headers["Location"], {"read-again": "", "choice-1": "1"})
    assert (Plan.objects.count(), list(Reading.objects.values_list("state", flat=True))) == (
        0,
        ["left", "draft"],
    )


@pytest.mark.parametrize("choice", ["0", "1"])
def test_ratings_given_so_far_stay_when_the_file_is_read_again(as_manager, board, choice):
    uploaded = upload(as_manager, board, a_plan_file(TWO_IN_ONE))
    answers = {"read-again": "", "choice-1": choice, "rating-0": "green"}
    form = as_manager.post(uploaded.headers["Location"], answers, follow=True).context["form"]
    assert form["rating-0"].initial == "green"


def test_accepting_with_another_choice_takes_the_plan_as_chosen(as_manager, board):
    uploaded = upload(as_manager, board, a_plan_file(TWO_IN_ONE))
    accept(as_manager, uploaded, **{"choice-1": "1", "rating-0": "green"})
    (action,) = make.actions_of(Plan.objects.get())
    assert ([line.written for line in action.lead_lines.all()], action.updates.get().rating) == (
        [" ".join(IN_TWO)],
        "green",
    )


def test_leaving_a_draft_makes_no_plan(as_manager, board):
    draft = a_draft(board)
    as_manager.post(f"/readings/{draft.pk}/", {"leave": ""})
    draft.refresh_from_db()
    assert (draft.state, Plan.objects.count()) == ("left", 0)


def test_leaving_twice_is_said_plainly(as_manager, board):
    draft = a_draft(board)
    as_manager.post(f"/readings/{draft.pk}/", {"leave": ""}, follow=True)
    response = as_manager.post(f"/readings/{draft.pk}/", {"leave": ""}, follow=True)
    assert said(response) == ["This reading has been accepted or left already."]


def test_a_settled_reading_leads_to_its_plan(as_manager, board):
    plan = a_plan(board)
    assert as_manager.get(f"/readings/{plan.reading_id}/").context["plan"] == plan


def test_a_second_draft_of_a_file_is_accepted_only_with_the_box_ticked(as_manager, board):
    services.accept_reading(a_draft(board, data=b"one file"), **make.by_now())
    second = a_draft(board, data=b"one file")
    refused = as_manager.post(f"/readings/{second.pk}/", {"accept": ""})
    taken = as_manager.post(f"/readings/{second.pk}/", {"accept": "", "again": "on"})
    assert (refused.status_code, taken.status_code, Plan.objects.count()) == (400, 302, 2)


# --- When somebody slips ---


def a_refused_upload(client, board):
    return client.post(reverse("plans:bring_in", args=[board.slug]))


def a_refused_second_upload(client, board):
    accept(client, upload(client, board, a_plan_file()))
    return upload(client, board, a_plan_file())


def a_refused_rating(client, board):
    draft = a_draft(board, make.an_outline(promise(rating="")))
    return client.post(f"/readings/{draft.pk}/", {"rating-0": "purple"})


def a_refused_choice(client, board):
    uploaded = upload(client, board, a_plan_file(TWO_IN_ONE))
    return client.post(uploaded.headers["Location"], {"choice-1": "9"})


def a_refused_second_plan(client, board):
    services.accept_reading(a_draft(board, data=b"one file"), **make.by_now())
    return client.post(f"/readings/{a_draft(board, data=b'one file').pk}/")


def a_refused_withdrawal(client, board):
    return client.post(f"/plans/{a_plan(board).pk}/withdraw/")


def a_refused_filter(client, board):
    asked = {"rating": "purple", "lead": "x", "priority": "9", "as-at": "soon"}
    return client.get(a_plan(board).get_absolute_url(), asked)


@pytest.mark.parametrize(
    "slip",
    [
        a_refused_upload,
        a_refused_second_upload,
        a_refused_rating,
        a_refused_choice,
        a_refused_second_plan,
        a_refused_withdrawal,
        a_refused_filter,
    ],
)
def test_each_refusal_follows_the_error_pattern(as_manager, board, slip):
    assert error_pattern_faults(slip(as_manager, board).content.decode()) == []


# --- How many queries ---


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_page_asks_as_often_for_three_actions_as_for_one(
    as_manager, board, rows, django_assert_num_queries
):
    for _ in range(rows):
        a_draft(board)
        a_plan(board)
        services.withdraw_plan(a_plan(board), why="Wrong file", **make.by_now())
    a_plan(board, *[promise(leads=["PPPG", "RB"]) for _ in range(rows)])
    with django_assert_num_queries(32):
        as_manager.get(board_page(board))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_page_asks_as_often_for_three_actions_as_for_one(
    as_manager, board, rows, django_assert_num_queries
):
    plan = a_plan(board, *[promise(f"Audit {number}", revised="June 2016") for number in range(rows)])
    with django_assert_num_queries(30):
        as_manager.get(plan.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_action_page_asks_as_often_for_three_notes_as_for_one(
    as_manager, board, rows, django_assert_num_queries
):
    notes = [Note(f"Note {number}", datetime.date(2015, 12, number + 1)) for number in range(rows)]
    (action,) = make.actions_of(a_plan(board, promise(notes=notes)))
    with django_assert_num_queries(32):
        as_manager.get(action.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_asks_as_often_for_three_actions_as_for_one(
    as_manager, board, rows, django_assert_num_queries
):
    outline = make.an_outline(*[promise(rating="") for _ in range(rows)], doubts=[make.a_doubt()] * rows)
    draft = a_draft(board, outline)
    with django_assert_num_queries(6):
        as_manager.get(f"/readings/{draft.pk}/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_home_page_asks_as_often_for_four_boards_as_for_two(
    client, board, rows, django_assert_num_queries
):
    member = someone("member", board)
    for _ in range(rows):
        seated_too(member, a_board())
    client.force_login(member)
    with django_assert_num_queries(5):
        client.get("/")
