"""Surveys that keep no names: who may answer, what is kept, and what is told."""

import uuid
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from safeboard.assurance import drafting, services
from safeboard.assurance import survey_queries as queries
from safeboard.assurance.asking import questions_for
from safeboard.assurance.heat_map_queries import heat_map
from safeboard.assurance.models import Heard, Reply, Survey, SurveyAddress
from safeboard.assurance.moderation_queries import feedback_on, return_as_read
from safeboard.assurance.outline import QuestionLine
from safeboard.assurance.standards_queries import outline_of
from safeboard.assurance.tests import factories as make
from safeboard.assurance.tests.survey_cast import a_survey, address_of, heard, over, path_to
from safeboard.history.models import Event
from safeboard.outbox.models import Message

pytestmark = pytest.mark.django_db

TEXT = QuestionLine("1.2", "What would you change?", kind="text", optional=True)
SCORE = QuestionLine("1.1", "Do leaders answer for it?", scale="met")


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def version(board):
    return make.a_version(board, SCORE, TEXT, kind="questionnaire", name="Practitioners")


def one_group(survey):
    return survey.groups.get()


def told(survey):
    """[(column, what it said to the first question)]"""
    results = queries.results_of(survey)
    return [
        (column.name, one and (one.count, one.mean))
        for column, one in zip(results.columns, results.rows[0][1], strict=True)
    ]


# --- Answering ---


def test_whoever_has_the_address_answers_without_an_account(version):
    survey = a_survey(version, "Practitioners")
    path, client = path_to(one_group(survey)), Client()
    key = client.get(path).context["form"]["key"].value()
    question, words = questions_for(one_group(survey))
    said = {"key": key, f"q{question.pk}": "2", f"q{words.pk}": "More time."}
    assert client.post(path, said).headers["Location"] == "/q/thanks/"
    assert sorted(Heard.objects.values_list("question", "value", "worth")) == [
        (question.pk, "2", Decimal(2)),
        (words.pk, "More time.", None),
    ]


def test_nothing_is_kept_of_who_answered(version):
    survey = a_survey(version, "Practitioners")
    path, client = path_to(one_group(survey)), Client(REMOTE_ADDR="203.0.113.77")
    cache.clear()
    events, messages = Event.objects.count(), Message.objects.count()
    key = client.get(path).context["form"]["key"].value()
    question, _ = questions_for(one_group(survey))
    client.post(path, {"key": key, f"q{question.pk}": "2"})
    assert (Event.objects.count(), Message.objects.count()) == (events, messages)
    assert [field.name for field in Heard._meta.fields] == ["id", "group", "question", "value", "worth"]
    assert [field.name for field in Reply._meta.fields] == ["id", "group", "key"]
    assert "safeboard_session" not in client.cookies
    assert "203.0.113.77" not in str(list(cached_keys()))


def cached_keys():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM safeboard_cache")
        return cursor.fetchall()


def test_an_answer_does_not_say_to_which_reply_it_belongs(version):
    survey = a_survey(version, "Practitioners")
    heard(one_group(survey), "2", "More time.", times=2)
    replies = {str(reply.pk) for reply in Reply.objects.all()} | {
        str(reply.key) for reply in Reply.objects.all()
    }
    rows = str(list(Heard.objects.values_list("pk", "group", "question", "value", "worth")))
    assert [one for one in replies if one in rows] == []


def test_a_double_click_counts_once(version):
    survey = a_survey(version, "Practitioners")
    group, key = one_group(survey), uuid.uuid4()
    answers = {questions_for(group)[0].pk: "2"}
    took = [services.reply(address_of(group), answers, key=key, today=timezone.localdate()) for _ in range(2)]
    assert (took, Heard.objects.count(), Reply.objects.count()) == ([True, False], 1, 1)


def test_an_address_that_works_once_works_once(version):
    survey = a_survey(version, ("Members", 2, None), one_time=True)
    group = one_group(survey)
    address = address_of(group)
    answers = {questions_for(group)[0].pk: "2"}
    services.reply(address, answers, key=uuid.uuid4(), today=timezone.localdate())
    with pytest.raises(ValidationError, match="used already"):
        services.reply(address, answers, key=uuid.uuid4(), today=timezone.localdate())
    page = Client().get(queries.path_of(address))
    assert (page.status_code, page.context["why"]) == (
        410,
        "This address has been used already: it works once. Nothing was sent.",
    )
    assert (Heard.objects.count(), SurveyAddress.objects.filter(used=False).count()) == (1, 1)


