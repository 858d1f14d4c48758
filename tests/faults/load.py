"""People who write over HTTP to a real web server, while a test does something to it; and what of it has to be there afterwards."""

import ast
import socket
import subprocess
import sys
import threading
from contextlib import closing, contextmanager

from benchmarks.over_http import Visitor
from tests.alone import HOUSE, until

PEOPLE = 3
SESSION = """
from django.test import Client
from safeboard.people.models import User
from safeboard.plans.models import Action
client = Client()
client.force_login(User.objects.get())
print([client.cookies["safeboard_session"].value, list(Action.objects.values_list("pk", flat=True))])
"""
WORDS = """
from collections import Counter
from safeboard.plans.models import Update
print(dict(Counter(Update.objects.filter(words__startswith="Person").values_list("words", flat=True))))
"""


@contextmanager
def served(safeboard):
    """Yields (the process, its port) of a web server with two processes, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "safeboard", "serve", "--port", str(port)]
    safeboard.folder.mkdir(exist_ok=True)
    with (safeboard.folder / "server.log").open("wb") as log:  # a pipe that nobody reads would stop it
        process = subprocess.Popen(words, cwd=HOUSE, env=safeboard.environment, stdout=log, stderr=log)

    def answers():
        visitor = Visitor(port)
        with closing(visitor.connection):
            try:
                return visitor.get("/health/ready")
            except (OSError, RuntimeError):
                return False

    try:
        until(answers)
        yield process, port
    finally:
        process.terminate()
        process.wait(timeout=60)


class Person(threading.Thread):
    """Says one thing after the other until told to stop, each in words of its own. heard: those that were acknowledged."""

    def __init__(self, number, port, session, actions, stopped):
        super().__init__()
        self.name, self.port, self.session = f"Person {number}", port, session
        self.actions, self.stopped, self.heard, self.said = actions, stopped, [], 0

    def run(self):
        while not self.stopped.is_set():
            self.said += 1
            words = f"{self.name}, word {self.said}"
            try:
                if self.say(words) == 302:
                    self.heard.append(words)
            except Exception:  # cut off, or an answer that is none: nothing was acknowledged
                continue

    def say(self, words):
        visitor = Visitor(self.port)
        visitor.cookies = {"safeboard_session": self.session}
        page = f"/actions/{self.actions[self.said % len(self.actions)]}/tell/"
        with closing(visitor.connection):
            return visitor.post(page, visitor.token_of(page), words=words, seen=str(2**62))[0]


def all_keep_writing_while(safeboard, port, faults):
    """Each fault happens once everybody was heard again; then everybody goes on for as long. Returns what was acknowledged."""
    session, actions = ast.literal_eval(safeboard.run(script=SESSION).splitlines()[-1])
    stopped = threading.Event()
    people = [Person(number, port, session, actions, stopped) for number in range(PEOPLE)]
    for person in people:
        person.start()
    try:
        for fault in [*faults, lambda: None]:
            before = [len(person.heard) for person in people]
            until(lambda before=before: heard_more(people, before))
            fault()
        before = [len(person.heard) for person in people]
        until(lambda: heard_more(people, before))
    finally:
        stopped.set()
        for person in people:
            person.join()
    return [words for person in people for words in person.heard]


def heard_more(people, before):
    return all(len(person.heard) >= had + 2 for person, had in zip(people, before, strict=True))


def require_each_once(safeboard, heard):
    kept = ast.literal_eval(safeboard.run(script=WORDS).splitlines()[-1])
    assert {words: kept.get(words) for words in heard} == dict.fromkeys(heard, 1)
    assert set(kept.values()) == {1}
    assert "All of it adds up" in safeboard.run("verify")
