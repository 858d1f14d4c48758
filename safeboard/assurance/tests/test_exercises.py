"""The board's side of an exercise: preparing, issuing, who owes, reminding."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import exercise_queries as queries
from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.asking_many import read_lines
from safeboard.assurance.models import Asked, Exercise, Return, TakesPart
from safeboard.assurance.services import chasing
from safeboard.assurance.tests import factories as make
from safeboard.boards.models import SECTORS
from safeboard.core.listing import Listing, as_csv, as_excel
from safeboard.outbox.models import Message

pytestmark = pytest.mark.django_db
COLUMNS = ["Agency", "Sector", "Author", "E-mail"]


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def manager(board):
    client = Client()
    client.force_login(make.someone("business_manager", board))
    return client


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


def agencies(board, count):
    return [make.an_agency(f"Agency {number}", board) for number in range(count)]


def told(client, response):
    return [str(message) for message in client.get(response.url).context["messages"]]


def test_a_manager_prepares_one_puts_agencies_on_the_list_and_issues_it(board, manager):
    version, (police,) = make.a_version(board), agencies(board, 1)
    day = make.in_days(40)
    said = {
        "title": "Section 11, 2026",
        "version": version.pk,
        "due_on_day": day.day,
        "due_on_month": day.month,
        "due_on_year": day.year,
        "signatures": "Chief officer\n\n Chief officer ",
        "reminders": ["-14", "1"],
    }
    made, again = (manager.post(page("prepare", board.slug), said) for _ in range(2))
    exercise = Exercise.objects.get()
    assert again.url == made.url
    other = manager.post(page("prepare", board.slug), {**said, "signatures": "Governor"})
    assert other.url != made.url
    assert made.url == page("exercise", exercise.pk)
    assert (exercise.due_on, exercise.signatures, exercise.reminders) == (day, ["Chief officer"], [-14, 1])
    asked = {"agency": police.pk, "author_name": "Jo Day", "author_email": "jo@police.example"}
    manager.post(page("ask", exercise.pk), asked)
    listed = manager.get(page("exercise", exercise.pk)).content.decode()
    assert "put an agency on Section 11, 2026: Agency 0" in listed
    look = manager.get(page("issue", exercise.pk))
    assert "Jo Day, jo@police.example" in look.content.decode()
    issued = manager.post(page("issue", exercise.pk))
    assert told(manager, issued) == ["It is issued, and its letters are on their way."]
    again = manager.post(page("issue", exercise.pk))
    assert told(manager, again) == ["This exercise has been issued already. Nothing was sent again."]
    assert Return.objects.count() == Message.objects.filter(kind="assurance").count() == 1


def test_another_board_agrees_for_itself(board, manager):
    other = make.a_board("Westmere")
    theirs = Client()
    theirs.force_login(make.someone("business_manager", other))
    exercise = services.prepare_exercise(
        make.a_version(board), title="Section 11", due_on=make.in_days(30), boards=[other], **make.by_now()
    )
    assert theirs.post(page("issue", exercise.pk)).status_code == 404
    assert "takes part" in theirs.get(page("exercise", exercise.pk)).content.decode()
    theirs.post(page("agree", exercise.pk))
    assert TakesPart.objects.get(board=other).agreed_at is not None


@pytest.mark.parametrize("write", [as_csv, as_excel])
def test_hundreds_come_from_a_spreadsheet(board, manager, write):
    exercise = make.an_exercise(make.a_version(board))
    rows = [(f"School {n}", "School or college", f"Head {n}", f"head@school{n}.example") for n in range(30)]
    file = SimpleUploadedFile("schools", write(Listing("Schools", COLUMNS, rows)))
    sent = manager.post(page("ask_many", exercise.pk), {"file": file})
    assert told(manager, sent) == ["30 agencies are on the list."]
    assert Asked.objects.filter(agency__sector="school").count() == 30


def test_a_spreadsheet_with_faults_changes_nothing_and_names_each_row(board, manager):
    exercise = make.an_exercise(make.a_version(board))
    rows = [("School 1", "School or college", "Jo", "jo@one.example"), ("School 2", "Circus", "", "nobody")]
    rows.append(("school 1", "school", "Jo", "jo@one.example"))
    file = SimpleUploadedFile("schools.csv", as_csv(Listing("Schools", COLUMNS, rows)))
    refused = manager.post(page("ask_many", exercise.pk), {"file": file})
    assert refused.status_code == 400
    wrong = refused.context["many"].errors["file"]
    assert [words[:6] for words in wrong] == ["Row 3:", "Row 3:", "Row 3:", "Row 4:"]
    assert not Asked.objects.exists()


def test_a_list_cannot_change_what_another_board_said_an_agency_is(board, manager):
    make.an_agency("Harrow Police", make.a_board("Westmere"), sector="police")
    exercise = make.an_exercise(make.a_version(board))
    rows = [("Harrow Police", "school", "Jo", "jo@police.example")]
    file = SimpleUploadedFile("list.csv", as_csv(Listing("List", COLUMNS, rows)))
    refused = manager.post(page("ask_many", exercise.pk), {"file": file})
    assert "known as “Police”" in refused.context["many"].errors["file"][0]
    assert not Asked.objects.exists()


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"%PDF-1.7 nothing", b"only,one,row\n"])
def test_a_file_that_is_no_list_ends_in_a_sentence(board, manager, data):
    exercise = make.an_exercise(make.a_version(board))
    refused = manager.post(page("ask_many", exercise.pk), {"file": SimpleUploadedFile("x", data)})
    assert refused.status_code == 400
    assert refused.context["many"].errors["file"]


def test_a_sector_is_known_by_its_key_or_its_name():
    rows = [("A", "police", "Jo", "jo@a.example"), ("B", "Fire and Rescue", "Jo", "jo@b.example")]
    lines, wrong = read_lines(as_csv(Listing("List", COLUMNS, rows)), SECTORS)
    assert [line.sector for line in lines] == ["police", "fire"]
    assert wrong == []


def test_the_page_counts_answers_and_not_saves(board):
    (to,) = make.issued(make.an_exercise(make.a_version(board)), *agencies(board, 1))
    for value in ("1", "2", "3"):
        for question in questions_of(to)[:2]:
            services.answer(to, question, value=value, by=make.author_of(to), at=timezone.now())
    (shown,) = queries.returns_shown(to.exercise, today=timezone.localdate())
    assert (shown.answered, shown.asked, shown.owes) == (2, 3, True)


def test_rates_are_told_by_sector(board):
    school = make.an_agency("School", board, sector="school")
    first, second, third = make.issued(make.an_exercise(make.a_version(board)), *agencies(board, 2), school)
    make.submitted(first)
    rates = queries.rates_of(queries.returns_shown(first.exercise, today=timezone.localdate()))
    assert [(rate.name, rate.handed_over, rate.asked) for rate in rates] == [
        ("Police", 1, 2),
        ("School or college", 0, 1),
        ("All", 1, 3),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_returns_as_for_one(
    board, manager, count, django_assert_num_queries
):
    make.issued(make.an_exercise(make.a_version(board)), *agencies(board, count))
    exercise = Exercise.objects.get()
    manager.get(page("exercise", exercise.pk))
    with django_assert_num_queries(14):
        manager.get(page("exercise", exercise.pk))


def test_only_those_who_owe_are_reminded_in_words_that_fit(board):
    done, begun, idle, back = make.issued(make.an_exercise(make.a_version(board)), *agencies(board, 4))
    make.submitted(done)
    services.answer(begun, questions_of(begun)[0], value="1", by=make.author_of(begun), at=timezone.now())
    make.submitted(back)
    services.send_back(back, board=board, why="Say how you know.", **make.by_now())
    before = Message.objects.count()
    assert services.remind(done.exercise, **make.by_now()) == 3
    assert services.remind(done.exercise, **make.by_now()) == 0
    bodies = {message.to_name: message.body for message in Message.objects.order_by("pk")[before:]}
    assert "1 answer is there" in bodies["Author of Agency 1"]
    assert "Nobody has begun it" in bodies["Author of Agency 2"]
    assert "sent back to you: Say how you know." in bodies["Author of Agency 3"]


def test_reminders_go_on_their_days_by_themselves(board):
    exercise = make.an_exercise(make.a_version(board), reminders=[-14, 1])
    make.issued(exercise, *agencies(board, 1))
    exercise.refresh_from_db()

    def at(days):
        day = chasing.next_working_day(exercise.due_on + datetime.timedelta(days=days))
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time(10)))

    assert services.chase(at=timezone.now()) == 0
    assert [services.chase(at=at(-14)), services.chase(at=at(-14)), services.chase(at=at(-7))] == [1, 0, 0]
    assert services.chase(at=at(1)) == 1


def test_longer_needs_a_later_day_and_a_reason(board, manager):
    (to,) = make.issued(make.an_exercise(make.a_version(board)), *agencies(board, 1))
    with pytest.raises(ValidationError, match="Enter a day after"):
        services.give_longer(to, due_on=to.due_on, why="Ill.", **make.by_now())
    day = make.in_days(90)
    said = {
        "due_on_day": day.day,
        "due_on_month": day.month,
        "due_on_year": day.year,
        "why": "The author is ill.",
    }
    assert manager.post(page("longer", to.pk), {**said, "why": ""}).status_code == 400
    manager.post(page("longer", to.pk), said)
    to.refresh_from_db()
    assert to.due_on == day


def test_a_closed_exercise_takes_no_answer(board, manager):
    (to,) = make.issued(make.an_exercise(make.a_version(board)), *agencies(board, 1))
    manager.post(page("close", to.exercise_id))
    with pytest.raises(ValidationError, match="has closed"):
        services.answer(to, questions_of(to)[0], value="1", by=make.author_of(to), at=timezone.now())
    assert services.remind(to.exercise, **make.by_now()) == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_of_returns_can_be_taken_away(board, manager, kind):
    (to,) = make.issued(make.an_exercise(make.a_version(board)), *agencies(board, 1))
    assert manager.get(page("returns_list", to.exercise_id, kind)).status_code == 200


def test_the_list_is_narrowed_to_those_that_owe_and_those_that_are_late(board, manager):
    first, second, third = make.issued(make.an_exercise(make.a_version(board)), *agencies(board, 3))
    make.submitted(first)
    Return.objects.filter(pk=second.pk).update(due_on=make.in_days(-1))
    address = page("exercise", first.exercise_id)
    listed = {
        show: [one.to for one in manager.get(address, {"show": show}).context["returns"]]
        for show in ("", "owing", "late", "neither")
    }
    every = [first, second, third]
    assert listed == {"": every, "owing": every[1:], "late": [second], "neither": every}
    assert "Not handed over: 2" in (shown := manager.get(address).content.decode())
    assert "Late: 1" in shown
    taken = manager.get(page("returns_list", first.exercise_id, "csv"), {"show": "late"}).content.decode()
    assert ("Agency 1" in taken, "Agency 0" in taken, "Agency 2" in taken) == (True, False, False)