def test_an_address_that_works_once_is_not_used_up_by_a_mistake(version):
    survey = a_survey(version, ("Members", 1, None), one_time=True)
    group = one_group(survey)
    with pytest.raises(ValidationError):
        services.reply(address_of(group), {}, key=uuid.uuid4(), today=timezone.localdate())
    assert SurveyAddress.objects.filter(used=True).count() == 0


def test_a_question_that_must_be_answered_says_so_at_its_place(version):
    survey = a_survey(version, "Practitioners")
    path = path_to(one_group(survey))
    page = Client().post(path, {"key": str(uuid.uuid4())})
    question, _ = questions_for(one_group(survey))
    assert (page.status_code, page.context["form"].errors) == (400, {f"q{question.pk}": ["Choose an answer"]})


def test_words_that_could_name_a_child_come_back_with_a_box_to_tick(version):
    survey = a_survey(version, "Practitioners")
    path = path_to(one_group(survey))
    question, words = questions_for(one_group(survey))
    said = {
        "key": str(uuid.uuid4()),
        f"q{question.pk}": "2",
        f"q{words.pk}": "Child Amy, aged 7, was not seen.",
    }
    page = Client().post(path, said)
    assert (page.status_code, list(page.context["form"].errors)) == (400, ["no_child"])
    assert Client().post(path, said | {"no_child": "on"}).status_code == 302


def test_an_address_of_no_survey_and_one_of_a_survey_that_is_over_say_so(version):
    survey = a_survey(version, "Practitioners")
    path = path_to(one_group(survey))
    over(survey)
    assert [Client().get(each).status_code for each in (path, "/q/" + "x" * 43 + "/")] == [410, 410]
    assert Client().post(path, {"key": str(uuid.uuid4())}).status_code == 410


def test_a_draft_has_no_address(version):
    survey = a_survey(version, "Practitioners", opened=False)
    assert SurveyAddress.objects.count() == 0
    services.drop_survey(survey, **make.by_now())
    assert Survey.objects.count() == 0


def test_what_is_open_cannot_be_thrown_away(version):
    with pytest.raises(ValidationError, match="opened already"):
        services.drop_survey(a_survey(version, "Practitioners"), **make.by_now())


def test_a_group_of_an_agency_is_asked_what_is_for_its_sector(board):
    police = make.an_agency("Avon Police", board)
    lines = [SCORE, QuestionLine("1.3", "For schools?", scale="met", sectors=["school"])]
    survey = a_survey(make.a_version(board, *lines), ("Avon Police", 0, police))
    assert [question.code for question in questions_for(one_group(survey))] == ["1.1"]


@pytest.mark.parametrize("kind", ["evidence", "date"])
def test_a_set_that_asks_what_could_tell_who_answers_is_refused(board, kind):
    version = make.a_version(board, SCORE, QuestionLine("1.9", "And this?", kind=kind))
    with pytest.raises(ValidationError, match=r"Question 1\.9"):
        a_survey(version, "Practitioners")


# --- What is told ---


def test_nothing_is_told_while_it_is_open(version):
    survey = a_survey(version, "Practitioners")
    heard(one_group(survey), "2", times=6)
    client = Client()
    client.force_login(make.someone("business_manager", survey.board))
    assert "results" not in client.get(survey.get_absolute_url()).context
    assert client.get(f"/surveys/{survey.pk}/heard.docx").status_code == 404


def test_its_last_day_over_it_can_be_looked_at(version):
    survey = a_survey(version, "Practitioners", closes_on=make.in_days(0))
    assert [queries.is_over(survey, make.in_days(days)) for days in (0, 1)] == [False, True]


def test_a_group_of_four_is_not_told_and_not_in_the_total(version):
    survey = a_survey(version, "Members", "Officers")
    members, officers = survey.groups.order_by("name")
    heard(members, "3", times=5)
    heard(officers, "0", times=4)
    assert told(over(survey)) == [("Members", (5, 3))]
    assert queries.results_of(survey).hidden == ["Officers"]


