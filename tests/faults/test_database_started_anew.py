"""The database server is started anew while people write: a PostgreSQL of this test's own."""

import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.alone import Alone
from tests.faults import NEEDS_ROOT
from tests.faults.load import all_keep_writing_while, require_each_once, served
from tests.test_keeping import bring_in_a_plan


@pytest.fixture
def own_cluster():
    """A PostgreSQL of this test's own. Yields (the address of an empty database, what starts it anew)."""
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder = Path(tempfile.mkdtemp(prefix="safeboard-cluster-"))  # pytest's own folders let nobody else in
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shutil.chown(folder, "postgres")

    def control(*words):
        postgres = pwd.getpwnam("postgres")
        subprocess.run(
            [tools / words[0], *words[1:]],
            user=postgres.pw_uid,
            group=postgres.pw_gid,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    data, options = folder / "data", f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    control("initdb", "-D", data, "-A", "trust")
    control("pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield (
            f"postgres://postgres@127.0.0.1:{port}/postgres",
            lambda: control("pg_ctl", "-D", data, "-w", "-m", "fast", "-l", folder / "log", "restart"),
        )
    finally:
        control("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@NEEDS_ROOT
def test_the_database_is_started_anew_and_everybody_goes_on(own_cluster, tmp_path):
    url, start_anew = own_cluster
    safeboard = Alone(tmp_path / "data", url)
    safeboard.run("migrate")
    bring_in_a_plan(safeboard, tmp_path)
    with served(safeboard) as (_, port):
        heard = all_keep_writing_while(safeboard, port, [start_anew] * 2)
    require_each_once(safeboard, heard)
