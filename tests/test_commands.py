"""What the other commands say and write: status, report, adduser, serve, demo, and the ground they stand on."""

import datetime
import json
import socket
import sys
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import get_commands, load_command_class
from django.db.migrations.recorder import MigrationRecorder

from safeboard.boards.models import Board, Seat
from safeboard.core.writing import replacing
from safeboard.history.services import CommandLine
from safeboard.home import demonstration, serving
from safeboard.people.models import User
from safeboard.plans import bringing_in
from safeboard.plans.models import Action, Plan, Update
from safeboard.plans.picture import outline_of
from safeboard.plans.queries import picture_of
from safeboard.plans.reading import read_plan
from tests.running import BOARD, PLAN, Done, run

pytestmark = pytest.mark.django_db

BY = CommandLine()
AT = datetime.datetime(2016, 3, 1, 12, tzinfo=datetime.UTC)
DAY = datetime.date(2016, 4, 1)
OURS = [
    "import",
    "status",
    "report",
    "serve",
    "demo",
    "backup",
    "restore",
    "adduser",
    "work",
    "retention",
    "erase",
    "erased",
    "doctor",
]


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def bring_in(board=BOARD, data=PLAN):
    return bringing_in.bring_in(data, name="plan.html", outline=read_plan(data), board=board, by=BY, at=AT)


@pytest.fixture
def plan():
    return bring_in()


def refs():
    return [f"A{pk}" for pk in Action.objects.order_by("pk").values_list("pk", flat=True)]


def actions_shown(done):
    """The lines of the table that begin with a reference, as lists of words."""
    return [line.split() for line in done.out.splitlines() if line.split()[:1] and line.split()[0] in refs()]


# status


def test_status_shows_each_action_with_its_rating_in_words(plan):
    first, second, third = refs()
    assert actions_shown(run("status", "--as-at", "2016-04-01")) == [
        f"{first} 1 Audit ten cases Quality Group Dec 2015 Red: Off Target Late".split(),
        f"{second} 1 Train the front line Training Group June 2016 Green: Complete".split(),
        f"{third} 2 Ask children what changed On going Not rated".split(),
    ]


def test_status_begins_with_the_counts(plan):
    said = [line.split() for line in run("status", "--as-at", "2016-04-01").out.splitlines()]
    assert ["1.", "Safer", "homes", "3", "1", "0", "1", "1", "1"] in said
    assert said[3] == ["As", "at", "1", "April", "2016"]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["--rating", "red"], [0]),
        (["--rating", "none"], [2]),
        (["--late"], [0]),
        (["--lead", "training group"], [1]),
        (["--lead", "train"], [1]),
        (["--lead", "nobody"], [2]),
        (["--lead", "train", "--late"], []),
    ],
    ids=str,
)
def test_status_shows_only_what_was_asked_for(plan, words, left):
    shown = [line[0] for line in actions_shown(run("status", "--as-at", "2016-04-01", *words))]
    assert shown == [refs()[index] for index in left]


def test_status_as_at_an_earlier_day_leaves_out_what_was_said_later(plan):
    before = json.loads(run("status", "--as-at", "2016-02-29", "--json").out)
    actions = before["priorities"][0]["actions"]
    assert [(action["rating"], action["late"]) for action in actions] == [
        ("", True),
        ("", False),
        ("", False),
    ]


def test_status_as_json_holds_the_words_the_days_and_the_reasons(plan):
    said = json.loads(run("status", "--as-at", "2016-04-01", "--json").out)
    assert (said["board"], said["as_at"], said["actions"], said["late"]) == (BOARD, "2016-04-01", 3, 1)
    assert said["priorities"][0]["ratings"] == {"red": 1, "amber": 0, "green": 1, "": 1}
    action = said["priorities"][0]["actions"][0]
    assert action["due"] == {
        "written": "Dec 2015",
        "kind": "month",
        "first": "2015-12-01",
        "last": "2015-12-31",
    }
    assert (action["rating_label"], action["leads"], action["late"]) == (
        "Red: Off Target",
        ["Quality Group"],
        True,
    )
    assert action["evidence"][0] == "Late by its own words (“Dec 2015”): 92 days over."


def test_status_is_plain_where_it_is_not_a_terminal_and_coloured_when_asked(plan):
    assert "\x1b" not in run("status").out
    assert "\x1b[31mRed: Off Target\x1b[0m" in run("status", "--force-color").out


def test_words_of_a_plan_cannot_steer_the_terminal_or_be_read_as_markup(plan):
    Action.objects.filter(words="Audit ten cases").update(words="Audit \x1b]0;x\x07 [red]ten[/red]")
    said = run("status").out
    assert ("\x1b" in said, "[red]ten[/red]" in said) == (False, True)