def test_small_groups_are_told_together(version):
    survey = a_survey(version, "Lay", "Members", "Officers")
    lay, members, officers = survey.groups.order_by("name")
    heard(members, "3", times=5)
    heard(officers, "0", times=3)
    heard(lay, "1", times=3)
    assert told(over(survey)) == [
        ("Members", (5, 3)),
        ("Smaller groups together", (6, Decimal("0.5"))),
        ("All that are shown", (11, Decimal(18) / 11)),
    ]


def test_a_question_that_four_of_a_large_group_answered_is_empty_and_not_in_its_total(board):
    lines = [QuestionLine(code, "How far?", scale="met", optional=True) for code in ("1.1", "1.2")]
    survey = a_survey(make.a_version(board, *lines), "Members", "Officers")
    members, officers = survey.groups.order_by("name")
    heard(members, "3", "3", times=5)
    heard(officers, "0", times=1)
    heard(officers, "", "1", times=4)
    results = queries.results_of(over(survey))
    counts = {question.code: [one and one.count for one in each] for question, each in results.rows}
    assert counts == {"1.1": [5, None, 5], "1.2": [5, None, 5]}


def test_words_stand_by_group_in_no_order(version):
    survey = a_survey(version, "Practitioners")
    for number in range(9):
        heard(one_group(survey), "2", f"Words {number}")
    results = queries.results_of(over(survey))
    words = results.rows[1][1][0].words
    assert sorted(words) == [f"Words {number}" for number in range(9)]
    assert results.rows[1][1][0].words == queries.results_of(survey).rows[1][1][0].words  # the same each time
    assert list(words) != sorted(words)


def test_the_page_and_the_paper_tell_what_the_query_tells(version):
    survey = a_survey(version, "Members", "Officers")
    members, officers = survey.groups.order_by("name")
    heard(members, "3", "Said by a member.", times=5)
    heard(officers, "0", "Said by an officer.", times=4)
    over(survey)
    client = Client()
    client.force_login(make.someone("business_manager", survey.board))
    page = client.get(survey.get_absolute_url()).content.decode()
    paper = client.get(f"/surveys/{survey.pk}/heard.html").content.decode()
    assert [("Said by a member." in each, "Said by an officer." in each) for each in (page, paper)] == [
        (True, False)
    ] * 2
    assert client.get(f"/surveys/{survey.pk}/heard.pdf").content[:5] == b"%PDF-"


# --- Beside an exercise ---


@pytest.fixture
def beside(board):
    """(the police's return, handed over with "2" throughout; a survey beside it with a group of the police)."""
    version = make.a_version(board)
    police = make.an_agency("Avon Police", board)
    (to,) = make.issued(make.an_exercise(version), police)
    make.submitted(to)
    questionnaire = make.published(board, drafting.for_practitioners(outline_of(version)))
    survey = a_survey(questionnaire, ("Avon Police", 0, police), exercise=to.exercise)
    return to, survey


def test_a_questionnaire_for_practitioners_keeps_the_codes_and_drops_the_rest(board):
    outline = make.an_outline(SCORE, TEXT)
    outline.standards[0].questions[0].good = "A policy"
    made = drafting.for_practitioners(outline)
    (line,) = made.standards[0].questions
    assert (made.name, made.kind) == ("Practitioners: Section 11", "questionnaire")
    assert (line.code, line.scale, line.good, line.optional) == ("1.1", "met", "", True)


def test_what_five_practitioners_say_stands_beside_what_their_agency_says(beside):
    to, survey = beside
    heard(one_group(survey), "1", "2", times=5)
    over(survey)
    (group,) = return_as_read(to, survey.board)
    first, second, third = group.rows
    assert (first.heard.worth, first.heard.count, first.heard.label) == (1, 5, "Begun")
    assert first.gap_heard.words == "1.0 of a point higher, over 1 answer"
    assert (second.gap_heard.direction, third.heard) == ("same", None)
    shown = heat_map(to.exercise, survey.board)
    assert shown.gaps[to.pk].practitioners.mean == Decimal("0.5")
    assert shown.all.words == [
        "Beside what practitioners say, agencies score themselves 0.5 of a point higher, over 2 answers."
    ]
    assert [(row.question.code, row.heard.count) for row in feedback_on(to)] == [("1.1", 5), ("1.2", 5)]


def test_what_four_practitioners_say_stands_nowhere(beside):
    to, survey = beside
    heard(one_group(survey), "1", "2", times=4)
    over(survey)
    assert [row.heard for row in return_as_read(to, survey.board)[0].rows] == [None] * 3
    assert feedback_on(to) == []


