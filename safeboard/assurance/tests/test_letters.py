"""Feedback letters: drafted from the scores, edited, frozen and sent; and the board's report."""

import hashlib
import io

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordFile

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.heat_map_queries import then_and_now
from safeboard.assurance.models import Letter, SentLetter
from safeboard.assurance.moderation_queries import return_as_read
from safeboard.assurance.outline import QuestionLine
from safeboard.assurance.tests import factories as make
from safeboard.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def boards():
    return make.a_board("Harrowmere"), make.a_board("Westmere")


@pytest.fixture
def to(boards):
    police = make.an_agency("Harrow Police", *boards)
    (to,) = make.issued(make.an_exercise(make.a_version(boards[0]), *boards), police)
    return make.submitted(to)


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def scored(to, board, *values):
    for question, value in zip(questions_of(to), values, strict=False):
        services.judge(to, question, board=board, value=value, why=f"Because of {value}.", **make.by_now())


def a_letter(to, board):
    return services.begin_letter(to, board=board, **make.by_now())


def words_in(data):
    file = WordFile(io.BytesIO(data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in file.paragraphs] + cells)


def bytes_of(document):
    with document.file.open() as kept:
        return kept.read()


def test_it_is_drafted_from_the_scores(boards, to):
    scored(to, boards[0], "3", "1", "2")
    words = a_letter(to, boards[0]).words
    assert words["strengths"] == "1.1 Question 1? Because of 3."
    assert words["mend"].startswith(
        "1.2 Question 2? You said “2: Met in part”; we found “Begun”. Because of 1."
    )
    assert "On the whole our scores are yours." in words["opening"]


def test_two_boards_write_different_letters_and_read_only_their_own(boards, to):
    scored(to, boards[0], "3")
    scored(to, boards[1], "0")
    letters = [a_letter(to, board) for board in boards]
    assert letters[0].words != letters[1].words
    client = signed_in(make.someone("business_manager", boards[0]))
    assert [client.get(page("letter", one.pk)).status_code for one in letters] == [200, 404]
    sent = [services.send_letter(one, **make.by_now()) for one in letters]
    assert [client.get(page("letter_file", one.pk, "pdf")).status_code for one in sent] == [200, 404]
    author = signed_in(make.author_of(to))
    assert [author.get(page("letter_file", one.pk, "pdf")).status_code for one in sent] == [200, 200]


def test_somebody_else_reads_no_letter(boards, to):
    sent = services.send_letter(a_letter(to, boards[0]), **make.by_now())
    for person in (
        make.someone("business_manager", make.a_board()),
        make.someone_who_left("chair", boards[0]),
    ):
        assert signed_in(person).get(page("letter_file", sent.pk, "pdf")).status_code == 404
    member = signed_in(make.someone("member", boards[0]))
    assert member.get(page("letter_file", sent.pk, "pdf")).status_code == 403


def test_it_is_edited_sent_once_and_stays_as_it_was(boards, to):
    scored(to, boards[0], "1")
    client = signed_in(make.someone("business_manager", boards[0]))
    client.post(page("begin_letter", to.pk, boards[0].slug))
    letter = Letter.objects.get()
    said = {
        "seen": letter.number,
        "opening": "Dear colleagues,",
        "mend": "Name the lead.",
        "closing": "Thank you.",
    }
    assert client.post(page("letter", letter.pk), {**said, "opening": ""}).status_code == 400
    client.post(page("letter", letter.pk), said)
    stale = client.post(page("letter", letter.pk), said)
    assert "changed this letter meanwhile" in stale.content.decode()
    letter.refresh_from_db()
    for _ in range(2):
        client.post(page("send_letter", letter.pk), {"seen": letter.number})
    sent = SentLetter.objects.get()
    before = bytes_of(sent.docx)
    assert "Dear colleagues," in words_in(before)
    assert hashlib.sha256(before).hexdigest() == sent.docx.sha256
    scored(to, boards[0], "3")
    assert client.get(page("letter_file", sent.pk, "docx")).content == before
    assert Message.objects.filter(subject__startswith="Feedback of Harrowmere").count() == 1


