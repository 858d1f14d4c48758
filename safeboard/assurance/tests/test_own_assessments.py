"""A board judges itself: grade, narrative, how sure, evidence from anywhere, gaps that become actions."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from safeboard.assurance import own_queries as queries
from safeboard.assurance import services
from safeboard.assurance.models import OwnAssessment, OwnGap, OwnJudgement, Shows
from safeboard.assurance.tests import factories as make
from safeboard.assurance.tests.survey_cast import a_survey
from safeboard.boards import finding
from safeboard.boards.services import add_meeting
from safeboard.plans.models import Action
from safeboard.plans.tests.factories import a_plan, actions_of, promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def manager(board):
    return make.someone("business_manager", board)


@pytest.fixture
def version(board):
    return make.a_version(board, kind="inspection", name="Inspection")


@pytest.fixture
def assessment(version):
    return services.begin_own(version, title="Autumn 2026", **make.by_now())


def first(assessment):
    return queries.descriptors_of(assessment)[0][1][0]


def judged(assessment, value="2", words="Nine of ten files were seen.", sure="ours", number=0, **more):
    question = queries.descriptors_of(assessment)[0][1][number].question
    return services.judge_own(
        assessment, question, value=value, words=words, sure=sure, **make.by_now(), **more
    )


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


# --- Judging ---


def test_each_judgement_is_a_row_and_the_newest_holds(assessment):
    judged(assessment, "1", "Nobody looked.")
    judged(assessment, "2")
    shown = first(assessment)
    assert (shown.label, shown.rating, shown.judgement.words) == (
        "Met in part",
        "amber",
        "Nine of ten files were seen.",
    )
    assert [one.value for one in queries.judgements_on(assessment, shown.question)] == ["2", "1"]


def test_the_same_again_makes_no_new_row(assessment):
    assert judged(assessment) == judged(assessment)
    assert OwnJudgement.objects.count() == 1


def test_whoever_did_not_read_what_another_said_meanwhile_is_told(assessment, manager):
    judged(assessment)
    question = first(assessment).question
    with pytest.raises(ValidationError, match="judged this meanwhile"):
        services.judge_own(
            assessment,
            question,
            value="3",
            words="All were.",
            sure="ours",
            by=manager,
            at=make.by_now()["at"],
            seen=0,
        )


@pytest.mark.parametrize(
    ("change", "says"),
    [({"value": "9"}, "Choose a grade"), ({"words": " "}, "how you know"), ({"sure": "very"}, "how sure")],
)
def test_a_judgement_without_one_of_its_parts_is_refused(assessment, change, says):
    with pytest.raises(ValidationError, match=says):
        judged(assessment, **change)


def test_what_a_descriptor_lacks_is_said(assessment):
    assert first(assessment).wants == ["not judged yet"]
    judged(assessment, sure="belief")
    assert first(assessment).wants == ["no evidence", "only believed"]
    services.link_evidence(
        assessment,
        first(assessment).question,
        kind="Elsewhere",
        title="A report",
        address="https://example.org/",
        **make.by_now(),
    )
    judged(assessment, sure="tested")
    assert first(assessment).wants == []


def test_a_closed_one_is_changed_no_more(assessment):
    services.close_own(assessment, **make.by_now())
    with pytest.raises(ValidationError, match="is closed"):
        judged(assessment)


def test_one_by_a_set_is_open_at_a_time_and_the_next_has_the_last_beside_it(assessment, version):
    judged(assessment, "1", "Nobody looked.")
    with pytest.raises(ValidationError, match="still open"):
        services.begin_own(version, title="Spring 2027", **make.by_now())
    services.close_own(assessment, **make.by_now())
    later = services.begin_own(version, title="Spring 2027", **make.by_now())
    shown = first(later)
    assert (later.follows, shown.judgement, shown.last_label, shown.last.words) == (
        assessment,
        None,
        "Begun",
        "Nobody looked.",
    )


# --- Evidence from anywhere ---


@pytest.fixture
def things(board, manager, version):
    """One of each kind that can be found, each with "neglect" in its words."""
    plan = a_plan(board, promise("Audit ten neglect cases"), title="Neglect plan 2015-18")
    meeting = add_meeting(board=board, date=make.in_days(-3), kind="Neglect development day", **make.by_now())
    (to,) = make.issued(
        make.an_exercise(version, title="Neglect mini audit"), make.an_agency("Neglect Trust", board)
    )
    make.submitted(to)
    a_survey(version, "Staff", title="Neglect survey")
    return {"plan": plan, "meeting": meeting, "return": to}


def test_evidence_is_found_by_its_words_whatever_it_is(board, manager, things):
    found = finding.find(manager, board, "neglect")
    assert sorted({one.kind for one in found}) == [
        "Action",
        "Exercise",
        "Meeting",
        "Plan",
        "Return",
        "Survey",
    ]
    assert {client_of(manager).get(one.path).status_code for one in found} == {200}


def test_what_is_found_is_found_by_its_address_too(board, manager, things, settings):
    found = finding.find(manager, board, "neglect")
    assert [finding.at_address(manager, board, one.path) for one in found] == found
    assert finding.at_address(manager, board, settings.SITE + found[0].path) == found[0]


def test_another_boards_things_are_not_found(board, things):
    other = make.a_board("Aldermoor")
    stranger = make.someone("business_manager", other)
    found = finding.find(make.someone("business_manager", board), board, "neglect")
    assert finding.find(stranger, other, "neglect") == []
    assert [finding.at_address(stranger, other, one.path) for one in found] == [None] * len(found)


def test_a_restricted_action_is_found_by_those_who_may_read_it(board, manager, things):
    Action.objects.update(marking="restricted")
    reader = make.someone("reader", board)
    kinds = [{one.kind for one in finding.find(who, board, "neglect")} for who in (manager, reader)]
    assert ["Action" in each for each in kinds] == [True, False]


def test_each_word_has_to_be_there(board, manager, things):
    assert [one.kind for one in finding.find(manager, board, "neglect cases")] == ["Action"]
    assert finding.find(manager, board, "  ") == []


def test_what_was_found_is_linked_and_taken_away_on_the_page(board, manager, assessment, things):
    client, question = client_of(manager), first(assessment).question
    page = f"/self-assessments/{assessment.pk}/{question.pk}/"
    found = client.get(page, {"find": "cases"}).context["finds"]
    client.post(f"{page}evidence/", {"address": found[0].path, "title": found[0].title})
    (shows,) = first(assessment).shows
    assert (shows.kind, shows.title, shows.address) == ("Action", "Audit ten neglect cases", found[0].path)
    assert client.get(page, {"find": "cases"}).context["finds"] == []
    client.post(f"/self-assessments/evidence/{shows.pk}/take-away/")
    assert (first(assessment).shows, Shows.objects.count()) == ([], 1)


def test_a_double_click_links_once(manager, assessment):
    client, question = client_of(manager), first(assessment).question
    for _ in range(2):
        client.post(
            f"/self-assessments/{assessment.pk}/{question.pk}/evidence/",
            {"address": "https://example.org/report", "title": "A report"},
        )
    assert [one.title for one in first(assessment).shows] == ["A report"]


@pytest.mark.parametrize(
    "address", ["/actions/999999/", "/people/", "javascript:alert(1)", "ftp://example.org/"]
)
def test_an_address_that_shows_nothing_of_the_board_is_refused(manager, assessment, address):
    question = first(assessment).question
    page = client_of(manager).post(
        f"/self-assessments/{assessment.pk}/{question.pk}/evidence/", {"address": address, "title": "X"}
    )
    assert (page.status_code, list(page.context["link"].errors), Shows.objects.count()) == (
        400,
        ["address"],
        0,
    )


def test_a_page_is_used_as_evidence_from_where_it_stands(board, manager, assessment, things):
    client = client_of(manager)
    (action,) = actions_of(things["plan"])
    page = client.get(action.get_absolute_url()).content.decode()
    use = f"/boards/{board.slug}/assurance/as-evidence/?page={action.get_absolute_url()}"
    assert use in page
    question = first(assessment).question
    sent = client.post(use, {"descriptor": f"{assessment.pk}-{question.pk}"})
    assert sent.headers["Location"] == f"/self-assessments/{assessment.pk}/{question.pk}/"
    assert [one.kind for one in first(assessment).shows] == ["Action"]


# --- What is missing ---


def test_a_gap_raises_an_action_that_says_where_it_came_from(board, manager, assessment):
    plan = a_plan(board)
    question = first(assessment).question
    issue = actions_of(plan)[0].issue
    said = {
        "words": "Nobody asks children.",
        "issue": issue.pk,
        "action": "Ask ten children",
        "due": "June 2030",
    }
    page = f"/self-assessments/{assessment.pk}/{question.pk}/gap/"
    assert [client_of(manager).post(page, said).status_code for _ in range(2)] == [302, 302]
    gap = OwnGap.objects.get()
    assert (gap.action.words, gap.action.origin) == ("Ask ten children", "Autumn 2026, descriptor 1.1")
    assert gap.action.origin_url.endswith(f"/self-assessments/{assessment.pk}/{question.pk}/")


def test_a_gap_in_another_boards_plan_is_refused_and_raises_nothing(assessment):
    theirs = actions_of(a_plan(make.a_board("Aldermoor")))[0].issue
    with pytest.raises(ValidationError, match="own plan"):
        services.raise_gap(
            assessment,
            first(assessment).question,
            words="Missing.",
            issue=theirs,
            action="Do it",
            **make.by_now(),
        )
    assert (OwnGap.objects.count(), Action.objects.count()) == (0, 1)


# --- The paper, the pages ---


def test_the_paper_has_an_index_that_names_each_thing_once(manager, assessment):
    judged(assessment)
    for number in (0, 1):
        question = queries.descriptors_of(assessment)[0][1][number].question
        services.link_evidence(
            assessment,
            question,
            kind="Elsewhere",
            title="A report",
            address="https://example.org/",
            **make.by_now(),
        )
    page = client_of(manager).get(f"/self-assessments/{assessment.pk}/self-assessment.html").content.decode()
    assert (page.count("Elsewhere: A report"), "1.1, 1.2" in page, "Draft" in page) == (1, True, True)
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        written = client_of(manager).get(f"/self-assessments/{assessment.pk}/self-assessment.{form}").content
        assert written.startswith(begins)


def test_a_chair_reads_it_and_does_not_change_it(board, assessment):
    client, question = client_of(make.someone("chair", board)), first(assessment).question
    page = f"/self-assessments/{assessment.pk}/{question.pk}/"
    assert client.get(page).context["changes"] is False
    assert client.post(page, {"value": "2", "words": "So.", "sure": "ours"}).status_code == 403


def test_it_is_begun_on_the_web(board, manager, version):
    client = client_of(manager)
    said = {"title": "Autumn 2026", "version": version.pk}
    made = client.post(f"/boards/{board.slug}/assurance/self-assessments/begin/", said)
    assert made.headers["Location"] == OwnAssessment.objects.get().get_absolute_url()
    again = client.post(f"/boards/{board.slug}/assurance/self-assessments/begin/", said)
    assert (again.status_code, OwnAssessment.objects.count()) == (400, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_its_page_asks_as_often_for_three_as_for_one(manager, assessment, rows, django_assert_num_queries):
    for number in range(rows):
        judged(assessment, number=number)
        question = queries.descriptors_of(assessment)[0][1][number].question
        services.link_evidence(
            assessment,
            question,
            kind="Elsewhere",
            title="A",
            address=f"https://example.org/{number}",
            **make.by_now(),
        )
    client = client_of(manager)
    with django_assert_num_queries(10):
        client.get(assessment.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_for_evidence_asks_as_often_for_three_as_for_one(
    board, manager, assessment, rows, django_assert_num_queries
):
    a_plan(board, *[promise(f"Audit neglect {number}") for number in range(rows)])
    with django_assert_num_queries(13):
        finding.find(manager, board, "neglect")