def test_nothing_stands_beside_before_the_survey_is_over(beside):
    to, survey = beside
    heard(one_group(survey), "1", "2", times=5)
    assert [row.heard for row in return_as_read(to, survey.board)[0].rows] == [None] * 3


def test_another_board_of_the_exercise_does_not_see_this_boards_survey(board):
    other = make.a_board("Aldermoor")
    version, police = make.a_version(board), make.an_agency("Avon Police", board, other)
    (to,) = make.issued(make.an_exercise(version, other), police)
    make.submitted(to)
    survey = a_survey(version, ("Avon Police", 0, police), exercise=to.exercise)
    heard(one_group(survey), "1", "1", "1", times=5)
    over(survey)
    read = [return_as_read(to, each)[0].rows[0].heard for each in (board, other)]
    assert [one and one.count for one in read] == [5, None]


def test_a_scale_with_other_worths_is_not_compared(board):
    version, police = make.a_version(board), make.an_agency("Avon Police", board)
    (to,) = make.issued(make.an_exercise(version), police)
    make.submitted(to)
    outline = drafting.for_practitioners(outline_of(version))
    outline.scales[0].points[0].worth = -5
    survey = a_survey(make.published(board, outline), ("Avon Police", 0, police), exercise=to.exercise)
    heard(one_group(survey), "1", "1", "1", times=5)
    over(survey)
    assert return_as_read(to, board)[0].rows[0].heard is None


# --- The board's pages ---


def test_a_manager_prepares_opens_and_closes_one(board, version):
    client = Client()
    client.force_login(make.someone("business_manager", board))
    day = make.in_days(10)
    said = {
        "title": "360 of the chair",
        "version": version.pk,
        "words": "Be frank.",
        "closes_on_day": day.day,
        "closes_on_month": day.month,
        "closes_on_year": day.year,
        "one_time": "once",
        "groups": "Members, 6\nOfficers, 3",
    }
    made, again = (client.post(f"/boards/{board.slug}/assurance/surveys/prepare/", said) for _ in range(2))
    assert again.url == made.url
    page = made.headers["Location"]
    assert client.get(page).status_code == 200
    client.post(f"{page}open/")
    listed = client.get(f"{page}addresses.csv").content.decode()
    assert listed.count("/q/") == 9
    survey = Survey.objects.get()
    client.post(f"{page}groups/{survey.groups.get(name='Officers').pk}/more/", {"count": "1"})
    assert client.get(f"{page}addresses.csv").content.decode().count("/q/") == 10
    client.post(f"{page}close/")
    assert client.get(page).context["over"] is True
    assert client.get(f"{page}addresses.csv").status_code == 404


def test_an_open_address_comes_with_a_square_code(version):
    survey = a_survey(version, "Practitioners")
    client = Client()
    client.force_login(make.someone("business_manager", survey.board))
    page = client.get(f"/surveys/{survey.pk}/groups/{one_group(survey).pk}/code.svg")
    assert (page.headers["Content-Type"], page.content[:4]) == ("image/svg+xml", b"<svg")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"groups": " "}, "groups"),
        ({"one_time": "once", "groups": "Members"}, "groups"),
        ({"closes_on_year": "2019"}, "closes_on"),
    ],
)
def test_what_is_missing_is_said_at_its_place_and_nothing_is_made(board, version, change, field):
    client = Client()
    client.force_login(make.someone("business_manager", board))
    said = {
        "title": "A survey",
        "version": version.pk,
        "closes_on_day": 1,
        "closes_on_month": 3,
        "closes_on_year": 2039,
        "one_time": "each",
        "groups": "Members",
    }
    page = client.post(f"/boards/{board.slug}/assurance/surveys/prepare/", said | change)
    assert (page.status_code, list(page.context["form"].errors), Survey.objects.count()) == (400, [field], 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_survey_page_asks_as_often_for_three_groups_as_for_one(
    board, version, rows, django_assert_num_queries
):
    survey = a_survey(version, *[f"Group {number}" for number in range(rows)])
    for group in survey.groups.all():
        heard(group, "2", "Words", times=5)
    over(survey)
    client = Client()
    client.force_login(make.someone("business_manager", board))
    with django_assert_num_queries(9):
        client.get(survey.get_absolute_url())
