"""Listens below ext4: a file system whose files are cards, and a log of what is written to them, in order.

    python -m tests.durability.listening MOUNT CARDS RESULT

MOUNT shows the cards in CARDS, for the kernel's loop device, and a file `said` to which a process writes what
it acknowledged. A write of the loop device is a write sent to the card, an fsync is the command to flush its
cache. At the end RESULT holds, as msgpack, [[where, offset, bytes], ...], in which `where` is a card or
`said`, and a flush has the offset -1.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Any

import mfusepy
import msgspec

SAID = "said"
FLUSH = -1

Step = tuple[str, int, bytes]
"""(card or `said`, offset, bytes)."""


class Listening(mfusepy.Operations):  # type: ignore[misc]
    """The cards, in memory, and every step that changed them."""

    use_ns = True

    def __init__(self, cards: Path, result: Path) -> None:
        self._result = result
        self._held = {path.name: bytearray(path.read_bytes()) for path in cards.iterdir()}
        self._log: list[Step] = []

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        name = path.lstrip("/")
        if not name:
            return {"st_mode": stat.S_IFDIR | 0o700, "st_nlink": 2, "st_uid": os.getuid()}
        if name != SAID and name not in self._held:
            raise mfusepy.FuseOSError(errno.ENOENT)
        size = len(self._held.get(name, b""))
        return {"st_mode": stat.S_IFREG | 0o600, "st_size": size, "st_nlink": 1, "st_uid": os.getuid()}

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", SAID, *self._held]

    def open(self, path: str, flags: int) -> int:
        return 0

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return bytes(self._held[path.lstrip("/")][offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        name = path.lstrip("/")
        if name != SAID:
            self._held[name][offset : offset + len(data)] = data
        self._log.append((name, offset, bytes(data)))
        return len(data)

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        self._log.append((path.lstrip("/"), FLUSH, b""))
        return 0

    def destroy(self, path: str) -> None:
        self._result.write_bytes(msgspec.msgpack.encode(self._log))


if __name__ == "__main__":
    mount, cards, result = sys.argv[1:]
    mfusepy.FUSE(
        Listening(Path(cards), Path(result)),
        mount,
        foreground=True,
        nothreads=True,
        direct_io=True,
        attr_timeout=0,
        entry_timeout=0,
    )