@pytest.mark.parametrize("day", ["2016-13-01", "1 April 2016", "soon"])
def test_a_day_that_is_none_is_refused(plan, day):
    done = run("status", "--as-at", day)
    assert (done.code, done.err) == (
        2,
        f"“{day}” is not a day: write it as year-month-day, such as 2026-11-22.\n",
    )


def test_a_lead_that_is_none_or_several_is_refused_with_what_there_is(plan):
    assert run("status", "--lead", "zebra").err == (
        "Nothing here is called “zebra”. There is Quality Group and Training Group.\n"
    )
    assert run("status", "--lead", "group") == Done(
        2, "", "“group” could be any of these: Quality Group and Training Group.\n"
    )


def test_without_a_board_status_says_what_to_do():
    done = run("status")
    assert (done.code, done.out, done.err) == (
        2,
        "",
        "There is no board yet: bring in a plan with `safeboard import FILE`.\n",
    )


def test_without_a_plan_status_says_what_to_do():
    Board.objects.create(name="Harrowmere", slug="harrowmere")
    done = run("status")
    assert (done.code, done.err) == (
        2,
        "Harrowmere has no plan yet: bring one in with `safeboard import FILE --accept`.\n",
    )


def test_with_several_boards_one_must_be_named_and_part_of_its_name_will_do(plan):
    Board.objects.create(name="Elsewhere", slug="elsewhere")
    assert run("status").err == f"Say which board with --board. There is Elsewhere and {BOARD}.\n"
    assert [run("status", "--board", words).code for words in (BOARD, "harrow", "where")] == [0, 0, 2]


# report


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "html"])
def test_report_writes_a_paper_that_reads_back_as_the_plan(plan, tmp_path, kind):
    out = tmp_path / f"paper.{kind}"
    done = run("report", "--out", out, "--as-at", "2016-04-01")
    assert (done.code, done.out, done.err) == (0, f"{out}\n", "")
    read = read_plan(out.read_bytes())
    wanted = outline_of(picture_of(plan, day=DAY))
    assert [action.words for action in read.actions] == [action.words for action in wanted.actions]
    assert [action.rating for action in read.actions] == [action.rating for action in wanted.actions]


def test_report_writes_word_pdf_and_excel_to_a_folder_it_makes(plan, tmp_path):
    out = tmp_path / "papers" / "april"
    done = run("report", "--out", out, "--as-at", "2016-04-01")
    stem = "harrowmere-safeguarding-children-board-business-plan-2015-18-as-at-2016-04-01"
    assert sorted(path.name for path in out.iterdir()) == [f"{stem}.docx", f"{stem}.pdf", f"{stem}.xlsx"]
    assert sorted(done.out.split()) == sorted(str(path) for path in out.iterdir())


def test_report_writes_only_the_kinds_asked_for(plan, tmp_path):
    run("report", "--out", tmp_path / "out", "--format", "html", "--format", "xlsx", "--format", "html")
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".html", ".xlsx"]


def test_a_file_that_cannot_hold_the_kind_is_refused(plan, tmp_path):
    done = run("report", "--out", tmp_path / "paper.docx", "--format", "pdf")
    assert (done.code, done.err) == (2, "paper.docx can only hold docx: name a folder for pdf.\n")


def test_a_folder_that_cannot_be_made_is_refused(plan, tmp_path):
    (tmp_path / "file").write_text("")
    done = run("report", "--out", tmp_path / "file" / "paper.html")
    assert (done.code, done.err.count("\n"), "could not be written" in done.err) == (2, 1, True)


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path):
    path = tmp_path / "paper"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), replacing(path) as file:
        file.writelines([b"half", None])
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"paper": b"old"}


# adduser


def test_a_person_let_in_can_sign_in_and_sits_on_the_board_from_today(plan):
    done = run("adduser", "Jo@Example.org", "--name", "Jo Day", "--role", "chair")
    seat = Seat.objects.get()
    password = done.out.split()[-1]
    assert (seat.user.name, seat.board, seat.role, seat.ends) == ("Jo Day", plan.board, "chair", None)
    assert authenticate(username="jo@example.org", password=password) == seat.user


def test_somebody_who_has_an_account_gets_another_seat_and_keeps_the_password(plan):
    run("adduser", "jo@example.org", "--name", "Jo")
    was = User.objects.get().password
    done = run("adduser", "JO@example.org", "--name", "Somebody", "--role", "chair")
    assert done.out.splitlines()[-1] == "The password is the one they have."
    assert [(user.name, user.password) for user in User.objects.all()] == [("Jo", was)]
    assert sorted(Seat.objects.values_list("role", flat=True)) == ["business_manager", "chair"]


