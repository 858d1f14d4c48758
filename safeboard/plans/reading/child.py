"""Reading in a child process with a limit on memory and time: whatever a file does, it does it there."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from safeboard.core.reading.blocks import Unreadable
from safeboard.plans.outline import Outline, from_json

PACKAGE_PARENT = Path(__file__).resolve().parents[3]
TOO_LONG = "Reading this file took more than {seconds} seconds and was stopped. Save the plan as a smaller Word file and try again."
TOO_MUCH = "Reading this file needs more memory than a plan should. Save it again from the program that made it and try once more."
FAILED = "This file could not be read. Save it again from the program that made it and try once more."


def read_safely(
    data: bytes,
    *,
    seconds: int,
    memory_bytes: int,
    limit_bytes: int,
    decided: Mapping[str, int] | None = None,
    legends: Sequence[Mapping[str, str]] = (),
) -> tuple[Outline, dict[str, str]]:
    """The plan in a file's bytes and what the file says of itself (`identity_in`), read in a child process.

    decided, legends: as in `read_plan`. Raises Unreadable with one plain sentence: what the reader found wrong, or that time or
    memory ran out.
    """
    command = [
        sys.executable,
        "-P",  # nothing from the folder we stand in: a file there could pass for a library
        "-m",
        "safeboard.plans.reading.child",
        str(seconds),
        str(memory_bytes),
        str(limit_bytes),
    ]
    paths = [str(PACKAGE_PARENT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    try:
        child = subprocess.run(
            command,
            input=json.dumps({"decided": decided or {}, "legends": list(legends)}).encode() + b"\n" + data,
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise Unreadable(TOO_LONG.format(seconds=seconds)) from slow
    try:
        answer = json.loads(child.stdout)
    except ValueError as broken:
        why = {
            -signal.SIGXCPU: TOO_LONG.format(seconds=seconds),
            -signal.SIGKILL: TOO_MUCH,
            -signal.SIGSEGV: TOO_MUCH,
        }
        raise Unreadable(why.get(child.returncode, FAILED)) from broken
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return from_json(answer["outline"]), answer["identity"]


def main(seconds: int, memory_bytes: int, limit_bytes: int) -> None:
    """In the child: limits first, then a line of what was asked and the file from standard input, then one JSON answer."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer_on = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a library that prints must not spoil the answer
    asked = json.loads(sys.stdin.buffer.readline())
    json.dump(answer(sys.stdin.buffer.read(), limit_bytes=limit_bytes, **asked), answer_on)
    answer_on.close()


def answer(data: bytes, *, limit_bytes: int, **asked: Any) -> dict:
    """{"outline": ..., "identity": ...} or {"refused": sentence}. asked: `decided` and `legends`, as in `read_plan`."""
    from safeboard.core.paper.identity import identity_in
    from safeboard.plans.outline import to_json
    from safeboard.plans.reading import read_plan

    try:
        outline = read_plan(data, limit_bytes=limit_bytes, **asked)
        return {"outline": to_json(outline), "identity": identity_in(data) if data.startswith(b"PK") else {}}
    except Unreadable as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": TOO_MUCH}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
