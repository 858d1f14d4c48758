"""Running `safeboard …` in a test: in this process, or in one of its own with its own data folder."""

import io
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.core.management import get_commands, load_command_class

HOUSE = Path(__file__).resolve().parents[1]

PLAN = b"""
<h1>Business Plan 2015-18</h1><p>Harrowmere Safeguarding Children Board</p><p>Updated March 2016</p>
<p>Red: Off Target; Amber: On Target; Green: Complete</p>
<h2>Priority 1: Safer homes</h2>
<table>
<tr><th>Issue<th>Action<th>Lead<th>Completion Date<th>Progress (RAG)</tr>
<tr><td>1. Neglect<td>Audit ten cases<td>Quality Group<td>Dec 2015<td style="background:#ff0000">Update Jan 16: begun</tr>
<tr><td>1. Neglect<td>Train the front line<td>Training Group<td>June 2016<td style="background:#00b050"></tr>
<tr><td>2. Voice<td>Ask children what changed<td><td>On going<td></tr>
</table>
"""
BOARD = "Harrowmere Safeguarding Children Board"
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


def run(name, *words):
    """As from the command line, but in this process and on the test's own database."""
    command = load_command_class(get_commands()[name], name)
    command._called_from_command_line = True
    parser = command.create_parser("safeboard", name)
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        options = vars(parser.parse_args([str(word) for word in words]))
        command.execute(**options, stdout=out, stderr=err)
    except SystemExit as stop:
        code = stop.code
    return Done(code, out.getvalue(), err.getvalue())


def run_alone(data_folder, *words, script=None):
    """In a process of its own, on SQLite in `data_folder`. script: Python to run in place of `safeboard`."""
    command = [sys.executable, *(["-c", script] if script else ["-m", "safeboard"]), *map(str, words)]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SAFEBOARD_")}
    environment = {
        **inherited,
        "SAFEBOARD_DATA": str(data_folder),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "safeboard.config.settings",
    }
    done = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True, timeout=120)
    return Done(done.returncode, done.stdout, done.stderr)


def tables(data_folder):
    """{table: its rows in order} of an SQLite database, without what Django keeps for itself."""
    with closing(sqlite3.connect(data_folder / "safeboard.sqlite3")) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: database.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for name in sorted(names)
            if not name.startswith(("django_", "auth_", "sqlite_"))
        }


def docx(document, **more):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", document)
        for name, data in more.items():
            package.writestr(name, data)
    return made.getvalue()
