"""`safeboard import FILE --into PLAN`: an edited copy read over a plan, on the command line."""

import json

import pytest
from django.utils import timezone

from safeboard.boards.models import Board
from safeboard.plans import queries, services
from safeboard.plans.models import Plan, Proposal
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.copies import copy_of, edited
from safeboard.plans.tests.edited_papers import ACTION, DUE, PROGRESS
from tests.running import run

pytestmark = pytest.mark.django_db
AUDIT, TRAIN, ASK = "Audit ten cases", "Train every nurse", "Ask children"


@pytest.fixture
def plan():
    board = make.a_board("Harrowmere")
    return make.a_plan(board, make.promise(AUDIT), make.promise(TRAIN), make.promise(ASK))


def many_edits(paper):
    paper.add_line(AUDIT, PROGRESS, "Update April 2016: All ten read.")
    paper.write(TRAIN, DUE, "June 2017")
    paper.put(TRAIN, ACTION, "every nurse", "each nurse")
    paper.delete(ASK)


@pytest.fixture
def copy(plan, tmp_path):
    path = tmp_path / "edited.docx"
    path.write_bytes(edited(plan, many_edits))
    return path


def words_said(done):
    return " ".join(done.out.split())


def test_it_shows_what_the_file_would_change_and_keeps_it_for_the_web(plan, copy, settings):
    settings.SITE = "https://safeboard.example"
    done = run("import", copy, "--into", plan.pk)
    proposal = Proposal.objects.get()
    said = words_said(done)
    assert (
        done.code,
        said.count("1 new update, 1 date, 1 change of words, 1 row that is no longer there."),
    ) == (0, 1)
    assert done.out.splitlines()[-1] == (
        "4 things to go through on the web (`safeboard serve`): "
        f"https://safeboard.example/proposals/{proposal.pk}/"
    )
    assert [action.words for action in queries.picture_of(plan, day=timezone.localdate()).actions] == [
        AUDIT,
        TRAIN,
        ASK,
    ]


def test_the_latest_plan_need_not_be_numbered(plan, copy):
    run("import", copy, "--into", "latest")
    assert Proposal.objects.get().plan == plan


def test_taking_all_leaves_conflicts_and_rows_that_are_gone(plan, copy):
    services.change_part(make.actions_of(plan)[1], changes={"words": "Train all"}, **make.by_now())
    done = run("import", copy, "--into", "latest", "--take-all")
    assert words_said(done).count("CONFLICT: other words") == 1
    assert done.out.splitlines()[-1].startswith(
        "2 things taken into “Business Plan 2015-18”. 2 things to go through"
    )
    assert [(answer.taken, answer.by_name) for answer in Proposal.objects.get().answers.all()] == [
        (True, "Command line")
    ] * 2


def test_it_says_so_as_json(plan, copy):
    said = json.loads(run("import", copy, "--into", "latest", "--take-all", "--json").out)
    assert (said["taken"], said["left"], said["matched"]) == (
        3,
        1,
        {"certain": 2, "alike": 0, "unknown": 0},
    )
    assert [(one["what"], one["wanted"], one["conflict"], one["day"]) for one in said["proposed"]] == [
        ("a new update", "Update April 2016: All ten read.", False, "2016-04-01"),
        ("other words", "Train each nurse", False, None),
        ("another date", "June 2017", False, None),
        ("a row that is no longer there", "", False, None),
    ]


def test_when_everything_was_taken_nothing_waits(plan, tmp_path):
    path = tmp_path / "edited.docx"
    path.write_bytes(edited(plan, lambda paper: paper.write(TRAIN, DUE, "June 2017")))
    done = run("import", path, "--into", "latest", "--take-all")
    assert done.out.splitlines()[-1] == "1 thing taken into “Business Plan 2015-18”. Nothing of it waits."


@pytest.mark.parametrize("words", ["--accept", "--preview", "--again"])
def test_it_does_not_go_with_bringing_in_a_plan(plan, copy, words):
    done = run("import", copy, "--into", "latest", words)
    assert (done.code, done.err) == (
        2,
        "--into goes with --take-all, and not with --accept, --preview or --again.\n",
    )


def test_taking_all_needs_a_plan_to_take_it_into(copy):
    done = run("import", copy, "--take-all")
    assert (done.code, done.err) == (2, "--take-all goes with --into PLAN.\n")


@pytest.mark.parametrize(
    ("into", "sentence"),
    [
        ("999999", "There is no plan with the number 999999 here.\n"),
        ("9" * 30, f"“{'9' * 30}” is not a plan: give its number, as in its page’s address, or “latest”.\n"),
        ("March", "“March” is not a plan: give its number, as in its page’s address, or “latest”.\n"),
    ],
)
def test_a_plan_that_is_not_there_is_named(copy, into, sentence):
    done = run("import", copy, "--into", into)
    assert (done.code, done.err) == (2, sentence)


def test_with_several_boards_the_latest_asks_which(copy):
    Board.objects.create(name="Elsewhere", slug="elsewhere")
    done = run("import", copy, "--into", "latest")
    assert (done.code, done.err) == (2, "Say which board with --board. There is Elsewhere and Harrowmere.\n")
    assert run("import", copy, "--into", "latest", "--board", "Harrowmere").code == 0


def test_a_board_without_a_plan_says_what_to_do(copy):
    Plan.objects.update(withdrawn_at=timezone.now(), withdrawn_why="Wrong")
    done = run("import", copy, "--into", "latest")
    assert (done.code, done.err) == (
        2,
        "Harrowmere has no plan yet: bring one in with `safeboard import FILE --accept`.\n",
    )


def test_what_is_refused_is_one_sentence(plan, tmp_path, copy):
    path = tmp_path / "unedited.docx"
    path.write_bytes(copy_of(plan))
    nothing = run("import", path, "--into", "latest")
    run("import", copy, "--into", "latest")
    again = run("import", copy, "--into", "latest")
    assert [(done.code, done.err.count("\n"), done.err[:24]) for done in (nothing, again)] == [
        (2, 1, "This file says nothing t"),
        (2, 1, "This very file was read "),
    ]


def test_the_same_file_again_is_told_where_what_it_proposed_is(plan, copy, settings):
    settings.SITE = "https://safeboard.example"
    run("import", copy, "--into", "latest")
    again = run("import", copy, "--into", "latest")
    address = f"https://safeboard.example{Proposal.objects.get().get_absolute_url()}"
    assert (again.code, again.err.split()[-1], Proposal.objects.count()) == (2, address, 1)


def test_a_closed_plan_is_refused(plan, copy):
    for row in make.actions_of(plan):
        services.drop_part(row, why="Over", **make.by_now())
    services.close_plan(plan, **make.by_now())
    done = run("import", copy, "--into", plan.pk)
    assert (done.code, "was closed on" in done.err, Proposal.objects.count()) == (2, True, 0)
