"""Bytes that only whoever has the key can read, and nobody can change unseen. Streamed: a piece at a time is in memory.

    SAFEBOARD SEALED 1\\n   salt (16 bytes)   prefix (7 bytes)   pieces of 1 MB, each with its tag of 16 bytes

A piece is sealed with ChaCha20-Poly1305 under scrypt(key, salt); its nonce is the prefix, its number, and whether it is the last, so that none
can be left out, moved or put in from elsewhere (the construction known as STREAM).
"""

import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"SAFEBOARD SEALED 1\n"
SALT, PREFIX, TAG = 16, 7, 16
PIECE = 1024 * 1024


class NotOpened(Exception):
    """It cannot be opened with this key, or is not what was sealed. Its text is one sentence saying what to do."""


class Sealer:
    """A binary file to write to: what is written goes sealed into `file`. `close` has to be called, or it cannot be opened."""

    def __init__(self, file: IO[bytes], key: str):
        salt, self._prefix = os.urandom(SALT), os.urandom(PREFIX)
        self._file, self._cipher = file, _cipher(key, salt)
        self._head = MAGIC + salt + self._prefix
        self._waiting, self._number = bytearray(), 0
        file.write(self._head)

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def flush(self) -> None:
        """A piece is written when it is full."""

    def close(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, piece, *, last):
        nonce = _nonce(self._prefix, self._number, last)
        self._file.write(self._cipher.encrypt(nonce, piece, self._head))
        self._number += 1


def is_sealed(file: IO[bytes]) -> bool:
    """Looks at the first bytes, and goes back to where it was."""
    at = file.tell()
    head = file.read(len(MAGIC))
    file.seek(at)
    return head == MAGIC


def unseal(file: IO[bytes], into: IO[bytes], key: str) -> None:
    """Write what was sealed into another file. What is in it before all went well is not to be trusted. Raises NotOpened."""
    head = file.read(len(MAGIC) + SALT + PREFIX)
    if len(head) < len(MAGIC) + SALT + PREFIX:
        raise NotOpened(DAMAGED)
    cipher, prefix = _cipher(key, head[len(MAGIC) :][:SALT]), head[-PREFIX:]
    number, piece = 0, file.read(PIECE + TAG)
    while True:
        following = file.read(PIECE + TAG)
        try:
            into.write(cipher.decrypt(_nonce(prefix, number, not following), piece, head))
        except InvalidTag:
            raise NotOpened(WRONG_KEY if number == 0 else DAMAGED) from None
        if not following:
            return
        number, piece = number + 1, following


WRONG_KEY = "The backup cannot be opened: it was made with another key, or it is damaged from the start."
DAMAGED = "The backup is damaged, or only a part of one: take another copy of it."


def _cipher(key, salt):
    return ChaCha20Poly1305(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(key.encode()))


def _nonce(prefix, number, last):
    return prefix + number.to_bytes(4, "big") + bytes([last])
