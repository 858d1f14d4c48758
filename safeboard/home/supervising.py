"""Several workers, each a process of its own; one that dies is started again under its name.

None outlives this process, or it would hold what another one of its name takes back.
"""

import os
import signal
import subprocess
import sys
import time

LOOK_EVERY = 0.2
AGAIN_AFTER = 1.0


def command(name, *, once=False):
    """The words that start one worker."""
    words = [sys.executable, "-m", "safeboard", "work", "--name", name, "--under", str(os.getpid())]
    return [*words, *(["--once"] if once else [])]


def keep_running(count, *, name, once):
    """Until stopped, or with `once` until all of them have ended. Every worker is ended with this process."""
    stopped = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *seen: stopped.append(seen))
    names = [f"{name[:58]}-{number}" for number in range(1, count + 1)]
    running = {each: _start(each, once) for each in names}
    try:
        while running and not stopped:
            time.sleep(LOOK_EVERY)
            for each, process in list(running.items()):
                if process.poll() is None:
                    continue
                if once:
                    del running[each]
                else:
                    time.sleep(AGAIN_AFTER)
                    running[each] = _start(each, once)
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            process.wait()


def _start(name, once):
    """In a group of its own, so that Ctrl+C reaches it once, through us."""
    return subprocess.Popen(command(name, once=once), env=os.environ, start_new_session=True)
