"""What people and files may say: no number, name or character makes a page or a paper fail, now or later."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.loading import as_yaml, load
from safeboard.assurance.models import Heard, Said, SetVersion, Survey
from safeboard.assurance.outline import QuestionLine, faults_of
from safeboard.assurance.services.writing_letters import paper_of
from safeboard.assurance.tests import factories as make
from safeboard.assurance.tests.survey_cast import a_survey, path_to
from safeboard.boards.models import SECTORS
from safeboard.core.paper.forms import write

pytestmark = pytest.mark.django_db
NUMBERS = [
    "1e-2500",
    "1e-5000000",
    "0e9999999",
    "1e-99999999999999999999",
    "9" * 31,
    "1e13",
    "NaN",
    "1" + "," * 40,
]
BAD = "Pasted\x0b from\x0c Word\x01 \uffff"


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def by(person):
    return {"by": person, "at": timezone.now()}


def a_return(board, *questions):
    (to,) = make.issued(
        make.an_exercise(make.a_version(board, *questions), board), make.an_agency("Harrow Police", board)
    )
    return to


@pytest.mark.parametrize("typed", NUMBERS)
def test_a_number_nobody_could_mean_is_refused_and_not_written_out(board, typed):
    to = a_return(board, QuestionLine("1.1", "How many?", kind="number"))
    question = questions_of(to)[0]
    sent = {f"q{question.pk}-seen": 0, f"q{question.pk}-value": typed}
    answered = signed_in(make.author_of(to)).post(page("save_answer", to.pk, question.pk), sent)
    assert (answered.status_code, answered.json()["says"]) == (400, "Enter a number, like 12 or 3.5")
    with pytest.raises(ValidationError, match="like 12 or 3.5"):
        services.answer(to, question, value=typed, **by(make.author_of(to)))
    assert not Said.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12", "12"), ("3.50", "3.50"), ("1,200", "1200"), ("-0.001", "-0.001"), ("1e3", "1000")],
)
def test_a_number_somebody_means_is_kept_as_it_was_meant(board, typed, kept):
    to = a_return(board, QuestionLine("1.1", "How many?", kind="number"))
    assert services.answer(to, questions_of(to)[0], value=typed, **by(make.author_of(to))).value == kept


def test_a_survey_takes_no_number_that_nobody_could_mean(board):
    version = make.a_version(board, QuestionLine("1.1", "How many?", kind="number"))
    group = a_survey(version, "All").groups.get()
    question = version.standards.get().questions.get()
    sent = {"key": str(uuid.uuid4()), f"q{question.pk}": "1e-5000000"}
    answered = Client().post(path_to(group), sent)
    assert (answered.status_code, answered.context["form"].errors[f"q{question.pk}"]) == (
        400,
        ["Enter a number, like 12 or 3.5"],
    )
    assert not Heard.objects.exists()


def test_characters_that_no_paper_can_hold_are_dropped_where_they_come_in(board):
    to = a_return(board)
    question = questions_of(to)[0]
    sent = {f"q{question.pk}-seen": 0, f"q{question.pk}-value": "2", f"q{question.pk}-words": BAD + "\n\tend"}
    signed_in(make.author_of(to)).post(page("save_answer", to.pk, question.pk), sent)
    assert Said.objects.get().words == "Pasted from Word \n\tend"


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "xlsx"])
def test_a_letter_can_be_made_of_words_that_came_with_such_characters(board, form):
    to = make.submitted(a_return(board))
    services.judge(to, questions_of(to)[0], board=board, value="1", why=BAD, **make.by_now())
    letter = services.begin_letter(to, board=board, **make.by_now())
    assert write(paper_of(letter, by="Jo", at=timezone.now(), draft=True), form)


def test_a_yaml_file_says_words_even_where_yaml_would_read_something_else():
    said = b"""
name: S
kind: mini
scales:
- {code: m, name: M, points: [{key: 0, label: No, worth: 0}, {key: 1, label: Yes, worth: 1.5}]}
standards:
- code: 1
  title: 2026-01-01
  words:
  questions:
  - {code: 1.10, words: Off, answer: choice, choices: [Yes, No, 2026-01-01, 010], evidence: true, optional: No}
"""
    loaded = load(said, frozenset(SECTORS))
    (standard,), (scale,) = loaded.outline.standards, loaded.outline.scales
    assert loaded.faults == []
    assert (standard.code, standard.title, standard.words) == ("1", "2026-01-01", "")
    assert standard.questions == [
        QuestionLine(
            "1.10", "Off", kind="choice", choices=["Yes", "No", "2026-01-01", "010"], evidence_wanted=True
        )
    ]
    assert [(point.key, point.label, point.worth) for point in scale.points] == [
        ("0", "No", 0),
        ("1", "Yes", 1.5),
    ]
    assert load(as_yaml(loaded.outline), frozenset(SECTORS)).outline == loaded.outline


def test_names_that_are_too_long_are_faults_and_keep_a_set_from_being_published(board):
    outline = make.an_outline(name="N" * 201)
    outline.standards[0].title, outline.standards[0].section = "T" * 301, "S" * 201
    outline.scales[0].name = "n" * 101
    assert [str(fault) for fault in faults_of(outline, frozenset(SECTORS))] == [
        "The set: Give it a name of 200 characters or fewer",
        "Scale met: Give it a code of 30 characters or fewer, and a name of 100 or fewer",
        "Standard 1: Give it a title of 300 characters or fewer, and a section of 200 or fewer",
    ]
    outline.name = "Section 11"
    draft = services.start_set(board, outline, **make.by_now())
    answered = signed_in(make.someone("business_manager", board)).post(
        page("publish", draft.pk), {"seen": draft.draft_number}
    )
    assert (answered.status_code, SetVersion.objects.count()) == (200, 0)


def test_names_that_just_fit_may_be_published(board):
    outline = make.an_outline(name="N" * 200)
    outline.standards[0].title, outline.standards[0].section = "T" * 300, "S" * 200
    outline.scales[0].name = "n" * 100
    assert make.published(board, outline).number == 1


def test_a_group_of_a_survey_has_a_name_that_fits(board):
    version = make.a_version(board, QuestionLine("1.1", "Say", kind="text"))
    sent = {
        "title": "X",
        "version": version.pk,
        "closes_on_day": "1",
        "closes_on_month": "3",
        "closes_on_year": "2099",
    }
    sent |= {"groups": "Members\n" + "G" * 201, "one_time": "each"}
    answered = signed_in(make.someone("business_manager", board)).post(
        page("prepare_survey", board.slug), sent
    )
    assert (answered.status_code, answered.context["form"].errors["groups"]) == (
        400,
        ["Enter 200 letters or fewer for each group"],
    )
    assert not Survey.objects.exists()


@pytest.mark.parametrize("address", ["//[x", "http://[", "http://[::1"])
def test_an_address_that_is_none_is_no_page_of_the_boards(board, address):
    client = signed_in(make.someone("business_manager", board))
    own = services.begin_own(make.a_version(board, kind="inspection"), title="Own", **make.by_now())
    question = own.version.standards.get().questions.first()
    asked = client.get(page("use_as_evidence", board.slug), {"page": address})
    linked = client.post(page("link_evidence", own.pk, question.pk), {"address": address, "title": "A page"})
    assert (asked.status_code, linked.status_code) == (404, 400)
