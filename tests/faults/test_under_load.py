"""Processes of the web server are killed while people write: what was acknowledged is there, once."""

import os
import signal
from pathlib import Path

import pytest

from tests.faults.load import PEOPLE, all_keep_writing_while, require_each_once, served
from tests.test_keeping import bring_in_a_plan

pytestmark = pytest.mark.django_db  # so that the run on PostgreSQL has it too
EACH_AT_LEAST = 6


def kill_one_below(process):
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)


def test_processes_of_the_web_server_are_killed_and_nothing_acknowledged_is_lost_or_doubled(alone, tmp_path):
    bring_in_a_plan(alone, tmp_path)
    with served(alone) as (process, port):
        heard = all_keep_writing_while(alone, port, [lambda: kill_one_below(process)] * 3)
    assert len(heard) >= PEOPLE * EACH_AT_LEAST
    require_each_once(alone, heard)
