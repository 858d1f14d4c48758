"""How long pages take over HTTP, signed in, as the tables grow from 120 actions to 150,000. Prints JSON: [[what, figure, goal]].

On PostgreSQL beside the database that DATABASE_URL names; `python -m benchmarks.pages [ACTIONS …]`.
"""

import itertools
import json
import os
import statistics
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit, urlunsplit

from benchmarks.over_http import all_at_once, seconds_of, served

SMALL, LARGE = 120, 150_000
SIZES = (SMALL, 12_000, LARGE)
ROUNDS, ASKED = 5, 15
CLIENTS = 8


@dataclass(frozen=True)
class Page:
    """what: as the table says it. path: with what `Places` knows. goal: seconds at the large size, one client."""

    what: str
    path: str
    goal: float
    who: str = "manager@bench.example"
    asked: int = ASKED


LONG = "manager@long.example"
PAGES = [
    Page("list of 100 actions filtered by lead and rating", "/plans/{plan}/?lead={lead}&rating=amber", 0.040),
    Page("a plan of 120 actions", "/plans/{plan}/", 0.060),
    Page("one action with its history", "/actions/{action}/", 0.015),
    Page("the chair’s view", "/boards/bench/chair/", 0.060, "chair@bench.example"),
    Page("CSV of 1,000 actions", "/plans/{long}/actions.csv", 0.100, LONG, 5),
    Page("PDF of 1,000 actions", "/plans/{long}/paper.pdf", 3.0, LONG, 1),
]
UPDATE = "posting an update"
GOALS = {page.what: page.goal for page in PAGES} | {UPDATE: 0.015}


class Place:
    """One filled database and a server on it, with those who ask signed in."""

    def __init__(self, actions, database, server):
        self.actions, self.database, self.server = actions, database, server
        self.keys = keys = keys_of(database)
        self.people = {}
        self.told = itertools.cycle(keys["told"])

    def visitor(self, email):
        if email not in self.people:
            self.people[email] = self.server.signed_in(email)
        return self.people[email]

    def median_of(self, page):
        """Seconds, one client."""
        visitor, path = self.visitor(page.who), page.path.format(**self.keys)
        visitor.get(path)
        return statistics.median(seconds_of(visitor.get, path) for _ in range(page.asked))

    def median_of_updates(self):
        """Seconds that sending the form takes, each of another action; fetching it is not counted."""
        visitor, taken = self.visitor("manager@bench.example"), []
        for _ in range(ASKED):
            page = f"/actions/{next(self.told)}/tell/"
            told = {"words": "Begun with two schools", "rating": "amber", "seen": str(2**62)}
            send = partial(visitor.post, page, visitor.token_of(page), **told)
            taken.append(seconds_of(lambda send=send: expect(302, send())))
        return statistics.median(taken)


def expect(status, answer):
    if answer[0] != status:
        raise RuntimeError(f"answered {answer[0]} in place of {status}: {answer[1][:2000]!r}")


def measured(sizes=SIZES):
    """[[what, figure, goal or None]], as `benchmarks` prints them."""
    with ExitStack() as stack:
        places = [stack.enter_context(place_of(actions)) for actions in sizes]
        found = in_turn(places)
        yield from rows_of_pages(found, sizes)
        yield from rows_of_growth(found, sizes)
        yield from rows_at_once(places[-1], sizes[-1])
        yield "memory: of the server, two processes, after all that", places[-1].server.memory(), None
        yield "import a Word plan of 2,001 actions over HTTP, to its preview", import_of(places[-1]), None
        yield row_of_slowest(places[-1])


def in_turn(places):
    """{actions: {what: [seconds of each round]}}, the sizes taken in turn, so that what else the machine does falls on all."""
    found = {place.actions: {} for place in places}
    for _ in range(ROUNDS):
        for what, work in works():
            for place in places:
                found[place.actions].setdefault(what, []).append(work(place))
    return found


def rows_of_pages(found, sizes):
    for what, goal in GOALS.items():
        yield f"over HTTP, {sizes[-1]:,} actions: {what}", statistics.median(found[sizes[-1]][what]), goal


