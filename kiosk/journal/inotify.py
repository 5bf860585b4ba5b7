"""Waking up when the journal grows: for a second screen, which must follow within a fifth of a second.

Linux reports (inotify, through libc) as soon as something in the journal's folder was written. Where it does
not, or reports nothing because the file system belongs to another machine, the follower looks again after
`LOOK` or `BLIND` seconds: a look costs the opening of a file and no more. Nothing is read or written here.
"""

from __future__ import annotations

import ctypes
import os
import select
import time
from pathlib import Path
from types import TracebackType

LOOK = 0.2
"""Seconds after which a follower looks in any case; it is never later than this."""
BLIND = 0.1
"""The same where the system wakes nobody."""
_MODIFY, _MOVED_TO, _CREATE = 0x2, 0x80, 0x100
_FLAGS = os.O_NONBLOCK | os.O_CLOEXEC
"""IN_NONBLOCK and IN_CLOEXEC are these (inotify_init1(2))."""


class Waker:
    """Watches one folder; `wakes` is True if the system reports writes, False also for a missing folder."""

    def __init__(self, folder: Path) -> None:
        self._queue = _watch(folder)

    @property
    def wakes(self) -> bool:
        return self._queue >= 0

    def wait(self, seconds: float) -> bool:
        """Sleep until a write, at most `seconds` and at most `LOOK`; returns True if there was one.

        Writes since the last wait count: nothing is missed between looking and waiting.
        """
        if self._queue < 0:
            time.sleep(max(0.0, min(seconds, BLIND)))
            return False
        poll = select.poll()
        poll.register(self._queue, select.POLLIN)
        if not poll.poll(1000 * max(0.0, min(seconds, LOOK))):
            return False
        try:
            while os.read(self._queue, 1 << 16):
                pass
        except BlockingIOError:
            pass
        return True

    def close(self) -> None:
        """Stop watching."""
        if self._queue >= 0:
            os.close(self._queue)
            self._queue = -1

    def __enter__(self) -> Waker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _watch(folder: Path) -> int:
    """Return an inotify descriptor for a folder, or -1 where the system gives none."""
    try:
        libc = ctypes.CDLL(None)
        queue = int(libc.inotify_init1(_FLAGS))
        if queue < 0:
            return -1
        if libc.inotify_add_watch(queue, os.fsencode(folder), _MODIFY | _MOVED_TO | _CREATE) < 0:
            os.close(queue)
            return -1
    except (OSError, AttributeError):
        return -1
    return queue
