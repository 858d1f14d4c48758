"""The script behind `make test` says what it left out, and fails where nothing may be."""

import psycopg
import pytest

from scripts import run_tests


def test_all_passed_and_nothing_left_out_is_well(capsys):
    assert run_tests.report({"SQLite": True, "PostgreSQL": True}, []) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing was left out."


def test_one_run_that_failed_is_failing():
    assert run_tests.report({"SQLite": True, "PostgreSQL": False}, []) == 1


def test_what_was_left_out_is_said_in_the_last_lines(monkeypatch, capsys):
    monkeypatch.delenv("SAFEBOARD_NOTHING_LEFT_OUT", raising=False)
    assert run_tests.report({"SQLite": True}, ["PostgreSQL (none reachable)"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Left out: PostgreSQL (none reachable)"


def test_leaving_out_is_failing_where_nothing_may_be(monkeypatch):
    monkeypatch.setenv("SAFEBOARD_NOTHING_LEFT_OUT", "1")
    assert run_tests.report({"SQLite": True}, ["PostgreSQL (none reachable)"]) == 1


def test_the_database_that_was_asked_for_is_the_only_one_tried(monkeypatch):
    tried = []
    monkeypatch.setenv("DATABASE_URL", "postgres://board@db.example/safeboard")
    monkeypatch.setattr(run_tests, "may_make_databases", lambda url: tried.append(url))
    assert (run_tests.postgresql(), tried) == (None, ["postgres://board@db.example/safeboard"])


def test_the_local_socket_is_tried_before_the_network(monkeypatch, tmp_path):
    (tmp_path / ".s.PGSQL.5432").touch()
    monkeypatch.setattr(run_tests, "SOCKETS", [str(tmp_path)])
    monkeypatch.setenv("PGUSER", "moira")
    assert list(run_tests.servers()) == [
        f"postgres://moira@/{{}}?host={tmp_path}",
        f"postgres://postgres@/{{}}?host={tmp_path}",
        "postgres://moira@127.0.0.1:5432/{}",
        "postgres://postgres@127.0.0.1:5432/{}",
    ]


def test_a_server_that_does_not_answer_is_not_used(monkeypatch):
    def refuse(*args, **kwargs):
        raise psycopg.OperationalError

    monkeypatch.setattr(psycopg, "connect", refuse)
    assert run_tests.may_make_databases("postgres://board@db.example/safeboard") is False


@pytest.mark.parametrize(
    ("folder", "browser", "left_out"), [(True, "/usr/bin/chromium", False), (True, None, True)]
)
def test_the_journeys_need_a_browser(monkeypatch, tmp_path, folder, browser, left_out):
    monkeypatch.setattr(run_tests, "JOURNEYS", tmp_path)
    assert bool(run_tests.journeys_lack(browser)) is left_out


def test_what_each_run_wrote_is_printed_whole_and_whether_it_passed_is_kept(monkeypatch, capsys):
    monkeypatch.setattr(
        run_tests, "pytest", lambda *words, **around: (words == ("well",), f"said {words[0]}")
    )
    assert run_tests.run_all({"one": (["well"], {}), "two": (["ill"], {})}) == {"one": True, "two": False}
    told = capsys.readouterr().out
    assert sorted(told.split("\n== ")[1:]) == ["one\nsaid well\n", "two\nsaid ill\n"]
