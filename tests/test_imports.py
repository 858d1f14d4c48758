"""Bringing a plan in from the command line: what is kept, what is refused, and that it is all or nothing."""

import datetime
import json

import pytest

from safeboard.boards.models import Board, Lead
from safeboard.documents.models import Document, Reading
from safeboard.history.models import Event
from safeboard.history.services import CommandLine
from safeboard.plans.models import Action, Plan
from safeboard.plans.services import withdraw_plan
from tests.running import BOARD, DOCUMENT, PLAN, docx, run

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2016, 3, 1, 12, tzinfo=datetime.UTC)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "plan.html"
    path.write_bytes(PLAN)
    return path


def kept():
    """How many of each thing that an import makes."""
    return [model.objects.count() for model in (Board, Document, Reading, Plan, Action, Lead, Event)]


NOTHING = [0] * 7


def encrypted_zip():
    """A zip whose directory says that its members are encrypted."""
    data = bytearray(docx(DOCUMENT.format("")))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def xxe():
    declared = '<!DOCTYPE w:document [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return docx(declared + DOCUMENT.format("<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>"))


BAD = {
    "empty": (b"", "The file is empty"),
    "only white space": (b" \n\n ", "The file is empty"),
    "not a plan": (
        b"<html><body><p>Dear all, the meeting is on Tuesday.</p></body></html>",
        "No table of actions",
    ),
    "a zip with a password": (encrypted_zip(), "The file is protected with a password"),
    "Office's own password": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "The file is protected with a password",
    ),
    "cut short": (docx(DOCUMENT.format("<w:p/>"))[:-60], "The file is cut short or damaged"),
    "external entity": (xxe(), "The file declares XML entities"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "The file is a picture"),
}


# What is kept


def test_an_accepted_plan_is_there_with_its_file_its_reading_and_a_board_named_by_the_file(plan_file):
    done = run("import", plan_file, "--accept", "--board", BOARD)
    plan = Plan.objects.get()
    assert (done.code, plan.title, plan.board.name) == (0, "Business Plan 2015-18", BOARD)
    assert (plan.reading.state, plan.reading.document.name, plan.reading.document.kind) == (
        "accepted",
        "plan.html",
        "html",
    )
    assert plan.reading.document.file.read() == PLAN
    plan.reading.document.file.close()
    assert Action.objects.count() == 3


def test_it_says_what_it_read_and_what_was_doubtful(plan_file):
    said = run("import", plan_file, "--accept").out.splitlines()
    assert said[:3] == ["Business Plan 2015-18", BOARD, "Updated March 2016"]
    assert [line.split() for line in said if "Safer homes" in line] == [
        ["1", "Safer", "homes", "0", "2", "3", "1", "0", "1", "1"]
    ]
    assert (
        said[-1]
        == f"“Business Plan 2015-18” is now a plan of {BOARD}, with 3 actions: see `safeboard status`."
    )
    assert "1 doubt to look at:" in said


def test_without_accept_it_waits_as_a_draft(plan_file):
    run("import", plan_file)
    assert (Reading.objects.get().state, Plan.objects.count()) == ("draft", 0)


def test_a_preview_keeps_nothing(plan_file, files_folder):
    done = run("import", plan_file, "--preview")
    assert (done.code, kept(), files_folder.exists()) == (0, NOTHING, False)


def test_a_preview_as_json_holds_the_whole_outline(plan_file):
    said = json.loads(run("import", plan_file, "--preview", "--json").out)
    actions = [action for issue in said["outline"]["priorities"][0]["issues"] for action in issue["actions"]]
    assert (said["state"], [action["rating"] for action in actions]) == ("preview", ["red", "green", ""])


# Whose it is


def test_another_boards_file_is_refused_unless_the_board_is_said(plan_file):
    Board.objects.create(name="Elsewhere", slug="elsewhere")
    refused = run("import", plan_file, "--accept")
    assert (refused.code, "the only board here is “Elsewhere”: say with --board" in refused.err) == (2, True)
    assert Plan.objects.count() == 0

    run("import", plan_file, "--accept", "--board", "Elsewhere")
    assert Plan.objects.get().board.name == "Elsewhere"


def test_with_several_boards_it_goes_to_the_one_the_file_names(plan_file):
    Board.objects.create(name="Elsewhere", slug="elsewhere")
    Board.objects.create(name=BOARD.upper(), slug="harrowmere")
    run("import", plan_file, "--accept")
    assert Plan.objects.get().board.slug == "harrowmere"


