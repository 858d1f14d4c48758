"""A real server process on one database, and people signed in to it."""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.filling import PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BOUNDARY = "safeboard-benchmark"


@contextmanager
def served(database):
    """A server of this database on a free port; yields a Server. database: a DATABASE_URL."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {
            **os.environ,
            "DATABASE_URL": database,
            "SAFEBOARD_DATA": folder,
            "SAFEBOARD_LOG": "plain",
            "SAFEBOARD_SECRET_KEY": "of the benchmark, and of nothing else " * 2,
        }
        words = [sys.executable, "-m", "safeboard", "serve", "--port", str(port)]
        process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)
        try:
            yield wait_for(Server(process, port))
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_for(server):
    for _ in range(300):
        try:
            server.visitor().get("/sign-in/password/")
            return server
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer within 30 seconds")


class Server:
    def __init__(self, process, port):
        self.process, self.port = process, port

    def visitor(self):
        return Visitor(self.port)

    def signed_in(self, email):
        visitor = self.visitor()
        page = "/sign-in/password/"
        status, _ = visitor.post(page, visitor.token_of(page), login=email, password=PASSWORD)
        if status != 302:
            raise RuntimeError(f"{email} was not signed in: {status}")
        return visitor

    def memory(self):
        """Megabytes that its processes have for themselves, shared pages counted once between them."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return sum(_share_of(pid) for pid in (self.process.pid, *children))


def _share_of(pid):
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


class Visitor:
    """One browser: one connection that is kept, its cookies."""

    def __init__(self, port):
        self.port, self.cookies = port, {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def beside(self):
        """Another connection of the same person: signing in eight times at once is refused."""
        other = Visitor(self.port)
        other.cookies = dict(self.cookies)
        return other

    def get(self, page, *, expect=200):
        status, body = self._ask("GET", page)
        if status != expect:
            raise RuntimeError(f"{page} answered {status}")
        return body

    def token_of(self, page):
        return TOKEN.search(self.get(page).decode())[1]

    def post(self, page, token, **fields):
        body = urlencode({"csrfmiddlewaretoken": token, **fields})
        return self._ask("POST", page, body, "application/x-www-form-urlencoded")

    def send_file(self, page, token, data, name):
        """Post a file under "file"."""
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self._ask("POST", page, body, f"multipart/form-data; boundary={BOUNDARY}")

    def _ask(self, method, page, body=None, kind=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        try:
            self.connection.request(method, page, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError):  # kept too long: the server let it go
            self.connection.close()
            self.connection.request(method, page, body, headers)
            answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, _ = value.partition(";")
                self.cookies.update([cookie.split("=", 1)])
        return answer.status, answer.read()


def seconds_of(work, *args):
    began = time.perf_counter()
    work(*args)
    return time.perf_counter() - began


def all_at_once(visitors, page, each):
    """How long each of so many answers took, with all visitors asking at once, and how many came a second."""
    taken = []

    def ask(visitor):
        for _ in range(each):
            taken.append(seconds_of(visitor.get, page))

    threads = [threading.Thread(target=ask, args=[visitor]) for visitor in visitors]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, len(taken) / (time.perf_counter() - began)
