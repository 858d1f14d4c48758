"""What only shows in a process of its own: exit codes, memory, being killed, two databases side by side. SQLite in new folders."""

import signal

import pytest

from tests.running import DOCUMENT, PLAN, docx, run_alone, tables


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "plan.html"
    path.write_bytes(PLAN)
    return path


def bomb():
    return docx(b"0" * (200 * 1024 * 1024))


def dense():
    """Small enough for the gate, and as costly to parse as such a file can be."""
    return docx(DOCUMENT.format("".join(f"<w:p><w:r><w:t>{at}</w:t></w:r></w:p>" for at in range(330_000))))


# An import

MEMORY = """
import resource, sys
from safeboard.__main__ import main
sys.argv[0] = "safeboard"
try:
    main()
except SystemExit as stop:
    code = stop.code
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))  # ru_maxrss counts our parent too
print(code, max(int(own.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024)
"""

KILLED = """
import datetime, os, pathlib, signal, sys
import django
django.setup()
from safeboard.history.services import CommandLine
from safeboard.plans import bringing_in
from safeboard.plans.reading import read_plan

def notice(stage):
    if stage == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

data = pathlib.Path(sys.argv[1]).read_bytes()
now = datetime.datetime.now(datetime.UTC)
plan = bringing_in.bring_in(
    data, name="p", outline=read_plan(data), board="Harrowmere", by=CommandLine(), at=now, notice=notice
)
"""


@pytest.fixture(scope="module")
def empty_safeboard(tmp_path_factory):
    """A data folder with every table and no row."""
    folder = tmp_path_factory.mktemp("data")
    assert run_alone(folder, "migrate", "-v0").code == 0
    return folder


@pytest.mark.parametrize("stage", ["file", "actions", "notes"])
def test_an_import_that_is_killed_half_way_leaves_no_row(empty_safeboard, plan_file, stage):
    done = run_alone(empty_safeboard, plan_file, stage, script=KILLED)
    rows = {name: len(rows) for name, rows in tables(empty_safeboard).items()}
    assert (done.code, rows) == (-signal.SIGKILL, dict.fromkeys(rows, 0))


def test_the_same_import_left_alone_is_all_there(empty_safeboard, plan_file):
    done = run_alone(empty_safeboard, plan_file, "never", script=KILLED)
    rows = tables(empty_safeboard)
    assert (done.code, len(rows["plans_plan"]), len(rows["plans_action"])) == (0, 1, 3)


@pytest.mark.parametrize("hostile", [bomb, dense], ids=["a zip bomb", "more paragraphs than memory"])
def test_memory_stays_under_500_megabytes(tmp_path, hostile):
    path = tmp_path / "plan.docx"
    path.write_bytes(hostile())
    done = run_alone(tmp_path / "data", "import", path, "--accept", script=MEMORY)
    code, megabytes = map(int, done.out.split())
    assert (code, megabytes < 500) == (2, True)


def test_from_a_shell_a_refusal_is_one_line_and_exit_code_2_and_makes_no_database(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(b"")
    done = run_alone(tmp_path / "data", "import", path)
    assert (done.code, done.out) == (2, "")
    assert done.err == "The file is empty: check that it was saved, and send it again.\n"
    assert not (tmp_path / "data").exists()


def test_on_a_new_machine_the_first_command_makes_the_database(tmp_path, plan_file):
    done = run_alone(tmp_path / "data", "import", plan_file, "--accept")
    assert (done.code, done.err, len(tables(tmp_path / "data")["plans_plan"])) == (0, "", 1)


def test_on_a_new_machine_status_says_what_to_do_and_makes_nothing(tmp_path):
    done = run_alone(tmp_path / "data", "status")
    assert (done.code, done.out, (tmp_path / "data").exists()) == (2, "", False)
    assert done.err.startswith("There is nothing in this Safeboard yet")


# A backup

MEANWHILE = """
import datetime, pathlib, sqlite3, sys
import django
django.setup()
from django.conf import settings
from safeboard.home.keeping import back_up

written = []

def somebody_writes(count=1):
    if not written:
        with sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=1) as other:
            other.execute("INSERT INTO boards_board (name, slug, kind, check_every_months, difference_after_months) VALUES ('Late', 'late', 'joint', 3, 6)")
        other.close()
        written.append("Late")

manifest = back_up(pathlib.Path(sys.argv[1]), at=datetime.datetime.now(datetime.UTC), step=somebody_writes)
print(written, manifest.rows["boards.Board"])
"""


def test_it_is_of_one_moment_and_nobody_who_writes_meanwhile_has_to_wait(tmp_path):
    run_alone(tmp_path / "data", "migrate", "-v0")
    done = run_alone(tmp_path / "data", tmp_path / "backup.zip", script=MEANWHILE)
    assert (done.out, done.err) == ("['Late'] 0\n", "")
    assert len(tables(tmp_path / "data")["boards_board"]) == 1


def test_between_two_folders_every_table_is_equal(tmp_path):
    plan = tmp_path / "plan.html"
    plan.write_bytes(PLAN)
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "backup.zip"
    did = [
        run_alone(old, "import", plan, "--accept"),
        run_alone(old, "backup", file),
        run_alone(new, "restore", file),
    ]
    assert [done.code for done in did] == [0, 0, 0]
    assert tables(new) == tables(old)
    assert sum(map(len, tables(new).values())) > 20
    assert [path.read_bytes() for path in (new / "files").rglob("*") if path.is_file()] == [PLAN]