def rows_of_growth(found, sizes):
    small, large = sizes[0], sizes[-1]
    for what in GOALS:
        ratios = [
            after / before for before, after in zip(found[small][what], found[large][what], strict=True)
        ]
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        yield (
            f"growth: {what}, {large:,} against {small:,} actions ({spread})",
            statistics.median(ratios),
            1.3,
        )


def rows_at_once(place, actions):
    for page in PAGES[:4]:
        seconds, rate = at_once(place, page)
        yield (
            f"{CLIENTS} clients at once, {actions:,} actions: {page.what} ({rate:.0f} a second)",
            seconds,
            None,
        )


def row_of_slowest(place):
    """The slowest query of all these pages, in milliseconds."""
    asked = subprocess.run(
        [sys.executable, "-m", "benchmarks.slowest"],
        env={**os.environ, "DATABASE_URL": place.database},
        check=True,
        capture_output=True,
        text=True,
    )
    what, milliseconds, sql, plan = json.loads(asked.stdout.splitlines()[-1])
    print(f"{milliseconds:.1f} ms, {what}: {sql}", *plan, sep="\n", file=sys.stderr)
    return f"the slowest query of these pages ({what}; its plan is printed)", milliseconds / 1000, None


def works():
    for page in PAGES:
        yield page.what, lambda place, page=page: place.median_of(page)
    yield UPDATE, Place.median_of_updates


def at_once(place, page):
    """(median seconds, answers a second) with eight clients."""
    visitors = [place.visitor(page.who).beside() for _ in range(CLIENTS)]
    taken, rate = all_at_once(visitors, page.path.format(**place.keys), each=10)
    return statistics.median(taken), rate


def import_of(place):
    """Seconds from sending a Word plan of 2,001 actions to its preview."""
    from benchmarks.__main__ import invented_plan
    from safeboard.plans.tests.written import write_word

    word, visitor = write_word(invented_plan(2001)), place.visitor("manager@bench.example")
    page = "/boards/bench/bring-in/"
    token = visitor.token_of(page)
    return seconds_of(lambda: expect(302, visitor.send_file(page, token, word, "plan.docx")))


# --- Databases ---


@contextmanager
def place_of(actions):
    database = database_of(actions)
    with served(database) as server:
        yield Place(actions, database, server)


def database_of(actions):
    """The DATABASE_URL of a filled database, made where it is not there."""
    import psycopg

    url = urlsplit(os.environ["DATABASE_URL"])  # of a database that need not be there yet
    name = f"safeboard_bench_{actions}"
    filled = urlunsplit(url._replace(path=f"/{name}"))
    with psycopg.connect(urlunsplit(url._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
    for words in (["-m", "safeboard", "migrate", "-v0"], ["-m", "benchmarks.filling", str(actions)]):
        subprocess.run(
            [sys.executable, *words],
            env={**os.environ, "DATABASE_URL": filled},
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return filled


def keys_of(database):
    """The keys that the pages' addresses need."""
    import psycopg

    first = "SELECT p.id FROM plans_plan p JOIN boards_board b ON b.id = p.board_id WHERE b.slug = %s ORDER BY p.accepted_at DESC"
    within = (
        "SELECT a.id FROM plans_action a JOIN plans_issue i ON i.id = a.issue_id "
        "JOIN plans_priority p ON p.id = i.priority_id WHERE p.plan_id = %s ORDER BY a.id"
    )
    with psycopg.connect(database) as asked:
        (plan,) = asked.execute(first, ["bench"]).fetchone()
        (long,) = asked.execute(first, ["long"]).fetchone()
        actions = [key for (key,) in asked.execute(within, [plan])]
        (lead,) = asked.execute(
            "SELECT lead_id FROM plans_actionlead WHERE action_id = %s", [actions[1]]
        ).fetchone()
    return {"plan": plan, "long": long, "lead": lead, "action": actions[0], "told": actions[1:]}


def main():
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    print(json.dumps([*measured(sizes)]))


if __name__ == "__main__":
    main()