def test_the_same_seat_twice_is_refused(plan):
    run("adduser", "jo@example.org", "--name", "Jo")
    done = run("adduser", "jo@example.org", "--name", "Jo")
    assert (done.code, done.err) == (2, f"Jo sits on {BOARD} as business manager already.\n")
    assert Seat.objects.count() == 1


def test_the_very_first_board_is_added_with_its_first_person():
    run("adduser", "jo@example.org", "--name", "Jo", "--board", "Harrowmere")
    assert [seat.board.name for seat in Seat.objects.all()] == ["Harrowmere"]


def test_a_slip_in_a_later_boards_name_adds_none(plan):
    done = run("adduser", "jo@example.org", "--name", "Jo", "--board", "Harowmere")
    assert (done.code, Board.objects.count(), User.objects.count()) == (2, 1, 0)


def test_an_address_that_is_none_is_refused_and_adds_no_board():
    done = run("adduser", "jo", "--name", "Jo", "--board", "Harrowmere")
    assert (done.code, done.err, Board.objects.count()) == (2, "Enter a valid email address.\n", 0)


# serve and demo


def test_serving_with_the_key_that_everybody_knows_is_refused():
    done = run("serve")
    assert (done.code, done.err.split(" to a ")[0]) == (2, "Set SAFEBOARD_SECRET_KEY")


def test_serving_starts_gunicorn_with_threads_in_place_of_this_process(settings, monkeypatch, tmp_path):
    settings.SECRET_KEY, settings.STATIC_ROOT = "a long text of our own", tmp_path / "static"
    became = []
    monkeypatch.setattr(serving, "require_free", lambda *address: None)
    monkeypatch.setattr(serving.os, "execvpe", lambda program, words, environment: became.append(words))
    done = run("serve", "--host", "::1", "--port", "8001", "--workers", "3", "--threads", "4")
    assert (done.code, done.out) == (0, "Safeboard is at http://[::1]:8001/ (Ctrl+C stops it).\n")
    assert became == [
        [sys.executable, "-m", "gunicorn", "safeboard.config.wsgi", "--bind", "[::1]:8001"]
        + ["--worker-class", "gthread", "--workers", "3", "--threads", "4", "--log-level", "warning"]
        + ["--logger-class", "safeboard.core.server_log.ServerLog"]
    ]


@pytest.mark.parametrize("token", ["", "a token"])
def test_the_processes_of_a_server_put_their_figures_together_where_somebody_may_read_them(
    settings, monkeypatch, token
):
    settings.METRICS_TOKEN = token
    with_what = []
    monkeypatch.setattr(
        serving.os, "execvpe", lambda program, words, environment: with_what.append(environment)
    )
    serving.serve(host="::1", port=8001, workers=2, threads=4)
    folder = with_what[0].get("PROMETHEUS_MULTIPROC_DIR")
    assert bool(folder and Path(folder).is_dir()) == bool(token)


def test_a_port_that_is_taken_is_named(settings):
    settings.DEMO = True
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", port)
    assert (done.code, done.err.startswith(f"127.0.0.1:{port} cannot be served")) == (2, True)


def test_the_demo_shows_its_status_writes_its_papers_and_lets_its_manager_in(tmp_path):
    done = run("demo", "--no-serve", "--out", tmp_path / "out")
    plan, password = Plan.objects.get(), done.out.split()[-1]
    assert (done.code, done.err, len(actions_shown(done))) == (0, "", Action.objects.count())
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".docx", ".pdf", ".xlsx"]
    manager = authenticate(username=demonstration.EMAIL, password=password)
    assert [(seat.board, seat.role) for seat in manager.seats.all()] == [(plan.board, "business_manager")]


def test_the_demo_a_second_time_adds_nothing_but_a_new_password(tmp_path):
    run("demo", "--no-serve", "--out", tmp_path / "out")
    counts = [model.objects.count() for model in (Board, Plan, Update, User, Seat)]
    password = run("demo", "--no-serve", "--out", tmp_path / "out").out.split()[-1]
    assert [model.objects.count() for model in (Board, Plan, Update, User, Seat)] == counts
    assert authenticate(username=demonstration.EMAIL, password=password).email == demonstration.EMAIL


# The ground


@pytest.mark.parametrize("name", OURS)
def test_every_command_says_what_it_and_each_of_its_words_are_for(name):
    command = load_command_class(get_commands()[name], name)
    parser = command.create_parser("safeboard", name)
    assert command.help.endswith(".")
    assert [option.dest for option in parser._actions if not option.help] == []


def test_a_database_of_an_earlier_safeboard_is_left_alone(plan):
    MigrationRecorder.Migration.objects.filter(app="plans").delete()
    done = run("status")
    assert (done.code, done.err) == (
        2,
        "The database was made by an earlier Safeboard: keep a backup of it, then run `safeboard migrate`.\n",
    )
