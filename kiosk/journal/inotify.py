"""Waking up when the journal grows: for a second screen that is to follow within a fifth of a second.

Linux tells who asks (inotify, through libc) as soon as something in the journal's folder was written. Where
it does not, or says nothing because the file system is somebody else's, one looks again after `LOOK` or
`BLIND` seconds: a look costs the opening of a file and no more. It reads nothing and writes nothing.
"""

from __future__ import annotations

import ctypes
import os
import select
import time
from pathlib import Path
from types import TracebackType

LOOK = 0.2
"""Seconds after which one looks in any case; a follower is never later than this."""
BLIND = 0.1
"""The same where nobody wakes us up."""
_MODIFY, _MOVED_TO, _CREATE = 0x2, 0x80, 0x100
_FLAGS = os.O_NONBLOCK | os.O_CLOEXEC
"""IN_NONBLOCK and IN_CLOEXEC are these (inotify_init1(2))."""


class Waker:
    """Watches one folder; `told` whether the system wakes us up, which it does not where there is none."""

    def __init__(self, folder: Path) -> None:
        self._queue = _watch(folder)

    @property
    def told(self) -> bool:
        return self._queue >= 0

    def wait(self, seconds: float) -> bool:
        """Sleep until something was written, at most `seconds`, and never past the next look; whether it was.

        What was written since the last wait counts: nothing is missed between looking and waiting.
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
        """Watch no longer."""
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
    """A queue of what happens in a folder, or -1 where the system has none for us."""
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
