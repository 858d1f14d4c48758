"""Write a file whole or not at all."""

import os
import secrets
from contextlib import contextmanager, suppress


@contextmanager
def replacing(path, *, mode=0o666):
    """A new binary file that takes the place of `path` when all went well; whatever stops it leaves `path` as it was.

    mode: who may read it, before the umask.
    """
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        with suppress(FileNotFoundError):
            unfinished.unlink()
        raise
    _keep_name(path.parent)


def _keep_name(folder):
    """A file's name lies in its folder: without this a power cut could take the name back."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
