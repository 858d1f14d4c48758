"""A return filled in as a spreadsheet: nothing is changed before it is looked at, and nothing by a row that is wrong."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Answer, Said
from safeboard.assurance.outline import QuestionLine
from safeboard.assurance.tests import factories as make
from safeboard.core.tests.error_pattern import error_pattern_faults

pytestmark = pytest.mark.django_db
KINDS = [
    QuestionLine("1", "How far?", scale="met"),
    QuestionLine("2", "How many?", kind="number"),
    QuestionLine("3", "When?", kind="date"),
    QuestionLine("4", "Which?", kind="choice", choices=["Yes", "No"]),
    QuestionLine("5", "What?", kind="text"),
]


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def to():
    board = make.a_board("Harrowmere")
    version = make.a_version(board, *KINDS)
    (made,) = make.issued(make.an_exercise(version), make.an_agency("Harrow Police", board))
    return made


@pytest.fixture
def client(to):
    client = Client()
    client.force_login(make.author_of(to))
    return client


def taken(client, to):
    data = client.get(reverse("assurance:return_sheet", args=[to.pk])).content
    return openpyxl.load_workbook(io.BytesIO(data))


def brought(client, to, book):
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("return.xlsx", out.getvalue())
    return client.post(reverse("assurance:bring_in_sheet", args=[to.pk]), {"file": file})


def fill(book, answers, column=5):
    for row, value in answers.items():
        book.active.cell(row=row, column=column, value=value)


def standing(to):
    return {one.question.code: one.said.value for one in Answer.objects.filter(to=to)}


def accepted(client, to, shown):
    take = {"take": shown.context["token"]}
    return client.post(reverse("assurance:bring_in_sheet", args=[to.pk]), take, follow=True)


def test_every_kind_of_answer_comes_back_from_the_spreadsheet(client, to):
    book = taken(client, to)
    fill(book, {2: "Met", 3: 12.5, 4: "31/3/2026", 5: "yes", 6: "Words"})
    shown = brought(client, to, book)
    assert (shown.context["wrong"], len(shown.context["changes"])) == ([], 5)
    assert standing(to) == {}
    accepted(client, to, shown)
    assert standing(to) == {"1": "3", "2": "12.5", "3": "2026-03-31", "4": "Yes", "5": "Words"}


def test_a_row_that_is_wrong_is_named_and_changes_nothing(client, to):
    book = taken(client, to)
    fill(book, {2: "Rather good", 3: "many", 5: "No"})
    shown = brought(client, to, book)
    assert shown.context["wrong"] == [
        "Row 2: Choose a point of the scale",
        "Row 3: Enter a number, like 12 or 3.5",
    ]
    accepted(client, to, shown)
    assert standing(to) == {"4": "No"}


def test_what_was_taken_and_brought_back_as_it_was_changes_nothing(client, to):
    by = {"by": make.author_of(to), "at": timezone.now()}
    said = {"1": "2", "2": "12.50", "3": "2026-03-31", "4": "No", "5": "One line\n\nand   another"}
    for question in questions_of(to):
        services.answer(to, question, value=said[question.code], words="A\n\nB", **by)
    shown = brought(client, to, taken(client, to))
    assert (shown.context["changes"], shown.context["wrong"]) == ([], [])


def test_what_somebody_else_answered_meanwhile_is_not_written_over(client, to):
    book = taken(client, to)
    fill(book, {2: "Met", 3: 4})
    shown = brought(client, to, book)
    colleague = make.colleague(to, *to.exercise.version.standards.all())
    services.answer(to, questions_of(to)[0], value="0", by=colleague, at=timezone.now())
    told = accepted(client, to, shown).context["messages"]
    assert [str(words) for words in told] == [
        "Row 2: Col League answered this meanwhile. Read what stands there now, and save yours again if it should "
        "replace it. Nothing was saved."
    ]
    assert standing(to) == {"1": "0"}


def test_words_that_look_like_a_formula_stay_words(client, to):
    by = {"by": make.author_of(to), "at": timezone.now()}
    services.answer(to, questions_of(to)[4], value="=HYPERLINK(1)", **by)
    cell = taken(client, to).active.cell(row=6, column=5)
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


@pytest.mark.parametrize("data", [b"", b"Nothing,of,the,kind\n1,2,3,4\n", b"PK\x03\x04broken"])
def test_a_file_that_is_not_the_sheet_is_refused(client, to, data):
    file = SimpleUploadedFile("return.xlsx", data)
    answer = client.post(reverse("assurance:bring_in_sheet", args=[to.pk]), {"file": file})
    assert answer.status_code == 400
    assert error_pattern_faults(answer.content.decode()) == []
    assert not Said.objects.exists()


def test_a_row_of_another_question_is_refused(client, to):
    book = taken(client, to)
    fill(book, {2: "Met", 3: 5})
    fill(book, {2: "q999999-0", 3: "nonsense"}, column=9)
    shown = brought(client, to, book)
    says = "this is none of the questions you answer here. Its last column must stay as it was."
    assert shown.context["wrong"] == [f"Row 2: {says}", f"Row 3: {says}"]


def test_the_button_of_somebody_elses_sheet_does_nothing(client, to):
    book = taken(client, to)
    fill(book, {2: "Met"})
    shown = brought(client, to, book)
    other = Client()
    other.force_login(make.colleague(to, *to.exercise.version.standards.all()))
    take = {"take": shown.context["token"]}
    assert other.post(reverse("assurance:bring_in_sheet", args=[to.pk]), take).status_code == 404
    assert standing(to) == {}
