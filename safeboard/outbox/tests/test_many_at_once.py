"""Several workers at once, and workers killed: each message arrives, and as good as always once.

In processes of their own, on a database of their own of the kind that this run of the tests uses.
"""

import asyncio
import os
import signal
import socket
from collections import Counter
from email import message_from_bytes
from urllib.request import urlopen

import pytest
from aiosmtpd.controller import Controller

from tests.alone import end, until

pytestmark = pytest.mark.django_db  # so that the run on PostgreSQL has them too


def files_of(messages):
    return sorted(f"{message_id.strip('<>')}.eml" for (message_id, *_) in messages)


def test_eight_write_while_two_send_and_none_is_lost_or_doubled(alone):
    workers = [alone.start("work", "--name", name) for name in ("one", "two")]
    alone.run(
        script="at_once(8, lambda writer: [a_message(f'{writer}-{n}') and a_message(n, key=f'same {n}') for n in range(20)])"
    )
    alone.run("work", "--once")
    assert [end(worker, signal.SIGTERM) for worker in workers] == [0, 0]
    messages = alone.messages("message_id", "state", "attempts")
    assert Counter(row[1:] for row in messages) == {("sent", 1): 8 * 20 + 20}
    assert alone.mails() == files_of(messages)


def test_three_workers_and_nine_turns_are_nine_jobs(alone):
    out = alone.run(
        script="""
from safeboard.jobs import services
from safeboard.jobs.duties import forget_finished
from safeboard.jobs.registry import DUTIES, Duty
from django_tasks_db.models import DBTaskResult
minutes, begin = datetime.timedelta(minutes=10), timezone.now()
DUTIES.clear()
DUTIES["look"] = Duty("look", minutes, forget_finished)
at_once(3, lambda worker: [services.queue_due(at=begin + turn * minutes) for turn in range(9)])
print(DBTaskResult.objects.count())
"""
    )
    assert out == "9\n"


def test_a_worker_killed_in_the_middle_of_500_loses_none_and_the_folder_has_each_once(alone):
    alone.run(script="messages(500)")
    worker = alone.start("work", "--name", "one")
    until(lambda: len(alone.mails()) >= 100)
    assert end(worker, signal.SIGKILL) == -signal.SIGKILL
    assert len(alone.mails()) < 500
    alone.run("work", "--once", "--name", "one")
    messages = alone.messages("message_id", "state", "attempts")
    assert Counter(state for _, state, _ in messages) == {"sent": 500}
    assert sum(attempts for *_, attempts in messages) in {500, 501}
    assert alone.mails() == files_of(messages)


class Server:
    """Takes mail, and calls `before_answering(how many it has)` before it says so."""

    def __init__(self):
        self.taken = []
        self.before_answering = lambda count: None

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(message_from_bytes(envelope.content)["Message-ID"])
        self.before_answering(len(self.taken))
        await asyncio.sleep(0)
        return "250 Taken"


@pytest.fixture
def server():
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=a_free_port())
    controller.start()
    handler.url = f"smtp://127.0.0.1:{controller.port}"
    yield handler
    controller.stop()


def a_free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def test_killed_after_the_server_took_it_only_the_one_in_flight_comes_twice(alone, server):
    alone.environment["SAFEBOARD_MAIL_URL"] = server.url
    alone.run(script="messages(60)")
    worker = alone.start("work", "--name", "one")
    server.before_answering = lambda count: count == 30 and end(worker, signal.SIGKILL)
    until(lambda: worker.poll() is not None)
    alone.run("work", "--once", "--name", "one")
    messages = dict(alone.messages("message_id", "state"))
    assert set(messages.values()) == {"sent"}
    twice = [message_id for message_id, count in Counter(server.taken).items() if count == 2]
    assert (twice, len(server.taken), set(server.taken)) == ([server.taken[29]], 61, set(messages))


def test_several_processes_under_one_command_start_a_killed_one_again(alone):
    alone.run(script="messages(100)")
    boss = alone.start("work", "--processes", "2", "--name", "pair")
    pids = dict([a_worker_of(boss), a_worker_of(boss)])
    until(lambda: len(alone.mails()) >= 20)
    os.kill(pids["pair-1"], signal.SIGKILL)
    again, _ = a_worker_of(boss)
    until(lambda: len(alone.mails()) == 100)
    alone.run("work", "--once")
    assert (sorted(pids), again, end(boss, signal.SIGTERM)) == (["pair-1", "pair-2"], "pair-1", 0)
    assert {state for (state,) in alone.messages("state")} == {"sent"}


def a_worker_of(boss):
    """The name and the process of the next worker that says that it is at work."""
    words = boss.stdout.readline().split()
    return words[1], int(words[3].rstrip(")"))


def test_no_worker_outlives_the_command_that_started_it(alone):
    boss = alone.start("work", "--processes", "2")
    pids = [a_worker_of(boss)[1] for _ in range(2)]
    assert end(boss, signal.SIGKILL) == -signal.SIGKILL
    until(lambda: not any(is_running(pid) for pid in pids))


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_demo_sends_from_a_thread_of_its_server_and_shows_the_folder(alone):
    alone.environment["SAFEBOARD_DEMO"] = "1"
    port = a_free_port()
    served = alone.start("serve", "--port", str(port), "--workers", "2", "--threads", "2")
    alone.run(script="messages(3)")
    until(lambda: len(alone.mails()) == 3)
    page = urlopen(f"http://127.0.0.1:{port}/outbox/").read().decode()
    assert sorted(page.count(f">Number {number}</a>") for number in range(3)) == [1, 1, 1]
    assert end(served, signal.SIGTERM) == 0
    assert set(alone.messages("state", "attempts", "claimed_by")) == {("sent", 1, "demo")}