def test_with_several_boards_and_none_of_the_files_name_that_board_is_added(plan_file):
    Board.objects.create(name="Elsewhere", slug="elsewhere")
    Board.objects.create(name="Nowhere", slug="nowhere")
    run("import", plan_file, "--accept")
    assert Plan.objects.get().board.name == BOARD


def test_a_board_named_by_hand_is_found_however_it_is_written_and_else_added(plan_file):
    Board.objects.create(name="Elsewhere", slug="elsewhere")
    run("import", plan_file, "--accept", "--board", " ELSEWHERE ")
    run("import", plan_file, "--accept", "--board", "New Board")
    assert [plan.board.name for plan in Plan.objects.order_by("pk")] == ["Elsewhere", "New Board"]


def test_a_file_that_names_no_board_asks_for_one(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(
        "Issue,Action,Lead,Completion Date\n1. Neglect,Audit ten cases,Quality Group,March 2016\n"
    )
    done = run("import", path, "--accept")
    assert (done.code, done.err) == (
        2,
        "The file does not say whose plan it is: name the board with --board.\n",
    )
    assert kept() == NOTHING


# The same file


def test_the_same_file_twice_is_refused_and_leaves_what_was_there(plan_file):
    run("import", plan_file, "--accept")
    before = kept()
    done = run("import", plan_file, "--accept")
    named = f"it is the plan “Business Plan 2015-18” of {BOARD}.\n"
    assert (done.code, done.err.endswith(named), kept()) == (2, True, before)


def test_the_same_file_is_refused_as_a_draft_too(plan_file):
    run("import", plan_file, "--accept")
    assert (run("import", plan_file).code, Reading.objects.count()) == (2, 1)


def test_the_same_file_comes_again_when_asked_for(plan_file):
    run("import", plan_file, "--accept")
    assert (run("import", plan_file, "--accept", "--again").code, Plan.objects.count()) == (0, 2)


def test_another_board_may_have_the_same_file(plan_file):
    run("import", plan_file, "--accept", "--board", "One")
    assert run("import", plan_file, "--accept", "--board", "Two").code == 0


def test_the_file_of_a_withdrawn_plan_may_come_again(plan_file):
    run("import", plan_file, "--accept")
    withdraw_plan(Plan.objects.get(), why="Last year's plan", by=CommandLine(), at=NOON)
    assert (run("import", plan_file, "--accept").code, Plan.objects.standing().count()) == (0, 1)


# Refused


@pytest.mark.parametrize(("data", "sentence"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence_and_nothing_is_kept(
    tmp_path, files_folder, data, sentence
):
    path = tmp_path / "plan.docx"
    path.write_bytes(data)
    done = run("import", path, "--accept", "--board", BOARD)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(sentence)
    assert (kept(), files_folder.exists()) == (NOTHING, False)


def test_a_file_over_the_size_setting_is_refused_without_reading_it_whole(tmp_path, settings):
    path = tmp_path / "plan.docx"
    with path.open("wb") as file:
        file.truncate(10**12)  # a terabyte of nothing, which takes no room on the disk
    done = run("import", path, "--accept")
    assert (done.code, done.err) == (
        2,
        "The file is over 20 MB, the most this Safeboard takes. Choose a smaller file.\n",
    )


def test_a_file_that_is_not_there_and_a_folder_are_named(tmp_path):
    absent = run("import", tmp_path / "absent.docx")
    folder = run("import", tmp_path)
    assert (absent.code, absent.err) == (2, f"There is no file {tmp_path / 'absent.docx'}.\n")
    assert (folder.code, folder.err) == (2, f"{tmp_path} is a folder: name the file inside it.\n")


def test_reading_that_takes_too_long_is_stopped_with_a_clear_word(tmp_path, settings):
    settings.READING_SECONDS = 1
    path = tmp_path / "plan.csv"
    line = "1. Neglect,Audit ten cases,Quality Group,March 2016\n"
    path.write_text("Issue,Action,Lead,Completion Date\n" + line * 36_000)
    done = run("import", path, "--accept", "--board", BOARD)
    assert (done.code, done.err.split(" and was")[0]) == (2, "Reading this file took more than 1 seconds")
    assert kept() == NOTHING
