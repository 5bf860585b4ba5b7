"""A file system in memory that forgets what was not flushed: the worst possible card.

    python -m tests.durability.dropping MOUNT RESULT SEED

After every call that changes something it records what a power cut at that instant could leave: what was
flushed, of the rest any of the sectors of 512 bytes, any length between, and of unflushed changes of names
any first part. A process reports 17 acknowledged entries by looking for `MOUNT/said-17`. At the end all cuts
are in RESULT, as msgpack: [[said, {path: bytes}], ...].
"""

from __future__ import annotations

import errno
import os
import random
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mfusepy
import msgspec

SECTOR = 512


class Node:
    """A file: its bytes now, and those that were flushed."""

    def __init__(self, mode: int) -> None:
        self.mode = mode
        self.now = b""
        self.flushed = b""

    def left(self, chance: random.Random) -> bytes:
        """Return what a cut may leave of the file."""
        if self.now == self.flushed:
            return self.now
        low, high = sorted((len(self.now), len(self.flushed)))
        length = chance.choice((low, high, chance.randint(low, high)))
        left = bytearray()
        for start in range(0, length, SECTOR):
            source = chance.choice((self.now, self.flushed))
            left += source[start : start + SECTOR].ljust(SECTOR, b"\0")
        return bytes(left[:length])


Names = dict[str, Node]


class Dropping(mfusepy.Operations):  # type: ignore[misc]
    """Folders and files in memory, and every state that a power cut could have left."""

    use_ns = True

    def __init__(self, result: Path, seed: int) -> None:
        self._result = result
        self._chance = random.Random(seed)
        self._names: Names = {"/": Node(stat.S_IFDIR | 0o755)}
        self._flushed: Names = dict(self._names)
        self._pending: list[tuple[set[str], Callable[[Names], None]]] = []
        self._said = 0
        self._cuts: list[tuple[int, dict[str, bytes]]] = []

    def _rename(self, folders: set[str], change: Callable[[Names], None]) -> None:
        change(self._names)
        self._pending.append((folders, change))
        self._cut()

    def _cut(self) -> None:
        """Record one state that a cut now could leave."""
        names = dict(self._flushed)
        for _folders, change in self._pending[: self._chance.randint(0, len(self._pending))]:
            change(names)
        files = {path: node.left(self._chance) for path, node in names.items() if stat.S_ISREG(node.mode)}
        self._cuts.append((self._said, files))

    def _node(self, path: str) -> Node:
        if path not in self._names:
            raise mfusepy.FuseOSError(errno.ENOENT)
        return self._names[path]

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        if path.startswith("/said-"):
            self._said = int(path.removeprefix("/said-"))
        node = self._node(path)
        return {"st_mode": node.mode, "st_size": len(node.now), "st_nlink": 1, "st_uid": os.getuid()}

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *(os.path.basename(name) for name in self._names if _folder(name) == path)]

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        node = Node(stat.S_IFREG | mode & 0o777)
        self._rename({_folder(path)}, lambda names: names.__setitem__(path, node))
        return 0

    def mkdir(self, path: str, mode: int) -> int:
        node = Node(stat.S_IFDIR | mode)
        self._rename({_folder(path)}, lambda names: names.__setitem__(path, node))
        return 0

    def unlink(self, path: str) -> int:
        def change(names: Names) -> None:
            names.pop(path, None)

        self._rename({_folder(path)}, change)
        return 0

    rmdir = unlink

    def rename(self, old: str, new: str) -> int:
        def change(names: Names) -> None:
            for path in [path for path in names if path == old or path.startswith(old + "/")]:
                names[new + path[len(old) :]] = names.pop(path)

        self._rename({_folder(old), _folder(new)}, change)
        return 0

    def chmod(self, path: str, mode: int) -> int:
        node = self._node(path)
        node.mode = stat.S_IFMT(node.mode) | mode & 0o777
        return 0

    def open(self, path: str, flags: int) -> int:
        return 0

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return self._node(path).now[offset : offset + size]

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        node = self._node(path)
        node.now = node.now[:offset].ljust(offset, b"\0") + data + node.now[offset + len(data) :]
        self._cut()
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        node = self._node(path)
        node.now = node.now[:length].ljust(length, b"\0")
        self._cut()
        return 0

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        node = self._node(path)
        self._cut()
        node.flushed = node.now
        self._cut()
        return 0

    def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
        """Flush this folder's names, and all earlier changes of names: a file system's log is in order."""
        last = max((n for n, (folders, _change) in enumerate(self._pending) if path in folders), default=-1)
        for _folders, change in self._pending[: last + 1]:
            change(self._flushed)
        del self._pending[: last + 1]
        self._cut()
        return 0

    def destroy(self, path: str) -> None:
        self._result.write_bytes(msgspec.msgpack.encode(self._cuts))


def _folder(path: str) -> str:
    return "" if path == "/" else os.path.dirname(path)


if __name__ == "__main__":
    mount, result, seed = sys.argv[1:]
    mfusepy.FUSE(
        Dropping(Path(result), int(seed)),
        mount,
        foreground=True,
        nothreads=True,
        direct_io=True,
        attr_timeout=0,
        entry_timeout=0,
    )