def test_a_letter_that_changed_while_it_was_written_is_not_sent(boards, to):
    letter = a_letter(to, boards[0])
    services.save_letter(letter, {"opening": "Other."}, seen=letter.number, **make.by_now())
    with pytest.raises(ValidationError, match="changed this letter meanwhile"):
        services.send_letter(letter, **make.by_now())
    assert not SentLetter.objects.exists()


def test_sending_that_fails_half_way_leaves_a_draft(boards, to, monkeypatch):
    letter = a_letter(to, boards[0])

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("safeboard.assurance.services.writing_letters.tell_authors", fails)
    with pytest.raises(RuntimeError):
        services.send_letter(letter, **make.by_now())
    letter.refresh_from_db()
    assert (letter.is_sent, SentLetter.objects.count()) == (False, 0)


def test_after_a_letter_another_can_be_begun(boards, to):
    first = a_letter(to, boards[0])
    assert a_letter(to, boards[0]) == first
    services.send_letter(first, **make.by_now())
    assert a_letter(to, boards[0]) != first


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_the_report_is_written_in_each_form(boards, to, form):
    scored(to, boards[0], "1")
    client = signed_in(make.someone("chair", boards[0]))
    assert len(client.get(page("report", to.exercise_id, boards[0].slug, form)).content) > 1000


def test_the_report_names_what_agencies_still_have_to_mend(boards, to):
    promise = {"words": "Name the lead", "owner": "Jo Day", "due": "June 2030"}
    services.add_improvement(to, questions_of(to)[0], **promise, **make.by_now())
    client = signed_in(make.someone("chair", boards[0]))
    words = words_in(client.get(page("report", to.exercise_id, boards[0].slug, "docx")).content)
    assert "1.1: Name the lead" in words
    assert "Jo Day, June 2030" in words


def test_the_report_tells_last_time_against_this_time(boards, to):
    scored(to, boards[0], "1", "1")
    services.accept(to, board=boards[0], **make.by_now())
    (again,) = make.issued(make.an_exercise(to.exercise.version, boards[1], title="2028"), to.agency)
    for question in questions_of(again):
        services.confirm(again, question, by=make.author_of(again), at=timezone.now())
    services.submit(again, by=make.author_of(again), at=timezone.now())
    scored(again, boards[0], "3", "2")
    client = signed_in(make.someone("chair", boards[0]))
    words = words_in(client.get(page("report", again.exercise_id, boards[0].slug, "docx")).content)
    assert "Last time and this time" in words
    assert "1.5 higher" in words
    assert "1 of 1 handed over (100%)" in words


def test_two_versions_compare_where_the_question_is_the_same_and_an_old_return_reads_as_it_did(boards):
    made = services.start_set(boards[0], make.an_outline(name="Section 11, short"), **make.by_now())
    first = services.publish(made, **make.by_now())
    agency = make.an_agency("Harrow Probation", boards[0], sector="probation")
    (then,) = make.issued(make.an_exercise(first, title="2026"), agency)
    scored(make.submitted(then), boards[0], "1", "3")
    outline = make.an_outline(
        QuestionLine("1.1", "Question 1, in plainer words?", scale="met"),
        QuestionLine("1.9", "Something new?", scale="met"),
    )
    made.refresh_from_db()
    services.save_draft(made, outline, seen=made.draft_number, **make.by_now())
    second = services.publish(made, what_changed="1.2 and 1.3 are gone.", **make.by_now())
    (now,) = make.issued(make.an_exercise(second, title="2028"), agency)
    scored(make.submitted(now), boards[0], "2", "0")
    assert then_and_now(now.exercise, boards[0]) == {"1": (2, 1)}
    old = [(row.question.words, row.own_words) for row in return_as_read(then, boards[0])[0].rows]
    assert old == [("Question 1?", "Begun"), ("Question 2?", "Met"), ("Question 3?", "")]
