"""Starting the web server: gunicorn with threads takes this process's place. In the demo it does the worker's part too."""

import atexit
import fcntl
import os
import socket
import sys
import tempfile
import threading

from django.conf import settings
from django.utils import timezone

from safeboard.home import figures
from safeboard.jobs.working import Worker


class NotServed(Exception):
    """The site cannot be served so. Its text is one sentence saying what to do."""


def require_own_key():
    """Raises NotServed where anybody could forge a sign-in, because the key is the one everybody knows; and where links could be
    made to lead elsewhere, because the site answers under any name."""
    if "*" in settings.ALLOWED_HOSTS and not settings.DEMO:
        raise NotServed(
            "Set SAFEBOARD_HOSTS to the names the site has, with commas: * would answer under any."
        )
    if settings.SECRET_KEY.startswith("only-for-the-demo") and not settings.DEMO:
        raise NotServed(
            "Set SAFEBOARD_SECRET_KEY to a long random text of your own before serving (SAFEBOARD_DEMO=1 is for trying out)."
        )


def require_free(host, port):
    """Raises NotServed where something else listens already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            raise NotServed(
                f"{host}:{port} cannot be served ({error}): choose another with --port."
            ) from None


def address(host, port):
    """ "127.0.0.1:8000", "[::1]:8000"."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def command(*, host, port, workers, threads):
    """The words that start gunicorn."""
    return [
        *(sys.executable, "-m", "gunicorn", "safeboard.config.wsgi"),
        *("--bind", address(host, port), "--worker-class", "gthread"),
        *("--workers", str(workers), "--threads", str(threads)),
        *("--log-level", "warning", "--logger-class", "safeboard.core.server_log.ServerLog"),
    ]


def serve(*, host, port, workers, threads, **environment):
    """Become the web server; does not return. environment: more variables for it."""
    sys.stdout.flush()
    sys.stderr.flush()
    words = command(host=host, port=port, workers=workers, threads=threads)
    site = os.environ.get("SAFEBOARD_SITE") or f"http://{address(host, port)}"
    inherited = {**os.environ, "SAFEBOARD_SITE": site, **_counting_together()}
    os.execvpe(words[0], words, {**inherited, **environment})


def _counting_together():
    """Where figures are asked for, an empty folder in which the processes of this server put their counts together."""
    if not settings.METRICS_TOKEN:
        return {}
    return {figures.FOLDER: tempfile.mkdtemp(prefix="safeboard-figures-")}


def work_in_a_thread():
    """For the demo: a worker beside the pages, begun in gunicorn's own process, after it was forked.

    Every process of the server begins one; a lock on a file lets one of them work, and another when that one ends.
    """
    worker = Worker("demo", clock=timezone.now)
    thread = threading.Thread(target=_work, args=[worker], name="worker", daemon=True)
    thread.start()
    atexit.register(_end, worker, thread)


def _work(worker):
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with open(settings.DATA_DIR / ".worker.lock", "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        worker.run()


def _end(worker, thread):
    worker.stop()
    thread.join(timeout=5)
